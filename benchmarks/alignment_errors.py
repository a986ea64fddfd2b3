"""Wrong beads of a set, drawn by chance, for a reader to judge.

    python -m benchmarks.alignment_errors ca_noisy10 --sample 15

Prints each with the gold beads that its units belong to, and its confidence. What was found when
they were read stands in ``docs/alignment.md``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence

from aligner.alignment.gold import GoldPair, read_gold
from aligner.alignment.search import align_units
from aligner.model import Bead
from aligner.similarity.providers import provider
from benchmarks import SHARED

WIDE = 150
"""Characters of a unit that are shown."""
NEAR = 3
"""Places within which a unit has a twin if the same text stands there."""


def wrong(pair: GoldPair) -> Iterator[tuple[Bead, list[Bead]]]:
    """Beads that are not in the gold alignment, each with the gold beads that it touches."""
    likeness = provider("auto", max(len(pair.src), len(pair.tgt)), (pair.src_lang, pair.tgt_lang))
    right = {(bead.src, bead.tgt) for bead in _singly(pair.beads)}
    for bead in _singly(align_units(pair.src, pair.tgt, likeness).beads):
        if (bead.src, bead.tgt) not in right:
            yield bead, [g for g in pair.beads if {*g.src} & {*bead.src} or {*g.tgt} & {*bead.tgt}]


def has_twin(pair: GoldPair, bead: Bead) -> bool:
    """Whether the text of one of its units stands again near by: which is meant, none can tell."""
    return any(
        texts[i] in [*texts[max(i - NEAR, 0) : i], *texts[i + 1 : i + 1 + NEAR]]
        for texts, ids in ((pair.src, bead.src), (pair.tgt, bead.tgt))
        for i in ids
    )


def _singly(beads: Sequence[Bead]) -> Iterator[Bead]:
    """Omissions of several units as one a unit."""
    for bead in beads:
        if bead.is_null:
            yield from (Bead((i,), (), bead.confidence) for i in bead.src)
            yield from (Bead((), (j,), bead.confidence) for j in bead.tgt)
        else:
            yield bead


def shown(pair: GoldPair, bead: Bead) -> str:
    """A bead with the beginning of each of its units."""
    lines = [f"    {_ids(bead.src)} : {_ids(bead.tgt)}"]
    for texts, ids, mark in ((pair.src, bead.src, "<"), (pair.tgt, bead.tgt, ">")):
        lines += [f"      {mark} {texts[i][:WIDE]}" for i in ids]
    return "\n".join(lines)


def _ids(side: Sequence[int]) -> str:
    return ",".join(map(str, side)) or "-"


def main() -> None:
    """Print a sample."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", help="name of a set")
    parser.add_argument("--sample", type=int, default=15)
    parser.add_argument("--units", type=int, default=1_000, help="no documents longer than that")
    options = parser.parse_args()
    pairs = read_gold(SHARED / "bench" / "alignment" / options.folder)
    small = [pair for pair in pairs if max(len(pair.src), len(pair.tgt)) <= options.units]
    found = [(pair, *each) for pair in small for each in wrong(pair)]
    random.Random(options.folder).shuffle(found)
    twins = sum(has_twin(pair, bead) for pair, bead, _ in found)
    print(
        f"{options.folder}: {len(found)} wrong beads in {len(small)} documents; "
        f"in {twins} of them a unit has a twin at most {NEAR} places away"
    )
    for number, (pair, bead, gold) in enumerate(found[: options.sample], 1):
        print(f"\n{number}. {pair.name}  confidence {bead.confidence:.2f}  found:")
        print(shown(pair, bead))
        print("  gold:")
        print("\n".join(shown(pair, g) for g in gold))


if __name__ == "__main__":
    main()
