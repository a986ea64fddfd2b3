"""How the clitics of Arabic are learned.

The model of :mod:`aligner.terminology.clitics` is estimated by expectation-maximisation from raw
text and begun with the counts of a treebank. What a word itself adds to the weight of a stem does
not count when that word is cut, or every frequent word would be its own best stem.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from aligner.terminology.clitics import (
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    WORD,
    Affixes,
    Analysis,
    Cut,
    analyses,
    bare,
    joined,
)
from aligner.terminology.treebanks import Sentence

VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
"""Signs that only a vocalised text has."""

FREQUENT = 100_000
"""Words of wordfreq's list that are read besides raw text, as often as in a million words."""

LEAST = 0.3
"""Weight of a stem from which on it is kept."""

_PUNCTUATION = str.maketrans(",;?", "،؛؟")


class Cutter:
    """Affixes while they are estimated."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.affixes = Affixes(Counter(), Counter(), Counter())
        self._own: dict[str, Counter[str]] = {}
        for word in (word for sentence in sentences for word in written_words(sentence)):
            self._count(_analysis(word), 1.0)

    def adapt(self, counts: Counter[str], rounds: int = 3) -> None:
        """Re-estimate from the words of raw text, each with its count, damped by its root."""
        start = self.affixes
        for _ in range(rounds):
            expected = [(word, n, self._shares(word)) for word, n in counts.items()]
            self.affixes = Affixes(
                *(Counter(table) for table in (start.prefixes, start.suffixes, start.stems))
            )
            self._own = {}
            for word, n, shares in expected:
                own = self._own[word] = Counter()
                for analysis, share in shares:
                    weight = share * math.sqrt(n)
                    own[self._count(analysis, weight)] += weight  # type: ignore[assignment]

    def cut(self, word: str) -> Cut:
        """The likeliest pieces of a word."""
        shares = self._shares(word)
        return max(shares, key=lambda item: item[1])[0].pieces if shares else (word,)

    def finished(self) -> Affixes:
        """The affixes as they ship: rounded, without rare stems, with the cuts they get wrong."""
        kept = Affixes(
            *(
                {key: round(weight, 1) for key, weight in table.items() if weight >= LEAST}
                for table in (self.affixes.prefixes, self.affixes.suffixes, self.affixes.stems)
            )
        )
        learned = {word: self.cut(word) for word in self._own}
        cuts = {word: list(cut) for word, cut in learned.items() if kept.cut(word).pieces != cut}
        return replace(kept, cuts=cuts)

    def _shares(self, word: str) -> list[tuple[Analysis, float]]:
        """Every way to cut a word, with its probability."""
        own = self._own.get(word)
        found = [(analysis, self.affixes.weight(analysis, own)) for analysis in analyses(word)]
        total = sum(weight for _, weight in found) or 1.0
        return [(analysis, weight / total) for analysis, weight in found]

    def _count(self, analysis: Analysis, weight: float) -> str:
        """Count an analysis and say under which spelling of its stem."""
        key = bare(self.affixes.alone(analysis))
        for table, entry in (
            (self.affixes.prefixes, joined(analysis.prefixes)),
            (self.affixes.suffixes, analysis.suffix),
            (self.affixes.stems, key),
        ):
            table[entry] += weight  # type: ignore[index]
        return key


def learned_affixes(sentences: list[Sentence], lines: Iterable[str]) -> Affixes:
    """Affixes from a treebank, raw text and a list of frequent words."""
    from wordfreq import iter_wordlist, word_frequency

    counts = word_counts(lines)
    for word in islice(iter_wordlist("ar", "best"), FREQUENT):
        if WORD.fullmatch(word):
            counts[word] += max(1, round(word_frequency(word, "ar") * 1e6))
    for sentence in sentences:
        counts.update({"".join(word): 3 for word in written_words(sentence)})
    cutter = Cutter(sentences)
    cutter.adapt(counts)
    return cutter.finished()


def as_printed(sentence: Sentence) -> Sentence:
    """The sentence with Arabic punctuation and without vowels, as official texts are printed."""
    return [
        replace(word, form=(VOWELS.sub("", word.form) or word.form).translate(_PUNCTUATION))
        for word in sentence
    ]


def word_counts(lines: Iterable[str]) -> Counter[str]:
    """How often each written word stands in lines of text."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(WORD.findall(line))
    return counts


def written_words(sentence: Sentence) -> list[Cut]:
    """The words of a sentence as they are written, each with its pieces, punctuation left out."""
    found: list[Cut] = []
    pieces: list[str] = []
    for word in sentence:
        if WORD.fullmatch(word.form):
            pieces.append(word.form)
        if word.space or not WORD.fullmatch(word.form):
            if pieces:
                found.append(tuple(pieces))
            pieces = []
    return found + ([tuple(pieces)] if pieces else [])


def _analysis(pieces: Cut) -> Analysis:
    """Prefixes, stem and suffix of a word that is cut."""
    i = 0
    while i < len(pieces) - 1 and pieces[i] in (*CONJUNCTIONS, *PREPOSITIONS):
        i += 1
    suffix = pieces[-1] if len(pieces) > i + 1 and pieces[-1] in PRONOUNS else ""
    stem = "".join(pieces[i : len(pieces) - bool(suffix)])
    return Analysis(pieces[:i], stem, suffix)
