"""Which of two real words stands here: ``a`` or ``à``, ``ou`` or ``où``.

A logistic model over hashed features of the neighbours: words, endings, word classes and their
conjunctions. Words of a pair are folded together among the neighbours, so that a damaged
neighbour tells no lie. Trained by ``training/ocr/context.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from zlib import crc32

from aligner.errors import ModelError
from aligner.reading.ocr.lexicon import Lexicon, Tag

BITS = 17
SIZE = 1 << BITS
REACH = 4
"""Neighbours on either side that the features look at."""

TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s'’]")
_VERBAL = Tag.FINITE | Tag.INFINITIVE | Tag.PARTICIPLE

_EDGE = ("<s>",) * REACH, ("</s>",) * REACH


@dataclass(frozen=True, slots=True)
class Pair:
    """The model of one pair of words.

    Attributes:
        seen: What is read, in small letters: the plain word, or a mark such as ``&``.
        plain: The word that stood there where nothing was damaged.
        marked: The word that stood there where something was: the one with the accent.
        weights: ``SIZE`` weights between -127 and 127.
        scale: What one step of a weight is worth, in natural-log odds of ``marked``.
        bias: Log odds without any feature.
        also: Other signs read for ``marked``, believed between a word and an infinitive only.
        kept_before: Words before which the plain word is always right (``a priori``).
        sure: Least probability at which the word is mended; below it, from a half on, doubted.
    """

    seen: str
    plain: str
    marked: str
    weights: Sequence[int]
    scale: float
    bias: float
    sure: float = 0.5
    also: frozenset[str] = frozenset()
    kept_before: frozenset[str] = frozenset()

    def odds(self, features: Sequence[str]) -> float:
        """Natural-log odds, at even priors, that ``marked`` stands where the features are from."""
        weights = self.weights
        return self.bias + self.scale * sum(weights[slot(feature)] for feature in features)


def prior_odds(odds: Sequence[float], rounds: int = 10) -> float:
    """Log odds of the marked word in a document whose places have these odds at even priors.

    Saerens, Latinne and Decaestecker (2002), "Adjusting the outputs of a classifier to new a
    priori probabilities"; six places are added, half and half, so that few places say little.
    """
    prior = 0.0
    for _ in range(rounds):
        share = sum(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, o + prior)))) for o in odds)
        prior = math.log((share + 3.0) / (len(odds) - share + 3.0))
    return prior


def slot(feature: str) -> int:
    """Where the weight of a feature stands, 0 to ``SIZE - 1``."""
    return crc32(feature.encode()) & (SIZE - 1)


def unpack(data: bytes, pairs: Sequence[Mapping[str, object]]) -> tuple[Pair, ...]:
    """Read the weights of each pair, one after the other, as training packs them.

    Raises:
        ModelError: There are not ``SIZE`` weights for each pair.
    """
    if len(data) != SIZE * len(pairs):
        raise ModelError("the OCR context weights are cut short; reinstall aligner")
    weights = memoryview(data).cast("b")
    return tuple(
        Pair(
            str(facts["seen"]),
            str(facts["plain"]),
            str(facts["marked"]),
            weights[i * SIZE : (i + 1) * SIZE],
            float(str(facts["scale"])),
            float(str(facts["bias"])),
            float(str(facts["sure"])),
            frozenset(cast("list[str]", facts["also"])),
            frozenset(cast("list[str]", facts["kept_before"])),
        )
        for i, facts in enumerate(pairs)
    )


def tokens(text: str, folds: Mapping[str, str]) -> list[str]:
    """The words, numbers and marks of a text, in small letters, with pairs folded together."""
    return [folds.get(t, "0" if t.isdecimal() else t) for t in map(str.lower, TOKEN.findall(text))]


class Neighbours:
    """Features of any place in a text; what is known of a word is looked up once.

    Besides the neighbours proper, the nearest word on either side that is no adverb counts: in
    *le tiers a déjà enfin pris* it is the participle that tells.
    """

    def __init__(self, lexicon: Lexicon, clitics: Collection[str] = ()) -> None:
        self._lexicon = lexicon
        self._clitics = clitics
        self._passed: dict[str, bool] = {}
        self._classes: dict[str, str] = {"<s>": "<s>", "</s>": "</s>"}

    def word_class(self, word: str) -> str:
        """A short name for the word classes of a word; its ending where they are not known."""
        found = self._classes.get(word)
        if found is None:
            tag = self._lexicon.tag(word) & ~Tag.ELIDES
            known = f"{tag:x}" if tag else ("?" + word[-3:] if word[:1].isalpha() else word)
            found = self._classes[word] = known
        return found

    def is_infinitive(self, word: str) -> bool:
        """Whether a word is an infinitive and no noun."""
        tag = self._lexicon.tag(word)
        return bool(tag & Tag.INFINITIVE) and not tag & Tag.NOUN

    def _passes(self, word: str) -> bool:
        """Whether a word is an adverb, or a small word that stands between subject and verb."""
        if word not in self._passed:
            tag = self._lexicon.tag(word)
            adverb = bool(tag & Tag.ADVERB) and not tag & _VERBAL
            self._passed[word] = adverb or word in self._clitics
        return self._passed[word]

    def features(self, words: Sequence[str], at: int, capital: bool) -> list[str]:
        """Features of the place ``at`` among folded tokens; the word there is not looked at.

        Args:
            words: The tokens of a paragraph.
            at: Index of the word in question.
            capital: Whether the word in question has a capital letter.
        """
        left = [*_EDGE[0], *words[max(0, at - REACH) : at]][-REACH:]
        right = [*words[at + 1 : at + 1 + REACH], *_EDGE[1]][:REACH]
        a3, a2, a1 = left[-3:]
        b1, b2, b3 = right[:3]
        e = next((word for word in reversed(left) if not self._passes(word)), "<s>")
        f = next((word for word in right if not self._passes(word)), "</s>")
        c3, c2, c1 = map(self.word_class, (a3, a2, a1))
        d1, d2, d3 = map(self.word_class, (b1, b2, b3))
        return [
            f"1{a1}", f"2{b1}", f"3{a2}", f"4{b2}", f"5{a3}", f"6{b3}", f"7{a1} {b1}",
            f"8{a2} {a1}", f"9{b1} {b2}", f"A{c1}", f"B{d1}", f"C{c2}", f"D{d2}", f"E{c3}",
            f"F{d3}", f"G{c1} {d1}", f"H{a1} {d1}", f"I{c1} {b1}", f"J{c2} {c1} {d1}",
            f"K{c1} {d1} {d2}", f"L{d1} {d2}", f"M{c2} {c1}", f"N{a1[-3:]}", f"O{b1[-3:]}",
            f"P{a1[-2:]} {b1[-2:]}", f"Q{a2} {a1} {b1}", f"R{a1} {b1} {b2}", f"S{a1[-2:]} {d1}",
            f"T{b1[-2:]} {c1}", f"U{c3} {c2} {c1} {d1}", f"V{a2} {d1}", f"W{b2} {a1}",
            f"X{left[0]}", f"Y{right[3]}", f"Z{capital}", f"z{capital} {a1}",
            f"a{e}", f"b{f}", f"c{self.word_class(e)}", f"d{self.word_class(f)}",
            f"e{self.word_class(e)} {self.word_class(f)}", f"f{e} {self.word_class(f)}",
            f"g{self.word_class(e)} {f}", f"h{e[-2:]} {f[-2:]}",
        ]  # fmt: skip
