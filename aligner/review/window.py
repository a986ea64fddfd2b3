"""Which rows are on the screen: the window around the current one, the rail, the strip."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from aligner.model import Kind
from aligner.review.subject import next_one
from aligner.store import OutlineRow


def nearest(rows: Sequence[OutlineRow], position: int) -> int | None:
    """Index of the first of some rows, in order, at or after a position; else of the last."""
    index = bisect_left(rows, position, key=lambda row: row.position)
    return min(index, len(rows) - 1) if rows else None


def following(
    rows: Sequence[OutlineRow], position: int, wanted: Callable[[OutlineRow], bool]
) -> OutlineRow | None:
    """The first wanted row after a position, from the top again after the end; None without one."""
    return next_one(rows, bisect_right(rows, position, key=lambda row: row.position), wanted)


def around(rows: Sequence[OutlineRow], index: int, before: int, after: int) -> list[OutlineRow]:
    """The row at `index` with its neighbours; as many in all at either end of the list."""
    size = before + 1 + after
    start = max(0, min(index - before, len(rows) - size))
    return list(rows[start : start + size])


def strip(
    rows: Sequence[OutlineRow], wrong: Sequence[bool], most: int = 240
) -> list[tuple[float, bool]]:
    """Confidences along the document, and whether something may be wrong there.

    Of a stretch of rows the least confidence is told, and any doubt, so that none hides.
    """
    count = min(most, len(rows))
    edges = [i * len(rows) // count for i in range(count + 1)] if rows else []
    return [
        (min(row.confidence for row in rows[start:end]), any(wrong[start:end]))
        for start, end in pairwise(edges)
    ]


class Span(NamedTuple):
    """A section by the indices of its rows, which holds until a row comes or goes."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together in the rail.

    Attributes:
        name: What the rail calls it; empty for a heading, whose words are its own.
        rows: At least one, in order.
    """

    name: str
    rows: tuple[OutlineRow, ...]


_NAMES = {
    Kind.TITLE: "Opening",
    Kind.ADOPTION: "Opening",
    Kind.ORGAN: "Opening",
    Kind.PREAMBULAR: "Preamble",
    Kind.FOOTNOTE: "Footnotes",
    Kind.TABLE: "Table",
}


def spans(rows: Sequence[OutlineRow]) -> list[Span]:
    """The document as its rail: opening, preamble, each numbered paragraph, each heading."""
    found: list[Span] = []
    for i, row in enumerate(rows):
        number = row.label.split(" ")[0]
        name = number or _NAMES.get(row.kind, "" if row.kind == Kind.HEADING else "Text")
        same = found and found[-1].name == name and row.kind != Kind.HEADING
        starts_anew = row.kind == Kind.OPERATIVE and row.label == number
        if same and not (starts_anew and number):
            found[-1] = Span(name, found[-1].start, i + 1)
        else:
            found.append(Span(name, i, i + 1))
    return found


def rail(
    rows: Sequence[OutlineRow], all_spans: Sequence[Span], index: int, most: int = 30
) -> list[Section]:
    """The sections around the row at `index`, at most so many."""
    here = bisect_right(all_spans, index, key=lambda span: span.start) - 1
    start = max(0, min(here - most // 2, len(all_spans) - most))
    return [
        Section(span.name, tuple(rows[span.start : span.end]))
        for span in all_spans[start : start + most]
    ]
