"""The sentences of a bead set against each other, where both sides have as many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aligner.consistency.pairs import Pair, Side
from aligner.languages import language
from aligner.reading import sentences


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one side of a bead.

    Attributes:
        text: Its words.
        start: Where it begins in the text of the side.
    """

    text: str
    start: int


def clauses(pair: Pair) -> Iterator[tuple[Clause, Clause]]:
    """What answers what: sentence by sentence where both sides have as many, else whole."""
    src, tgt = _sentences(pair.src), _sentences(pair.tgt)
    if len(src) == len(tgt):
        yield from zip(src, tgt, strict=True)
    else:
        yield Clause(pair.src.text, 0), Clause(pair.tgt.text, 0)


def _sentences(side: Side) -> list[Clause]:
    found = sentences.split(side.text, language(side.lang))
    return [Clause(side.text[s.start : s.end], s.start) for s in found]
