"""Patterns of dates and times for folded text, from what each language says of its notation."""

from __future__ import annotations

import re
from functools import cache

from aligner.languages import language


@cache
def date_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """The date patterns of a language for folded text, its month names filled in."""
    here = language(lang).notation
    names = sorted(here.month_numbers, key=len, reverse=True)
    months = "|".join(re.escape(name) + r"\.?" for name in names) or "(?!)"
    return tuple(re.compile(fold_pattern.replace("MONTH", months)) for fold_pattern in here.dates)


@cache
def time_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of times of day of a language, for folded text."""
    return tuple(re.compile(rf"(?<![\d.,:]){pattern}") for pattern in language(lang).notation.times)
