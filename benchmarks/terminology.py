"""Term pairs against the bilingual definitions of Canadian law, beside n-gram co-occurrence.

    python -m benchmarks.terminology [--shared FOLDER] [--large] [--only SYSTEM ...]

The texts are ``bench/alignment/ca_base`` with its gold alignment, each document by itself; beads
that define a term are left out of the input. Gold are the defined terms of
``bench/terms/canada-defined-terms.tsv`` of which both sides stand in one aligned unit of the
document (``together``); the second row of a system also takes those whose sides stand anywhere in
the two texts, of which many do not translate one another there. Forms are compared in lower case
and without the ``s`` or ``x`` of a plural.

Systems, in one run: ``aligner`` is the product, each document by itself; ``aligner, collection``
reads all documents together; ``Dice`` and ``log-likelihood`` rank all n-grams of up to six words
without a stop word at either end by how their units agree with those of the source term (Dunning
1993); ``eflomal`` and ``jate`` are peers, left out with a word where they are not installed
(:mod:`benchmarks.terminology_peers`). A translation counts where any surface form of what is ranked
is gold. ``defined`` is the sure part of the gold: terms that a left-out definition of the document
itself defines, with the translation that this definition gives in brackets and no other.
``shuffled`` has every fourth bead's French side given to another of them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from aligner.model import Bead, Bitext, Document, Paragraph
from aligner.terminology import extract_terms, find_candidates, find_translations
from aligner.terminology.gold import defines, definitions, gold_terms, normal
from benchmarks import SHARED
from benchmarks import terminology_peers as peers

TABLE = Path("bench/terms/canada-defined-terms.tsv")
"""Gold terms in the folder of development data."""
LARGE = 500
"""Units from which on a document is only read with ``--large``."""
BUCKETS = ((1, 1), (2, 4), (5, 19), (20, 10**9), (2, 10**9))
CUTS = (100, 500)
SHUFFLED, SEED = 0.25, 1
"""Share of wrong beads where they are wrong on purpose."""

_LABEL = re.compile(r"^\s*(?:\d[\d.]*\s+(?:\(\d[\d.]*\)\s+)?|\([\w.]{1,6}\)\s+)+")

Ranked = dict[str, list[set[str]]]
"""Translations of each source term, the best first, each with all its surface forms."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document with what is to be found in it.

    Attributes:
        bitext: English and French.
        units: Its aligned units, normalised, with a space at either end.
        together: Gold translations of each term that share a unit with it.
        anywhere: Gold translations that stand in the document.
        defined: Terms of ``together`` that the document itself defines, with its own translation.
    """

    bitext: Bitext
    units: list[tuple[str, str]]
    together: dict[str, set[str]]
    anywhere: dict[str, set[str]]
    defined: dict[str, set[str]]

    def count(self, term: str) -> int:
        """Units in which a source term stands."""
        return sum(f" {normal(term)} " in src for src, _ in self.units)


def cases(shared: Path, *, large: bool) -> Iterator[Case]:
    """The documents, smallest first."""
    folder = shared / "bench" / "alignment" / "ca_base"
    gold = gold_terms(shared / TABLE)
    for path in sorted(folder.glob("*.en"), key=lambda path: path.stat().st_size):
        bitext, definitions = _bitext(path)
        if large or len(bitext.beads) < LARGE:
            yield _case(bitext, gold, definitions)


def _bitext(path: Path) -> tuple[Bitext, dict[str, str]]:
    """The document without the beads that define terms, and what those define."""
    en = path.read_text(encoding="utf-8").split("\n")
    fr = path.with_suffix(".fr").read_text(encoding="utf-8").split("\n")
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    kept, texts = [], []
    for bead in map(json.loads, lines):
        sides = " ".join(en[i] for i in bead["src"]), " ".join(fr[i] for i in bead["tgt"])
        texts.append(sides[0])
        if not defines(*sides):
            kept.append((bead["src"], bead["tgt"]))
    src, src_ids = _document(path.stem, "en", en, [i for ids, _ in kept for i in ids])
    tgt, tgt_ids = _document(path.stem, "fr", fr, [i for _, ids in kept for i in ids])
    beads = (
        Bead(tuple(src_ids[i] for i in one), tuple(tgt_ids[i] for i in other))
        for one, other in kept
    )
    return Bitext(src, tgt, tuple(beads), "gold"), definitions(texts)


def _document(
    name: str, lang: str, lines: Sequence[str], kept: Iterable[int]
) -> tuple[Document, dict[int, int]]:
    ids = {line: i for i, line in enumerate(sorted(set(kept)))}
    paragraphs = []
    for line, i in ids.items():
        label = _LABEL.match(lines[line])
        paragraphs.append(Paragraph(i, lines[line], body_start=label.end() if label else 0))
    return Document(name, lang, tuple(paragraphs)), ids


def _case(bitext: Bitext, gold: dict[str, set[str]], own: Mapping[str, str]) -> Case:
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
    defined = {
        term: {form}
        for term, forms in together.items()
        if (form := own.get(normal(term), "")) in forms
    }
    return Case(bitext, units, together, anywhere, defined)


def ours(bitexts: Sequence[Bitext], terms: Sequence[str]) -> Ranked:
    """The product's translations of given terms."""
    found = find_translations(bitexts, terms)
    return {
        term: [{normal(form) for form in (t.text, *t.variants)} for t in ranked]
        for term, ranked in found.items()
    }


def shuffled(bitext: Bitext) -> Bitext:
    """A bitext in which a share of the beads, drawn by chance, have each other's target side."""
    chance = random.Random(SEED)
    beads = list(bitext.beads)
    places = chance.sample(range(len(beads)), round(len(beads) * SHUFFLED))
    for place, other in zip(places, [*places[1:], *places[:1]], strict=True):
        beads[place] = Bead(bitext.beads[place].src, bitext.beads[other].tgt)
    return replace(bitext, beads=tuple(beads))


def theirs(rank: Callable[[peers.Units, Sequence[str]], peers.Ranked], case: Case) -> Ranked:
    """A baseline's translations of the gold terms."""
    ranked = rank(case.units, [normal(term) for term in case.anywhere])
    return {term: [{form} for form in ranked.get(normal(term), ())] for term in case.anywhere}


def _stop_words(lang: str) -> frozenset[str]:
    import spacy

    return frozenset(map(normal, spacy.blank(lang).Defaults.stop_words))


def _ranking(name: str, found: list[tuple[Case, Ranked]]) -> None:
    for scope in ("together", "anywhere", "defined"):
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


def _rank(ranked: Sequence[set[str]], gold: set[str]) -> int:
    return next((place for place, forms in enumerate(ranked, 1) if forms & gold), 0)


def _share(ranks: Sequence[int], top: int) -> float:
    return sum(0 < rank <= top for rank in ranks) / max(len(ranks), 1)


def _extraction(found: Sequence[Case], beads: str) -> None:
    """Recall of the gold pairs among the first entries of the glossary of each document."""
    hits, listed, pairs = Counter[int](), Counter[int](), 0
    started = time.perf_counter()
    for case in found:
        gold = {(normal(term), form) for term, forms in case.together.items() for form in forms}
        pairs += len(gold)
        left = set(gold)
        entries = extract_terms([case.bitext]).entries
        for place, entry in enumerate(entries, 1):
            forms: dict[str, set[str]] = defaultdict(set)
            for term in entry.terms:
                forms[term.lang] |= {normal(term.text), *map(normal, term.variants)}
            hit = {(s, t) for s, t in left if s in forms["en"] and t in forms["fr"]}
            left -= hit
            hits.update({cut: len(hit) for cut in CUTS if place <= cut})
        listed.update({cut: min(cut, len(entries)) for cut in CUTS})
    seconds = time.perf_counter() - started
    for cut in CUTS:
        recall, precision = hits[cut] / max(pairs, 1), hits[cut] / max(listed[cut], 1)
        print(
            f"{beads}, first {cut} of each document: {hits[cut]} of {pairs} gold pairs, recall"
            f" {recall:.3f}, precision at least {precision:.3f} (few of the right pairs are gold)"
        )
    print(f"extraction of all documents, {beads}: {seconds:.1f} s\n")


def _candidates(found: Sequence[Case]) -> None:
    """Gold terms among the first candidates of one language, beside the measures of jate."""
    systems: dict[str, Callable[[Case], list[str]]] = {
        "aligner": lambda case: [found.text for found in find_candidates([case.bitext.src])],
        "aligner, by its glossary": _of_glossary,
    }
    if not peers.missing("jate"):
        theirs = lru_cache(maxsize=None)(_by_jate)
        systems |= {
            f"jate, {measure}": lambda case, measure=measure: theirs(case.bitext.src)[measure]  # type: ignore[misc]
            for measure in (*peers.MEASURES, "voting")
        }
    for name, system in systems.items():
        started = time.perf_counter()
        hits, listed, total = Counter[int](), Counter[int](), 0
        for case in found:
            gold = {normal(term) for term in case.anywhere}
            ranked = list(dict.fromkeys(map(normal, system(case))))
            total += len(gold)
            hits.update({cut: len(gold & set(ranked[:cut])) for cut in CUTS})
            listed.update({cut: min(cut, len(ranked)) for cut in CUTS})
        cells = [
            f"first {cut}: recall {hits[cut] / total:.3f}, precision {hits[cut] / listed[cut]:.3f}"
            for cut in CUTS
        ]
        print(f"candidates, {name}: {'; '.join(cells)}; {time.perf_counter() - started:.1f} s")


def _by_jate(document: Document) -> dict[str, list[str]]:
    return peers.jate_terms([paragraph.body for paragraph in document.paragraphs])


def _of_glossary(case: Case) -> list[str]:
    entries = extract_terms([case.bitext]).entries
    return [term.text for entry in entries for term in entry.terms if term.lang == "en"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--large", action="store_true", help="read documents of any length")
    parser.add_argument("--only", nargs="*", help="names of systems")
    parser.add_argument("--candidates", action="store_true", help="candidates alone")
    options = parser.parse_args()
    found = list(cases(options.shared, large=options.large))
    units = [unit for case in found for unit in case.units]
    if options.candidates:
        _candidates(found)
        return
    print(f"{len(found)} documents, {len(units)} aligned units; first/first three/MRR (terms)\n")
    print("| system | gold | 1 | 2-4 | 5-19 | 20 and more | 2 and more |")
    print("|---|---|---|---|---|---|---|")
    seconds = {}
    for name, system in _systems(found, units).items():
        if options.only and name not in options.only:
            continue
        started = time.perf_counter()
        ranked = [(case, system(case)) for case in found]
        seconds[name] = time.perf_counter() - started
        _ranking(name, ranked)
    print("\nseconds: " + ", ".join(f"{name} {value:.1f}" for name, value in seconds.items()))
    if not options.only:
        _extraction(found, "as aligned")
        _extraction([replace(c, bitext=shuffled(c.bitext)) for c in found], "25 % shuffled")
        _candidates(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the whole run: {peak:.0f} MB")


def _systems(found: Sequence[Case], units: peers.Units) -> dict[str, Callable[[Case], Ranked]]:
    stops = _stop_words("fr")
    terms = list(dict.fromkeys(term for case in found for term in case.anywhere))
    systems: dict[str, Callable[[Case], Ranked]] = {
        "aligner": lambda case: ours([case.bitext], list(case.anywhere)),
        "aligner, shuffled": lambda case: ours([shuffled(case.bitext)], list(case.anywhere)),
        "aligner, collection": lambda _: _collection(tuple(c.bitext for c in found), tuple(terms)),
        "Dice": partial(theirs, peers.by_units(peers.dice, stops)),
        "log-likelihood": partial(theirs, peers.by_units(peers.log_likelihood, stops)),
    }
    if not peers.missing("eflomal"):
        rank = peers.projection(units)
        systems["eflomal"] = partial(theirs, rank)
    return systems


@lru_cache(maxsize=1)
def _collection(bitexts: tuple[Bitext, ...], terms: tuple[str, ...]) -> Ranked:
    return ours(bitexts, terms)


if __name__ == "__main__":
    main()
