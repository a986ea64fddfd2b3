"""The best beads that the search leaves are scored again by a small network.

The linear search leaves few beads that could be right, about four a unit. For these the features
are worth more than their weighted sum: a number that differs means little in a short line of a
document with many omissions, and much in another. So each gets a further score from a network of
one hidden layer over the same features and a few that would be too dear for every bead, and the
path is found anew among them: a conditional random field again, over the edges that are left (the
scheme of coarse-to-fine n-best rescoring).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.feature_names import BEAD_FEATURES, FEATURES
from aligner.alignment.features import Pairing, described, null_features
from aligner.alignment.lattice import SHAPES, STEPS, WIDTH, Lattice, Solution, solve
from aligner.errors import ModelError
from aligner.models import networks
from aligner.similarity.runs import Matrix

FAINTEST = 2e-4
"""Probability under which a bead is dropped."""
FARTHEST = 6.0
"""Standard deviations beyond which a feature says no more."""
_RATES = ("document joined", "document omitted")
_ORDER = ("out of order", "part least", "found in part least")
RESCORING_FEATURES = (*FEATURES, *_RATES, *_ORDER)
_SHAPE_NUMBER = np.full((WIDTH + 1, WIDTH + 1), -1)
_SHAPE_NUMBER[tuple(np.array(SHAPES).T)] = range(len(SHAPES))
FILE = Path(__file__).with_name("rescoring.json")


@dataclass(frozen=True, slots=True)
class PrunedLattice:
    """The beads that could be right, in the order of their ends.

    Attributes:
        cells: End positions and lengths of both runs of each, shape ``(e, 4)``.
        scores: Of the search, shape ``(e,)``.
        features: Shape ``(e, len(RESCORING_FEATURES))``.
    """

    cells: NDArray[np.int64]
    scores: NDArray[np.float64]
    features: Matrix

    def edges(self) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        """Number of the position before and after each bead, and how many positions there are."""
        ends, lengths = self.cells[:, :2], self.cells[:, 2:]
        row, col = np.concatenate([[[0, 0]], ends - lengths, ends]).T
        positions, number = np.unique(row * (col.max() + 1) + col, return_inverse=True)
        before, after = np.split(number[1:], 2)
        return before, after, len(positions)


@dataclass(frozen=True, slots=True)
class Network:
    """A hidden layer over features that are scaled first.

    Attributes:
        mean: What is usual for each feature, shape ``(f,)``.
        scale: Standard deviation of each, shape ``(f,)``.
        linear: What each is worth by itself, shape ``(f,)``.
        hidden: Weights of the hidden units, shape ``(f, h)``.
        bias: Theirs, shape ``(h,)``.
        out: What each hidden unit is worth, shape ``(h,)``.
    """

    mean: Matrix
    scale: Matrix
    linear: Matrix
    hidden: Matrix
    bias: Matrix
    out: Matrix

    def scaled(self, features: Matrix) -> Matrix:
        """Features as the layer reads them."""
        return ((features - self.mean) / self.scale).clip(-FARTHEST, FARTHEST)

    def scores(self, features: Matrix) -> Matrix:
        """What each row of features is worth, shape ``(len(features),)``."""
        read = self.scaled(features)
        hidden = np.tanh(read @ self.hidden + self.bias)
        return np.asarray(read @ self.linear + hidden @ self.out, np.float32)


@cache
def load(similarity: str) -> Network | None:
    """The network learned for a kind of similarity; None where the search has the last word.

    Raises:
        ModelError: The file is missing, damaged or of another version.
    """
    found = networks.read(
        FILE,
        lambda stored: (stored["features"], _network(stored["networks"].get(similarity))),
    )
    if found[0] != list(RESCORING_FEATURES):
        raise ModelError(f"{FILE}: is of another version of the search; install the package again")
    return found[1]


def _network(stored: Mapping[str, Any] | None) -> Network | None:
    return networks.network(Network, stored) if stored else None


def rescored(pairing: Pairing, lattice: Lattice, network: Network) -> Solution:
    """The heaviest path among the beads that could be right, weighed by the network as well."""
    from aligner.alignment import lattice_kernels

    left = pruned(pairing, lattice)
    before, after, nodes = left.edges()
    scores = left.scores + network.scores(left.features)
    chain = lattice_kernels.heaviest_chain(before, after, scores, nodes)
    total = lattice_kernels.edge_weights(before, after, scores, nodes)
    chances = lattice_kernels.edge_chances(before, after, scores, total)
    return Solution(
        tuple((i, j, k, ell) for i, j, k, ell in left.cells[chain].tolist()),
        _wherever(left.cells, chances)[chain],
        float(total[-1]),
    )


def pruned(pairing: Pairing, lattice: Lattice) -> PrunedLattice:
    """The beads that could be right, and those of the heaviest path whatever they are."""
    nulls = null_features(pairing)
    parts: list[PrunedLattice] = []

    def visit(rows: range, cols: range, chances: NDArray[np.float32]) -> None:
        step, row, col = np.nonzero(chances > FAINTEST)
        cells = np.stack([row + rows.start, col + cols.start, *np.array(STEPS)[step].T], 1)
        parts.append(_of_block(pairing, lattice, nulls, (rows, cols), cells))

    path = np.array(solve(lattice, visit).path)
    found = np.concatenate([part.cells for part in parts])
    for cell in path[~np.isin(_numbers(path, lattice), _numbers(found, lattice))]:
        block = range(cell[0], cell[0] + 1), range(cell[1], cell[1] + 1)
        parts.append(_of_block(pairing, lattice, nulls, block, cell[None]))
    cells = np.concatenate([part.cells for part in parts])
    order = np.lexsort((cells[:, 1], cells[:, 0]))
    return PrunedLattice(
        cells[order],
        np.concatenate([part.scores for part in parts])[order],
        np.concatenate([part.features for part in parts])[order],
    )


def _of_block(
    pairing: Pairing,
    lattice: Lattice,
    nulls: tuple[Matrix, ...],
    block: tuple[range, range],
    cells: NDArray[np.int64],
) -> PrunedLattice:
    """Scores and features of beads that end in a block."""
    rows, cols = block
    scores = np.zeros(len(cells))
    features = np.zeros((len(cells), len(RESCORING_FEATURES)), np.float32)
    joined = (cells[:, 2] > 0) & (cells[:, 3] > 0)
    if joined.any():
        row, col, k, ell = cells[joined].T
        shape = _SHAPE_NUMBER[k, ell]
        scores[joined] = lattice.beads(rows, cols)[shape, row - rows.start, col - cols.start]
        beads = np.stack([shape, row, col], 1)
        features[joined, : len(BEAD_FEATURES)] = described(pairing, rows, cols, beads)
    for side, null in enumerate((lattice.src_null, lattice.tgt_null)):
        own = cells[:, 3 - side] == 0
        units = cells[own, side] - 1
        scores[own] = null[units]
        features[own, len(BEAD_FEATURES) : len(FEATURES)] = nulls[side][units]
    of_rates, of_order = np.split(features[:, len(FEATURES) :], [len(_RATES)], axis=1)
    of_rates[:] = pairing.rates.joined, pairing.rates.omitted
    if coverage := pairing.comparison.coverage:
        of_order[:] = coverage.order(cells)
    return PrunedLattice(cells, scores, features)


def _wherever(cells: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of beads, those of an omission summed over where it may stand."""
    summed = chances.copy()
    for side in range(2):
        null = cells[:, 3 - side] == 0
        summed[null] = np.bincount(cells[null, side], chances[null])[cells[null, side]]
    return summed


def _numbers(cells: NDArray[np.int64], lattice: Lattice) -> NDArray[np.int64]:
    """A number for each bead of a lattice."""
    i, j, k, ell = cells.T
    return np.asarray(((i * (lattice.size[1] + 1) + j) * (WIDTH + 1) + k) * (WIDTH + 1) + ell)
