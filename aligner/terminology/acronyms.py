"""Short forms that a text introduces in brackets after the full form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.terminology.lexicon import fold
from aligner.terminology.tagging import Token

LONGEST = 12
"""Letters of an acronym, at most; set by hand."""


def find(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Full forms and the acronyms in brackets behind them.

    The letters of the acronym are looked for from the right in the words before the bracket, the
    first at the beginning of a word (Schwartz and Hearst 2003); the full form may have twice as
    many words as the acronym has letters, and five more.

    Yields:
        First word of the full form, one past its last, and the acronym.
    """
    for i in range(1, len(tokens) - 1):
        if tokens[i - 1].text != "(" or not _is_acronym(tokens[i].text):
            continue
        if tokens[i + 1].text not in {")", ",", ";"}:
            continue
        short, end = tokens[i].text, i - 1
        start = _start(tokens, end, [c for c in fold(short) if c.isalpha()])
        if start is not None and end - start > 1 and tokens[start].text[0].isupper():
            yield start, end, short


def _is_acronym(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return 2 <= len(letters) <= LONGEST and sum(c.isupper() for c in letters) * 2 > len(letters)


def _start(tokens: Sequence[Token], end: int, letters: list[str]) -> int | None:
    """The word at which the full form begins, or None where the letters do not match."""
    left = max(0, end - 2 * len(letters) - 5)
    word, offset = end - 1, len(fold(tokens[end - 1].text)) - 1
    for n in range(len(letters) - 1, -1, -1):
        first = n == 0
        while word >= left:
            text = fold(tokens[word].text)
            while offset >= 0 and not (text[offset] == letters[n] and (not first or offset == 0)):
                offset -= 1
            if offset >= 0:
                break
            word -= 1
            offset = len(fold(tokens[word].text)) - 1 if word >= left else -1
        if word < left:
            return None
        if first:
            return word
        offset -= 1
        if offset < 0:
            word -= 1
            offset = len(fold(tokens[word].text)) - 1 if word >= left else -1
    return None
