"""The long names of bodies, offices and acts.

They are longer than any pattern and run over commas, prepositions and infinitives; where every
word of a name has a capital its end can be seen, elsewhere each end is a candidate and the
translation chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aligner.terminology.grammar import Grammar
from aligner.terminology.tagging import Token

LONGEST_NAME = 26
"""Words; the longest name of a United Nations convention in common use has about twenty."""

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
        for end in _name_ends(tokens, codes, start, grammar):
            yield start, end


def _inside_name(tokens: Sequence[Token], codes: str, start: int) -> bool:
    """True for the second part of a list inside a name: ``Suppress`` in ``Prevent, Suppress``."""
    return start > 1 and codes[start - 1] in ",Ci" and _capital(tokens[start - 2])


def _name_ends(tokens: Sequence[Token], codes: str, start: int, grammar: Grammar) -> Iterator[int]:
    """Where a name that begins at ``start`` may end."""
    titled = grammar.capitals == "all"
    for end in range(start + 1, min(start + LONGEST_NAME, len(codes)) + 1):
        i = end - 1
        token, code = tokens[i], codes[i]
        if _breaks_name(tokens, codes, i, titled=titled):
            return
        follows = end < len(codes) and (
            codes[end] in "NPAVW" and _capital(tokens[end]) if titled else codes[end] in "AV"
        )
        ends = code in "NPAVW" and (_capital(token) or not titled) and not (titled and follows)
        weak = code not in "NP" and token.lemma in grammar.weak_modifiers
        if ends and end - start > 1 and not weak:
            yield end


def _breaks_name(tokens: Sequence[Token], codes: str, i: int, *, titled: bool) -> bool:
    code = codes[i]
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


def _capital(token: Token) -> bool:
    return token.text[0].isupper()
