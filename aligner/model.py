"""The nouns of the house, as frozen dataclasses.

Everything that flows from one step to the next is one of these values::

    file -> Document -> Bitext -> Multitext (of Rows) -> Glossary (of Entries)

A *unit* is what is aligned: a paragraph, a sentence inside a paragraph bead, or a line. Ids are
0-based positions in their document. Languages are BCP 47 codes (``fr``, ``en``, ``zh``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LabelPath = tuple[str, ...]
"""Numbering of a paragraph from the outside in, the same in every language: ``("2", "c", "i")``."""


UNCERTAIN = 0.8
"""Confidence below which a reviewer is asked to look."""


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


class Status(StrEnum):
    """What has been decided about a row, an entry or a term."""

    CANDIDATE = "candidate"
    APPROVED = "approved"
    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    REJECTED = "rejected"


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

    @property
    def body(self) -> str:
        """The words without the label."""
        return self.text[self.body_start :]

    @property
    def path(self) -> str:
        """The label as one cites it: ``2 (c)``, or an empty string."""
        head, *rest = self.label or ("",)
        return " ".join([head, *(f"({part})" for part in rest)])

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


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language, read and structured.

    Attributes:
        name: What the document is called across languages, such as ``S-RES-2331-2016``.
        lang: BCP 47 code.
        paragraphs: Its paragraphs in reading order; footnotes stand at the end.
        source: File name it was read from, without folders.
        sha256: Hash of the file's bytes.
        changes: What OCR repair changed, in order.
        furniture: Running headers, footers, page numbers and the like that were kept out.
    """

    name: str
    lang: str
    paragraphs: tuple[Paragraph, ...]
    source: str = ""
    sha256: str = ""
    changes: tuple[Change, ...] = ()
    furniture: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Bead:
    """Units of one side that translate units of the other; a null bead has one empty side.

    Attributes:
        src: Ids on the source side, ascending.
        tgt: Ids on the target side, ascending.
        confidence: Probability, 0 to 1, that the bead is exactly right.
        reason: Why it is uncertain, in words; empty when it is not.
        crossing: True where the bead lies in a block whose order differs between the two sides.
        sentences: Beads over the sentences of a paragraph bead. Their ids count the sentences of
            all paragraphs of the bead's side, from 0, in order.
    """

    src: tuple[int, ...]
    tgt: tuple[int, ...]
    confidence: float = 1.0
    reason: str = ""
    crossing: bool = False
    sentences: tuple[Bead, ...] = ()

    @property
    def is_null(self) -> bool:
        """True where one side has no counterpart."""
        return not self.src or not self.tgt

    @property
    def shape(self) -> str:
        """Number of units on either side, such as ``1-2``."""
        return f"{len(self.src)}-{len(self.tgt)}"


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two documents and the beads that join them; every id of either side is in exactly one bead.

    Attributes:
        signature: How the alignment was made: engine, version, settings; enough to make it again.
    """

    src: Document
    tgt: Document
    beads: tuple[Bead, ...]
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One aligned row over all languages.

    Attributes:
        id: Position among the rows, from 0.
        cells: Paragraph ids by language; a language without a counterpart has an empty tuple.
        confidence: The least of the confidences of the beads that were joined.
        reason: Why it is uncertain, in words; empty when it is not.
    """

    id: int
    cells: Mapping[str, tuple[int, ...]]
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One row as it travels to and from CAT tools: texts by language and what is known of them.

    Attributes:
        id: Stable within its document (TMX ``tuid``).
        texts: Text by BCP 47 code, without labels; languages without a counterpart are absent.
        document: Name of the document.
        label: Paragraph label as one cites it.
        status: What was decided of it.
        confidence: Probability, 0 to 1, that the alignment is right; None where unknown.
        created: When it was made, UTC.
        creator: Who or what made it.
        changed: When it was last decided on, UTC.
        changer: Who decided.
        note: A reviewer's note.
        codes: Markup of inline codes (bold, a footnote mark) by the placeholder that stands for
            each in the texts, such as ``⟦1⟧``; empty for plain text.
    """

    id: str
    texts: Mapping[str, str]
    document: str = ""
    label: str = ""
    status: Status = Status.CANDIDATE
    confidence: float | None = None
    created: datetime | None = None
    creator: str = ""
    changed: datetime | None = None
    changer: str = ""
    note: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Multitext:
    """N versions of one document, aligned row by row over a pivot.

    Attributes:
        pivot: The language to which the others are aligned.
        documents: The versions by language, the pivot first.
        rows: In the order of the pivot; every paragraph of every language is in exactly one row.
        signature: How the rows were made.
    """

    pivot: str
    documents: Mapping[str, Document]
    rows: tuple[Row, ...]
    signature: str = ""

    def text(self, row: Row, lang: str) -> str:
        """The text of one cell, labels included; several paragraphs are joined by a newline."""
        paragraphs = self.documents[lang].paragraphs
        return "\n".join(paragraphs[i].text for i in row.cells.get(lang, ()))

    def body(self, row: Row, lang: str) -> str:
        """The text of one cell without labels; several paragraphs are joined by a space."""
        paragraphs = self.documents[lang].paragraphs
        return " ".join(paragraphs[i].body for i in row.cells.get(lang, ()))

    def label(self, row: Row) -> str:
        """The label of a row as one cites it, from the pivot or else the first that has one."""
        for lang in self.documents:
            for i in row.cells.get(lang, ()):
                if path := self.documents[lang].paragraphs[i].path:
                    return path
        return ""

    def units(self) -> Iterator[TranslationUnit]:
        """The rows as translation units, in order; nothing is decided of them yet."""
        name = next(iter(self.documents.values())).name
        for row in self.rows:
            texts = {lang: self.body(row, lang) for lang in self.documents if row.cells.get(lang)}
            yield TranslationUnit(
                id=str(row.id),
                texts=texts,
                document=name,
                label=self.label(row),
                confidence=row.confidence,
            )


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one language.

    Attributes:
        lang: BCP 47 code.
        text: The surface form met most often.
        lemma: Normalised form that gathers the surface forms.
        variants: Other surface forms, most frequent first.
        acronym: Short form that the texts tie to it, such as ``GAFI``; empty where there is none.
        pos: Universal POS tag of its head (``NOUN``, ``PROPN``, ``VERB``), or empty.
        status: Its standing within its concept.
    """

    lang: str
    text: str
    lemma: str = ""
    variants: tuple[str, ...] = ()
    acronym: str = ""
    pos: str = ""
    status: Status = Status.CANDIDATE


@dataclass(frozen=True, slots=True)
class Context:
    """One place where the terms of an entry stand side by side.

    Attributes:
        document: Name of the document.
        label: Label of the paragraph as one cites it.
        units: Paragraph (or line) ids by language.
        texts: The sentence or paragraph by language.
    """

    document: str
    label: str
    units: Mapping[str, tuple[int, ...]]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a glossary with its terms in each language.

    Attributes:
        id: Stable over runs: the same concept gets the same id.
        terms: One or more terms a language, the best first.
        score: How sure the extraction is that this is a term and its translation, 0 to 1.
        count: Number of units in which both sides stand.
        contexts: Where, in reading order.
        status: What was decided of the concept as a whole.
        definition: What the concept is, in words.
        note: A reviewer's note.
        domain: Subject field, such as ``human rights``.
        source: Where the definition, or else the whole entry, comes from.
        related: Ids of entries to which it refers.
        created: When it was made, UTC.
        creator: Who or what made it.
        changed: When it was last decided on, UTC.
        changer: Who decided.
    """

    id: str
    terms: tuple[Term, ...]
    score: float = 1.0
    count: int = 0
    contexts: tuple[Context, ...] = ()
    status: Status = Status.CANDIDATE
    definition: str = ""
    note: str = ""
    domain: str = ""
    source: str = ""
    related: tuple[str, ...] = ()
    created: datetime | None = None
    creator: str = ""
    changed: datetime | None = None
    changer: str = ""

    def term(self, lang: str) -> Term | None:
        """The first term of a language, or None."""
        return next((term for term in self.terms if term.lang == lang), None)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts with their terms.

    Attributes:
        name: What it is called.
        languages: BCP 47 codes, the source language first.
        entries: Best first.
        version: Grows by one with each saved change; 0 for one that was never saved.
    """

    name: str
    languages: tuple[str, ...]
    entries: tuple[Entry, ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """Everything one run makes of one document.

    Attributes:
        name: Name of the document.
        bitexts: The pivot with each other language, in the order of ``multitext.documents``.
    """

    name: str
    multitext: Multitext
    bitexts: tuple[Bitext, ...]
    glossary: Glossary
