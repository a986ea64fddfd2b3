"""Candidates of one language against texts in which every term is marked by hand.

    python -m benchmarks.terminology_acter [--shared FOLDER] [--domain corp wind equi]

ACTER 1.5 (Rigouts Terryn, Hoste and Lefever 2020; CC BY-NC-SA 4.0: it measures, and no weight that
ships is learned from it). Forms are compared as its papers compare them: in lower case, whole, each
once, surface forms of a candidate included in neither list more than once. ``at the cut`` is what
:func:`aligner.terminology.find_candidates` lists by default; ``best`` is the F1 that the best cut
of its order would give, which is flattered.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from aligner.model import Document, Paragraph
from aligner.terminology import find_candidates
from aligner.terminology.extraction import FoundTerm
from aligner.terminology.ranking import LEAST
from benchmarks import SHARED

DOMAINS = ("corp", "wind", "equi")
LISTS = ("terms", "terms_nes")
FIRST = 100


def document(folder: Path, lang: str) -> Document:
    """All texts of a domain as one document, a paragraph a line."""
    lines = [
        line.strip()
        for path in sorted(folder.glob("texts/*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return Document(folder.name, lang, tuple(Paragraph(i, x) for i, x in enumerate(lines)))


def gold(path: Path) -> frozenset[str]:
    """The marked terms of a list."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(row.split("\t")[0]) for row in rows if row.strip())


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'").strip()


def ordered(found: Sequence[FoundTerm]) -> list[tuple[str, float]]:
    """The forms of candidates in order, each once, with the score of theirs."""
    forms: dict[str, float] = {}
    for term in found:
        for form in (term.text, *term.variants):
            forms.setdefault(_plain(form), term.score)
    return list(forms.items())


def f1(hits: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hits / max(found + wanted, 1)


def best(forms: Sequence[tuple[str, float]], wanted: frozenset[str]) -> float:
    """The F1 of the best cut of an order."""
    hits, greatest = 0, 0.0
    for place, (form, _) in enumerate(forms, 1):
        hits += form in wanted
        greatest = max(greatest, f1(hits, place, len(wanted)))
    return greatest


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--domain", nargs="*", default=DOMAINS)
    options = parser.parse_args()
    print("| text | names | listed | P / R / F1 at the cut | best F1 | first 100 | CPU seconds |")
    print("|---|---|---|---|---|---|---|")
    for lang in ("en", "fr"):
        for domain in options.domain:
            folder = options.shared / "bench" / "acter" / lang / domain
            started = time.process_time()
            forms = ordered(find_candidates([document(folder, lang)], least=0))
            seconds = time.process_time() - started
            for name in LISTS:
                wanted = gold(folder / f"{name}.tsv")
                listed = [form for form, score in forms if score >= LEAST]
                hits = len(wanted.intersection(listed))
                first = sum(form in wanted for form in listed[:FIRST])
                cells = hits / max(len(listed), 1), hits / len(wanted)
                print(
                    f"| {domain} {lang} | {'with' if name == LISTS[1] else 'without'}"
                    f" | {len(listed)} | {cells[0]:.3f} / {cells[1]:.3f}"
                    f" / {f1(hits, len(listed), len(wanted)):.3f} | {best(forms, wanted):.3f}"
                    f" | {first} | {seconds:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
