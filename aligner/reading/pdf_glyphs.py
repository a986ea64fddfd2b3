"""The glyphs of a stretch of one line as words in reading order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from aligner.reading import bidi, superscripts

_GAP = 0.17
"""Gap between two glyphs, in ems, that is a space where the file writes none."""
_LONG_WORD = 15
"""Letters a word on average, from which the words of a line are looked for in narrower gaps."""
_DRIVEN_APART = 0.4
"""Gaps in ems under which letters set apart from each other still make words."""
_KERNED = 0.04
"""Gaps in ems up to which letters of one word differ from each other."""
_WIDE_GAP = 0.6
"""The same between two Chinese characters, which justification drives apart."""
_TWICE = 0.12
"""The same letter so few ems further on is the same letter, printed again to look bold."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where it stands, in points; y grows upward.

    Attributes:
        text: One character.
        left: Left edge of its advance box.
        right: Right edge of its advance box.
        baseline: Height of its origin.
        size: Font size as it is shown.
        run: Which drawing instruction set it.
        bold: True where its font says so.
        mark: Number by which the structure of a tagged file names it; -1 for none.
        artifact: True where the file says that it is furniture.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    run: int = 0
    bold: bool = False
    mark: int = -1
    artifact: bool = False

    @property
    def center(self) -> float:
        """Middle of its advance box."""
        return (self.left + self.right) / 2

    def moved(self, left: float, baseline: float) -> Glyph:
        """The same somewhere else."""
        return replace(self, left=left, right=left + self.right - self.left, baseline=baseline)

    @property
    def is_mark(self) -> bool:
        """True for a sign that stands over or under a letter."""
        return unicodedata.category(self.text) == "Mn"


def words(glyphs: Sequence[Glyph], size: float, baseline: float) -> str:
    """The words that glyphs spell, without the marks of footnotes.

    Args:
        glyphs: Those of one line, or of a part of it, in any order.
        size: Font size of most of them.
        baseline: Height of most of them; smaller glyphs above it are raised.
    """
    rtl = bidi.is_rtl("".join(glyph.text for glyph in glyphs))
    ordered = _once(sorted(glyphs, key=lambda glyph: glyph.center))
    bases = [glyph for glyph in ordered if not glyph.is_mark]
    if not bases:
        return ""
    marks: dict[int, list[Glyph]] = {}
    for mark in (glyph for glyph in ordered if glyph.is_mark):
        marks.setdefault(_base(mark, bases, rtl), []).append(mark)
    limit = _gap_limit(bases)
    units: list[str] = []
    edge = bases[0].left
    for i, glyph in enumerate(bases):
        boxes = [glyph, *marks.get(i, ())]
        letter = "".join(box.text for box in boxes)
        gap = min(box.left for box in boxes) - edge
        edge = max(edge, *(box.right for box in boxes))
        if i and _is_ligature(glyph, bases[i - 1]):
            units[-1] = _lam_first(units[-1] + letter)
            continue
        if i and _is_space(gap, limit, glyph, bases[i - 1]) and units[-1] != " ":
            units.append(" ")
        raised = glyph.size < 0.95 * size and glyph.baseline > baseline + 0.15 * size
        units.append(superscripts.raised(letter) if raised else letter)
    line = bidi.to_logical(units, rtl)
    return superscripts.without_marks(" ".join(line.split()))


def first_word(glyphs: Sequence[Glyph], *, rtl: bool) -> float:
    """Width in points of the first word of a line, with a space; of one letter in Chinese."""
    ordered = sorted((g for g in glyphs if not g.is_mark), key=lambda g: g.center, reverse=rtl)
    if not ordered:
        return 0.0
    start = last = ordered[0]
    for glyph in ordered[1:]:
        gap = (last.left - glyph.right if rtl else glyph.left - last.right) / glyph.size
        if glyph.text.isspace() or gap > _GAP or _is_wide(glyph) or _is_wide(last):
            break
        last = glyph
    space = 0.0 if _is_wide(start) else 0.25 * start.size
    return (start.right - last.left if rtl else last.right - start.left) + space


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the letters that are printed twice; a ligature's two letters are of one run."""
    out: list[Glyph] = []
    for glyph in glyphs:
        for before in out[-4:]:
            if (
                glyph.text == before.text
                and glyph.run != before.run
                and abs(glyph.left - before.left) < _TWICE * glyph.size
            ):
                break
        else:
            out.append(glyph)
    return out


def _base(mark: Glyph, bases: Sequence[Glyph], rtl: bool) -> int:
    """Which letter a mark belongs to.

    A ligature of a letter and its mark comes as two boxes side by side, the mark on the side where
    reading goes on; any other mark lies over its letter.
    """
    for i, base in enumerate(bases):
        touches = mark.right - base.left if rtl else mark.left - base.right
        if abs(touches) < 0.01 * mark.size and abs(base.baseline - mark.baseline) < 0.01:
            return i
    return min(range(len(bases)), key=lambda i: abs(bases[i].center - mark.center))


def _is_ligature(glyph: Glyph, previous: Glyph) -> bool:
    """True for two letters in one box."""
    return (
        abs(glyph.left - previous.left) < 0.01 * glyph.size
        and abs(glyph.right - previous.right) < 0.01 * glyph.size
        and not glyph.text.isspace()
    )


def _lam_first(unit: str) -> str:
    if len(unit) > 1 and unit[0] in "اأإآ" and unit[1] == "ل":
        return unit[1] + unit[0] + unit[2:]
    return unit


def _gap_limit(bases: Sequence[Glyph]) -> float:
    """The gap in ems that is a space on this line.

    Letters that are driven apart (``A N N E X E``) ask for more than is usual. Where the usual
    gap leaves words of unlikely length, the line was set tight, and its spaces are the gaps that
    stand out from those inside its words.
    """
    gaps = [
        (b.left - a.right) / max(a.size, b.size)
        for a, b in pairwise(bases)
        if not (a.text.isspace() or b.text.isspace() or _is_wide(a) or _is_ligature(b, a))
    ]
    if len(gaps) < 6:
        return _GAP
    usual = median(gaps)
    if usual > 0.5 * _GAP:
        apart = usual < _DRIVEN_APART and sum(g < 0.4 * usual for g in gaps) * 10 < len(gaps)
        return usual + _GAP if apart else _GAP
    words = 1 + sum(glyph.text.isspace() for glyph in bases) + sum(gap > _GAP for gap in gaps)
    if len(bases) < _LONG_WORD * words:
        return _GAP
    standing = sorted({usual + _KERNED, *(gap for gap in gaps if gap > usual + _KERNED)})
    jumps = [(b - a, (a + b) / 2) for a, b in pairwise(standing) if a < _GAP]
    width, limit = max(jumps, default=(0.0, _GAP))
    return limit if width > _KERNED else _GAP


def _is_wide(glyph: Glyph) -> bool:
    return unicodedata.east_asian_width(glyph.text) in "WF"


def _is_space(gap: float, limit: float, glyph: Glyph, previous: Glyph) -> bool:
    size = max(glyph.size, previous.size)
    if gap <= limit * size:
        return False
    return gap > _WIDE_GAP * size or not (_is_wide(glyph) and _is_wide(previous))
