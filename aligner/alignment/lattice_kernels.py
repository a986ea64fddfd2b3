"""The loops of the search over cells, compiled by numba when they are first used.

Cells of a band are numbered row by row: the cell ``(i, j)`` is ``starts[i] + j - low[i]``. Steps
are the rows of ``steps``, shape ``(s, 2)``; the last two are an omission of the source and one of
the target. Scores of a block have the shape ``(s - 2, rows, columns)``.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from aligner.compiling import compiled

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

FAINT = 40.0
"""Natural log under the largest term of a sum at which a term is left out."""
NOWHERE = -1e8
"""What weighs less is no path."""


@compiled()
def _added(a: float, b: float) -> float:
    """``log(exp(a) + exp(b))``."""
    high, low = (a, b) if a > b else (b, a)
    if low < high - FAINT:
        return high
    return high + math.log1p(math.exp(low - high))


@compiled()
def forward(
    steps: Integers,
    low: Integers,
    high: Integers,
    starts: Integers,
    rows: tuple[int, int],
    first_col: int,
    scores: NDArray[np.float32],
    src_null: NDArray[np.float32],
    tgt_null: NDArray[np.float32],
    best: Floats,
    total: Floats,
    back: NDArray[np.uint8],
) -> None:
    """Fill ``best``, ``total`` and ``back`` for a block of rows, those before being filled.

    ``best`` is the weight of the heaviest path to a cell and ``back`` its last step (Viterbi);
    ``total`` is the log of the summed weight of all paths.
    """
    shapes = len(steps) - 2
    gains = np.empty(shapes + 1)
    for row in range(rows[0], rows[1]):
        for col in range(low[row], high[row]):
            cell = starts[row] + col - low[row]
            top, step, most = -np.inf, 0, -np.inf
            for s in range(shapes + 1):
                gains[s] = -np.inf
                i, j = row - steps[s, 0], col - steps[s, 1]
                if i < 0 or j < low[i] or j >= high[i]:
                    continue
                score = src_null[row - 1]
                if s < shapes:
                    score = scores[s, row - rows[0], col - first_col]
                if score < NOWHERE:
                    continue
                before = starts[i] + j - low[i]
                if best[before] + score > top:
                    top, step = best[before] + score, s
                gains[s] = total[before] + score
                most = max(most, gains[s])
            summed = 0.0
            for s in range(shapes + 1):
                if gains[s] > most - FAINT:
                    summed += math.exp(gains[s] - most)
            whole = most + math.log(summed) if summed > 0 else -np.inf
            if col > low[row]:
                if best[cell - 1] + tgt_null[col - 1] > top:
                    top, step = best[cell - 1] + tgt_null[col - 1], shapes + 1
                whole = _added(whole, total[cell - 1] + tgt_null[col - 1])
            best[cell], total[cell], back[cell] = top, whole, step


@compiled()
def backward(
    steps: Integers,
    low: Integers,
    high: Integers,
    starts: Integers,
    rows: tuple[int, int],
    first_col: int,
    scores: NDArray[np.float32],
    src_null: NDArray[np.float32],
    tgt_null: NDArray[np.float32],
    total: Floats,
    behind: Floats,
    chances: NDArray[np.float32],
) -> None:
    """Push ``behind`` back through a block of rows, the rows after it having been pushed.

    ``behind`` is the log of the summed weight of all paths from a cell to the end. ``chances``,
    shape ``(s, rows, columns)`` and zero before, gets the probability of each step that ends in a
    cell of the block.
    """
    shapes = len(steps) - 2
    grand = total[-1]
    for row in range(rows[1] - 1, rows[0] - 1, -1):
        for col in range(high[row] - 1, low[row] - 1, -1):
            after = behind[starts[row] + col - low[row]]
            if after < NOWHERE:
                continue
            for s in range(shapes + 2):
                i, j = row - steps[s, 0], col - steps[s, 1]
                if i < 0 or j < low[i] or j >= high[i]:
                    continue
                if s < shapes:
                    gain = after + scores[s, row - rows[0], col - first_col]
                elif s == shapes:
                    gain = after + src_null[row - 1]
                else:
                    gain = after + tgt_null[col - 1]
                before = starts[i] + j - low[i]
                if gain < NOWHERE or total[before] + gain < grand - FAINT:
                    continue
                behind[before] = _added(behind[before], gain)
                chances[s, row - rows[0], col - first_col] = math.exp(total[before] + gain - grand)


@compiled()
def ridge(
    low: Integers,
    high: Integers,
    starts: Integers,
    rows: tuple[int, int],
    first_col: int,
    likeness: NDArray[np.float32],
    best: NDArray[np.float32],
    back: NDArray[np.uint8],
) -> None:
    """Heaviest common subsequence of like units: fill ``best`` and ``back`` for a block of rows.

    Steps are 0 for a source unit passed over, 1 for two units that meet, 2 for a target unit
    passed over. ``likeness`` has the shape ``(rows, columns)``.
    """
    for row in range(rows[0], rows[1]):
        for col in range(low[row], high[row]):
            cell = starts[row] + col - low[row]
            top, step = np.float32(-np.inf), 0
            before = starts[row - 1] - low[row - 1]
            if low[row - 1] <= col < high[row - 1]:
                top = best[before + col]
            if low[row - 1] <= col - 1 < high[row - 1]:
                met = best[before + col - 1] + likeness[row - rows[0], col - first_col]
                if met > top:
                    top, step = met, 1
            if col > low[row] and best[cell - 1] > top:
                top, step = best[cell - 1], 2
            best[cell], back[cell] = top, step


@compiled()
def heaviest_chain(before: Integers, after: Integers, scores: Floats, nodes: int) -> Integers:
    """The edges of the heaviest path, in order.

    Edges lead from node ``before`` to node ``after``, in the order of ``after``; paths lead from
    node 0 to the last, of which there is one at least.
    """
    best = np.full(nodes, -np.inf)
    last = np.full(nodes, -1, np.int64)
    best[0] = 0.0
    for e in range(len(scores)):
        weight = best[before[e]] + scores[e]
        if weight > best[after[e]]:
            best[after[e]], last[after[e]] = weight, e
    chain = []
    node = nodes - 1
    while node > 0:
        chain.append(last[node])
        node = before[last[node]]
    return np.array(chain[::-1], dtype=np.int64)


@compiled()
def edge_weights(before: Integers, after: Integers, scores: Floats, nodes: int) -> Floats:
    """Log of the summed weight of all paths to each node, shape ``(nodes,)``."""
    total = np.full(nodes, -np.inf)
    total[0] = 0.0
    for e in range(len(scores)):
        if total[before[e]] > -np.inf:
            total[after[e]] = _added(total[after[e]], total[before[e]] + scores[e])
    return total


@compiled()
def edge_chances(before: Integers, after: Integers, scores: Floats, total: Floats) -> Floats:
    """Probability of each edge, from the log weights of all paths to each node."""
    behind = np.full(len(total), -np.inf)
    behind[-1] = 0.0
    chances = np.zeros(len(scores))
    for e in range(len(scores) - 1, -1, -1):
        gain = behind[after[e]] + scores[e]
        if gain > -np.inf:
            behind[before[e]] = _added(behind[before[e]], gain)
            chances[e] = math.exp(min(total[before[e]] + gain - total[-1], 0.0))
    return chances
