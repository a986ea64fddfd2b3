"""Bitexts in, glossary out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from aligner.errors import ModelError, UsageError
from aligner.model import Bead, Bitext, Document, Glossary, Sentence
from aligner.terminology import corpus as corpora
from aligner.terminology import tagging, translation, variants
from aligner.terminology.corpus import Corpus, Stretch
from aligner.terminology.entries import Writer
from aligner.terminology.lexicon import Embed, letters
from aligner.terminology.translation import Rendering, Segment

Progress = Callable[[str, float], None]
"""Told what is being done and which share of it, 0 to 1."""


def extract_terms(
    bitexts: Sequence[Bitext], *, name: str = "", progress: Progress | None = None
) -> Glossary:
    """Find the terms of aligned texts and their translations.

    Candidates are noun phrases by part-of-speech patterns, and long names (:mod:`candidates`);
    translations are judged by word links, meaning and recurrence (:mod:`translation`), and entries
    ordered by how sure it is that both sides are terms (:mod:`termhood`) and each other's
    translation. French and English have tagging pipelines; a language without one has candidates
    from stop words only, which are coarser (:mod:`tagging` says which pipeline serves and why).

    Args:
        bitexts: Any number of documents and target languages; all have one source language, the
            pivot. Evidence is gathered over all of them.
        name: What to call the glossary; the name of the first document where empty.
        progress: Told of every step.

    Returns:
        One entry a concept, the best first. A term's ``text`` and ``variants`` are as in the
        texts, most frequent first; ``count`` is the number of beads in which a term of the source
        language and one of some other language stand, ``contexts`` are those beads.

    Raises:
        UsageError: No bitexts, or bitexts of several source languages.
    """
    tell = progress or (lambda _what, _share: None)
    pivot = _pivot(bitexts)
    embed = _encoder()
    sources = _corpus(pivot, [bitext.src for bitext in bitexts], tell)
    targets: dict[str, Corpus] = {}
    found: dict[str, list[Rendering]] = {}
    places = [(bitext, bead) for bitext in bitexts for bead in bitext.beads]
    for lang in dict.fromkeys(bitext.tgt.lang for bitext in bitexts):
        targets[lang] = _corpus(lang, [b.tgt for b in bitexts if b.tgt.lang == lang], tell)
        segments = [
            segment
            for number, (bitext, bead) in enumerate(places)
            if bitext.tgt.lang == lang
            for segment in _segments(bitext, bead, number, sources, targets[lang])
        ]
        what = f"pairing {pivot} and {lang}"
        renderings = translation.translate(
            segments, sources, targets[lang], embed, partial(tell, what)
        )
        found[lang] = [rendering for rendering in renderings if rendering.links]
    concepts = variants.concepts(found, sources, targets, embed)
    tell("writing entries", 0.0)
    entries = Writer(sources, targets, found, places).entries(concepts)
    return Glossary(name or bitexts[0].src.name, (pivot, *targets), tuple(entries))


def _pivot(bitexts: Sequence[Bitext]) -> str:
    languages = dict.fromkeys(bitext.src.lang for bitext in bitexts)
    if not languages:
        raise UsageError("there is nothing to extract terms from: give at least one bitext")
    if len(languages) > 1:
        listed = ", ".join(languages)
        raise UsageError(f"terms need one source language, but the bitexts have several: {listed}")
    return next(iter(languages))


def _encoder() -> Embed:
    """The encoder that ships, or letters alone where its weights are missing."""
    try:
        from aligner.similarity import encoder

        return encoder.load().embed
    except (ImportError, ModelError):
        return letters


def _corpus(lang: str, documents: Sequence[Document], tell: Progress) -> Corpus:
    tell(f"reading {lang}", 0.0)
    distinct = list({id(document): document for document in documents}.values())
    return corpora.read(lang, tagging.tagger(lang), distinct)


def _segments(
    bitext: Bitext, bead: Bead, number: int, src: Corpus, tgt: Corpus
) -> Iterator[Segment]:
    """The smallest aligned stretches of a bead: its sentence beads, or the bead whole."""
    if bead.is_null:
        return
    left = _stretches(bitext.src, bead.src, src)
    right = _stretches(bitext.tgt, bead.tgt, tgt)
    inner = [sub for sub in bead.sentences if not sub.is_null]
    if not inner:
        yield Segment(tuple(left), tuple(right), number)
    for sub in inner:
        yield Segment(tuple(left[i] for i in sub.src), tuple(right[j] for j in sub.tgt), number)


def _stretches(document: Document, ids: Sequence[int], corpus: Corpus) -> list[Stretch]:
    paragraphs = [document.paragraphs[i] for i in ids]
    no_sentences: tuple[Sentence | None, ...] = (None,)
    return [corpus.stretch(p, s) for p in paragraphs for s in p.sentences or no_sentences]
