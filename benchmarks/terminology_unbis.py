"""Translations of UNBIS concepts between French and the other official languages.

    python -m benchmarks.terminology_unbis [--shared FOLDER]

There is no gold in context for these pairs, so it is made: concepts of
``termbases/unbis-thesaurus.tsv`` whose French term and whose term in the other language stand in
one aligned unit of ``bench/alignment/sdg`` or ``udhr`` (forms compared as the termbase compares
them). The French term is given; what the product ranks first is right where it is that term in any
form, or holds it with articles only.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import defaultdict
from pathlib import Path

from aligner.model import Bead, Bitext, Document
from aligner.terminology import find_translations
from aligner.terminology.termbase import Termbase, words
from benchmarks import SHARED

SETS = ("sdg", "udhr")
PAIRS = ("en", "es", "ru", "ar", "zh")

Gold = dict[str, set[tuple[str, ...]]]
"""Keys of the translations of each French term."""


def bitexts(folder: Path, lang: str) -> list[Bitext]:
    """The aligned documents of a set in one pair of languages."""
    found = []
    for path in sorted(folder.glob(f"*.{lang}")):
        lines = (path.parent / f"{path.stem}.gold.jsonl").read_text(encoding="utf-8").splitlines()
        source = path.with_suffix(".fr")
        sides = [
            Document.of_lines(path.stem, code, file.read_text(encoding="utf-8").split("\n"))
            for code, file in (("fr", source), (lang, path))
        ]
        beads = (json.loads(line) for line in lines)
        found.append(
            Bitext(sides[0], sides[1], tuple(Bead(tuple(b["src"]), tuple(b["tgt"])) for b in beads))
        )
    return found


def gold(shared: Path, texts: list[Bitext], lang: str) -> Gold:
    """Concepts that stand on both sides of a unit."""
    table = shared / "termbases" / "unbis-thesaurus.tsv"
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sources = Termbase("fr", [(row["fr"], i) for i, row in enumerate(rows) if row["fr"]])
    targets = Termbase(lang, [(row[lang], i) for i, row in enumerate(rows) if row[lang]])
    found: Gold = defaultdict(set)
    for bitext in texts:
        for bead in bitext.beads:
            src = " ".join(bitext.src.paragraphs[i].text for i in bead.src)
            tgt = " ".join(bitext.tgt.paragraphs[i].text for i in bead.tgt)
            there = {i: m for m in targets.find(tgt, nested=True) for i in m.found}
            for match in sources.find(src, nested=True):
                for concept in match.found:
                    if concept in there:
                        other = there[concept]
                        found[src[match.start : match.end].lower()].add(
                            keys(tgt[other.start : other.end], lang)
                        )
    return found


def keys(text: str, lang: str) -> tuple[str, ...]:
    """A term as the termbase compares it."""
    return tuple(word.key for word in words(text, lang))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    print("| pair | concepts | first | first three | mean reciprocal rank | seconds |")
    print("|---|---|---|---|---|---|")
    for lang in PAIRS:
        started = time.perf_counter()
        folder = options.shared / "bench" / "alignment"
        texts = [bitext for name in SETS for bitext in bitexts(folder / name, lang)]
        wanted = gold(options.shared, texts, lang)
        found = find_translations(texts, list(wanted))
        ranks = []
        for term, right in wanted.items():
            ranked = [{keys(f, lang) for f in (t.text, *t.variants)} for t in found.get(term, ())]
            ranks.append(next((n for n, forms in enumerate(ranked, 1) if forms & right), 0))
            if options.errors and ranks[-1] != 1:
                print(term, sorted(right), [t.text for t in found.get(term, ())[:3]])
        mean = sum(1 / rank for rank in ranks if rank) / max(len(ranks), 1)
        first, three = (sum(0 < r <= n for r in ranks) / max(len(ranks), 1) for n in (1, 3))
        seconds = time.perf_counter() - started
        print(
            f"| fr-{lang} | {len(ranks)} | {first:.3f} | {three:.3f} | {mean:.3f} | {seconds:.0f} |"
        )


if __name__ == "__main__":
    main()
