"""Where to look: a band of cells around the likeliest path, found from coarse to fine.

The units of both sides are summed two by two until at most :data:`COARSEST` are left; there the
whole table is read, and the heaviest common subsequence of like units gives a path. Each halving is
then undone, and the path is found again inside a band around the one before (the scheme of
vecalign, Thompson and Koehn 2019). Cost: linear in the length of the documents.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice import WIDE, Band
from aligner.similarity.comparison import normalised
from aligner.similarity.runs import Matrix

COARSEST = 300
"""Units of the longer side that are still read in full."""
MARGIN = 40
"""Columns on either side of a path, where few of the units around it meet."""
CLOSE = 6
"""Columns on either side where most of them do."""
AROUND = 10
"""Pairs of units before and behind that tell how many do."""
UNLIKE = 160
"""Further columns on either side where nothing on one side is like the other."""

Path = list[tuple[int, int]]


def whole(n: int, m: int) -> Band:
    """The band that leaves nothing out."""
    return Band(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1, np.int64))


def likely(src: Matrix, tgt: Matrix) -> Band:
    """A band around the likeliest path.

    Args:
        src: One row a unit, such that the sum of rows stands for a joined text; shape ``(n, d)``.
        tgt: The same for the target, shape ``(m, d)``.
    """
    n, m = len(src), len(tgt)
    if max(n, m) <= COARSEST:
        return whole(n, m)
    src, tgt = _halved(src), _halved(tgt)
    path = _ridge(normalised(src), normalised(tgt), likely(src, tgt))
    return around(path, n, m)


def around(path: Path, n: int, m: int) -> Band:
    """The cells near a path of pairs of units that meet, jumps of the path included.

    Args:
        path: Positions where pairs of source units meet pairs of target units, each half of the
            position of its first unit.
        n: Units of the source.
        m: Units of the target.
    """
    low = np.full(n + 1, m, np.int64)
    high = np.zeros(n + 1, np.int64)
    points = [(0, 0), *((2 * i, 2 * j) for i, j in path), (n, m)]
    for ((i, j), (i2, j2)), margin in zip(pairwise(points), [MARGIN, *_margins(path)], strict=True):
        rows = slice(max(i - margin // 2, 0), min(i2 + margin // 2, n) + 1)
        if i2 - i <= MARGIN or j2 - j <= MARGIN:
            low[rows] = np.minimum(low[rows], j - margin)
            high[rows] = np.maximum(high[rows], j2 + margin + 1)
        else:
            _diagonal(low, high, (i, j), (i2, j2))
    low = np.minimum.accumulate(low.clip(0, m)[::-1])[::-1]
    high = np.maximum.accumulate(high.clip(1, m + 1))
    low[0], high[n] = 0, m + 1
    return Band(low, high)


def _margins(path: Path) -> list[int]:
    """How far to look beside each point of a path: less far where most units around it meet."""
    rows = np.array([i for i, _ in path], np.int64)
    near = np.searchsorted(rows, rows + AROUND, "right") - np.searchsorted(rows, rows - AROUND)
    return [int(margin) for margin in np.where(near > AROUND, CLOSE, MARGIN)]


def _diagonal(
    low: NDArray[np.int64], high: NDArray[np.int64], start: tuple[int, int], end: tuple[int, int]
) -> None:
    """Widen the band to the whole rectangle of a stretch in which neither side is like the other.

    Where both sides are long the rectangle gives way to a strip on its diagonal.
    """
    (i, j), (i2, j2) = start, end
    rows = np.arange(i, i2 + 1)
    centre = j + (rows - i) * (j2 - j) // (i2 - i)
    reach = min(j2 - j, UNLIKE) + MARGIN
    low[i : i2 + 1] = np.minimum(low[i : i2 + 1], np.maximum(centre - reach, j - MARGIN))
    high[i : i2 + 1] = np.maximum(high[i : i2 + 1], np.minimum(centre + reach, j2 + MARGIN) + 1)


def _halved(bag: Matrix) -> Matrix:
    padded = np.concatenate([bag, np.zeros((len(bag) % 2, bag.shape[1]), np.float32)])
    return np.asarray(padded[0::2] + padded[1::2], np.float32)


def _ridge(src: Matrix, tgt: Matrix, band: Band) -> Path:
    """Heaviest common subsequence of like units inside a band, as the cells where units meet."""
    from aligner.alignment import lattice_kernels

    low, high, starts = band.low, band.high, band.starts
    best, back = np.zeros(starts[-1], np.float32), np.full(starts[-1], 2, np.uint8)
    for rows, cols in band.blocks(WIDE):
        likeness = _contrast(src[rows.start - 1 : rows.stop - 1], tgt, cols)
        lattice_kernels.ridge(
            low, high, starts, (rows.start, rows.stop), cols.start, likeness, best, back
        )  # fmt: skip
    path: Path = []
    i, j = len(src), len(tgt)
    while i > 0:
        step = back[starts[i] + j - low[i]]
        if step == 1:
            path.append((i - 1, j - 1))
        i, j = i - (step != 2), j - (step != 0)
    return path[::-1]


def _contrast(src: Matrix, tgt: Matrix, cols: range) -> Matrix:
    """Likeness of units above what is usual in their row, never below 0."""
    first = max(cols.start - 1, 0)
    cosine = src @ tgt[first : cols.stop - 1].T
    usual = cosine.mean(1, keepdims=True) + cosine.std(1, keepdims=True)
    above = np.maximum(cosine - usual, 0)
    lead = cols.stop - cols.start - above.shape[1]
    return np.asarray(np.pad(above, ((0, 0), (lead, 0))), np.float32)
