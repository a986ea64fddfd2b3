"""Two sides made ready for the search: what is usual for each unit, and the scores of all beads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.feature_names import BEAD_FEATURES
from aligner.alignment.feature_weights import FeatureWeights
from aligner.alignment.features import Pairing, joining, null_features, ratio_of, runs_of, scores
from aligner.alignment.lattice import SHAPES, WIDE, WIDTH, Band, Lattice, Scores
from aligner.similarity.comparison import Additive, Comparison, csls
from aligner.similarity.cues import Cues
from aligner.similarity.runs import Matrix

NEIGHBOURS = 4
"""Nearest units whose mean cosine is what is usual for a unit; see :func:`csls`."""
REMEMBERED = 1 << 28
"""Bytes of scores that are kept from one reading of a lattice to the next."""


def pair(comparison: Comparison, src: Cues, tgt: Cues, band: Band) -> Pairing:
    """All that the features need: what is usual for each unit, and the best it meets."""
    n, m = comparison.size
    src_top = np.full((n, NEIGHBOURS), -1, np.float32)
    tgt_top = np.full((m, NEIGHBOURS), -1, np.float32)
    for rows, cols in _unit_blocks(band):
        cosine = comparison.block(rows, cols, [(1, 1)])[0]
        _keep_top(src_top[rows.start - 1 : rows.stop - 1], cosine)
        _keep_top(tgt_top[cols.start - 1 : cols.stop - 1], cosine.T)
    src_near, tgt_near = _mean(src_top), _mean(tgt_top)
    src_best, tgt_best = np.full(n, -np.inf, np.float32), np.full(m, -np.inf, np.float32)
    src_to, tgt_to = np.zeros(n, np.int64), np.zeros(m, np.int64)
    for rows, cols in _unit_blocks(band):
        r, c = slice(rows.start - 1, rows.stop - 1), slice(cols.start - 1, cols.stop - 1)
        near = csls(comparison.block(rows, cols, [(1, 1)])[0], src_near[r], tgt_near[c])
        src_best[r], src_to[r] = near.max(1), near.argmax(1) + c.start
        top = near.max(0)
        tgt_to[c] = np.where(top > tgt_best[c], near.argmax(0) + r.start, tgt_to[c])
        tgt_best[c] = np.maximum(tgt_best[c], top)
    src_best, tgt_best = src_best.clip(-1), tgt_best.clip(-1)
    return Pairing(
        comparison, src, tgt,
        Additive(src.numbers, tgt.numbers, WIDTH), Additive(src.labels, tgt.labels, WIDTH),
        src_near, tgt_near, src_best, tgt_best, src_to, tgt_to,
        runs_of(src, src_near, src_best), runs_of(tgt, tgt_near, tgt_best),
        ratio_of(src, tgt),
    )  # fmt: skip


def lattice(pairing: Pairing, band: Band, weights: FeatureWeights) -> Lattice:
    """The scores of all beads and omissions inside a band."""
    return Lattice(band, _remembered(pairing, weights, band), *_nulls(pairing, weights))


def rated(unrated: Lattice, pairing: Pairing, weights: FeatureWeights) -> Lattice:
    """The lattice of a pairing whose rates are known, from the one that was made without them."""
    joined = joining(pairing.rates, weights.values, SHAPES)
    return Lattice(
        unrated.band,
        lambda rows, cols: unrated.beads(rows, cols) + joined,
        *_nulls(pairing, weights),
    )


def _nulls(pairing: Pairing, weights: FeatureWeights) -> tuple[Matrix, Matrix]:
    of_null = weights.values[len(BEAD_FEATURES) :]
    src, tgt = null_features(pairing)
    return src @ of_null, tgt @ of_null


def _remembered(
    pairing: Pairing, weights: FeatureWeights, band: Band
) -> Callable[[range, range], Scores]:
    """Scores by block, computed once where all of them fit into :data:`REMEMBERED`."""
    known: dict[tuple[range, range], Scores] = {}
    fits = int(band.starts[-1]) * len(SHAPES) * 4 <= REMEMBERED

    def beads(rows: range, cols: range) -> Scores:
        if (rows, cols) in known:
            return known[rows, cols]
        made = scores(pairing, weights.values, rows, cols, band=band)
        if fits:
            known[rows, cols] = made
        return made

    return beads


def _unit_blocks(band: Band) -> Sequence[tuple[range, range]]:
    return [(r, range(max(c.start, 1), c.stop)) for r, c in band.blocks(WIDE) if c.stop > 1]


def _keep_top(top: Matrix, fresh: Matrix) -> None:
    both = np.concatenate([top, fresh], 1)
    both.partition(both.shape[1] - NEIGHBOURS, 1)
    top[:] = both[:, -NEIGHBOURS:]


def _mean(top: Matrix) -> NDArray[np.float32]:
    known = top > -1
    return np.asarray(np.where(known, top, 0).sum(1) / np.maximum(known.sum(1), 1), np.float32)
