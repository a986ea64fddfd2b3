"""Known terms recognised in text: the longest match by lemma, in one pass over the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aligner.terminology.tagging import Token


class Lookup:
    """Terms by their lemmas.

    Args:
        terms: Terms with their words, in the order in which they are numbered.
        lemmas: The lemma of each lower-case form, as the texts have it.
    """

    def __init__(self, terms: Sequence[Sequence[Token]], lemmas: Mapping[str, str]) -> None:
        self._terms: dict[tuple[str, ...], list[int]] = {}
        for number, tokens in enumerate(terms):
            words = tuple(lemmas.get(t.text.lower(), t.lemma) for t in tokens)
            if words:
                self._terms.setdefault(words, []).append(number)
        self._longest: dict[str, int] = {}
        for words in self._terms:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Sequence[int]]]:
        """Where terms stand, nested ones included.

        Yields:
            First word, one past the last, and the numbers of the terms with these lemmas.
        """
        lemmas = tuple(token.lemma for token in tokens)
        for start, lemma in enumerate(lemmas):
            for length in range(self._longest.get(lemma, 0), 0, -1):
                numbers = self._terms.get(lemmas[start : start + length])
                if numbers is not None and start + length <= len(lemmas):
                    yield start, start + length, numbers
