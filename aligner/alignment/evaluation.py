"""A folder of gold alignments, aligned anew and measured."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aligner.alignment.gold import read_beads, read_gold
from aligner.alignment.metrics import Evaluation, evaluate
from aligner.alignment.search import align_units
from aligner.similarity.providers import provider


@dataclass(frozen=True, slots=True)
class Measured:
    """One document, or several added up.

    Attributes:
        name: Name of the document.
        units: Units on both sides.
        beads: Beads found.
        agreement: With the gold alignment.
        seconds: Wall time of the alignment.
    """

    name: str
    units: int
    beads: int
    agreement: Evaluation
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of a gold folder.

    Attributes:
        folder: Name of the folder.
        documents: In order of name.
        peak_mb: Most memory the process has held so far, in MB.
        signature: How the alignments were made.
    """

    folder: str
    documents: tuple[Measured, ...]
    peak_mb: float
    signature: str

    @property
    def total(self) -> Measured:
        """All documents, counts added up (micro average)."""
        return Measured(
            self.folder,
            sum(d.units for d in self.documents),
            sum(d.beads for d in self.documents),
            sum((d.agreement for d in self.documents), Evaluation()),
            sum(d.seconds for d in self.documents),
        )


def evaluate_folder(
    folder: Path,
    similarity: str = "auto",
    progress: Callable[[str, float], None] = lambda what, share: None,
) -> Report:
    """Align each document of a folder and compare it with its gold alignment.

    Raises:
        InputError: The folder holds no gold alignments, or they do not fit their files.
        UsageError: There is no similarity of that name.
    """
    golds = list(read_gold(folder))
    documents = []
    signature = ""
    for done, gold in enumerate(golds):
        progress(gold.name, done / len(golds))
        start = time.perf_counter()
        units = max(len(gold.src), len(gold.tgt))
        likeness = provider(similarity, units, (gold.src_lang, gold.tgt_lang))
        found = align_units(gold.src, gold.tgt, likeness)
        seconds = time.perf_counter() - start
        signature = found.signature
        documents.append(
            Measured(
                gold.name,
                len(gold.src) + len(gold.tgt),
                len(found.beads),
                evaluate(gold.beads, found.beads),
                seconds,
            )
        )
    return Report(folder.name, tuple(documents), _peak_mb(), signature)


def evaluate_beads(folder: Path, found: Path) -> Report:
    """Compare what another aligner made of a gold folder with its gold alignments.

    Args:
        folder: The gold folder.
        found: A folder with a file ``NAME.jsonl`` of beads for each of its documents.

    Raises:
        InputError: The gold does not fit, or a file of beads is missing or not of beads.
    """
    documents = []
    for gold in read_gold(folder):
        beads = read_beads(found / f"{gold.name}.jsonl")
        units = len(gold.src) + len(gold.tgt)
        agreement = evaluate(gold.beads, beads)
        documents.append(Measured(gold.name, units, len(beads), agreement, math.nan))
    return Report(found.name, tuple(documents), math.nan, f"beads from {found}")


def _peak_mb() -> float:
    """Peak memory of this process; NaN where the system does not tell, as on Windows."""
    try:
        import resource
    except ImportError:
        return math.nan
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)
