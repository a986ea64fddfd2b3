"""Which grammar of terms holds for a text: that of its language, with or without tags."""

from __future__ import annotations

from dataclasses import replace

from aligner.languages import language
from aligner.languages.grammar import PLAIN, UNTAGGED, Grammar


def grammar(lang: str, *, tagged: bool) -> Grammar:
    """The grammar of a language.

    Args:
        lang: BCP 47 code.
        tagged: True where the words carry parts of speech.
    """
    found = language(lang).grammar
    if tagged or found is PLAIN:
        return found
    linking = found.stopped or found.linking
    return replace(found, pattern=UNTAGGED, linking=linking, longest=min(found.longest, 7))
