"""The search: every path of beads through two documents, inside a band, row by row.

A path is a chain of beads from position ``(0, 0)`` to ``(n, m)``. Its weight is the sum of the
scores of its beads, and its probability is in proportion to the exponential of that: a semi-Markov
conditional random field (Sarawagi and Cohen 2004) over bead shapes. :func:`solve` finds the
heaviest path (Viterbi) and, by summing over all paths (forward-backward), gives each of its beads
the probability that it lies on the true one.

Cost: ``n * width`` cells for each of the shapes; linear where the band is. Rows are vectorised;
runs of omissions within a row are a running maximum or sum over prefix sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Row = NDArray[np.float64]
Shape = tuple[int, int]
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

    def blocks(self, cells: int = 1 << 14) -> Iterator[tuple[range, range]]:
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


_NULL_SRC, _NULL_TGT = len(SHAPES), len(SHAPES) + 1
STEPS: tuple[Shape, ...] = (*SHAPES, (1, 0), (0, 1))
_REACH = max(k for k, _ in STEPS)


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


Visitor = Callable[[range, range, NDArray[np.float64]], None]
"""Gets a block's rows and columns and the probabilities of all beads that end in its cells, shape
``(len(STEPS), len(rows), len(cols))``."""


def heaviest(lattice: Lattice) -> tuple[Cell, ...]:
    """The heaviest path alone, for half of the price."""
    return _trace(_forward(lattice, _prefix(lattice))[0], lattice)


def solve(lattice: Lattice, visit: Visitor | None = None) -> Solution:
    """Find the heaviest path and the probability of each of its beads.

    Args:
        lattice: The scores.
        visit: Called for each block of rows, the last first, with the probability of every bead.
    """
    prefix = _prefix(lattice)
    back, ahead = _forward(lattice, prefix)
    path = _trace(back, lattice)
    return _backward(lattice, prefix, ahead, path, visit)


def _forward(lattice: Lattice, prefix: Row) -> tuple[list[NDArray[np.uint8]], list[Row]]:
    """Best last steps (Viterbi) and log weights of all paths from the beginning, cell by cell."""
    low, high = lattice.band.low, lattice.band.high
    back = [np.full(high[0], _NULL_TGT, np.uint8)]
    best: list[Row] = [prefix[: high[0]]]
    total: list[Row] = [prefix[: high[0]]]
    for rows, cols in lattice.band.blocks():
        scores = lattice.beads(rows, cols)
        for row in rows:
            here = prefix[low[row] : high[row]]
            stacks = np.full((2, len(STEPS) - 1, len(here)), NEVER, np.float64)
            for step, (k, ell) in enumerate(STEPS[:-1]):
                if row >= k:
                    shift = int(low[row] - low[row - k]) - ell
                    shifted(best[row - k], shift, stacks[0, step])
                    shifted(total[row - k], shift, stacks[1, step])
            own = slice(low[row] - cols.start, high[row] - cols.start)
            stacks[:, :-1] += scores[:, row - rows.start, own]
            stacks[:, -1] += lattice.src_null[row - 1]
            choice = stacks[0].argmax(0)
            level = np.take_along_axis(stacks[0], choice[None], 0)[0] - here
            reached = np.maximum.accumulate(level)
            back.append(np.where(reached > level, _NULL_TGT, choice).astype(np.uint8))
            best.append(reached + here)
            total.append(np.logaddexp.accumulate(_logsumexp(stacks[1]) - here) + here)
            if row > _REACH:
                best[row - _REACH - 1] = best[row][:0]
    return back, total


def _backward(
    lattice: Lattice,
    prefix: Row,
    ahead: list[Row],
    path: tuple[Cell, ...],
    visit: Visitor | None,
) -> Solution:
    """Sum over all paths from each cell to the end, and read off the probabilities on the way."""
    n, m = lattice.size
    low, high = lattice.band.low, lattice.band.high
    grand = float(ahead[n][m - low[n]])
    last = np.full(high[n] - low[n], NEVER, np.float64)
    last[m - low[n]] = 0
    waiting: dict[int, list[Row]] = {n: [last]}
    on_row: dict[int, list[int]] = {}
    for index, cell in enumerate(path):
        on_row.setdefault(cell[0], []).append(index)
    probability = np.zeros(len(path))
    tgt_omitted = np.zeros(m + 1)
    blocks = [(range(1), range(int(high[0]))), *lattice.band.blocks()]
    for rows, cols in reversed(blocks):
        chances = _chances(lattice, prefix, ahead, waiting, rows, cols)
        chances = np.exp(np.minimum(chances - grand, 0))
        for index in (index for row in rows for index in on_row.get(row, ())):
            i, j, k, ell = path[index]
            chance = chances[STEPS.index((k, ell)), i - rows.start]
            probability[index] = chance[j - cols.start] if ell else chance.sum()
        tgt_omitted[cols.start : cols.stop] += chances[_NULL_TGT].sum(0)
        if visit:
            visit(rows, cols, chances)
    for index, (_, j, k, _) in enumerate(path):
        if not k:
            probability[index] = tgt_omitted[j]
    return Solution(path, probability, grand)


def _chances(
    lattice: Lattice,
    prefix: Row,
    ahead: list[Row],
    waiting: dict[int, list[Row]],
    rows: range,
    cols: range,
) -> NDArray[np.float64]:
    """Log weight of all paths through each bead that ends in a block of cells.

    Args:
        lattice: The scores.
        prefix: Summed scores of leaving out the first target units, see :func:`_prefix`.
        ahead: Log weights from the beginning to each cell.
        waiting: Log weights from each cell to the end, by row and by the step that comes next;
            rows of the block are taken out, and what they add to rows before is put in.
        rows: Rows of the block, worked through from the last.
        cols: Columns of the block.
    """
    low, high = lattice.band.low, lattice.band.high
    scores = lattice.beads(rows, cols) if rows.start else np.zeros((0, 1, len(cols)), np.float32)
    chances = np.full((len(STEPS), len(rows), len(cols)), NEVER, np.float64)
    for row in reversed(rows):
        here = prefix[low[row] : high[row]]
        base = _logsumexp(np.array(waiting.pop(row, [np.full(len(here), float(NEVER))])))
        behind = np.logaddexp.accumulate((base + here)[::-1])[::-1] - here
        own = slice(low[row] - cols.start, high[row] - cols.start)
        gains = [behind + score for score in scores[:, row - rows.start, own]]
        gains += [
            behind + lattice.src_null[row - 1 : row].sum(),
            behind + np.diff(here, prepend=np.inf),
        ]
        for step, (k, ell) in enumerate(STEPS):
            if row < k:
                continue
            gain = gains[step - len(STEPS)]
            shift = int(low[row] - low[row - k]) - ell
            chance = chances[step, row - rows.start, own]
            shifted(ahead[row - k], shift, chance)
            chance += gain
            if step != _NULL_TGT:
                pushed = np.full(high[row - k] - low[row - k], NEVER, np.float64)
                shifted(gain, -shift, pushed)
                waiting.setdefault(row - k, []).append(pushed)
    return chances


def _trace(back: list[NDArray[np.uint8]], lattice: Lattice) -> tuple[Cell, ...]:
    i, j = lattice.size
    path: list[Cell] = []
    while i or j:
        k, ell = STEPS[back[i][j - lattice.band.low[i]]]
        path.append((i, j, k, ell))
        i, j = i - k, j - ell
    return tuple(reversed(path))


def _prefix(lattice: Lattice) -> Row:
    """Summed scores of leaving out the first ``j`` target units, ``j`` from 0."""
    return np.concatenate([[0.0], np.cumsum(lattice.tgt_null, dtype=np.float64)])


def shifted(source: Row, shift: int, into: Row) -> None:
    """Write ``into[x] = source[x + shift]`` wherever both exist."""
    first = max(0, -shift)
    last = min(len(into), len(source) - shift)
    if first < last:
        into[first:last] = source[first + shift : last + shift]


def _logsumexp(stack: NDArray[np.float64]) -> Row:
    top = stack.max(0)
    return np.asarray(top + np.log(np.exp(stack - top).sum(0)))
