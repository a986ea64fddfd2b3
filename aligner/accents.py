"""Letters without their accents."""

from __future__ import annotations

import unicodedata


def bare(text: str) -> str:
    """A text without accents, vowel points and other marks that combine with letters.

    Letters that are forms of others, such as ligatures, become those (NFKD).

    >>> bare("réseau Al-Qaïda")
    'reseau Al-Qaida'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
