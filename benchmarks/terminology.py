"""Term pairs against the bilingual definitions of Canadian law, beside n-gram co-occurrence.

    python -m benchmarks.terminology [--shared FOLDER] [--large]

The texts are ``bench/alignment/ca_base`` with its gold alignment, each document by itself; beads
that define a term are left out of the input. Gold are the defined terms of
``bench/terms/canada-defined-terms.tsv`` of which both sides stand in one aligned unit of the
document (``together``); the second row of a system also takes those whose sides stand anywhere in
the two texts, of which many do not translate one another there. Forms are compared in lower case
and without the ``s`` or ``x`` of a plural.

Systems, in one run: ``aligner`` is the product; ``Dice`` and ``log-likelihood`` rank all n-grams of
up to six words without a stop word at either end by how their units agree with those of the source
term (Dunning 1993).
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.model import Bead, Bitext, Document, Paragraph
from aligner.terminology import extract_terms, find_translations
from training import SHARED

LARGE = 500
"""Units from which on a document is only read with ``--large``."""
LONGEST = 6
BUCKETS = ((1, 1), (2, 4), (5, 19), (20, 10**9), (2, 10**9))
CUTS = (100, 500)

_LABEL = re.compile(r"^\s*(?:\d[\d.]*\s+(?:\(\d[\d.]*\)\s+)?|\([\w.]{1,6}\)\s+)+")
_DEFINES = re.compile(r"\b(?:means?|includes?|meaning)\b")
_TRANSLATED = re.compile(r"\((?:[^()]|\([^()]*\))+\)\s*\.?$")

Ranked = dict[str, list[str]]
"""Translations of each source term, the best first."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document with what is to be found in it.

    Attributes:
        bitext: English and French.
        units: Its aligned units, normalised, with a space at either end.
        together: Gold translations of each term that share a unit with it.
        anywhere: Gold translations that stand in the document.
    """

    bitext: Bitext
    units: list[tuple[str, str]]
    together: dict[str, set[str]]
    anywhere: dict[str, set[str]]

    def count(self, term: str) -> int:
        """Units in which a source term stands."""
        return sum(f" {normal(term)} " in src for src, _ in self.units)


def normal(text: str) -> str:
    """Lower case, words only, plurals without their ending."""
    words = re.findall(r"\w+", text.lower().replace("’", "'").replace("\xad", ""))
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)


def gold_terms(shared: Path) -> dict[str, set[str]]:
    """French terms, normalised, by their English ones."""
    gold: dict[str, set[str]] = defaultdict(set)
    table = shared / "bench" / "terms" / "canada-defined-terms.tsv"
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            gold[row["en"]].add(normal(row["fr"]))
    return gold


def cases(shared: Path, *, large: bool) -> Iterator[Case]:
    """The documents, smallest first."""
    folder = shared / "bench" / "alignment" / "ca_base"
    gold = gold_terms(shared)
    for path in sorted(folder.glob("*.en"), key=lambda path: path.stat().st_size):
        bitext = _bitext(path)
        if large or len(bitext.beads) < LARGE:
            yield _case(bitext, gold)


def _bitext(path: Path) -> Bitext:
    en = path.read_text(encoding="utf-8").split("\n")
    fr = path.with_suffix(".fr").read_text(encoding="utf-8").split("\n")
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    kept = []
    for bead in map(json.loads, lines):
        sides = " ".join(en[i] for i in bead["src"]), " ".join(fr[i] for i in bead["tgt"])
        defines = any(_TRANSLATED.search(side.strip()) for side in sides)
        if not (defines and _DEFINES.search(sides[0])):
            kept.append((bead["src"], bead["tgt"]))
    src, src_ids = _document(path.stem, "en", en, [i for ids, _ in kept for i in ids])
    tgt, tgt_ids = _document(path.stem, "fr", fr, [i for _, ids in kept for i in ids])
    beads = (
        Bead(tuple(src_ids[i] for i in left), tuple(tgt_ids[i] for i in right))
        for left, right in kept
    )
    return Bitext(src, tgt, tuple(beads), "gold")


def _document(
    name: str, lang: str, lines: Sequence[str], kept: Iterable[int]
) -> tuple[Document, dict[int, int]]:
    ids = {line: i for i, line in enumerate(sorted(set(kept)))}
    paragraphs = []
    for line, i in ids.items():
        label = _LABEL.match(lines[line])
        paragraphs.append(Paragraph(i, lines[line], body_start=label.end() if label else 0))
    return Document(name, lang, tuple(paragraphs)), ids


def _case(bitext: Bitext, gold: dict[str, set[str]]) -> Case:
    units = []
    for bead in bitext.beads:
        src = " ".join(bitext.src.paragraphs[i].body for i in bead.src)
        tgt = " ".join(bitext.tgt.paragraphs[i].body for i in bead.tgt)
        units.append((f" {normal(src)} ", f" {normal(tgt)} "))
    whole_src, whole_tgt = " ".join(a for a, _ in units), " ".join(b for _, b in units)
    together, anywhere = {}, {}
    for term, translations in gold.items():
        wanted = f" {normal(term)} "
        present = {t for t in translations if f" {t} " in whole_tgt}
        if not present or wanted not in whole_src:
            continue
        anywhere[term] = present
        where = [tgt for src, tgt in units if wanted in src]
        if close := {t for t in present if any(f" {t} " in tgt for tgt in where)}:
            together[term] = close
    return Case(bitext, units, together, anywhere)


def ours(case: Case) -> Ranked:
    """The product's translations of the gold terms."""
    found = find_translations([case.bitext], list(case.anywhere))
    return {term: [normal(form) for form, _ in ranked] for term, ranked in found.items()}


def by_units(association: Callable[[int, int, int, int], float]) -> Callable[[Case], Ranked]:
    """A baseline that ranks n-grams by how their units agree with those of the term."""

    def rank(case: Case) -> Ranked:
        stops = _stop_words("fr")
        grams = [set(_ngrams(tgt.split(), stops)) for _, tgt in case.units]
        totals = Counter(gram for unit in grams for gram in unit)
        ranked = {}
        for term in case.anywhere:
            where = [i for i, (src, _) in enumerate(case.units) if f" {normal(term)} " in src]
            both = Counter(gram for i in where for gram in grams[i])
            scores = {
                gram: association(n, len(where), totals[gram], len(grams))
                for gram, n in both.items()
            }
            ranked[term] = sorted(scores, key=lambda gram: (-scores[gram], -len(gram)))[:20]
        return ranked

    return rank


def dice(both: int, src: int, tgt: int, _units: int) -> float:
    """Twice the shared units over all units of either."""
    return 2 * both / (src + tgt)


def log_likelihood(both: int, src: int, tgt: int, units: int) -> float:
    """Dunning's G2 of the two by two table, negative where they avoid each other."""
    table = ((both, src - both), (tgt - both, units - src - tgt + both))
    rows, columns = (src, units - src), (tgt, units - tgt)
    total = 0.0
    for i in range(2):
        for j in range(2):
            expected = rows[i] * columns[j] / units
            if table[i][j] > 0 and expected > 0:
                total += table[i][j] * math.log(table[i][j] / expected)
    return 2 * total if both * units >= src * tgt else -2 * total


def _stop_words(lang: str) -> frozenset[str]:
    import spacy

    return frozenset(map(normal, spacy.blank(lang).Defaults.stop_words))


def _ngrams(words: Sequence[str], stops: frozenset[str]) -> Iterator[str]:
    for start, first in enumerate(words):
        if first in stops or first.isdigit():
            continue
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            if words[end - 1] not in stops:
                yield " ".join(words[start:end])


def _ranking(name: str, found: list[tuple[Case, Ranked]]) -> None:
    for scope in ("together", "anywhere"):
        cells = []
        for low, high in BUCKETS:
            ranks = [
                _rank(ranked.get(term, []), gold)
                for case, ranked in found
                for term, gold in getattr(case, scope).items()
                if low <= case.count(term) <= high
            ]
            mean = sum(1 / rank for rank in ranks if rank) / max(len(ranks), 1)
            first, third = (_share(ranks, top) for top in (1, 3))
            cells.append(f"{first:.3f}/{third:.3f}/{mean:.3f} ({len(ranks)})")
        print(f"| {name} | {scope} | " + " | ".join(cells) + " |")


def _rank(ranked: Sequence[str], gold: set[str]) -> int:
    return next((place for place, form in enumerate(ranked, 1) if form in gold), 0)


def _share(ranks: Sequence[int], top: int) -> float:
    return sum(0 < rank <= top for rank in ranks) / max(len(ranks), 1)


def _extraction(found: Sequence[Case]) -> None:
    """Recall of the gold pairs among the first entries of the glossary of each document."""
    hits, pairs = Counter[int](), 0
    started = time.perf_counter()
    for case in found:
        gold = {(normal(term), form) for term, forms in case.together.items() for form in forms}
        pairs += len(gold)
        left = set(gold)
        for place, entry in enumerate(extract_terms([case.bitext]).entries, 1):
            forms: dict[str, set[str]] = defaultdict(set)
            for term in entry.terms:
                forms[term.lang] |= {normal(term.text), *map(normal, term.variants)}
            hit = {(s, t) for s, t in left if s in forms["en"] and t in forms["fr"]}
            left -= hit
            hits.update({cut: len(hit) for cut in CUTS if place <= cut})
    seconds = time.perf_counter() - started
    for cut in CUTS:
        share = hits[cut] / max(pairs, 1)
        print(f"gold pairs among the first {cut}: {hits[cut]} of {pairs} ({share:.3f})")
    print(f"extraction of all documents: {seconds:.1f} s")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--large", action="store_true", help="read documents of any length")
    options = parser.parse_args()
    found = list(cases(options.shared, large=options.large))
    units = sum(len(case.units) for case in found)
    print(f"{len(found)} documents, {units} aligned units; first/first three/MRR (terms)\n")
    print("| system | gold | 1 | 2-4 | 5-19 | 20 and more | 2 and more |")
    print("|---|---|---|---|---|---|---|")
    seconds = {}
    systems = {"aligner": ours, "Dice": by_units(dice), "log-likelihood": by_units(log_likelihood)}
    for name, system in systems.items():
        started = time.perf_counter()
        ranked = [(case, system(case)) for case in found]
        seconds[name] = time.perf_counter() - started
        _ranking(name, ranked)
    print("\nseconds: " + ", ".join(f"{name} {value:.1f}" for name, value in seconds.items()))
    _extraction(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the whole run: {peak:.0f} MB")


if __name__ == "__main__":
    main()
