"""The sentences of a bead set against each other, where both sides have as many, of like length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aligner.accents import fold
from aligner.consistency.pairs import Pair
from aligner.languages import language
from aligner.reading import sentences

_LONGER, _SLACK = 2.5, 30
"""How many times longer a sentence may be than what answers it, and characters that do not count:
Chinese has a third of the letters of French."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one side of a bead.

    Attributes:
        text: Its words.
        folded: The same as it is compared (:func:`aligner.accents.fold`), letter for letter.
        start: Where it begins in the text of the side.
    """

    text: str
    folded: str
    start: int


def clauses(pair: Pair) -> Iterator[tuple[Clause, Clause]]:
    """What answers what: sentence by sentence where both sides have as many, else whole."""
    src, tgt = (_sentences(side.text, side.lang) for side in (pair.src, pair.tgt))
    if len(src) == len(tgt) and all(map(_are_alike, src, tgt)):
        yield from zip(src, tgt, strict=True)
    else:
        yield _clause(pair.src.text, 0), _clause(pair.tgt.text, 0)


def _are_alike(src: Clause, tgt: Clause) -> bool:
    """False for sentences of such different length that they cannot answer each other."""
    one, two = sorted((len(src.text) + _SLACK, len(tgt.text) + _SLACK))
    return two <= _LONGER * one


@lru_cache(maxsize=64)
def _sentences(text: str, lang: str) -> tuple[Clause, ...]:
    """Kept for a while, since one rule after another asks for those of a bead."""
    found = sentences.split(text, language(lang))
    return tuple(_clause(text[s.start : s.end], s.start) for s in found)


def _clause(text: str, start: int) -> Clause:
    return Clause(text, fold(text), start)
