"""Letters of fonts that do not say which letters they show, by the number of the glyph.

A file can print with a font and leave out what its letters are called; then only the number of
each glyph is known. The fonts that Windows has had from the start order their glyphs alike: first
those of Mac OS Roman, from the space on (without a second glyph for the space that does not break),
and Cyrillic in the order of Unicode from glyph 570 on. (Apple, *TrueType Reference Manual*, "The
'post' table", for the first; both are seen in their ``post`` tables.)
"""

from __future__ import annotations

import re

_FAMILY = re.compile(
    r"(?:[A-Z]{6}\+)?(?:TimesNewRoman|Arial(?!Unicode|Narrow)|CourierNew)(?![a-z])"
)
_FIRST = 3
"""Number of the space; the three before it are no letters."""
_ROMAN = bytes((*range(0x20, 0x7F), *range(0x80, 0xCA), *range(0xCB, 0xF0))).decode("mac_roman")
_CYRILLIC = 570
_UNICODE_CYRILLIC = range(ord("А"), ord("я") + 1)


def is_known(font: str) -> bool:
    """True for a font whose order is known.

    Args:
        font: Its PostScript name, with the tag of a subset or without.
    """
    return _FAMILY.match(font) is not None


def letter(glyph: int) -> str | None:
    """What the glyph of that number shows; None where that is not known."""
    if 0 <= glyph - _FIRST < len(_ROMAN):
        return _ROMAN[glyph - _FIRST]
    if 0 <= glyph - _CYRILLIC < len(_UNICODE_CYRILLIC):
        return chr(_UNICODE_CYRILLIC[glyph - _CYRILLIC])
    return None
