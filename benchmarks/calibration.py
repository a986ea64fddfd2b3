"""Whether a confidence of .9 means right nine times in ten, and whether errors are found by it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BINS = 10

Judged = Sequence[tuple[float, bool]]
"""Confidence of each bead and whether it is right."""


def calibration_error(beads: Judged) -> float:
    """Expected calibration error: how far confidence lies from the share that is right.

    Mean over ten equal stretches of confidence, weighted by their beads (Guo et al. 2017).
    """
    confidence, right = _arrays(beads)
    where = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[where == b].mean() - right[where == b].mean()) * (where == b).mean()
        for b in range(BINS)
        if (where == b).any()
    ]
    return float(sum(gaps))


def errors_found(beads: Judged, share: float = 0.1) -> float:
    """Share of all wrong beads that is among the least confident ones; 1 where nothing is wrong."""
    confidence, right = _arrays(beads)
    first = np.argsort(confidence, kind="stable")[: round(len(confidence) * share)]
    wrong = int((~right).sum())
    return float((~right[first]).sum() / wrong) if wrong else 1.0


def most_findable(beads: Judged, share: float = 0.1) -> float:
    """What :func:`errors_found` could be at the most: there may be more errors than places."""
    _, right = _arrays(beads)
    wrong = int((~right).sum())
    return min(1.0, round(len(right) * share) / wrong) if wrong else 1.0


def _arrays(beads: Judged) -> tuple[np.ndarray, np.ndarray]:
    return np.array([c for c, _ in beads]), np.array([r for _, r in beads], dtype=bool)
