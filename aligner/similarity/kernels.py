"""The loops over runs of units, compiled by numba when they are first used."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@njit(cache=True)
def run_cosines(
    shapes: NDArray[np.int64], dots: Floats, src_scale: Floats, tgt_scale: Floats, out: Floats
) -> None:
    """Cosines of runs from the products of their units.

    Args:
        shapes: Lengths of the source and the target runs, shape ``(s, 2)``.
        dots: Products of units, shape ``(top + rows, left + cols)``: those of the units that end
            the runs, behind those of the units before them.
        src_scale: Inverse norms of source runs by length and end, shape ``(width, rows)``.
        tgt_scale: The same of the target, shape ``(width, cols)``.
        out: Where the cosines go, shape ``(s, rows, cols)``.
    """
    rows, cols = out.shape[1], out.shape[2]
    top, left = dots.shape[0] - rows, dots.shape[1] - cols
    for s in range(len(shapes)):
        k, ell = shapes[s]
        for row in range(rows):
            total = np.zeros(cols, np.float32)
            for unit in range(max(row + top - k + 1, 0), row + top + 1):
                for back in range(ell):
                    first = max(back - left, 0)
                    for col in range(first, cols):
                        total[col] += dots[unit, col + left - back]
            for col in range(cols):
                out[s, row, col] = total[col] * src_scale[k - 1, row] * tgt_scale[ell - 1, col]


@njit(cache=True)
def nearest(met: Floats, words: NDArray[np.int64], lengths: NDArray[np.int64], out: Floats) -> None:
    """How near the nearest word of each unit is to each of some other words.

    Args:
        met: How near distinct words are to those others, shape ``(words, others)``.
        words: The distinct word of each word, unit after unit.
        lengths: Words of each unit, shape ``(n,)``.
        out: Where it goes, shape ``(n, others)`` and zero before; nothing is less.
    """
    first = 0
    for unit in range(len(lengths)):
        for word in words[first : first + lengths[unit]]:
            for other in range(met.shape[1]):
                out[unit, other] = max(out[unit, other], met[word, other])
        first += lengths[unit]
