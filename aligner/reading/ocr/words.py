"""The words of a paragraph: letters, with what OCR may put in the place of letters."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

_SIGN = r"[\w¢€£|!¡@\[\]]"
# Looked for only where a run of such signs begins, so that time grows with the text and no faster.
WORD = re.compile(rf"(?<!{_SIGN})(?={_SIGN}*?[^\W\d_]){_SIGN}++")
NUMERAL = re.compile(
    r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
    r"|\d+(?:er|re|ers|res|e|es|ème|èmes|nd|nde|o|os)"
)
LABEL = re.compile(r"\d+[A-Za-z]|[A-Za-z]\d+|[A-Z\d]+")
NO_PROSE = re.compile(r"(?<!\S)\S*?(?:://|www\.|@|\\|[A-Z0-9]/[A-Z0-9]|=|_)\S*")
EDGES = "[]!¡|@_"


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each word; elided words and parts of compounds stand alone.

    Left out are addresses, document symbols, ordinals, labels and small words tied to a capital
    (*el-Nosra*), which no lexicon holds and no repair should touch.
    """
    masks = deque(match.span() for match in NO_PROSE.finditer(text))
    for match in WORD.finditer(text):
        word, start = match[0], match.start()
        while word and word[-1] in EDGES:
            word = word[:-1]
        while word and word[0] in EDGES:
            word, start = word[1:], start + 1
        if not word or NUMERAL.fullmatch(word.lower()):
            continue
        if not word.isalpha() and LABEL.fullmatch(word):
            continue
        if word.islower() and _in_name(text, start, start + len(word)):
            continue
        while masks and masks[0][1] <= start:
            masks.popleft()
        if masks and masks[0][0] <= start:
            continue
        yield start, start + len(word), word


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties a word of two or three letters to a capital that follows."""
    return end - start <= 3 and text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()
