"""A draft that is of another document is refused, since all that could be said of it is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.consistency.finding import Coverage
from aligner.consistency.pairs import Pair
from aligner.errors import InputError
from aligner.model import Bitext
from aligner.similarity.providers import static_knows

LEAST_SHARE = 0.25
"""Share of the source that has to be aligned; with less, the draft is of another document."""
SAMPLE, ENOUGH = 80, 8
"""Beads at the most, and at the least, by which that can be told."""
STRANGE = 0.15
"""Share of other paragraphs that are nearer than the counterpart: under .01 for a translation, over
.2 for another document."""


def refuse(bitext: Bitext, beads: Sequence[Pair], coverage: Coverage) -> None:
    """Refuse a draft that is no translation of the source.

    Args:
        bitext: The source and the draft, aligned.
        beads: Its beads.
        coverage: How much of the source has a sure counterpart.

    Raises:
        InputError: Little of the source is aligned, or its counterparts mean something else.
    """
    little = coverage.src >= ENOUGH and coverage.share < LEAST_SHARE
    if little or _means_another(beads):
        draft, source = (d.source or d.name for d in (bitext.tgt, bitext.src))
        raise InputError(
            f"{draft}: does not look like a translation of {source}; "
            "give the draft and the source of one document"
        )


def _means_another(beads: Sequence[Pair]) -> bool:
    """Two documents can be aligned by their numbers alone.

    The counterpart of a paragraph then means it no more than any other paragraph does.
    """
    sample = [pair for pair in beads if not pair.bead.is_null][:SAMPLE]
    if len(sample) < ENOUGH:
        return False
    if not static_knows(sample[0].src.lang, sample[0].tgt.lang):
        return False
    from aligner.similarity import static

    model = static.load()
    src = model.embed([pair.src.text for pair in sample])
    tgt = model.embed([pair.tgt.text for pair in sample])
    cosines = src @ tgt.T
    return bool((cosines > cosines.diagonal()[:, None]).mean() > STRANGE)
