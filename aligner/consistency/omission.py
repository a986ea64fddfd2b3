"""Rules ``omission`` and ``addition``: what of a paragraph nothing on the other side says.

The words of both sides, or pieces of them, are matched one with one, the nearest by the static
vectors first, so that a word that stands twice on one side needs two on the other. Of each stretch
between two marks, and of two or three side by side, four things then tell whether it has a
counterpart: how much of its weight is unmatched, how much more that is than in the rest of the
paragraph, how far the other side is too short for the paragraph against what is usual in this
document, and how much the stretch weighs. What they are worth together was learned by logistic
regression on clauses deleted from untouched translations (``benchmarks/consistency_omissions.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

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
WARNING, HINT = 2.4, 0.8
"""Scores from which on a stretch is told; on untouched texts one paragraph in 150 has the first,
and most of these lack something."""
WEIGHTS = (-10.44, 5.44, 5.33, 3.78, -1.54, 1.19, -0.78)
"""What each feature of :func:`described` is worth, in log-odds, the constant first;
``python -m benchmarks.consistency_omissions --fit`` learns them."""
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
_MARK = re.compile(r"(?<=[,;:.!?،؛؟，；：。！？、()（）—–])\s*|\s+(?=[(（—–])")


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Stretches of the source that the draft does not say, and of the draft that it adds."""
    read = [pair for pair in pairs if is_read(pair)]
    if not read:
        return
    usual = usual_of(read)
    for pair in read:
        yield from _found(pair, pair.src, pair.tgt, 1 / usual)
        yield from _found(pair, pair.tgt, pair.src, usual)


def usual_of(pairs: Sequence[Pair]) -> float:
    """Weight of the draft for one of the source, over a document."""
    masses = [(_mass(pair.src), _mass(pair.tgt)) for pair in pairs]
    return _usual(masses, (pairs[0].src.lang, pairs[0].tgt.lang))


def is_read(pair: Pair) -> bool:
    """Whether a bead is read for omissions."""
    return (
        not pair.bead.is_null
        and not pair.is_heading
        and pair.src.lang.split("-")[0] != pair.tgt.lang.split("-")[0]
        and static_knows(pair.src.lang, pair.tgt.lang)
    )


def _usual(masses: Sequence[tuple[float, float]], langs: tuple[str, str]) -> float:
    """Weight of the draft for one of the source: the median of the longer paragraphs.

    A short document does not show it, so what is usual between the languages has a few voices too.
    """
    src, tgt = (_TERSE.get(lang.split("-")[0], 0.0) for lang in langs)
    whole = [(src, tgt) for src, tgt in masses if src > 0 and tgt > 0][:_SAMPLE]
    least = sum(src for src, _ in whole) / max(len(whole), 1) / 2
    ratios = [log(tgt / src) for src, tgt in whole if min(src, tgt) > least]
    return exp(float(np.median([*ratios, *[tgt - src] * _VOICES])))


def _mass(side: Side) -> float:
    from aligner.similarity import static

    words = static.load().words([side.text])
    return float(words.weights[words.indices].sum())


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    score: float


def _found(pair: Pair, own: Side, other: Side, usual: float) -> Iterator[Finding]:
    """The stretches of one side that the other does not say, the surest first.

    Args:
        pair: The bead.
        own: The side that says more.
        other: The other.
        usual: Weight of ``own`` for one of ``other``.
    """
    taken: list[_Stretch] = []
    for stretch in sorted(_stretches(own, other, usual), key=lambda s: -s.score):
        if stretch.score < HINT:
            break
        if not any(stretch.start < old.end and old.start < stretch.end for old in taken):
            taken.append(stretch)
    passages = sorted(_side_by_side(taken), key=lambda s: -s.score)
    for passage in passages[:_MOST]:
        yield _finding(pair, own, passage)


def _side_by_side(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Stretches that stand side by side are one passage, as sure as the surest of them."""
    joined: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda s: s.start):
        if joined and stretch.start <= joined[-1].end:
            before = joined.pop()
            stretch = _Stretch(before.start, stretch.end, max(before.score, stretch.score))
        joined.append(stretch)
    return joined


def _finding(pair: Pair, own: Side, stretch: _Stretch) -> Finding:
    text = own.text[stretch.start : stretch.end]
    start = stretch.start + len(text) - len(text.lstrip(_EDGES))
    span = start, start + len(text.strip(_EDGES))
    said = own.text[slice(*span)]
    severity = Severity.WARNING if stretch.score >= WARNING else Severity.HINT
    if own is pair.src:
        message = f"nothing in the draft seems to say: {shortened(said)}"
        return pair.finding(OMISSION, "clause", severity, message, src=span, expected=(said,))
    message = f"nothing in the source seems to say: {shortened(said)}"
    return pair.finding(ADDITION, "clause", severity, message, tgt=span, found=said)


_EDGES = " \n\t,;:.،؛，；：。、(（—–"


Features = tuple[float, ...]


def _stretches(own: Side, other: Side, usual: float) -> Iterator[_Stretch]:
    """The stretches that may have no counterpart, with log-odds that they have none."""
    for start, end, features in described(own, other, usual):
        score = sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
        yield _Stretch(start, end, score)


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
