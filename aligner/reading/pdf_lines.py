"""The glyphs of one PDF page as lines of text in reading order, from where they stand.

A PDF says where each glyph stands, not in what order they are read. Glyphs on one baseline make a
row; a wide gap splits a row into segments; segments make columns (:mod:`.pdf_columns`), and in each
column the rows are lines.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from aligner.reading import bidi
from aligner.reading.blocks import Role
from aligner.reading.pdf_columns import Segment, columns, group_rows
from aligner.reading.pdf_drawings import Box
from aligner.reading.pdf_glyphs import Glyph, first_word, words

_SEGMENT = 1.4
"""Gap in ems that parts two segments of a row; justified text stays under 1."""
_NEARLY_FULL = 4.0
"""Ems at the end of a line under which it counts as full, though set ragged."""
_SAME_MARGIN = 8.0
"""Points by which the margins of one column differ from page to page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, or a table or frame in its place among the lines.

    Attributes:
        text: In reading order, without leading space.
        indent: Distance from the margin of its column in ems, on the side where reading begins.
        baseline: Its height on the page, in points.
        size: Its font size, in points.
        slack: Distance in ems from where it ends to the far margin of its column.
        column: Which run of lines it belongs to; gaps between two runs say nothing of paragraphs.
        first: Width of its first word in ems, with a space.
        width: Width of its column in ems.
        margins: Left and right margin of its column, in points.
        rtl: True where it is read from the right.
        bold: True where most of it is bold.
        left: Its left edge, in points.
        length: From its left edge to its right one, in points.
        part: Which table or frame of the page it stands for, from 0; None for words.
        role: A line of the text, of a note, or furniture.
    """

    text: str
    indent: float
    baseline: float
    size: float
    slack: float
    column: int
    first: float = 0.0
    width: float = 0.0
    margins: tuple[float, float] = (0.0, 0.0)
    rtl: bool = False
    bold: bool = False
    left: float = 0.0
    length: float = 0.0
    part: int | None = None
    role: Role = Role.LINE

    def reaching(self, margins: tuple[float, float]) -> Line:
        """The same in a column that has other margins."""
        if self.part is not None:
            return self
        near, far = (left - own for left, own in zip(margins, self.margins, strict=True))
        slack = self.slack + (-near if self.rtl else far) / self.size
        width = (margins[1] - margins[0]) / self.size
        return replace(self, slack=slack, width=width, margins=margins)


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """The stretches of a page's rows that no wide gap breaks."""
    return [segment for row in _rows(glyphs) for segment in _segments(row)]


def lines(
    page: list[Segment], gutter: float | None = None, obstacles: Sequence[Box] = ()
) -> list[Line]:
    """The lines of a page in reading order.

    Args:
        page: Its segments.
        gutter: Where most pages are parted into two columns; this page is too if nearly nothing
            crosses there, though it may hold too little text to tell by itself.
        obstacles: Tables, frames and pictures beside which lines are shorter.
    """
    groups = columns(page, is_rtl(page), gutter)
    return [line for n, group in enumerate(groups) for line in stacked(group, n, obstacles)]


def stacked(group: list[Segment], column: int = 0, obstacles: Sequence[Box] = ()) -> list[Line]:
    """The lines of one column from the top."""
    written = [s for s in group if s.part is None]
    if not written:
        return [_placed(s, column) for s in group]
    margins = _margin([s.left for s in written], min), _margin([s.right for s in written], max)
    rows = group_rows(group)
    out = []
    for row in rows:
        if row[0].part is not None:
            out.append(_placed(row[0], column))
        elif text := _row_text(row):
            out.append(_line(text, row, _beside(row, rows, margins, obstacles), column))
    return out


def evened(pages: Sequence[list[Line]], sheets: Sequence[Box]) -> list[list[Line]]:
    """The same lines, each column as wide as those like it on other pages.

    A column with few lines does not tell how far they might have gone; columns of many lines that
    begin at the same place do, and the narrowest of those into which it fits is taken. Where there
    are none, the margins of the page are taken to be alike on both sides.

    Args:
        pages: The lines of each page.
        sheets: The edges of each page.
    """
    columns: dict[tuple[int, int], list[Line]] = {}
    for number, page in enumerate(pages):
        for line in page:
            if line.part is None:
                columns.setdefault((number, line.column), []).append(line)
    full = sorted({column[0].margins for column in columns.values() if _is_full(column)})
    wider = {
        key: _fitting(column, full) or opposite(column, sheets[key[0]])
        for key, column in columns.items()
        if not _is_full(column)
    }
    return [
        [
            line.reaching(wider[number, line.column]) if (number, line.column) in wider else line
            for line in page
        ]
        for number, page in enumerate(pages)
    ]


def _is_full(column: list[Line]) -> bool:
    """True where enough lines go all the way to show where a column ends."""
    return len(column) >= 8 and sum(line.slack < _NEARLY_FULL for line in column) >= 3


def opposite(column: Sequence[Line], around: Box) -> tuple[float, float]:
    """The margins of a column that leave as much on both sides of what holds it."""
    left, right = column[0].margins
    if column[0].rtl:
        return min(left, around.left + around.right - right), right
    return left, max(right, around.left + around.right - left)


def _fitting(column: list[Line], full: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    left, right = column[0].margins
    rtl = column[0].rtl
    alike = [
        (a, b)
        for a, b in full
        if (abs(b - right) if rtl else abs(a - left)) <= _SAME_MARGIN
        and (a <= left + _SAME_MARGIN if rtl else b >= right - _SAME_MARGIN)
    ]
    return min(alike, key=lambda margins: margins[1] - margins[0], default=None)


def _placed(segment: Segment, column: int) -> Line:
    return Line("", 0.0, segment.baseline, segment.size, 0.0, column, part=segment.part)


def _beside(
    row: list[Segment],
    rows: list[list[Segment]],
    margins: tuple[float, float],
    obstacles: Sequence[Box],
) -> tuple[float, float]:
    """The margins of a row: beside an obstacle, those of the rows that stand beside it."""
    y = row[0].baseline
    for box in obstacles:
        if not box.bottom <= y <= box.top or box.left >= margins[1] or box.right <= margins[0]:
            continue
        along = [r for r in rows if box.bottom <= r[0].baseline <= box.top and r[0].part is None]
        if box.left >= row[-1].right:
            return margins[0], max(r[-1].right for r in along)
        if box.right <= row[0].left:
            return min(r[0].left for r in along), margins[1]
    return margins


def is_rtl(page: Iterable[Segment]) -> bool:
    """True where most of the words of a page are read from the right."""
    return bidi.is_rtl("".join(glyph.text for segment in page for glyph in segment.glyphs))


def _row_text(row: list[Segment]) -> str:
    parts = [words(s.glyphs, s.size, s.baseline) for s in row]
    backward = bidi.is_rtl("".join(parts))
    text = "  ".join(filter(None, reversed(parts) if backward else parts))
    return bidi.with_brackets_turned(text) if backward else text


def _line(text: str, row: list[Segment], margins: tuple[float, float], column: int) -> Line:
    size = median(segment.size for segment in row)
    left, right = margins
    before, after = row[0].left - left, right - row[-1].right
    rtl = bidi.is_rtl(text)
    indent, slack = (after, before) if rtl else (before, after)
    glyphs = [glyph for segment in row for glyph in segment.glyphs if not glyph.text.isspace()]
    return Line(
        text=text,
        indent=max(0.0, indent / size),
        baseline=row[0].baseline,
        size=size,
        slack=max(0.0, slack / size),
        column=column,
        first=first_word((row[-1] if rtl else row[0]).glyphs, rtl=rtl) / size,
        width=(right - left) / size,
        margins=margins,
        rtl=rtl,
        bold=2 * sum(glyph.bold for glyph in glyphs) > len(glyphs),
        left=row[0].left,
        length=row[-1].right - row[0].left,
    )


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that share a baseline, from the top; raised and lowered small ones join their row."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.baseline, g.left)):
        row = rows[-1] if rows else []
        if row and abs(row[0].baseline - glyph.baseline) <= 0.2 * max(row[0].size, glyph.size):
            row.append(glyph)
        else:
            rows.append([glyph])
    return _with_loose_glyphs(rows)


def _with_loose_glyphs(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Raised and lowered glyphs, and lone marks, overlap the row to which they belong."""
    out: list[list[Glyph]] = []
    for row in rows:
        above = out[-1] if out else []
        distance = above[0].baseline - row[0].baseline if above else math.inf
        size, size_above = (median(g.size for g in part or row) for part in (row, above))
        if distance < 0.6 * size and (size_above < 0.95 * size or _is_marks(above)):
            out[-1] = row + above
        elif (distance < 0.35 * size_above and size < 0.95 * size_above) or (
            distance < 0.6 * size_above and _is_marks(row)
        ):
            above += row
        else:
            out.append(row)
    return out


def _is_marks(row: Sequence[Glyph]) -> bool:
    """True for marks alone, or with the alef that some converters write down with them."""
    return any(glyph.is_mark for glyph in row) and all(g.is_mark or g.text == "ا" for g in row)


def _segments(row: Sequence[Glyph]) -> list[Segment]:
    """A row cut at its wide gaps, from left to right, blanks at the edges left out."""
    parts: list[list[Glyph]] = []
    right = 0.0
    for glyph in sorted(row, key=lambda g: g.left):
        if glyph.text.isspace():
            continue
        size = max(glyph.size, parts[-1][-1].size) if parts else glyph.size
        if parts and glyph.left - right <= _SEGMENT * size:
            parts[-1].append(glyph)
            right = max(right, glyph.right)
        else:
            parts.append([glyph])
            right = glyph.right
    spaces = [glyph for glyph in row if glyph.text.isspace()]
    return [_segment(part, spaces) for part in parts]


def _segment(part: list[Glyph], spaces: Sequence[Glyph]) -> Segment:
    left, right = part[0].left, max(glyph.right for glyph in part)
    inside = [space for space in spaces if left < space.left and space.right < right + 0.1]
    size = sorted(glyph.size for glyph in part)[len(part) // 2]
    baseline = sorted(glyph.baseline for glyph in part)[len(part) // 2]
    return Segment((*part, *inside), left, right, baseline, size)


def _margin(edges: Sequence[float], outer: Callable[[Iterable[int]], int]) -> float:
    """The outermost edge that a fifth of the lines share, or the outermost of all."""
    counts = Counter(round(edge) for edge in edges)
    shared = [edge for edge, count in counts.items() if count * 5 >= len(edges)]
    return float(outer(shared or counts))
