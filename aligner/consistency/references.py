"""Rule ``reference``: numbers, dates, symbols, resolutions, percentages and money.

What both sides have is set against each other in three rounds: whole items by value; then, for
what is left, the numbers that they are made of, since languages word a list of dates differently;
then numbers spelled out in words. What is left on both sides and of one kind was changed; what is
left on one side is missing or was added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aligner.consistency.amounts import Item, items, readings, spelled
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair

RULE = "reference"

_SURE = frozenset({"symbol", "resolution", "date", "time", "percentage", "currency"})
_STRICT = frozenset({"resolution", "date", "symbol", "paragraph"})
"""Kinds in which the numbers belong together: two of them may not swap theirs."""
_NAMED = re.compile(r"(?<=[^\W\d_])\d+(?:[.,]\d+)?")
_SMALL = 12
"""Numbers up to this are often said in another way ("both", "a pair", "each") or not at all."""

_NAMES = {
    "symbol": "document symbol", "resolution": "resolution", "date": "date",
    "time": "time", "paragraph": "paragraph", "years": "years", "percentage": "percentage",
    "currency": "amount of money", "number": "number", "roman": "number",
}  # fmt: skip


def check(pair: Pair) -> Iterator[Finding]:
    """References that differ between the two sides of a bead."""
    src, tgt = items(pair.src.text, pair.src.lang), items(pair.tgt.text, pair.tgt.lang)
    if not src and not tgt:
        return
    src_left, tgt_left = _unmatched(src, tgt)
    src_left, tgt_left = _told_otherwise(pair, src, tgt, src_left, tgt_left)
    for item in src_left:
        partner = _partner(item, tgt_left)
        if partner is None:
            yield from _missing(pair, item, bool(tgt_left))
        else:
            tgt_left.remove(partner)
            yield _changed(pair, item, partner)
    for item in tgt_left:
        yield from _added(pair, item)


def _unmatched(src: Sequence[Item], tgt: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Items without an equal one on the other side; each counts as often as it stands there."""
    free = list(tgt)
    src_left = []
    for item in src:
        twin = next((other for other in free if _equal(item, other)), None)
        if twin is None:
            src_left.append(item)
        else:
            free.remove(twin)
    return src_left, free


def _equal(one: Item, other: Item) -> bool:
    if one.kind == other.kind == "symbol" and one.values != other.values:
        return _same_register(*one.values, *other.values)
    if not one.values & other.values:
        return False
    return one.kind == other.kind or {one.kind, other.kind} <= {"number", "roman"}


def _same_register(one: str, other: str) -> bool:
    """True for a register that is called otherwise in the other language: DORS/2009-3, SOR/2009-3.

    Prefixes of United Nations symbols are short, or the same in every language.
    """
    first, _, rest = one.partition("/")
    second, _, tail = other.partition("/")
    return rest == tail and min(len(first), len(second)) > 2 and first != second


def _told_otherwise(
    pair: Pair,
    src: Sequence[Item],
    tgt: Sequence[Item],
    src_left: list[Item],
    tgt_left: list[Item],
) -> tuple[list[Item], list[Item]]:
    """Leave out what the other side says in another way, or says once for twice."""
    if not src_left and not tgt_left:
        return src_left, tgt_left
    kinds = _STRICT & {item.kind for item in src_left} & {item.kind for item in tgt_left}
    strict = {kind for kind in kinds if _same_count(kind, src, tgt)}
    src_words, tgt_words = (
        _words(pair.src.text, pair.src.lang),
        _words(pair.tgt.text, pair.tgt.lang),
    )
    src_atoms, tgt_atoms = _atoms(src), _atoms(tgt)
    return (
        [i for i in src_left if i.kind in strict or not _said(i, tgt, tgt_atoms | tgt_words)],
        [i for i in tgt_left if i.kind in strict or not _said(i, src, src_atoms | src_words)],
    )


def _same_count(kind: str, src: Sequence[Item], tgt: Sequence[Item]) -> bool:
    """Both sides word this kind alike, whole dates above all: one that differs was changed."""
    counts = [
        sum(i.kind == kind and (kind != "date" or len(i.atoms) == 3) for i in side)
        for side in (src, tgt)
    ]
    whole = all(len(i.atoms) == 3 for side in (src, tgt) for i in side if i.kind == "date")
    return counts[0] == counts[1] > 0 and (kind != "date" or whole)


def _said(item: Item, others: Sequence[Item], atoms: frozenset[str]) -> bool:
    if any(_equal(item, other) for other in others):
        return True
    if item.kind == "symbol" and len(item.atoms) == 1:
        return False
    return all(
        atom & atoms or (any(value.startswith("month") for value in atom) and len(item.atoms) > 1)
        for atom in item.atoms
    )


def _atoms(side: Sequence[Item]) -> frozenset[str]:
    return frozenset(value for item in side for atom in item.atoms for value in atom)


def _words(text: str, lang: str) -> frozenset[str]:
    """Numbers in words, and those that are a part of a name: PM2.5, G20."""
    named = (value for number in _NAMED.findall(text) for value in readings(number))
    return frozenset(value for number in spelled(text, lang) for value in number) | {*named}


def _partner(item: Item, others: Sequence[Item]) -> Item | None:
    """What stands in the draft for an item of the source that it lacks."""
    alike = [other for other in others if other.kind == item.kind]
    if not alike and item.kind in ("number", "roman"):
        alike = [other for other in others if other.kind in ("number", "roman")]
    if not alike:
        alike = [o for o in others if o.kind in _SURE or item.kind in _SURE]
    return max(alike, key=lambda other: _likeness(item, other), default=None)


def _likeness(one: Item, other: Item) -> tuple[int, int]:
    shared = sum(bool(a & b) for a in one.atoms for b in other.atoms)
    first, second = max(one.values, key=len), max(other.values, key=len)
    return shared, sum(a == b for a, b in zip(first, second, strict=False))


def _changed(pair: Pair, item: Item, other: Item) -> Finding:
    wanted, found = pair.src.text[item.start : item.end], pair.tgt.text[other.start : other.end]
    return pair.finding(
        RULE,
        item.kind,
        Severity.ERROR,
        f"the {_NAMES[item.kind]} {wanted} of the source is {found} in the draft",
        src=(item.start, item.end),
        tgt=(other.start, other.end),
        expected=(_written(item, wanted),),
        found=found,
    )


def _missing(pair: Pair, item: Item, others: bool) -> Iterator[Finding]:
    wanted = pair.src.text[item.start : item.end]
    severity = _severity(item, Severity.ERROR if others else Severity.WARNING)
    yield pair.finding(
        RULE,
        item.kind,
        severity,
        f"the {_NAMES[item.kind]} {wanted} of the source is not in the draft",
        src=(item.start, item.end),
        expected=(_written(item, wanted),),
    )


def _added(pair: Pair, item: Item) -> Iterator[Finding]:
    found = pair.tgt.text[item.start : item.end]
    yield pair.finding(
        RULE,
        item.kind,
        _severity(item, Severity.WARNING),
        f"the {_NAMES[item.kind]} {found} of the draft is not in the source",
        tgt=(item.start, item.end),
        found=found,
    )


def _severity(item: Item, usual: Severity) -> Severity:
    if item.kind in _SURE:
        return usual
    if item.kind == "roman" or all(_small(value) for value in item.values):
        return Severity.HINT
    return Severity.WARNING


def _small(value: str) -> bool:
    return value.isdigit() and int(value) <= _SMALL


def _written(item: Item, text: str) -> str:
    """What the draft should have, where that is the same in every language."""
    if item.kind in ("symbol", "resolution"):
        return " ".join(text.split())
    return min(item.values, key=len) if item.kind in ("number", "roman") else text
