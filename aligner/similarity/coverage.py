"""How much of the words of one run of units is found in another.

The vector of a whole text hides a clause that has no counterpart; its words do not. Each word is
matched with the word of the other run that is nearest to it, as in BERTScore (Zhang et al. 2020)
but over static vectors, and the share of the words that are found, by weight, is the coverage.
Runs and their ends are named as in :mod:`runs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.similarity.runs import FOUND, LOST, Matrix, Shape, summed

Integers = NDArray[np.int64]

LONGEST = 1 << 18
"""Pairs of words beyond which it is not asked in which order they stand."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words, or pieces of words, of the units of one side.

    Attributes:
        vectors: One row of length one for each distinct word, shape ``(words, d)``.
        weights: What each distinct word weighs, shape ``(words,)``.
        indices: The distinct word of each word, unit after unit.
        starts: Where the words of each unit begin in ``indices``, shape ``(n + 1,)``.
    """

    vectors: Matrix
    weights: Matrix
    indices: Integers
    starts: Integers


@dataclass(frozen=True, slots=True)
class Covered:
    """Coverage of the runs of some shapes that end in a block of cells.

    Attributes:
        src: Share of each source run that the target run says, ``(shapes, rows, cols)``.
        tgt: The same from the other side.
        least: Of the units of both runs, the share of the one that is covered least.
        src_weight: What the words of source runs weigh, by length and end, ``(width, rows)``.
        tgt_weight: The same for the target runs, ``(width, cols)``.
    """

    src: Matrix
    tgt: Matrix
    least: Matrix
    src_weight: Matrix
    tgt_weight: Matrix


class Coverage:
    """Two sides whose runs are compared word by word."""

    def __init__(self, src: Words, tgt: Words, width: int) -> None:
        """The words of both sides, and the longest run that will be asked for."""
        self._sides = src, tgt
        self._width = width

    def block(self, rows: range, cols: range, shapes: Sequence[Shape]) -> Covered:
        """Read a block.

        Args:
            rows: End positions of source runs, within ``0 .. n``.
            cols: End positions of target runs, within ``0 .. m``.
            shapes: Lengths of the source and the target runs.
        """
        src, tgt = (
            _EndingUnits(words, range(max(ends.start - self._width, 0), ends.stop))
            for words, ends in zip(self._sides, (rows, cols), strict=True)
        )
        met = _met(src.vectors, tgt.vectors)
        one, other = _Matched(src, tgt, met), _Matched(tgt, src, met.T)
        top, left = len(src.weight) - len(rows), len(tgt.weight) - len(cols)
        lengths = range(1, self._width + 1)
        return Covered(
            src=np.stack([one.share(k, ell)[top:, left:] for k, ell in shapes]),
            tgt=np.stack([other.share(ell, k).T[top:, left:] for k, ell in shapes]),
            least=np.stack(
                [
                    np.minimum(one.least(k, ell), other.least(ell, k).T)[top:, left:]
                    for k, ell in shapes
                ]
            ),
            src_weight=np.stack([summed(src.weight, k)[top:] for k in lengths]),
            tgt_weight=np.stack([summed(tgt.weight, ell)[left:] for ell in lengths]),
        )

    def order(self, beads: Integers) -> Matrix:
        """How far one unit falls into parts that say in turn what each of several others says.

        Args:
            beads: End positions and lengths of both runs of each, shape ``(e, 4)``.

        Returns:
            See :func:`run_kernels.in_order`, shape ``(e, 3)``; 0 where not exactly
            one of the runs is a single unit.
        """
        from aligner.similarity import run_kernels

        out = np.zeros((len(beads), 3), np.float32)
        lengths = beads[:, 2:]
        asked = (lengths > 0).all(1) & ((lengths == 1).sum(1) == 1)
        sizes = self._sizes(beads)
        asked &= (sizes > 0) & (sizes <= LONGEST)
        if not asked.any():
            return out
        ends = beads[asked, :2]
        firsts = (ends - beads[asked, 2:]).min(0)
        sides = [
            _Stretch(words, range(first, last))
            for words, first, last in zip(self._sides, firsts, ends.max(0), strict=True)
        ]
        met = _met(sides[0].vectors, sides[1].vectors)
        for text, to in ((0, met), (1, np.ascontiguousarray(met.T))):
            chosen = asked & (beads[:, 2 + text] == 1)
            own, other = sides[text], sides[1 - text]
            last = beads[chosen, 1 - text] - firsts[1 - text]
            first = last - beads[chosen, 3 - text]
            runs = np.stack([beads[chosen, text] - 1 - firsts[text], first, last], 1)
            answers = np.zeros((len(runs), 3), np.float32)
            run_kernels.in_order(to, own.words, other.words, runs, answers)
            out[chosen] = answers
        return out

    def _sizes(self, beads: Integers) -> Integers:
        """Words of the source run times those of the target run, of each bead."""
        src, tgt = (
            words.starts[beads[:, side]] - words.starts[beads[:, side] - beads[:, side + 2]]
            for side, words in enumerate(self._sides)
        )
        return np.asarray(src * tgt)


def _met(src: Matrix, tgt: Matrix) -> Matrix:
    """How near words are to words, from 0 to 1."""
    met = (src @ tgt.T - LOST) / (FOUND - LOST)
    return np.asarray(met.clip(0, 1, out=met))


class _Stretch:
    """The words of some units: which each is, where each unit begins, and what they weigh."""

    def __init__(self, words: Words, units: range) -> None:
        cut = words.starts[units.start : units.stop + 1]
        kinds, numbers = np.unique(words.indices[cut[0] : cut[-1]], return_inverse=True)
        self.vectors = words.vectors[kinds]
        self.words = numbers, cut - cut[0], words.weights[kinds]


class _EndingUnits:
    """The words of the units that end at some positions; none ends at 0, so its row is empty."""

    def __init__(self, words: Words, ends: range) -> None:
        stretch = _Stretch(words, range(max(ends.start - 1, 0), ends.stop - 1))
        self.vectors = stretch.vectors
        self.indices, starts, weights = stretch.words
        lead = np.zeros(int(ends.start == 0), np.int64)
        self.lengths = np.concatenate([lead, np.diff(starts)])
        count = len(self.lengths), len(weights)
        unit = np.repeat(np.arange(count[0]), self.lengths)
        times = np.bincount(unit * count[1] + self.indices, minlength=count[0] * count[1])
        self.mass = times.reshape(count).astype(np.float32) * weights
        self.weight = self.mass.sum(1)


class _Matched:
    """Where the words of one stretch are found in runs of another."""

    def __init__(self, own: _EndingUnits, other: _EndingUnits, met: Matrix) -> None:
        from aligner.similarity import run_kernels

        self._own = own
        best = np.zeros((len(other.lengths), met.shape[0]), np.float32)
        run_kernels.nearest(np.ascontiguousarray(met.T), other.indices, other.lengths, best)
        self._best = [best]
        self._units: list[Matrix] = []
        self._least: dict[tuple[int, int], Matrix] = {}

    def _of_units(self, ell: int) -> Matrix:
        """What of the weight of each own unit is found in each run of ``ell`` others."""
        while len(self._units) < ell:
            if self._units:
                grown = self._best[0].copy()
                np.maximum(grown[1:], self._best[-1][:-1], out=grown[1:])
                self._best.append(grown)
            found = self._own.mass @ self._best[-1].T
            self._units.append(found.astype(np.float32, copy=False))
        return self._units[ell - 1]

    def share(self, k: int, ell: int) -> Matrix:
        """Share of each own run of ``k`` that is found in each run of ``ell`` others."""
        weight = np.maximum(summed(self._own.weight, k), 1e-6)
        return np.asarray(summed(self._of_units(ell), k) / weight[:, None], np.float32)

    def least(self, k: int, ell: int) -> Matrix:
        """The same of the unit of each own run of which least is found."""
        if (k, ell) not in self._least:
            if k == 1:
                made = self.share(1, ell)
            else:
                made = self.least(1, ell).copy()
                np.minimum(made[1:], self.least(k - 1, ell)[:-1], out=made[1:])
            self._least[k, ell] = made
        return self._least[k, ell]
