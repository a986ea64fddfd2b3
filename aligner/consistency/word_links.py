"""Which word of the draft renders which word of the source, over a whole document.

Three witnesses say how well two words go together: the table of word translations that ships
(:mod:`aligner.terminology.prior`), the static vectors, and the document itself: words of which
nothing is known and that are left over in the same paragraphs again and again render each other
(*humains*, *persons* of *traite d'êtres humains*, *trafficking in persons*). Each word is linked to
one at most, the strongest pairs first, those at like places before others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.consistency.pairs import Pair, Side
from aligner.languages import language
from aligner.similarity.providers import static_knows
from aligner.terminology import prior, wordforms

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

_LARGEST = 1 << 16
"""Pairs of words beyond which a paragraph is too long to be read."""
_FAINT = 0.12
"""Strength from which on two words are linked."""
_OUT_OF_PLACE = 0.25
"""How much weaker a link is from one end of the paragraph to the other."""
_LOST, _FOUND = 0.25, 0.75
"""Cosines that say nothing, and all."""
_LEAST = 1e-3
_TOGETHER, _USUALLY = 2, 0.3
"""Paragraphs in which two words are left over, and their share (Dice), from which on they render
each other."""
_CROWD = 900
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of one side of a bead, but for articles, prepositions and the like.

    Attributes:
        side: The side.
        spans: Where each stands in its text.
        ids: The distinct lemma of each, in the document.
    """

    side: Side
    spans: tuple[tuple[int, int], ...]
    ids: Integers


@dataclass(frozen=True, slots=True)
class Linked:
    """A bead whose words are linked.

    Attributes:
        pair: The bead.
        src: Its source words.
        tgt: Those of the draft.
        strength: How well each source word goes with each of the draft, shape ``(n, m)``, 0 to 1.
        to: The word of the draft that each source word is linked to, -1 for none.
        back: The other way round.
    """

    pair: Pair
    src: Worded
    tgt: Worded
    strength: Floats
    to: Integers
    back: Integers


class Lemmas:
    """The distinct lemmas of one side of a document, each with a form that it has."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.ids: dict[str, int] = {}
        self.forms: list[str] = []

    def read(self, side: Side) -> Worded:
        """The words of a side."""
        spans, ids = [], []
        for match in prior.WORD.finditer(side.text.replace("\u2019", "'")):
            word = match.group()
            if len(word) < 2 or wordforms.is_grammatical(word.lower(), self.lang):
                continue
            known = self.ids.setdefault(prior.lemma(word, self.lang), len(self.ids))
            if known == len(self.forms):
                self.forms.append(word)
            spans.append(match.span())
            ids.append(known)
        return Worded(side, tuple(spans), np.array(ids, np.int64))


def is_read(src: str, tgt: str) -> bool:
    """Whether words can be linked between two languages: both show where words end."""
    sides = [language(lang) for lang in (src, tgt)]
    return (
        all(side.spaces and not side.tagging.cuts_words for side in sides)
        and src.split("-")[0] != tgt.split("-")[0]
        and static_knows(src, tgt)
    )


def link(pairs: Iterable[Pair]) -> tuple[list[Linked], Lemmas, Lemmas]:
    """Link the words of the beads of one document.

    Returns:
        The beads that can be read, and the lemmas of both sides.
    """
    chosen = [pair for pair in pairs if not pair.bead.is_null and not pair.is_heading]
    langs = (chosen[0].src.lang, chosen[0].tgt.lang) if chosen else ("und", "und")
    src, tgt = (Lemmas(lang.split("-")[0]) for lang in langs)
    read = [(pair, src.read(pair.src), tgt.read(pair.tgt)) for pair in chosen]
    strengths = _Strengths(src, tgt)
    first = [
        _linked(pair, one, other, strengths.of(one.ids, other.ids))
        for pair, one, other in read
        if 0 < len(one.spans) * len(other.spans) <= _LARGEST
    ]
    return list(_learned(first)), src, tgt


class _Strengths:
    """How well the lemmas of two sides go together."""

    def __init__(self, src: Lemmas, tgt: Lemmas) -> None:
        from aligner.similarity import static

        self._table = prior.load(src.lang, tgt.lang)
        self._rows = self._table.rows(src.forms, src.lang)
        self._columns = self._table.columns(tgt.forms, tgt.lang)
        vectors = static.load().embed([*src.forms, *tgt.forms])
        self._src, self._tgt = vectors[: len(src.forms)], vectors[len(src.forms) :]

    def of(self, src: Integers, tgt: Integers) -> Floats:
        """Of every word of a source with every word of a draft."""
        shape = len(src), len(tgt)
        rows, columns = np.repeat(self._rows[src], shape[1]), np.tile(self._columns[tgt], shape[0])
        either = np.maximum(*self._table.probabilities(rows, columns)).reshape(shape)
        known = np.where(either > 0, 1 + np.log10(np.maximum(either, _LEAST)) / 2, 0)
        near = (self._src[src] @ self._tgt[tgt].T - _LOST) / (_FOUND - _LOST)
        strength: Floats = np.maximum(known, near).clip(0, 1).astype(np.float32)
        return strength


def _learned(linked: Sequence[Linked]) -> Iterator[Linked]:
    """The same linked again, with what their left-over words teach."""
    known = _left_together(linked)
    for bead in linked:
        taught = [
            (i, j, known[lemma][other])
            for i, lemma in enumerate(bead.src.ids.tolist())
            if lemma in known
            for j, other in enumerate(bead.tgt.ids.tolist())
            if other in known[lemma]
        ]
        if not taught:
            yield bead
            continue
        strength = bead.strength.copy()
        for i, j, learned in taught:
            strength[i, j] = max(strength[i, j], learned)
        yield _linked(bead.pair, bead.src, bead.tgt, strength)


def _left_together(linked: Sequence[Linked]) -> Mapping[int, Mapping[int, float]]:
    """Lemmas that are left over in the same beads, with the strength that this gives them."""
    both: Counter[tuple[int, int]] = Counter()
    one: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for bead in linked:
        src = set(bead.src.ids[bead.to < 0].tolist())
        tgt = set(bead.tgt.ids[bead.back < 0].tolist())
        one.update(src)
        other.update(tgt)
        if len(src) * len(tgt) <= _CROWD:
            both.update((i, j) for i in src for j in tgt)
    known: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), times in both.items():
        dice = 2 * times / (one[i] + other[j])
        if times >= _TOGETHER and dice > _USUALLY:
            known[i][j] = 0.25 + 0.75 * dice
    return known


def _linked(pair: Pair, src: Worded, tgt: Worded, strength: Floats) -> Linked:
    to, back = one_to_one(strength)
    return Linked(pair, src, tgt, strength, to, back)


def without(bead: Linked, words: Sequence[int]) -> Linked:
    """The bead as it would be linked if the draft lacked some words."""
    kept = np.delete(np.arange(len(bead.tgt.spans)), words)
    tgt = Worded(bead.tgt.side, tuple(bead.tgt.spans[j] for j in kept), bead.tgt.ids[kept])
    return _linked(bead.pair, bead.src, tgt, bead.strength[:, kept])


def reverse(bead: Linked) -> Linked:
    """The same seen from the draft."""
    return replace(
        bead, src=bead.tgt, tgt=bead.src, strength=bead.strength.T, to=bead.back, back=bead.to
    )


def one_to_one(strength: Floats) -> tuple[Integers, Integers]:
    """Links between words, each to one at most; of two that are each other's best, both."""
    n, m = strength.shape
    near = strength - _OUT_OF_PLACE * apart(n, m)
    to, back = np.full(n, -1, np.int64), np.full(m, -1, np.int64)
    rows = np.arange(n)
    for _ in range(_ROUNDS):
        best, best_of = near.argmax(1), near.argmax(0)
        taken = np.flatnonzero((near[rows, best] > _FAINT) & (best_of[best] == rows))
        if not len(taken):
            break
        to[taken], back[best[taken]] = best[taken], taken
        near[taken] = -1
        near[:, best[taken]] = -1
    return to, back


def apart(n: int, m: int) -> Floats:
    """How far apart the words of two sides stand, as shares of their texts."""
    one, other = ((np.arange(k, dtype=np.float32) + 0.5) / k for k in (n, m))
    return np.abs(one[:, None] - other)
