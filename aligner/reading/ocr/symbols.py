"""Damage that can be told without a lexicon, by script.

Letters of the wrong script inside a word, digits and strokes between letters, ``<<`` for ``«``,
marks and letters that stand for a label. Safe enough to mend in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from aligner.reading.ocr.edits import Edit

CYRILLIC_LOOKALIKES = dict(zip("aceopxyABCEHKMOPTXiI", "асеорхуАВСЕНКМОРТХіІ", strict=True))
"""Latin letters and the Cyrillic ones that print alike."""

LOOKALIKES: Mapping[str, Mapping[str, str]] = {
    "Cyrl": {
        latin: cyrillic for latin, cyrillic in CYRILLIC_LOOKALIKES.items() if latin not in "iI"
    },
    "Latn": {cyrillic: latin for latin, cyrillic in CYRILLIC_LOOKALIKES.items()},
}
"""By script of the language: foreign letters that print like its own."""

LETTERS = {"Cyrl": "а-яёА-ЯЁ", "Latn": "a-zà-öø-ÿœA-ZÀ-ÖØ-ÞŒ"}

BETWEEN_LETTERS: Mapping[str, Mapping[str, str]] = {
    "Latn": {"0": "o", "1": "l", "|": "l", "ſ": "s"},
    "Cyrl": {"0": "о", "3": "з"},
}
"""By script: what is read for a small letter between two small letters on either side."""

LABEL_MARKS = {"¢": "c", "€": "e"}
_LABEL_MARK = re.compile(r"^\s*\(?([¢€])\)\s")
_ROMAN_ONE = re.compile(r"^\s*([Il])[.)]\s")
_NUMBER = re.compile(r"^\s*(\d+|[Il])[.)]\s")
_GUILLEMETS = re.compile(r"<<[^<>]*>>")


def symbol_edits(texts: Sequence[str], script: str, lexicon: bool) -> list[list[Edit]]:
    """What can be mended without a lexicon, for each paragraph.

    Args:
        texts: The paragraphs in reading order.
        script: ISO 15924 code of the language's script.
        lexicon: Whether a lexicon will look at the words, so that only marks are left to mend.
    """
    edits = [[*_marks(text), *_scripts(text, script)] for text in texts]
    if not lexicon and script in BETWEEN_LETTERS:
        for found, text in zip(edits, texts, strict=True):
            found.extend(_between(text, script))
    numbers = [(i, m) for i, text in enumerate(texts) if (m := _NUMBER.match(text))]
    for (i, one), (_, two) in pairwise(numbers):
        if _ROMAN_ONE.match(texts[i]) and two[1] == "2":
            reason = "the next number is 2"
            edits[i].append(Edit(*one.span(1), "1", "label", reason, 0.95))
    return edits


def _marks(text: str) -> Iterator[Edit]:
    if match := _LABEL_MARK.match(text):
        letter = LABEL_MARKS[match[1]]
        yield Edit(
            *match.span(1), letter, "label", f"{match[1]} read for {letter} in a label", 0.97
        )
    for match in _GUILLEMETS.finditer(text):
        low, high = match.span()
        yield Edit(low, low + 2, "«", "guillemets", "quotation mark read as two signs", 0.97)
        yield Edit(high - 2, high, "»", "guillemets", "quotation mark read as two signs", 0.97)


def _scripts(text: str, script: str) -> Iterator[Edit]:
    """Words of one script with a letter or two of another that print alike."""
    table = LOOKALIKES.get(script)
    if not table:
        return
    own, foreign = LETTERS[script], "".join(table)
    for match in re.finditer(rf"(?<!\w)[{own}{foreign}]+(?!\w)", text):
        word = match[0]
        alien = sum(letter in table for letter in word)
        if 0 < alien * 2 < len(word):
            after = "".join(table.get(letter, letter) for letter in word)
            yield Edit(*match.span(), after, "script", "letters of another script", 0.98)


def _between(text: str, script: str) -> Iterator[Edit]:
    """A digit or stroke between small letters of a word."""
    small = LETTERS[script].split("A")[0].split("А")[0]
    for seen, letter in BETWEEN_LETTERS[script].items():
        for match in re.finditer(rf"(?<=[{small}]{{2}}){re.escape(seen)}(?=[{small}]{{2}})", text):
            yield Edit(*match.span(), letter, "symbol", f"{seen} between letters", 0.9)
