"""What checks of a draft know of a language: its commonest words and its typography, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Words and marks as texts of one language have them.

    Attributes:
        function_words: Words that every text has many of, without accents and elisions.
        demonstratives: Words that make a head noun stand for the whole term that was named before.
        participles: Endings that tell words of one family apart: *developing* and *developed*
            countries.
        modifiers_first: True where a noun stands behind what modifies it.
        may_double: Words that may rightly stand twice in a row.
        typography: What the language does not want, as patterns with what is wrong.
        modifiers: Words with ``|`` between them that may stand before the opening of a paragraph,
            or between its words, and change nothing in it.
        any_ending: What the star of an opening stands for, where any ending would be too much:
            ``décidé*`` is not *décide*.
        proclitic: Pattern of conjunctions that are written together with the word after them.
        bleu_tokenizer: Tokenizer of sacrebleu's BLEU.
    """

    function_words: frozenset[str] = frozenset()
    demonstratives: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    modifiers_first: bool = False
    may_double: frozenset[str] = frozenset()
    typography: tuple[tuple[str, str], ...] = ()
    modifiers: str = ""
    any_ending: str = r"\w*"
    proclitic: str = ""
    bleu_tokenizer: str = "13a"
