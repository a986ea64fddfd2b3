"""Pieces of words that a line, a page or a space has cut.

``dé noncer`` and ``ma- rées`` are made whole where the whole is a usual word and a piece is none. A
piece that stands at the edge of a unit has its other half elsewhere; whatever it looks like, it is
left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from aligner.reading.ocr.channel import known_form
from aligner.reading.ocr.edits import Edit
from aligner.reading.ocr.lexicon import FLOOR, Lexicon

_CUTS = frozenset((" ", "-", "- ", "\u00ad", "\u00ad ", "¬", "¬ "))
_HYPHENS = "-\u00ad¬"
_BROKEN = frozenset(f"{hyphen} " for hyphen in _HYPHENS)
_SHORTEST = 5
"""Letters of the shortest word that is made whole."""
_USUAL = 2e-7
"""Share of running words from which on a word is one that would be cut."""
_RARE = 1.5 * FLOOR
"""Share up to which a piece is no word, or one that nobody uses."""
_CHANCE = 0.95

Found = Sequence[tuple[int, int, str]]
"""Start, end and text of the words of a paragraph."""


def joins(text: str, found: Found, lexicon: Lexicon) -> Iterator[Edit]:
    """The edits that make words whole, of which no two are about the same piece.

    Args:
        text: A paragraph.
        found: Its words.
        lexicon: The words of the language.
    """
    last = -1
    for (start, middle, left), (next_, end, right) in pairwise(found):
        if start < last or text[middle:next_] not in _CUTS or not right.islower():
            continue
        whole = left + right
        if len(whole) < _SHORTEST or not left[-1].isalpha() or left[1:] != left[1:].lower():
            continue
        shares = [lexicon.share(known_form(word, lexicon)) for word in (left, right, whole)]
        if min(shares[:2]) > _RARE or shares[2] < _USUAL:
            continue
        last = end
        yield Edit(start, end, whole, "cut", "one word, cut in two", _CHANCE)


def at_edges(texts: Sequence[str], found: Sequence[Found]) -> list[set[tuple[int, int, str]]]:
    """For each paragraph the words that may be pieces, their other half beyond a cut.

    Args:
        texts: The paragraphs of a document, in order.
        found: The words of each.
    """
    open_above = (i == 0 or _is_open(texts[i - 1]) for i in range(len(texts)))
    small_below = (i == len(texts) or _begins_small(texts[i]) for i in range(1, len(texts) + 1))
    return [
        set(_pieces(text, words, first=first and _begins_small(text), last=last and _is_open(text)))
        for text, words, first, last in zip(texts, found, open_above, small_below, strict=True)
    ]


def _pieces(text: str, found: Found, *, first: bool, last: bool) -> Iterator[tuple[int, int, str]]:
    if found and first and found[0][0] == len(text) - len(text.lstrip()):
        yield found[0]
    if found and last and found[-1][1] >= len(text.rstrip(_HYPHENS + " ")):
        yield found[-1]
    for start, end, word in found:
        if text[end : end + 2] in _BROKEN or text[max(0, start - 2) : start] in _BROKEN:
            yield start, end, word


def _is_open(text: str) -> bool:
    """True where a text ends in mid-sentence, perhaps in mid-word."""
    return text.rstrip()[-1:].isalnum() or text.rstrip().endswith(tuple(_HYPHENS))


def _begins_small(text: str) -> bool:
    return text.lstrip()[:1].islower()
