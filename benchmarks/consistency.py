"""The consistency checks: faults found, false alarms, lemma against exact matching, speed.

    python -m benchmarks.consistency [--quick] [--pair LANG] [--only PART] [--write]

Clean bitext is the worked example, the Universal Declaration and the Sustainable Development Goals
(French with English, Spanish, Russian, Arabic and Chinese) and ``ca_base`` (French and English).
Faults of each kind are put in at known places (:mod:`benchmarks.consistency_faults`); one is found
where the rule that it is meant for reports its paragraph. *Alarms* are all findings on the
untouched text, true slips of the published versions included, aligned by the tool itself; those
on the UN texts were read one by one, and ``consistency_read.tsv`` says what each was read as.
Glossaries are the bilingual definitions of Canadian law and the UNBIS thesaurus, approved whole.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.consistency import Severity, check
from aligner.consistency.vocabulary import vocabulary
from aligner.model import Bead, Bitext, Document, Glossary, Paragraph
from benchmarks import SHARED
from benchmarks.consistency_alarms import alarms, corpora, exact_alarms, lemma_alarms
from benchmarks.consistency_mistakes import table as mistake_table
from benchmarks.consistency_page import PAGE, renew
from benchmarks.consistency_recall import recall
from benchmarks.consistency_texts import OTHERS, acts, canada, entry, unbis


def speed(shared: Path) -> tuple[int, int, float, float]:
    """Paragraphs, terms, seconds of processor time to index them, and to check with them."""
    glossary = _fifty_thousand(shared)
    pairs: list[Bitext] = []
    for bitext in acts(shared, ("fr", "en"), large=True):
        pairs.append(bitext)
        if sum(len(b.src.paragraphs) for b in pairs) >= 10_000:
            break
    started = time.process_time()
    vocabulary(glossary, "fr", "en")
    indexed = time.process_time() - started
    joined = _joined(pairs)
    started = time.process_time()
    check(joined, glossary)
    return len(joined.src.paragraphs), len(glossary.entries), indexed, time.process_time() - started


def _fifty_thousand(shared: Path) -> Glossary:
    import gzip

    entries = [*canada(shared).entries, *unbis(shared).entries]
    table = shared / "termbases" / "eurovoc.tsv"
    with table.open(encoding="utf-8") as lines:
        entries += (
            entry(f"ev{row['id']}", [("fr", row["fr"]), ("en", row["en"])])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
    for name in ("dict-freedict.en-fr", "dict-wordnet.en-fr"):
        with gzip.open(shared / "corpora" / f"{name}.tsv.gz", "rt", encoding="utf-8") as pairs:
            for i, line in enumerate(pairs):
                en, fr = line.rstrip("\n").split("\t")[:2]
                entries.append(entry(f"{name}{i}", [("fr", fr), ("en", en)]))
    return Glossary("fifty thousand", ("fr", "en"), tuple(entries[:50_000]))


def _joined(bitexts: Sequence[Bitext]) -> Bitext:
    src: list[Paragraph] = []
    tgt: list[Paragraph] = []
    beads: list[Bead] = []
    for bitext in bitexts:
        shift = len(src), len(tgt)
        src += (replace(p, id=p.id + shift[0]) for p in bitext.src.paragraphs)
        tgt += (replace(p, id=p.id + shift[1]) for p in bitext.tgt.paragraphs)
        beads += (
            Bead(tuple(i + shift[0] for i in b.src), tuple(j + shift[1] for j in b.tgt))
            for b in bitext.beads
        )
    return Bitext(
        Document("all", "fr", tuple(src)), Document("all", "en", tuple(tgt)), tuple(beads)
    )


def recall_table(shared: Path, langs: Sequence[str], quick: bool) -> Iterator[str]:
    """Faults found, by rule and pair of languages."""
    yield "| rule | " + " | ".join(f"fr-{lang}" for lang in langs) + " |"
    yield "|---|" + "---|" * len(langs)
    cells: dict[str, dict[str, str]] = {}
    for lang in langs:
        for rule, found in recall(shared, lang, quick=quick):
            n = found["faults"]
            share = f"{found['found'] / n:.3f} ({n})" if n else "–"
            if found["loud"] < found["found"]:
                share += f", {found['loud'] / n:.2f} loud"
            cells.setdefault(rule, {})[lang] = share
            missed = {k.removeprefix("missed: "): v for k, v in found.items() if "missed" in k}
            print(f"  {lang} {rule}: {share} {missed or ''}", flush=True)
    for rule, by_lang in cells.items():
        yield f"| {rule} | " + " | ".join(by_lang.get(lang, "–") for lang in langs) + " |"


def alarm_table(shared: Path, langs: Sequence[str], quick: bool) -> Iterator[str]:
    """Findings on untouched text."""
    yield (
        "| texts | glossary (concepts) | paragraphs | errors | warnings | hints | terms: exact "
        "| terms: lemma, errors + warnings + hints |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for corpus in corpora(shared, langs, quick=quick):
        found = alarms(corpus)
        lemma, n = lemma_alarms(corpus), corpus.paragraphs
        print(f"  {corpus.name} {corpus.glossary.name}: {found}", flush=True)
        rates = []
        for severity in (Severity.ERROR, Severity.WARNING):
            real = f", {found.real[severity]} real" if corpus.texts else ""
            rates.append(_rate(found.all[severity], n) + real)
        unread = f", {found.unread} unread" if corpus.texts and found.unread else ""
        yield (
            f"| {corpus.name} | {corpus.glossary.name} ({len(corpus.glossary.entries):,}) | {n:,} "
            f"| {rates[0]} | {rates[1]}{unread} "
            f"| {found.all[Severity.HINT]:,} | {exact_alarms(corpus):,} "
            f"| {lemma['error']} + {lemma['warning']} + {lemma['hint']} |"
        )


def precision_table(shared: Path, langs: Sequence[str]) -> Iterator[str]:
    """Errors and warnings on the UN texts that a reviser would mark, of all, by rule."""
    told: Counter[str] = Counter()
    real: Counter[str] = Counter()
    for corpus in corpora(shared, langs, quick=True):
        if corpus.texts:
            found = alarms(corpus)
            told += found.by_rule
            real += found.real_by_rule
    yield "| rule | real, of errors and warnings told | precision |"
    yield "|---|---|---|"
    for rule, n in told.most_common():
        yield f"| {rule} | {real[rule]} of {n} | {real[rule] / n:.2f} |"


def _rate(count: int, paragraphs: int) -> str:
    return f"{count} (1 in {paragraphs / count:,.0f})" if count else "0"


def speed_line(shared: Path) -> Iterator[str]:
    """One line: paragraphs, terms, seconds."""
    paragraphs, terms, indexed, seconds = speed(shared)
    yield (
        f"{paragraphs:,} paragraphs against {terms:,} terms: {seconds:.1f} s of one core, of which "
        f"{indexed:.1f} s index the terms; alignment not included."
    )


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--quick", action="store_true", help="fewer documents")
    parser.add_argument("--pair", help="the language that French is paired with")
    parser.add_argument("--only", choices=["mistakes", "recall", "alarms", "precision", "speed"])
    parser.add_argument("--write", action="store_true", help=f"renew the tables of {PAGE.name}")
    options = parser.parse_args()
    langs = (options.pair,) if options.pair else ("en", *OTHERS)
    parts: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
        "mistakes": ("Mistakes of a reviser's kinds", lambda: mistake_table(langs)),
        "recall": ("Faults found", lambda: recall_table(options.shared, langs, options.quick)),
        "alarms": ("Untouched text", lambda: alarm_table(options.shared, langs, options.quick)),
        "precision": (
            "Precision by rule",
            lambda: precision_table(options.shared, langs),
        ),
        "speed": ("Speed", lambda: speed_line(options.shared)),
    }
    for name, (title, table) in parts.items():
        if options.only in (None, name):
            lines = list(table())
            print(f"## {title}\n", *lines, "", sep="\n")
            if options.write:
                renew(title, lines, names=2 if name == "alarms" else 1)


if __name__ == "__main__":
    main()
