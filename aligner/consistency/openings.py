"""The words that open the paragraphs of a resolution, and their approved renderings.

In resolutions these words have legal weight: a body that *requests* does not *urge*. Each row of
``openings.tsv`` is one act with the openings that render it in the six languages, as resolutions of
the General Assembly and the Security Council use them; an opening may stand in several rows, and
two openings render each other where some row has both. The longest opening counts.

An opening is a stretch of words, compared without case and accents; ``*`` stands for any ending, in
French for those of the participle. What modifies an act without changing it (*also*, *further*,
*once again*) is in the usage of each language and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from aligner.accents import fold
from aligner.languages import language


def _table() -> tuple[tuple[str, ...], ...]:
    """The rows of ``openings.tsv`` beside this file, its head first."""
    table = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in table.splitlines())


LANGUAGES, *ACTS = _table()
"""The languages of the columns; and one row an act, with ``|`` between the openings."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that open a paragraph.

    Attributes:
        acts: Numbers of the rows of :data:`ACTS` in which they stand.
        end: Offset in the text, one past their last letter.
    """

    acts: frozenset[int]
    end: int


def opening(text: str, lang: str) -> Opening | None:
    """The opening of a paragraph body, or None where it has none that is known.

    >>> fr, en = opening("Demande instamment aux États", "fr"), opening("Urges States", "en")
    >>> bool(fr.acts & en.acts)
    True
    """
    if lang not in LANGUAGES:
        return None
    folded = fold(text[:160])
    best: Opening | None = None
    for phrase in _phrases(lang):
        # few are there, and to look for letters takes far less than to make a pattern
        if phrase.letters not in folded or not (match := phrase.pattern.match(folded)):
            continue
        if best is None or match.end() > best.end:
            best = Opening(frozenset({phrase.act}), match.end())
        elif match.end() == best.end:
            best = Opening(best.acts | {phrase.act}, best.end)
    return best


def renderings(acts: Sequence[int], lang: str) -> tuple[str, ...]:
    """Openings in a language for some acts; an ellipsis stands for endings."""
    column = LANGUAGES.index(lang)
    words = dict.fromkeys(word for act in acts for word in ACTS[act][column].split("|"))
    return tuple(word.replace("*", "…") for word in words)


@dataclass(frozen=True)
class _Phrase:
    """An opening of one act in one language, folded, with ``*`` for endings."""

    lang: str
    act: int
    words: tuple[str, ...]

    @cached_property
    def letters(self) -> str:
        """The longest stretch that a text with this opening has."""
        return max((piece for word in self.words for piece in word.split("*")), key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        before, gap, edge = _around(self.lang)
        ending = language(self.lang).usage.any_ending
        words = [re.escape(word).replace(r"\*", ending) for word in self.words]
        return re.compile(before + gap.join(words) + edge)


@cache
def _phrases(lang: str) -> tuple[_Phrase, ...]:
    column = LANGUAGES.index(lang)
    return tuple(
        _Phrase(lang, act, tuple(fold(words).split()))
        for act, row in enumerate(ACTS)
        for words in row[column].split("|")
    )


@cache
def _around(lang: str) -> tuple[str, str, str]:
    """Patterns of what may stand before an opening, between its words, and of its edge."""
    facts = language(lang)
    usage = facts.usage
    modifiers = "|".join(
        re.escape(word) for word in sorted(map(fold, usage.modifiers.split("|")), key=len)[::-1]
    )
    before = rf"\W*{usage.proclitic}(?:(?:{modifiers})\s*)*"
    gap = rf"\s+(?:(?:{modifiers})\s+)*" if facts.spaces else ""
    return before, gap, r"(?!\w)" if facts.spaces else ""
