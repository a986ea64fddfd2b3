"""The words of a language: how their forms are undone, and which pipeline tags them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Pattern = list[dict[str, Any]]
"""Of spaCy's matcher: one dictionary a word."""


@dataclass(frozen=True, slots=True)
class Inflection:
    """How the forms of one language are undone.

    Attributes:
        plurals: Endings of folded words and what takes their place; the first that fits counts.
        irregular: Folded forms and their keys; what the dictionary gives, where it is asked.
        dictionary: True where simplemma gives the lemma itself.
        adjectives: Pattern of the ending of forms that are those of an adjective, whatever verb the
            dictionary has them under, and the ending of its lemma.
        proclitics: What may be written together in front of a word that the dictionary lacks.
        suffixes: Pattern of the plural endings of words that the dictionary lacks.
        declines: True where a noun phrase changes with its case and a dictionary lists it in the
            nominative; :mod:`aligner.terminology.nominative` then gives that.
        attached: The article, where it is written together with its noun.
        accusative: Ending of the accusative that a dictionary leaves out.
        agreeing: Ending of an adjective that agrees with a definite noun outside the nominative,
            and the one that it has in the nominative.
        particles: Folded words that are no part of a term's key (``""``), or the key they have.
    """

    plurals: tuple[tuple[str, str], ...] = ()
    irregular: Mapping[str, str] = field(default_factory=dict)
    dictionary: bool = False
    adjectives: tuple[str, str] = ("", "")
    proclitics: str = ""
    suffixes: str = ""
    declines: bool = False
    attached: str = ""
    accusative: str = ""
    agreeing: tuple[str, str] | None = None
    particles: Mapping[str, str] = field(default_factory=dict)


class TagRule(NamedTuple):
    """A part of speech for one word of a pattern.

    Attributes:
        pos: Universal POS tag.
        pattern: It may ask for words and Penn tags.
        place: Which word of the match is meant.
    """

    pos: str
    pattern: Pattern
    place: int = 0


@dataclass(frozen=True, slots=True)
class Tagging:
    """Which spaCy pipeline tags the words of one language.

    Attributes:
        packages: Packages that hold a pipeline, the preferred one first.
        ships: True where one ships in ``aligner/models``.
        libraries: What the one that ships needs besides spaCy.
        tokenizer: Configuration of a tokenizer alone, where spaCy's own is not enough.
        more_words: Words that the segmenter's dictionary cuts in two.
        cuts_words: True where spaces do not show the words: clitics are written together, or
            everything is.
        rules: What the parts of speech of the packages leave wrong; the last that matches holds.
    """

    packages: tuple[str, ...] = ()
    ships: bool = False
    libraries: tuple[str, ...] = ()
    tokenizer: Mapping[str, Any] = field(default_factory=dict)
    more_words: tuple[str, ...] = ()
    cuts_words: bool = False
    rules: tuple[TagRule, ...] = ()


def silent(words: str) -> dict[str, str]:
    """Particles without a key of their own."""
    return dict.fromkeys(words.split(), "")


def tag(*tags: str, **more: str) -> dict[str, Any]:
    """A word with one of some Penn tags."""
    return {"TAG": {"IN": list(tags)}, **more}


def form(text: str, *tags: str) -> dict[str, Any]:
    """One of some words, with one of some Penn tags where any are given."""
    words = {"LOWER": {"IN": text.split()}}
    return words | tag(*tags) if tags else words
