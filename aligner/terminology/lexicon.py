"""Which word of one language stands for which of the other: a lexicon learned from the bitext.

IBM model 1 (Brown et al. 1993) with a preference for the diagonal (Dyer et al. 2013) is trained in
both directions over the content words of the aligned units. One document is too thin for it to
learn from counts alone, so the meaning of the words is its prior: the expected counts of every
word are smoothed towards the words that an embedding places near it, and towards words
that look alike. Cost is linear in the number of units and quadratic in their length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.accents import bare

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Embed = Callable[[Sequence[str]], Floats]
"""Texts to unit vectors, shape ``(n, d)``, of one space for all languages."""
Known = Callable[[Ints, Ints], tuple[Floats, Floats]]
"""Ids of source and of target words to what a prior table has for each pair, both directions."""

# Set by hand, on what texts is not on record, unless a source is named. The networks of
# :mod:`evidence` were learned with them as they are.
# ``python -m benchmarks.terminology_numbers`` prints what a change of each does to glossaries.
ITERATIONS = 5
"""Of expectation maximisation; the default of fast_align (Dyer et al. 2013)."""
DIAGONAL = 4.0
"""How fast the preference falls with the difference of relative positions; fast_align
starts there."""
PRIOR_WEIGHT = 3.0
"""Expected counts that the prior is worth, for every word."""
PRIOR_SHARPNESS = 9.0
"""How much more of the prior the nearest meanings get: its weight is ``exp(9 csls)``."""
NULL = 0.02
"""Weight of a word that has no counterpart, against the translation probabilities."""
TRUST, ENOUGH = 0.8, 0.5
"""What a prior table is trusted, and the share of a word's translations from which it is so."""
GROWTH = 1.0
"""Share of a one-way link that a linked neighbour lends weight to."""
NEIGHBOURS = 8
"""Nearest words by which csls tells hubs (Conneau et al. 2018 take 10)."""
HASH, HASH_SHIFT = np.uint32(0x01000193), 8
"""Prime of the FNV hash (Fowler, Noll and Vo), which mixes letters; its high bits are used."""
REFERENCE = 4000
"""Words against which hubs are measured; the most frequent ones stand for all."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The content words of one aligned unit, as ids in the vocabularies, in text order."""

    src: Ints
    tgt: Ints


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translation probabilities of the word pairs that occur in some unit together.

    Attributes:
        pairs: ``src_id * width + tgt_id``, ascending, shape ``(p,)``.
        forward: Probability of the target word given the source word, shape ``(p,)``.
        backward: The other way round.
        width: Size of the target vocabulary.
    """

    pairs: NDArray[np.int64]
    forward: Floats
    backward: Floats
    width: int

    def links(self, unit: Unit) -> Floats:
        """Soft alignment of one unit: how much of each word is each other word's counterpart.

        Returns:
            Shape ``(len(unit.src), len(unit.tgt))``, not negative.
        """
        there, back = self.probabilities(unit.src[:, None], unit.tgt[None, :])
        near = _diagonal(len(unit.src), len(unit.tgt))
        forward, backward = there * near, back * near
        to_src = forward / (forward.sum(axis=0, keepdims=True) + NULL)
        to_tgt = backward / (backward.sum(axis=1, keepdims=True) + NULL)
        return _grown(np.sqrt(to_src * to_tgt), to_src, to_tgt)

    def probabilities(self, heads: Ints, tails: Ints) -> tuple[Floats, Floats]:
        """Of target words given source words and the other way round, for ids that broadcast."""
        codes = heads.astype(np.int64) * self.width + tails
        places = np.searchsorted(self.pairs, codes)
        return self.forward[places], self.backward[places]


def _grown(links: Floats, to_src: Floats, to_tgt: Floats) -> Floats:
    """Links of one direction join where a neighbour is linked and the word itself is free.

    Both directions agree on one word of ``personne morale`` for ``corporation``; the other is
    free, and would be linked there too (the growing of Koehn et al. 2003, made soft).
    """
    beside = np.zeros_like(links)
    for axis in (0, 1):
        moved = np.moveaxis(links, axis, 0), np.moveaxis(beside, axis, 0)
        np.maximum(moved[1][1:], moved[0][:-1], out=moved[1][1:])
        np.maximum(moved[1][:-1], moved[0][1:], out=moved[1][:-1])
    free = np.maximum(1 - links.sum(axis=0, keepdims=True), 0)
    grown = to_src * free * beside
    free = np.maximum(1 - links.sum(axis=1, keepdims=True), 0)
    grown = np.maximum(grown, to_tgt * free * beside)
    linked: Floats = links + GROWTH * grown
    return linked


def learn(
    units: Sequence[Unit],
    src: Sequence[str],
    tgt: Sequence[str],
    embed: Embed,
    known: Known | None = None,
) -> Lexicon:
    """Learn a lexicon from aligned units.

    Args:
        units: Content words as ids.
        src: The source vocabulary, a typical form of each word.
        tgt: The target vocabulary.
        embed: What gives the words' meanings.
        known: Probabilities that were learned beforehand.
    """
    width = len(tgt)
    codes = [(u.src[:, None].astype(np.int64) * width + u.tgt[None, :]).ravel() for u in units]
    pairs, found = np.unique(np.concatenate(codes), return_inverse=True)
    place = found.astype(np.int32).ravel()
    heads, tails = (pairs // width).astype(np.int32), (pairs % width).astype(np.int32)
    near = np.concatenate([_diagonal(len(u.src), len(u.tgt)).ravel() for u in units])
    row, column = _positions(units)
    meaning = _likeness(heads, tails, src, tgt, embed)
    there, back = known(heads, tails) if known else (None, None)
    forward = _train(place, near, column, heads, _prior(meaning, heads, there))
    backward = _train(place, near, row, tails, _prior(meaning, tails, back))
    return Lexicon(pairs, forward, backward, width)


def _prior(meaning: Floats, given: Ints, known: Floats | None) -> NDArray[np.float64]:
    """What is expected of each pair before the text is read; sums to 1 for every given word.

    A table counts as far as it has the words that are at hand; meaning and looks say the rest.
    """
    weight = np.exp(PRIOR_SHARPNESS * meaning)
    alike: NDArray[np.float64] = weight / np.bincount(given, weight)[given]
    if known is None:
        return alike
    mass = np.bincount(given, known)[given]
    trust = TRUST * np.minimum(1, mass / ENOUGH)
    mixed: NDArray[np.float64] = (1 - trust) * alike + trust * known / np.maximum(mass, 1e-9)
    return mixed


def _train(
    place: Ints, near: Floats, explained: Ints, given: Ints, prior: NDArray[np.float64]
) -> Floats:
    """Expectation maximisation of one direction.

    Args:
        place: Pair of each word-by-word cell of each unit.
        near: Preference of each cell for the diagonal.
        explained: The word occurrence that each cell is a possible source of.
        given: The conditioning word of each pair.
        prior: Probability of each pair before the text is read.
    """
    probability = prior
    for _ in range(ITERATIONS):
        cells = probability[place] * near
        total = np.bincount(explained, cells)[explained] + NULL
        counts = np.bincount(place, cells / total, minlength=len(given)) + PRIOR_WEIGHT * prior
        probability = counts / np.bincount(given, counts)[given]
    trained: Floats = probability.astype(np.float32)
    return trained


def _diagonal(height: int, width: int) -> Floats:
    rows = (np.arange(height, dtype=np.float32) + 0.5) / max(height, 1)
    columns = (np.arange(width, dtype=np.float32) + 0.5) / max(width, 1)
    near: Floats = np.exp(-DIAGONAL * np.abs(rows[:, None] - columns[None, :]))
    return near


def _positions(units: Sequence[Unit]) -> tuple[Ints, Ints]:
    """The running number of the source and of the target word of every cell."""
    rows, columns = [], []
    seen_src = seen_tgt = 0
    for unit in units:
        height, width = len(unit.src), len(unit.tgt)
        rows.append(np.repeat(np.arange(seen_src, seen_src + height, dtype=np.int32), width))
        columns.append(np.tile(np.arange(seen_tgt, seen_tgt + width, dtype=np.int32), height))
        seen_src, seen_tgt = seen_src + height, seen_tgt + width
    return np.concatenate(rows), np.concatenate(columns)


def _likeness(
    heads: Ints, tails: Ints, src: Sequence[str], tgt: Sequence[str], embed: Embed
) -> Floats:
    """How near the two words of each pair are, by meaning (csls) or by letters."""
    meaning = csls(embed(src), embed(tgt), heads, tails)
    letters_src, letters_tgt = letters(src), letters(tgt)
    looks = rowwise(letters_src, letters_tgt, heads, tails)
    near: Floats = np.maximum(meaning, 1.2 * looks - 0.5)
    return near


def csls(src: Floats, tgt: Floats, heads: Ints, tails: Ints) -> Floats:
    """Cross-domain similarity local scaling (Conneau et al. 2018) of chosen pairs.

    Twice the cosine less the mean cosine of either side to its nearest neighbours, so that a
    vector that is near to everything is near to nothing.
    """
    if max(len(src), len(tgt)) <= REFERENCE:
        cosines = src @ tgt.T
        near = 2 * cosines[heads, tails]
        crowds = _nearest(cosines), _nearest(np.ascontiguousarray(cosines.T))
    else:
        near = 2 * rowwise(src, tgt, heads, tails)
        crowds = _crowd(src, tgt[:REFERENCE]), _crowd(tgt, src[:REFERENCE])
    scaled: Floats = near - crowds[0][heads] - crowds[1][tails]
    return scaled


def _crowd(vectors: Floats, others: Floats) -> Floats:
    """Mean cosine of each vector to its nearest neighbours among others."""
    blocks = [vectors[start : start + 1024] for start in range(0, len(vectors), 1024)]
    return np.concatenate([_nearest(block @ others.T) for block in blocks])


def _nearest(cosines: Floats) -> Floats:
    """Mean of the greatest values of each row."""
    count = min(NEIGHBOURS, cosines.shape[1])
    if not count:
        return np.zeros(len(cosines), np.float32)
    cut = cosines.shape[1] - count
    nearest: Floats = np.partition(cosines, cut, axis=1)[:, cut:].mean(axis=1)
    return nearest


def rowwise(src: Floats, tgt: Floats, heads: Ints, tails: Ints) -> Floats:
    """Cosines of chosen pairs of unit vectors, shape ``(len(heads),)``."""
    cosines = np.empty(len(heads), np.float32)
    for start in range(0, len(heads), 8192):
        stop = start + 8192
        cosines[start:stop] = np.einsum("ij,ij->i", src[heads[start:stop]], tgt[tails[start:stop]])
    return cosines


def letters(words: Sequence[str], size: int = 512) -> Floats:
    """Unit vectors of the letter bigrams and trigrams of words, accents folded."""
    vectors = np.zeros((len(words), size), np.float32)
    if not words:
        return vectors
    padded = [f"^{fold(word)}$" for word in words]
    places = np.repeat(np.arange(len(padded)), [len(word) for word in padded])
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), np.uint32)
    for n in (2, 3):
        starts = np.flatnonzero(places[: 1 - n] == places[n - 1 :])
        mixed = np.full(len(starts), n, np.uint32)
        for k in range(n):
            mixed = (mixed ^ codes[starts + k]) * HASH
        bins = places[starts] * size + (mixed >> np.uint32(HASH_SHIFT)) % size
        np.add.at(vectors.reshape(-1), bins, 1)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, 1e-9)
    return unit


def fold(text: str) -> str:
    """Lower case without accents."""
    lower = text.lower()
    return lower if lower.isascii() else bare(lower)
