"""The features of beads and omissions by name and number, and what they are computed from."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from aligner.alignment.lattice import SHAPES
from aligner.similarity.runs import Shape

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
    "open differ",
    "closed differ",
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


class Feature(IntEnum):
    """Numbers of the features of beads."""

    CSLS = 0
    CSLS_SHORT = 1
    COSINE = 2
    GAIN = 3
    GAIN_LEAST = 4
    SHORT_OF_BEST = 5
    SHORT_OF_BEST_MOST = 6
    COVERED = 7
    COVERED_LEAST = 8
    UNIT_COVERED_LEAST = 9
    UNCOVERED = 10
    COVERED_GAIN = 11
    COVERED_GAIN_LEAST = 12
    NUMBERS_AGREE = 13
    NUMBERS_DIFFER = 14
    NUMBERS_ONE_SIDE = 15
    LABELS_AGREE = 16
    LABELS_DIFFER = 17
    LABELS_ONE_SIDE = 18
    LENGTH = 19
    LENGTH_SQUARED = 20
    CAPITALS = 21
    STOPS_DIFFER = 22
    OPEN_JOINT = 23
    CLOSED_JOINT = 24
    OPEN_DIFFER = 25
    CLOSED_DIFFER = 26
    JOINED_RATE = 33


class Cue(IntEnum):
    """What is known of a run of units by itself, by number."""

    LETTERS = 0
    LOG_LETTERS = 1
    NEAR = 2
    BEST = 3
    NUMBERS = 4
    LABELS = 5
    CAPITALS = 6
    CLOSED = 7
    CLOSED_JOINTS = 8
    OPEN_PLACES = 9
    CLOSED_PLACES = 10


class Likeness(IntEnum):
    """What is computed of all beads of a block before they are described one by one, by number.

    What follows ``LABELS`` is there only where words can be compared.
    """

    COSINE = 0
    NUMBERS = 1
    LABELS = 2
    SRC_COVERED = 3
    TGT_COVERED = 4
    LEAST_COVERED = 5
    UNCOVERED = 6


def _name_of(shape: Shape) -> str:
    k, ell = sorted(shape)
    if k == 1:
        return f"1-{ell}" if ell < 4 else "1-4 and more"
    return "2-2" if k == ell == 2 else "2-3 and more"


SHAPE_FEATURES = np.array([BEAD_FEATURES.index(_name_of(shape)) for shape in SHAPES])
"""The feature that says of a bead that it has a shape, for each of :data:`SHAPES`."""
PARTS = np.array(
    [
        [SHAPES.index(part) if part in SHAPES else -1 for part in ((k - 1, ell), (k, ell - 1))]
        for k, ell in SHAPES
    ]
)
"""For each shape, the shape without one source unit and without one target unit, or -1."""
