"""Raised digits: footnote marks, which are no words of the text, and exponents, which are."""

from __future__ import annotations

import re

_DIGITS = "0123456789"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_RAISED = str.maketrans(_DIGITS, _RAISED)
_TO_PLAIN = str.maketrans(_RAISED, _DIGITS)
_NUMBER = rf"(?:[{_RAISED}]{{1,3}}|\[[{_RAISED}]{{1,3}}\])"
_MARK = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:!?»”’)\]،؛؟，。；：！？》）」])){_NUMBER}(?![^\W\d_])"
)
_OWN_MARK = re.compile(rf"^\s*({_NUMBER})\s*")


def raised(text: str) -> str:
    """Digits as superscript characters, so that they stay apart from what they follow."""
    return text.translate(_TO_RAISED)


def without_marks(line: str) -> str:
    """A line without the footnote marks that stick to its words.

    A raised number after a word of three letters or after punctuation is a mark; ``m²`` and
    ``10³`` stay. At the beginning of a line it is the number of the note itself and is written out.
    """
    line = _OWN_MARK.sub(lambda match: f"{match[1].translate(_TO_PLAIN).strip('[]')} ", line)
    return _MARK.sub("", line)
