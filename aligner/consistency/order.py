"""Rule ``order``: members of an enumeration that stand in another order than in the source.

A list is three members or more of a few words each, parted by commas, with a conjunction before
the last. Its members are set against those of the list at about the same place on the other side,
by their static vectors, where both have as many. In Arabic every member has its conjunction, and no
mark shows where a list ends: there nothing is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair, Side
from aligner.languages import language
from aligner.similarity.providers import static_knows

RULE = "order"

LONGEST = 6
"""Words of a member, or half of its characters where words are not separated."""
FEWEST, MOST = 3, 30
ALIKE, FAINT, GAIN = 0.5, 0.4, 0.5
"""Cosine of members that answer each other: in the mean, and of each that was moved, at the least;
and how much better the other order has to fit in all."""
_APART = 0.15
"""How far apart two lists may begin, as shares of their paragraphs."""
_PARTED = re.compile(r"[;:؛；：。.()（）—–«»“”\n]")
_COMMA = re.compile(r"[,،、，]")

Span = tuple[int, int]
Cosines = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list inside a text.

    Attributes:
        members: Where each stands.
        place: Where the first begins, as a share of the text.
    """

    members: tuple[Span, ...]
    place: float


def check(pair: Pair) -> Iterator[Finding]:
    """Lists of a bead whose members differ."""
    if pair.bead.is_null or not static_knows(pair.src.lang, pair.tgt.lang):
        return
    if not (_COMMA.search(pair.src.text) and _COMMA.search(pair.tgt.text)):
        return
    src = list(_lists(pair.src))
    tgt = list(_lists(pair.tgt)) if src else []
    for one in src:
        near = [other for other in tgt if abs(one.place - other.place) <= _APART]
        if len(near) == 1 and len(one.members) == len(near[0].members):
            yield from _moved(pair, one, near[0])


def _moved(pair: Pair, one: Enumeration, other: Enumeration) -> Iterator[Finding]:
    """Two lists of one length, where another order fits better by far."""
    from scipy.optimize import linear_sum_assignment

    cosines = _cosines(pair, one.members, other.members)
    rows, cols = linear_sum_assignment(-cosines)
    if float(cosines[rows, cols].mean()) < ALIKE:
        return
    moved = [i for i, j in enumerate(cols.tolist()) if i != j]
    if not moved:
        return
    gain = sum(float(cosines[i, cols[i]] - cosines[i, i]) for i in moved)
    if gain < GAIN or any(cosines[i, cols[i]] < FAINT for i in moved):
        return
    src, tgt = (_texts(side, e.members) for side, e in ((pair.src, one), (pair.tgt, other)))
    span = other.members[min(moved)][0], other.members[max(moved)][1]
    yield pair.finding(
        RULE,
        "moved",
        Severity.WARNING if len(moved) < len(src) else Severity.HINT,
        f"the order of the source is {', '.join(src)}; that of the draft {', '.join(tgt)}",
        src=(one.members[min(moved)][0], one.members[max(moved)][1]),
        tgt=span,
        found=pair.tgt.text[slice(*span)],
    )


def _cosines(pair: Pair, src: Sequence[Span], tgt: Sequence[Span]) -> Cosines:
    from aligner.similarity import static

    vectors = static.load().embed([*_texts(pair.src, src), *_texts(pair.tgt, tgt)])
    return np.asarray(vectors[: len(src)] @ vectors[len(src) :].T, np.float32)


def _texts(side: Side, spans: Sequence[Span]) -> list[str]:
    return [side.text[a:b] for a, b in spans]


def _lists(side: Side) -> Iterator[Enumeration]:
    """The lists of a text, in order."""
    at = 0
    for end in [*(m.start() for m in _PARTED.finditer(side.text)), len(side.text)]:
        yield from _within(side, at, end)
        at = end + 1


def _within(side: Side, start: int, end: int) -> Iterator[Enumeration]:
    """The lists of a stretch without other marks than commas."""
    commas = [m.start() for m in _COMMA.finditer(side.text, start, end)]
    if not commas:
        return
    edges = [start - 1, *commas, end]
    longest, ends = (n if language(side.lang).spaces else 2 * n for n in (LONGEST, _ENDS))
    run: list[Span] = []
    for a, b in itertools.pairwise(edges):
        words = _words(side, a + 1, b)
        join = _conjunction(side.lang).search(side.text, a + 1, b) if run else None
        before = _words(side, a + 1, join.start()) if join else words
        if join and len(before) <= longest:
            after = _words(side, join.end(), b)
            members = (*run, *(_bounds(part) for part in (before, after[:ends]) if part))
            if FEWEST <= len(members) <= MOST:
                yield Enumeration(members, members[0][0] / len(side.text))
            run = []
        elif run and 0 < len(words) <= longest:
            run.append(_bounds(words))
        else:
            run = [_bounds(words[-ends:])] if words else []


_ENDS = 3
"""Words that the first and the last member are taken to have, whose other ends no mark shows."""


def _words(side: Side, start: int, end: int) -> list[Span]:
    """The words of a stretch, or its characters where words are not separated."""
    pattern = r"\S+" if language(side.lang).spaces else r"\S"
    return [m.span() for m in re.compile(pattern).finditer(side.text, start, end)]


def _bounds(words: Sequence[Span]) -> Span:
    return words[0][0], words[-1][1]


@cache
def _conjunction(lang: str) -> re.Pattern[str]:
    """What stands before the last member; in Arabic it is written together with every member."""
    here = language(lang)
    if here.usage.proclitic:
        return re.compile("(?!)")
    words = "|".join(map(re.escape, sorted(here.conjunctions, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<=\s)(?:{words})\s" if here.spaces else words, re.IGNORECASE)
