"""Cosines of runs of consecutive units, computed block by block so that memory stays bounded.

Runs and their ends are named as in :mod:`runs`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.similarity.coverage import Coverage
from aligner.similarity.runs import Matrix, Shape, summed

Bags = Matrix | NDArray[np.uint16]


class Comparison(Protocol):
    """Two sides that can be compared run by run."""

    @property
    def size(self) -> tuple[int, int]:
        """Number of units of the source and of the target."""
        ...

    @property
    def coverage(self) -> Coverage | None:
        """The same two sides word by word, where words can be compared."""
        ...

    def block(self, rows: range, cols: range, shapes: Sequence[Shape]) -> Matrix:
        """Cosines of the runs that end in a block of positions.

        Args:
            rows: End positions of the source runs, within ``0 .. n``.
            cols: End positions of the target runs, within ``0 .. m``.
            shapes: Lengths of the runs.

        Returns:
            Shape ``(len(shapes), len(rows), len(cols))``; 0 where a run would begin before the
            document.
        """
        ...

    def bags(self) -> tuple[Matrix, Matrix]:
        """Vectors of the units of either side whose sums stand for joined texts."""
        ...


def normalised(rows: Matrix) -> Matrix:
    """The rows scaled to length one; zero rows stay zero."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, 1)).astype(np.float32)


def csls(cosine: Matrix, src_near: Matrix, tgt_near: Matrix) -> Matrix:
    """Cosines against what is usual on either side (Conneau et al. 2018).

    Args:
        cosine: Shape ``(n, m)``.
        src_near: Mean cosine of each source text with its nearest target texts, shape ``(n,)``.
        tgt_near: The same from the other side, shape ``(m,)``.
    """
    return np.asarray(2 * cosine - (src_near[:, None] + tgt_near[None, :]), np.float32)


class Additive:
    """A space in which the vector of a joined text is the sum of its parts' vectors.

    The products of single units are enough: those of runs are sums over them, scaled by norms.
    """

    coverage: Coverage | None = None

    def __init__(self, src: Bags, tgt: Bags, width: int) -> None:
        """Bags of either side, one row a unit, not normalised; the longest run to be asked for."""
        self._src, self._tgt, self._width = _led(src), _led(tgt), width
        self._src_scale = _inverse_norms(self._src, width)
        self._tgt_scale = _inverse_norms(self._tgt, width)

    @property
    def size(self) -> tuple[int, int]:
        """Number of units of the source and of the target."""
        return len(self._src) - 1, len(self._tgt) - 1

    def block(self, rows: range, cols: range, shapes: Sequence[Shape]) -> Matrix:
        """See :class:`Comparison`."""
        from aligner.similarity import run_kernels

        top, left = max(rows.start - self._width + 1, 0), max(cols.start - self._width + 1, 0)
        dots = self._src[top : rows.stop] @ self._tgt[left : cols.stop].T
        cosines = np.zeros((len(shapes), len(rows), len(cols)), np.float32)
        if dots.any():
            run_kernels.run_cosines(
                np.array(shapes, np.int64),
                dots,
                np.ascontiguousarray(self._src_scale[:, rows.start : rows.stop]),
                np.ascontiguousarray(self._tgt_scale[:, cols.start : cols.stop]),
                cosines,
            )
        return cosines

    def bags(self) -> tuple[Matrix, Matrix]:
        """See :class:`Comparison`."""
        return self._src[1:], self._tgt[1:]


class Joined:
    """A space in which a joined text has a vector of its own."""

    coverage: Coverage | None = None

    def __init__(self, src: Sequence[Matrix], tgt: Sequence[Matrix]) -> None:
        """Vectors of length one of the runs of either side: of one unit, of two, and so on.

        Of ``n`` units there are ``n - k + 1`` runs of ``k``, in order.
        """
        self._src, self._tgt = _by_end(src), _by_end(tgt)

    @property
    def size(self) -> tuple[int, int]:
        """Number of units of the source and of the target."""
        return len(self._src[0]) - 1, len(self._tgt[0]) - 1

    def block(self, rows: range, cols: range, shapes: Sequence[Shape]) -> Matrix:
        """See :class:`Comparison`."""
        src = [level[rows.start : rows.stop] for level in self._src]
        tgt = [level[cols.start : cols.stop].T for level in self._tgt]
        return np.stack([src[k - 1] @ tgt[ell - 1] for k, ell in shapes])

    def bags(self) -> tuple[Matrix, Matrix]:
        """See :class:`Comparison`."""
        return self._src[0][1:], self._tgt[0][1:]


@dataclass(frozen=True, slots=True)
class Mixture:
    """Several comparisons of the same units, their cosines averaged with weights."""

    parts: tuple[tuple[float, Comparison], ...]
    coverage: Coverage | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Number of units of the source and of the target."""
        return self.parts[0][1].size

    def block(self, rows: range, cols: range, shapes: Sequence[Shape]) -> Matrix:
        """See :class:`Comparison`."""
        total = sum(weight for weight, _ in self.parts)
        parts = (weight / total * part.block(rows, cols, shapes) for weight, part in self.parts)
        return np.asarray(sum(parts), np.float32)

    def bags(self) -> tuple[Matrix, Matrix]:
        """Those of the first part."""
        return self.parts[0][1].bags()


def _led(bag: Bags) -> Matrix:
    """The rows behind one of zeros, so that row ``i`` is the unit that ends at position ``i``."""
    return np.concatenate([np.zeros((1, bag.shape[1]), np.float32), bag.astype(np.float32)])


def _inverse_norms(led: Matrix, width: int) -> Matrix:
    """Of the sums of ``1 .. width`` rows that end at each row; 0 where there is nothing."""
    sums = led.copy()
    inverse = np.zeros((width, len(led)), np.float32)
    for k in range(1, width + 1):
        if 1 < k <= len(led):
            sums[k - 1 :] += led[: len(led) - k + 1]
        norms = np.sqrt(np.einsum("ij,ij->i", sums, sums))
        norms[:k] = 0
        np.divide(1, norms, out=inverse[k - 1], where=norms > 1e-6)
    return inverse


def _by_end(runs: Sequence[Matrix]) -> list[Matrix]:
    """Vectors of runs behind rows of zeros, so that row ``i`` is the run that ends at ``i``."""
    positions, width = len(runs[0]) + 1, runs[0].shape[1]
    return [
        np.concatenate([np.zeros((positions - len(level), width), np.float32), level])
        for level in runs
    ]


def read_joined(
    embed: Callable[[Sequence[str]], Matrix], texts: Sequence[str], width: int, joined: int = 2
) -> list[Matrix]:
    """Vectors of runs by an embedding that reads texts only.

    Args:
        embed: Texts to vectors of length one, shape ``(len(texts), d)``.
        texts: The units.
        width: Units of the longest run.
        joined: Longest run that is read as a joined text; longer ones get the mean of their units'
            vectors, weighted by the square root of their length.
    """
    units = embed(texts)
    weights = np.sqrt([[len(text)] for text in texts]).astype(np.float32).reshape(-1, 1)
    levels = [units]
    for k in range(2, width + 1):
        if len(texts) < k:
            levels.append(units[:0])
        elif k <= joined:
            levels.append(embed([" ".join(texts[i : i + k]) for i in range(len(texts) - k + 1)]))
        else:
            levels.append(normalised(summed(units * weights, k)[k - 1 :]))
    return levels
