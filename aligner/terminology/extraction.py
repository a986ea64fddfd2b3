"""Bitexts in, glossary out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.alignment import relatedness
from aligner.errors import UsageError, require
from aligner.model import Bitext, Document, Glossary
from aligner.model.progress import Progress
from aligner.model.thresholds import WORTH_A_LOOK
from aligner.terminology import corpus as corpora
from aligner.terminology import (
    definitions,
    filling,
    phraseology,
    ranking,
    tagging,
    translation,
    variants,
)
from aligner.terminology.corpus import ranked
from aligner.terminology.entries import Writer
from aligner.terminology.pairing import encoder, pair, remembering, segments, source_language


def extract_terms(
    bitexts: Sequence[Bitext], *, name: str = "", progress: Progress | None = None
) -> Glossary:
    """Find the terms of aligned texts and their translations.

    Candidates are noun phrases by part-of-speech patterns, and long names (:mod:`candidates`);
    translations are judged by word links, meaning and recurrence (:mod:`translation`), and entries
    ordered by how sure it is that both sides are terms (:mod:`termhood`) and each other's
    translation. Drafting formulas (:mod:`phraseology`) stand among them, marked by their domain. A
    language without a tagging pipeline has candidates from stop words only, which
    are coarser (:mod:`tagging` says which pipeline serves and why).

    Args:
        bitexts: Any number of documents and target languages; all have one source language, the
            pivot. Evidence is gathered over all of them; documents that are no translations of
            each other give none.
        name: What to call the glossary; the name of the first document where empty.
        progress: Told of every step.

    Returns:
        One entry a concept, the best first. A term's ``text`` is its headword
        (:mod:`headwords`), its ``variants`` are the other forms as in the texts, most frequent
        first; ``count`` is the number of beads in which a term of the source language and one of
        some other language stand, ``contexts`` are those beads.

    Raises:
        UsageError: No bitexts, or bitexts of several source languages.
    """
    if isinstance(bitexts, Bitext):
        raise UsageError("extract_terms takes a list of bitexts; write extract_terms([bitext])")
    for bitext in bitexts:
        require(bitext, Bitext, "extract_terms", "align two documents first: aligner.align(fr, en)")
    bitexts = [replace(b, beads=()) if relatedness.warning(b) else b for b in bitexts]
    embed = remembering(encoder())
    paired = pair(bitexts, embed, progress)
    concepts = variants.concepts(paired.found, paired.sources, paired.targets, embed)
    writer = Writer(paired)
    scores = [writer.score(concept) for concept in concepts]
    worth, rivals = (
        [concept for concept, score in zip(concepts, scores, strict=True) if score >= least]
        for least in (WORTH_A_LOOK, filling.RIVAL)
    )
    filling.fill(worth, rivals, paired, embed)
    if progress:
        progress("writing entries", 0.0)
    entries = [*writer.entries(concepts), *phraseology.formulas(bitexts)]
    entries.sort(key=lambda entry: -entry.score)
    entries = definitions.relate(definitions.add(entries, bitexts))
    languages = paired.sources.lang, *paired.targets
    return Glossary(name or bitexts[0].src.name, languages, tuple(entries))


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A candidate term of one language.

    Attributes:
        text: The surface form met most often.
        variants: Its other surface forms, most frequent first.
        score: How sure it is a term, 0 to 1.
        count: Number of its occurrences.
    """

    text: str
    variants: tuple[str, ...]
    score: float
    count: int


def find_candidates(
    documents: Sequence[Document], *, least: float = ranking.LEAST
) -> list[FoundTerm]:
    """Find the candidate terms of one language, without any translation.

    Noun phrases, names and single words are ordered by :mod:`ranking`.

    Args:
        documents: Texts of one language, read together.
        least: Score from which on a candidate is listed.

    Returns:
        Candidates, the surest terms first.

    Raises:
        UsageError: No documents, or documents of several languages.
    """
    languages = {document.lang for document in documents}
    if len(languages) != 1:
        raise UsageError(
            "candidates are looked for in one language at a time; "
            f"give documents of one, not of {', '.join(sorted(languages)) or 'none'}"
        )
    lang = languages.pop()
    corpus = corpora.read(lang, tagging.tagger(lang), documents, loose=True)
    return [
        FoundTerm(forms[0], tuple(forms[1:]), score, term.count)
        for term, score in ranking.rank(corpus)
        if score >= least
        for forms in [ranked(term.forms)]
    ]


@dataclass(frozen=True, slots=True)
class Translation:
    """What aligned texts have for a given term.

    Attributes:
        text: The surface form met most often.
        variants: Its other surface forms, most frequent first.
        probability: That it is the exact counterpart, 0 to 1.
    """

    text: str
    variants: tuple[str, ...]
    probability: float


def find_translations(
    bitexts: Sequence[Bitext], terms: Sequence[str]
) -> dict[str, list[Translation]]:
    """What aligned texts have for given terms, whatever their shape and that of the translation.

    Args:
        bitexts: Documents of one pair of languages.
        terms: Terms of the source language, matched by lemma.

    Returns:
        For each term that occurs, target stretches as in the texts, the best first.

    Raises:
        UsageError: No bitexts, or bitexts of several pairs of languages.
    """
    pivot = source_language(bitexts)
    if len({bitext.tgt.lang for bitext in bitexts}) > 1:
        raise UsageError("translations of given terms are looked for in one target language")
    lang = bitexts[0].tgt.lang
    src = corpora.read(pivot, tagging.tagger(pivot), [b.src for b in bitexts], terms)
    tgt = corpora.read(lang, tagging.tagger(lang), [b.tgt for b in bitexts], free=True)
    places = [(bitext, bead) for bitext in bitexts for bead in bitext.beads]
    some = [s for n, place in enumerate(places) for s in segments(*place, n, src, tgt)]
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for rendering in translation.translate(some, src, tgt, encoder()):
        best[rendering.src][rendering.tgt] = rendering.probability
    found: dict[str, list[Translation]] = {}
    for number, ids in src.known.items():
        if number < len(terms):
            merged: dict[int, float] = {}
            for i in sorted(ids):
                for j, probability in best[i].items():
                    merged[j] = max(merged.get(j, 0.0), probability)
            ordered = sorted(merged.items(), key=lambda item: (-item[1], tgt.terms[item[0]].key))
            found[terms[number]] = [
                Translation(forms[0], tuple(forms[1:]), probability)
                for i, probability in ordered
                for forms in [ranked(tgt.terms[i].forms)]
            ]
    return found
