"""Crossing blocks: definitions and lists that stand in another order in each language.

A path of beads cannot cross itself, so it leaves out what has moved, or joins what does not belong
together. Where units are each other's best counterpart and yet lie in different beads, the beads
that hold them are taken apart and their units assigned to one another anew, in any order
(Kuhn 1955), with the scores of the search itself. The new order stands if it is worth more than the
old by :data:`PENALTY` for each bead that crosses another. That a list is sorted anew is one event,
however long it is: where the beads that move stand together and most hold each other's best
counterpart, all but the first cost :data:`FURTHER`. That neighbours in one bead change places is
one event too. What is listed under a unit that moved, labelled items, goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
SPAN, STRIKING = 80, 0.9
"""Beads over which a unit may have moved, and how much more alike than usual it is to its
counterpart where it may have moved as far as a block reaches; see :func:`csls`."""
FARTHEST = 400
"""Units of a side over which a block may reach."""

Pair = tuple[int, int]
_NONE = -1
"""The family of units that belong to none."""


@dataclass(frozen=True, slots=True)
class _Family:
    """The items under a unit of the source and under its counterpart, and whether these moved."""

    src: range
    tgt: range
    moved: bool


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
    if not fresh:
        return tuple(beads)
    untied = [*kept.values(), *fresh]
    return _in_reading_order(_with_their_items(untied, pairing, lattice, weights))


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
        span = FARTHEST if pairing.src_best[i] >= STRIKING else SPAN
        if 0 < abs(a - b) <= span or (a == b and j < farthest.get(a, j)):
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
    src = np.array(sorted(i for bead in taken for i in bead.src))
    tgt = np.array(sorted(j for bead in taken for j in bead.tgt))
    if not len(src) or not len(tgt) or max(np.ptp(src), np.ptp(tgt)) > FARTHEST:
        return None
    gain = _gain(src, tgt, pairing, lattice, weights)
    pairs = _best(gain)
    before = sum(_worth(bead, pairing, lattice, weights) for bead in taken)
    old = {(b.src[0], b.tgt[0]) for b in taken if len(b.src) == len(b.tgt) == 1}
    moved = [pair for r, c in pairs if (pair := (int(src[r]), int(tgt[c]))) not in old]
    price = PENALTY if len(taken) == 1 else _price(moved, pairing)
    if sum(gain[r, c] for r, c in pairs) - price <= before:
        return None
    return _beads(src, tgt, gain, pairs)


def _gain(
    src: NDArray[np.int64],
    tgt: NDArray[np.int64],
    pairing: Pairing,
    lattice: Lattice,
    weights: FeatureWeights,
) -> Matrix:
    """What each of some units is worth beside each of others, above what both are worth alone."""
    ends = range(src[0] + 1, src[-1] + 2), range(tgt[0] + 1, tgt[-1] + 2)
    worth = scores(pairing, weights.values, *ends, [(1, 1)])[0]
    alone = lattice.src_null[src][:, None] + lattice.tgt_null[tgt][None, :]
    return np.asarray(worth[np.ix_(src - src[0], tgt - tgt[0])] - alone, np.float32)


def _worth(bead: Bead, pairing: Pairing, lattice: Lattice, weights: FeatureWeights) -> float:
    """What a bead is worth above what its units are worth alone."""
    if bead.is_null:
        return 0.0
    ends = range(bead.src[-1] + 1, bead.src[-1] + 2), range(bead.tgt[-1] + 1, bead.tgt[-1] + 2)
    worth = scores(pairing, weights.values, *ends, [(len(bead.src), len(bead.tgt))])[0, 0, 0]
    alone = lattice.src_null[list(bead.src)].sum() + lattice.tgt_null[list(bead.tgt)].sum()
    return float(worth - alone)


def _best(gain: Matrix) -> list[Pair]:
    """The pairs of rows and columns that are worth most together, none worth less than nothing."""
    from scipy.optimize import linear_sum_assignment

    pairs = zip(*linear_sum_assignment(gain.clip(0), maximize=True), strict=True)
    return [(int(r), int(c)) for r, c in pairs if gain[r, c] > 0]


def _with_their_items(
    beads: Sequence[Bead], pairing: Pairing, lattice: Lattice, weights: FeatureWeights
) -> list[Bead]:
    """The beads, those of items under units that moved found anew under the twins of these."""
    families = list(_families(beads, pairing))
    at_src = {i: n for n, family in enumerate(families) for i in family.src}
    at_tgt = {j: n for n, family in enumerate(families) for j in family.tgt}
    touched = [
        {at_src.get(i, _NONE) for i in bead.src} | {at_tgt.get(j, _NONE) for j in bead.tgt}
        for bead in beads
    ]
    kept = list(range(len(beads)))
    fresh: list[Bead] = []
    for group in _torn(families, beads, touched):
        taken = [x for x in kept if touched[x] & group]
        found, value = [], 0.0
        for family in (families[n] for n in sorted(group)):
            src, tgt = np.array(family.src), np.array(family.tgt)
            gain = _gain(src, tgt, pairing, lattice, weights)
            pairs = _best(gain)
            found += _beads(src, tgt, gain, pairs)
            value += float(sum(gain[r, c] for r, c in pairs))
        if value >= sum(_worth(beads[x], pairing, lattice, weights) for x in taken):
            kept = [x for x in kept if x not in taken]
            fresh += found
    return [*(beads[x] for x in kept), *fresh]


def _families(beads: Sequence[Bead], pairing: Pairing) -> Iterator[_Family]:
    """Units without a label that are paired, with the labelled ones that follow either."""
    for bead in beads:
        if len(bead.src) == len(bead.tgt) == 1:
            (i,), (j,) = bead.src, bead.tgt
            src, tgt = _listed(pairing.src.labelled, i), _listed(pairing.tgt.labelled, j)
            if src and tgt and max(len(src), len(tgt)) <= FARTHEST:
                yield _Family(src, tgt, bead.crossing)


def _listed(labelled: NDArray[np.bool], head: int) -> range:
    """The labelled units that follow one without a label."""
    end = head + 1
    while not labelled[head] and end < len(labelled) and labelled[end]:
        end += 1
    return range(head + 1, end)


def _torn(
    families: Sequence[_Family], beads: Sequence[Bead], touched: Sequence[set[int]]
) -> list[set[int]]:
    """Families, at least one of which moved, whose items have to be exchanged among them.

    Those that share a bead with a unit of no family are left as they are.
    """
    groups: list[set[int]] = []
    for kinds in touched:
        if len(kinds) > 1:
            joined = [group for group in groups if group & kinds - {_NONE}]
            groups = [g for g in groups if g not in joined] + [kinds.union(*joined)]
    held = list(zip(beads, touched, strict=True))
    lone_src = {n for bead, kinds in held for n in kinds if not bead.tgt}
    lone_tgt = {n for bead, kinds in held for n in kinds if not bead.src}
    groups += [{n} for n in lone_src & lone_tgt - {_NONE} if not any(n in g for g in groups)]
    return [g for g in groups if _NONE not in g and any(families[n].moved for n in g)]


def _price(moved: Sequence[Pair], pairing: Pairing) -> float:
    """Log odds against some units being paired out of order."""
    best = sum(pairing.src_to[i] == j and pairing.tgt_to[j] == i for i, j in moved)
    if all(pairing.src_best[i] >= STRIKING and pairing.src_to[i] == j for i, j in moved):
        return PENALTY + FURTHER * (len(moved) - 1)
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
