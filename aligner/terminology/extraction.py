"""Bitexts in, glossary out."""

from __future__ import annotations

from collections import defaultdict
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


def find_translations(
    bitexts: Sequence[Bitext], terms: Sequence[str]
) -> dict[str, list[tuple[str, float]]]:
    """What aligned texts have for given terms, whatever their shape and that of the translation.

    Args:
        bitexts: Documents of one pair of languages.
        terms: Terms of the source language, matched by lemma.

    Returns:
        For each term that occurs, target stretches as in the texts with their probabilities, the
        best first.

    Raises:
        UsageError: No bitexts, or bitexts of several pairs of languages.
    """
    pivot = _pivot(bitexts)
    if len({bitext.tgt.lang for bitext in bitexts}) > 1:
        raise UsageError("translations of given terms are looked for in one target language")
    lang = bitexts[0].tgt.lang
    src = corpora.read(pivot, tagging.tagger(pivot), [b.src for b in bitexts], terms)
    tgt = corpora.read(lang, tagging.tagger(lang), [b.tgt for b in bitexts], free=True)
    places = [(bitext, bead) for bitext in bitexts for bead in bitext.beads]
    segments = [s for n, place in enumerate(places) for s in _segments(*place, n, src, tgt)]
    best: dict[int, dict[str, float]] = defaultdict(dict)
    for rendering in translation.translate(segments, src, tgt, _encoder()):
        form, known = tgt.terms[rendering.tgt].form, best[rendering.src]
        known[form] = max(known.get(form, 0.0), rendering.probability)
    found = {}
    for number, ids in src.known.items():
        if number < len(terms):
            merged = {form: p for i in ids for form, p in sorted(best[i].items())}
            found[terms[number]] = sorted(merged.items(), key=lambda item: -item[1])
    return found


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
    sides = [(bitext.src, bead.src, src), (bitext.tgt, bead.tgt, tgt)]
    inner = [sub for sub in bead.sentences if not sub.is_null]
    if not inner:
        left, right = (_stretches(*side) for side in sides)
        yield Segment(left, right, number)
        return
    src_sentences, tgt_sentences = (_sentences(*side) for side in sides)
    for sub in inner:
        left = tuple(src_sentences[i] for i in sub.src)
        yield Segment(left, tuple(tgt_sentences[j] for j in sub.tgt), number)


def _stretches(document: Document, ids: Sequence[int], corpus: Corpus) -> tuple[Stretch, ...]:
    """Everything that was read in some paragraphs."""
    paragraphs = [document.paragraphs[i] for i in ids]
    whole: tuple[Sentence | None, ...] = (None,)
    return tuple(corpus.stretch(p, s) for p in paragraphs for s in p.sentences or whole)


def _sentences(document: Document, ids: Sequence[int], corpus: Corpus) -> tuple[Stretch, ...]:
    """The sentences of some paragraphs, numbered as sentence beads number them."""
    paragraphs = [document.paragraphs[i] for i in ids]
    return tuple(corpus.stretch(p, sentence) for p in paragraphs for sentence in p.sentences)
