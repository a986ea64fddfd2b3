"""Which rows a page shows: filters, the window on the screen, the rail of sections, the strip."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from aligner.model import UNCERTAIN, Kind
from aligner.store import OutlineRow


class Show(StrEnum):
    """A filter over rows; its value stands in the URL."""

    ALL = "all"
    UNCERTAIN = "uncertain"
    NOT_ONE_TO_ONE = "not-1-1"
    NO_COUNTERPART = "no-counterpart"


TITLES = {
    Show.ALL: "All",
    Show.UNCERTAIN: "Uncertain",
    Show.NOT_ONE_TO_ONE: "Not 1:1",
    Show.NO_COUNTERPART: "No counterpart",
}


def is_uncertain(row: OutlineRow) -> bool:
    """True where a person had better look."""
    return round(row.confidence, 2) < UNCERTAIN


def fits(row: OutlineRow, show: Show) -> bool:
    """True where a row passes a filter."""
    match show:
        case Show.UNCERTAIN:
            return is_uncertain(row)
        case Show.NOT_ONE_TO_ONE:
            return not row.one_to_one
        case Show.NO_COUNTERPART:
            return not all(row.cells.values())
        case Show.ALL:
            return True


def nearest(rows: Sequence[OutlineRow], position: int) -> int | None:
    """Index of the first of some rows, in order, at or after a position; else of the last."""
    index = bisect_left(rows, position, key=lambda row: row.position)
    return min(index, len(rows) - 1) if rows else None


def next_uncertain(rows: Sequence[OutlineRow], index: int) -> int:
    """Index of the next uncertain row, from the top again after the end; `index` if none is."""
    order = [*range(index + 1, len(rows)), *range(index)]
    return next((i for i in order if is_uncertain(rows[i])), index)


def around(rows: Sequence[OutlineRow], index: int, before: int, after: int) -> list[OutlineRow]:
    """The row at `index` with its neighbours; as many in all at either end of the list."""
    size = before + 1 + after
    start = max(0, min(index - before, len(rows) - size))
    return list(rows[start : start + size])


def strip(rows: Sequence[OutlineRow], most: int = 240) -> list[float]:
    """Confidences along the document; of a stretch of rows, the least, so that none hides."""
    count = min(most, len(rows))
    edges = [i * len(rows) // count for i in range(count + 1)] if rows else []
    return [min(row.confidence for row in rows[start:end]) for start, end in pairwise(edges)]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together in the rail.

    Attributes:
        name: What the rail calls it; empty for a heading, whose words are its own.
        rows: At least one, in order.
    """

    name: str
    rows: tuple[OutlineRow, ...]

    @property
    def uncertain(self) -> int:
        """How many of its rows had better be looked at."""
        return sum(map(is_uncertain, self.rows))


_NAMES = {
    Kind.TITLE: "Opening",
    Kind.ADOPTION: "Opening",
    Kind.ORGAN: "Opening",
    Kind.PREAMBULAR: "Preamble",
    Kind.FOOTNOTE: "Footnotes",
    Kind.TABLE: "Table",
}


def sections(rows: Sequence[OutlineRow]) -> list[Section]:
    """The document as its rail: opening, preamble, each numbered paragraph, each heading."""
    groups: list[tuple[str, list[OutlineRow]]] = []
    for row in rows:
        number = row.label.split(" ")[0]
        name = number or _NAMES.get(row.kind, "" if row.kind == Kind.HEADING else "Text")
        same = groups and groups[-1][0] == name and row.kind != Kind.HEADING
        starts_anew = row.kind == Kind.OPERATIVE and row.label == number
        if same and not (starts_anew and number):
            groups[-1][1].append(row)
        else:
            groups.append((name, [row]))
    return [Section(name, tuple(members)) for name, members in groups]


def rail(all_sections: Sequence[Section], current: OutlineRow, most: int = 30) -> list[Section]:
    """The sections around the current row, at most so many."""
    here = next((i for i, section in enumerate(all_sections) if current in section.rows), 0)
    start = max(0, min(here - most // 2, len(all_sections) - most))
    return list(all_sections[start : start + most])
