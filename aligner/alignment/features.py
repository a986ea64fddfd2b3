"""What speaks for a bead: the features of the search, each a number per cell, and their weights.

The features see the two runs of units as a reader would: how alike they are, how much each unit
adds to the likeness of the whole, whose words have no counterpart, numbers, labels, lengths,
capitals and stops. What each is worth
is learned (``training/alignment``), not guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice import NEVER, SHAPES, Cell, Scores, Shape
from aligner.similarity.comparison import Additive, Comparison, Matrix, csls
from aligner.similarity.coverage import Covered
from aligner.similarity.cues import Cues

BEAD_FEATURES: tuple[str, ...] = (
    "csls",
    "csls short",
    "cosine",
    "gain",
    "gain least",
    "short of best",
    "short of best most",
    "covered",
    "covered least",
    "unit covered least",
    "uncovered",
    "covered gain",
    "covered gain least",
    "numbers agree",
    "numbers differ",
    "numbers one side",
    "labels agree",
    "labels differ",
    "labels one side",
    "length",
    "length squared",
    "capitals",
    "stops differ",
    "open joint",
    "closed joint",
    "1-1",
    "1-2",
    "1-3",
    "1-4 and more",
    "2-2",
    "2-3 and more",
    "joined rate",
)
NULL_FEATURES: tuple[str, ...] = (
    "null",
    "null length",
    "null words",
    "null capitals",
    "null label",
    "null numbers",
    "null stop",
    "null best",
    "null rate",
)
FEATURES = BEAD_FEATURES + NULL_FEATURES
_SHAPE_OF = {
    shape: "-".join(map(str, sorted(shape)))
    if shape in {(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2)}
    else ("1-4 and more" if 1 in shape else "2-3 and more")
    for shape in SHAPES
}
_LONGEST = 2000
"""Letters of a unit that count for the usual ratio of lengths: one monster does not decide it."""
_INDEX = {name: i for i, name in enumerate(FEATURES)}


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
        src_runs: Cues of its runs of ``1 .. WIDTH`` units.
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
    src_runs: tuple[Runs, ...]
    tgt_runs: tuple[Runs, ...]
    ratio: float
    rates: Rates = field(default_factory=Rates)


def ratio_of(src: Cues, tgt: Cues) -> float:
    """Log of how much longer one side is than the other, in letters."""
    letters = [side.letters.clip(0, _LONGEST).sum() for side in (src, tgt)]
    return float(np.log(max(letters[1] / max(letters[0], 1.0), 1e-3)))


class Planes:
    """Features of all beads that end in a block of positions, one shape at a time."""

    def __init__(self, pairing: Pairing, rows: range, cols: range) -> None:
        """Prepare a block; ``rows`` and ``cols`` are end positions, as in :class:`Comparison`."""
        self._pairing = pairing
        self._rows = range(max(rows.start - 1, 0), rows.stop)
        self._cols = range(max(cols.start - 1, 0), cols.stop)
        self._skip = (rows.start - self._rows.start, cols.start - self._cols.start)
        self._src = {k: runs.at(self._rows) for k, runs in enumerate(pairing.src_runs, 1)}
        self._tgt = {k: runs.at(self._cols) for k, runs in enumerate(pairing.tgt_runs, 1)}
        self._ratio = pairing.ratio
        self._cosines = pairing.comparison.block(self._rows, self._cols)
        self._numbers = pairing.numbers.block(self._rows, self._cols)
        self._labels = pairing.labels.block(self._rows, self._cols)
        coverage = pairing.comparison.coverage
        self._covered = coverage.block(self._rows, self._cols) if coverage else None
        self._csls: dict[tuple[int, int], Matrix] = {}
        self._cosine: dict[tuple[int, int], Matrix] = {}

    def of(self, k: int, ell: int) -> Iterator[tuple[int, Matrix]]:
        """Index of each feature that is not all zero, and its values, for one shape."""
        top, left = self._skip
        for name, plane in self._full(k, ell):
            yield _INDEX[name], plane[top:, left:]

    def _near(self, k: int, ell: int) -> Matrix:
        if (k, ell) not in self._csls:
            cosine = self._cosines(k, ell)
            self._cosine[k, ell] = cosine
            self._csls[k, ell] = csls(cosine, self._src[k].near, self._tgt[ell].near)
        return self._csls[k, ell]

    def _gain(self, k: int, ell: int) -> Iterator[Matrix]:
        """What the bead is better by than without its first or last unit, on the longer sides."""
        whole = self._near(k, ell)
        if k > 1:
            part = self._near(k - 1, ell)
            yield whole - part
            yield whole - _delayed(part, 0)
        if ell > 1:
            part = self._near(k, ell - 1)
            yield whole - part
            yield whole - _delayed(part, 1)

    def _coverage(
        self, covered: Callable[[int, int], Covered], k: int, ell: int
    ) -> Iterator[tuple[str, Matrix]]:
        whole = covered(k, ell)
        yield "covered", np.asarray((whole.src + whole.tgt) / 2, np.float32)
        yield "covered least", np.minimum(whole.src, whole.tgt)
        src = np.log1p((1 - whole.src) * whole.src_weight[:, None] / 10)
        tgt = np.log1p((1 - whole.tgt) * whole.tgt_weight[None, :] / 10)
        yield "uncovered", np.asarray(src + tgt, np.float32)
        if k + ell == 2:
            return
        yield "unit covered least", whole.least
        gains = []
        if ell > 1:
            part = covered(k, ell - 1).src
            gains += [whole.src - part, whole.src - _delayed(part, 1)]
        if k > 1:
            part = covered(k - 1, ell).tgt
            gains += [whole.tgt - part, whole.tgt - _delayed(part, 0)]
        yield "covered gain", np.mean(gains, axis=0, dtype=np.float32)
        yield "covered gain least", np.min(gains, axis=0)

    def _full(self, k: int, ell: int) -> Iterator[tuple[str, Matrix]]:
        src, tgt = self._src[k], self._tgt[ell]
        near = self._near(k, ell)
        yield "csls", near
        yield "csls short", near / np.sqrt(1 + np.minimum(src.letters[:, None], tgt.letters[None]))
        yield "cosine", self._cosine[k, ell]
        gains = list(self._gain(k, ell))
        if gains:
            yield "gain", np.mean(gains, axis=0, dtype=np.float32)
            yield "gain least", np.min(gains, axis=0)
        short_s = src.best[:, None] - near
        short_t = tgt.best[None, :] - near
        yield "short of best", np.asarray((short_s + short_t).clip(0) / 2, np.float32)
        yield "short of best most", np.maximum(short_s, short_t).clip(0)
        if self._covered:
            yield from self._coverage(self._covered, k, ell)
        yield from _agreement("numbers", self._numbers(k, ell), src.numbers, tgt.numbers)
        yield from _agreement("labels", self._labels(k, ell), src.labels, tgt.labels)
        off = np.abs(tgt.log_letters[None, :] - src.log_letters[:, None] - self._ratio)
        off *= np.sqrt(np.minimum(src.letters[:, None], tgt.letters[None, :]) / 50).clip(0.3, 1.5)
        yield "length", off.clip(0, 3)
        yield "length squared", np.square(off.clip(0, 2))
        yield "capitals", np.abs(src.capitals[:, None] - tgt.capitals[None, :])
        yield "stops differ", np.abs(src.closed[:, None] - tgt.closed[None, :])
        if k + ell > 2:
            yield "open joint", src.open_joints[:, None] + tgt.open_joints[None, :]
            yield "closed joint", src.closed_joints[:, None] + tgt.closed_joints[None, :]
        yield _SHAPE_OF[k, ell], np.ones_like(near)


@dataclass(frozen=True, slots=True)
class Runs:
    """Cues of the runs of ``k`` units that end at each of some positions, each ``(len(ends),)``."""

    letters: Matrix
    log_letters: Matrix
    near: Matrix
    best: Matrix
    numbers: NDArray[np.bool]
    labels: NDArray[np.bool]
    capitals: Matrix
    closed: Matrix
    closed_joints: Matrix
    open_joints: Matrix

    @staticmethod
    def of(cues: Cues, near: Matrix, best: Matrix, k: int) -> Runs:
        """Runs that end at the positions ``0 .. n``; before the document stands its first unit."""
        index = np.arange(len(near) + 1)[:, None] - 1 - np.arange(k)[None, :]
        index = index.clip(0)
        letters = cues.letters[index].sum(1)
        closed_joints = cues.closed[index[:, 1:]].sum(1)
        return Runs(
            letters=letters,
            log_letters=np.log(letters + 3),
            near=near[index].mean(1),
            best=best[index].mean(1),
            numbers=np.asarray(cues.numbered[index].any(1)),
            labels=np.asarray(cues.labelled[index].any(1)),
            capitals=cues.capitals[index].mean(1),
            closed=cues.closed[index[:, 0]],
            closed_joints=closed_joints,
            open_joints=k - 1 - closed_joints,
        )

    def at(self, ends: range) -> Runs:
        """Those that end at some positions."""
        cut = slice(ends.start, ends.stop)
        return Runs(*(getattr(self, name)[cut] for name in self.__slots__))


def _agreement(
    name: str, cosine: Matrix, src: NDArray[np.bool], tgt: NDArray[np.bool]
) -> Iterator[tuple[str, Matrix]]:
    """How far a cue agrees where both runs have it, ``src`` and ``tgt``, and where only one has."""
    yield f"{name} agree", cosine
    both = (src[:, None] & tgt[None, :]).astype(np.float32)
    yield f"{name} differ", both - cosine
    yield f"{name} one side", (src[:, None] ^ tgt[None, :]).astype(np.float32)


def _delayed(plane: Matrix, axis: int) -> Matrix:
    """The plane moved by one position along an axis, the first row or column repeated."""
    return np.concatenate(
        [plane.take([0], axis), plane.take(range(plane.shape[axis] - 1), axis)], axis
    )


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
    worth = rates.joined * weights[_INDEX["joined rate"]]
    return np.array([[[worth if k + ell > 2 else 0]] for k, ell in shapes], np.float32)


def scores(
    pairing: Pairing,
    weights: NDArray[np.float32],
    rows: range,
    cols: range,
    shapes: Sequence[Shape] = SHAPES,
) -> Scores:
    """Scores of beads of some shapes that end in a block of cells; see :class:`Lattice`."""
    planes = Planes(pairing, rows, cols)
    out = np.zeros((len(shapes), len(rows), len(cols)), np.float32)
    joined = joining(pairing.rates, weights, shapes)
    for total, bonus, (k, ell) in zip(out, joined, shapes, strict=True):
        for index, plane in planes.of(k, ell):
            if weights[index]:
                total += weights[index] * plane
        total += bonus
        total[: max(k - rows.start, 0)] = NEVER
        total[:, : max(ell - cols.start, 0)] = NEVER
    return out
