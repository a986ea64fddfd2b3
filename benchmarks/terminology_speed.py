"""Time and memory of the extraction of terms.

    python -m benchmarks.terminology_speed                # the example in six languages
    python -m benchmarks.terminology_speed --copies 3     # many documents

Six languages are timed twice: when taggers and tables are loaded, and when they are there. With
``--copies`` all documents of ``bench/alignment/ca_base`` are read together, as often as asked; the
steps add up to the whole. Either in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from aligner import alignment, reading
from aligner.model import Bitext, Document
from aligner.terminology import extract_terms
from benchmarks import SHARED
from benchmarks.terminology import cases

TEXTS = Path(__file__).parent.parent / "texts"


def copies(shared: Path, times: int) -> str:
    """All documents of the collection, so many times."""
    bitexts = [case.bitext for case in cases(shared, large=True)] * times
    paragraphs = sum(len(bitext.src.paragraphs) for bitext in bitexts)
    steps: Counter[str] = Counter()
    started = last = time.perf_counter()
    step = "loading"

    def tell(what: str, _share: float) -> None:
        nonlocal last, step
        now = time.perf_counter()
        steps[step] += now - last
        step, last = what, now

    entries = extract_terms(bitexts, progress=tell).entries
    tell("", 1.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{times} times: {paragraphs} English paragraphs, {len(entries)} entries, "
        f"{time.perf_counter() - started:.0f} s, {peak:.0f} MB: "
        + ", ".join(f"{what} {seconds:.0f} s" for what, seconds in steps.items())
    )


def six() -> str:
    """The example in six languages, twice."""
    fr, *others = _versions()
    bitexts = [alignment.align(fr, other, "auto") for other in others]
    loading, again = _timed(bitexts), _timed(bitexts)
    return f"six languages of the example: {loading:.1f} s the first time, {again:.1f} s again"


def _versions() -> list[Document]:
    found = {folder.name: next(folder.glob("S-RES-2331-2016*.txt")) for folder in TEXTS.glob("??")}
    order = sorted(found, key=lambda lang: (lang != "fr", lang))
    return [reading.read(found[lang], lang) for lang in order]


def _timed(bitexts: Sequence[Bitext]) -> float:
    started = time.perf_counter()
    extract_terms(bitexts)
    return time.perf_counter() - started


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--copies", type=int, help="all documents so many times")
    options = parser.parse_args()
    print(copies(options.shared, options.copies) if options.copies else six())


if __name__ == "__main__":
    main()
