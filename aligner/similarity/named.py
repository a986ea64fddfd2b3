"""Lists of names: units that name the same State, currency or language, whatever else they share.

The meaning of a bare name is little to go by, and lists are sorted anew in each language. What a
name stands for is known, so two names of one thing are as alike as can be, and two of different
things are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.languages.named import meant
from aligner.similarity.comparison import Comparison
from aligner.similarity.coverage import Coverage
from aligner.similarity.runs import Matrix, Shape

FEWEST = 3
"""Names on either side that make a list."""
SAME, OTHER = 0.95, 0.2
"""Cosine of two names of one thing at least, and of different things at most."""
_NONE = -1


@dataclass(frozen=True, slots=True)
class Named:
    """A comparison in which single units that are names are compared by what they name.

    Attributes:
        other: By which all else is compared.
        src: What each unit of the source names, as a number from 0; -1 for none. Shape
            ``(n + 1,)``: the unit that ends at a position.
        tgt: The same of the target.
    """

    other: Comparison
    src: NDArray[np.int64]
    tgt: NDArray[np.int64]

    @property
    def size(self) -> tuple[int, int]:
        """Number of units of the source and of the target."""
        return self.other.size

    @property
    def coverage(self) -> Coverage | None:
        """See :class:`Comparison`."""
        return self.other.coverage

    def block(self, rows: range, cols: range, shapes: Sequence[Shape]) -> Matrix:
        """See :class:`Comparison`."""
        cosines = self.other.block(rows, cols, shapes)
        src, tgt = self.src[rows.start : rows.stop, None], self.tgt[None, cols.start : cols.stop]
        both, same = (src >= 0) & (tgt >= 0), src == tgt
        if both.any():
            for one, shape in zip(cosines, shapes, strict=True):
                if shape == (1, 1):
                    one[both & same] = one[both & same].clip(SAME)
                    one[both & ~same] = one[both & ~same].clip(max=OTHER)
        return cosines

    def bags(self) -> tuple[Matrix, Matrix]:
        """See :class:`Comparison`."""
        return self.other.bags()


def with_names(comparison: Comparison, src: Sequence[str], tgt: Sequence[str]) -> Comparison:
    """A comparison that knows what names stand for, where both sides list some."""
    ours, theirs = [*map(meant, src)], [*map(meant, tgt)]
    common = {name: i for i, name in enumerate(sorted({*ours} & {*theirs} - {""}))}
    if len(common) < FEWEST:
        return comparison
    return Named(comparison, _numbered(ours, common), _numbered(theirs, common))


def _numbered(names: Sequence[str], common: dict[str, int]) -> NDArray[np.int64]:
    return np.array([_NONE, *(common.get(name, _NONE) for name in names)])
