"""In which numbers, dates, symbols and amounts a text differs from its translation.

What both have is set against each other in three rounds: whole items by value; then, for what is
left, the numbers that they are made of, since languages word a list of dates differently; then
numbers spelled out in words and what else may stand for one (a half, noon, a series by its ends).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.amounts.equivalents import Passage, without_equivalents
from aligner.amounts.items import Item, equal, items

SURE = frozenset({"symbol", "resolution", "date", "time", "percentage", "currency"})
"""Kinds that a translation takes over."""
SMALL = 12
"""Numbers up to this are often said in another way ("both", "a pair", "each") or not at all."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What two texts count, date and cite, and what of it has no equal on the other side.

    Attributes:
        src: All items of the source.
        tgt: All items of the translation.
        src_left: Those of the source that the translation lacks.
        tgt_left: Those of the translation that the source lacks.
    """

    src: Sequence[Item]
    tgt: Sequence[Item]
    src_left: Sequence[Item]
    tgt_left: Sequence[Item]


def differences(src: Passage, tgt: Passage) -> Differences:
    """Compare what two texts count, date and cite.

    >>> left = differences(Passage("dans les trente jours", "fr"), Passage("30 days", "en"))
    >>> left.src_left, left.tgt_left
    ([], [])
    """
    both = items(*src), items(*tgt)
    left = _unmatched(*both)
    return Differences(*both, *without_equivalents((src, tgt), *both, *left))


def is_small(item: Item) -> bool:
    """True for a number that means little where only one side has it: a small one, a numeral."""
    return item.kind == "roman" or (item.kind == "number" and all(map(_small, item.values)))


def _small(value: str) -> bool:
    return value.isdigit() and len(value) <= 9 and int(value) <= SMALL


def _unmatched(src: Sequence[Item], tgt: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Items without an equal one on the other side; each counts as often as it stands there."""
    free = list(tgt)
    src_left = []
    for item in src:
        twin = next((other for other in free if equal(item, other)), None)
        if twin is None:
            src_left.append(item)
        else:
            free.remove(twin)
    return src_left, free
