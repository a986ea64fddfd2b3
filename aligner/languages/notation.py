"""How a language writes numbers, dates, percentages and money, as data.

Words are in lower case, without accents that OCR or capitals may take away: they are compared with
text folded in the same way (:func:`aligner.accents.fold`). Russian and Arabic words are listed in
the forms in which UN documents inflect them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.accents import fold


@dataclass(frozen=True, slots=True)
class Notation:
    """How one language writes what can be counted.

    Attributes:
        months: Names and abbreviations of the twelve months.
        dates: Patterns of dates with the groups ``d``, ``m`` (a month name) or ``n`` (its number),
            and ``y``; the first that matches counts.
        numerals: Words for numbers and their values, ordinals too.
        ones_first: True where ones stand before tens, joined by "and" (five and twenty).
        han: True where numbers in words are Chinese numerals.
        joiners: Words between the parts of a number.
        scales: Words that multiply the number before them.
        times: Patterns of times of day with the groups ``h``, ``min`` and ``pm``.
        percent: Pattern of the percent sign and its words, after the number.
        money: Currency code by its sign or its words; the longest that fits counts.
        worded: Words that say a number without being one, with what it may be on the other side:
            half as 50 per cent, a quarter as 15 minutes, noon as 12.
        through: Pattern of the words between the first and the last number of a series.
    """

    months: tuple[tuple[str, ...], ...] = ()
    dates: tuple[str, ...] = ()
    numerals: Mapping[str, int] = field(default_factory=dict)
    ones_first: bool = False
    han: bool = False
    joiners: frozenset[str] = frozenset()
    scales: Mapping[str, int] = field(default_factory=dict)
    times: tuple[str, ...] = ()
    percent: str = "%"
    money: Mapping[str, str] = field(default_factory=dict)
    worded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    through: str = "[-–]"

    @property
    def month_numbers(self) -> dict[str, int]:
        """Number of a month by its name."""
        return {fold(name): i for i, names in enumerate(self.months, 1) for name in names}


def months(*names: str) -> tuple[tuple[str, ...], ...]:
    """Names of the months in order, ``|`` between those of one month, ``_`` for a space."""
    return tuple(tuple(of_month.replace("_", " ").split("|")) for of_month in names)


def counted(**groups: str) -> dict[str, int]:
    """Values by word; the groups are ``from_N`` (rising by one), ``tens``, ``hundreds``."""
    found: dict[str, int] = {}
    for group, words in groups.items():
        step = {"tens": 10, "hundreds": 100}.get(group.rstrip("_0123456789"), 1)
        first = int(number) if (number := group.rpartition("_")[2]).isdigit() else step
        for i, alike in enumerate(words.split()):
            for word in alike.split("|"):
                found[fold(word)] = first + i * step
    return found


_HALF, _QUARTER, _NOON = ("50", "0.5", "30"), ("25", "0.25", "15"), ("12",)
_MIDNIGHT = ("0", "12", "24")


def said(**words: str) -> dict[str, tuple[str, ...]]:
    """What words for a half, a quarter, noon and midnight may be on the other side."""
    values = {"half": _HALF, "quarter": _QUARTER, "noon": _NOON, "midnight": _MIDNIGHT}
    return {fold(word): values[what] for what, given in words.items() for word in given.split()}


SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "usd": "USD", "eur": "EUR"}


def dmy(ordinal: str = "", of: str = "", year: str = "") -> str:
    """Pattern of a date: day and what may follow its digits, month, and year where it has one."""
    day = rf"(?<!\d)(?P<d>\d{{1,2}}){ordinal}"
    return rf"{day}\s+{of}(?P<m>MONTH)\b(?:,?\s+{year}(?P<y>\d{{4}})(?!\d))?"
