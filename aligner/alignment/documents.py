"""Two documents become a bitext: paragraphs first, then sentences inside each bead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from aligner import signature
from aligner.alignment import relatedness
from aligner.alignment.reasons import reason
from aligner.alignment.search import align_units
from aligner.errors import require
from aligner.model import Bead, Bitext, Document, Kind, Paragraph
from aligner.similarity import Similarity
from aligner.similarity.providers import provider

_ONCE = {Kind.TITLE, Kind.ADOPTION, Kind.ORGAN}
"""Kinds that a document has once; what they are serves them as a label."""

BeadsDone = Callable[[int, int], None]
"""Told how many of how many beads are done."""


def align(
    src: Document,
    tgt: Document,
    similarity: Similarity | str = "auto",
    *,
    sentences: bool = True,
    progress: BeadsDone | None = None,
) -> Bitext:
    """Align two versions of a document.

    Args:
        src: The version that others are aligned to.
        tgt: Another version.
        similarity: A provider, or the name of one.
        sentences: Align the sentences inside each paragraph bead as well.
        progress: Told as sentence alignment goes on.

    Returns:
        The bitext; every paragraph of either side is in exactly one bead. Where the documents do
        not look like translations of each other, every bead says so and is unlikely.

    Raises:
        UsageError: There is no similarity of that name.
        ModelError: Its weights cannot be loaded.
    """
    for side in (src, tgt):
        require(side, Document, "align", "read a file first: aligner.read(FILE)")
    units = max(len(src.paragraphs), len(tgt.paragraphs))
    likeness = (
        provider(similarity, units, (src.lang, tgt.lang))
        if isinstance(similarity, str)
        else similarity
    )
    found = align_units(
        [p.body for p in src.paragraphs],
        [p.body for p in tgt.paragraphs],
        likeness,
        src_labels=_labels(src),
        tgt_labels=_labels(tgt),
    )
    beads = []
    for done, bead in enumerate(found.beads, 1):
        sides = [src.paragraphs[i] for i in bead.src], [tgt.paragraphs[j] for j in bead.tgt]
        inner = _sentence_beads(*sides, likeness) if sentences and not bead.is_null else ()
        beads.append(
            replace(bead, reason=reason(bead, *sides, (src.lang, tgt.lang)), sentences=inner)
        )
        if progress:
            progress(done, len(found.beads))
    if not relatedness.are_related(src, tgt, beads):
        beads = list(relatedness.doubted(beads))
    made = signature.joined([found.signature], sentences="" if sentences else "no")
    return Bitext(src, tgt, tuple(beads), made)


def _labels(document: Document) -> list[str] | None:
    """Labels as they compare across languages; None where no paragraph was found to have one."""
    if not any(p.label or p.cell or p.kind in _ONCE for p in document.paragraphs):
        return None
    return [_label(p) for p in document.paragraphs]


def _label(paragraph: Paragraph) -> str:
    if paragraph.kind in _ONCE:
        return f"@{paragraph.kind}"
    if paragraph.cell is not None:
        return f"@{paragraph.cell.row}.{paragraph.cell.column}"
    return ".".join([str(paragraph.annex), *paragraph.label]) if paragraph.label else ""


def _sentence_beads(
    src: Sequence[Paragraph], tgt: Sequence[Paragraph], similarity: Similarity
) -> tuple[Bead, ...]:
    src_texts = [text for p in src for text in p.sentence_texts()]
    tgt_texts = [text for p in tgt for text in p.sentence_texts()]
    if len(src_texts) <= 1 and len(tgt_texts) <= 1:
        return (Bead(tuple(range(len(src_texts))), tuple(range(len(tgt_texts)))),)
    return align_units(src_texts, tgt_texts, similarity, adapt=False).beads
