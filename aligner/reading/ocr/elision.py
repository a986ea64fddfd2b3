"""Elided words whose letter is lost or read as a stroke: ``I’état``, ``1’homme``, ``[’un``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from aligner.reading.ocr.edits import Edit

_STROKES = re.compile(r"(?<![\w’'])([I1\[|!lL]{0,2})(['’])(?=([\w¢€]+))")
_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûühyœæAÀÂEÉÈÊËIÎÏOÔUÙÛHYŒ¢€")
_CLEAR = frozenset(("l", "L"))


@dataclass(frozen=True, slots=True)
class Elision:
    """A place where a damaged elided article may stand.

    Attributes:
        start: Where what was read for the letter begins.
        end: Where the apostrophe stands.
        seen: What was read for the letter; empty where nothing was.
        quoted: Whether the apostrophe may open a quotation instead.
    """

    start: int
    end: int
    seen: str
    quoted: bool


def elisions(text: str, elides: Callable[[str, bool], bool]) -> Iterator[Elision]:
    """Every place in a paragraph where strokes and an apostrophe stand before a vowel.

    Args:
        text: The paragraph.
        elides: Whether the article loses its vowel before a word that begins with ``h``, and
            whether a doubt counts for it: where a stroke stands before the apostrophe.
    """
    for match in _STROKES.finditer(text):
        seen, body = match[1], match[3]
        if seen in _CLEAR or body[0] not in _VOWELS:
            continue
        if body[0] in "hH" and not elides(body, bool(seen)):
            continue
        closing = re.search(r"\w['’](?!\w)", text[match.end() :])
        quoted = not seen and closing is not None
        yield Elision(match.start(1), match.start(2), seen, quoted)


def elision_edits(found: Sequence[Elision], article: str) -> Iterator[Edit]:
    """The edits that put the article back, small: a capital L does not look like a stroke."""
    for place in found:
        if place.seen:
            reason, confidence = f"{place.seen}’ before a vowel is {article}’", 0.99
        else:
            reason, confidence = f"an apostrophe before a vowel has lost its {article}", 0.95
        if not place.quoted:
            yield Edit(place.start, place.end, article, "elision", reason, confidence)
