"""Columns of a page in reading order.

Where segments of rows leave a gutter free over several rows, the page has columns, and a line that
crosses the gutter (a title) parts the columns above it from those below. The way down is a
recursive XY cut (Nagy and Seth 1984, *Hierarchical representation of optically scanned documents*),
cut at gutters only.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from aligner.reading.pdf_glyphs import Glyph

_GUTTER_ROWS = 4
"""Lines on the shorter side that a gutter must part before it makes columns."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a row, in points.

    Attributes:
        glyphs: Its glyphs, in no certain order.
        left: Left edge.
        right: Right edge.
        baseline: Height of most of its glyphs.
        size: Font size of most of its glyphs.
        part: Which table or frame of its page it stands for, from 0; None for words.
    """

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    baseline: float
    size: float
    part: int | None = None


def columns(segments: list[Segment], rtl: bool, usual: float | None) -> list[list[Segment]]:
    """Segments as columns in reading order.

    Args:
        segments: Those of one page.
        rtl: True where the right column is read first.
        usual: The gutter of most pages, taken where this page tells none and little crosses it.
    """
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
            out += columns(side, rtl, None)
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
            score -= len(group_rows(band))
            continue
        sides = (
            [segment for segment in band if segment.right <= gutter],
            [segment for segment in band if segment.left >= gutter],
        )
        if all(len(side) >= 2 and _is_filled(side) for side in sides):
            score += min(len(group_rows(side)) for side in sides)
    return score


def _is_filled(side: list[Segment]) -> bool:
    """True where most lines fill the column, as running text does and table cells do not."""
    width = max(s.right for s in side) - min(s.left for s in side)
    widths = [row[-1].right - row[0].left for row in group_rows(side)]
    return median(widths) >= 0.6 * width and width >= 10 * median(s.size for s in side)


def group_rows(group: list[Segment]) -> list[list[Segment]]:
    """Segments that share a baseline, from the top, each row from the left; a part is a row."""
    rows: list[list[Segment]] = []
    for segment in sorted(group, key=lambda s: (-s.baseline, s.part is None)):
        above = rows[-1][0] if rows else None
        alone = above is None or above.part is not None or segment.part is not None
        if above and not alone and _is_level(above, segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _is_level(a: Segment, b: Segment) -> bool:
    """True for two segments on one line; small ones may be raised, as the marks of notes are."""
    small, large = sorted((a.size, b.size))
    return abs(a.baseline - b.baseline) <= (0.55 if small < 0.8 * large else 0.3) * large
