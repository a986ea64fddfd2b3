"""A text layer that is no text: fonts whose letters are called something else than they show.

Such a file looks right on the page and is nonsense when it is read. It is told by its words: of
prose in a language nine in ten are among its usual words, of nonsense hardly one in ten.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from aligner.reading.blocks import Block, Role

_ENOUGH = 40
"""Words of a page from which on it can be told."""
_LEAST = 0.25
"""Share of the words of a page that have to be usual ones."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def rubbish(blocks: Iterable[Block], lang: str) -> tuple[int, ...]:
    """The pages whose text is nonsense, in order; none where the language is not known.

    Args:
        blocks: Blocks with their pages.
        lang: BCP 47 code.
    """
    usual = _usual(lang)
    if not usual:
        return ()
    said: defaultdict[int, list[str]] = defaultdict(list)
    for block in blocks:
        if block.page is not None and block.role is not Role.UNSEEN:
            said[block.page] += _WORD.findall(block.text)
    return tuple(
        page
        for page, words in sorted(said.items())
        if len(words) >= _ENOUGH
        and sum(word.lower() in usual for word in words) < _LEAST * len(words)
    )


def _usual(lang: str) -> frozenset[str]:
    """The usual words of a language written with spaces."""
    import wordfreq

    primary = lang.split("-")[0].lower()
    if primary in {"zh", "ja", "ko", "th"} or primary not in wordfreq.available_languages("small"):
        return frozenset()
    return frozenset(wordfreq.get_frequency_dict(primary, "small"))
