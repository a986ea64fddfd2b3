"""A stretch read as a whole: how near the other side comes to saying the same in other words.

Words that find no partners may have been put in others, *règlement intérieur* as *rules of
procedure*. The sentence encoder knows such wordings. It is asked for the stretches that are in
doubt alone, since it is a hundred times slower than words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aligner.consistency.pairs import Side
from aligner.languages import language

WINDOWS = 12
"""Stretches of the other side that are compared, those at about the same place."""
_STEP = 0.25
"""How far a window moves on, as a share of its length."""
_LEAST = 8
"""Characters of a window at the least."""

Place = tuple[Side, Side, int, int]


def nearest(places: Sequence[Place]) -> list[float]:
    """The highest cosine of each stretch with the windows of the other side, 0 where it has none.

    Args:
        places: Own side, other side, start and end of the stretch in the text of the own side.
    """
    from aligner.similarity import encoder

    said = [[own.text[a:b], *windows(own, other, a, b)] for own, other, a, b in places]
    texts = list(dict.fromkeys(text for group in said for text in group))
    if not texts:
        return []
    row = {text: i for i, text in enumerate(texts)}
    vectors = encoder.load().embed(texts)
    found = []
    for first, *others in ([row[text] for text in group] for group in said):
        found.append(float((vectors[others] @ vectors[first]).max(initial=0.0)))
    return found


def windows(own: Side, other: Side, start: int, end: int) -> list[str]:
    """Stretches of the other side as long as a stretch of this one, around the same place."""
    share = len(other.text) / max(len(own.text), 1)
    length = max(round((end - start) * share), _LEAST)
    middle = (start + end) / 2 * share
    spans = sorted(_slid(other, length), key=lambda span: abs(sum(span) / 2 - middle))
    return [other.text[slice(*span)] for span in spans[:WINDOWS]]


def _slid(side: Side, length: int) -> Iterator[tuple[int, int]]:
    """Windows of whole words, each a little further on."""
    pattern = r"\S+" if language(side.lang).spaces else r"\d+|\S"
    words = [match.span() for match in re.finditer(pattern, side.text)]
    begun, last, stop = -length, 0, 0
    for start, _ in words:
        if start - begun < _STEP * length:
            continue
        while last < len(words) - 1 and words[last][1] < start + length:
            last += 1
        if stop and words[last][1] == stop:
            return
        begun, stop = start, words[last][1]
        yield start, stop
