"""The deeds: each is one thing a person can do, to what, and for which version of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.model.glossary import Entry, Term
from aligner.model.status import Status

Versioned = tuple[int, int]
"""Id of a row and the version of it that a person had before them."""


class Direction(StrEnum):
    """Where the content of a cell moves."""

    UP = "up"
    DOWN = "down"


class Scope(StrEnum):
    """How far an ignored finding is ignored."""

    HERE = "here"
    DOCUMENT = "document"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class DecideRows:
    """Approve or reject rows, or take that back; several rows are one step.

    Attributes:
        rows: Each with the version that was shown.
        status: Approved, rejected, or candidate to make them pending again.
    """

    rows: tuple[Versioned, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class ExcludeRow:
    """Set a row aside, such as a list in another order; it is kept, but not exported."""

    row: int
    version: int


@dataclass(frozen=True, slots=True)
class EditCell:
    """Write the text of a cell anew; the paragraphs stay as they were read.

    Attributes:
        text: The words without the label.
    """

    row: int
    version: int
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class MergeCell:
    """Make the paragraphs of a cell one text."""

    row: int
    version: int
    lang: str


@dataclass(frozen=True, slots=True)
class MergeRows:
    """Make neighbouring rows one; at most one of them has text in the pivot.

    Attributes:
        rows: Two or more, each with the version that was shown.
    """

    rows: tuple[Versioned, ...]


@dataclass(frozen=True, slots=True)
class SplitCell:
    """Divide a cell before a sentence.

    What follows goes to the next row where its cell is empty and it is pending, else to a row of
    its own right below.

    Attributes:
        sentence: Number of the first sentence that leaves, counted over the paragraphs of the cell
            from 0; at least 1.
    """

    row: int
    version: int
    lang: str
    sentence: int


@dataclass(frozen=True, slots=True)
class InsertGap:
    """Leave a cell empty and move what stood there down by one, and so on below it.

    The first empty cell, or a new row before the next decided one, takes up what is pushed down.
    """

    row: int
    version: int
    lang: str


@dataclass(frozen=True, slots=True)
class MoveCell:
    """Move a paragraph to the neighbouring row: the first of the cell up, or the last down."""

    row: int
    version: int
    lang: str
    to: Direction


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Put a note on a row; it changes nothing else, so it needs no version."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class DecideEntry:
    """Decide on a concept: approved, rejected, preferred, admitted, deprecated, forbidden."""

    glossary: int
    entry: str
    version: int
    status: Status


@dataclass(frozen=True, slots=True)
class DecideTerm:
    """Decide on one term of a concept.

    Attributes:
        lang: Language of the term.
        text: The term as it stands in the concept.
    """

    glossary: int
    entry: str
    version: int
    lang: str
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class EditEntry:
    """Change what a concept says; None leaves a field as it is.

    Attributes:
        terms: All its terms from now on, the best of each language first.
    """

    glossary: int
    entry: str
    version: int
    terms: tuple[Term, ...] | None = None
    definition: str | None = None
    note: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Add a concept that no extraction found; its id must be new in the glossary."""

    glossary: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class MergeEntries:
    """Make concepts one: the first takes over the terms and contexts of the others.

    Attributes:
        entries: Two or more, each as its id and the version that was shown.
    """

    glossary: int
    entries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RefuseChanges:
    """Put back what the source had in place of OCR repairs.

    Rows that were decided on with the repaired text become pending again.

    Attributes:
        changes: Positions in ``Document.changes``.
    """

    project: int
    lang: str
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreChanges:
    """Let refused OCR repairs stand after all."""

    project: int
    lang: str
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IgnoreFinding:
    """Let a finding of the consistency checks rest, now and at later runs.

    Attributes:
        project: Where it was found.
        rule: The rule that found it.
        what: What it was about, in the rule's own key, such as the term.
        place: Where it was, in the rule's own key; used for :attr:`Scope.HERE` only.
        scope: How far it is ignored.
        because: The reason.
    """

    project: int
    rule: str
    what: str
    place: str
    scope: Scope
    because: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Put back what stood before an event; an undo can be undone."""

    event: int


RowDeed = (
    DecideRows | ExcludeRow | EditCell | MergeCell | MergeRows | SplitCell | InsertGap | MoveCell
)
EntryDeed = DecideEntry | DecideTerm | EditEntry | AddEntry | MergeEntries
Deed = RowDeed | NoteRow | EntryDeed | RefuseChanges | RestoreChanges | IgnoreFinding | Undo
