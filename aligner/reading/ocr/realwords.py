"""Real words in the wrong place: ``a`` for ``à``, ``ou`` for ``où``, ``&`` for ``à``.

The neighbours give the odds; the document gives the rate at which the word was damaged. Where
``à`` stands in its usual places the rate comes out near nothing and every ``a`` stays. The rate is
that of small letters; a capital without its accent may be style.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.reading.ocr.context import TOKEN, Neighbours, Pair, prior_odds, tokens
from aligner.reading.ocr.edits import Edit
from aligner.reading.ocr.repair_model import RepairModel

SUSPECT = 0.1
"""Least rate of damage at which a real word is mended."""

ODD_SURE = 0.9
"""Least probability at which a digit is taken for a word."""

OPENERS = frozenset(".;:!?)-–—•«")
"""Tokens after which a capital may begin a sentence or an item."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One occurrence of a word of a pair: where it is, what it is, and its odds."""

    paragraph: int
    start: int
    end: int
    text: str
    odds: float
    marked: bool


def realword_edits(
    texts: Sequence[str], weights: RepairModel, damaged: bool
) -> tuple[list[list[Edit]], list[list[Edit]]]:
    """What to mend and what to doubt in each paragraph, its other damage being mended.

    Args:
        texts: The paragraphs as they stand after the words were mended.
        weights: What ships for the language.
        damaged: Whether the document shows other damage.

    Returns:
        Edits to make, and edits that are likely but not sure enough.
    """
    folds = {pair.marked: pair.plain for pair in weights.pairs if pair.seen == pair.plain}
    neighbours = Neighbours(weights.lexicon, weights.clitics)
    spans = [[(m.start(), m.end(), m[0]) for m in TOKEN.finditer(text)] for text in texts]
    folded = [tokens(text, folds) for text in texts]
    mend: list[list[Edit]] = [[] for _ in texts]
    doubt: list[list[Edit]] = [[] for _ in texts]
    rates: dict[str, float] = {}
    for pair in weights.pairs:
        places = list(_places(pair, spans, folded, neighbours))
        prior = prior_odds([place.odds for place in places])
        rate = _rate([place for place in places if not place.text[0].isupper()], prior)
        if pair.seen != pair.plain:
            rate = rates.get(pair.marked, 0.0) if damaged else 0.0
        rates.setdefault(pair.marked, rate)
        if rate < SUSPECT:
            continue
        for place in places:
            if place.marked or (place.text[0].isupper() and not damaged):
                continue
            chance = _sigmoid(place.odds + prior + math.log(rate))
            after = pair.marked.capitalize() if place.text[0].isupper() else pair.marked
            edit = Edit(
                place.start,
                place.end,
                after,
                "real-word",
                f"its neighbours ask for {after}",
                chance,
            )
            if chance >= (ODD_SURE if place.text in pair.also else pair.sure):
                mend[place.paragraph].append(edit)
            elif chance >= 0.5:
                doubt[place.paragraph].append(edit)
    return mend, doubt


def _places(
    pair: Pair,
    spans: Sequence[Sequence[tuple[int, int, str]]],
    folded: Sequence[Sequence[str]],
    neighbours: Neighbours,
) -> Iterator[_Place]:
    """Every occurrence of a pair, letters that name something (``annexe A``) left out."""
    wanted = {pair.seen, *pair.also} | ({pair.marked} if pair.seen == pair.plain else set())
    for paragraph, (surface, words) in enumerate(zip(spans, folded, strict=True)):
        for at, (start, end, text) in enumerate(surface):
            if text.lower() not in wanted:
                continue
            if at + 1 < len(words) and words[at + 1] in pair.kept_before:
                continue
            if text in pair.also and not _between_words(words, at, neighbours):
                continue
            capital = text[0].isupper()
            if capital and (at + 1 >= len(surface) or not _opens(surface, at)):
                continue
            odds = pair.odds(neighbours.features(words, at, capital))
            yield _Place(paragraph, start, end, text, odds, text.lower() == pair.marked)


def _between_words(words: Sequence[str], at: int, neighbours: Neighbours) -> bool:
    """Whether a word stands before and an infinitive after, as no number ever stands."""
    if at == 0 or at + 1 >= len(words) or not words[at - 1].isalpha():
        return False
    return neighbours.is_infinitive(words[at + 1])


def _opens(surface: Sequence[tuple[int, int, str]], at: int) -> bool:
    """Whether a sentence or item may begin here, and a small letter follows."""
    return (at == 0 or surface[at - 1][2] in OPENERS) and surface[at + 1][2][0].islower()


def _rate(places: Sequence[_Place], prior: float) -> float:
    """Share of the marked words that lost their mark, with a weak prior of none."""
    lost = sum(_sigmoid(place.odds + prior) for place in places if not place.marked)
    kept = sum(place.marked for place in places)
    return (lost + 0.02) / (lost + kept + 1.02)


def _sigmoid(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
