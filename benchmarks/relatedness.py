"""Documents that are translations of each other beside those that are not.

    python -m benchmarks.relatedness [--documents N]

Regulations of the archive with their translations, and with those of the next regulation; the
Declaration and the Goals in stretches of some paragraphs, as they stand and shuffled. Printed: mean
cosine of their beads, and how many are taken for what they are not. Then, of the longer
regulations, how many are told to be excerpts as they are, and with the middle half of their English
only.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner import alignment
from aligner.alignment import relatedness
from aligner.model import Bead, Bitext, Document
from aligner.reading import read
from benchmarks.consistency_texts import OTHERS, gold

_SHARED = Path("../shared")
_LARGEST = 12_000
"""Bytes of a regulation; longer ones are easier."""
_QUARTER = 6
"""Paragraphs of a quarter of a regulation, at least, for excerpts of it."""

Case = tuple[Document, Document, Sequence[Bead]]


def regulations(count: int) -> list[tuple[Document, Document]]:
    """Regulations with their translations."""
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(_SHARED / "archive" / "canada-regulations.tar.gz") as archive:
            archive.extractall(unpacked, filter="data")
        folder = Path(unpacked, "canada-regulations")
        files = [f for f in sorted(folder.glob("fr/*.txt")) if f.stat().st_size < _LARGEST]
        random.Random(5).shuffle(files)
        return [
            (
                read(folder / "fr" / f.name, "fr", repair=False, confined=False),
                read(folder / "en" / f.name, "en", repair=False, confined=False),
            )
            for f in files[:count]
        ]


def exchanged(sides: Sequence[tuple[Document, Document]]) -> Iterator[tuple[Case, Case]]:
    """A regulation with its translation, and with that of another one."""
    for i, (fr, en) in enumerate(sides):
        other = sides[(i + 1) % len(sides)][1]
        yield _case(_aligned(fr, en)), _case(_aligned(fr, other))


def excerpts(sides: Sequence[tuple[Document, Document]]) -> str:
    """A line: how many whole translations and how many halves are told to be excerpts."""
    told, count = [0, 0], 0
    right = 0
    for fr, en in sides:
        quarter = len(en.paragraphs) // 4
        if quarter < _QUARTER:
            continue
        count += 1
        half = replace(en, paragraphs=en.paragraphs[quarter:-quarter])
        told[0] += bool(relatedness.excerpt(_aligned(fr, en)))
        told[1] += bool(line := relatedness.excerpt(_aligned(fr, half)))
        bounds = [int(n) for n in re.findall(r"paragraphs (\d+) to (\d+)", line)[0]] if line else []
        whole = _aligned(fr, en).beads
        edges = [
            next((b.src[0] + 1 for b in whole if j in b.tgt and b.src), 0)
            for j in (quarter, len(en.paragraphs) - quarter - 1)
        ]
        right += bool(bounds) and all(abs(a - b) <= 1 for a, b in zip(bounds, edges, strict=True))
    return (
        f"{'excerpts':24} {count:4} of each: whole translations taken for excerpts {told[0]}, "
        f"halves told {told[1]}, with their stretch to a paragraph {right}"
    )


def _aligned(src: Document, tgt: Document) -> Bitext:
    return alignment.align(src, tgt, "static", sentences=False)


def _case(bitext: Bitext) -> Case:
    return bitext.src, bitext.tgt, bitext.beads


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
    sides = regulations(options.documents)
    report("regulations fr-en", exchanged(sides))
    print(excerpts(sides))
    for lang in ("en", *OTHERS):
        for length in (3, 10):
            report(f"fr-{lang}, {length} paragraphs", stretches(lang, length))


if __name__ == "__main__":
    main()
