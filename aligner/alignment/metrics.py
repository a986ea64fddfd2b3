"""How right an alignment is: strict, lax and null F1, as the field counts them.

Before counting, beads with two empty sides are dropped, duplicates removed, and an omission of
several units is split into one a unit, so that how omissions are grouped is neither rewarded nor
punished. *Strict*: the bead stands in the gold alignment, id for id. *Lax*: it shares a pair of
units with some gold bead. As in vecalign (Thompson and Koehn 2019), precision is counted over all
beads and recall over those of the gold alignment that are not omissions. *Null*: F1 of the omitted
units themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from aligner.model import Bead

Key = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hits among tries; adds up over documents."""

    hits: int = 0
    tries: int = 0

    @property
    def value(self) -> float:
        """Hits by tries, 0 where there were none."""
        return self.hits / self.tries if self.tries else 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hits + other.hits, self.tries + other.tries)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of one way of counting."""

    precision: Ratio = field(default_factory=Ratio)
    recall: Ratio = field(default_factory=Ratio)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision.value, self.recall.value
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.precision + other.precision, self.recall + other.recall)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How far an alignment agrees with a gold alignment; adds up over documents."""

    strict: Agreement = field(default_factory=Agreement)
    lax: Agreement = field(default_factory=Agreement)
    null: Agreement = field(default_factory=Agreement)

    def __add__(self, other: Evaluation) -> Evaluation:
        return Evaluation(self.strict + other.strict, self.lax + other.lax, self.null + other.null)


def evaluate(gold: Iterable[Bead], found: Iterable[Bead]) -> Evaluation:
    """Compare one document's beads with the gold ones."""
    gold_keys, found_keys = _keys(gold), _keys(found)
    gold_full, found_full = _full(gold_keys), _full(found_keys)
    gold_null, found_null = gold_keys - gold_full, found_keys - found_full
    nulls = len(gold_null & found_null)
    return Evaluation(
        strict=Agreement(
            Ratio(len(found_keys & gold_keys), len(found_keys)),
            Ratio(len(gold_full & found_full), len(gold_full)),
        ),
        lax=Agreement(
            Ratio(_touching(found_keys, gold_keys), len(found_keys)),
            Ratio(_touching(gold_full, found_full), len(gold_full)),
        ),
        null=Agreement(Ratio(nulls, len(found_null)), Ratio(nulls, len(gold_null))),
    )


def _keys(beads: Iterable[Bead]) -> set[Key]:
    keys: set[Key] = set()
    for bead in beads:
        src, tgt = tuple(sorted(bead.src)), tuple(sorted(bead.tgt))
        if src and tgt:
            keys.add((src, tgt))
        else:
            keys.update(((i,), ()) for i in src)
            keys.update(((), (j,)) for j in tgt)
    return keys


def _full(keys: set[Key]) -> set[Key]:
    return {(src, tgt) for src, tgt in keys if src and tgt}


def _touching(keys: set[Key], others: set[Key]) -> int:
    """How many keys are among the others or share a pair of units with one of them."""
    links: dict[int, set[int]] = {}
    for src, tgt in others:
        for i in src:
            links.setdefault(i, set()).update(tgt)
    return sum(
        key in others or any(not links.get(i, set()).isdisjoint(key[1]) for i in key[0])
        for key in keys
    )
