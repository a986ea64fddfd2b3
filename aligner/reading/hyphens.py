"""Hyphens at line ends: those of the word stay, those of the typesetter go."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aligner.languages import Language
from aligner.languages.frequency import zipf

HYPHENS = "-\u00ad\u2010¬"
_HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-\u2010][^\W_]++)++")
_LONGEST = 60
"""Letters of a word that are looked at."""
_KNOWN = 1.5
_COMMON = 3.0


class Hyphens:
    """Decides over line-end hyphens with the words of the document and of the language.

    The document speaks first: a word that it has elsewhere with its hyphen keeps it, one that it
    has in one piece loses it. Then the frequency list of the language (wordfreq, Zipf scale: 3 is
    one in a million words) decides: a word it knows in one piece loses the hyphen; two common
    words that make no known word together keep it.
    """

    def __init__(self, lines: Iterable[str], language: Language) -> None:
        self._language = language
        self._hyphenated: set[str] = set()
        self._words: set[str] = set()
        for line in lines:
            self._hyphenated.update(m.lower() for m in _HYPHENATED.findall(line))
            self._words.update(m.lower() for m in re.findall(r"[^\W_]+", line))

    def join(self, left: str, right: str) -> str:
        """The two lines in one, where the first ends in a hyphen that follows a letter."""
        stem, mark = left[:-1], left[-1]
        before = re.search(r"[^\W_]+$", stem[-_LONGEST:])
        after = re.match(r"[^\W_]+", right[:_LONGEST])
        if before is None or after is None:
            return f"{left} {right}"
        if mark in "\u00ad¬" or not self._keeps(before[0], after[0]):
            return stem + right
        return left + right

    def _keeps(self, before: str, after: str) -> bool:
        whole, compound = (before + after).lower(), f"{before}-{after}".lower()
        if compound in self._hyphenated:
            return True
        if whole in self._words:
            return False
        if not after[0].islower() or any(c.isdigit() for c in before + after):
            return True
        code = self._language.code
        if zipf(whole, code) >= _KNOWN:
            return False
        return min(zipf(before, code), zipf(after, code)) >= _COMMON
