"""Documents that are translations of each other beside those that are not.

    python -m benchmarks.relatedness [--documents N]

Regulations of the archive with their translations, and with those of the next regulation; the
Declaration and the Goals in stretches of some paragraphs, as they stand and shuffled. Printed: mean
cosine of their beads, and how many are taken for what they are not.
"""

from __future__ import annotations

import argparse
import random
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner import alignment
from aligner.alignment import relatedness
from aligner.model import Bead, Document
from aligner.reading import read
from benchmarks.consistency_texts import OTHERS, gold

_SHARED = Path("../shared")
_LARGEST = 12_000
"""Bytes of a regulation; longer ones are easier."""

Case = tuple[Document, Document, Sequence[Bead]]


def regulations(count: int) -> Iterator[tuple[Case, Case]]:
    """A regulation with its translation, and with another one."""
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(_SHARED / "archive" / "canada-regulations.tar.gz") as archive:
            archive.extractall(unpacked, filter="data")
        folder = Path(unpacked, "canada-regulations")
        files = [f for f in sorted(folder.glob("fr/*.txt")) if f.stat().st_size < _LARGEST]
        random.Random(5).shuffle(files)
        sides = [
            tuple(read(folder / lang / f.name, lang, repair=False) for lang in ("fr", "en"))
            for f in files[:count]
        ]
    for i, (fr, en) in enumerate(sides):
        other = sides[(i + 1) % len(sides)][1]
        yield _aligned(fr, en), _aligned(fr, other)


def _aligned(src: Document, tgt: Document) -> Case:
    similarity = "static"
    found = alignment.align(src, tgt, similarity, sentences=False)
    return src, tgt, found.beads


def stretches(lang: str, length: int) -> Iterator[tuple[Case, Case]]:
    """Some paragraphs with their translations, and with others."""
    for name in ("udhr", "sdg"):
        whole = gold(_SHARED / "bench" / "alignment" / name, f"fr-{lang}", ("fr", lang))
        beads = [bead for bead in whole.beads if not bead.is_null]
        tgts = [bead.tgt for bead in beads]
        random.Random(0).shuffle(tgts)
        strange = [Bead(bead.src, tgt) for bead, tgt in zip(beads, tgts, strict=True)]
        for i in range(0, len(beads) - length, length):
            cut = slice(i, i + length)
            yield (whole.src, whole.tgt, beads[cut]), (whole.src, whole.tgt, strange[cut])


def report(name: str, cases: Iterator[tuple[Case, Case]]) -> None:
    """A line: how many translations are taken for strangers and the reverse, and the cosines."""
    pairs = list(cases)
    wrong = [0, 0]
    cosines: tuple[list[float], list[float]] = ([], [])
    for pair in pairs:
        for kind, case in enumerate(pair):
            wrong[kind] += relatedness.are_related(*case) is bool(kind)
            full = [bead for bead in case[2] if not bead.is_null]
            cosines[kind].append(relatedness.likeness(case[0], case[1], full) if full else 0.0)
    related, strange = (sorted(side) for side in cosines)
    print(
        f"{name:24} {len(pairs):4} of each: translations taken for strangers {wrong[0]}, "
        f"the reverse {wrong[1]}; cosines from {related[0]:.2f}, up to {strange[-1]:.2f}"
    )


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=120)
    options = parser.parse_args()
    report("regulations fr-en", regulations(options.documents))
    for lang in ("en", *OTHERS):
        for length in (3, 10):
            report(f"fr-{lang}, {length} paragraphs", stretches(lang, length))


if __name__ == "__main__":
    main()
