"""What stands in the margins of a page: side notes, and letters set one under the other.

Numbers and list labels that stand out to the left belong to the lines that they number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from aligner.reading.pdf_columns import Segment

_NARROW = 0.22
"""Width of what stands in a margin, as a share of the text, at most."""
_WIDE = 0.35
"""Width of the lines of the text, as a share of all, at least."""
_APART = 0.8
"""Ems between the margin and the text."""
_LEAST = 3
_LABEL = re.compile(r"[(\[]?[^\W_]{1,5}[.)\]:]?|\W{1,3}|.{0,12}\d.{0,12}")


def apart(page: Sequence[Segment]) -> tuple[list[Segment], list[list[Segment]]]:
    """The segments of a page without those of its margins, and those, margin by margin."""
    written = [s for s in page if s.part is None]
    if len(written) < 2 * _LEAST:
        return list(page), []
    width = max(s.right for s in written) - min(s.left for s in written)
    wide = [s for s in page if s.right - s.left >= _WIDE * width]
    if len(wide) < _LEAST:
        return list(page), []
    left, right = min(s.left for s in wide), max(s.right for s in wide)
    gap = _APART * median(s.size for s in wide)
    narrow = [s for s in written if s.right - s.left <= _NARROW * width]
    sides = (
        [s for s in narrow if s.right < left - gap],
        [s for s in narrow if s.left > right + gap],
    )
    strips = [side for side in sides if _is_margin(side, wide)]
    taken = {id(segment) for strip in strips for segment in strip}
    return [s for s in page if id(s) not in taken], [_spelled(strip) for strip in strips]


def _is_margin(side: Sequence[Segment], wide: Sequence[Segment]) -> bool:
    if len(side) < _LEAST:
        return False
    if _is_stack(side):
        return True
    labels = sum(bool(_LABEL.fullmatch(_text(s))) for s in side)
    return 2 * labels < len(side) and len(wide) >= len(side)


def _is_stack(side: Sequence[Segment]) -> bool:
    """True for letters that stand under each other, with no mark of a list."""
    return all(len(text := _text(s)) == 1 and text.isalpha() for s in side)


def _spelled(strip: list[Segment]) -> list[Segment]:
    """A strip, its stacked letters as one line of letters."""
    if not _is_stack(strip):
        return strip
    first, *rest = sorted(strip, key=lambda s: -s.baseline)
    glyphs = list(first.glyphs)
    right = first.right
    for segment in rest:
        for glyph in segment.glyphs:
            width = glyph.right - glyph.left
            glyphs.append(glyph.moved(right, first.baseline))
            right += width
    return [Segment(tuple(glyphs), first.left, right, first.baseline, first.size)]


def _text(segment: Segment) -> str:
    ordered = sorted(segment.glyphs, key=lambda glyph: glyph.left)
    return "".join(glyph.text for glyph in ordered).strip()
