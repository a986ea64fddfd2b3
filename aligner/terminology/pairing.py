"""Bitexts in, candidates of every language and their renderings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import ceil
from typing import NamedTuple

import numpy as np

from aligner.errors import ModelError, UsageError
from aligner.model import Bead, Bitext, Document, Sentence
from aligner.model.progress import Progress
from aligner.terminology import corpus as corpora
from aligner.terminology import tagging, termhood, translation
from aligner.terminology.corpus import Corpus, Stretch
from aligner.terminology.lexicon import Embed, Floats, Lexicon, letters
from aligner.terminology.translation import Rendering, Segment

SURE = 0.5
"""Probability of a rendering from which on it shows a name to be whole; set by hand."""
LONGEST = 500
"""Content words of a side from which on a unit is read in parts; sentences have a tenth of it."""
REMEMBERED = 50_000
"""Texts whose vectors are kept during one extraction; about 100 MB."""


class Paired(NamedTuple):
    """What the texts say of terms, before anything is written.

    Attributes:
        sources: Corpus of the source language.
        targets: Corpora by target language.
        found: Renderings by target language; each was the best for both sides somewhere.
        places: The beads of all bitexts; renderings name them by position.
        segments: The aligned stretches by target language.
        words: What was learned of single words by target language.
    """

    sources: Corpus
    targets: dict[str, Corpus]
    found: dict[str, list[Rendering]]
    places: list[tuple[Bitext, Bead]]
    segments: dict[str, list[Segment]]
    words: dict[str, Lexicon]


def pair(bitexts: Sequence[Bitext], embed: Embed, progress: Progress | None = None) -> Paired:
    """Read the candidates of all languages and pair them.

    Args:
        bitexts: Documents of one source language and any number of target languages.
        embed: Encoder of spans.
        progress: Told of every step.

    Raises:
        UsageError: No bitexts, or bitexts of several source languages.
    """
    tell = progress or (lambda _what, _share: None)
    pivot = source_language(bitexts)
    sources = _corpus(pivot, [bitext.src for bitext in bitexts], tell)
    languages = list(dict.fromkeys(bitext.tgt.lang for bitext in bitexts))
    places = [(bitext, bead) for bitext in bitexts for bead in bitext.beads]
    paired = Paired(sources, {}, {}, places, {}, {})
    for lang in languages:
        documents = [b.tgt for b in bitexts if b.tgt.lang == lang]
        target = paired.targets[lang] = _corpus(lang, documents, tell, keep=len(languages) > 1)
        some = [
            segment
            for number, (bitext, bead) in enumerate(places)
            if bitext.tgt.lang == lang
            for segment in segments(bitext, bead, number, sources, target)
        ]
        paired.segments[lang] = some
        if some:
            paired.words[lang] = translation.learn_words(some, sources, target, embed)
        renderings = translation.translate(
            some, sources, target, embed,
            partial(tell, f"pairing {pivot} and {lang}"), words=paired.words.get(lang),
        )  # fmt: skip
        paired.found[lang] = [rendering for rendering in renderings if rendering.links]
        _carry(sources, target, paired.found[lang])
    return paired


def source_language(bitexts: Sequence[Bitext]) -> str:
    """The one source language of bitexts.

    Raises:
        UsageError: There are none, or they have several.
    """
    languages = dict.fromkeys(bitext.src.lang for bitext in bitexts)
    if not languages:
        raise UsageError("there is nothing to extract terms from: give at least one bitext")
    if len(languages) > 1:
        listed = ", ".join(languages)
        raise UsageError(f"terms need one source language, but the bitexts have several: {listed}")
    return next(iter(languages))


def encoder() -> Embed:
    """The encoder that ships, or letters alone where its weights are missing."""
    try:
        from aligner.similarity import encoder

        return encoder.load().embed
    except (ImportError, ModelError):
        return letters


def remembering(embed: Embed) -> Embed:
    """An encoder that reads no text twice; the source's spans return with every language."""
    known: dict[str, Floats] = {}

    def read(texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        vectors = dict(zip(new, embed(new), strict=True)) if new else {}
        if len(known) < REMEMBERED:
            known.update(vectors)
        return np.array([vectors[t] if t in vectors else known[t] for t in texts], np.float32)

    return read


def _corpus(
    lang: str, documents: Sequence[Document], tell: Progress, *, keep: bool = False
) -> Corpus:
    tell(f"reading {lang}", 0.0)
    distinct = list({id(document): document for document in documents}.values())
    return corpora.read(lang, tagging.tagger(lang), distinct, keep=keep)


def _carry(src: Corpus, tgt: Corpus, found: Sequence[Rendering]) -> None:
    """Mark the names whose rendering is a whole name: a title in one language is one in all."""
    for rendering in found:
        pair = src.terms[rendering.src], tgt.terms[rendering.tgt]
        if rendering.probability >= SURE and all(map(termhood.is_name, pair)):
            for one, other in (pair, pair[::-1]):
                one.whole |= termhood.carries(other)


def segments(
    bitext: Bitext, bead: Bead, number: int, src: Corpus, tgt: Corpus
) -> Iterator[Segment]:
    """The smallest aligned stretches of a bead: its sentence beads, or the bead whole."""
    if bead.is_null:
        return
    sides = [(bitext.src, bead.src, src), (bitext.tgt, bead.tgt, tgt)]
    inner = [sub for sub in bead.sentences if not sub.is_null]
    if not inner:
        left, right = (_stretches(*side) for side in sides)
        yield from _bounded(Segment(left, right, number))
        return
    src_sentences, tgt_sentences = (_sentences(*side) for side in sides)
    for sub in inner:
        left = tuple(src_sentences[i] for i in sub.src)
        yield from _bounded(Segment(left, tuple(tgt_sentences[j] for j in sub.tgt), number))


def _bounded(segment: Segment) -> Iterator[Segment]:
    """A segment, in parts where it is very long: links are weighed between all words of both sides.

    What stands at the same share of both sides is taken together.
    """
    sides = translation.joined(segment.src), translation.joined(segment.tgt)
    count = ceil(max(len(side.words) for side in sides) / LONGEST)
    if count < 2:
        yield segment
        return
    for left, right in zip(*(side.parts(count) for side in sides), strict=True):
        yield Segment((left,), (right,), segment.bead)


def _stretches(document: Document, ids: Sequence[int], corpus: Corpus) -> tuple[Stretch, ...]:
    """Everything that was read in some paragraphs."""
    paragraphs = [document.paragraphs[i] for i in ids]
    whole: tuple[Sentence | None, ...] = (None,)
    return tuple(corpus.stretch(p, s) for p in paragraphs for s in p.sentences or whole)


def _sentences(document: Document, ids: Sequence[int], corpus: Corpus) -> tuple[Stretch, ...]:
    """The sentences of some paragraphs, numbered as sentence beads number them."""
    paragraphs = [document.paragraphs[i] for i in ids]
    return tuple(corpus.stretch(p, sentence) for p in paragraphs for sentence in p.sentences)
