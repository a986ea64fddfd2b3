"""How much of a Word document survives its way through PDF.

Usage: ``python -m benchmarks.reading [FOLDER ...]``. A folder holds ``NAME.LANG.docx`` and
``NAME.LANG.pdf``, printed from it; by default those of ``../shared/bench``. Paragraphs and table
cells are compared that both files give, in order; case, spaces, numbering and punctuation do not
count. F1 counts paragraphs, letters the share of the Word text that the PDF gives in the same
order. Time is of the processor for the lines of the PDF, scaled to 70 pages; memory is the
most that the process has taken.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from aligner import reading
from aligner.errors import AlignerError
from aligner.reading import pdf
from benchmarks import SHARED

FOLDERS = ("reading", "reading_tagged")
_LETTERS = 40_000
"""Letters over which two texts are not compared letter by letter: it takes the square of it."""


@dataclass(slots=True)
class Score:
    """What was counted so far.

    Attributes:
        alike: Paragraphs that both files give, counted on both sides.
        all: Paragraphs of both files.
        kept: Letters found again.
        letters: Letters of the Word files that were compared.
        pages: Pages of the PDF files.
        seconds: Processor time that reading them took.
        refused: Files that were not read.
    """

    alike: int = 0
    all: int = 0
    kept: int = 0
    letters: int = 0
    pages: int = 0
    seconds: float = 0.0
    refused: int = 0


def paragraphs(path: Path, lang: str) -> list[str]:
    """The letters of each paragraph that has any."""
    found = reading.read(path, lang).paragraphs
    return [text for p in found if (text := re.sub(r"[\W_]+", "", p.body.lower()))]


def measure(folder: Path) -> Score:
    """Compare all pairs of a folder."""
    from pypdfium2 import PdfDocument

    score = Score()
    for word in sorted(folder.glob("*.docx")):
        printed = word.with_suffix(".pdf")
        lang = word.name.split(".")[-2]
        try:
            ours, theirs = paragraphs(word, lang), paragraphs(printed, lang)
            began = time.process_time()
            # in this process, so that its time and memory are seen
            pdf.read(printed.read_bytes(), printed.name)
            score.seconds += time.process_time() - began
        except AlignerError as error:
            print(error, file=sys.stderr)
            score.refused += 1
            continue
        score.pages += len(PdfDocument(printed))
        score.alike += 2 * _common(ours, theirs)
        score.all += len(ours) + len(theirs)
        whole = "".join(ours)
        if len(whole) < _LETTERS:
            score.kept += _common(whole, "".join(theirs))
            score.letters += len(whole)
    return score


def _common(a: str | list[str], b: str | list[str]) -> int:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def main() -> None:
    """Print a table, a row a folder."""
    folders = [Path(name) for name in sys.argv[1:]] or [SHARED / "bench" / name for name in FOLDERS]
    print("| documents | pages | F1 | letters | refused | s for 70 pages |")
    print("|---|---|---|---|---|---|")
    for folder in folders:
        s = measure(folder)
        print(
            f"| {folder.name} | {s.pages} | {s.alike / max(1, s.all):.3f} "
            f"| {s.kept / max(1, s.letters):.4f} | {s.refused} "
            f"| {70 * s.seconds / max(1, s.pages):.1f} |",
            flush=True,
        )
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
