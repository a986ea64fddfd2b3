"""Letters without their accents, and text as it is compared."""

from __future__ import annotations

import unicodedata
from functools import cache


def bare(text: str) -> str:
    """A text without accents, vowel points and other marks that combine with letters.

    Letters that are forms of others, such as ligatures, become those (NFKD).

    >>> bare("réseau Al-Qaïda")
    'reseau Al-Qaida'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Lower case, digits of any script as ASCII, one letter for one, so that offsets stay.

    >>> fold("Février ٢٠١٥")
    'fevrier 2015'
    """
    return "".join(map(_fold, text))


@cache
def _fold(char: str) -> str:
    if (digit := unicodedata.digit(char, None)) is not None and char.isdecimal():
        return str(digit)
    small = char.lower()
    base = next(
        (c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c)), ""
    )
    kept = base if len(base) == 1 else char
    return _ODD.get(kept, kept)


_ODD = {"’": "'", "‘": "'", "（": "(", "）": ")", "％": "%", "／": "/"} | {
    "أ": "ا", "إ": "ا", "آ": "ا",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-", "\u00ad": "-",
}  # fmt: skip
