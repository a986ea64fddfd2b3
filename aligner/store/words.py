"""Texts as the concordance sees them: words without case and accents, one after the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.terminology.tagging import Token

# Scripts that are written without spaces: each character is a word, and a query is a row of them.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd"  # Latin, Cyrillic, Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # Arabic
)
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_UNSPACED_CHARACTER = re.compile(rf"[{_UNSPACED}]")
_SPACED_WORD = re.compile(rf"[\w{_MARKS}]+")
_LONGEST = 200  # characters of a word that count; an index has its limits


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        form: Without case and accents.
        start: First character, as an offset in the text.
        end: One past the last.
    """

    form: str
    start: int
    end: int


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A word without case, accents, vowel points and tatweel; letters with marks lose them."""
    if word.isascii() and word.isalnum():
        return word.lower()[:_LONGEST]
    spread = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c for c in spread if unicodedata.category(c) != "Mn" and c != "\u0640")
    return "".join(c for c in kept if c.isalnum())[:_LONGEST]


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order.

    >>> [word.form for word in words("Traite d’Êtres humains; 安全")]
    ['traite', 'd', 'etres', 'humains', '安', '全']
    """
    for match in _WORD.finditer(text):
        if form := folded(match.group()):
            yield Word(form, match.start(), match.end())


def forms(text: str) -> list[str]:
    """The words of a text without case and accents."""
    if text.isascii():  # the same words, found six times as fast
        return [word[:_LONGEST] for word in _PLAIN_WORD.findall(text.lower())]
    if _UNSPACED_CHARACTER.search(text):
        return [word.form for word in words(text)]
    return [form for word in _SPACED_WORD.findall(text.replace("_", " ")) if (form := folded(word))]


def lemmas(text: str, tokens: Sequence[Token]) -> list[str]:
    """The dictionary form of each of the :func:`words` of a text, folded likewise.

    A word that the pipeline reads as several, such as an Arabic noun with its particles, has the
    lemma of the longest of them; one of which it reads only a part keeps its own form.

    Args:
        text: The text.
        tokens: Its words as a tagger reads them.
    """
    found, i = [], 0
    for word in words(text):
        while i < len(tokens) and tokens[i].end <= word.start:
            i += 1
        inside = []
        for token in tokens[i:]:
            if token.start >= word.end:
                break
            if word.start <= token.start and token.end <= word.end:
                inside.append(token)
        longest = max(inside, key=lambda token: token.end - token.start, default=None)
        found.append((longest and folded(longest.lemma)) or word.form)
    return found


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words in a row, each whole or only its beginning.

    Attributes:
        forms: The words as they were typed, folded.
        open_ended: Whether any ending will do, for each.
        lemmas: Their dictionary forms, where other forms are to be found too; else empty.
    """

    forms: tuple[str, ...]
    open_ended: tuple[bool, ...]
    lemmas: tuple[str, ...] = ()

    @staticmethod
    def read(text: str) -> Query:
        """A query as a person types it; ``*`` at the end of a word stands for any ending.

        >>> Query.read("résol* 2195")
        Query(forms=('resol', '2195'), open_ended=(True, False), lemmas=())
        """
        found = list(words(text))
        return Query(
            tuple(word.form for word in found),
            tuple(text[word.end : word.end + 1] == "*" for word in found),
        )

    def places(self, forms: Sequence[str], lemmas: Sequence[str] = ()) -> Iterator[tuple[int, int]]:
        """Where the words stand in a row, as the first and one past the last; none overlap.

        Args:
            forms: The words of a text.
            lemmas: Their dictionary forms, as many; or none.
        """
        at, size = 0, len(self.forms)
        while at + size <= len(forms):
            if all(self._fits(i, forms, lemmas, at + i) for i in range(size)):
                yield at, at + size
                at += size
            else:
                at += 1

    def _fits(self, i: int, forms: Sequence[str], lemmas: Sequence[str], at: int) -> bool:
        if self.open_ended[i]:
            return forms[at].startswith(self.forms[i])
        if self.lemmas and lemmas and lemmas[at] == self.lemmas[i]:
            return True
        return forms[at] == self.forms[i]
