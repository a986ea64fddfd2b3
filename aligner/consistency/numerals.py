"""Numbers in words, *quatre-vingt-dix*, and in Chinese numerals, *二十五*."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from aligner.accents import fold
from aligner.languages import language
from aligner.languages.notation import Notation
from aligner.similarity import cues

_HAN_NUMBER = re.compile(
    r"(?<![〇零○一二三四五六七八九十百千])[〇零○一二三四五六七八九十百千]{1,9}"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*\.?")
_JOIN = re.compile(r"[\s\-]{1,2}")


def han(text: str) -> int:
    """The value of Chinese numerals: 二十五, 二〇一六."""
    text = text.replace("○", "〇")
    if all(
        (char.isdigit() and char.isascii()) or char in "〇零一二三四五六七八九" for char in text
    ):
        digits = "〇一二三四五六七八九"
        return int("".join(c if c.isascii() else str(max(digits.find(c), 0)) for c in text))
    found = cues.numbers(f"第{text}")
    return int(found[0]) if found else 0


def spelled(text: str, lang: str) -> list[frozenset[str]]:
    """The numbers that a text spells out in words, in order.

    >>> spelled("quatre-vingt-dix jours et la douzième session", "fr")
    [frozenset({'90'}), frozenset({'12'})]
    """
    here = language(lang).notation
    if here.han:
        found = _HAN_NUMBER.finditer(text)
        return [frozenset({str(han(match.group()))}) for match in found]
    if not here.numerals:
        return []
    bare = "".join(char for char in text if not unicodedata.combining(char))
    return [frozenset({str(value)}) for value in _values(_runs(fold(bare), here))]


def _runs(text: str, here: Notation) -> Iterator[list[int]]:
    """Values of number words that stand side by side."""
    run: list[int] = []
    last = 0
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
                yield run
                run = []
            run.append(value)
            last = match.end()
        elif run and word in here.joiners and _JOIN.fullmatch(gap):
            last = match.end()
        elif run:
            yield run
            run = []
    if run:
        yield run


def _values(runs: Iterable[list[int]]) -> Iterator[int]:
    """Each run as one number, and its parts too, since "one and two" is a run as well.

    Four before twenty is the French eighty.
    """
    for run in runs:
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
        yield total + current
        if len(run) > 1:
            yield from run
