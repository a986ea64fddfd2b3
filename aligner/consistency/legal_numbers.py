"""Rule ``legal-number``: one convention in the source, several in the draft.

``legal_numbers.tsv`` has terms whose number is law, the singular and the plural of each in turn. A
finding is a sentence in which one side has a term as often as the other, but the one in the
singular throughout and the other in the plural. Languages without a plural, and those whose forms
do not tell it, have no column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from aligner.consistency import tables
from aligner.consistency.clauses import Clause, clauses
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair
from aligner.languages import language
from aligner.terminology import wordforms

RULE = "legal-number"
_WORDS = Path(__file__).with_suffix(".tsv")
_NEXT = re.compile(r"[ \u00a0-]([^\W\d_]+)")


def check(pair: Pair) -> Iterator[Finding]:
    """Legal terms of a bead that stand in another number than in the source."""
    if pair.bead.is_null:
        return
    for src, tgt in clauses(pair):
        for term in _terms():
            yield from _turned(pair, term, src, tgt)


def _turned(pair: Pair, term: tuple[str, str], src: Clause, tgt: Clause) -> Iterator[Finding]:
    ours = [_places(kind, src, pair.src.lang) for kind in term]
    theirs = [_places(kind, tgt, pair.tgt.lang) for kind in term] if any(ours) else []
    for own, other in ((0, 1), (1, 0)) if theirs else ():
        if ours[other] or theirs[own] or not len(ours[own]) == len(theirs[other]) > 0:
            continue
        one, two = ours[own][0], theirs[other][0]
        said, found = src.text[slice(*one)], tgt.text[slice(*two)]
        names = ("singular", "plural")
        yield pair.finding(
            RULE,
            "turned",
            Severity.WARNING,
            f"{said!r} is in the {names[own]}, {found!r} in the {names[other]}",
            src=(src.start + one[0], src.start + one[1]),
            tgt=(tgt.start + two[0], tgt.start + two[1]),
            expected=tables.read(_WORDS)[term[own]].get(pair.tgt.lang.split("-")[0], ())[:1],
            found=found,
        )


@cache
def _terms() -> tuple[tuple[str, str], ...]:
    """Singular and plural of each term."""
    kinds = tuple(tables.read(_WORDS))
    return tuple(zip(kinds[::2], kinds[1::2], strict=True))


def _places(kind: str, clause: Clause, lang: str) -> list[tuple[int, int]]:
    pattern = tables.kinds(_WORDS, (kind,), lang)
    return [
        match.span()
        for match in pattern.finditer(clause.folded)
        if not _modifies(clause.text, match.end(), lang)
    ]


def _modifies(text: str, end: int, lang: str) -> bool:
    """True where a noun follows what stands before nouns: *treaty obligations* says no number."""
    usage = language(lang).usage
    following = _NEXT.match(text, end)
    if not usage.modifiers_first or following is None:
        return False
    word = following.group(1).lower()
    return not (word.endswith(usage.participles) or wordforms.is_grammatical(word, lang))
