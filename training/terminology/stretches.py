"""Runs of consecutive pairs of ``corpora/canada-laws.en-fr`` that stand for documents.

Weights are fitted on them, so nothing else is learned from them; none of the benchmark's documents
is in that corpus.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from aligner.model import Bead, Bitext, Document, Paragraph

SOURCE = "canada-laws"
STEP, LINES = 12_000, 300
"""A run begins at every ``STEP``-th pair."""


def held_out(source: str, line: int) -> bool:
    """True for a pair that lies in a run, which no other training may see."""
    return source == SOURCE and line % STEP < LINES


def stretches(shared: Path) -> list[Bitext]:
    """The runs as bitexts, English and French."""
    path = shared / "corpora" / f"{SOURCE}.en-fr.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    found = []
    for first in range(0, len(rows) - LINES, STEP):
        run = rows[first : first + LINES]
        sides = [
            Document(f"run {first}", lang, tuple(Paragraph(i, p[n]) for i, p in enumerate(run)))
            for n, lang in enumerate(("en", "fr"))
        ]
        found.append(Bitext(sides[0], sides[1], tuple(Bead((i,), (i,)) for i in range(len(run)))))
    return found
