"""Versions of one document side by side: beads, rows, translation units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aligner.model import thresholds
from aligner.model.document import Document
from aligner.model.status import Status


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


@dataclass(frozen=True, slots=True, repr=False)
class Bitext:
    """Two documents and the beads that join them; every id of either side is in exactly one bead.

    Attributes:
        signature: How the alignment was made: engine, version, settings; enough to make it again.
    """

    src: Document
    tgt: Document
    beads: tuple[Bead, ...]
    signature: str = ""

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """The texts of each bead, source and target, and its confidence from 0 to 1.

        Several paragraphs are joined by a newline; an omission has one empty side.
        """
        for bead in self.beads:
            src = "\n".join(self.src.paragraphs[i].text for i in bead.src)
            tgt = "\n".join(self.tgt.paragraphs[j].text for j in bead.tgt)
            yield src, tgt, bead.confidence

    def __repr__(self) -> str:
        return f"<Bitext {self.src.name}, {self.src.lang}-{self.tgt.lang}: {len(self.beads)} beads>"


@dataclass(frozen=True, slots=True)
class Row:
    """One aligned row over all languages.

    Attributes:
        id: Position among the rows, from 0.
        cells: Paragraph ids by language; a language without a counterpart has an empty tuple.
        confidence: Probability, 0 to 1, that the row is right: the least confidence of its beads,
            or the mean of what all pairs say of it where they were asked.
        reason: Why it is uncertain, in words; empty when it is not.
    """

    id: int
    cells: Mapping[str, tuple[int, ...]]
    confidence: float = 1.0
    reason: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """Languages without a counterpart."""
        return tuple(lang for lang, ids in self.cells.items() if not ids)

    @property
    def needs_look(self) -> bool:
        """True where a person has to look: it is uncertain, or a language lacks it."""
        return thresholds.needs_look(Status.CANDIDATE, self.confidence, complete=not self.lacking)


@dataclass(frozen=True, slots=True)
class Property:
    """What another tool says of a unit beyond what is known here, to be given back as it came.

    Attributes:
        name: As the other tool calls it, such as ``client``, ``x-Context`` or ``usagecount``.
        value: As it stands in its file.
        lang: The language of whose text it is said; empty where it is said of the whole unit.
    """

    name: str
    value: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One row as it travels to and from CAT tools: texts by language and what is known of them.

    Attributes:
        id: Stable within its document (TMX ``tuid``).
        texts: Text by BCP 47 code, without labels; languages without a counterpart are absent.
        document: Name of the document.
        label: Paragraph label as one cites it.
        status: What was decided of it as a whole.
        statuses: What was decided of the languages that stand otherwise.
        confidence: Probability, 0 to 1, that the alignment is right; None where unknown.
        created: When it was made, UTC.
        creator: Who or what made it.
        changed: When it was last decided on, UTC.
        changer: Who decided.
        note: A reviewer's note.
        codes: Markup of inline codes (bold, a footnote mark) by the placeholder that stands for
            each in the texts, such as ``⟦1⟧``; empty for plain text.
        properties: What other tools say of it beyond that.
        stated: False where a file says nothing of the status, which then follows from a rule.
        segments: Its sentences in order, where it goes out with them inside; else empty.
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
    stated: bool = field(default=True, compare=False)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    properties: tuple[Property, ...] = ()
    segments: tuple[TranslationUnit, ...] = ()

    def standing(self, lang: str) -> Status:
        """What was decided of one language beside the pivot."""
        return self.statuses.get(lang, self.status)


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        return f"<Multitext in {', '.join(self.documents)}: {len(self.rows)} rows>"

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
