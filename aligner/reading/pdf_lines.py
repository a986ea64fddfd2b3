"""The glyphs of one PDF page as lines of text in reading order, from where they stand.

A PDF says where each glyph stands, not in what order they are read. Glyphs on one baseline make a
row; a wide gap splits a row into segments; where segments leave a gutter free over several rows,
the page has columns, and a line that crosses the gutter (a title) parts the columns above it from
those below. The way down is a recursive XY cut (Nagy and Seth 1984, *Hierarchical representation of
optically scanned documents*), cut at gutters only.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from aligner.reading import bidi
from aligner.reading.pdf_glyphs import Glyph, words

_SEGMENT = 1.4
"""Gap in ems that parts two segments of a row; justified text stays under 1."""
_GUTTER_ROWS = 4
"""Lines on the shorter side that a gutter must part before it makes columns."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page.

    Attributes:
        text: In reading order, without leading space.
        indent: Distance from the margin of its column in ems, on the side where reading begins.
        baseline: Its height on the page, in points.
        size: Its font size, in points.
        slack: Distance in ems from where it ends to the far margin of its column.
        column: Which run of lines it belongs to; gaps between two runs say nothing of paragraphs.
    """

    text: str
    indent: float
    baseline: float
    size: float
    slack: float
    column: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a row, in points.

    Attributes:
        glyphs: Its glyphs, in no certain order.
        left: Left edge.
        right: Right edge.
        baseline: Height of most of its glyphs.
        size: Font size of most of its glyphs.
    """

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    baseline: float
    size: float


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """The stretches of a page's rows that no wide gap breaks."""
    return [segment for row in _rows(glyphs) for segment in _segments(row)]


def lines(page: list[Segment], gutter: float | None) -> list[Line]:
    """The lines of a page in reading order.

    Args:
        page: Its segments.
        gutter: Where most pages are parted into two columns; this page is too if nearly nothing
            crosses there, though it may hold too little text to tell by itself.
    """
    rtl = bidi.is_rtl("".join(glyph.text for segment in page for glyph in segment.glyphs))
    out: list[Line] = []
    for column, group in enumerate(_columns(page, rtl, gutter)):
        margins = _margin([s.left for s in group], min), _margin([s.right for s in group], max)
        rows = ((row, _row_text(row)) for row in _group_rows(group))
        out += [_line(text, row, margins, column) for row, text in rows if text]
    return out


def _row_text(row: list[Segment]) -> str:
    parts = [words(s.glyphs, s.size, s.baseline) for s in row]
    backward = bidi.is_rtl("".join(parts))
    text = "  ".join(filter(None, reversed(parts) if backward else parts))
    return bidi.with_brackets_turned(text) if backward else text


def _line(text: str, row: list[Segment], margins: tuple[float, float], column: int) -> Line:
    size = median(segment.size for segment in row)
    left, right = margins
    before, after = row[0].left - left, right - row[-1].right
    indent, slack = (after, before) if bidi.is_rtl(text) else (before, after)
    return Line(
        text, max(0.0, indent / size), row[0].baseline, size, max(0.0, slack / size), column
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


def _columns(segments: list[Segment], rtl: bool, usual: float | None) -> list[list[Segment]]:
    """Segments as columns in reading order."""
    gutter = gutter_of(segments)
    if gutter is None and usual is not None and _is_free(segments, usual):
        gutter = usual
    if gutter is None:
        return [segments] if segments else []
    out: list[list[Segment]] = []
    for spanning, band in _bands(segments, gutter):
        if spanning:
            out.append(band)
            continue
        sides = [
            [segment for segment in band if segment.right <= gutter],
            [segment for segment in band if segment.left >= gutter],
        ]
        for side in reversed(sides) if rtl else sides:
            out += _columns(side, rtl, None)
    return out


def _bands(segments: list[Segment], gutter: float) -> list[tuple[bool, list[Segment]]]:
    """Runs of segments from the top that all cross the gutter, or that all keep to one side."""
    out: list[tuple[bool, list[Segment]]] = []
    for segment in sorted(segments, key=lambda s: -s.baseline):
        crosses = segment.left < gutter < segment.right
        if out and out[-1][0] == crosses:
            out[-1][1].append(segment)
        else:
            out.append((crosses, [segment]))
    return out


def gutter_of(segments: list[Segment]) -> float | None:
    """The x that parts most lines on its two sides, if it makes columns of running text."""
    if len(segments) < 2 * _GUTTER_ROWS:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    width = right - left
    best, best_score = None, 0
    for edge in sorted({round(s.left, 1) for s in segments}):
        gutter = edge - 0.1
        if not left + 0.2 * width < gutter < right - 0.2 * width:
            continue
        score = _parted(segments, gutter)
        if score > best_score:
            best, best_score = gutter, score
    return best if best_score >= _GUTTER_ROWS else None


def _is_free(segments: list[Segment], gutter: float) -> bool:
    """True where text stands on both sides of a gutter, and more of it than crosses it."""
    crossing = sum(s.left < gutter < s.right for s in segments)
    left = sum(s.right <= gutter for s in segments)
    return min(left, len(segments) - crossing - left) > crossing


def _parted(segments: list[Segment], gutter: float) -> int:
    """Lines that a gutter parts, less the lines that cross it, counted where text fills columns."""
    score = 0
    for crosses, band in _bands(segments, gutter):
        if crosses:
            score -= len(_group_rows(band))
            continue
        sides = (
            [segment for segment in band if segment.right <= gutter],
            [segment for segment in band if segment.left >= gutter],
        )
        if all(len(side) >= 2 and _is_filled(side) for side in sides):
            score += min(len(_group_rows(side)) for side in sides)
    return score


def _is_filled(side: list[Segment]) -> bool:
    """True where most lines fill the column, as running text does and table cells do not."""
    width = max(s.right for s in side) - min(s.left for s in side)
    widths = [row[-1].right - row[0].left for row in _group_rows(side)]
    return median(widths) >= 0.6 * width and width >= 10 * median(s.size for s in side)


def _margin(edges: Sequence[float], outer: Callable[[Iterable[int]], int]) -> float:
    """The outermost edge that a fifth of the lines share, or the outermost of all."""
    counts = Counter(round(edge) for edge in edges)
    shared = [edge for edge, count in counts.items() if count * 5 >= len(edges)]
    return float(outer(shared or counts))


def _group_rows(group: list[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(group, key=lambda s: -s.baseline):
        if rows and abs(rows[-1][0].baseline - segment.baseline) <= 0.3 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]
