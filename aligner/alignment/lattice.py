"""The search: every path of beads through two documents, inside a band, row by row.

A path is a chain of beads from position ``(0, 0)`` to ``(n, m)``. Its weight is the sum of the
scores of its beads, and its probability is in proportion to the exponential of that: a semi-Markov
conditional random field (Sarawagi and Cohen 2004) over bead shapes. :func:`solve` finds the
heaviest path (Viterbi) and, by summing over all paths (forward-backward), gives each of its beads
the probability that it lies on the true one.

Cost: ``n * width`` cells for each of the shapes; linear where the band is. The loops over cells are
compiled (:mod:`aligner.alignment.lattice_kernels`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.similarity.runs import Shape

Scores = NDArray[np.float32]
Cell = tuple[int, int, int, int]
"""A bead as the end position and length of its runs: ``(i, j, k, l)``."""

SHAPES: tuple[Shape, ...] = (
    (1, 1),
    *((1, n) for n in range(2, 7)),
    *((n, 1) for n in range(2, 7)),
    (2, 2),
    (2, 3),
    (3, 2),
    (3, 3),
)
WIDTH = 6
"""Longest run in a bead."""
WIDE = 1 << 12
"""Cells of a block whose columns tell what is usual for its rows."""
NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Band:
    """The cells that a search looks at.

    Attributes:
        low: First column of each row ``0 .. n``, from 0 and never falling, shape ``(n + 1,)``.
        high: One past the last column of each row, never falling, ``m + 1`` in the last row.
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    @property
    def starts(self) -> NDArray[np.int64]:
        """Number of the first cell of each row, and last that of all cells, shape ``(n + 2,)``."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)])

    def blocks(self, cells: int = 1 << 9) -> Iterator[tuple[range, range]]:
        """Rows ``1 .. n`` in blocks of bounded area, with the columns that each touches."""
        n = len(self.low) - 1
        first = 1
        while first <= n:
            last = first + 1
            while last <= n and (last + 1 - first) * (self.high[last] - self.low[first]) <= cells:
                last += 1
            yield range(first, last), range(int(self.low[first]), int(self.high[last - 1]))
            first = last


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scores of all beads inside a band.

    Attributes:
        band: The cells.
        beads: ``beads(rows, cols)`` gives the scores of beads that end in a block of cells, shape
            ``(len(SHAPES), len(rows), len(cols))``; ``NEVER`` or less where a bead would begin
            outside the documents.
        src_null: Score of leaving out each source unit, shape ``(n,)``.
        tgt_null: Score of leaving out each target unit, shape ``(m,)``.
    """

    band: Band
    beads: Callable[[range, range], Scores]
    src_null: Scores
    tgt_null: Scores

    @property
    def size(self) -> tuple[int, int]:
        """Number of units of the source and of the target."""
        return len(self.src_null), len(self.tgt_null)


STEPS: tuple[Shape, ...] = (*SHAPES, (1, 0), (0, 1))
_STEPS = np.array(STEPS)


@dataclass(frozen=True, slots=True)
class Solution:
    """What a search found.

    Attributes:
        path: The heaviest path, in order; an omission has ``k`` or ``l`` 0.
        probability: Of each cell of the path, that the true path holds the bead, wherever an
            omission stands among its neighbours; shape ``(len(path),)``.
        log_total: Log of the summed weight of all paths.
    """

    path: tuple[Cell, ...]
    probability: NDArray[np.float64]
    log_total: float


Visitor = Callable[[range, range, NDArray[np.float32]], None]
"""Gets a block's rows and columns and the probabilities of all beads that end in its cells, shape
``(len(STEPS), len(rows), len(cols))``."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """What is known of each cell from the beginning: the last best step, and all paths' weight."""

    back: NDArray[np.uint8]
    total: NDArray[np.float64]


def heaviest(lattice: Lattice) -> tuple[Cell, ...]:
    """The heaviest path alone, for half of the price."""
    return _trace(_forward(lattice).back, lattice)


def solve(lattice: Lattice, visit: Visitor | None = None) -> Solution:
    """Find the heaviest path and the probability of each of its beads.

    Args:
        lattice: The scores.
        visit: Called for each block of rows, the last first, with the probability of every bead.
    """
    reached = _forward(lattice)
    path = _trace(reached.back, lattice)
    return _backward(lattice, reached.total, path, visit)


def _forward(lattice: Lattice) -> _Reached:
    from aligner.alignment import lattice_kernels

    band, starts = lattice.band, lattice.band.starts
    best, total = np.empty(starts[-1]), np.empty(starts[-1])
    back = np.empty(starts[-1], np.uint8)
    first = slice(0, band.high[0])
    best[first] = total[first] = np.cumsum(np.concatenate([[0], lattice.tgt_null]))[first]
    back[first] = STEPS.index((0, 1))
    for rows, cols in band.blocks():
        lattice_kernels.forward(
            _STEPS, band.low, band.high, starts, (rows.start, rows.stop), cols.start,
            lattice.beads(rows, cols), lattice.src_null, lattice.tgt_null, best, total, back,
        )  # fmt: skip
    return _Reached(back, total)


def _backward(
    lattice: Lattice, total: NDArray[np.float64], path: tuple[Cell, ...], visit: Visitor | None
) -> Solution:
    """Sum over all paths from each cell to the end, and read off the probabilities on the way."""
    from aligner.alignment import lattice_kernels

    band, starts = lattice.band, lattice.band.starts
    behind = np.full(starts[-1], -np.inf)
    behind[-1] = 0
    on_row: dict[int, list[int]] = {}
    for index, cell in enumerate(path):
        on_row.setdefault(cell[0], []).append(index)
    probability = np.zeros(len(path))
    tgt_omitted = np.zeros(lattice.size[1] + 1)
    first = range(1), range(int(band.high[0]))
    for rows, cols in reversed([first, *band.blocks()]):
        none = np.full((len(SHAPES), 1, len(cols)), NEVER)
        scores = lattice.beads(rows, cols) if rows.start else none
        chances = np.zeros((len(STEPS), len(rows), len(cols)), np.float32)
        lattice_kernels.backward(
            _STEPS, band.low, band.high, starts, (rows.start, rows.stop), cols.start,
            scores, lattice.src_null, lattice.tgt_null, total, behind, chances,
        )  # fmt: skip
        for index in (index for row in rows for index in on_row.get(row, ())):
            i, j, k, ell = path[index]
            chance = chances[STEPS.index((k, ell)), i - rows.start]
            probability[index] = chance[j - cols.start] if ell else chance.sum()
        tgt_omitted[cols.start : cols.stop] += chances[-1].sum(0)
        if visit:
            visit(rows, cols, chances)
    for index, (_, j, k, _) in enumerate(path):
        if not k:
            probability[index] = tgt_omitted[j]
    return Solution(path, probability, float(total[-1]))


def _trace(back: NDArray[np.uint8], lattice: Lattice) -> tuple[Cell, ...]:
    i, j = lattice.size
    low, starts = lattice.band.low, lattice.band.starts
    path: list[Cell] = []
    while i or j:
        k, ell = STEPS[back[starts[i] + j - low[i]]]
        path.append((i, j, k, ell))
        i, j = i - k, j - ell
    return tuple(reversed(path))
