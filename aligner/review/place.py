"""Where a person reads: one object for as long as the session lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aligner.errors import Conflict
from aligner.review.certifying import Draw
from aligner.review.filters import Filter
from aligner.review.searching import Change, Search
from aligner.store.deeds import Deed, Versioned


@dataclass(frozen=True, slots=True)
class Clash:
    """A deed that came too late: somebody else changed the row first.

    Attributes:
        deed: What was to be done.
        conflict: What stands now, and by whom.
        row: The row at which it was done.
    """

    deed: Deed
    conflict: Conflict
    row: int


@dataclass(frozen=True, slots=True)
class View:
    """What of the list a person looks at.

    Attributes:
        index: Index of the row in the middle; None for wherever the current row is.
        fits: How many rows the screen holds.
    """

    index: int | None = None
    fits: int = 0


@dataclass(slots=True)
class Place:
    """Where a person reads: one object for as long as the session lasts.

    The URL follows it, and leads only when the page is opened: while keys come fast, the browser
    still tells of a row that has long been left.

    Attributes:
        row: Id of the current row; 0 before the first was shown.
        only: The filter that is on.
        said: What was done last.
        failed: What was not done, and why.
        clash: The last deed that came too late, until the person has chosen.
        bulk: Rows that are to be approved in one step once the person has seen a sample.
        question: What waits for a yes: ``bulk``, ``certify``, ``realign`` or ``undo``; empty for
            nothing.
        link: A link that was clicked and not followed yet.
        steps: What can be taken back and done again, in words.
        steps_at: The last event of the log for which that is so.
        draw: Rows that are looked at to certify all; None while none were drawn.
        began: The last event of the log when the person sat down.
        marking: The terms of all glossaries are marked in the rows.
        view: Where the list was scrolled to.
        search: What was looked for last, and is marked in the rows.
        changes: What it would replace, until the person has seen it and chosen.
        words: Words that were clicked, with their language, whose concept is shown.
        proposed: Words of a term by language that glossaries have, until the person has chosen.
    """

    row: int = 0
    only: Filter = field(default_factory=Filter)
    said: str = ""
    failed: str = ""
    clash: Clash | None = None
    bulk: tuple[Versioned, ...] = ()
    question: str = ""
    link: str = ""
    steps: tuple[str, str] = ("", "")
    steps_at: int = -1
    draw: Draw | None = None
    began: int = -1
    marking: bool = False
    view: View = View()
    search: Search | None = None
    changes: Sequence[Change] = ()
    words: tuple[str, str] | tuple[()] = ()
    proposed: Mapping[str, str] = field(default_factory=dict)
