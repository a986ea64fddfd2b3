"""Crossing blocks: definitions and lists that stand in another order in each language.

A path of beads cannot cross itself, so it leaves out what has moved, or joins what does not belong
together. Where units are each other's best counterpart and yet lie in different beads, the beads
that hold them are taken apart and their units assigned to one another anew, in any order
(Kuhn 1955), with the scores of the search itself. The new order stands if it is worth more than the
old by :data:`PENALTY` for each bead that crosses another. That a list is sorted anew is one event,
however long it is: where the beads that move stand together and most hold each other's best
counterpart, all but the first cost :data:`FURTHER`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.feature_weights import FeatureWeights
from aligner.alignment.features import Pairing, scores
from aligner.alignment.lattice import Lattice
from aligner.model import Bead
from aligner.similarity.runs import Matrix

PENALTY, FURTHER = 6.0, 0.75
"""Log odds against a bead that crosses another, and against one of a list that is sorted anew."""
LIST, AGREED = 5, 0.7
"""Beads that make a list, and the share of them that has to hold each other's best counterpart."""
SPAN = 80
"""Beads over which a unit may have moved."""
FARTHEST = 400
"""Units of a side over which a block may reach."""

Pair = tuple[int, int]


def untangled(
    beads: Sequence[Bead], pairing: Pairing, lattice: Lattice, weights: FeatureWeights
) -> tuple[Bead, ...]:
    """The beads of a path, with blocks in another order put right and marked as crossing.

    Args:
        beads: In the order of the path.
        pairing: The two sides.
        lattice: In which the path was found.
        weights: What the features are worth.

    Returns:
        Beads in reading order of the source; every id is in exactly one.
    """
    kept = dict(enumerate(beads))
    fresh: list[Bead] = []
    for block in _blocks(beads, _displaced(pairing, beads)):
        assigned = _assigned([beads[x] for x in block], pairing, lattice, weights)
        if assigned is not None:
            for x in block:
                del kept[x]
            fresh += assigned
    return _in_reading_order([*kept.values(), *fresh]) if fresh else tuple(beads)


def _displaced(pairing: Pairing, beads: Sequence[Bead]) -> Iterator[Pair]:
    """Beads, in order, of units that are each other's best counterpart and do not lie together.

    They lie apart, or in one bead that holds them in another order.
    """
    at_src = {i: x for x, bead in enumerate(beads) for i in bead.src}
    at_tgt = {j: x for x, bead in enumerate(beads) for j in bead.tgt}
    farthest: dict[int, int] = {}
    for i, j in enumerate(pairing.src_to.tolist()):
        if pairing.tgt_to[j] != i:
            continue
        a, b = at_src[i], at_tgt[j]
        if 0 < abs(a - b) <= SPAN or (a == b and j < farthest.get(a, j)):
            yield min(a, b), max(a, b)
        if a == b:
            farthest[a] = max(j, farthest.get(a, j))


def _blocks(beads: Sequence[Bead], apart: Iterable[Pair]) -> Iterator[list[int]]:
    """Beads to be taken apart together: those with displaced units, and omissions between them."""
    first = last = -1
    touched: set[int] = set()
    for a, b in [*sorted(apart), (len(beads), len(beads))]:
        if a > last and touched:
            nulls = {x for x in range(first, last + 1) if beads[x].is_null}
            yield sorted(touched | nulls)
            touched = set()
        first = a if not touched else first
        last = max(last, b)
        touched |= {a, b}


def _assigned(
    taken: Sequence[Bead], pairing: Pairing, lattice: Lattice, weights: FeatureWeights
) -> list[Bead] | None:
    """The units of some beads assigned anew, or None where that is worth less."""
    from scipy.optimize import linear_sum_assignment

    src = np.array(sorted(i for bead in taken for i in bead.src))
    tgt = np.array(sorted(j for bead in taken for j in bead.tgt))
    if not len(src) or not len(tgt) or max(np.ptp(src), np.ptp(tgt)) > FARTHEST:
        return None
    shapes = sorted({(1, 1), *((len(b.src), len(b.tgt)) for b in taken if not b.is_null)})
    ends = range(src[0] + 1, src[-1] + 2), range(tgt[0] + 1, tgt[-1] + 2)
    worth = dict(zip(shapes, scores(pairing, weights.values, *ends, shapes), strict=True))
    one_to_one = worth[1, 1][np.ix_(src - src[0], tgt - tgt[0])]
    gain = one_to_one - lattice.src_null[src][:, None] - lattice.tgt_null[tgt][None, :]
    pairs = [
        (r, c)
        for r, c in zip(*linear_sum_assignment(gain.clip(0), maximize=True), strict=True)
        if gain[r, c] > 0
    ]
    before = sum(
        worth[len(b.src), len(b.tgt)][b.src[-1] - src[0], b.tgt[-1] - tgt[0]]
        - lattice.src_null[list(b.src)].sum()
        - lattice.tgt_null[list(b.tgt)].sum()
        for b in taken
        if not b.is_null
    )
    old = {(b.src[0], b.tgt[0]) for b in taken if len(b.src) == len(b.tgt) == 1}
    moved = [pair for r, c in pairs if (pair := (int(src[r]), int(tgt[c]))) not in old]
    if sum(gain[r, c] for r, c in pairs) - _price(moved, pairing) <= before:
        return None
    return _beads(src, tgt, gain, pairs)


def _price(moved: Sequence[Pair], pairing: Pairing) -> float:
    """Log odds against some units being paired out of order."""
    best = sum(pairing.src_to[i] == j and pairing.tgt_to[j] == i for i, j in moved)
    if len(moved) < LIST or best < AGREED * len(moved):
        return PENALTY * len(moved)
    if any(max(side) - min(side) >= 2 * len(moved) for side in zip(*moved, strict=True)):
        return PENALTY * len(moved)
    return PENALTY + FURTHER * (len(moved) - 1)


def _beads(
    src: NDArray[np.int64], tgt: NDArray[np.int64], gain: Matrix, pairs: Sequence[Pair]
) -> list[Bead]:
    """Beads of an assignment; each is as sure as its odds against all others of its units."""
    odds = np.exp(np.minimum(gain, 50))
    rows, cols = 1 + odds.sum(1), 1 + odds.sum(0)
    met = [
        Bead(
            (int(src[r]),),
            (int(tgt[c]),),
            round(float(odds[r, c] / max(rows[r], cols[c])), 4),
            crossing=True,
        )
        for r, c in pairs
    ]
    left = sorted(set(range(len(src))) - {r for r, _ in pairs})
    met += [Bead((int(src[r]),), (), round(float(1 / rows[r]), 4)) for r in left]
    left = sorted(set(range(len(tgt))) - {c for _, c in pairs})
    met += [Bead((), (int(tgt[c]),), round(float(1 / cols[c]), 4)) for c in left]
    return met


def _in_reading_order(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """By source; what has none stands behind the bead of the target unit before it."""
    ordered = sorted((bead for bead in beads if bead.src), key=lambda bead: bead.src)
    at = {j: bead.src[0] for bead in ordered for j in bead.tgt}
    keyed = [((bead.src[0], -1), bead) for bead in ordered]
    here = -1
    lone = {bead.tgt[0]: bead for bead in beads if not bead.src}
    for j in range(max([*at, *lone], default=-1) + 1):
        if j in at:
            here = at[j]
        elif j in lone:
            keyed.append(((here, j), lone[j]))
    return tuple(bead for _, bead in sorted(keyed, key=lambda pair: pair[0]))
