"""Rules ``omission`` and ``addition``: what of a paragraph nothing on the other side says.

The words of both sides, or pieces of them, are matched one with one, the nearest by the static
vectors first, so that a word that stands twice on one side needs two on the other. Of each stretch
between two marks, and of two or three side by side, four things then tell whether it has a
counterpart: how much of its weight is unmatched, how much more that is than in the rest of the
paragraph, how far the other side is too short for the paragraph against what is usual in this
document, and how much the stretch weighs. A stretch that looks lost by its words is then read as a
whole: where the sentence encoder finds one on the other side that says the same in other words, it
is there. What all this is worth together was learned by logistic regression on clauses deleted
from untouched translations (``benchmarks/consistency_omissions.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.consistency import second_look
from aligner.consistency.finding import Finding, Severity, shortened
from aligner.consistency.pairs import Pair, Side
from aligner.languages import language
from aligner.similarity.providers import static_knows

if TYPE_CHECKING:
    from aligner.similarity.coverage import Words

OMISSION, ADDITION = "omission", "addition"

SHORTEST = 5
"""Words from which on a stretch counts."""
LETTERS_OF_A_WORD = 1.7
"""Characters that a word has where words are not separated."""
DOUBT = 0.3
"""Log-odds by the words alone from which on a stretch is read as a whole."""
WARNING, HINT = {OMISSION: 2.2, ADDITION: 3.0}, 1.5
"""Scores from which on a stretch is told, chosen on the texts of the benchmark; untouched, most of
what reaches the first lacks something. Translators add more words than they leave out."""
_LEAD_IN = re.compile(r"[:：]\s*$")
"""What leads to a list, which each language words by its own formula."""
WEIGHTS = (-10.44, 5.44, 5.33, 3.78, -1.54, 1.19, -0.78)
"""What each feature of :func:`described` is worth, in log-odds, the constant first;
``python -m benchmarks.consistency_omissions --fit`` learns them."""
SECOND = (-0.67, 0.66, -3.78, 1.14)
"""What a stretch is worth that was read as a whole: a constant, its log-odds by the words, the
cosine of the nearest stretch of the other side, and the logarithm of its weight; learned there."""
_OUT_OF_PLACE = 0.15
"""How much less two words match where one stands at the beginning and the other at the end."""
_USUAL = 0.35
"""Share that is unmatched where there is no rest to compare with."""
_LOST, _FOUND, _FAINT, _ROUNDS = 0.25, 0.75, 0.05, 12
_JOINED = 3
_MOST = 2
"""Passages of one paragraph that are told."""
_LARGEST = 1 << 20
"""Pairs of words beyond which a paragraph is too long to be read for this."""
_SAMPLE = 400
"""Paragraphs from which the usual ratio of the two sides is taken."""
_TERSE = {"en": -0.07, "ru": -0.07, "ar": -0.22, "zh": -0.26}
"""Logarithm of what a text weighs against its French; medians over the Universal Declaration, the
Goals and the worked example."""
_VOICES = 6
_MARK = re.compile(r"(?<=[,;:.!?،؛؟，；：。！？、()（）—–])(?!(?<=\d[,.:–])\d)\s*|\s+(?=[(（—–])")


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Stretches of the source that the draft does not say, and of the draft that it adds."""
    read = [pair for pair in pairs if is_read(pair)]
    if not read:
        return
    usual = usual_of(read)
    sides = [
        (pair, own, other, worth)
        for pair in read
        for own, other, worth in ((pair.src, pair.tgt, 1 / usual), (pair.tgt, pair.src, usual))
    ]
    places = [
        (number, own, other, stretch)
        for number, (_, own, other, worth) in enumerate(sides)
        for stretch in doubted(own, other, worth)
    ]
    sure: dict[int, list[Stretch]] = {}
    scored = read_whole([place[1:] for place in places])
    for (number, *_), stretch in zip(places, scored, strict=True):
        if stretch.score >= HINT:
            sure.setdefault(number, []).append(stretch)
    for number, stretches in sure.items():
        pair, own = sides[number][:2]
        passages = sorted(_side_by_side(stretches), key=lambda s: -s.score)
        for passage in passages[:_MOST]:
            yield _finding(pair, own, passage)


def usual_of(pairs: Sequence[Pair]) -> float:
    """Weight of the draft for one of the source, over a document."""
    masses = ((_mass(pair.src), _mass(pair.tgt)) for pair in pairs)
    return _usual(masses, (pairs[0].src.lang, pairs[0].tgt.lang))


def is_read(pair: Pair) -> bool:
    """Whether a bead is read for omissions."""
    return (
        not pair.bead.is_null
        and not pair.is_heading
        and pair.src.lang.split("-")[0] != pair.tgt.lang.split("-")[0]
        and static_knows(pair.src.lang, pair.tgt.lang)
    )


def _usual(masses: Iterable[tuple[float, float]], langs: tuple[str, str]) -> float:
    """Weight of the draft for one of the source: the median of the longer paragraphs.

    A short document does not show it, so what is usual between the languages has a few voices too.
    """
    src, tgt = (_TERSE.get(lang.split("-")[0], 0.0) for lang in langs)
    whole = list(islice(((src, tgt) for src, tgt in masses if src > 0 and tgt > 0), _SAMPLE))
    least = sum(src for src, _ in whole) / max(len(whole), 1) / 2
    ratios = [log(tgt / src) for src, tgt in whole if min(src, tgt) > least]
    return exp(float(np.median([*ratios, *[tgt - src] * _VOICES])))


def _mass(side: Side) -> float:
    from aligner.similarity import static

    words = static.load().words([side.text])
    return float(words.weights[words.indices].sum())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one side that the other may not say.

    Attributes:
        start: Offset in the text of the side.
        end: One past its last character.
        score: Log-odds that the other side does not say it.
        weight: What its words weigh together.
    """

    start: int
    end: int
    score: float
    weight: float = 1.0


def doubted(own: Side, other: Side, usual: float) -> list[Stretch]:
    """The stretches of one side whose words the other lacks, none inside another, surest first.

    Args:
        own: The side that says more.
        other: The other.
        usual: Weight of ``own`` for one of ``other``.
    """
    taken: list[Stretch] = []
    for stretch in sorted(_stretches(own, other, usual), key=lambda s: -s.score):
        if stretch.score < DOUBT:
            break
        if not any(stretch.start < old.end and old.start < stretch.end for old in taken):
            taken.append(stretch)
    return taken[: 2 * _MOST]


def read_whole(places: Sequence[tuple[Side, Side, Stretch]]) -> list[Stretch]:
    """The same stretches with the score that they have when they are read as a whole."""
    return [
        replace(stretch, score=sum(w * value for w, value in zip(SECOND, features, strict=True)))
        for (_, _, stretch), features in zip(places, second_features(places), strict=True)
    ]


def second_features(places: Sequence[tuple[Side, Side, Stretch]]) -> list[Features]:
    """What tells of stretches that are read as a whole, as :data:`SECOND` weighs it."""
    near = second_look.nearest([(own, other, s.start, s.end) for own, other, s in places])
    return [
        (1.0, stretch.score, cosine, log(stretch.weight))
        for (_, _, stretch), cosine in zip(places, near, strict=True)
    ]


def _side_by_side(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that stand side by side are one passage, as sure as the surest of them."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: s.start):
        if joined and stretch.start <= joined[-1].end:
            before = joined.pop()
            stretch = Stretch(before.start, stretch.end, max(before.score, stretch.score))
        joined.append(stretch)
    return joined


def _finding(pair: Pair, own: Side, stretch: Stretch) -> Finding:
    text = own.text[stretch.start : stretch.end]
    start = stretch.start + len(text) - len(text.lstrip(_EDGES))
    span = start, start + len(text.strip(_EDGES))
    said = own.text[slice(*span)]
    rule = OMISSION if own is pair.src else ADDITION
    sure = stretch.score >= WARNING[rule] and not _LEAD_IN.search(text)
    severity = Severity.WARNING if sure else Severity.HINT
    if own is pair.src:
        message = f"nothing in the draft seems to say: {shortened(said)}"
        return pair.finding(OMISSION, "clause", severity, message, src=span, expected=(said,))
    message = f"nothing in the source seems to say: {shortened(said)}"
    return pair.finding(ADDITION, "clause", severity, message, tgt=span, found=said)


_EDGES = " \n\t,;:.،؛，；：。、(（—–"


Features = tuple[float, ...]


def _stretches(own: Side, other: Side, usual: float) -> Iterator[Stretch]:
    """The stretches that may have no counterpart, with log-odds that they have none."""
    for start, end, features in described(own, other, usual):
        score = sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
        yield Stretch(start, end, score, exp(features[-2]))


def described(own: Side, other: Side, usual: float) -> list[tuple[int, int, Features]]:
    """The stretches between marks, and two or three together, with what tells of them.

    Args:
        own: The side that may say more.
        other: The other.
        usual: Weight of ``own`` for one of ``other``.

    Returns:
        Start, end and features of each; none where ``own`` does not say more than is usual, or
        where the sides are too long.
    """
    from aligner.similarity import static

    cut = cuts(own.text)
    words = static.load().words([own.text[a:b] for a, b in cut])
    others = static.load().words([other.text])
    if not 0 < len(words.indices) * len(others.indices) <= _LARGEST:
        return []
    weight = words.weights[words.indices]
    total = float(weight.sum())
    surplus = total - usual * float(others.weights[others.indices].sum())
    if surplus <= 0:
        return []
    lost = weight * (1 - _matched(words, others))
    lost_in_all = float(lost.sum())
    found: list[tuple[int, int, Features]] = []
    for first in range(len(cut)):
        for last in range(first, min(first + _JOINED, len(cut))):
            start, end = cut[first][0], cut[last][1]
            run = slice(words.starts[first], words.starts[last + 1])
            own_weight, own_lost = float(weight[run].sum()), float(lost[run].sum())
            if own_weight <= 0 or size(own.text[start:end], own.lang) < SHORTEST:
                continue
            rest = total - own_weight
            usually = (lost_in_all - own_lost) / rest if rest > 0.1 * total else _USUAL
            unmatched, excess = own_lost / own_weight, min(surplus / own_weight, 2.0)
            features = (
                1.0, unmatched, unmatched - usually, excess, unmatched * excess,
                log(own_weight), own_weight / total,
            )  # fmt: skip
            found.append((start, end, features))
    return found


def cuts(text: str) -> list[tuple[int, int]]:
    """The stretches between marks, with what stands before them."""
    found, start = [], 0
    for match in _MARK.finditer(text):
        if text[start : match.end()].strip():
            found.append((start, match.end()))
            start = match.end()
    return [*found, (start, len(text))] if text[start:].strip() else found


def size(text: str, lang: str) -> float:
    """Words of a text."""
    return len(text.split()) if language(lang).spaces else len(text.strip()) / LETTERS_OF_A_WORD


def _matched(words: Words, others: Words) -> NDArray[np.float32]:
    """How well each word is matched with one of the others that no nearer word has taken, 0 to 1.

    In each round the words that are nearest to each other are taken away together.
    """
    near = (words.vectors @ others.vectors.T - _LOST) / (_FOUND - _LOST)
    near = near.clip(0, 1)[np.ix_(words.indices, others.indices)]
    n, m = near.shape
    place, elsewhere = ((np.arange(k, dtype=np.float32) + 0.5) / k for k in (n, m))
    near -= _OUT_OF_PLACE * np.abs(place[:, None] - elsewhere)
    matched = np.zeros(n, np.float32)
    rows = np.arange(n)
    for _ in range(_ROUNDS):
        best, back = near.argmax(1), near.argmax(0)
        value = near[rows, best]
        taken = np.flatnonzero((value > _FAINT) & (back[best] == rows))
        if not len(taken):
            break
        matched[taken] = value[taken]
        near[taken] = -1
        near[:, best[taken]] = -1
    return matched
