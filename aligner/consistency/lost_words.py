"""Single words that only one side has: a modifier dropped, a member of a list, a word too many.

*Condamne dans les termes les plus forts* as *condemns in strong terms*, *tout autre instrument
international pertinent* as *any other relevant instrument*. A word that is linked to none
(:mod:`aligner.consistency.word_links`) may have been put in other words, so what counts is how
steadily it is rendered elsewhere in this document and by the table of translations, whether
words of the other side are left over near its place, and whether what stands around it is linked to
words that stand side by side. A word that stands nowhere else is not told, nor one with a capital:
it is part of a name, which may be called otherwise whole. Weighed by logistic
regression, learned on single words taken out of untouched translations
(``benchmarks/consistency_words.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p

import numpy as np

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.omission import ADDITION, OMISSION
from aligner.consistency.openings import opening
from aligner.consistency.pairs import Pair
from aligner.consistency.word_links import Lemmas, Linked, apart, is_read, link, reverse
from aligner.languages.frequency import zipf
from aligner.terminology import prior

KIND = "word"

COMMON, SHORTEST = 5.9, 3
"""Zipf frequency below which, and letters from which on, a word tells something."""
WEIGHTS = {
    OMISSION: (
        -3.82, -0.16, 0.1, 4.3, 0.38, -0.18, -0.2, -1.71, 0.34, 0.12, 0.01, -1.38, 0.7, 3.67,
        -1.41, 0.01, 0.97, 0.04, -0.2,
    ),
    ADDITION: (
        -3.31, -0.51, -0.35, 4.08, 0.27, 0.05, -0.21, -0.51, 0.45, -0.02, -0.29, -1.97, 0.89, 2.66,
        -1.05, 0.05, 0.44, -0.5, 0.14,
    ),
}  # fmt: skip
"""What each feature of :func:`described` is worth, in log-odds;
``python -m benchmarks.consistency_words --fit`` learns them."""
HINT = {OMISSION: 1.1, ADDITION: 1.0}
"""Log-odds from which on a word is told; untouched, one paragraph in twenty to thirty has one."""
_MOST = 2
"""Words or runs of words of a paragraph that are told on each side."""
_NEAR, _LIKE = 0.3, 0.3
_PRIOR = 2.0
_BESIDE = 3
"""Words on either side of which the next linked one is looked for."""
_FREE_MOST = 4.0

Features = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A word, or words side by side, that the other side lacks.

    Attributes:
        start: Offset in the text of its side.
        end: One past its last character.
        score: Log-odds.
    """

    start: int
    end: int
    score: float


class Steadiness:
    """How steadily the lemmas of one side are rendered in a document.

    Attributes:
        lemmas: Of that side.
        telling: Whether each lemma tells something.
        others: The same of the other side.
    """

    def __init__(self, linked: Sequence[Linked], lemmas: Lemmas, others: Lemmas) -> None:
        """Count the links of one side; ``linked`` as seen from that side."""
        self.lemmas = lemmas
        self.telling = _telling(lemmas)
        self.others = _telling(others)
        self.zipf = np.array([zipf(form, lemmas.lang) for form in lemmas.forms], np.float32)
        size = len(lemmas.forms)
        self._times, self._linked = np.zeros(size), np.zeros(size)
        for bead in linked:
            np.add.at(self._times, bead.src.ids, 1)
            np.add.at(self._linked, bead.src.ids, bead.to >= 0)
        self.known = _known(lemmas, others)

    def rate(self, lemma: int, *, was_linked: bool = False) -> tuple[float, float]:
        """Share of the other places of a lemma that are linked, and how many there are."""
        others = self._times[lemma] - 1
        linked = self._linked[lemma] - was_linked + _PRIOR * self.known[lemma]
        return float(linked / (others + _PRIOR)), float(others)


def _telling(lemmas: Lemmas) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(
        [len(w) >= SHORTEST and zipf(w, lemmas.lang) < COMMON for w in lemmas.forms], np.bool_
    )


def _known(lemmas: Lemmas, others: Lemmas) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The probability that a known translation stands for each lemma, 0 where none is known."""
    table = prior.load(lemmas.lang, others.lang)
    best = _translated(lemmas.lang, others.lang)
    rows = table.rows(lemmas.forms, lemmas.lang)
    return np.where(rows >= 0, best[rows], 0).astype(np.float32)


@cache
def _translated(src: str, tgt: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    table = prior.load(src, tgt)
    best = np.zeros(len(table.src) + 1, np.float32)
    np.add.at(best, table.codes // max(len(table.tgt), 1), table.forward)
    return best


def described(
    bead: Linked, steady: Steadiness, *, taken_out: bool = False
) -> list[tuple[int, Features]]:
    """The telling words of the source side that are linked to none, with what tells of them."""
    n, m = bead.strength.shape
    distance = apart(n, m)
    telling = steady.telling[bead.src.ids]
    free = (bead.back < 0) & steady.others[bead.tgt.ids]
    window = max(0.06, 3.0 / m)
    found = []
    for i in np.flatnonzero((bead.to < 0) & telling).tolist():
        lemma = int(bead.src.ids[i])
        like = float((bead.strength[i] * (distance[i] < _NEAR)).max(initial=0.0))
        unlike = max(0.0, 1 - like / _LIKE)
        left = min(float((np.exp(-((distance[i] / window) ** 2)) * free).sum()), _FREE_MOST)
        before = bead.to[max(0, i - _BESIDE) : i][::-1].tolist()
        after = bead.to[i + 1 : i + 1 + _BESIDE].tolist()
        ends = sorted(next((j for j in there if j >= 0), -1) for there in (before, after))
        tight = ends[0] >= 0 and ends[1] - ends[0] <= 2 and not free[ends[0] + 1 : ends[1]].any()
        beside = sum(
            bool(bead.to[k] < 0 and telling[k]) for k in (i - 2, i - 1, i + 1, i + 2) if 0 <= k < n
        )
        again = bool((bead.src.ids == lemma).sum() > 1)
        rate, others = steady.rate(lemma, was_linked=taken_out)
        known = float(steady.known[lemma])
        nothing_left = exp(-left)
        features = (
            1.0, like, unlike, rate, log1p(others), known, left, nothing_left, tight, beside,
            nothing_left * beside, nothing_left * known, nothing_left * unlike, nothing_left * rate,
            float(steady.zipf[lemma]) / 5, min(1.0, 5 / n),
            bead.src.side.text[bead.src.spans[i][0]].isupper(), again, i == 0,
        )  # fmt: skip
        found.append((i, tuple(map(float, features))))
    return found


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Words of the source that the draft does not say, and of the draft that it adds."""
    first = next((pair for pair in pairs if not pair.bead.is_null), None)
    if first is None or not is_read(first.src.lang, first.tgt.lang):
        return
    linked, src, tgt = link(pairs)
    turned = [reverse(bead) for bead in linked]
    for rule, beads, steady in (
        (OMISSION, linked, Steadiness(linked, src, tgt)),
        (ADDITION, turned, Steadiness(turned, tgt, src)),
    ):
        for bead in beads:
            for lost in _lost(bead, steady, rule)[:_MOST]:
                yield _finding(bead.pair, rule, lost)


def _lost(bead: Linked, steady: Steadiness, rule: str) -> list[Lost]:
    """The words of a bead that are lost, those side by side together, the surest first."""
    runs: list[Lost] = []
    last = -2
    side = bead.src.side
    begun = opening(side.text, steady.lemmas.lang)
    first = begun.end if begun is not None else 0
    for i, features in described(bead, steady):
        score = sum(w * value for w, value in zip(WEIGHTS[rule], features, strict=True))
        start, end = bead.src.spans[i]
        alone = not steady.rate(int(bead.src.ids[i]))[1]
        if score < HINT[rule] or start < first or alone or side.text[start].isupper():
            continue
        if runs and i == last + 1:
            before = runs.pop()
            start, score = before.start, max(before.score, score)
        runs.append(Lost(start, end, score))
        last = i
    return sorted(runs, key=lambda lost: -lost.score)


def _finding(pair: Pair, rule: str, lost: Lost) -> Finding:
    span = lost.start, lost.end
    if rule == OMISSION:
        said = pair.src.text[slice(*span)]
        message = f"nothing in the draft seems to say {said!r}"
        return pair.finding(rule, KIND, Severity.HINT, message, src=span, expected=(said,))
    said = pair.tgt.text[slice(*span)]
    message = f"nothing in the source seems to say {said!r}"
    return pair.finding(rule, KIND, Severity.HINT, message, tgt=span, found=said)
