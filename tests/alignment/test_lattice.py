"""The search finds the heaviest path and the true probabilities, as counting all paths does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.lattice import NEVER, SHAPES, STEPS, Band, Cell, Lattice, solve


def paths(i: int, j: int, n: int, m: int) -> Iterator[list[Cell]]:
    if (i, j) == (n, m):
        yield []
        return
    for k, ell in STEPS:
        if i + k <= n and j + ell <= m:
            for rest in paths(i + k, j + ell, n, m):
                yield [(i + k, j + ell, k, ell), *rest]


def lattice_of(n: int, m: int, seed: int) -> Lattice:
    draw = np.random.default_rng(seed)
    table = draw.normal(size=(len(SHAPES), n + 1, m + 1)).astype(np.float32) * 2
    for s, (k, ell) in enumerate(SHAPES):
        table[s, :k] = NEVER
        table[s, :, :ell] = NEVER
    band = Band(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1, np.int64))
    return Lattice(
        band,
        lambda rows, cols: table[:, rows.start : rows.stop, cols.start : cols.stop],
        draw.normal(size=n).astype(np.float32),
        draw.normal(size=m).astype(np.float32),
    )


def weight(lattice: Lattice, path: list[Cell]) -> float:
    n, m = lattice.size
    table = lattice.beads(range(n + 1), range(m + 1))
    total = 0.0
    for i, j, k, ell in path:
        if k and ell:
            total += float(table[SHAPES.index((k, ell)), i, j])
        else:
            total += float(lattice.src_null[i - 1] if k else lattice.tgt_null[j - 1])
    return total


def holds(path: list[Cell], cell: Cell) -> bool:
    """Whether a path holds a bead; an omission counts wherever it stands among its neighbours."""
    i, j, k, ell = cell
    if k and ell:
        return cell in path
    return any((k2, l2) == (k, ell) and (i2 == i if k else j2 == j) for i2, j2, k2, l2 in path)


@settings(max_examples=30)
@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 10_000))
def test_agrees_with_counting_every_path(n: int, m: int, seed: int) -> None:
    lattice = lattice_of(n, m, seed)
    every = list(paths(0, 0, n, m))
    weights = np.array([weight(lattice, path) for path in every])
    solution = solve(lattice)
    assert weight(lattice, list(solution.path)) == pytest.approx(weights.max(), abs=1e-4)
    chances = np.exp(weights - weights.max())
    chances /= chances.sum()
    for cell, probability in zip(solution.path, solution.probability, strict=True):
        truth = sum(c for c, path in zip(chances, every, strict=True) if holds(path, cell))
        assert probability == pytest.approx(truth, abs=1e-4)


def test_probabilities_of_all_beads_cover_every_unit_once() -> None:
    lattice = lattice_of(7, 9, 1)
    covered = np.zeros(8)

    def visit(rows: range, cols: range, chances: np.ndarray) -> None:
        for step, (k, _) in enumerate(STEPS):
            for row in rows:
                for offset in range(k):
                    if row - offset > 0:
                        covered[row - offset] += chances[step, row - rows.start].sum()

    solve(lattice, visit)
    assert covered[1:] == pytest.approx(np.ones(7), abs=1e-6)
