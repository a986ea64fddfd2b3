"""A draft that is of another document is refused, since all that could be said of it is wrong."""

from __future__ import annotations

from aligner.alignment.relatedness import are_related
from aligner.consistency.finding import Coverage
from aligner.errors import InputError
from aligner.model import Bitext

LEAST_SHARE = 0.25
"""Share of the source that has to be aligned; with less, the draft is of another document."""
ENOUGH = 8
"""Paragraphs of the source by which that can be told."""


def refuse(bitext: Bitext, coverage: Coverage) -> None:
    """Refuse a draft that is no translation of the source.

    Args:
        bitext: The source and the draft, aligned.
        coverage: How much of the source has a sure counterpart.

    Raises:
        InputError: Little of the source is aligned, or its counterparts mean something else.
    """
    if coverage.src < ENOUGH:
        return
    little = coverage.share < LEAST_SHARE
    if little or not are_related(bitext.src, bitext.tgt, bitext.beads):
        draft, source = (d.source or d.name for d in (bitext.tgt, bitext.src))
        raise InputError(
            f"{draft}: does not look like a translation of {source}; "
            "give the draft and the source of one document"
        )
