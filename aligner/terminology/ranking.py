"""Which candidates of one language are its terms, without a look at any other language.

What speaks for a candidate (:data:`NAMES`) is put together by a small network whose weights stand
in ``ranking.json`` beside this module, learned by ``training/terminology/termhood.py`` from texts
whose defined terms are known. It knows no word of any language, only counts, places, shapes and
how common words are, so it serves every language that has candidates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from aligner.errors import ModelError
from aligner.models import networks
from aligner.terminology import termhood
from aligner.terminology.corpus import Candidate, Corpus, Stretch
from aligner.terminology.lexicon import Floats

NAMES = (
    "count", "frequency", "spread", "first",
    "c-value", "nested", "longer",
    "glue", "glued", "zipf", "rarest", "commonest", "weird", "least weird",
    "one", "two", "three", "more", "long",
    *(f"opens {code}" for code in "AVGFRNP"), *(f"ends {code}" for code in "AVGFRNP"),
    "linked", "articles", "joined", "numbers", "finite", "adverbs", "foreign",
    "capitals", "upper", "name", "formed", "letters",
    "topic",
)  # fmt: skip
"""Kinds of evidence, in the order of the columns.

``count``, ``frequency`` (in a thousand words), ``spread`` (share of the stretches in which it
stands): logarithms. ``first``: where it stands first, 0 to 1. ``c-value``: Frantzi et al. 2000,
logarithm; ``nested``: share of its occurrences inside a longer candidate that has the shape of a
term; ``longer``: logarithm of the number of those. ``glue`` and ``glued``: its share of the
occurrences of its rarest and of its commonest word. ``zipf``, ``rarest``, ``commonest``: how common
its words are in the language at large; ``weird``, ``least weird``: how much more frequent they are
here, in powers of ten (Ahmad et al. 1999). ``one`` to ``more``: number of content words; ``long``:
words of any kind, logarithm. ``opens`` and ``ends``: codes of the first and the last word
(:mod:`grammar`); ``linked`` to ``foreign``: shares of kinds of words. ``letters``: mean letters of
a word, logarithm. ``topic``: cosine with the mean of all candidates, in the static space.
"""
SHAPE = 0.4
"""What :func:`termhood.termhood` adds to the learned log-odds. The texts that the network learned
from define many single common words, of which a translator's glossary wants fewer; each tenth more
costs two or three in a hundred of the defined terms among the first 100."""
RAREST, COMMON = -1.5, 4.0
"""Log-odds for each power of ten by which the rarest word of a candidate is commoner at large than
Zipf 4. Definitions of law, from which the network learned, have many common words; texts on which
every term is marked have few."""
OWN, USUAL = 0.75, 2.0
"""Log-odds for each power of ten by which its commonest word is more frequent here than at large,
beyond a hundredfold."""
NAMED = 1.5
"""Log-odds for a candidate that has a capital wherever it stands inside a sentence."""
LEAST = 0.15
"""Score below which a candidate is seldom worth a look. This and the three above are rounded
settings, chosen where the mean F1 of ``python -m benchmarks.terminology_acter`` is greatest; no
weight was fitted to these texts."""
WEIGHTS = Path(__file__).with_name("ranking.json")


@dataclass(slots=True)
class _Places:
    """Where a candidate stands.

    Attributes:
        stretches: Number of stretches that have it.
        inside: Number of its occurrences inside a longer candidate that is formed.
        first: The first stretch that has it.
        longer: Those longer candidates.
    """

    stretches: int = 0
    inside: int = 0
    first: int = -1
    longer: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ranker:
    """A network with one hidden layer.

    Attributes:
        mean: What is taken off each column, shape ``(f,)``.
        scale: What it is divided by.
        hidden: Shape ``(f, h)``.
        shift: Shape ``(h,)``.
        output: Shape ``(h,)``.
        bias: Added to the sum.
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    shift: Floats
    output: Floats
    bias: float

    def odds(self, found: Floats) -> Floats:
        """Log-odds that candidates are terms, shape ``(n,)``, of evidence of shape ``(n, f)``."""
        scaled = (found - self.mean) / self.scale
        odds: Floats = np.maximum(scaled @ self.hidden + self.shift, 0) @ self.output + self.bias
        return odds


@lru_cache(maxsize=2)
def ranker(path: Path = WEIGHTS) -> Ranker:
    """The weights that ship.

    Raises:
        ModelError: The file is missing or is not one of weights.
    """
    return networks.read(path, lambda stored: networks.network(Ranker, stored))


def rank(corpus: Corpus) -> list[tuple[Candidate, float]]:
    """The candidates of a corpus, the surest terms first.

    Args:
        corpus: Texts of one language, read for terms.

    Returns:
        Every candidate with its score, 0 to 1: how sure it is a term. Of equals the one that stands
        first in the alphabet comes first.
    """
    if not corpus.terms:
        return []
    nestings = termhood.nestings((term for term in corpus.terms if term.formed), corpus)
    shapes = [
        termhood.termhood(term, corpus, nestings.get(term.key, termhood.Nesting()))
        for term in corpus.terms
    ]
    found = evidence(corpus)
    odds = ranker().odds(found) + SHAPE * np.array(shapes) + _specific(found, corpus)
    scores = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    scored = zip(corpus.terms, scores.tolist(), strict=True)
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].key))


def _specific(found: Floats, corpus: Corpus) -> Floats:
    """What names, and words that are rare at large and frequent here, add to the log-odds."""
    rarest, own = (found[:, NAMES.index(name)] for name in ("rarest", "least weird"))
    named = np.array([term.inner == term.capitals > 0 for term in corpus.terms])
    odds = RAREST * (rarest - COMMON) + OWN * (own - USUAL) + NAMED * named
    return odds.astype(np.float32)


def evidence(corpus: Corpus) -> Floats:
    """What speaks for each candidate of a corpus, shape ``(n, len(NAMES))``."""
    stretches = corpus.stretches
    places = _places(stretches, corpus.terms)
    words = np.bincount(np.concatenate([s.words for s in stretches]), minlength=len(corpus.words))
    total = max(int(words.sum()), 1)
    met = {word.lemma: n for word, n in zip(corpus.words, words.tolist(), strict=True)}
    rows = [
        _counted(term, place, len(stretches), total)
        + _bound(term, place, corpus.terms)
        + _worded(term, met, total, corpus.lang)
        + _shaped(term)
        for term, place in zip(corpus.terms, places, strict=True)
    ]
    return np.column_stack([np.array(rows, np.float32), _topic(corpus.terms)])


def _places(stretches: Sequence[Stretch], terms: Sequence[Candidate]) -> list[_Places]:
    places = [_Places() for _ in terms]
    for number, stretch in enumerate(stretches):
        spans = list(
            zip(stretch.terms.tolist(), stretch.starts.tolist(), stretch.ends.tolist(), strict=True)
        )
        formed = [(term, start, end) for term, start, end in spans if terms[term].formed]
        for term in {term for term, _, _ in spans}:
            places[term].stretches += 1
            if places[term].first < 0:
                places[term].first = number
        for term, start, end in spans:
            around = _around(term, start, end, formed)
            places[term].inside += bool(around)
            places[term].longer.update(around)
    return places


def _around(term: int, start: int, end: int, formed: Iterable[tuple[int, int, int]]) -> list[int]:
    size = end - start
    return [i for i, a, b in formed if a <= start and end <= b and b - a > size and i != term]


def _counted(term: Candidate, place: _Places, stretches: int, total: int) -> list[float]:
    return [
        math.log(term.count),
        math.log(1000 * term.count / total),
        math.log(max(place.stretches, 1) / stretches),
        place.first / stretches,
    ]


def _bound(term: Candidate, place: _Places, terms: Sequence[Candidate]) -> list[float]:
    """How it stands in longer candidates."""
    longer = [terms[i].count for i in place.longer]
    free = term.count - sum(longer) / len(longer) if longer else term.count
    value = math.log2(len(term.lemmas) + 1) * max(free, 0)
    return [math.log1p(value), min(place.inside / term.count, 1), math.log1p(len(longer))]


def _worded(term: Candidate, met: Mapping[str, int], total: int, lang: str) -> list[float]:
    """How common its words are, here and in the language at large."""
    general = [termhood.zipf(lemma, lang) for lemma in term.lemmas]
    here = [max(met.get(lemma, 0), 1) for lemma in term.lemmas]
    weird = [math.log10(n / total) + 9 - z for n, z in zip(here, general, strict=True)]
    return [
        term.count / min(here),
        term.count / max(here),
        sum(general) / len(general),
        min(general),
        max(general),
        sum(weird) / len(weird),
        min(weird),
    ]


def _shaped(term: Candidate) -> list[float]:
    words, codes = len(term.lemmas), term.codes
    of_kind = (_share(codes, kinds) for kinds in ("oids", "D", "C,", "0", "F", "R", "xeL"))
    return [
        *(float(words == n) for n in (1, 2, 3)),
        float(words > 3),
        math.log(len(codes)),
        *(float(codes[0] == code) for code in "AVGFRNP"),
        *(float(codes[-1] == code) for code in "AVGFRNP"),
        *of_kind,
        term.capitals / term.inner if term.inner else 0.5,
        float(term.form.isupper()),
        float(term.name),
        float(term.formed),
        math.log(sum(map(len, term.lemmas)) / words),
    ]


def _share(codes: str, kinds: str) -> float:
    return sum(code in kinds for code in codes) / len(codes)


def _topic(terms: Sequence[Candidate]) -> Floats:
    """Cosine of each candidate with the mean of all; zeros without the static embedding."""
    from aligner.similarity import static

    try:
        vectors = static.load().embed([term.form for term in terms])
    except (ImportError, ModelError):
        return np.zeros(len(terms), np.float32)
    counts = np.log1p(np.array([term.count for term in terms], np.float32))
    mean = counts @ vectors
    near: Floats = vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-9))
    return near
