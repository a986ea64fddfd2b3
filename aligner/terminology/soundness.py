"""Whether a phrase that has the shape of a term is a term or a piece of the sentence.

A phrase with a weak word at an edge or as its head belongs to the text (``présente résolution``,
``cadre du dialogue``). Light words are weak by themselves and stand in many terms (``force
majeure``, ``public order``): what has one is doubtful until it recurs or is translated by a sound
phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from aligner.languages.grammar import Grammar
from aligner.terminology.tagging import Token


class Soundness(IntEnum):
    """What a phrase is taken for."""

    BROKEN = 0
    DOUBTFUL = 1
    SOUND = 2


def is_weak(token: Token, code: str, grammar: Grammar) -> bool:
    """True for a modifier that may not stand at the edge of a term; nouns are judged as heads."""
    weak = grammar.weak_modifiers
    return code not in "NP" and (token.lemma in weak or token.text.lower() in weak)


def soundness(tokens: Sequence[Token], codes: str, grammar: Grammar) -> Soundness:
    """Judge a phrase that has the shape of a term.

    Where heads come first, a weak noun behind a last preposition begins another prepositional
    phrase: ``traite en période (de conflit)``; a light one behind one of the
    ``de`` kind may end a term.

    Args:
        tokens: Its words.
        codes: Their codes, see :mod:`aligner.languages.grammar`.
        grammar: Of their language.
    """
    found = Soundness.SOUND
    for i in (0, -1):
        if codes[i] not in "NP" and _among(tokens[i], grammar.light_modifiers):
            found = Soundness.DOUBTFUL
        elif is_weak(tokens[i], codes[i], grammar):
            return Soundness.BROKEN
    place = head(codes, grammar)
    if place is None or not _lettered(tokens, codes, grammar):
        return Soundness.BROKEN
    if not _agrees(tokens, codes, grammar):
        return Soundness.BROKEN
    if tokens[place].lemma in grammar.weak_heads:
        if not _completed(tokens, codes, place, grammar):
            return Soundness.BROKEN
        found = Soundness.DOUBTFUL
    if grammar.head_first and len(codes) > 1 and tokens[-1].lemma in grammar.weak_heads:
        if codes[-2] == "o" and tokens[-1].lemma in grammar.light_heads:
            found = Soundness.DOUBTFUL
        elif codes[-2] in "io":
            return Soundness.BROKEN
    return found


def head(codes: str, grammar: Grammar) -> int | None:
    """Place of the head noun, or None."""
    nouns = [i for i, code in enumerate(codes) if code in "NPGW"]
    if not grammar.head_first:
        stop = next((i for i, code in enumerate(codes) if code in "oi"), len(codes))
        nouns = [i for i in nouns if i < stop][::-1]
    return nouns[0] if nouns else None


def _completed(tokens: Sequence[Token], codes: str, head: int, grammar: Grammar) -> bool:
    """True where a weak head has what makes it a term: an adjective, or a noun behind a light one.

    A light modifier completes none but a light head: ``force majeure``, but not *first time*.
    """
    light = tokens[head].lemma in grammar.light_heads
    if light and any(code in "NP" for i, code in enumerate(codes) if i != head):
        return True
    blank = (grammar.weak_modifiers - grammar.light_modifiers) | grammar.vague
    blank |= frozenset() if light else grammar.light_modifiers
    for i in range(head + 1, len(codes)) if grammar.adjectives_follow else range(head):
        if codes[i] in "oide,C":
            return False
        if codes[i] in "AV":
            return not _among(tokens[i], blank)
        if codes[i] in "NP":
            return not grammar.head_first
    return False


def _agrees(tokens: Sequence[Token], codes: str, grammar: Grammar) -> bool:
    """False where the last adjective has another number than every noun before it.

    It belongs to nouns further before too: ``(consommation et) production durables``.
    """
    if codes[-1] not in "AV" or "C" in codes:
        return True
    own = _is_plural(tokens[-1], grammar)
    nouns = [
        _is_plural(token, grammar)
        for token, code in zip(tokens, codes, strict=True)
        if code in "NP"
    ]
    return own is None or any(noun in (own, None) for noun in nouns)


def _is_plural(token: Token, grammar: Grammar) -> bool | None:
    """Whether a word is a plural, where its last letter tells."""
    word = token.text.lower()
    if not grammar.plurals or not word.endswith(tuple(grammar.plurals)):
        return False if grammar.plurals else None
    return True if word != token.lemma.lower() else None


def _among(token: Token, words: frozenset[str]) -> bool:
    return token.lemma in words or token.text.lower() in words


def _lettered(tokens: Sequence[Token], codes: str, grammar: Grammar) -> bool:
    letters = sum(c.isalpha() for token in tokens for c in token.text)
    short = codes == "W" or tokens[0].text.isupper() or grammar.capitals == "none"
    return letters >= 3 or (letters == 2 and short)
