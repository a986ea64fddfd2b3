"""What can be known of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from aligner.languages.drafting import NEVER, Drafting
from aligner.languages.grammar import PLAIN, Grammar
from aligner.languages.notation import Notation
from aligner.languages.usage import Usage
from aligner.languages.words import Inflection, Tagging

LATIN = "abcdefghijklmnopqrstuvwxyz"

SELDOM = frozenset(
    {
        "charsets", "drafting.meaning", "drafting.ordinals", "drafting.with_verb",
        "grammar.attributive", "grammar.codes", "grammar.contracted", "grammar.especially",
        "grammar.light_heads", "grammar.light_modifiers", "grammar.polarity", "grammar.twofold",
        "grammar.genitive", "grammar.stopped", "grammar.participles_follow", "grammar.standing",
        "grammar.plurals",
        "lookalikes", "substitutes", "usage.may_double", "usage.participles",
        "usage.proclitic", "without",
    }
)  # fmt: skip
"""Facts that most languages have nothing of."""

_WHOLE = (Inflection, Tagging)
"""Kinds of facts of which some are enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Facts of one language; there is one object a language, compared by identity.

    Attributes:
        code: BCP 47 code.
        name: English name.
        endonym: Name in the language itself.
        script: ISO 15924 code.
        tesseract: What Tesseract calls it; empty where it does not read it.
        rtl: True where text runs from right to left.
        spaces: True where words are separated by spaces.
        cased: True where sentences begin with a capital letter.
        stops: Marks that end a sentence.
        clause_marks: Marks between the clauses of one sentence of legal drafting.
        pauses: Commas.
        conjunctions: Words that may stand after the last mark of a list item (``; and``).
        dash_labels: True where the number of a paragraph is followed by a dash (``1 -``).
        alphabets: Letters of lists in order, the usual one first.
        lookalikes: Letters and the list letters as which they are printed, place by place.
        abbreviations: Words, lower case, after whose full stop a sentence goes on.
        final_abbreviations: Words, lower case, with whose full stop a sentence may end; it does
            before a starter.
        starters: Words, lower case, that begin sentences rather than names; elided ones with their
            apostrophe.
        charsets: In which it was written before Unicode, beside the Latin ones.
        substitutes: Letters of other languages by code point, as fonts and keyboards put them into
            words of this one, and the letters that are meant.
        drafting: How documents are worded.
        notation: How numbers, dates, percentages and money are written.
        grammar: How terms are built.
        inflection: How the forms of a word are undone.
        tagging: Which pipeline tags its words.
        usage: What checks know of its words and marks.
        without: Names of facts, such as ``grammar.articles``, that this language has nothing of
            or does without: the function words tell languages of one script apart.
    """

    code: str
    name: str
    endonym: str
    script: str = "Latn"
    tesseract: str = ""
    rtl: bool = False
    spaces: bool = True
    cased: bool = True
    stops: str = ".!?…"
    clause_marks: str = ";"
    pauses: str = ","
    conjunctions: tuple[str, ...] = ()
    dash_labels: bool = False
    alphabets: tuple[str, ...] = (LATIN,)
    lookalikes: tuple[str, str] = ("", "")
    abbreviations: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    charsets: tuple[str, ...] = ()
    substitutes: Mapping[int, str] = field(default_factory=dict)
    drafting: Drafting = field(default_factory=Drafting)
    notation: Notation = field(default_factory=Notation)
    grammar: Grammar = field(default_factory=lambda: PLAIN)
    inflection: Inflection = field(default_factory=Inflection)
    tagging: Tagging = field(default_factory=Tagging)
    usage: Usage = field(default_factory=Usage)
    without: frozenset[str] = frozenset()

    @property
    def drafted(self) -> bool:
        """True where it is known how documents are worded, so that files may be of it."""
        return self.drafting.operative != NEVER


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())


def lacking(language: Language) -> tuple[str, ...]:
    """Names of the facts that nobody has told of a language, such as ``drafting.title``."""
    return tuple(name for name in _untold(language) if name not in language.without | SELDOM)


def _untold(facts: object, within: str = "") -> Iterator[str]:
    for fact in fields(facts):  # type: ignore[arg-type]
        name, value = f"{within}{fact.name}", getattr(facts, fact.name)
        if isinstance(value, _WHOLE):
            if value == type(value)():
                yield name
        elif is_dataclass(value):
            yield from _untold(value, f"{name}.")
        elif not isinstance(value, bool) and _says_nothing(value):
            yield name


def _says_nothing(value: object) -> bool:
    if isinstance(value, tuple):
        return not any(value)
    return not value or value in (NEVER, NEVER + "()")
