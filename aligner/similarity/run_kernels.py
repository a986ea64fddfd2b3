"""The loops over runs of units, compiled by numba when they are first used."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from aligner.compiling import compiled

Floats = NDArray[np.float32]


@compiled()
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


@compiled()
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


@compiled()
def _segmented(found: Floats) -> NDArray[np.int64]:
    """Where each unit's part of a text begins, when the parts follow one another as units do.

    Args:
        found: What each word of the text is worth as a part of each unit, ``(words, units)``.

    Returns:
        Shape ``(units + 1,)``, from 0 to ``words``; the parts are worth most together.
    """
    words, units = found.shape
    back = np.zeros((units, words + 1), np.int64)
    before = np.full(words + 1, -np.inf, np.float32)
    before[0] = 0
    for unit in range(units):
        after = np.empty(words + 1, np.float32)
        total, top, at = np.float32(0), before[0], 0
        for end in range(words + 1):
            if end:
                total += found[end - 1, unit]
            if before[end] - total > top:
                top, at = before[end] - total, end
            after[end], back[unit, end] = total + top, at
        before = after
    begins = np.full(units + 1, words)
    for unit in range(units - 1, -1, -1):
        begins[unit] = back[unit, begins[unit + 1]]
    return begins


@compiled()
def in_order(
    met: Floats,
    text: tuple[NDArray[np.int64], NDArray[np.int64], Floats],
    parts: tuple[NDArray[np.int64], NDArray[np.int64], Floats],
    runs: NDArray[np.int64],
    out: Floats,
) -> None:
    """How well texts fall into parts that say, one after the other, what some units say.

    Args:
        met: How near the distinct words of both sides are, from 0 to 1, shape ``(w, v)``.
        text: Of the side of the texts, the distinct word of each word, unit after unit; where the
            words of each unit begin, and end; and what each distinct word weighs.
        parts: The same of the other side.
        runs: Of each text its unit, and of the units it is held against the first and the one
            behind the last, shape ``(e, 3)``.
        out: Where the answers go, shape ``(e, 3)``: what of the text is found in any unit but not
            in that of its part, as a share; the log of what the part of a unit weighs against the
            unit, for the unit that gets least; and of the units the share of the one of which least
            is found in its part.
    """
    words, starts, weights = text
    others, bounds, other_weights = parts
    for e in range(len(runs)):
        unit, first, last = runs[e]
        own = words[starts[unit] : starts[unit + 1]]
        found = np.zeros((len(own), last - first), np.float32)
        for k in range(last - first):
            for word in range(len(own)):
                best = np.float32(0)
                for other in others[bounds[first + k] : bounds[first + k + 1]]:
                    best = max(best, met[own[word], other])
                found[word, k] = best * weights[own[word]]
        begins = _segmented(found)
        total, anywhere, here, least, share = 0.0, 0.0, 0.0, np.inf, 1.0
        for k in range(last - first):
            held, said, kept = 0.0, 0.0, 0.0
            for word in range(begins[k], begins[k + 1]):
                here += found[word, k]
                anywhere += found[word].max()
                held += weights[own[word]]
            for other in others[bounds[first + k] : bounds[first + k + 1]]:
                said += other_weights[other]
                best = np.float32(0)
                for word in range(begins[k], begins[k + 1]):
                    best = max(best, met[own[word], other])
                kept += other_weights[other] * best
            total += held
            least = min(least, math.log((held + 1) / (said + 1)))
            share = min(share, kept / max(said, 1e-6))
        out[e] = (anywhere - here) / max(total, 1e-6), least, share
