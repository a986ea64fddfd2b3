"""Rule ``false-friend``: a word of the draft that looks like one of the source and means another.

*Éventuellement* is *possibly*, not *eventually*. The list is ``false_friends.tsv``, a row a pair of
words: languages, what the source has, what it looks like in the draft, what would be right, and
words of the source that may have led to the look-alike in another way, with which nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aligner.accents import fold
from aligner.consistency import tables
from aligner.consistency.clauses import Clause, clauses
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair

RULE = "false-friend"


class Friend(NamedTuple):
    """One row of the list; phrases as :mod:`aligner.consistency.tables` reads them."""

    source: tuple[str, ...]
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    unless: tuple[str, ...]


def check(pair: Pair) -> Iterator[Finding]:
    """Look-alikes in the sentences of a bead."""
    langs = tuple(side.lang.split("-")[0] for side in (pair.src, pair.tgt))
    friends = _friends().get("-".join(langs), ())
    if pair.bead.is_null or not friends:
        return
    every = tuple(form for friend in friends for form in friend.wrong)
    if not tables.pattern(every, langs[1]).search(fold(pair.tgt.text)):
        return
    for src, tgt in clauses(pair):
        said, written = src.folded, tgt.folded
        for friend in friends:
            source = tables.pattern(friend.source, langs[0]).search(said)
            wrong = tables.pattern(friend.wrong, langs[1]).search(written)
            if source is None or wrong is None:
                continue
            if tables.pattern(friend.right, langs[1]).search(written):
                continue
            if not tables.pattern(friend.unless, langs[0]).search(said):
                yield _finding(pair, src, source.span(), tgt, wrong.span(), friend.right)


def _finding(
    pair: Pair,
    src: Clause,
    source: tuple[int, int],
    tgt: Clause,
    wrong: tuple[int, int],
    right: tuple[str, ...],
) -> Finding:
    found = tgt.text[slice(*wrong)]
    return pair.finding(
        RULE,
        "word",
        Severity.WARNING,
        f"{found!r} looks like {src.text[slice(*source)]!r} but means something else; "
        f"right: {', '.join(right)}",
        src=(src.start + source[0], src.start + source[1]),
        tgt=(tgt.start + wrong[0], tgt.start + wrong[1]),
        expected=right,
        found=found,
    )


@cache
def _friends() -> Mapping[str, tuple[Friend, ...]]:
    """The list by pair of languages."""
    _, *lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[Friend]] = defaultdict(list)
    for line in lines:
        pair, *cells = line.split("\t")
        found[pair].append(Friend(*(tuple(filter(None, cell.split("|"))) for cell in cells)))
    return {pair: tuple(friends) for pair, friends in found.items()}
