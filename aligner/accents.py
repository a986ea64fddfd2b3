"""Letters without their accents, and text as it is compared."""

from __future__ import annotations

import unicodedata


def bare(text: str) -> str:
    """A text without accents, vowel points and other marks that combine with letters.

    Letters that are forms of others, such as ligatures, become those (NFKD).

    >>> bare("réseau Al-Qaïda")
    'reseau Al-Qaida'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def unmarked(text: str) -> tuple[str, list[int]]:
    """A text without the marks that combine with letters, and where its characters stood.

    Returns:
        The text, and of each of its characters the offset before; none where nothing was left out.

    >>> unmarked("e\u0301tat")
    ('etat', [0, 2, 3, 4])
    """
    if not any(map(unicodedata.combining, set(text))):
        return text, []
    places = [i for i, char in enumerate(text) if not unicodedata.combining(char)]
    return "".join(text[i] for i in places), places


def fold(text: str) -> str:
    """Lower case, digits of any script as ASCII, one letter for one, so that offsets stay.

    >>> fold("Février ٢٠١٥")
    'fevrier 2015'
    """
    return text.translate(_FOLDED)


class _Folds(dict[int, str]):
    """What each character becomes, found when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDED = _Folds()


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
