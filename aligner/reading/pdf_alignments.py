"""Tables without ruled lines: rows whose parts stand under each other.

Rows of a column that leave the same gaps free make a table, unless what stands before the gap only
labels what stands after it. Where a row of the table begins is told by lines or bands of colour if
there are any, else by white space, else by the first column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.reading.pdf_columns import Segment, group_rows
from aligner.reading.pdf_drawings import Drawings
from aligner.reading.pdf_tables import Lattice

_LEAST_ROWS = 3
_GAP = 1.0
"""Ems that all rows leave free between two columns."""
_APART = 3.0
"""Font sizes between two lines from which they are no rows of one table."""
_LOOSER = 1.25
"""A distance over so many times the least one parts rows."""
_TEXT_ROWS = 5
_TEXT_WIDTH = 12
"""Lines, and their width in ems, from which columns may be running text."""
_LABEL = re.compile(
    r"[(\[]?[^\W_]{1,4}[.)\]]{1,2}|\d{1,3}(?:\.\d{1,3}){0,4}\.?|\W{1,2}|[IVXLC]{1,6}[.)]?"
)
_LEADERS = re.compile(r"(?:[.…·_]\s?){4}")

Row = list[Segment]


@dataclass(frozen=True, slots=True)
class Found:
    """A table: how it would be ruled, and the segments of each cell."""

    lattice: Lattice
    cells: tuple[list[Segment], ...]


def tables(group: list[Segment], drawings: Drawings, least: int = 2) -> list[Found]:
    """The tables among the segments of one column of a page.

    Args:
        group: The segments.
        drawings: Lines and bands that may part rows.
        least: Columns that a table must have.
    """
    rows = group_rows(group)
    found: list[Found] = []
    start = 0
    while start < len(rows):
        end = _end(rows, start)
        if end - start >= 2 and (table := _table(rows[start:end], drawings, least)):
            found.append(table)
            start = end
        else:
            start += 1
    return found


def _end(rows: Sequence[Row], start: int) -> int:
    """Where the rows end that leave a gap free with the one they start from."""
    if len(rows[start]) < 2 or rows[start][0].part is not None:
        return start
    covered: list[tuple[float, float]] = []
    several = end = start
    for i in range(start, len(rows)):
        row = rows[i]
        distant = i > start and _distance(rows[i - 1], row) > _APART
        if row[0].part is not None or distant or any(_is_leader(s) for s in row):
            break
        wider = _merged([*covered, *((s.left, s.right) for s in row)], _GAP * row[0].size)
        if len(wider) < 2:
            break
        covered, end = wider, i + 1
        several = i + 1 if len(row) > 1 else several
    # lines under the last full row go with it only where they stand as close as lines do
    close = min((_distance(a, b) for a, b in pairwise(rows[start:end])), default=0.0)
    while several < end and _distance(rows[several - 1], rows[several]) <= _LOOSER * close:
        several += 1
    return several


def _table(rows: Sequence[Row], drawings: Drawings, least: int) -> Found | None:
    size = rows[0][0].size
    columns = _merged([(s.left, s.right) for row in rows for s in row], _GAP * size)
    full = [row for row in rows if len(row) > 1]
    if len(columns) < least or len(full) < (_LEAST_ROWS if len(columns) == 2 else 2):
        return None
    if _are_texts(rows, columns):
        return None
    texts: list[list[str]] = [[] for _ in columns]
    for row in rows:
        for segment in row:
            texts[_column(segment, columns)].append(_text(segment))
    if all(_are_labels(column) for column in texts[:-1]):
        return None
    groups = _logical(rows, columns, drawings)
    if len(groups) < 2:
        return None
    xs = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    bounds = [(_low(above) + _high(below)) / 2 for above, below in pairwise(groups)]
    ys = [_high(groups[0]), *bounds, _low(groups[-1])]
    cells: dict[tuple[int, int], list[Segment]] = {}
    for r, members in enumerate(groups):
        for segment in (segment for row in members for segment in row):
            cells.setdefault((r, _column(segment, columns)), []).append(segment)
    places = [(r, c) for r in range(len(groups)) for c in range(len(columns))]
    lattice = Lattice(tuple(xs), tuple(ys), tuple((r, c, 1, 1) for r, c in places))
    return Found(lattice, tuple(cells.get(place, []) for place in places))


def _logical(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]], drawings: Drawings
) -> list[list[Row]]:
    """Lines that make one row of the table each."""
    edges = _edges(rows, columns, drawings)
    ruled = [any(b[0].baseline < y < a[0].baseline for y in edges) for a, b in pairwise(rows)]
    distances = [_distance(a, b) for a, b in pairwise(rows)]
    loose = [distance > _LOOSER * min(distances) for distance in distances]
    first = [_column(row[0], columns) == 0 for row in rows[1:]]
    if sum(ruled) >= 2:
        begins = ruled
    elif 4 * sum(loose) >= len(loose):
        begins = loose
    else:
        begins = [a or b for a, b in zip(loose, first, strict=True)]
    out: list[list[Row]] = [[rows[0]]]
    for row, new in zip(rows[1:], begins, strict=True):
        if new:
            out.append([row])
        else:
            out[-1].append(row)
    return out


def _edges(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]], drawings: Drawings
) -> list[float]:
    """Heights of lines and of the edges of bands that run over much of the table."""
    left, right = columns[0][0], columns[-1][1]
    top, bottom = rows[0][0].baseline, rows[-1][0].baseline
    least = 0.9 * (columns[0][1] - left)
    boxes = [*drawings.across, *(fill.box for fill in drawings.fills)]
    return [
        y
        for box in boxes
        if min(box.right, right) - max(box.left, left) >= least
        for y in (box.bottom, box.top)
        if bottom < y < top
    ]


def _merged(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Stretches that are covered, those joined that less than a gap parts."""
    out: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if out and left - out[-1][1] < gap:
            out[-1] = out[-1][0], max(out[-1][1], right)
        else:
            out.append((left, right))
    return out


def _column(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    middle = (segment.left + segment.right) / 2
    return next((i for i, (_, right) in enumerate(columns) if middle <= right), len(columns) - 1)


def _distance(above: Row, below: Row) -> float:
    return (above[0].baseline - below[0].baseline) / max(above[0].size, below[0].size)


def _high(rows: Sequence[Row]) -> float:
    return max(s.baseline + 0.8 * s.size for row in rows for s in row)


def _low(rows: Sequence[Row]) -> float:
    return min(s.baseline - 0.2 * s.size for row in rows for s in row)


def _are_texts(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """True for columns of running text, most lines of which fill their column."""
    if len(rows) < _TEXT_ROWS:
        return False
    filled = 0
    for number, (left, right) in enumerate(columns):
        own = [s for row in rows for s in row if _column(s, columns) == number]
        wide = right - left >= _TEXT_WIDTH * rows[0][0].size
        full = sum(s.right - s.left >= 0.8 * (right - left) for s in own)
        filled += wide and 2 * full >= len(own) > 1
    return filled >= 2


def _are_labels(texts: Sequence[str]) -> bool:
    return 10 * sum(bool(_LABEL.fullmatch(text)) for text in texts) >= 7 * len(texts)


def _is_leader(segment: Segment) -> bool:
    return bool(_LEADERS.search(_text(segment)))


def _text(segment: Segment) -> str:
    ordered = sorted(segment.glyphs, key=lambda glyph: glyph.left)
    return "".join(glyph.text for glyph in ordered).strip()
