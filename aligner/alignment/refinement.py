"""A second search of the spans where a first alignment is uncertain.

A long document is aligned with what is fast. Cut at beads that are sure, it falls into stretches,
and the least certain of these are aligned again with what is slow and more right, up to a fixed
number of units: so the cost of it does not grow with the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Bead

CUT_FROM = 0.95
"""Confidence of a bead at which a stretch may end."""
DOUBT = 0.01
"""Share of wrong beads that a stretch is expected to hold, from which on it is looked at."""
LENGTH = 12
"""Beads of a stretch, or more where none is sure."""


def uncertain_spans(beads: Sequence[Bead], most: int) -> list[range]:
    """The least certain stretches of a path of beads.

    Args:
        beads: In the order of the path.
        most: Units of both sides that the stretches may hold together.

    Returns:
        Ranges of beads, in order; those that hold hardly a doubt are not among them.
    """
    cut = [0]
    for x, bead in enumerate(beads[:-1], 1):
        if x - cut[-1] >= LENGTH and bead.confidence >= CUT_FROM and not bead.is_null:
            cut.append(x)
    stretches = [range(a, b) for a, b in zip(cut, [*cut[1:], len(beads)], strict=True)]
    taken = []
    for stretch in sorted(stretches, key=lambda s: -_doubt(beads, s)):
        units = sum(len(beads[x].src) + len(beads[x].tgt) for x in stretch)
        if units <= most and _doubt(beads, stretch) > DOUBT:
            taken.append(stretch)
            most -= units
    return _joined(sorted(taken, key=lambda stretch: stretch.start))


def _joined(stretches: Sequence[range]) -> list[range]:
    """Stretches that follow one another, as one."""
    joined: list[range] = []
    for stretch in stretches:
        if joined and joined[-1].stop == stretch.start:
            stretch = range(joined.pop().start, stretch.stop)
        joined.append(stretch)
    return joined


def _doubt(beads: Sequence[Bead], stretch: range) -> float:
    """Share of the beads of a stretch that are expected to be wrong."""
    return sum(1 - beads[x].confidence for x in stretch) / len(stretch)
