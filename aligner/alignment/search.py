"""Alignment of two sequences of units: the engine under paragraphs, sentences and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from aligner import signature
from aligner.alignment import feature_weights, rescoring
from aligner.alignment.band import likely
from aligner.alignment.crossing import untangled
from aligner.alignment.feature_weights import FeatureWeights
from aligner.alignment.features import Pairing, Rates
from aligner.alignment.lattice import WIDTH, Cell, Lattice, heaviest, solve
from aligner.alignment.pairing import lattice, pair, rated
from aligner.alignment.refinement import uncertain_spans
from aligner.model import Bead
from aligner.similarity import Similarity
from aligner.similarity.cues import Cues, cues
from aligner.similarity.named import with_names

READ_CLOSELY = 6000
"""Units of both sides that are looked at again, at most, where a long document is unsure."""


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
    found = _once(src, tgt, similarity, sides, feature_weights.load(similarity.name))
    if adapt and (wiser := similarity.adapt(src, tgt, found.beads)):
        found = _once(src, tgt, wiser, sides, feature_weights.load(wiser.name))
    return found


def _once(
    src: Sequence[str],
    tgt: Sequence[str],
    similarity: Similarity,
    sides: tuple[Cues, Cues],
    weights: FeatureWeights,
) -> Aligned:
    if not src or not tgt:
        return Aligned(_omissions(len(src), len(tgt)), signature.of())
    found = _search(src, tgt, similarity, sides, weights)
    beads = found.beads
    if similarity.refiner:
        beads = _refined(beads, src, tgt, similarity.refiner, sides)
    return Aligned(
        untangled(beads, found.pairing, found.lattice, weights),
        signature.of(similarity=similarity.signature, search=weights.name),
    )


@dataclass(frozen=True, slots=True)
class _Searched:
    beads: tuple[Bead, ...]
    pairing: Pairing
    lattice: Lattice


def ready(
    src: Sequence[str],
    tgt: Sequence[str],
    similarity: Similarity,
    sides: tuple[Cues, Cues],
    weights: FeatureWeights,
    rates: Rates | None = None,
) -> tuple[Pairing, Lattice]:
    """Two sides and the scores of their beads; read twice where the document's rates count."""
    comparison = with_names(similarity.compare(src, tgt, WIDTH), src, tgt)
    band = likely(*comparison.bags())
    pairing = pair(comparison, *sides, band)
    searched = lattice(pairing, band, weights)
    if weights.use_rates:
        pairing = replace(pairing, rates=rates or Rates.of(heaviest(searched)))
        searched = rated(searched, pairing, weights)
    return pairing, searched


def _search(
    src: Sequence[str],
    tgt: Sequence[str],
    similarity: Similarity,
    sides: tuple[Cues, Cues],
    weights: FeatureWeights,
    rates: Rates | None = None,
) -> _Searched:
    """The heaviest path, with the beads that the search leaves scored again."""
    pairing, searched = ready(src, tgt, similarity, sides, weights, rates)
    network = rescoring.load(similarity.name)
    solution = rescoring.rescored(pairing, searched, network) if network else solve(searched)
    steps = zip(solution.path, solution.probability, strict=True)
    return _Searched(tuple(_bead(cell, float(p)) for cell, p in steps), pairing, searched)


def _refined(
    beads: tuple[Bead, ...],
    src: Sequence[str],
    tgt: Sequence[str],
    similarity: Similarity,
    sides: tuple[Cues, Cues],
) -> tuple[Bead, ...]:
    """The beads of a path, those of the least certain stretches found anew."""
    weights = feature_weights.load(similarity.name)
    rates = Rates.of((0, 0, len(bead.src), len(bead.tgt)) for bead in beads)
    src_ends = [0, *accumulate(len(bead.src) for bead in beads)]
    tgt_ends = [0, *accumulate(len(bead.tgt) for bead in beads)]
    anew = list(beads)
    for stretch in reversed(uncertain_spans(beads, READ_CLOSELY)):
        i, i2 = src_ends[stretch.start], src_ends[stretch.stop]
        j, j2 = tgt_ends[stretch.start], tgt_ends[stretch.stop]
        if i < i2 and j < j2:
            cut = sides[0].of(slice(i, i2)), sides[1].of(slice(j, j2))
            found = _search(src[i:i2], tgt[j:j2], similarity, cut, weights, rates)
            anew[stretch.start : stretch.stop] = [
                replace(b, src=tuple(x + i for x in b.src), tgt=tuple(x + j for x in b.tgt))
                for b in found.beads
            ]
    return tuple(anew)


def _bead(cell: Cell, probability: float) -> Bead:
    i, j, k, ell = cell
    return Bead(
        tuple(range(i - k, i)), tuple(range(j - ell, j)), round(min(max(probability, 0.0), 1.0), 4)
    )


def _omissions(n: int, m: int) -> tuple[Bead, ...]:
    return (*(Bead((i,), ()) for i in range(n)), *(Bead((), (j,)) for j in range(m)))
