"""Numbers in words, *quatre-vingt-dix*, and in Chinese numerals, *二十五*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aligner.accents import fold, unmarked
from aligner.languages import language
from aligner.languages.notation import Notation
from aligner.similarity import cues

_HAN_NUMBER = re.compile(
    r"(?<![〇零○一二三四五六七八九十百千])[〇零○一二三四五六七八九十百千]{1,9}"
    r"|(?<![〇零○一二三四五六七八九十百千斤])两(?=[年月天日周次个名国项种份公千百万亿位倍岁方者小])"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*\.?")
_JOIN = re.compile(r"[\s\-]{1,2}")


_LONGEST = 300
"""Numerals of the longest number that is reckoned with."""


def han(text: str) -> int:
    """The value of Chinese numerals: 二十五, 二〇一六."""
    text = text.replace("○", "〇").replace("两", "二")
    if all(
        (char.isdigit() and char.isascii()) or char in "〇零一二三四五六七八九" for char in text
    ):
        digits = "〇一二三四五六七八九"
        text = text[:_LONGEST]
        return int("".join(c if c.isascii() else str(max(digits.find(c), 0)) for c in text))
    found = cues.numbers(f"第{text}")
    return int(found[0]) if found else 0


@dataclass(frozen=True, slots=True)
class Worded:
    """A number in words, where it stands.

    Attributes:
        value: What it says.
        parts: Values of its words, since "one and two" reads as one number too.
        start: First character, as an offset in the text.
        end: One past the last.
    """

    value: int
    parts: tuple[int, ...]
    start: int
    end: int


def worded(text: str, lang: str) -> list[Worded]:
    """The numbers that a text spells out in words, in order, with their places.

    >>> worded("within twenty-one days", "en")
    [Worded(value=21, parts=(20, 1), start=7, end=17)]
    """
    return list(_worded(text, lang))


@lru_cache(maxsize=256)
def _worded(text: str, lang: str) -> tuple[Worded, ...]:
    """Kept for a while, since a text is compared with those of several languages."""
    here = language(lang).notation
    if here.han:
        values = ((han(match.group()), match.span()) for match in _HAN_NUMBER.finditer(text))
        return tuple(Worded(value, (value,), *span) for value, span in values)
    if not here.numerals:
        return ()
    bare, places = unmarked(text)
    at = places or range(len(text))
    return tuple(
        Worded(_value(values), values, at[start], at[end - 1] + 1)
        for values, start, end in _runs(fold(bare), here)
    )


def spelled(text: str, lang: str) -> list[frozenset[str]]:
    """The values of these numbers, and of their parts where there are several.

    >>> spelled("quatre-vingt-dix jours et la douzième session", "fr")
    [frozenset({'90'}), frozenset({'4'}), frozenset({'20'}), frozenset({'10'}), frozenset({'12'})]
    """
    return [
        frozenset({str(value)})
        for number in worded(text, lang)
        for value in (number.value, *(number.parts if len(number.parts) > 1 else ()))
    ]


def _runs(text: str, here: Notation) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Values of number words that stand side by side, and where."""
    run: list[int] = []
    start = last = end = 0
    scales = {fold(word): factor for word, factor in here.scales.items()}
    for match in _WORD.finditer(text):
        word = match.group().rstrip(".")
        gap = text[last : match.start()]
        value = here.numerals.get(word) or scales.get(word)
        if value is None and here.ones_first:
            value = here.numerals.get(word.removeprefix("و")) or here.numerals.get(
                word.removeprefix("و").removeprefix("ال")
            )
        if value is not None:
            if run and not _JOIN.fullmatch(gap):
                yield tuple(run), start, end
                run = []
            if not run:
                start = match.start()
            run.append(value)
            last = match.end()
            end = match.start() + len(word)
        elif run and word in here.joiners and _JOIN.fullmatch(gap):
            last = match.end()
        elif run:
            yield tuple(run), start, end
            run = []
    if run:
        yield tuple(run), start, end


def _value(run: Sequence[int]) -> int:
    """What a run says as one number; four before twenty is the French eighty."""
    total = current = before = 0
    for value in run:
        if value == 20 and before == 4:
            current += 76
        elif (value == 100 or value >= 1000) and 0 < current < value:
            current *= value
        else:
            current += value
        if value >= 1000:
            total, current = total + current, 0
        before = value
    return total + current
