"""The texts of one language, read for terms, with their words and candidates counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.model import Document, Paragraph, Sentence
from aligner.terminology import acronyms, candidates, names, participles
from aligner.terminology.candidates import Span, Text
from aligner.terminology.grammar import grammar
from aligner.terminology.lookup import Lookup
from aligner.terminology.tagging import Tagger, Token

Ints = NDArray[np.int32]
RECURS = 2
"""Times from which on a doubtful phrase is a term; set by hand."""
StretchKey = tuple[str, int, int]
"""Body of a paragraph and the offsets of a stretch in it."""


class Source(NamedTuple):
    """What a stretch was read from.

    Attributes:
        body: The text of its paragraph.
        text: Its words with their codes.
        content: Index in the words of each content word.
    """

    body: str
    text: Text
    content: tuple[int, ...]


class Stretch(NamedTuple):
    """A part of a paragraph, as the bitext aligns it: the paragraph whole, or one sentence.

    Attributes:
        words: Content words, as ids in ``Corpus.words``, shape ``(w,)``.
        terms: Candidates, as ids in ``Corpus.terms``, shape ``(t,)``.
        starts: First content word of each candidate, as an index in ``words``, shape ``(t,)``.
        ends: One past the last, shape ``(t,)``.
        source: What it was read from, where that is kept.
    """

    words: Ints
    terms: Ints
    starts: Ints
    ends: Ints
    source: Source | None = None

    def parts(self, count: int) -> Iterator[Stretch]:
        """So many parts of about as many words each.

        Candidates that a cut goes through are left out, and so is what it was read from.
        """
        cuts = [round(len(self.words) * part / count) for part in range(count + 1)]
        for begin, end in pairwise(cuts):
            kept = (self.starts >= begin) & (self.ends <= end)
            starts, ends = self.starts[kept] - np.int32(begin), self.ends[kept] - np.int32(begin)
            yield Stretch(self.words[begin:end], self.terms[kept], starts, ends)


@dataclass(slots=True)
class ContentWord:
    """A content word of the vocabulary with the forms it takes."""

    lemma: str
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> str:
        """The form met most often."""
        return commonest(self.forms)


@dataclass(slots=True)
class Candidate:
    """A candidate term with all that is known of it on its own side.

    Attributes:
        key: Its lemmas, articles left out.
        lemmas: Its content words.
        codes: Parts of speech of an occurrence, see :mod:`grammar`.
        forms: Its surface forms as in the texts.
        name: True for a long name.
        formed: True where it has the shape of a term.
        doubtful: True where it has one that phrases of the sentence have too, see
            :mod:`soundness`.
        whole: True for a name that the other language shows to be whole.
        count: Number of its occurrences.
        inner: Number of those that do not open their text, where any word has a capital.
        capitals: Number of those that have a capital all the same.
        acronyms: Short forms that the texts tie to it.
    """

    key: str
    lemmas: tuple[str, ...]
    codes: str
    name: bool
    formed: bool = False
    doubtful: bool = False
    whole: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    count: int = 0
    inner: int = 0
    capitals: int = 0

    @property
    def form(self) -> str:
        """The form met most often."""
        return commonest(self.forms)


@dataclass(slots=True)
class Corpus:
    """All texts of one language.

    Attributes:
        lang: BCP 47 code.
        tagger: What read them.
        words: The content words; ids are positions.
        terms: The candidates; ids are positions.
        known: Ids of the candidates that each known term was met as, by its number.
        doubts: Words that repair of the texts holds for damaged, and what would mend them.
    """

    lang: str
    tagger: Tagger
    words: list[ContentWord] = field(default_factory=list)
    terms: list[Candidate] = field(default_factory=list)
    known: dict[int, set[int]] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    _stretches: dict[StretchKey, Stretch] = field(default_factory=dict)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What was read, each distinct stretch once, in the order of the texts."""
        return tuple(self._stretches.values())

    def stretch(self, paragraph: Paragraph, sentence: Sentence | None = None) -> Stretch:
        """What was read in a paragraph, or in one of its sentences."""
        return self._stretches[_place(paragraph, sentence)]


def read(
    lang: str,
    tagger: Tagger,
    documents: Sequence[Document],
    known: Sequence[str] = (),
    *,
    free: bool = False,
    loose: bool = False,
    keep: bool = False,
) -> Corpus:
    """Read documents of one language; a paragraph that recurs is read once and counts each time.

    Args:
        lang: BCP 47 code of all of them.
        tagger: Pipeline for it.
        documents: The documents.
        known: Terms that are candidates wherever they stand, whatever their shape.
        free: Take every short stretch of words as a candidate, whatever its shape.
        loose: Take single words of any kind that a term may have, see :func:`candidates.read`.
        keep: Keep the words of each stretch, from which more candidates can be made.
    """
    rules = grammar(lang, tagged=tagger.tags)
    stops = frozenset(tagger.nlp.Defaults.stop_words)
    places = Counter(
        _place(paragraph, sentence)
        for document in documents
        for paragraph in document.paragraphs
        for sentence in paragraph.sentences or (None,)
    )
    bodies = list(dict.fromkeys(body for body, _, _ in places))
    words = participles.attributive(tagger.read(bodies), rules)
    tagged = dict(zip(bodies, words, strict=True))
    introduced = [
        tokens[start:end] for tokens in tagged.values() for start, end, _ in acronyms.find(tokens)
    ]
    lookup = Lookup([*tagger.tag(known), *introduced], lang)
    bound = names.bonds(tagged.values())
    corpus = Corpus(lang, tagger)
    corpus.doubts = {d.before: d.after for document in documents for d in document.doubts}
    register = _Register(corpus)
    for place, times in places.items():
        body, start, end = place
        tokens = [token for token in tagged[body] if start <= token.start and token.end <= end]
        met = {(start, end): numbers for start, end, numbers in lookup.find(tokens)}
        untagged = None if tagger.tags else stops
        text = candidates.read(tokens, rules, untagged, bound, met, free=free, loose=loose)
        content = candidates.content(text, stops)
        stretch = register.stretch(body, text, content, times, met)
        source = Source(body, text, tuple(content)) if keep else None
        corpus._stretches[place] = stretch._replace(source=source)
    for term in corpus.terms:
        term.formed |= term.doubtful and term.count >= RECURS
    return corpus


def _place(paragraph: Paragraph, sentence: Sentence | None) -> StretchKey:
    """A stretch of text by its body and its offsets there; the label is not part of it."""
    body = paragraph.body
    if sentence is None:
        return body, 0, len(body)
    start = max(sentence.start - paragraph.body_start, 0)
    return body, start, max(sentence.end - paragraph.body_start, start)


class _Register:
    """Gives ids to words and candidates as they are met."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._words: dict[str, int] = {}
        self._terms: dict[str, int] = {}

    def stretch(
        self,
        body: str,
        text: Text,
        content: list[int],
        times: int,
        met: Mapping[tuple[int, int], Sequence[int]],
    ) -> Stretch:
        words = [self._word(text.tokens[i], times) for i in content]
        rank = {i: n for n, i in enumerate(content)}
        terms, starts, ends = [], [], []
        for span in text.spans:
            inside = [rank[i] for i in range(span.start, span.end) if i in rank]
            if not inside:
                continue
            lemmas = tuple(self._corpus.words[words[n]].lemma for n in inside)
            tokens = text.tokens[span.start : span.end]
            codes = text.codes[span.start : span.end]
            form = candidates.form(body, tokens, codes)
            terms.append(self._term(span, lemmas, codes, form, times))
            for number in met.get((span.start, span.end), ()):
                self._corpus.known.setdefault(number, set()).add(terms[-1])
            starts.append(inside[0])
            ends.append(inside[-1] + 1)
        numbers = (np.array(ids, np.int32) for ids in (words, terms, starts, ends))
        return Stretch._make((*numbers, None))

    def _word(self, token: Token, times: int) -> int:
        known = self._words.setdefault(token.lemma, len(self._words))
        if known == len(self._corpus.words):
            self._corpus.words.append(ContentWord(token.lemma))
        self._corpus.words[known].forms[(token.alone or token.text).lower()] += times
        return known

    def _term(self, span: Span, lemmas: tuple[str, ...], codes: str, form: str, times: int) -> int:
        known = self._terms.setdefault(span.key, len(self._terms))
        if known == len(self._corpus.terms):
            self._corpus.terms.append(Candidate(span.key, lemmas, codes, span.name))
        self._corpus.terms[known].forms[form] += times
        self._corpus.terms[known].count += times
        self._corpus.terms[known].formed |= span.formed
        self._corpus.terms[known].doubtful |= span.doubtful
        if span.start > 0:
            self._corpus.terms[known].inner += times
            self._corpus.terms[known].capitals += times * form[0].isupper()
        if span.acronym:
            self._corpus.terms[known].acronyms[span.acronym] += times
        return known


def commonest(forms: Counter[str]) -> str:
    """The form met most often; of several the first in the alphabet, so that runs agree."""
    return min(forms, key=lambda form: (-forms[form], form))


def ranked(forms: Counter[str]) -> list[str]:
    """Forms, most frequent first."""
    return sorted(forms, key=lambda form: (-forms[form], form))
