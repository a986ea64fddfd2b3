"""Concepts become glossary entries: terms with variants, score, contexts, a lasting id."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aligner.model import Bead, Bitext, Context, Document, Entry, Term
from aligner.terminology import headwords, termhood
from aligner.terminology.corpus import Corpus, ranked
from aligner.terminology.lexicon import fold
from aligner.terminology.pairing import Paired
from aligner.terminology.termhood import Nesting
from aligner.terminology.variants import ConceptDraft

Keys = tuple[tuple[str, str], ...]
"""Languages with the lemmas of a term in each."""
Places = Sequence[tuple[Bitext, Bead]]
"""The beads of all bitexts; renderings name them by position."""

# Set by hand; on what texts is not on record. The score orders entries, it is no calibrated
# probability.
# ``python -m benchmarks.terminology_numbers`` prints what a change of each does to glossaries.
TERMHOOD, TRANSLATION, BIAS = 1.0, 0.6, -1.2
"""Weights in the score: log-odds that both sides are terms (halfway between the mean and the lesser
of the two), and that they translate each other."""
REPEATED = 0.35
"""What each growth by e of the times that the two were taken for one another adds."""
MISSING = 1.5
"""What it costs to have no term in any of the other languages; what one has, others confirm."""
HIGHEST_ODDS = 3.5
"""Log-odds beyond which more evidence of either kind does not raise the score."""

_POS = {"N": "NOUN", "P": "PROPN", "A": "NOUN", "V": "NOUN"}


class Writer:
    """Makes entries of concepts.

    Args:
        paired: The corpora, the beads, and all renderings, against which nested terms are judged.
    """

    def __init__(self, paired: Paired) -> None:
        src, targets, found, places = paired[:4]
        self._src = src
        self._targets = targets
        self._places = places
        self._counts: dict[str, dict[str, int]] = {}
        translated = {r.src for renderings in found.values() for r in renderings}
        self._nestings = {src.lang: termhood.nestings((src.terms[i] for i in translated), src)}
        for lang, renderings in found.items():
            rendered = {r.tgt for r in renderings}
            self._nestings[lang] = termhood.nestings(
                (targets[lang].terms[i] for i in rendered), targets[lang]
            )

    def entries(self, concepts: Sequence[ConceptDraft]) -> list[Entry]:
        """One entry a concept, the best first; of equals the one that comes first in the text.

        What has the shape of a term in no language is left out, and so is a fragment that stands
        nowhere but in one longer term, in every language; without parts of speech the longer one
        may be any stretch, so there fragments stay.
        """
        corpora = {self._src.lang: self._src, **self._targets}
        self._counts = {lang: {t.key: t.count for t in c.terms} for lang, c in corpora.items()}
        formed = [concept for concept in concepts if self._formed(concept)]
        scores = [self.score(concept) for concept in formed]
        tagged = all(c.tagger.tags for c in (self._src, *self._targets.values()))
        gone = self._fragments(formed, scores) if tagged else set[int]()
        written = [self._entry(concept) for i, concept in enumerate(formed) if i not in gone]
        return sorted(written, key=lambda entry: (-entry.score, -entry.count, entry.terms[0].text))

    def _formed(self, concept: ConceptDraft) -> bool:
        terms = [self._src.terms[concept.src[0]]]
        terms += [self._targets[lang].terms[r.tgt] for lang, r in concept.best.items()]
        return any(term.formed for term in terms)

    def _fragments(self, concepts: Sequence[ConceptDraft], scores: Sequence[float]) -> set[int]:
        """Positions of the concepts that stand only in a longer one that is surer."""
        known = {
            self._keys(concept): score for concept, score in zip(concepts, scores, strict=True)
        }
        longer: dict[str, list[Keys]] = defaultdict(list)
        for keys in known:
            words = keys[0][1].split()
            for word in set(words):
                longer[word].append(keys)
        found = set()
        for i, concept in enumerate(concepts):
            keys = self._keys(concept)
            around = longer[keys[0][1].split()[0]]
            if any(known[o] > scores[i] and self._only_in(keys, o) for o in around if o != keys):
                found.add(i)
        return found

    def _keys(self, concept: ConceptDraft) -> Keys:
        """Its first term in every language, the source language first."""
        best = [(lang, self._targets[lang].terms[r.tgt].key) for lang, r in concept.best.items()]
        return ((self._src.lang, self._src.terms[concept.src[0]].key), *best)

    def _only_in(self, keys: Keys, other: Keys) -> bool:
        around = dict(other)
        return all(
            f" {key} " in f" {around.get(lang, '')} "
            and self._counts[lang][key] <= self._counts[lang][around[lang]]
            for lang, key in keys
        )

    def _entry(self, concept: ConceptDraft) -> Entry:
        terms = list(_terms(self._src, concept.src))
        plural = headwords.is_plural(self._src.terms[concept.src[0]], self._src)
        for lang, renderings in concept.renderings.items():
            ids = dict.fromkeys(rendering.tgt for rendering in renderings)
            terms.extend(_terms(self._targets[lang], list(ids), plural=plural))
        beads = {b for rs in concept.renderings.values() for r in rs for b in r.beads}
        found = contexts(sorted(beads), self._places)
        return Entry(
            id=self._id(concept),
            terms=tuple(terms),
            score=self.score(concept),
            count=len(found),
            contexts=tuple(found),
            source="; ".join(dict.fromkeys(context.document for context in found)),
        )

    def score(self, concept: ConceptDraft) -> float:
        """How sure it is that a concept is one and its terms translate each other, 0 to 1.

        Terms that the other languages found have no say in it.
        """
        best = {lang: r for lang, r in concept.best.items() if lang not in concept.filled}
        hood = [self._hood(self._src, concept.src[0])]
        hood += [self._hood(self._targets[lang], r.tgt) for lang, r in best.items()]
        odds = [math.log(r.probability / max(1 - r.probability, 1e-6)) for r in best.values()]
        term = (sum(hood) / len(hood) + min(hood)) / 2
        pair = sum(odds) / len(odds)
        links = max(r.links for r in best.values())
        total = BIAS + TERMHOOD * min(term, HIGHEST_ODDS) + TRANSLATION * min(pair, HIGHEST_ODDS)
        total += REPEATED * math.log(links)
        total -= MISSING * (1 - len(best) / len(self._targets))
        return round(1 / (1 + math.exp(-total)), 4)

    def _hood(self, corpus: Corpus, term: int) -> float:
        candidate = corpus.terms[term]
        nesting = self._nestings[corpus.lang].get(candidate.key, Nesting())
        return termhood.termhood(candidate, corpus, nesting)

    def _id(self, concept: ConceptDraft) -> str:
        """A hash of the first term of every language, so that a new run names it the same."""
        keys = [f"{self._src.lang}:{self._src.terms[concept.src[0]].key}"]
        for lang, rendering in sorted(concept.best.items()):
            keys.append(f"{lang}:{self._targets[lang].terms[rendering.tgt].key}")
        return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def contexts(beads: Iterable[int], places: Places) -> list[Context]:
    """Beads as places to read, languages joined by the paragraphs of the source.

    Args:
        beads: Positions in ``places``.
        places: The beads of all bitexts.
    """
    joined: dict[tuple[str, str, tuple[int, ...]], list[tuple[Bitext, Bead]]] = {}
    for number in beads:
        bitext, bead = places[number]
        place = (bitext.src.name, bitext.src.sha256, bead.src)
        joined.setdefault(place, []).append((bitext, bead))
    return [_context(found) for found in joined.values()]


def _terms(corpus: Corpus, ids: Sequence[int], *, plural: bool | None = None) -> Iterator[Term]:
    """The terms of one language; an acronym that a full form carries is not repeated.

    Args:
        corpus: That of the language.
        ids: The terms, the best first.
        plural: True where they translate a plural.
    """
    seen: set[str] = set()
    for i in ids:
        candidate = corpus.terms[i]
        text = headwords.headword(candidate, corpus, plural=plural)
        acronym = next(iter(ranked(candidate.acronyms)), "")
        if fold(text) in seen:
            continue
        seen |= {fold(text), fold(acronym)}
        yield Term(
            lang=corpus.lang,
            text=text,
            lemma=candidate.key,
            variants=tuple(f for f in headwords.surfaces(candidate, corpus) if f != text),
            acronym=acronym,
            pos=_POS.get(candidate.codes[0], ""),
        )


def _context(found: Sequence[tuple[Bitext, Bead]]) -> Context:
    bitext, bead = found[0]
    units = {bitext.src.lang: bead.src}
    texts = {bitext.src.lang: _text(bitext.src, bead.src)}
    for bitext, bead in found:
        units[bitext.tgt.lang] = bead.tgt
        texts[bitext.tgt.lang] = _text(bitext.tgt, bead.tgt)
    label = next((p for i in bead.src if (p := bitext.src.paragraphs[i].path)), "")
    return Context(bitext.src.name, label, units, texts)


def _text(document: Document, ids: Sequence[int]) -> str:
    return " ".join(document.paragraphs[i].text for i in ids)
