"""How names, labels and messages are shown wherever a person reads them."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""A text on one line, with what moves, turns round or colours it made visible.

    >>> print(visible("a\nb\x1b[31m"))
    a\nb\x1b[31m
    >>> print(visible("invoice\u202efdp.exe"))
    invoice\u202efdp.exe
    """
    return "".join(
        character
        if character.isprintable() or character in "\u00a0\u202f\u2009"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
