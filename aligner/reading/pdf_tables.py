"""Ruled tables and frames on a PDF page, from the lines that are drawn.

Lines that touch make a lattice; its cells are the rectangles that no line cuts, so that merged
cells come out as one. A lattice of one cell is a frame around text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aligner.reading.pdf_drawings import Box, Drawings
from aligner.reading.pdf_glyphs import Glyph

_TOUCH = 3.0
"""Points by which the ends of two lines that meet may miss each other."""
_DOUBLE = 1.5
"""Points between lines that count as one."""
_LEAST = 5.0
"""Points; what is narrower or lower is a double line and no cell."""
MOST_LINES = 2_000
"""Lines on one page from which they are a drawing and no table."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table.

    Attributes:
        xs: Where its columns begin and the last one ends, from the left.
        ys: Where its rows begin and the last one ends, from the top.
        cells: Row, column, rows and columns of each cell, from 0, rows from the top.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])

    def box_of(self, cell: tuple[int, int, int, int]) -> Box:
        """One cell of it."""
        row, column, rows, columns = cell
        return Box(self.xs[column], self.ys[row + rows], self.xs[column + columns], self.ys[row])

    def shared(self, glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
        """Glyphs that stand inside, cell by cell."""
        owner = {
            (r, c): number
            for number, (row, column, rows, columns) in enumerate(self.cells)
            for r in range(row, row + rows)
            for c in range(column, column + columns)
        }
        falling = [-y for y in self.ys]
        out: list[list[Glyph]] = [[] for _ in self.cells]
        for glyph in glyphs:
            row = bisect_right(falling, -(glyph.baseline + 0.3 * glyph.size)) - 1
            column = bisect_right(self.xs, glyph.center) - 1
            row = min(max(row, 0), len(self.ys) - 2)
            column = min(max(column, 0), len(self.xs) - 2)
            out[owner[row, column]].append(glyph)
        return out


def lattices(drawings: Drawings) -> list[Lattice]:
    """The ruled tables and frames of a page, those inside another one left to it."""
    if len(drawings.across) + len(drawings.down) > MOST_LINES:
        return []
    across = _joined([(b.bottom + b.top) / 2, b.left, b.right] for b in drawings.across)
    down = _joined([(b.left + b.right) / 2, b.bottom, b.top] for b in drawings.down)
    found = [lattice for group in _touching(across, down) if (lattice := _lattice(*group))]
    found.sort(key=lambda lattice: (len(lattice.cells) == 1, -_surface(lattice.box)))
    out: list[Lattice] = []
    for lattice in found:
        inside = any(other.box.holds(*lattice.box.center) for other in out)
        around = len(lattice.cells) == 1 and any(lattice.box.holds(*o.box.center) for o in out)
        if not inside and not around:
            out.append(lattice)
    return out


def _surface(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


_Line = tuple[float, float, float]
"""Place across its own direction, and the two ends along it."""


def _joined(lines: Iterable[Sequence[float]]) -> list[_Line]:
    """Lines in one place that touch, as one."""
    out: list[_Line] = []
    for place, start, end in sorted((line[0], line[1], line[2]) for line in lines):
        near = (i for i in range(len(out) - 1, -1, -1) if place - out[i][0] <= _DOUBLE)
        met = next(
            (i for i in near if start <= out[i][2] + _TOUCH and out[i][1] <= end + _TOUCH), None
        )
        if met is None:
            out.append((place, start, end))
        else:
            other, first, last = out[met]
            out[met] = other, min(first, start), max(last, end)
    return out


def _touching(across: list[_Line], down: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Groups of horizontal and vertical lines that cross or meet."""
    groups = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while groups[i] != i:
            groups[i] = groups[groups[i]]
            i = groups[i]
        return i

    for i, (y, left, right) in enumerate(across):
        for j, (x, bottom, top) in enumerate(down, start=len(across)):
            if left - _TOUCH <= x <= right + _TOUCH and bottom - _TOUCH <= y <= top + _TOUCH:
                groups[root(i)] = root(j)
    found: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i in range(len(groups)):
        sides = found.setdefault(root(i), ([], []))
        sides[i >= len(across)].append(across[i] if i < len(across) else down[i - len(across)])
    return list(found.values())


def _lattice(across: list[_Line], down: list[_Line]) -> Lattice | None:
    """The lattice of lines that touch; sides that are left open are closed."""
    if not across or not down or len(across) + len(down) < 4:
        return None
    lefts, rights = [a[1] for a in across], [a[2] for a in across]
    lows, highs = [d[1] for d in down], [d[2] for d in down]
    xs = _places([*(d[0] for d in down), min(lefts), max(rights)])
    ys = _places([*(a[0] for a in across), min(lows), max(highs)])[::-1]
    if len(xs) < 2 or len(ys) < 2:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    whole = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while whole[cell] != cell:
            cell = whole[cell]
        return cell

    for r, c in list(whole):
        middle_x, middle_y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
        if c + 1 < columns and not _is_cut(down, xs[c + 1], middle_y):
            whole[root((r, c + 1))] = root((r, c))
        if r + 1 < rows and not _is_cut(across, ys[r + 1], middle_x):
            whole[root((r + 1, c))] = root((r, c))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in whole:
        members.setdefault(root(cell), []).append(cell)
    cells = []
    for group in members.values():
        top, left = min(r for r, _ in group), min(c for _, c in group)
        height, width = max(r for r, _ in group) - top + 1, max(c for _, c in group) - left + 1
        if height * width == len(group):
            cells.append((top, left, height, width))
        else:
            # lines that enclose no rectangle: each of its parts stands for itself
            cells += [(r, c, 1, 1) for r, c in group]
    return Lattice(tuple(xs), tuple(ys), tuple(sorted(cells)))


def _places(values: Iterable[float]) -> list[float]:
    """Places that differ; lines that are drawn double count once."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _LEAST:
            out.append(value)
    return out


def _is_cut(lines: list[_Line], place: float, along: float) -> bool:
    return any(
        abs(where - place) <= _LEAST and start - _TOUCH <= along <= end + _TOUCH
        for where, start, end in lines
    )


def banded(drawings: Drawings) -> list[Lattice]:
    """Tables whose cells are told by colour: rows of boxes side by side, every second row or each.

    Rows between two coloured ones, and those that a line of the same width closes, are of the
    table too.
    """
    rows: dict[tuple[int, int], list[Box]] = {}
    for fill in drawings.fills[:MOST_LINES]:
        rows.setdefault((round(fill.box.top), round(fill.box.bottom)), []).append(fill.box)
    bands: dict[tuple[int, ...], list[Box]] = {}
    for boxes in rows.values():
        xs = _places([x for box in boxes for x in (box.left, box.right)])
        row = Box(xs[0], boxes[0].bottom, xs[-1], boxes[0].top)
        if len(xs) > 2 and sum(box.right - box.left for box in set(boxes)) > 0.9 * (xs[-1] - xs[0]):
            bands.setdefault(tuple(round(x / _TOUCH) for x in xs), []).append(row)
    across = _joined([(b.bottom + b.top) / 2, b.left, b.right] for b in drawings.across)
    out = []
    for key, found in bands.items():
        xs = [found[0].left, *(x * _TOUCH for x in key[1:-1]), found[0].right]
        ends = [y for y, left, right in across if abs(left - xs[0]) < 6 and abs(right - xs[-1]) < 6]
        ys = _places([*(y for band in found for y in (band.bottom, band.top)), *ends])[::-1]
        if len(found) > 1:
            cells = [(r, c, 1, 1) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
            out.append(Lattice(tuple(xs), tuple(ys), tuple(cells)))
    return out
