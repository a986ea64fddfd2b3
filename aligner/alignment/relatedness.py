"""Whether two documents are translations of each other at all.

A search finds the best path through any two texts, and sure beads where numbers or lengths agree.
What the beads mean tells them apart: the mean cosine of static vectors over the beads, weighed by
length (``python -m benchmarks.relatedness``). It is lower for some languages, and varies more in
short texts, so it is taken as a share of what is usual for them.

A version that is only a part of the other, an excerpt or a chapter, is told by the units that have
a counterpart: nearly all of the one, and of the other a stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from textwrap import shorten

from aligner.model import Bead, Bitext, Document
from aligner.model.thresholds import DOUBTFUL
from aligner.similarity.providers import static_knows

STRANGE = "the documents do not look like translations of each other"
"""The reason of every bead of two documents that are not."""

_USUAL = {"fr": 0.75, "en": 0.75, "es": 0.70, "ru": 0.61, "zh": 0.63, "ar": 0.60}
"""Mean cosine of translations with French or English: Declaration and Goals."""
_LEAST, _LEAST_OF_FEW = 0.78, 0.6
"""Share of what is usual below which documents are strangers, and where there are few beads; set
between the related and the unrelated pairs of the benchmark."""
_FEW, _FEWEST = 10, 3
"""Beads that are few, and those with which nothing can be told."""
_CONFIDENCE = 0.1
_RENDERED = 0.8
"""Share of an excerpt's units that have a counterpart."""
_OUTSIDE = 0.25
"""Share of the other document that lies before or behind the stretch."""
_NEAR = 3
"""Units over which the next one with a counterpart may be away in a stretch."""


def are_related(src: Document, tgt: Document, beads: Sequence[Bead]) -> bool:
    """Whether two documents are translations of each other, as far as that can be told.

    Args:
        src: The source.
        tgt: The target.
        beads: Their alignment.

    Returns:
        True too where it cannot be told: fewer than three beads, or a language whose usual likeness
        has not been measured.
    """
    langs = [document.lang.split("-")[0] for document in (src, tgt)]
    full = [bead for bead in beads if not bead.is_null]
    if len(full) < _FEWEST or not _USUAL.keys() >= set(langs) or not static_knows(*langs):
        return True
    least = _LEAST if len(full) >= _FEW else _LEAST_OF_FEW
    return likeness(src, tgt, full) >= least * min(_USUAL[lang] for lang in langs)


def doubted(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """The beads of documents that are no translations: none is likely to be right."""
    return tuple(
        replace(bead, confidence=min(bead.confidence, _CONFIDENCE), reason=STRANGE)
        for bead in beads
    )


def warning(bitext: Bitext) -> str:
    """A line for a person about two documents that are no translations; else an empty string."""
    if not bitext.beads or any(bead.reason != STRANGE for bead in bitext.beads):
        return ""
    names = " and ".join(d.source or d.name for d in (bitext.src, bitext.tgt))
    return f"{names} do not look like translations of each other; check that they are one document"


def told(bitext: Bitext) -> str:
    """What a person should know of two documents: that they are strangers, or one an excerpt."""
    return warning(bitext) or excerpt(bitext)


def excerpt(bitext: Bitext) -> str:
    """A line where one document renders only a stretch of the other; else an empty string.

    It says which paragraphs of the longer one, counted from 1.
    """
    full = [b for b in bitext.beads if not b.is_null and b.confidence >= DOUBTFUL]
    sides = (bitext.src, [b.src for b in full]), (bitext.tgt, [b.tgt for b in full])
    for (part, in_part), (whole, in_whole) in (sides, sides[::-1]):
        met = {i for ids in in_part for i in ids}
        stretch = _stretch(sorted(i for ids in in_whole for i in ids))
        count = len(whole.paragraphs)
        outside = count - len(stretch)
        if (
            stretch
            and len(full) >= _FEW
            and len(met) >= _RENDERED * len(part.paragraphs)
            and outside >= _OUTSIDE * count
        ):
            first, last = (whole.paragraphs[i].body for i in (stretch[0], stretch[-1]))
            return (
                f"{part.source or part.name} renders only a part of {whole.source or whole.name}: "
                f"paragraphs {stretch[0] + 1} to {stretch[-1] + 1} of {count}, "
                f"from “{shorten(first, 40, placeholder='…')}” "
                f"to “{shorten(last, 40, placeholder='…')}”"
            )
    return ""


def _stretch(met: Sequence[int]) -> range:
    """From the first to the last of some units, those left out that lie far from all others."""
    near = [(unit, after) for unit, after in pairwise(met) if after - unit <= _NEAR]
    return range(near[0][0], near[-1][1] + 1) if near else range(0)


def likeness(src: Document, tgt: Document, beads: Sequence[Bead]) -> float:
    """Mean cosine of some beads, none of them null, by the length of their source: -1 to 1."""
    import numpy as np

    from aligner.similarity import static

    texts = [" ".join(src.paragraphs[i].body for i in bead.src) for bead in beads]
    model = static.load()
    ours = model.embed(texts)
    theirs = model.embed([" ".join(tgt.paragraphs[j].body for j in bead.tgt) for bead in beads])
    weights = np.array([len(text) + 1 for text in texts], np.float64)
    return float(((ours * theirs).sum(1) * weights).sum() / weights.sum())
