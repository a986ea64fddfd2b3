"""Renderings become concepts: synonyms, acronyms and further renderings find their entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aligner.terminology.corpus import Candidate, Corpus
from aligner.terminology.lexicon import Embed, Floats
from aligner.terminology.translation import Rendering

# Set by hand; on what texts is not on record.
# ``python -m benchmarks.terminology_numbers`` prints what a change of each does to glossaries.
ALIKE = 0.6
"""Least cosine of two terms of one language that share a rendering, to be one concept's."""
PLAUSIBLE = 0.3
"""Least probability of a rendering that is kept."""
SECOND = 0.2
"""Least share of the links, against the first rendering, of a further rendering."""


@dataclass(slots=True)
class ConceptDraft:
    """What one entry of the glossary stands for.

    Attributes:
        src: Ids of its source terms, the best first.
        renderings: By target language, the best first; several where the texts have several.
        filled: Languages whose term the other languages found (:mod:`filling`).
    """

    src: list[int]
    renderings: dict[str, list[Rendering]] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    @property
    def best(self) -> dict[str, Rendering]:
        """The first rendering in each language."""
        return {lang: renderings[0] for lang, renderings in self.renderings.items()}


def concepts(
    found: Mapping[str, Sequence[Rendering]],
    src: Corpus,
    targets: Mapping[str, Corpus],
    embed: Embed,
) -> list[ConceptDraft]:
    """Group renderings by what they mean.

    Source terms are one concept's where they have the same first rendering in every language that
    both have, and their meanings are near; further renderings of one term are kept where they are
    near to its first. An acronym joins the full form that a text ties to it.

    Args:
        found: Renderings by target language.
        src: Corpus of the source language.
        targets: Corpora of the target languages.
        embed: Encoder of the spans.
    """
    near = _Nearness(embed)
    single = _by_source(found, targets, near)
    _without_overlaps(single, src)
    merged = _with_synonyms(single, src, near)
    return _with_acronyms(merged, src)


class _Nearness:
    """Cosines between terms of one language, their vectors computed once for all that are asked."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._vectors: dict[str, Floats] = {}

    def learn(self, forms: Sequence[str]) -> None:
        new = [form for form in dict.fromkeys(forms) if form not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._embed(new), strict=True))

    def __call__(self, one: Candidate, other: Candidate) -> float:
        return float(self._vectors[one.form] @ self._vectors[other.form])


def _by_source(
    found: Mapping[str, Sequence[Rendering]], targets: Mapping[str, Corpus], near: _Nearness
) -> dict[int, ConceptDraft]:
    """One concept for each source term, with its renderings in each language."""
    concepts: dict[int, ConceptDraft] = {}
    for lang, renderings in found.items():
        terms = targets[lang].terms
        by_source: dict[int, list[Rendering]] = defaultdict(list)
        for rendering in renderings:
            if rendering.probability >= PLAUSIBLE:
                by_source[rendering.src].append(rendering)
        for several in by_source.values():
            several.sort(key=lambda r: (-r.links * r.probability, terms[r.tgt].key))
        several_forms = [terms[r.tgt].form for rs in by_source.values() if len(rs) > 1 for r in rs]
        near.learn(several_forms)
        for term, several in by_source.items():
            first = several[0]
            kept = [
                other
                for other in several[1:]
                if other.links >= max(2, SECOND * first.links)
                and near(terms[first.tgt], terms[other.tgt]) >= ALIKE
            ]
            concepts.setdefault(term, ConceptDraft([term])).renderings[lang] = [first, *kept]
    return concepts


def _without_overlaps(concepts: dict[int, ConceptDraft], src: Corpus) -> None:
    """Take renderings from terms that only put words around another that has them more often.

    *armed conflict* is ``conflit armé``, and not ``temps de conflit armé`` as well.
    """
    shared: dict[tuple[str, int], list[int]] = defaultdict(list)
    for term, concept in concepts.items():
        for lang, rendering in concept.best.items():
            shared[lang, rendering.tgt].append(term)
    for (lang, _), terms in shared.items():
        terms.sort(key=lambda term: len(src.terms[term].key))
        for place, longer in enumerate(terms):
            drafts = concepts[longer].renderings
            links = drafts[lang][0].links
            for shorter in terms[:place]:
                theirs = concepts[shorter].renderings.get(lang)
                inside = f" {src.terms[shorter].key} " in f" {src.terms[longer].key} "
                if inside and theirs and theirs[0].links >= links:
                    del drafts[lang]
                    break
    for term in [term for term, concept in concepts.items() if not concept.renderings]:
        del concepts[term]


def _with_synonyms(
    concepts: dict[int, ConceptDraft], src: Corpus, near: _Nearness
) -> list[ConceptDraft]:
    """Join source terms that have the same renderings and mean nearly the same."""
    shared: dict[tuple[str, int], list[int]] = defaultdict(list)
    for term, concept in concepts.items():
        for lang, rendering in concept.best.items():
            shared[lang, rendering.tgt].append(term)
    near.learn([src.terms[t].form for terms in shared.values() if len(terms) > 1 for t in terms])
    gone: dict[int, int] = {}
    for terms in shared.values():
        ranked = sorted(terms, key=lambda t: (-_links(concepts[t]), src.terms[t].key))
        for term in ranked[1:]:
            head = gone.get(ranked[0], ranked[0])
            if term in gone or term == head or not _agree(concepts[head], concepts[term]):
                continue
            if _nested(src.terms[head], src.terms[term]):
                continue
            if near(src.terms[head], src.terms[term]) >= ALIKE:
                gone[term] = head
                _absorb(concepts[head], concepts[term])
    return [concept for term, concept in concepts.items() if term not in gone]


def _nested(one: Candidate, other: Candidate) -> bool:
    """True where one is a piece of the other: a fragment is no synonym."""
    return f" {one.key} " in f" {other.key} " or f" {other.key} " in f" {one.key} "


def _absorb(concept: ConceptDraft, other: ConceptDraft) -> None:
    concept.src.extend(other.src)
    for lang, renderings in other.renderings.items():
        concept.renderings.setdefault(lang, []).extend(renderings)


def _agree(one: ConceptDraft, other: ConceptDraft) -> bool:
    both = one.best.keys() & other.best.keys()
    return all(one.best[lang].tgt == other.best[lang].tgt for lang in both)


def _links(concept: ConceptDraft) -> int:
    return max(rendering.links for rendering in concept.best.values())


def _with_acronyms(concepts: list[ConceptDraft], src: Corpus) -> list[ConceptDraft]:
    """Fold the entry of an acronym into that of its full form."""
    by_form = {src.terms[concept.src[0]].form: concept for concept in concepts}
    gone: set[int] = set()
    for concept in concepts:
        for short in src.terms[concept.src[0]].acronyms:
            other = by_form.get(short)
            if other is not None and other is not concept:
                _absorb(concept, other)
                gone.add(id(other))
    return [concept for concept in concepts if id(concept) not in gone]
