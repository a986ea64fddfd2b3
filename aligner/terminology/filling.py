"""What a concept is called in a language that has no term for it yet, by what the others say.

A pair of languages may miss a term: its words have no shape that a pattern knows, segmentation cut
them wrongly, or another span is as likely. Where two languages or more agree with the source, they
say together what is looked for: in the aligned units every stretch of words is weighed by the word
links of the source term and by how near its meaning is to the terms of all other languages. Where
spaces do not show the words, terms that are there already are weighed against such stretches too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.languages import language
from aligner.languages.grammar import Grammar
from aligner.terminology import candidates, evidence, translation
from aligner.terminology.corpus import Candidate, Corpus, Source, Stretch
from aligner.terminology.grammar import grammar
from aligner.terminology.lexicon import Embed, Floats, Unit
from aligner.terminology.pairing import Paired
from aligner.terminology.soundness import Soundness, soundness
from aligner.terminology.translation import Rendering
from aligner.terminology.variants import ConceptDraft

# Set by hand on a resolution of the Security Council in six languages.
AGREEING = 2
"""Target languages that have a term before another is filled in or weighed again."""
LINKS, MEANING = 0.5, 1.0
"""What full consistency of word links and a cosine of 1 are worth."""
LEAST = 0.66
"""Worth from which on a stretch is taken."""
BETTER, BETTER_IN_BOTH = 0.1, 0.038
"""How much more than a term that is there a stretch has to be worth to take its place, and how much
where both links and meaning are for it."""
LONGEST = 8
"""Content words of a stretch."""
LOOKED_AT, UNITS = 3, 3
"""Stretches of a unit whose meaning is looked at, and units."""
FEWEST = 0.2
"""Consistency of the links below which a stretch is not looked at."""
RIVAL = 0.1
"""Score from which on a concept keeps its terms from others."""
FILLED = 0.6
"""Probability that a filled-in rendering is given; it does not count in the score."""

_FIRST, _LAST = frozenset("NPAVGWR"), frozenset("NPAVGW")
_INSIDE = frozenset("NPAVGWRodDieCsL")
_NOMINAL = frozenset("NPGW")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a source term stands in a unit."""

    unit: int
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    """A stretch with what speaks for it."""

    key: str
    form: str
    codes: str
    lemmas: tuple[str, ...]
    links: float
    beads: list[int]


def fill(
    concepts: Sequence[ConceptDraft], rivals: Sequence[ConceptDraft], paired: Paired, embed: Embed
) -> None:
    """Add what is missing to concepts, and put right what was cut wrongly.

    Args:
        concepts: Those that are worth it, changed in place; ``filled`` names the languages whose
            first term is from here.
        rivals: Concepts from which no term may be taken away.
        paired: New candidates join its corpora.
        embed: Encoder of spans.
    """
    if len(paired.targets) <= AGREEING:
        return
    meaning = _Meaning(embed)
    for lang, corpus in paired.targets.items():
        if lang not in paired.words:
            continue
        again = language(lang).tagging.cuts_words
        terms = _Terms(corpus)
        units = _Units(lang, paired)
        others = _Others(lang, rivals, paired)
        asked = [
            (concept, list(units.stretches(concept.src[0]).values()))
            for concept in concepts
            if sum(other != lang for other in concept.best) >= AGREEING
            if lang not in concept.best or again or others.are_simpler(concept)
        ]
        meaning.learn(form for concept, _ in asked for form in others.forms(concept))
        meaning.learn(stretch.form for _, found in asked for stretch in found)
        for concept, found in asked:
            _settle(concept, lang, terms, found, others, meaning)


def _settle(
    concept: ConceptDraft,
    lang: str,
    terms: _Terms,
    found: Sequence[_Found],
    others: _Others,
    meaning: _Meaning,
) -> None:
    """Choose the best stretch for a concept, if there is one that may be taken."""
    now = concept.best.get(lang)
    joining = now is not None and others.are_simpler(concept)
    term = None if now is None else terms.corpus.terms[now.tgt]
    best = _better(found, concept, term, others, meaning, joining=joining)
    if best is not None:
        _put(concept, lang, terms, best)
    elif joining:
        del concept.renderings[lang]


def _better(
    found: Sequence[_Found],
    concept: ConceptDraft,
    now: Candidate | None,
    others: _Others,
    meaning: _Meaning,
    *,
    joining: bool,
) -> _Found | None:
    """The stretch that is worth more than the term there is and may be taken."""
    if not found:
        return None
    near = meaning(others.forms(concept), [stretch.form for stretch in found])
    links = np.array([stretch.links for stretch in found])
    worth = LINKS * links + MEANING * near
    key = now and now.key
    there = next((i for i, stretch in enumerate(found) if stretch.key == key), None)
    order: list[int] = np.argsort(-worth, kind="stable").tolist()
    for i in order:
        if worth[i] < LEAST or i == there:
            return None
        if not others.allow(found[i], concept):
            if joining:
                continue
            return None
        if now and not joining and not others.fit(found[i], now, concept):
            return None
        if there is not None and not joining:
            both = links[i] >= links[there] and near[i] >= near[there]
            if float(worth[i] - worth[there]) < (BETTER_IN_BOTH if both else BETTER):
                return None
        return found[i]
    return None


class _Others:
    """What the other languages say of the concepts, for one language."""

    def __init__(self, lang: str, rivals: Sequence[ConceptDraft], paired: Paired) -> None:
        self._lang = lang
        self._paired = paired
        self._owners: dict[str, list[ConceptDraft]] = defaultdict(list)
        for concept in rivals:
            if lang in concept.best:
                key = paired.targets[lang].terms[concept.best[lang].tgt].key
                self._owners[key].append(concept)

    def forms(self, concept: ConceptDraft) -> list[str]:
        """The first term of every other language."""
        return [term.form for term in self._terms(concept)]

    def are_simpler(self, concept: ConceptDraft) -> bool:
        """True where the term here joins two things and most others do not."""
        own = self._paired.targets[self._lang].terms[concept.best[self._lang].tgt]
        return "C" in own.codes and not self._join(concept)

    def allow(self, found: _Found, concept: ConceptDraft) -> bool:
        """True where a stretch does not contradict the other terms.

        It joins two things where most others do and nowhere else, may have one word only where
        others have, and may not be what another concept is called whose terms are nearer to it in
        length, unless the two are synonyms elsewhere too.
        """
        terms = self._terms(concept)
        if ("C" in found.codes) != self._join(concept):
            return False
        if language(self._lang).spaces and len(found.lemmas) == 1:
            spaced = [t for t in terms if len(t.form.split()) > 1]
            if len(spaced) > len(terms) / 2:
                return False
        return all(
            owner is concept
            or self._fragment(owner, concept)
            or self._synonyms(owner, concept)
            or self._apart(found, concept) < self._apart(found, owner)
            for owner in self._owners[found.key]
        )

    def fit(self, found: _Found, now: Candidate, concept: ConceptDraft) -> bool:
        """True where a stretch is no further in length from the other terms than the one there."""
        return self._apart(found, concept) <= self._apart(now, concept)

    def _fragment(self, owner: ConceptDraft, concept: ConceptDraft) -> bool:
        """True where another concept stands nowhere but inside this one."""
        one, other = (self._paired.sources.terms[c.src[0]] for c in (owner, concept))
        return one.count <= other.count and f" {one.key} " in f" {other.key} "

    def _apart(self, found: _Found | Candidate, concept: ConceptDraft) -> float:
        """How far a stretch is from the usual number of words of a concept's other terms."""
        terms = self._terms(concept)
        usual = sum(len(term.lemmas) for term in terms) / len(terms)
        return abs(math.log(len(found.lemmas) / usual))

    def _terms(self, concept: ConceptDraft) -> list[Candidate]:
        return [
            self._paired.sources.terms[concept.src[0]],
            *(
                self._paired.targets[lang].terms[r.tgt]
                for lang, r in sorted(concept.best.items())
                if lang != self._lang
            ),
        ]

    def _join(self, concept: ConceptDraft) -> bool:
        terms = self._terms(concept)
        return 2 * sum("C" in term.codes for term in terms) > len(terms)

    def _synonyms(self, one: ConceptDraft, other: ConceptDraft) -> bool:
        both = (one.best.keys() & other.best.keys()) - {self._lang}
        same = sum(one.best[lang].tgt == other.best[lang].tgt for lang in both)
        return 2 * same >= max(len(both), 1)


class _Terms:
    """The terms of a corpus by key, to which stretches are added."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._ids: dict[str, int] = {}
        for i, term in enumerate(corpus.terms):
            self._ids.setdefault(term.key, i)

    def id_of(self, found: _Found) -> int:
        """The term that a stretch is, a new one where there is none."""
        if found.key not in self._ids:
            term = Candidate(found.key, found.lemmas, found.codes, name=False, formed=True)
            term.forms[found.form] += len(found.beads)
            term.count = len(found.beads)
            self._ids[found.key] = len(self.corpus.terms)
            self.corpus.terms.append(term)
        return self._ids[found.key]


def _put(concept: ConceptDraft, lang: str, terms: _Terms, found: _Found) -> None:
    """Make a stretch the first term of a language."""
    beads = tuple(dict.fromkeys(found.beads))
    none = np.zeros(len(evidence.NAMES), np.float32)
    new = Rendering(concept.src[0], terms.id_of(found), FILLED, len(beads), beads, beads, none)
    concept.renderings[lang] = [new]
    concept.filled.add(lang)


class _Meaning:
    """How near stretches are to the terms of the other languages, by both embeddings."""

    def __init__(self, embed: Embed) -> None:
        self._embeds = (embed, evidence.bags(embed))
        self._vectors: dict[str, tuple[Floats, ...]] = {}

    def learn(self, forms: Iterable[str]) -> None:
        """Read what is asked for later in one go, which costs less."""
        new = [form for form in dict.fromkeys(forms) if form not in self._vectors]
        if new:
            read = zip(*(embed(new) for embed in self._embeds), strict=True)
            self._vectors.update(zip(new, read, strict=True))

    def __call__(self, others: Sequence[str], forms: Sequence[str]) -> Floats:
        near = []
        for kind in range(len(self._embeds)):
            one, other = (np.array([self._vectors[f][kind] for f in fs]) for fs in (forms, others))
            near.append((one @ other.T).mean(axis=1))
        mean: Floats = np.mean(near, axis=0)
        return mean


class _Units:
    """The aligned units of one language, with where source terms stand in them."""

    def __init__(self, lang: str, paired: Paired) -> None:
        self._corpus = paired.targets[lang]
        self._grammar = grammar(lang, tagged=self._corpus.tagger.tags)
        self._words = paired.words[lang]
        self._segments = paired.segments[lang]
        self._src = [translation.joined(segment.src) for segment in self._segments]
        self._tgt: dict[int, tuple[Stretch, list[_Span]]] = {}
        self._links: dict[int, Floats] = {}
        self._places: dict[int, list[_Place]] = defaultdict(list)
        for unit, side in enumerate(self._src):
            for term, start, end in zip(*(a.tolist() for a in side[1:4]), strict=True):
                self._places[term].append(_Place(unit, start, end))

    def stretches(self, term: int) -> dict[str, _Found]:
        """The stretches that a source term is linked to, by key."""
        found: dict[str, _Found] = {}
        places = self._places[term]
        for place in places[:UNITS]:
            bead = self._segments[place.unit].bead
            for new in self._linked(place, bead):
                known = found.setdefault(new.key, new)
                if known is not new:
                    known.links = max(known.links, new.links)
                    known.beads.append(bead)
        return found

    def _linked(self, place: _Place, bead: int) -> Iterator[_Found]:
        """The sound stretches of a unit that have most links to a source term."""
        near = self._consistency(place)
        spans = self._side(place.unit)[1]
        left = LOOKED_AT
        for i in np.argsort(-near, kind="stable").tolist():
            if not left or near[i] < FEWEST:
                return
            source, start, end = spans[i]
            tokens, codes = source.text.tokens[start:end], source.text.codes[start:end]
            if soundness(tokens, codes, self._grammar) != Soundness.BROKEN:
                left -= 1
                yield _read(spans[i], float(near[i]), bead)

    def _side(self, unit: int) -> tuple[Stretch, list[_Span]]:
        if unit not in self._tgt:
            self._tgt[unit] = _free(self._segments[unit].tgt, self._grammar)
        return self._tgt[unit]

    def _consistency(self, place: _Place) -> Floats:
        src, tgt = self._src[place.unit], self._side(place.unit)[0]
        if place.unit not in self._links:
            self._links[place.unit] = self._words.links(Unit(src.words, tgt.words))
        start, end = (np.array([i], np.int32) for i in (place.start, place.end))
        one = Stretch(src.words, start, start, end)
        found: Floats = translation.consistencies(self._links[place.unit], one, tgt)[0]
        return found


_Span = tuple[Source, int, int]


def _free(stretches: Sequence[Stretch], rules: Grammar) -> tuple[Stretch, list[_Span]]:
    """The stretches of words that may be a term, in one side of a unit."""
    side = translation.joined(stretches)
    starts, ends, spans = [], [], []
    shift = 0
    for stretch in stretches:
        if stretch.source is not None:
            for first, last in _ranges(stretch.source, rules):
                starts.append(shift + first)
                ends.append(shift + last + 1)
                content = stretch.source.content
                spans.append((stretch.source, content[first], content[last] + 1))
        shift += len(stretch.words)
    numbers = np.arange(len(spans), dtype=np.int32)
    return Stretch(
        side.words, numbers, np.array(starts, np.int32), np.array(ends, np.int32)
    ), spans  # fmt: skip


def _ranges(source: Source, rules: Grammar) -> Iterator[tuple[int, int]]:
    """First and last content word of each stretch, as indices in ``source.content``."""
    codes = source.text.codes
    for first, begin in enumerate(source.content):
        if codes[begin] not in _FIRST and not (
            codes[begin : begin + 2] == "FN" and not rules.adjectives_follow
        ):
            continue
        for last in range(first, min(first + LONGEST, len(source.content))):
            end = source.content[last] + 1
            if any(code not in _INSIDE for code in codes[begin + 1 : end]):
                break
            inside = codes[begin:end]
            if inside[-1] not in _LAST or not _NOMINAL & set(inside):
                continue
            yield first, last


def _read(span: _Span, links: float, bead: int) -> _Found:
    source, start, end = span
    tokens, codes = source.text.tokens[start:end], source.text.codes[start:end]
    lemmas = tuple(source.text.tokens[i].lemma for i in source.content if start <= i < end)
    form = candidates.form(source.body, tokens, codes)
    return _Found(candidates.key(tokens, codes), form, codes, lemmas, links, [bead])
