"""Features of beads, one bead at a time, compiled by numba when they are first used.

A bead is named by the number of its shape in ``SHAPES`` and by the positions at which its runs end,
counted from the first row and column of ``like``, the block that was compared. ``like`` has the
shape ``(Likeness, len(SHAPES), rows, cols)``, ``src`` and ``tgt``, what is known of each run by
itself, ``(Cue, WIDTH, rows)`` and ``(Cue, WIDTH, cols)``: see :mod:`aligner.alignment.features`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.feature_names import PARTS, SHAPE_FEATURES, Cue, Feature, Likeness
from aligner.alignment.lattice import SHAPES
from aligner.compiling import compiled

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

_SHAPES = np.array(SHAPES)
_PLAIN = Likeness.LABELS + 1
"""Planes of a block where words cannot be compared."""


@compiled()
def _csls(s: int, row: int, col: int, like: Floats, src: Floats, tgt: Floats) -> float:
    """Cosine of a bead against what is usual for either run (Conneau et al. 2018)."""
    usual = src[Cue.NEAR, _SHAPES[s, 0] - 1, row] + tgt[Cue.NEAR, _SHAPES[s, 1] - 1, col]
    return float(2 * like[Likeness.COSINE, s, row, col] - usual)


@compiled()
def _gains(s: int, row: int, col: int, like: Floats, src: Floats, tgt: Floats, out: Floats) -> None:
    """What a bead is better by than without its first or last unit, on the longer sides."""
    whole = out[Feature.CSLS]
    total, least, count = 0.0, np.inf, 0
    shorter, narrower = PARTS[s, 0], PARTS[s, 1]
    if shorter >= 0:
        first = whole - _csls(shorter, row, col, like, src, tgt)
        last = whole - _csls(shorter, max(row - 1, 0), col, like, src, tgt)
        total, least, count = first + last, min(first, last), 2
    if narrower >= 0:
        first = whole - _csls(narrower, row, col, like, src, tgt)
        last = whole - _csls(narrower, row, max(col - 1, 0), like, src, tgt)
        total, least, count = total + first + last, min(least, first, last), count + 2
    out[Feature.GAIN] = total / count
    out[Feature.GAIN_LEAST] = least


@compiled()
def _coverage(s: int, row: int, col: int, like: Floats, out: Floats) -> None:
    """How much of the words of either run is found."""
    src, tgt = like[Likeness.SRC_COVERED, s, row, col], like[Likeness.TGT_COVERED, s, row, col]
    out[Feature.COVERED] = (src + tgt) / 2
    out[Feature.COVERED_LEAST] = min(src, tgt)
    out[Feature.UNCOVERED] = like[Likeness.UNCOVERED, s, row, col]


@compiled()
def _coverage_gains(s: int, row: int, col: int, like: Floats, out: Floats) -> None:
    """What of either run each unit of the other adds to that."""
    out[Feature.UNIT_COVERED_LEAST] = like[Likeness.LEAST_COVERED, s, row, col]
    total, least, count = 0.0, np.inf, 0
    shorter, narrower = PARTS[s, 0], PARTS[s, 1]
    if narrower >= 0:
        whole = like[Likeness.SRC_COVERED, s, row, col]
        first = whole - like[Likeness.SRC_COVERED, narrower, row, col]
        last = whole - like[Likeness.SRC_COVERED, narrower, row, max(col - 1, 0)]
        total, least, count = first + last, min(first, last), 2
    if shorter >= 0:
        whole = like[Likeness.TGT_COVERED, s, row, col]
        first = whole - like[Likeness.TGT_COVERED, shorter, row, col]
        last = whole - like[Likeness.TGT_COVERED, shorter, max(row - 1, 0), col]
        total, least, count = total + first + last, min(least, first, last), count + 2
    out[Feature.COVERED_GAIN] = total / count
    out[Feature.COVERED_GAIN_LEAST] = least


@compiled()
def _agreement(first: int, cosine: float, src: float, tgt: float, out: Floats) -> None:
    """How far a cue agrees where both runs have it, and where only one has: three features."""
    out[first] = cosine
    out[first + 1] = src * tgt - cosine
    out[first + 2] = abs(src - tgt)


@compiled()
def _apart(src: float, tgt: float) -> float:
    """How far two counts are apart, the more the smaller they are."""
    return float(abs(math.sqrt(src) - math.sqrt(tgt)))


@compiled()
def _describe(
    s: int,
    row: int,
    col: int,
    like: Floats,
    src: Floats,
    tgt: Floats,
    ratio: float,
    joined: float,
    out: Floats,
) -> None:
    """Fill ``out``, shape ``(len(BEAD_FEATURES),)`` and zero before, for one bead."""
    a, b = _SHAPES[s, 0] - 1, _SHAPES[s, 1] - 1
    shorter = min(src[Cue.LETTERS, a, row], tgt[Cue.LETTERS, b, col])
    near = _csls(s, row, col, like, src, tgt)
    out[Feature.CSLS] = near
    out[Feature.CSLS_SHORT] = near / math.sqrt(1 + shorter)
    out[Feature.COSINE] = like[Likeness.COSINE, s, row, col]
    short_src, short_tgt = src[Cue.BEST, a, row] - near, tgt[Cue.BEST, b, col] - near
    out[Feature.SHORT_OF_BEST] = max(short_src + short_tgt, 0) / 2
    out[Feature.SHORT_OF_BEST_MOST] = max(short_src, short_tgt, 0)
    _agreement(
        Feature.NUMBERS_AGREE, like[Likeness.NUMBERS, s, row, col],
        src[Cue.NUMBERS, a, row], tgt[Cue.NUMBERS, b, col], out,
    )  # fmt: skip
    _agreement(
        Feature.LABELS_AGREE, like[Likeness.LABELS, s, row, col],
        src[Cue.LABELS, a, row], tgt[Cue.LABELS, b, col], out,
    )  # fmt: skip
    off = abs(tgt[Cue.LOG_LETTERS, b, col] - src[Cue.LOG_LETTERS, a, row] - ratio)
    off *= min(max(math.sqrt(shorter / 50), 0.3), 1.5)
    out[Feature.LENGTH] = min(off, 3)
    out[Feature.LENGTH_SQUARED] = min(off, 2) ** 2
    out[Feature.CAPITALS] = abs(src[Cue.CAPITALS, a, row] - tgt[Cue.CAPITALS, b, col])
    out[Feature.STOPS_DIFFER] = abs(src[Cue.CLOSED, a, row] - tgt[Cue.CLOSED, b, col])
    out[Feature.OPEN_DIFFER] = _apart(src[Cue.OPEN_PLACES, a, row], tgt[Cue.OPEN_PLACES, b, col])
    out[Feature.CLOSED_DIFFER] = _apart(
        src[Cue.CLOSED_PLACES, a, row], tgt[Cue.CLOSED_PLACES, b, col]
    )
    out[SHAPE_FEATURES[s]] = 1
    covered = len(like) > _PLAIN
    if covered:
        _coverage(s, row, col, like, out)
    if a + b > 0:
        _gains(s, row, col, like, src, tgt, out)
        closed = src[Cue.CLOSED_JOINTS, a, row] + tgt[Cue.CLOSED_JOINTS, b, col]
        out[Feature.CLOSED_JOINT] = closed
        out[Feature.OPEN_JOINT] = a + b - closed
        out[Feature.JOINED_RATE] = joined
        if covered:
            _coverage_gains(s, row, col, like, out)


@compiled()
def features(
    beads: Integers,
    like: Floats,
    src: Floats,
    tgt: Floats,
    ratio: float,
    joined: float,
    out: Floats,
) -> None:
    """Features of some beads, ``(e, 3)``, into ``out``, ``(e, len(BEAD_FEATURES))``, all zero."""
    for e in range(len(beads)):
        _describe(
            beads[e, 0], beads[e, 1], beads[e, 2], like, src, tgt, ratio, joined, out[e]
        )  # fmt: skip


@compiled(fastmath=True)
def _dot(weights: Floats, found: Floats) -> float:
    total = np.float32(0)
    for f in range(len(weights)):
        total += weights[f] * found[f]
    return float(total)


@compiled()
def scores(
    shapes: Integers,
    rows: tuple[int, int],
    cols: tuple[int, int],
    low: Integers,
    high: Integers,
    like: Floats,
    src: Floats,
    tgt: Floats,
    ratio: float,
    joined: float,
    weights: Floats,
    out: Floats,
) -> None:
    """Weighted features of all beads of some shapes that lie in a band.

    Args:
        shapes: Their numbers, shape ``(s,)``.
        rows: Position of the first row of ``like`` and of the first of ``out``.
        cols: The same of columns.
        low: First column of the band in each row.
        high: One past its last.
        like: The block that was compared.
        src: Runs of the source that end in it.
        tgt: Runs of the target.
        ratio: Log of how much longer the target is.
        joined: The document's rate of joined units.
        weights: Of each feature of a bead.
        out: Where the scores go, ``(s, rows, cols)``; what lies outside is left as it is.
    """
    found = np.empty(len(weights), np.float32)
    for x in range(len(shapes)):
        s = shapes[x]
        k, ell = _SHAPES[s, 0], _SHAPES[s, 1]
        for row in range(max(rows[1], k), rows[1] + out.shape[1]):
            begin = max(low[row], cols[1], ell, low[row - k] + ell)
            end = min(high[row], cols[1] + out.shape[2], high[row - k] + ell)
            for col in range(begin, end):
                for f in range(len(found)):
                    found[f] = 0
                _describe(
                    s, row - rows[0], col - cols[0], like, src, tgt, ratio, joined, found
                )  # fmt: skip
                out[x, row - rows[1], col - cols[1]] = _dot(weights, found)
