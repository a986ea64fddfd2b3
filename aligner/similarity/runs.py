"""Runs of consecutive units.

A run is named by its length and its end: the run of ``k`` units that ends at position ``i`` holds
units ``i - k .. i - 1``. Positions count from 0 (before the first unit) to ``n``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Shape = tuple[int, int]
"""Lengths of a run of the source and of one of the target."""
LOST, FOUND = 0.25, 0.75
"""Cosines at which a word of a run begins to count as found in another, and counts in full."""


def summed(rows: Matrix, k: int) -> Matrix:
    """Sums of each row and the ``k - 1`` before it, of those that there are."""
    total = rows.copy()
    for offset in range(1, min(k, len(rows))):
        total[offset:] += rows[: len(rows) - offset]
    return total
