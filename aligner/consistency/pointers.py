"""References of a draft to its own paragraphs: *paragraph 5 above* has to stand above.

``pointers.tsv`` has the wording by language, ``#`` for the number. Only documents whose paragraphs
are numbered in one series are read; where annexes begin again, a number points to its own series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from aligner.accents import fold
from aligner.consistency import tables
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair
from aligner.model import Paragraph

RULE, KIND = "reference", "pointer"

ENOUGH = 3
"""Numbered paragraphs from which on a document is read."""
_WORDS = Path(__file__).with_suffix(".tsv")


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """References that point nowhere, or the wrong way."""
    every = [p for pair in pairs for p in pair.tgt.paragraphs]
    known = {(p.annex, n) for p in every if (n := _number(p)) is not None}
    if len(known) < ENOUGH:
        return
    here: dict[int, int] = {}
    for pair in pairs:
        for paragraph in pair.tgt.paragraphs:
            own = _number(paragraph)
            if own is not None:
                here[paragraph.annex] = own
        if pair.tgt.paragraphs and not pair.bead.is_null:
            annex = pair.tgt.paragraphs[0].annex
            yield from _astray(pair, {n for a, n in known if a == annex}, here.get(annex))


def _number(paragraph: Paragraph) -> int | None:
    """The number of the paragraph, or of the one that it is a part of."""
    first = paragraph.label[0] if paragraph.label else ""
    return int(first) if first.isascii() and first.isdigit() and len(first) < 6 else None


def _astray(pair: Pair, known: set[int], own: int | None) -> Iterator[Finding]:
    for kind in ("above", "below"):
        for match in _pattern(kind, pair.tgt.lang.split("-")[0]).finditer(fold(pair.tgt.text)):
            number = int(next(filter(None, match.groups())))
            wrong_way = own is not None and (number >= own if kind == "above" else number <= own)
            if number in known and not wrong_way:
                continue
            said = pair.tgt.text[slice(*match.span())]
            why = f"that does not stand {kind}" if number in known else "that the draft has not"
            yield pair.finding(
                RULE,
                KIND,
                Severity.WARNING,
                f"{said!r} points to a paragraph {why}",
                tgt=match.span(),
                found=said,
            )


@cache
def _pattern(kind: str, lang: str) -> re.Pattern[str]:
    phrases = tables.read(_WORDS)[kind].get(lang, ())
    made = (re.escape(fold(phrase)).replace(r"\#", "#") for phrase in phrases)
    made = (phrase.replace("#", r"\s?(\d{1,5})\s?").replace(r"\ ", r"\s*") for phrase in made)
    return re.compile("|".join(made) or "(?!)")
