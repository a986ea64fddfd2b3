"""Given terms recognised in tagged text, by what the forms of their words share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.terminology import wordforms
from aligner.terminology.tagging import Token


class Lookup:
    """Terms by the keys of their words (:func:`wordforms.key`), and by their lemmas.

    The keys know plurals and nothing of verbs; the lemmas know verbs and waver elsewhere.

    Args:
        terms: Terms with their words, in the order in which they are numbered.
        lang: BCP 47 code.
    """

    def __init__(self, terms: Sequence[Sequence[Token]], lang: str) -> None:
        self._lang = lang.split("-")[0].lower()
        self._terms: dict[tuple[str, ...], list[int]] = {}
        for number, tokens in enumerate(terms):
            for words in dict.fromkeys((self._keys(tokens), _lemmas(tokens))):
                if words:
                    self._terms.setdefault(words, []).append(number)
        self._longest: dict[str, int] = {}
        for words in self._terms:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Sequence[int]]]:
        """Where terms stand, nested ones included.

        Yields:
            First word, one past the last, and the numbers of the terms with these words.
        """
        if not self._terms:
            return
        sides = self._keys(tokens), _lemmas(tokens)
        for start in range(len(tokens)):
            longest = max(self._longest.get(words[start], 0) for words in sides)
            for end in range(min(start + longest, len(tokens)), start, -1):
                met = [n for words in sides for n in self._terms.get(words[start:end], ())]
                if met:
                    yield start, end, sorted(set(met))

    def _keys(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        return tuple(wordforms.key(token.text, self._lang) for token in tokens)


def _lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokens)
