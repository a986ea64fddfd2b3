"""Rule ``order``: members of an enumeration that stand in another order than in the source.

A list is three members or more of a few words each, parted by commas, with a conjunction before
the last. Its members are set against those of the list at about the same place on the other side,
by their static vectors, as many as both have. In Arabic every member has its conjunction, and no
mark shows where a list ends: there nothing is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from aligner.accents import bare
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
_LOOKED_AT = 3
"""Lists of the draft that are set against one of the source, the nearest."""
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

    def last(self, count: int) -> Enumeration:
        """Its last members: a conjunction shows where a list ends, and nothing where it begins."""
        return replace(self, members=self.members[-count:])


def check(pair: Pair) -> Iterator[Finding]:
    """Lists of a bead whose members differ."""
    if pair.bead.is_null or not static_knows(pair.src.lang, pair.tgt.lang):
        return
    if not (_COMMA.search(pair.src.text) and _COMMA.search(pair.tgt.text)):
        return
    src = list(_lists(pair.src))
    tgt = list(_lists(pair.tgt)) if src else []
    for one in src:
        near = sorted(tgt, key=lambda other: abs(one.place - other.place))[:_LOOKED_AT]
        met = [
            _assigned(pair, one, other, count)
            for other in near
            if abs(one.place - other.place) <= _APART
            if (count := min(len(one.members), len(other.members)))
        ]
        best = max(met, key=lambda assigned: assigned.alike, default=None)
        if best is not None and best.alike >= ALIKE:
            yield from _moved(pair, best)


@dataclass(frozen=True, slots=True)
class _Assigned:
    """Two lists of one length, and which member answers which.

    Attributes:
        src: Members of the source.
        tgt: Those of the draft.
        to: The member of the draft that each answers best.
        cosines: Of all with all.
        alike: Mean cosine of those that answer each other.
        whole: True where neither list is longer.
    """

    src: tuple[Span, ...]
    tgt: tuple[Span, ...]
    to: list[int]
    cosines: Cosines
    alike: float
    whole: bool


def _assigned(pair: Pair, src: Enumeration, tgt: Enumeration, count: int) -> _Assigned:
    """The last members of two lists, so many of each."""
    from scipy.optimize import linear_sum_assignment

    one, other = src.last(count), tgt.last(count)
    cosines = _cosines(pair, one.members, other.members)
    rows, cols = linear_sum_assignment(-cosines)
    alike = float(cosines[rows, cols].mean())
    whole = len(src.members) == len(tgt.members)
    return _Assigned(one.members, other.members, cols.tolist(), cosines, alike, whole)


def _moved(pair: Pair, lists: _Assigned) -> Iterator[Finding]:
    """Two lists of one length, where another order fits better by far."""
    cosines, to = lists.cosines, lists.to
    moved = [i for i, j in enumerate(to) if i != j]
    if not moved:
        return
    gain = sum(float(cosines[i, to[i]] - cosines[i, i]) for i in moved)
    if gain < GAIN or any(cosines[i, to[i]] < FAINT for i in moved):
        return
    src, tgt = _texts(pair.src, lists.src), _texts(pair.tgt, lists.tgt)
    if _are_sorted(src) and _are_sorted(tgt):
        return
    span = lists.tgt[min(moved)][0], lists.tgt[max(moved)][1]
    yield pair.finding(
        RULE,
        "moved",
        Severity.WARNING if lists.whole and len(moved) < len(src) else Severity.HINT,
        f"the order of the source is {', '.join(src)}; that of the draft {', '.join(tgt)}",
        src=(lists.src[min(moved)][0], lists.src[max(moved)][1]),
        tgt=span,
        found=pair.tgt.text[slice(*span)],
    )


def _are_sorted(members: Sequence[str]) -> bool:
    """True for a list that its language sorts; what comes before its first member is not known."""
    keys = [bare(member).casefold() for member in members[1:]]
    return len(keys) >= FEWEST and keys == sorted(keys)


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
            run = [_bounds(after[-ends:])] if after else []
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
