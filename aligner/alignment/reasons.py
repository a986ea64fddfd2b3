"""Why a bead may be wrong, in words that a reviewer can act on."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Bead, Paragraph
from aligner.model.thresholds import is_uncertain
from aligner.similarity.cues import compared_numbers

LOPSIDED = 2.5
"""How many times longer one side may be before it is said."""


def reason(bead: Bead, src: Sequence[Paragraph], tgt: Sequence[Paragraph]) -> str:
    """What a reviewer should look at, or an empty string where nothing speaks against the bead."""
    if bead.is_null:
        return "no counterpart found"
    found = [
        _labels(src, tgt),
        _numbers(src, tgt),
        _length(src, tgt),
        f"{len(src)} paragraphs against {len(tgt)}" if len(src) != len(tgt) else "",
    ]
    said = "; ".join(filter(None, found))
    return said or ("another pairing is nearly as likely" if is_uncertain(bead.confidence) else "")


def _labels(src: Sequence[Paragraph], tgt: Sequence[Paragraph]) -> str:
    ours, theirs = (" + ".join(p.path for p in side if p.path) for side in (src, tgt))
    if ours == theirs:
        return ""
    return f"label differs: {ours or 'none'} / {theirs or 'none'}"


def _numbers(src: Sequence[Paragraph], tgt: Sequence[Paragraph]) -> str:
    ours, theirs = (compared_numbers(*(p.body for p in side)) for side in (src, tgt))
    if ours == theirs:
        return ""
    sides = (", ".join(sorted(side)) or "none" for side in (ours - theirs, theirs - ours))
    return "numbers differ: " + " / ".join(sides)


def _length(src: Sequence[Paragraph], tgt: Sequence[Paragraph]) -> str:
    ours, theirs = (sum(len(p.body) for p in side) + 10 for side in (src, tgt))
    # Chinese needs about a third of the letters: only what no pair of languages explains counts.
    if ours > 3 * LOPSIDED * theirs or theirs > LOPSIDED * ours:
        return "one side is much longer than the other"
    return ""
