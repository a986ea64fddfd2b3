"""Alignment of two sequences of units: the engine under paragraphs, sentences and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.alignment import weights as learned
from aligner.alignment.band import likely
from aligner.alignment.lattice import WIDTH, Cell, Solution, solve
from aligner.alignment.pairing import lattice, pair
from aligner.alignment.weights import Weights
from aligner.model import Bead
from aligner.similarity import Similarity
from aligner.similarity.cues import Cues, cues


@dataclass(frozen=True, slots=True)
class Aligned:
    """Beads over two sequences of units, and how they were made."""

    beads: tuple[Bead, ...]
    signature: str


def align_units(
    src: Sequence[str],
    tgt: Sequence[str],
    similarity: Similarity,
    *,
    src_labels: Sequence[str] | None = None,
    tgt_labels: Sequence[str] | None = None,
    adapt: bool = True,
) -> Aligned:
    """Align two sequences of units.

    Args:
        src: Units of the source, any text, empty ones too.
        tgt: Units of the target.
        similarity: What makes them comparable.
        src_labels: Label of each source unit as it compares across languages; read from the
            beginning of the texts where None.
        tgt_labels: The same for the target.
        adapt: Let the similarity learn from a first alignment, where it can.

    Returns:
        Beads in reading order; every id of either side is in exactly one.
    """
    sides = cues(src, src_labels), cues(tgt, tgt_labels)
    found = _once(src, tgt, similarity, sides, learned.load(similarity.name))
    if adapt and (wiser := similarity.adapt(src, tgt, found.beads)):
        found = _once(src, tgt, wiser, sides, learned.load(wiser.name))
    return found


def _once(
    src: Sequence[str],
    tgt: Sequence[str],
    similarity: Similarity,
    sides: tuple[Cues, Cues],
    weights: Weights,
) -> Aligned:
    if not src or not tgt:
        return Aligned(_omissions(len(src), len(tgt)), similarity.signature)
    comparison = similarity.compare(src, tgt, WIDTH)
    band = likely(*comparison.bags())
    solution = solve(lattice(pair(comparison, *sides, band), band, weights))
    beads = tuple(_bead(cell, p) for cell, p in _steps(solution))
    return Aligned(beads, f"{similarity.signature} weights={weights.name}")


def _steps(solution: Solution) -> list[tuple[Cell, float]]:
    return [(c, float(p)) for c, p in zip(solution.path, solution.probability, strict=True)]


def _bead(cell: Cell, probability: float) -> Bead:
    i, j, k, ell = cell
    return Bead(
        tuple(range(i - k, i)), tuple(range(j - ell, j)), round(min(max(probability, 0.0), 1.0), 4)
    )


def _omissions(n: int, m: int) -> tuple[Bead, ...]:
    return (*(Bead((i,), ()) for i in range(n)), *(Bead((), (j,)) for j in range(m)))
