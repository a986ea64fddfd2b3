"""Rule ``reference``: numbers, dates, symbols, resolutions, percentages and money.

What :mod:`aligner.amounts.differences` leaves on both sides and of one kind was changed; what it
leaves on one side is missing or was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from aligner.amounts.differences import SURE, Differences, differences, is_small
from aligner.amounts.equivalents import Passage
from aligner.amounts.items import Item
from aligner.amounts.numerals import worded
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair

RULE = "reference"

_OPENERS = "([（'‘’"
_TELLING = 2
"""Numbers in words from which on they count: *one* is an article or a pronoun too."""
_SCALES = frozenset((10**power,) for power in range(2, 13))
"""Words that count by themselves only beside a number: *cent*, *milliards*."""
_APART = 0.2
"""How far apart two numbers in words may stand, as shares of their paragraphs."""

_NAMES = {
    "symbol": ("document symbol", "document symbols"), "resolution": ("resolution", "resolutions"),
    "date": ("date", "dates"), "time": ("time", "times"), "paragraph": ("paragraph", "paragraphs"),
    "years": ("years", "years"), "percentage": ("percentage", "percentages"),
    "currency": ("amount of money", "amounts of money"), "number": ("number", "numbers"),
    "roman": ("number", "numbers"),
}  # fmt: skip


def check(pair: Pair) -> Iterator[Finding]:
    """References that differ between the two sides of a bead."""
    if pair.bead.is_null:
        return
    found = differences(*(Passage(side.text, side.lang) for side in (pair.src, pair.tgt)))
    src_left, tgt_left = list(found.src_left), list(found.tgt_left)
    missing = []
    src_words, tgt_words = _only_in_words(pair, found)
    for item in src_left:
        partner = _partner(pair, item, tgt_left)
        if partner is not None:
            tgt_left.remove(partner)
            yield _changed(pair, item, partner)
        elif item.kind == "number" and tgt_words:
            yield _changed(pair, item, tgt_words.pop(0))
        else:
            missing.append((item, _severity(item, others=bool(tgt_left))))
    for item in [item for item in tgt_left if item.kind == "number"][: len(src_words)]:
        tgt_left.remove(item)
        yield _changed(pair, src_words.pop(0), item)
    if len(src_words) == len(tgt_words):
        for said, item in zip(src_words, tgt_words, strict=True):
            if _at_one_place(pair, said, item):
                yield replace(_changed(pair, said, item), severity=Severity.WARNING)
    for severity, alike in _gathered(missing):
        yield _missing(pair, alike, severity)
    heading = pair.is_heading
    for severity, alike in _gathered((i, _severity(i, heading=heading)) for i in tgt_left):
        yield _added(pair, alike, severity)


def _only_in_words(pair: Pair, found: Differences) -> tuple[list[Item], list[Item]]:
    """Numbers that one side spells out and the other has in no form, of either side."""
    said = [worded(side.text, side.lang) for side in (pair.src, pair.tgt)]
    if not any(said):
        return [], []
    in_digits = {v for item in (*found.src, *found.tgt) for atom in item.atoms for v in atom}
    in_words = [{str(v) for n in numbers for v in (n.value, *n.parts)} for numbers in said]
    src, tgt = (
        [
            Item("number", frozenset({str(n.value)}), (frozenset({str(n.value)}),), n.start, n.end)
            for n in numbers
            if n.value >= _TELLING
            and n.parts not in _SCALES
            and not (in_digits | others) & {str(n.value), *map(str, n.parts)}
        ]
        for numbers, others in zip(said, reversed(in_words), strict=True)
    )
    return src, tgt


def _at_one_place(pair: Pair, item: Item, other: Item) -> bool:
    one, two = item.start / len(pair.src.text), other.start / len(pair.tgt.text)
    return abs(one - two) <= _APART


def _partner(pair: Pair, item: Item, others: Sequence[Item]) -> Item | None:
    """What stands in the draft for an item of the source that it lacks."""
    alike = [other for other in others if other.kind == item.kind]
    if not alike and item.kind in ("number", "roman"):
        alike = [other for other in others if other.kind in ("number", "roman")]
    if not alike:
        alike = [o for o in others if o.kind in SURE or item.kind in SURE]
    alike = [other for other in alike if _could_be(pair, item, other)]
    return max(alike, key=lambda other: _likeness(item, other), default=None)


def _could_be(pair: Pair, item: Item, other: Item) -> bool:
    """False for a plain number and one that is much longer, or that is a label in brackets."""
    if item.kind not in ("number", "roman") and other.kind not in ("number", "roman"):
        return True
    before = [
        side.text[max(0, i.start - 1) : i.start]
        for side, i in ((pair.src, item), (pair.tgt, other))
    ]
    if len({bool(mark) and mark in _OPENERS for mark in before}) > 1:
        return False
    if item.kind != other.kind:
        return True
    first, second = (min(sum(map(str.isdigit, v)) for v in i.values) for i in (item, other))
    return abs(first - second) <= 1


def _likeness(one: Item, other: Item) -> tuple[int, int]:
    shared = sum(bool(a & b) for a in one.atoms for b in other.atoms)
    first, second = max(one.values, key=len), max(other.values, key=len)
    return shared, sum(a == b for a, b in zip(first, second, strict=False))


def _changed(pair: Pair, item: Item, other: Item) -> Finding:
    wanted, found = pair.src.text[item.start : item.end], pair.tgt.text[other.start : other.end]
    message = f"the {_NAMES[item.kind][0]} {wanted} of the source is {found} in the draft"
    severity = Severity.ERROR
    if _are_neighbours(item, other):
        severity = Severity.HINT
        message += (
            ", which is right where one says \u201cfrom\u201d and the other \u201cafter\u201d"
        )
    return pair.finding(
        RULE,
        item.kind,
        severity,
        message,
        src=(item.start, item.end),
        tgt=(other.start, other.end),
        expected=(_written(item, wanted),),
        found=found,
    )


def _are_neighbours(item: Item, other: Item) -> bool:
    """The first of a month and the day before: *from April 1* is *after March 31*."""
    if not item.kind == other.kind == "date":
        return False
    try:
        one, two = sorted(date.fromisoformat(min(i.values)) for i in (item, other))
    except ValueError:
        return False
    return two.day == 1 and two - one == timedelta(days=1)


def _gathered(
    found: Iterable[tuple[Item, Severity]],
) -> Iterator[tuple[Severity, Sequence[Item]]]:
    """Items of one kind that one side lacks are one finding: a passage was left out."""
    groups: dict[tuple[Severity, str], list[Item]] = {}
    for item, severity in found:
        groups.setdefault((severity, item.kind), []).append(item)
    for (severity, _), alike in groups.items():
        yield severity, alike


def _missing(pair: Pair, alike: Sequence[Item], severity: Severity) -> Finding:
    wanted = [pair.src.text[item.start : item.end] for item in alike]
    return pair.finding(
        RULE,
        alike[0].kind,
        severity,
        f"{_listed(alike[0].kind, wanted)} of the source {_are(alike)} not in the draft",
        src=(alike[0].start, alike[-1].end),
        expected=tuple(_written(*both) for both in zip(alike, wanted, strict=True)),
    )


def _added(pair: Pair, alike: Sequence[Item], severity: Severity) -> Finding:
    found = [pair.tgt.text[item.start : item.end] for item in alike]
    start, end = alike[0].start, alike[-1].end
    return pair.finding(
        RULE,
        alike[0].kind,
        severity,
        f"{_listed(alike[0].kind, found)} of the draft {_are(alike)} not in the source",
        tgt=(start, end),
        found=pair.tgt.text[start:end],
    )


def _listed(kind: str, written: Sequence[str]) -> str:
    one, several = _NAMES[kind]
    if len(written) == 1:
        return f"the {one} {written[0]}"
    return f"the {several} {', '.join(written[:-1])} and {written[-1]}"


def _are(alike: Sequence[Item]) -> str:
    return "is" if len(alike) == 1 else "are"


def _severity(item: Item, *, others: bool = False, heading: bool = False) -> Severity:
    """How much it matters that one side lacks an item.

    Args:
        item: What.
        others: The draft has something else that the source has not.
        heading: The draft has it in a heading, which may say more than that of the source.
    """
    if heading:
        return Severity.HINT
    if item.kind in SURE:
        return Severity.ERROR if others else Severity.WARNING
    return Severity.HINT if is_small(item) else Severity.WARNING


def _written(item: Item, text: str) -> str:
    """What the draft should have, where that is the same in every language."""
    if item.kind in ("symbol", "resolution"):
        return " ".join(text.split())
    return min(item.values, key=len) if item.kind in ("number", "roman") else text
