"""What speaks for a bead: the features of the search, each a number per cell, and their weights.

The features see the two runs of units as a reader would: how alike they are, how much each unit
adds to the likeness of the whole, whose words have no counterpart, numbers, labels, lengths,
capitals and stops. What each is worth is learned (``training/alignment``), not guessed. They are
computed bead by bead in :mod:`aligner.alignment.feature_kernels`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.feature_names import BEAD_FEATURES, Cue, Feature
from aligner.alignment.lattice import NEVER, SHAPES, WIDTH, Band, Cell, Scores
from aligner.similarity.comparison import Additive, Comparison
from aligner.similarity.cues import Cues
from aligner.similarity.runs import Matrix, Shape

_LONGEST = 2000
"""Letters of a unit that count for the usual ratio of lengths: one monster does not decide it."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a document joins units and leaves them out, as logs against what is usual.

    Versions of a text that was kept in step have next to no omissions, scans have many: what a
    first search finds of either tells the second what to expect.

    Attributes:
        joined: Of units in beads of more than two, against one in ten.
        omitted: Of units without a counterpart, against one in twenty.
    """

    joined: float = 0.0
    omitted: float = 0.0

    @staticmethod
    def of(path: Iterable[Cell]) -> Rates:
        """The rates of a path; few units hardly move them."""
        units = joined = omitted = 0
        for _, _, k, ell in path:
            units += k + ell
            joined += k + ell if k and ell and k + ell > 2 else 0
            omitted += 0 if k and ell else k + ell
        return Rates(
            math.log((joined + 2) / (units + 20) / 0.1),
            math.log((omitted + 1) / (units + 20) / 0.05),
        )


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two sides with all that the features need.

    Attributes:
        comparison: Cosines of runs.
        src: Cues of the source units.
        tgt: Cues of the target units.
        numbers: How alike the numbers of runs are.
        labels: How alike the labels of runs are.
        src_near: Mean cosine of each source unit with its nearest target units, shape ``(n,)``.
        tgt_near: The same from the other side, shape ``(m,)``.
        src_best: Best csls of each source unit inside the band, shape ``(n,)``.
        tgt_best: The same from the other side, shape ``(m,)``.
        src_to: The target unit with which each source unit has it, shape ``(n,)``.
        tgt_to: The same from the other side, shape ``(m,)``.
        src_runs: Cues of its runs by length and end, shape ``(len(Cue), WIDTH, n + 1)``.
        tgt_runs: The same of the target.
        ratio: Log of how much longer the target is than the source, in letters.
        rates: How often this document joins units and leaves them out.
    """

    comparison: Comparison
    src: Cues
    tgt: Cues
    numbers: Additive
    labels: Additive
    src_near: NDArray[np.float32]
    tgt_near: NDArray[np.float32]
    src_best: NDArray[np.float32]
    tgt_best: NDArray[np.float32]
    src_to: NDArray[np.int64]
    tgt_to: NDArray[np.int64]
    src_runs: Matrix
    tgt_runs: Matrix
    ratio: float
    rates: Rates = field(default_factory=Rates)


def ratio_of(src: Cues, tgt: Cues) -> float:
    """Log of how much longer one side is than the other, in letters."""
    letters = [side.letters.clip(0, _LONGEST).sum() for side in (src, tgt)]
    return float(np.log(max(letters[1] / max(letters[0], 1.0), 1e-3)))


def runs_of(cues: Cues, near: Matrix, best: Matrix) -> Matrix:
    """What is known of all runs of one side, shape ``(len(Cue), WIDTH, n + 1)``.

    Before the document stands its first unit.
    """
    out = np.empty((len(Cue), WIDTH, len(near) + 1), np.float32)
    for k in range(1, WIDTH + 1):
        index = np.arange(len(near) + 1)[:, None] - 1 - np.arange(k)[None, :]
        index = index.clip(0)
        letters = cues.letters[index].sum(1)
        out[Cue.LETTERS, k - 1] = letters
        out[Cue.LOG_LETTERS, k - 1] = np.log(letters + 3)
        out[Cue.NEAR, k - 1] = near[index].mean(1)
        out[Cue.BEST, k - 1] = best[index].mean(1)
        out[Cue.NUMBERS, k - 1] = cues.numbered[index].any(1)
        out[Cue.LABELS, k - 1] = cues.labelled[index].any(1)
        out[Cue.CAPITALS, k - 1] = cues.capitals[index].mean(1)
        out[Cue.CLOSED, k - 1] = cues.closed[index[:, 0]]
        closed = cues.closed[index[:, 1:]].sum(1)
        out[Cue.CLOSED_JOINTS, k - 1] = closed
        out[Cue.OPEN_PLACES, k - 1] = cues.hidden_open[index].sum(1) + k - 1 - closed
        out[Cue.CLOSED_PLACES, k - 1] = cues.hidden_closed[index].sum(1) + closed
    return out


@dataclass(frozen=True, slots=True)
class Compared:
    """A block of positions, and one row and column before it, ready to be described.

    Attributes:
        rows: End positions of source runs.
        cols: End positions of target runs.
        like: All runs compared, shape ``(len(Likeness), len(SHAPES), rows, cols)``; fewer planes
            where words cannot be compared.
        src: Runs of the source, shape ``(len(Cue), WIDTH, rows)``.
        tgt: Runs of the target, shape ``(len(Cue), WIDTH, cols)``.
    """

    rows: range
    cols: range
    like: Matrix
    src: Matrix
    tgt: Matrix


def compared(pairing: Pairing, rows: range, cols: range) -> Compared:
    """Compare all runs that end in a block of positions."""
    rows, cols = range(max(rows.start - 1, 0), rows.stop), range(max(cols.start - 1, 0), cols.stop)
    spaces = pairing.comparison, pairing.numbers, pairing.labels
    like = [space.block(rows, cols, SHAPES) for space in spaces]
    if pairing.comparison.coverage:
        found = pairing.comparison.coverage.block(rows, cols, SHAPES)
        k, ell = np.array(SHAPES).T - 1
        uncovered = np.log1p((1 - found.src) * found.src_weight[k][:, :, None] / 10)
        uncovered += np.log1p((1 - found.tgt) * found.tgt_weight[ell][:, None, :] / 10)
        like += [found.src, found.tgt, found.least, uncovered]
    return Compared(
        rows, cols, np.stack(like),
        np.ascontiguousarray(pairing.src_runs[:, :, rows.start : rows.stop]),
        np.ascontiguousarray(pairing.tgt_runs[:, :, cols.start : cols.stop]),
    )  # fmt: skip


def null_features(pairing: Pairing) -> tuple[Matrix, Matrix]:
    """Features of leaving out each unit of either side, ``(units, len(NULL_FEATURES))``."""
    return (
        _null_features(pairing.src, pairing.src_best, pairing.rates),
        _null_features(pairing.tgt, pairing.tgt_best, pairing.rates),
    )


def _null_features(cues: Cues, best: NDArray[np.float32], rates: Rates) -> Matrix:
    return np.stack(
        [
            np.ones_like(best),
            np.log(cues.letters + 3) - 4,
            cues.words,
            cues.capitals,
            cues.labelled.astype(np.float32),
            cues.numbered.astype(np.float32),
            cues.closed,
            best,
            np.full_like(best, rates.omitted),
        ],
        axis=1,
        dtype=np.float32,
    )


def joining(rates: Rates, weights: NDArray[np.float32], shapes: Sequence[Shape]) -> Scores:
    """What the rates of a document add to beads of some shapes, ``(len(shapes), 1, 1)``."""
    worth = rates.joined * weights[Feature.JOINED_RATE]
    return np.array([[[worth if k + ell > 2 else 0]] for k, ell in shapes], np.float32)


def scores(
    pairing: Pairing,
    weights: NDArray[np.float32],
    rows: range,
    cols: range,
    shapes: Sequence[Shape] = SHAPES,
    band: Band | None = None,
) -> Scores:
    """Scores of beads of some shapes that end in a block of cells; see :class:`Lattice`.

    Beads that begin or end outside the band, if there is one, are ``NEVER``.
    """
    from aligner.alignment import feature_kernels

    block = compared(pairing, rows, cols)
    low, high = (
        (band.low, band.high)
        if band
        else (np.zeros(rows.stop, np.int64), np.full(rows.stop, cols.stop, np.int64))
    )
    out = np.full((len(shapes), len(rows), len(cols)), NEVER, np.float32)
    feature_kernels.scores(
        np.array([SHAPES.index(shape) for shape in shapes]),
        (block.rows.start, rows.start), (block.cols.start, cols.start), low, high,
        block.like, block.src, block.tgt, pairing.ratio, pairing.rates.joined,
        weights[: len(BEAD_FEATURES)], out,
    )  # fmt: skip
    return out


def described(pairing: Pairing, rows: range, cols: range, beads: NDArray[np.int64]) -> Matrix:
    """Features of beads that end in a block.

    Args:
        pairing: The two sides.
        rows: End positions of source runs.
        cols: End positions of target runs.
        beads: Number in :data:`SHAPES` and both end positions of each, shape ``(e, 3)``.

    Returns:
        Shape ``(e, len(BEAD_FEATURES))``.
    """
    from aligner.alignment import feature_kernels

    block = compared(pairing, rows, cols)
    moved = beads - np.array([0, block.rows.start, block.cols.start])
    out = np.zeros((len(beads), len(BEAD_FEATURES)), np.float32)
    feature_kernels.features(
        moved, block.like, block.src, block.tgt, pairing.ratio, pairing.rates.joined, out
    )
    return out
