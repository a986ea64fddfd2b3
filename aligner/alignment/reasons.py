"""Why a bead may be wrong, in words that a reviewer can act on."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.amounts.differences import differences, is_small
from aligner.amounts.equivalents import Passage
from aligner.model import Bead, Paragraph
from aligner.model.thresholds import DOUBTFUL, is_uncertain, shown
from aligner.similarity.cues import compared_numbers

NO_COUNTERPART = "no counterpart found"
LOPSIDED = 2.5
"""How many times longer one side may be before it is said."""


def reason(
    bead: Bead, src: Sequence[Paragraph], tgt: Sequence[Paragraph], langs: tuple[str, str]
) -> str:
    """What a reviewer should look at, or an empty string where nothing speaks against the bead.

    Args:
        bead: What may be wrong.
        src: The paragraphs of its source side.
        tgt: Those of its target side.
        langs: BCP 47 codes of both.
    """
    if bead.is_null:
        return NO_COUNTERPART
    found = [
        _labels(src, tgt),
        _numbers(src, tgt, langs),
        _length(src, tgt),
        _count(len(src), len(tgt)),
    ]
    said = "; ".join(filter(None, found))
    return said or _doubt(bead.confidence)


def _count(ours: int, theirs: int) -> str:
    if ours == theirs:
        return ""
    return f"{ours} paragraph{'s' if ours > 1 else ''} against {theirs}"


def _doubt(confidence: float) -> str:
    """What a confidence alone says: how other pairings weigh against this one."""
    if not is_uncertain(confidence):
        return ""
    if shown(confidence) < DOUBTFUL:
        return "other pairings together are likelier"
    return "likely, but nothing sets it clearly apart from other pairings"


def _labels(src: Sequence[Paragraph], tgt: Sequence[Paragraph]) -> str:
    ours, theirs = (" + ".join(p.path for p in side if p.path) for side in (src, tgt))
    if ours == theirs:
        return ""
    return f"label differs: {ours or 'none'} / {theirs or 'none'}"


def _numbers(src: Sequence[Paragraph], tgt: Sequence[Paragraph], langs: tuple[str, str]) -> str:
    """What numbers, dates, symbols and amounts one side has and the other has in no form.

    A small number that only one side has is not told: *both*, *either*, the citation of a
    neighbouring paragraph.
    """
    ours, theirs = ("\n".join(p.body for p in side) for side in (src, tgt))
    if compared_numbers(ours) == compared_numbers(theirs):
        return ""
    found = differences(Passage(ours, langs[0]), Passage(theirs, langs[1]))
    both = bool(found.src_left and found.tgt_left)
    sides = [
        ", ".join(dict.fromkeys(text[i.start : i.end] for i in left if both or not is_small(i)))
        for text, left in ((ours, found.src_left), (theirs, found.tgt_left))
    ]
    return "numbers differ: " + " / ".join(side or "none" for side in sides) if any(sides) else ""


def _length(src: Sequence[Paragraph], tgt: Sequence[Paragraph]) -> str:
    ours, theirs = (sum(len(p.body) for p in side) + 10 for side in (src, tgt))
    # Chinese needs about a third of the letters: only what no pair of languages explains counts.
    if ours > 3 * LOPSIDED * theirs or theirs > LOPSIDED * ours:
        return "one side is much longer than the other"
    return ""
