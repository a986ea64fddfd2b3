"""Similarity without any model: spelling that both sides share, and what the document teaches.

Words are folded and hashed into one space. At first only what the two languages write alike meets
there: numbers, symbols, names and cognates. A first alignment then teaches which words stand for
which (association by log-likelihood, Dunning 1993, as in Moore 2004), and the words of the source
are carried over into words of the target. It serves language pairs for which no embedding ships.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from aligner.accents import bare
from aligner.model import Bead
from aligner.similarity.comparison import Additive
from aligner.similarity.cues import numbers
from aligner.similarity.runs import Matrix

DIMENSIONS = 512
"""Width of the hashed space; chance cosines are about 1/sqrt of it."""
STEM = 5
"""Letters of a word that are kept as its cognate key."""
TRANSLATIONS = 3
"""Target words that a source word is carried over to at the most."""
ASSOCIATED = 6.0
"""Least log-likelihood ratio of a pair of words, about one chance in seventy."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Lexical:
    """See the module.

    Attributes:
        lexicon: Target words with their weights for each source word that has been learned.
    """

    lexicon: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    refiner: ClassVar[None] = None

    @property
    def name(self) -> str:
        """``lexical``, or ``lexical-adapted`` once it has learned."""
        return "lexical-adapted" if self.lexicon else "lexical"

    @property
    def signature(self) -> str:
        """Name and settings."""
        return f"{self.name}(d={DIMENSIONS})"

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Additive:
        """Cosines of hashed bags of words, of the target's words wherever they are known."""
        src_words, tgt_words = [_words(text) for text in src], [_words(text) for text in tgt]
        carried = [self._carried(bag) for bag in src_words]
        met = [Counter(bag) for bag in tgt_words]
        rarity = _rarity([*carried, *met])
        src_bag = _bag(carried, rarity) + _bag(
            [_spelled(t, w) for t, w in zip(src, src_words, strict=True)], {}
        )
        tgt_bag = _bag(met, rarity) + _bag(
            [_spelled(t, w) for t, w in zip(tgt, tgt_words, strict=True)], {}
        )
        return Additive(src_bag, tgt_bag, width)

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> Lexical:
        """Learn from beads which target words stand for which source words."""
        pairs = [
            (
                {word for i in bead.src for word in _words(src[i])},
                {word for j in bead.tgt for word in _words(tgt[j])},
            )
            for bead in beads
            if not bead.is_null
        ]
        return Lexical(_associations(pairs))

    def _carried(self, words: Sequence[str]) -> Mapping[str, float]:
        carried: Counter[str] = Counter()
        for word in words:
            for target, weight in self.lexicon.get(word, {}).items():
                carried[target] += weight  # type: ignore[assignment]
        return carried


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _spelled(text: str, words: Sequence[str]) -> Mapping[str, float]:
    """Keys of what two languages write alike: numbers whole, words by their first letters."""
    keys: Counter[str] = Counter(f"#{number}" for number in numbers(text))
    for word in words:
        plain = bare(word)
        if len(plain) >= STEM - 1:
            keys[f"~{plain[:STEM]}"] += 1
    return keys


def _rarity(bags: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    found = Counter(word for bag in bags for word in bag)
    return {word: float(np.log(1 + len(bags) / count)) for word, count in found.items()}


def _bag(bags: Sequence[Mapping[str, float]], rarity: Mapping[str, float]) -> Matrix:
    matrix = np.zeros((len(bags), DIMENSIONS), np.float32)
    for row, bag in zip(matrix, bags, strict=True):
        for word, weight in bag.items():
            code = zlib.crc32(word.encode())
            sign = 1 if code >> 31 else -1
            row[code % DIMENSIONS] += sign * weight * rarity.get(word, 1.0)
    return matrix


def _associations(
    pairs: Sequence[tuple[set[str], set[str]]],
) -> Mapping[str, Mapping[str, float]]:
    """Words that stand in the same beads more often than chance, the strongest few a word."""
    total = len(pairs)
    src_count = Counter(word for src, _ in pairs for word in src)
    tgt_count = Counter(word for _, tgt in pairs for word in tgt)
    joint: Counter[tuple[str, str]] = Counter()
    for src, tgt in pairs:
        known = [word for word in tgt if tgt_count[word] > 1]
        joint.update((word, other) for word in src if src_count[word] > 1 for other in known)
    if not joint:
        return {}
    keys = list(joint)
    both = np.array([joint[key] for key in keys], np.float64)
    left = np.array([src_count[word] for word, _ in keys], np.float64)
    right = np.array([tgt_count[other] for _, other in keys], np.float64)
    ratio = _log_likelihood(both, left, right, total)
    found: dict[str, list[tuple[float, float, str]]] = {}
    for index in np.flatnonzero((ratio > ASSOCIATED) & (both * total > left * right)):
        word, other = keys[index]
        dice = 2 * both[index] / (left[index] + right[index])
        found.setdefault(word, []).append((ratio[index], dice, other))
    return {
        word: {other: dice for _, dice, other in sorted(others, reverse=True)[:TRANSLATIONS]}
        for word, others in found.items()
    }


def _log_likelihood(
    both: NDArray[np.float64], left: NDArray[np.float64], right: NDArray[np.float64], total: int
) -> NDArray[np.float64]:
    cells = [
        (both, left * right),
        (left - both, left * (total - right)),
        (right - both, (total - left) * right),
        (total - left - right + both, (total - left) * (total - right)),
    ]
    terms = [
        seen * np.log(np.maximum(seen, 1e-12) * total / np.maximum(due, 1e-12))
        for seen, due in cells
    ]
    return np.asarray(2 * np.sum(terms, axis=0))
