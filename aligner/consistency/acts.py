"""Verbs of action inside a paragraph: *; souligne à cet égard*, *, and requests also*.

They are looked for where a clause begins, behind a comma or semicolon, by the table of
:mod:`aligner.consistency.openings`, and set against each other in order. Where what stands between
two verbs that answer each other is one verb on either side, it was changed. Only documents whose
paragraphs open with such verbs are read: elsewhere *notes* and *requests* are nouns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from aligner.accents import fold
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.openings import LANGUAGES, opening, renderings
from aligner.consistency.pairs import Pair, Side
from aligner.languages import language

RULE, KIND = "structure", "act"

ENOUGH = 3
"""Paragraphs that open with a known verb on both sides, from which on a document is read."""
_APART = 0.2
"""How far apart two verbs may stand, as shares of their paragraphs."""
_MOST = 40


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of action where a clause begins.

    Attributes:
        acts: Rows of the table that it may stand for.
        start: Offset of the clause in the text of its side.
        end: One past the verb.
        place: The same as a share of the text.
    """

    acts: frozenset[int]
    start: int
    end: int
    place: float


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Verbs inside paragraphs that were rendered by those of another act."""
    opened = sum(all(opening(s.text, s.lang) for s in (p.src, p.tgt)) for p in pairs)
    if opened < ENOUGH:
        return
    for pair in pairs:
        if not pair.bead.is_null:
            yield from _changed(pair)


def _changed(pair: Pair) -> Iterator[Finding]:
    src, tgt = list(_inside(pair.src)), list(_inside(pair.tgt))
    if not 0 < len(src) * len(tgt) <= _MOST * _MOST:
        return
    met = [(-1, -1), *_answering(src, tgt), (len(src), len(tgt))]
    for (i, j), (i2, j2) in itertools.pairwise(met):
        left, others = src[i + 1 : i2], tgt[j + 1 : j2]
        if len(left) != len(others):
            continue
        for one, other in zip(left, others, strict=True):
            if abs(one.place - other.place) <= _APART:
                yield _finding(pair, one, other)


def _finding(pair: Pair, one: Act, other: Act) -> Finding:
    said, found = pair.src.text[one.start : one.end], pair.tgt.text[other.start : other.end]
    return pair.finding(
        RULE,
        KIND,
        Severity.WARNING,
        f"{said!r} is rendered by {found!r}, which is another act",
        src=(one.start, one.end),
        tgt=(other.start, other.end),
        expected=renderings(sorted(one.acts), pair.tgt.lang)[:3],
        found=found,
    )


def _answering(src: Sequence[Act], tgt: Sequence[Act]) -> list[tuple[int, int]]:
    """The most pairs of acts that answer each other in order."""
    n, m = len(src), len(tgt)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in reversed(range(n)):
        for j in reversed(range(m)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if src[i].acts & tgt[j].acts:
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + 1)
    met, i, j = [], 0, 0
    while i < n and j < m:
        if src[i].acts & tgt[j].acts and best[i][j] == best[i + 1][j + 1] + 1:
            met.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return met


def _inside(side: Side) -> Iterator[Act]:
    """The verbs of action where clauses begin, but for that of the paragraph."""
    lang = side.lang.split("-")[0]
    if lang not in LANGUAGES:
        return
    for match in _begun(lang).finditer(fold(side.text)):
        start = match.end()
        if start < len(side.text) and (found := opening(side.text[start:], lang)):
            yield Act(found.acts, start, start + found.end, start / len(side.text))


@cache
def _begun(lang: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, language(lang).conjunctions))
    also = rf"(?:(?:{words})\s+)?" if language(lang).spaces else ""
    return re.compile(rf"[;,；，،؛]\s*{also}")
