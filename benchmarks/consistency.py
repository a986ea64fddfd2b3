"""The consistency checks: faults found, false alarms, lemma against exact matching, speed.

    python -m benchmarks.consistency [--shared FOLDER] [--quick] [--only PART] [--write FILE]

Clean bitext is the worked example, the Universal Declaration and the Sustainable Development Goals
(French with English, Spanish, Russian, Arabic and Chinese) and ``ca_base`` (French and English).
Faults of each kind are put in at known places (:mod:`benchmarks.consistency_faults`); one is found
where the rule that it is meant for reports its paragraph. *Alarms* are all findings on the
untouched text, true slips of the published versions included, aligned by the tool itself.
Glossaries are the bilingual definitions of Canadian law and the UNBIS thesaurus, approved whole.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from aligner import alignment, reading
from aligner.consistency import Severity, check
from aligner.consistency.rules import RULES
from aligner.consistency.settings import RuleSettings, Settings
from aligner.consistency.vocabulary import vocabulary
from aligner.model import Bead, Bitext, Document, Entry, Glossary, Paragraph, Status, Term
from benchmarks import consistency_faults as faults
from benchmarks.consistency_faults import Faulty
from training import SHARED

OTHERS = ("es", "ru", "ar", "zh")
LARGE = 1500
"""Units from which on a document of ca_base is left out of the runs with faults."""
_LABEL = re.compile(r"^\s*(?:\d[\d.]*(?:\s+\(\d[\d.]*\))?|\(?[\w.]{1,6}\))\s+")

NAMES = """\
fr|en|es|ru|ar|zh
Conseil de sécurité|Security Council|Consejo de Seguridad|Совет Безопасности|مجلس الأمن|安全理事会
Secrétaire général|Secretary-General|Secretario General|Генеральный секретарь|الأمين العام|秘书长
Nations Unies|United Nations|Naciones Unidas|Организация Объединенных Наций|الأمم المتحدة|联合国
États Membres|Member States|Estados Miembros|государства-члены|الدول الأعضاء|会员国
Office des Nations Unies contre la drogue et le crime|United Nations Office on Drugs and Crime|\
Oficina de las Naciones Unidas contra la Droga y el Delito|\
Управление Организации Объединенных Наций по наркотикам и преступности|\
مكتب الأمم المتحدة المعني بالمخدرات والجريمة|联合国毒品和犯罪问题办公室
ONUDC|UNODC|UNODC|ЮНОДК|المكتب|毒品和犯罪问题办公室
Al-Qaida|Al-Qaida|Al-Qaida|«Аль-Каида»|القاعدة|基地组织
Comité contre le terrorisme|Counter-Terrorism Committee|Comité contra el Terrorismo|\
Контртеррористический комитет|لجنة مكافحة الإرهاب|反恐怖主义委员会
Organisation internationale pour les migrations|International Organization for Migration|\
Organización Internacional para las Migraciones|Международная организация по миграции|\
المنظمة الدولية للهجرة|国际移民组织
GAFI|FATF|GAFI|ФАТФ|فرقة العمل|金融行动任务组
"""
"""Bodies of the worked example, as its six versions name them."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of one pair of languages with a glossary that is approved for them."""

    name: str
    bitexts: Sequence[Bitext]
    glossary: Glossary

    @property
    def paragraphs(self) -> int:
        """Paragraphs of the source."""
        return sum(len(bitext.src.paragraphs) for bitext in self.bitexts)


def canada(shared: Path, least: int = 1) -> Glossary:
    """The defined terms of Canadian law, those of at least so many Acts."""
    table = shared / "bench" / "terms" / "canada-defined-terms.tsv"
    by_english: dict[str, list[str]] = {}
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if int(row["n_instruments"]) >= least:
                by_english.setdefault(row["en"], []).append(row["fr"])
    entries = (
        _entry(f"ca{i}", [("en", en), *(("fr", fr) for fr in french)])
        for i, (en, french) in enumerate(by_english.items())
    )
    return Glossary(f"Canada, {least} or more Acts", ("fr", "en"), tuple(entries))


def unbis(shared: Path) -> Glossary:
    """The thesaurus of the UN library."""
    table = shared / "termbases" / "unbis-thesaurus.tsv"
    langs = ("fr", "en", *OTHERS)
    with table.open(encoding="utf-8") as lines:
        entries = [
            _entry(row["id"], [(lang, row[lang]) for lang in langs if row[lang]])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return Glossary("UNBIS", langs, tuple(entries))


def names() -> Glossary:
    """:data:`NAMES` as a glossary."""
    head, *rows = NAMES.splitlines()
    langs = tuple(head.split("|"))
    entries = (
        _entry(f"n{i}", list(zip(langs, row.split("|"), strict=True))) for i, row in enumerate(rows)
    )
    return Glossary("names", langs, tuple(entries))


def _entry(name: str, terms: Sequence[tuple[str, str]]) -> Entry:
    made = tuple(Term(lang, text, status=Status.APPROVED) for lang, text in terms)
    return Entry(name, made, status=Status.APPROVED)


def gold(folder: Path, name: str, langs: tuple[str, str]) -> Bitext:
    """A document with its gold beads, whichever of its languages is the source."""
    beads = map(json.loads, (folder / f"{name}.gold.jsonl").read_text("utf-8").splitlines())
    flipped = folder.name == "ca_base" and langs[0] == "fr"
    first, second = ("tgt", "src") if flipped else ("src", "tgt")
    sides = (_lines(folder / f"{name}.{lang}", lang) for lang in langs)
    made = tuple(Bead(tuple(b[first]), tuple(b[second])) for b in beads)
    return Bitext(*sides, made, "gold")


def _lines(path: Path, lang: str) -> Document:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    lines = text.removesuffix("\n").split("\n")
    made = Document.of_lines(path.stem, lang, lines)
    marked = (
        replace(p, body_start=match.end(), label=()) if (match := _LABEL.match(p.text)) else p
        for p in made.paragraphs
    )
    return replace(made, paragraphs=tuple(marked))


def acts(shared: Path, langs: tuple[str, str], *, large: bool) -> list[Bitext]:
    """The documents of ca_base."""
    folder = shared / "bench" / "alignment" / "ca_base"
    made = [gold(folder, path.stem, langs) for path in sorted(folder.glob("*.en"))]
    return [b for b in made if large or len(b.src.paragraphs) < LARGE]


def un_texts(shared: Path, lang: str) -> list[Bitext]:
    """The Declaration and the Goals."""
    folders = (shared / "bench" / "alignment" / name for name in ("udhr", "sdg"))
    return [gold(folder, f"fr-{lang}", ("fr", lang)) for folder in folders]


@cache
def example(lang: str, src: str = "fr") -> Bitext:
    """The worked example, aligned by the tool."""
    sides = [reading.read(next(Path("texts", code).glob("S-RES*"))) for code in (src, lang)]
    return alignment.align(*sides, sentences=False)


# ---------------------------------------------------------------- faults

Found = Counter[str]
"""Faults put in, found, and found as an error or a warning."""


def score(made: Faulty, rule: str, glossary: Glossary | None) -> Found:
    """Check a text with faults, and count those that are reported."""
    bitext = made.bitext
    if made.realign:
        bitext = alignment.align(bitext.src, bitext.tgt, "static", sentences=False)
    settings = Settings(rules={known.id: RuleSettings(known.id == rule) for known in RULES})
    found = [f for f in check(bitext, glossary, settings=settings).findings if f.rule == rule]
    by_src = {f.src_id: f for f in sorted(found, key=_rank)}
    by_tgt = {f.tgt_id: f for f in sorted(found, key=_rank)}
    out = Counter(faults=len(made.faults))
    for fault in made.faults:
        hit = by_tgt.get(fault.tgt) if fault.tgt is not None else None
        hit = hit or (by_src.get(fault.src) if fault.src is not None else None)
        out["found"] += hit is not None
        out["loud"] += hit is not None and hit.severity.reaches(Severity.WARNING)
        if hit is None:
            out[f"missed: {fault.kind}"] += 1
    return out


def _rank(finding: object) -> int:
    return -list(Severity).index(finding.severity)  # type: ignore[attr-defined]


def recall(shared: Path, lang: str, *, quick: bool) -> Iterator[tuple[str, Found]]:
    """Faults and findings of each rule for French with one language."""
    rng = random.Random(7)
    texts = [*un_texts(shared, lang), example(lang)]
    if lang == "en":
        texts += acts(shared, ("fr", "en"), large=False)[:: 4 if quick else 1]
    foreign = [
        p.text for p in gold(shared / "bench" / "alignment" / "sdg",
                             "fr-es" if lang == "en" else "fr-en",
                             ("fr", "es" if lang == "en" else "en")).tgt.paragraphs
        if len(p.text) > 80
    ]  # fmt: skip
    inside = [p.text for p in example(lang).tgt.paragraphs if len(p.text) > 80]
    edits: dict[str, faults.Edit] = {
        "reference": faults.references,
        "untranslated": faults.left_untranslated,
        "wrong-language": faults.strays(foreign),
        "doubled-word": faults.doubled_words,
        "brackets": faults.lost_brackets,
        "typography": faults.typography,
    }
    for rule, edit in edits.items():
        share = 0.5 if rule == "reference" else faults.SHARE
        made = (faults.edited(bitext, edit, rng, share) for bitext in texts)
        yield rule, _sum(score(one, rule, None) for one in made)
    openings: Found = Counter()
    for _ in range(3 if quick else 12):
        made = faults.edited(example(lang), faults.wrong_openings, rng, share=0.6)
        openings += score(made, "structure", None)
    yield "structure: opening", openings
    if lang == "en":
        numbered = _sum(
            score(faults.edited(_whole(b), faults.renumbered, rng, 0.25), "structure", None)
            for b in texts
        )
        yield "structure: number", numbered
    makers = {"left out": faults.dropped, "added": faults.added(inside), "merged": faults.merged}
    for what, maker in makers.items():
        found = _sum(score(maker(b, rng), "structure", None) for b in texts[: 4 if quick else None])
        yield f"structure: {what}", found
    yield (
        "segment-inconsistent",
        _sum(score(faults.repeated(b, rng), "segment-inconsistent", None) for b in texts),
    )
    yield from _term_recall(shared, lang, texts, rng)


def _whole(bitext: Bitext) -> Bitext:
    """Labels as part of the text, as a plain text file has them."""
    sides = (
        replace(d, paragraphs=tuple(replace(p, body_start=0) for p in d.paragraphs))
        for d in (bitext.src, bitext.tgt)
    )
    return Bitext(*sides, bitext.beads, bitext.signature)


def _term_recall(
    shared: Path, lang: str, texts: Sequence[Bitext], rng: random.Random
) -> Iterator[tuple[str, Found]]:
    glossaries = [unbis(shared)] * 3
    if lang == "en":
        glossaries += [canada(shared, 2)] * (len(texts) - 3)
    totals: dict[str, Found] = {}
    for bitext, glossary in zip(texts, glossaries, strict=True):
        for rule, made, used in _damaged_terms(bitext, glossary, lang, rng):
            totals[rule] = totals.get(rule, Counter()) + score(made, rule.split(":")[0], used)
    named = _sum(
        score(*_named_otherwise(example(lang), lang, random.Random(seed)))
        for seed in range(40 if lang == "en" else 12)
    )
    yield from totals.items()
    yield "name", named


def _damaged_terms(
    bitext: Bitext, glossary: Glossary, lang: str, rng: random.Random
) -> Iterator[tuple[str, Faulty, Glossary]]:
    """Wrong terms, synonyms that are not approved, forbidden, deprecated and second renderings."""
    known = vocabulary(glossary, "fr", lang)
    here = {i for match in known.src.find("\n".join(p.body for p in bitext.src.paragraphs))
            for i in match.found}  # fmt: skip
    absent = [c.approved[0] for i, c in enumerate(known.concepts) if i not in here and c.approved]

    def other(_: int, said: str) -> str:
        new = rng.choice(absent)
        return new.lower() if new.isupper() else new

    def synonym(_: int, said: str) -> str:
        """One word of the term becomes another: what a synonym looks like to the rule."""
        words = said.split() if lang != "zh" else [said[: len(said) // 2], said[len(said) // 2 :]]
        heavy = [i for i, word in enumerate(words) if len(word) > 3 or lang == "zh"]
        if len(words) < 2 or not heavy:
            return ""
        words[rng.choice(heavy)] = other(0, "").split()[0]
        return ("" if lang == "zh" else " ").join(words)

    made, _ = faults.replaced_terms(bitext, known, rng, other)
    yield "term-missing: wrong term", made, glossary
    made, _ = faults.replaced_terms(bitext, known, rng, synonym)
    yield "term-missing: synonym", made, glossary
    for rule, status in (
        ("term-forbidden", Status.FORBIDDEN),
        ("term-deprecated", Status.DEPRECATED),
        ("term-inconsistent", Status.ADMITTED),
    ):
        said: dict[int, str] = {}
        made, _ = faults.replaced_terms(
            bitext,
            known,
            rng,
            lambda concept, _, said=said: said.setdefault(concept, other(0, "")),
            least=4 if rule == "term-inconsistent" else 1,
        )
        extra = {known.concepts[concept].entry: text for concept, text in said.items()}
        yield rule, made, _with_terms(glossary, lang, extra, status)


def _with_terms(glossary: Glossary, lang: str, extra: dict[str, str], status: Status) -> Glossary:
    entries = tuple(
        replace(e, terms=(*e.terms, Term(lang, extra[e.id], status=status))) if e.id in extra else e
        for e in glossary.entries
    )
    return replace(glossary, entries=entries)


def _named_otherwise(bitext: Bitext, lang: str, rng: random.Random) -> tuple[Faulty, str, Glossary]:
    """Bodies that are called by the name of another."""
    glossary = names()
    known = vocabulary(glossary, "fr", lang)
    places = list(faults.term_places(bitext, known, several=False))
    texts: dict[int, str] = {}
    made = []
    for place in rng.sample(places, max(1, len(places) // 10)):
        paragraph = place.pair.tgt.paragraphs[0]
        if paragraph.id in texts:
            continue
        text = place.pair.tgt.text
        own = known.concepts[place.concept].approved
        others = [
            c.approved[0]
            for c in known.concepts
            if not any(name in c.approved[0] or c.approved[0] in name for name in own)
        ]
        new = rng.choice(others)
        for start, end in sorted(place.spans, reverse=True):
            text = text[:start] + new + text[end:]
        texts[paragraph.id] = paragraph.text[: paragraph.body_start] + text
        made.append(faults.Fault("name", place.pair.src.paragraphs[0].id, paragraph.id))
    tgt = faults._with(bitext.tgt, texts)
    return Faulty(replace(bitext, tgt=tgt), tuple(made)), "name", glossary


def _sum(counts: Iterable[Found]) -> Found:
    return sum(counts, Counter())


# ---------------------------------------------------------------- alarms


def corpora(shared: Path, langs: Sequence[str], *, quick: bool) -> Iterator[Corpus]:
    """Untouched texts, aligned by the tool, with glossaries."""
    thesaurus = unbis(shared)
    for lang in langs:
        texts = [_aligned(b) for b in un_texts(shared, lang)] + [example(lang)]
        yield Corpus(f"UN texts fr-{lang}", texts, thesaurus)
    if "en" not in langs:
        return
    laws = [_aligned(b) for b in acts(shared, ("fr", "en"), large=not quick)]
    for least in (2, 1):
        yield Corpus("ca_base fr-en", laws, canada(shared, least))
    yield Corpus("ca_base fr-en", laws, thesaurus)


def _aligned(bitext: Bitext) -> Bitext:
    return alignment.align(bitext.src, bitext.tgt, "static", sentences=False)


def alarms(corpus: Corpus) -> tuple[Counter[Severity], Counter[str]]:
    """Findings on untouched text by severity, and errors and warnings by rule."""
    by_severity: Counter[Severity] = Counter()
    by_rule: Counter[str] = Counter()
    for bitext in corpus.bitexts:
        for finding in check(bitext, corpus.glossary).findings:
            by_severity[finding.severity] += 1
            if finding.severity.reaches(Severity.WARNING):
                by_rule[f"{finding.rule} {finding.severity}"] += 1
    return by_severity, by_rule


def exact_alarms(corpus: Corpus) -> int:
    """What a check of exact forms says: the term stands there, and none of its renderings does."""
    lang = corpus.bitexts[0].tgt.lang
    known = vocabulary(corpus.glossary, "fr", lang)
    by_form: dict[str, set[str]] = {}
    for concept in known.concepts:
        for form in concept.src:
            by_form.setdefault(form.lower(), set()).update(f.lower() for f in concept.approved)
    longest = max(len(form.split()) for form in by_form)
    count = 0
    for bitext in corpus.bitexts:
        for pair in faults.pairs(bitext):
            if pair.bead.is_null:
                continue
            tgt = pair.tgt.text.lower()
            for form in _exact(pair.src.text.lower(), by_form, longest):
                count += not any(_stands(rendering, tgt, lang) for rendering in by_form[form])
    return count


def _exact(text: str, forms: dict[str, set[str]], longest: int) -> set[str]:
    words = re.findall(r"[\w'’\-]+", text)
    found = set()
    for i in range(len(words)):
        for n in range(min(longest, len(words) - i), 0, -1):
            if (form := " ".join(words[i : i + n])) in forms:
                found.add(form)
    return found


def _stands(form: str, text: str, lang: str) -> bool:
    if lang == "zh":
        return form in text
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def lemma_alarms(corpus: Corpus) -> Counter[str]:
    """The same of the tool: findings of the term rules by severity."""
    counts: Counter[str] = Counter()
    for bitext in corpus.bitexts:
        for finding in check(bitext, corpus.glossary).findings:
            if finding.rule in ("term-missing", "name"):
                counts[finding.severity.value] += 1
    return counts


# ---------------------------------------------------------------- speed


def speed(shared: Path) -> tuple[int, int, float, float]:
    """Paragraphs, terms, seconds to index them, seconds to check."""
    glossary = _fifty_thousand(shared)
    pairs: list[Bitext] = []
    for bitext in acts(shared, ("fr", "en"), large=True):
        pairs.append(bitext)
        if sum(len(b.src.paragraphs) for b in pairs) >= 10_000:
            break
    started = time.perf_counter()
    vocabulary(glossary, "fr", "en")
    indexed = time.perf_counter() - started
    joined = _joined(pairs, 10_000)
    started = time.perf_counter()
    check(joined, glossary)
    return len(joined.src.paragraphs), len(glossary.entries), indexed, time.perf_counter() - started


def _fifty_thousand(shared: Path) -> Glossary:
    import gzip

    entries = [*canada(shared).entries, *unbis(shared).entries]
    table = shared / "termbases" / "eurovoc.tsv"
    with table.open(encoding="utf-8") as lines:
        entries += (
            _entry(f"ev{row['id']}", [("fr", row["fr"]), ("en", row["en"])])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
    for name in ("dict-freedict.en-fr", "dict-wordnet.en-fr"):
        with gzip.open(shared / "corpora" / f"{name}.tsv.gz", "rt", encoding="utf-8") as pairs:
            for i, line in enumerate(pairs):
                en, fr = line.rstrip("\n").split("\t")[:2]
                entries.append(_entry(f"{name}{i}", [("fr", fr), ("en", en)]))
    return Glossary("fifty thousand", ("fr", "en"), tuple(entries[:50_000]))


def _joined(bitexts: Sequence[Bitext], most: int) -> Bitext:
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
    del most
    return Bitext(
        Document("all", "fr", tuple(src)), Document("all", "en", tuple(tgt)), tuple(beads)
    )


# ---------------------------------------------------------------- tables


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
        severity, rules = alarms(corpus)
        lemma, n = lemma_alarms(corpus), corpus.paragraphs
        print(f"  {corpus.name} {corpus.glossary.name}: {dict(severity)} {dict(rules)}", flush=True)
        yield (
            f"| {corpus.name} | {corpus.glossary.name} ({len(corpus.glossary.entries):,}) | {n:,} "
            f"| {_rate(severity[Severity.ERROR], n)} | {_rate(severity[Severity.WARNING], n)} "
            f"| {severity[Severity.HINT]:,} | {exact_alarms(corpus):,} "
            f"| {lemma['error']} + {lemma['warning']} + {lemma['hint']} |"
        )


def _rate(count: int, paragraphs: int) -> str:
    return f"{count} (1 in {paragraphs / count:,.0f})" if count else "0"


def speed_line(shared: Path) -> Iterator[str]:
    """One line: paragraphs, terms, seconds."""
    paragraphs, terms, indexed, seconds = speed(shared)
    yield (
        f"{paragraphs:,} paragraphs against {terms:,} terms: {seconds:.1f} s on one core, of which "
        f"{indexed:.1f} s index the terms; alignment not included."
    )


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--quick", action="store_true", help="fewer documents")
    parser.add_argument("--pair", help="the language that French is paired with")
    parser.add_argument("--only", choices=["recall", "alarms", "speed"])
    parser.add_argument("--write", type=Path, help="Markdown file to write")
    options = parser.parse_args()
    langs = (options.pair,) if options.pair else ("en", *OTHERS)
    parts: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
        "recall": ("Faults found", lambda: recall_table(options.shared, langs, options.quick)),
        "alarms": ("Untouched text", lambda: alarm_table(options.shared, langs, options.quick)),
        "speed": ("Speed", lambda: speed_line(options.shared)),
    }
    lines = [f"{datetime.now(UTC):%Y-%m-%d}, 2 cores; `python -m benchmarks.consistency`", ""]
    for name, (title, table) in parts.items():
        if options.only in (None, name):
            lines += [f"## {title}", "", *table(), ""]
    print("\n".join(lines))
    if options.write:
        options.write.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
