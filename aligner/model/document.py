"""A text in one language: paragraphs, sentences, and what repair changed in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

LabelPath = tuple[str, ...]
"""Numbering of a paragraph from the outside in, the same in every language: ``("2", "c", "i")``."""


class Kind(StrEnum):
    """What a paragraph is in the structure of a document."""

    TITLE = "title"
    ADOPTION = "adoption"
    ORGAN = "organ"
    HEADING = "heading"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    ITEM = "item"
    CONTINUATION = "continuation"
    BODY = "body"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a stretch of its paragraph.

    Attributes:
        start: First character, as an offset in ``Paragraph.text``.
        end: One past the last character.
        clauses: Offsets in ``Paragraph.text`` at which the second and later clauses begin; legal
            drafting strings clauses on semicolons without ending the sentence.
    """

    start: int
    end: int
    clauses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a table cell.

    Attributes:
        table: Number of the table in its document, from 1.
        row: First row that the cell takes, from 1.
        column: First column, from 1, counted from the side where reading begins.
        rows: Rows that it takes; more than 1 where cells were merged.
        columns: Columns that it takes.
        header: True where it names what stands under it or beside it.
        outer: The cell in which its table stands, for a table inside a table.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    outer: Cell | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One logical paragraph.

    Attributes:
        id: Position in ``Document.paragraphs``, from 0.
        text: The whole paragraph on one line, its label included.
        kind: Its place in the structure.
        label: Its numbering from the outside in, normalised: ``("2", "c")`` for ``c)``, ``(c)``,
            ``(ج)`` under paragraph 2. Empty where it has none.
        body_start: Offset in ``text`` at which the words begin, past the label.
        annex: 0 in the main text, 1 in the first annex, and so on; lists restart in each.
        page: Page of the source on which it begins, from 1; None where the format has none.
        line: Line of the source on which it begins, from 1.
        sentences: Its sentences, in order, label included in the first.
        cell: The table cell that it is; None for all that stands in no table.
    """

    id: int
    text: str
    kind: Kind = Kind.BODY
    label: LabelPath = ()
    body_start: int = 0
    annex: int = 0
    page: int | None = None
    line: int | None = None
    sentences: tuple[Sentence, ...] = ()
    cell: Cell | None = None

    @property
    def body(self) -> str:
        """The words without the label."""
        return self.text[self.body_start :]

    @property
    def path(self) -> str:
        """The label as one cites it: ``2 (c)``, ``63.01``, or an empty string."""
        head, *rest = self.label or ("",)
        return head + "".join(f".{part}" if part[0] == "0" else f" ({part})" for part in rest)

    def respelled(self, text: str, place: Callable[[int], int]) -> Paragraph:
        """The same with other letters in some places.

        Args:
            text: All of it.
            place: Where in it an offset of the text before is.
        """
        return replace(
            self,
            text=text,
            body_start=place(self.body_start),
            sentences=tuple(
                Sentence(place(s.start), place(s.end), tuple(map(place, s.clauses)))
                for s in self.sentences
            ),
        )

    def sentence_texts(self) -> list[str]:
        """The text of each sentence, in order."""
        return [self.text[s.start : s.end] for s in self.sentences]


@dataclass(frozen=True, slots=True)
class Change:
    """One repair of damaged text, so that a person can look at it and refuse it.

    Attributes:
        paragraph: Id of the paragraph that holds it.
        start: Where the mended stretch begins in the *repaired* ``Paragraph.text``.
        end: One past its end there; ``text[start:end] == after``.
        before: What the source had; putting it back in place of ``after`` refuses the change.
        after: What stands now.
        rule: Short id of the reason, such as ``confusion`` or ``a-grave``.
        reason: The same in words, for a person.
        confidence: Probability that the change is right, 0 to 1.
        line: Line of the source, from 1.
        refused: A person put ``before`` back; then ``text[start:end] == before``.
    """

    paragraph: int
    start: int
    end: int
    before: str
    after: str
    rule: str
    reason: str
    confidence: float
    line: int | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A text in one language, read and structured.

    Attributes:
        name: What the document is called across languages, such as ``S-RES-2331-2016``.
        lang: BCP 47 code.
        paragraphs: Its paragraphs in reading order; footnotes stand at the end.
        source: File name it was read from, without folders.
        sha256: Hash of the file's bytes.
        changes: What OCR repair changed, in order.
        doubts: What looks damaged and was left, in order: each as the change that would mend it,
            with ``start`` and ``end`` of ``before`` in the text as it was read, and ``after`` the
            same where nothing better is known.
        furniture: Running headers, footers, page numbers and the like that were kept out,
            what ``unseen`` says among them.
        unseen: What the file holds and its pages do not show, a sentence each, with the page.
    """

    name: str
    lang: str
    paragraphs: tuple[Paragraph, ...]
    source: str = ""
    sha256: str = ""
    changes: tuple[Change, ...] = ()
    furniture: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    doubts: tuple[Change, ...] = ()

    def __repr__(self) -> str:
        return f"<Document {self.name}, {self.lang}: {len(self.paragraphs)} paragraphs>"

    @staticmethod
    def of_lines(name: str, lang: str, lines: Iterable[str]) -> Document:
        """A document in which every line is one paragraph, blank ones too; ids are line numbers."""
        return Document(
            name=name,
            lang=lang,
            paragraphs=tuple(
                Paragraph(i, line, line=i + 1, sentences=(Sentence(0, len(line)),))
                for i, line in enumerate(lines)
            ),
        )
