"""How documents of the United Nations are worded in a language, as data.

Patterns are regular expressions for text whose white space is single. Where OCR is wont to lose or
misread an accented letter, they have a dot in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

NEVER = r"(?!)"
"""A pattern that matches nothing."""


class Meaning(NamedTuple):
    """How texts say what a term means, as patterns.

    Attributes:
        means: Stands between the term and its definition: ``désigne``, ``means``.
        named: Stands before a term without quotation marks: ``le terme``, ``the term``.
        before: Stands before both: ``on entend par``.
        begins: First words of a definition that follows such a term without a comma.
    """

    means: str
    named: str = ""
    before: str = ""
    begins: str = NEVER


@dataclass(frozen=True, slots=True)
class Drafting:
    """How documents of the United Nations are worded in one language.

    Attributes:
        title: Start of the line that names a resolution or decision.
        adoption: Start of the line that says when and by whom it was adopted.
        opening: The whole line with which the organ takes the word.
        preambular: First words of a preambular paragraph.
        operative: First words of an operative paragraph.
        annex: The whole line that opens an annex.
        article: Start of a line that names an article; group 1 is its number.
        heading: The whole line where its words alone make it a heading.
        masthead: Organisation, organ, distribution, original language, session or date, as the
            head of the first page has them.
        with_verb: Words that belong to the opening verb where they stand right behind it.
        ordinals: Labels spelled out as words, in order: those for I, II, ... and for A, B, ...
        meaning: How texts define a term; None where that is not known.
    """

    title: str = NEVER
    adoption: str = NEVER
    opening: str = NEVER
    preambular: str = NEVER
    operative: str = NEVER
    annex: str = NEVER
    article: str = NEVER + "()"
    heading: str = NEVER
    masthead: str = NEVER
    with_verb: str = ""
    ordinals: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    meaning: Meaning | None = None


def any_of(*lines: str) -> str:
    """A pattern for any of the words that are separated by spaces; ``_`` stands for a space."""
    words = (word.replace("_", r"\s+") for line in lines for word in line.split())
    return f"(?:{'|'.join(words)})"


LABEL_OF_ANNEX = r"(?:\s+(?:[IVXL]+|\d+|[A-ZА-Я]))?"
TITLE_OF_ANNEX = r"(?:\s+\S.{0,200})?(?<![.;:,])"
"""What may stand on the line behind the label of an annex whose name is in capitals."""
MASTHEAD_SIGNS = (
    r"Distr\.?\s*[:：]?\s*\w+|(?:Original|Langue originale|Подлинный язык)\s*[:：]?\s*\w+"
    r"|English|French|Français|Spanish|Español|Russian|Arabic|Chinese"
)
