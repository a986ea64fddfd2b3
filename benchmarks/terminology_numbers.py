"""What each number of the terminology that was set by hand is worth: glossaries with it changed.

    python -m benchmarks.terminology_numbers [--shared FOLDER] [--documents 8] [--only NAME ...]

The smallest documents of :mod:`benchmarks.terminology`, each by itself. For every number, halved
and one and a half times as great, the table has how many more gold pairs are among the first 100
entries of the documents, and the mean reciprocal place of all that are found, against the glossary
as it ships. A number of which nothing changes by either is of no weight on these texts; one that
gains by a change is set wrongly for them. The networks stay as they were learned, so a change of
what they were learned with (:mod:`lexicon`, :mod:`translation`) is judged too harshly.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from aligner.terminology import (
    entries,
    evidence,
    extract_terms,
    lexicon,
    termhood,
    translation,
    variants,
)
from aligner.terminology.gold import normal
from benchmarks import SHARED
from benchmarks.terminology import Case, cases

NUMBERS: dict[ModuleType, str] = {
    lexicon: "ITERATIONS DIAGONAL PRIOR_WEIGHT PRIOR_SHARPNESS NULL TRUST ENOUGH GROWTH NEIGHBOURS",
    evidence: "LEAST",
    translation: "UNLINKED CONSISTENT KEPT TIED LOPSIDED HERE",
    termhood: "RARITY COMMON_ZIPF RECURS NESTED NESTED_NAME NAME PROPER PREPOSITION ARTICLE "
    "COMPOSED LINKED PREMODIFIED LOOSE VAGUE",
    entries: "TERMHOOD TRANSLATION REPEATED MISSING HIGHEST_ODDS",
    variants: "ALIKE PLAUSIBLE SECOND",
}
CHANGES = (0.5, 1.5)
FIRST = 100


class Worth(NamedTuple):
    """How good glossaries are.

    Attributes:
        hits: Gold pairs among the first entries of the documents.
        nearness: Sum of the reciprocal places of all gold pairs.
        gold: Number of gold pairs.
    """

    hits: int
    nearness: float
    gold: int


def worth(found: Sequence[Case]) -> Worth:
    """The glossaries of some documents against their gold pairs."""
    hits, nearness, gold = 0, 0.0, 0
    for case in found:
        left = {(normal(term), form) for term, forms in case.together.items() for form in forms}
        gold += len(left)
        for place, entry in enumerate(extract_terms([case.bitext]).entries, 1):
            forms = {
                term.lang: {normal(term.text), *map(normal, term.variants)} for term in entry.terms
            }
            hit = {(s, t) for s, t in left if s in forms["en"] and t in forms["fr"]}
            left -= hit
            hits += len(hit) * (place <= FIRST)
            nearness += len(hit) / place
    return Worth(hits, nearness, gold)


def changed(module: ModuleType, name: str, found: Sequence[Case]) -> Iterator[Worth]:
    """The worth of glossaries made with a number that is halved, and half as great again."""
    ships = getattr(module, name)
    try:
        for change in CHANGES:
            value = ships * change
            setattr(module, name, max(round(value), 1) if isinstance(ships, int) else value)
            yield worth(found)
    finally:
        setattr(module, name, ships)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--only", nargs="*", help="names of numbers")
    options = parser.parse_args()
    found = list(islice(cases(options.shared, large=False), options.documents))
    ships = worth(found)
    print(f"{len(found)} documents; as it ships {ships.hits} of {ships.gold} gold pairs among the")
    print(f"first {FIRST} entries, mean reciprocal place {ships.nearness / ships.gold:.3f}\n")
    print("| number | as it ships | hits, halved | hits, half more | place, halved | half more |")
    print("|---|---|---|---|---|---|")
    for module, names in NUMBERS.items():
        for name in names.split():
            if options.only and name not in options.only:
                continue
            less, more = changed(module, name, found)
            places = [(w.nearness - ships.nearness) / ships.gold for w in (less, more)]
            print(
                f"| {module.__name__.rpartition('.')[2]}.{name} | {getattr(module, name):g}"
                f" | {less.hits - ships.hits:+d} | {more.hits - ships.hits:+d}"
                f" | {places[0]:+.3f} | {places[1]:+.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
