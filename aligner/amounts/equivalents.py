"""What one text says in another way than its translation: a half, noon, a series by its ends.

Languages word a list of dates differently, spell numbers out, and have one percent sign for
several numbers. What is left after that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from aligner.accents import fold
from aligner.amounts.items import Item, equal, readings
from aligner.amounts.numerals import spelled
from aligner.languages import language

_STRICT = frozenset({"resolution", "date", "symbol", "paragraph"})
"""Kinds in which the numbers belong together: two of them may not swap theirs."""
_SIGNED = frozenset({"percentage", "currency"})
_NAMED = re.compile(r"(?<=[^\W\d_])\d+(?:[.,]\d+)?")
_LONGEST_SERIES = 50
_SERIES_GAP = 12
"""Characters between two numbers of a series at the most: ", ", " to ", " et de "."""


class Passage(NamedTuple):
    """A text and the BCP 47 code of its language."""

    text: str
    lang: str


def without_equivalents(
    passages: tuple[Passage, Passage],
    src: Sequence[Item],
    tgt: Sequence[Item],
    src_left: list[Item],
    tgt_left: list[Item],
) -> tuple[list[Item], list[Item]]:
    """Leave out what the other side says in another way, or says once for twice."""
    if not src_left and not tgt_left:
        return src_left, tgt_left
    kinds = _STRICT & {item.kind for item in src_left} & {item.kind for item in tgt_left}
    strict = {kind for kind in kinds if _same_count(kind, src, tgt)}
    src_words, tgt_words = (_words(passage.text, passage.lang) for passage in passages)
    src_atoms, tgt_atoms = _atoms(src), _atoms(tgt)
    signless = {
        *_signless(src_left, tgt_left, tgt, passages[1].text),
        *_signless(tgt_left, src_left, src, passages[0].text),
    }
    kept = [item for item in (*src_left, *tgt_left) if item.kind in strict or item in signless]
    return (
        [i for i in src_left if i in kept or not _said(i, tgt, tgt_atoms | tgt_words)],
        [i for i in tgt_left if i in kept or not _said(i, src, src_atoms | src_words)],
    )


def _signless(
    left: Sequence[Item], others: Sequence[Item], side: Sequence[Item], text: str
) -> Iterator[Item]:
    """Percentages and amounts of which the other side has the bare number, and that number.

    Args:
        left: What is left of one side.
        others: What is left of the other side.
        side: All of the other side.
        text: Its text.
    """
    signed = [item for item in left if item.kind in _SIGNED]
    shared = _under_one_sign(side, text) if signed else frozenset()
    for item in signed:
        for other in others:
            if other.kind == "number" and other not in shared and item.atoms[0] & other.values:
                yield item
                yield other


def _under_one_sign(side: Sequence[Item], text: str) -> frozenset[Item]:
    """Numbers of a series that has one sign for all: *20 to 30 %*, *百分之20至30*."""
    behind = (i for i in side if i.kind in _SIGNED and text[i.start].isdigit())
    before = (i for i in side if i.kind in _SIGNED and not text[i.start].isdigit())
    backwards = [item for sign in behind for item in _series(sign, side[::-1])]
    return frozenset([*backwards, *(item for sign in before for item in _series(sign, side))])


def _series(first: Item, side: Sequence[Item]) -> Iterator[Item]:
    """The items that follow one closely, in the order of the side."""
    last = first
    for item in side[side.index(first) + 1 :]:
        if max(item.start - last.end, last.start - item.end) > _SERIES_GAP:
            return
        yield item
        last = item


def _same_count(kind: str, src: Sequence[Item], tgt: Sequence[Item]) -> bool:
    """Both sides word this kind alike, whole dates above all: one that differs was changed."""
    counts = [
        sum(i.kind == kind and (kind != "date" or len(i.atoms) == 3) for i in side)
        for side in (src, tgt)
    ]
    whole = all(len(i.atoms) == 3 for side in (src, tgt) for i in side if i.kind == "date")
    return counts[0] == counts[1] > 0 and (kind != "date" or whole)


def _said(item: Item, others: Sequence[Item], atoms: frozenset[str]) -> bool:
    if any(equal(item, other) for other in others):
        return True
    if item.kind == "symbol" and len(item.atoms) == 1:
        return False
    return all(
        atom & atoms or (any(value.startswith("month") for value in atom) and len(item.atoms) > 1)
        for atom in item.atoms
    )


def _atoms(side: Sequence[Item]) -> frozenset[str]:
    return frozenset(value for item in side for atom in item.atoms for value in atom)


def _words(text: str, lang: str) -> frozenset[str]:
    """Numbers in words, in the middle of a series, and as a part of a name: PM2.5, G20."""
    folded, here = fold(text), language(lang).notation
    found = {value for number in spelled(text, lang) for value in number}
    found.update(value for number in _NAMED.findall(text) for value in readings(number))
    for word in _worded(lang).findall(folded) if here.worded else ():
        found.update(here.worded[word])
    for match in _through(lang).finditer(folded):
        first, last = map(int, match.groups())
        if first < last <= first + _LONGEST_SERIES:
            found.update(map(str, range(first, last + 1)))
    return frozenset(found)


@cache
def _worded(lang: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, language(lang).notation.worded))
    return re.compile(rf"\b(?:{words})\b" if language(lang).spaces else words)


@cache
def _through(lang: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.,/])(\d{{1,4}})\s?(?:{language(lang).notation.through})\s?(\d{{1,4}})(?![\d/])"
    )
