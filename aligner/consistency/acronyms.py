"""Acronyms of the source language that are left in the draft: *ONUDC* for *UNODC*.

Two witnesses need no glossary. ``acronyms.tsv`` has those that every document of the United Nations
may have, a row a body or a notion. And the draft itself shows that it renders an acronym: where it
does so in two other places and more, and in most, the place where it does not stands out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.lacks import NAME
from aligner.consistency.pairs import Pair
from aligner.consistency.terms import LEFT_IN

RENDERED, MOSTLY = 2, 0.6
"""Paragraphs, and their share, that have an acronym in the source and not in the draft, from which
on it is one that is translated."""

_ACRONYM = re.compile(r"(?<![\w.\-/])[^\W\d_]{2,8}(?![\w\-/])")
_ROMAN = re.compile("[IVXLCDM]+")


def check(pairs: Sequence[Pair], told: Sequence[Finding]) -> Iterator[Finding]:
    """Acronyms that stand in the draft as they stand in the source, and should not.

    Args:
        pairs: The beads of the draft.
        told: Findings of the terms, which are not told twice.
    """
    known = {(f.tgt_id, f.span) for f in told if f.kind == LEFT_IN}
    both = [(pair, _acronyms(pair.src.text)) for pair in pairs if not pair.bead.is_null]
    places = [(pair, src, _acronyms(pair.tgt.text) if src else {}) for pair, src in both]
    asked = Counter(acronym for _, src, _ in places for acronym in src)
    left = Counter(acronym for _, src, tgt in places for acronym in src if acronym in tgt)
    for pair, src, tgt in places:
        table = _table(pair.src.lang, pair.tgt.lang)
        for acronym in src:
            if acronym not in tgt:
                continue
            rendered = asked[acronym] - left[acronym]
            listed = acronym in table
            if not listed and (rendered < RENDERED or rendered < MOSTLY * asked[acronym]):
                continue
            finding = _finding(pair, acronym, (src[acronym], tgt[acronym]), table.get(acronym, ()))
            if (finding.tgt_id, finding.span) not in known:
                yield finding


def _finding(pair: Pair, acronym: str, starts: tuple[int, int], expected: Sequence[str]) -> Finding:
    src, tgt = ((start, start + len(acronym)) for start in starts)
    why = f"expected: {', '.join(expected)}" if expected else "elsewhere the draft renders it"
    return pair.finding(
        NAME,
        LEFT_IN,
        Severity.ERROR if expected else Severity.WARNING,
        f"{acronym!r} is left as in the source; {why}",
        src=src,
        tgt=tgt,
        expected=tuple(expected),
        found=acronym,
    )


def _acronyms(text: str) -> Mapping[str, int]:
    """The acronyms of a text with the first place of each; none where all of it is in capitals."""
    found: dict[str, int] = {}
    if text.isupper():
        return found
    for match in _ACRONYM.finditer(text):
        word = match.group()
        if word.isupper() and not _ROMAN.fullmatch(word):
            found.setdefault(word, match.start())
    return found


@cache
def _table(src: str, tgt: str) -> Mapping[str, tuple[str, ...]]:
    """Acronyms of one language that another has not, with what it has instead."""
    head, *rows = (
        line.split("\t")
        for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    )
    one, other = (lang.split("-")[0] for lang in (src, tgt))
    if one == other or not {one, other} <= set(head):
        return {}
    columns = [[row[head.index(lang)].split("|") for row in rows] for lang in (one, other)]
    at_home = {form for forms in columns[1] for form in forms}
    return {
        form: tuple(filter(None, forms))
        for own, forms in zip(*columns, strict=True)
        for form in own
        if form and form not in at_home and any(forms)
    }
