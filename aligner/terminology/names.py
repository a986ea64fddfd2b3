"""The long names of bodies, offices and acts.

They are longer than any pattern and run over commas, prepositions and infinitives; where every
word of a name has a capital its end can be seen, elsewhere each end is a candidate and the
translation chooses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aligner.languages.grammar import Grammar
from aligner.terminology.tagging import Token

LONGEST_NAME = 26
"""Words; the longest name of a United Nations convention in common use has about twenty."""

PARALLEL = 8
"""Words within which a preposition behind a conjunction has its like in front of it; set by
hand."""

_TWO_NAMES = re.compile("[NP]C[NP]")
"""Two names of one word each that a conjunction joins."""

_STOPS = frozenset(".:;!?…")

Bonds = frozenset[tuple[str, str]]
"""Neighbouring words that no candidate may cut apart, see :func:`bonds`."""


def bonds(texts: Iterable[Sequence[Token]]) -> Bonds:
    """Capitalised neighbours of which one never stands without the other.

    ``Boko Haram`` and ``United Nations`` are bound; ``Security Council`` is not where the texts
    also have ``Human Rights Council`` and ``Security Committee``.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for tokens in texts:
        for before, after in pairwise(tokens[1:]):
            firsts[before.text.lower()] += 1
            seconds[after.text.lower()] += 1
            if _capital(before) and _capital(after):
                pairs[before.text, after.text] += 1
    return frozenset(
        pair
        for pair, n in pairs.items()
        if n in (firsts[pair[0].lower()], seconds[pair[1].lower()])
    )


def find(tokens: Sequence[Token], codes: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Where names may begin and end.

    Args:
        tokens: The words of a text.
        codes: Their codes, see :mod:`grammar`.
        grammar: Of their language.

    Yields:
        First word and one past the last.
    """
    if grammar.capitals == "none":
        return
    for start, token in enumerate(tokens):
        if not _capital(token) or codes[start] not in "NPAVW" or (start == 0 and codes[0] != "P"):
            continue
        if grammar.capitals == "all" and _inside_name(tokens, codes, start):
            continue
        if _opens(tokens, start) and token.lemma.lower() in grammar.weak_heads:
            continue
        for end in _name_ends(tokens, codes, start, grammar):
            yield start, end


def _opens(tokens: Sequence[Token], start: int) -> bool:
    """True for the first word of a sentence but for its label; it has a capital anyway."""
    while start:
        before = tokens[start - 1].text
        if before in _STOPS:
            return True
        is_label = len(before) == 1 and tokens[start].text == ")"
        if not is_label and any(map(str.isalpha, before)):
            return False
        start -= 1
    return True


def _inside_name(tokens: Sequence[Token], codes: str, start: int) -> bool:
    """True for the second part of a list inside a name: ``Suppress`` in ``Prevent, Suppress``."""
    return start > 1 and codes[start - 1] in ",Ci" and _capital(tokens[start - 2])


def _name_ends(tokens: Sequence[Token], codes: str, start: int, grammar: Grammar) -> Iterator[int]:
    """Where a name that begins at ``start`` may end."""
    closed = grammar.capitals == "first" and _is_closed(tokens, codes, start, grammar)
    within = stands_within(tokens, codes, start)
    titled = grammar.capitals == "all" or closed
    for end in range(start + 1, min(start + LONGEST_NAME, len(codes)) + 1):
        i = end - 1
        token, code = tokens[i], codes[i]
        if _breaks_name(tokens, codes, i, grammar, titled=titled) or (closed and code in "GI"):
            return
        if within and code in "oide":
            return
        if joins_another(codes, start, i):
            return
        follows = end < len(codes) and (
            codes[end] in "NPAVW" and _capital(tokens[end]) if titled else codes[end] in "AV"
        )
        ends = code in "NPAVW" and (_capital(token) or not titled) and not (titled and follows)
        weak = code not in "NP" and token.lemma in grammar.weak_modifiers
        listed = grammar.capitals == "first" and _TWO_NAMES.fullmatch(codes, start, end)
        if (
            ends
            and end - start > 1
            and not (weak or listed)
            and not _cut_short(codes, end, grammar)
        ):
            yield end


def stands_within(tokens: Sequence[Token], codes: str, start: int) -> bool:
    """True for a name that stands in a longer one without an article: ``Cadre de Sendai``.

    What follows with a preposition belongs to the whole: ``pour la réduction des risques``.
    """
    if start < 2 or codes[start - 1] != "o" or codes[start - 2] not in "NP0":
        return False
    return _capital(tokens[start]) and (codes[start] == "P" or _capital(tokens[start - 2]))


def joins_another(codes: str, start: int, i: int) -> bool:
    """True for a conjunction before ``de`` where nothing before it has one: a new phrase begins.

    ``droits des femmes et des enfants``, but ``États en développement | et des pays``.
    """
    return (
        codes[i] == "C" and codes[i + 1 : i + 2] in tuple("od") and not {*codes[start:i]} & {*"od"}
    )


def _is_closed(tokens: Sequence[Token], codes: str, start: int, grammar: Grammar) -> bool:
    """True for an acronym and for a noun phrase in capitals, such as ``Nations Unies``.

    Where only the first word of a long name has a capital, what follows these is no part of it
    unless it has capitals too.
    """
    if len(tokens[start].text) > 1 and tokens[start].text.isupper():
        return True
    second = start + 1
    behind = "NPAV" if grammar.adjectives_follow else "NP"
    return (
        codes[start] in "NP"
        and second < len(tokens)
        and codes[second] in behind
        and _capital(tokens[second])
    )


def _cut_short(codes: str, end: int, grammar: Grammar) -> bool:
    """True where the words go on: a number behind, or the noun of a last adjective."""
    if end == len(codes):
        return False
    leads = codes[end - 1] in "AV" and not grammar.adjectives_follow and grammar.capitals == "first"
    return codes[end] == "0" or (leads and codes[end] in "NPAV")


def _breaks_name(
    tokens: Sequence[Token], codes: str, i: int, grammar: Grammar, *, titled: bool
) -> bool:
    code = codes[i]
    if not titled and (opens_another(tokens, codes, i, grammar) or _leaves(codes, i)):
        return True
    if (
        code == "D"
        and codes[i - 1 : i] in tuple("NPAV")
        and codes[i + 1 : i + 2] not in tuple("RA")
    ):
        return True
    if code == "F" and not (titled and _capital(tokens[i])):
        return True
    if code == "x":
        return not (titled and _capital(tokens[i]))
    if code in ",C" and i + 1 < len(codes) and codes[i + 1] in "Dx,":
        return True
    return (
        titled
        and code in "NPAVW"
        and not _capital(tokens[i])
        and codes[i - 1 : i] not in {"o", "i"}
    )


def _leaves(codes: str, i: int) -> bool:
    """True where the sentence goes on: ``prie le Secrétaire général de veiller``.

    So do an adverb before a preposition, and a preposition before an infinitive behind a noun.
    """
    behind = codes[i + 1 : i + 2]
    if codes[i] == "R":
        return behind in tuple("odie")
    return codes[i] in "oi" and behind == "I" and codes[i - 1] in "NPA"


def opens_another(tokens: Sequence[Token], codes: str, i: int, grammar: Grammar) -> bool:
    """True for a comma before a clause or an adjunct, and for a conjunction before a new name.

    Both end a name or phrase where only its first word has a capital.
    """
    if grammar.capitals != "first" or not 0 < i < len(codes) - 1:
        return False
    behind = codes[i + 1]
    if codes[i] == "C":
        if behind in "ie":
            near = tokens[max(0, i - PARALLEL) : i]
            return all(token.lemma != tokens[i + 1].lemma for token in near)
        return _capital(tokens[i + 1]) and not _capital(tokens[i - 1])
    if codes[i] != ",":
        return False
    if behind in "oide":
        return i + 2 >= len(codes) or tokens[i + 2].lemma not in grammar.especially
    return behind in "VG"


def _capital(token: Token) -> bool:
    return token.text[0].isupper()
