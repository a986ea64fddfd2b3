"""Lists that each language sorts anew: how many names find their own, and how sure the others are.

    python -m benchmarks.lists [--lists N]

Names of States, currencies and languages by CLDR (Babel, 2.19) in the six languages, 10 to 190 of
them drawn at random, sorted by code points in each language, under a line that leads in and before
one that ends. Printed by kind and by language: names, the share paired with their own, the share
of the rest that has a confidence under .8, and how many are wrong at .8 or more. Babel is not among
the requirements; ``pip install babel``.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence

from aligner.alignment.search import align_units
from aligner.languages import language
from aligner.model.thresholds import UNCERTAIN
from aligner.similarity.providers import provider

LANGS = ("en", "es", "ru", "ar", "zh")
KINDS = ("territories", "currencies", "languages")
SMALLEST, LARGEST = 10, 190
_FRAME = {
    "fr": ("Ont pris part à la séance :", "La séance est levée."),
    "en": ("The following took part in the meeting:", "The meeting was closed."),
    "es": ("Participaron en la sesión:", "Se levanta la sesión."),
    "ru": ("В заседании приняли участие:", "Заседание закрывается."),
    "ar": ("شارك في الجلسة:", "رُفعت الجلسة."),
    "zh": ("出席会议的有：", "会议结束。"),
}


def names(kind: str, langs: Sequence[str]) -> list[tuple[str, ...]]:
    """The names of a kind in some languages, those that are distinct in each."""
    from babel import Locale

    tables = [getattr(Locale(lang), kind) for lang in langs]
    codes = [code for code in tables[0] if all(code in table for table in tables)]
    if kind == "territories":
        codes = [code for code in codes if len(code) == len("FR") and code.isalpha()]
    if kind == "languages":
        codes = [code for code in codes if code.isalpha()]
    rows = [tuple(str(table[code]) for table in tables) for code in sorted(codes)]
    counts = [Counter(column) for column in zip(*rows, strict=True)]
    return [row for row in rows if all(n[name] == 1 for n, name in zip(counts, row, strict=True))]


def judged(rows: Sequence[tuple[str, ...]], lang: str) -> tuple[int, int, int]:
    """Names paired with their own, others with a confidence under .8, and others above."""
    sides = [sorted(column) for column in zip(*rows, strict=True)]
    twins = {sides[0].index(fr) + 1: sides[1].index(other) + 1 for fr, other in rows}
    src, tgt = (
        [_FRAME[code][0], *side, _FRAME[code][1]]
        for code, side in zip(("fr", lang), sides, strict=True)
    )
    found = align_units(src, tgt, provider("auto", len(src), ("fr", lang))).beads
    right = unsure = wrong = 0
    for bead in found:
        for i in bead.src:
            if i not in twins:
                continue
            if bead.tgt == (twins[i],) and len(bead.src) == 1:
                right += 1
            elif bead.confidence < UNCERTAIN:
                unsure += 1
            else:
                wrong += 1
    return right, unsure, wrong


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=int, default=40)
    options = parser.parse_args()
    random.seed(22)
    figures: dict[str, Counter[str]] = {}
    for number in range(options.lists):
        kind, lang = KINDS[number % len(KINDS)], LANGS[number % len(LANGS)]
        known = names(kind, ("fr", lang))
        size = min(round(SMALLEST * (LARGEST / SMALLEST) ** random.random()), len(known))
        right, unsure, wrong = judged(random.sample(known, size), lang)
        for name in (kind, language(lang).name, "all"):
            counts = figures.setdefault(name, Counter())
            counts.update(lists=1, names=size, right=right, unsure=unsure, wrong=wrong)
    print("| what | lists | names | right | of the rest under .8 | wrong at .8 or more |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, n in figures.items():
        rest = n["unsure"] + n["wrong"]
        under = f"{n['unsure'] / rest:.2f}" if rest else "–"
        share = n["right"] / n["names"]
        print(f"| {name} | {n['lists']} | {n['names']} | {share:.3f} | {under} | {n['wrong']} |")


if __name__ == "__main__":
    main()
