"""Faults put into clean texts, and those that the rule they are meant for reports."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner import alignment
from aligner.consistency import Finding, Severity, check
from aligner.consistency.rules import RULES
from aligner.consistency.settings import RuleSettings, Settings
from aligner.consistency.vocabulary import vocabulary
from aligner.model import Bitext, Glossary, Status, Term
from benchmarks import consistency_faults as faults
from benchmarks.consistency_faults import Faulty, with_texts
from benchmarks.consistency_term_faults import replaced_terms, term_places
from benchmarks.consistency_texts import acts, canada, example, gold, names, un_texts, unbis

Tally = Counter[str]
"""Faults put in, found, and found as an error or a warning."""


def score(made: Faulty, rule: str, glossary: Glossary | None) -> Tally:
    """Check a text with faults, and count those whose paragraph is reported.

    What is said of paragraphs that were merged is said of each of them.
    """
    bitext = made.bitext
    if made.realign:
        bitext = alignment.align(bitext.src, bitext.tgt, "static", sentences=False)
    settings = Settings(rules={known.id: RuleSettings(known.id == rule) for known in RULES})
    found = [f for f in check(bitext, glossary, settings=settings).findings if f.rule == rule]
    by_src = _by_source(found, bitext)
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


def _by_source(found: Sequence[Finding], bitext: Bitext) -> dict[int | None, Finding]:
    """The worst finding of each source paragraph."""
    beads = {i: bead.src for bead in bitext.beads for i in bead.src}
    by_src: dict[int | None, Finding] = {}
    for finding in sorted(found, key=_rank):
        merged = finding.kind in ("merged", "divided") and finding.src_id is not None
        by_src |= dict.fromkeys(beads[finding.src_id] if merged else [finding.src_id], finding)
    return by_src


def _rank(finding: Finding) -> int:
    return -list(Severity).index(finding.severity)


def recall(shared: Path, lang: str, *, quick: bool) -> Iterator[tuple[str, Tally]]:
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
    openings: Tally = Counter()
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
        found = _sum(
            score(maker(b, rng), "structure", None)
            for b in texts[: 4 if quick else None] * (1 if lang == "en" else 3)
        )
        yield f"structure: {what}", found
    yield (
        "segment-inconsistent",
        _sum(score(faults.repeated(b, rng), "segment-inconsistent", None) for b in texts),
    )
    if lang == "en" and not quick:
        texts = [*texts[:3], *acts(shared, ("fr", "en"), large=True)]
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
) -> Iterator[tuple[str, Tally]]:
    glossaries = [unbis(shared)] * 3
    if lang == "en":
        glossaries += [canada(shared, 2)] * (len(texts) - 3)
    totals: dict[str, Tally] = {}
    for bitext, glossary in zip(texts, glossaries, strict=True):
        for rule, made, used in _damaged_terms(bitext, glossary, lang, rng):
            totals[rule] = totals.get(rule, Counter()) + score(made, rule.split(":")[0], used)
    named = _sum(
        score(*_named_otherwise(example(lang), lang, random.Random(seed)))
        for seed in range(60 if lang == "en" else 12)
    )
    totals["name"] = totals.get("name", Counter()) + named
    yield from totals.items()


def _damaged_terms(
    bitext: Bitext, glossary: Glossary, lang: str, rng: random.Random
) -> Iterator[tuple[str, Faulty, Glossary]]:
    """Wrong terms, synonyms that are not approved, forbidden, deprecated and second renderings."""
    known = vocabulary(glossary, "fr", lang)
    here = {i for match in known.src.find("\n".join(p.body for p in bitext.src.paragraphs))
            for i in match.found}  # fmt: skip
    absent = [c.approved[0] for i, c in enumerate(known.concepts)
              if i not in here and c.approved and len(c.approved[0]) > 1]  # fmt: skip

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

    proper = [c.approved[0] for c in known.concepts if c.proper and c.approved]

    def another(concept: int, _: str) -> str:
        own = known.concepts[concept].approved
        return rng.choice([name for name in proper if not _share(name, own)])

    made, _ = replaced_terms(bitext, known, rng, another, names=True)
    yield "name", made, glossary
    made, _ = replaced_terms(bitext, known, rng, other)
    yield "term-missing: wrong term", made, glossary
    made, _ = replaced_terms(bitext, known, rng, synonym)
    yield "term-missing: synonym", made, glossary
    for rule, status in (
        ("term-forbidden", Status.FORBIDDEN),
        ("term-deprecated", Status.DEPRECATED),
        *[("term-inconsistent", Status.ADMITTED)] * 2,
    ):
        said: dict[int, str] = {}
        made, _ = replaced_terms(
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
    places = list(term_places(bitext, known, several=False))
    texts: dict[int, str] = {}
    made = []
    for place in rng.sample(places, max(1, len(places) // 10)):
        paragraph = place.pair.tgt.paragraphs[0]
        if paragraph.id in texts:
            continue
        text = place.pair.tgt.text
        own = known.concepts[place.concept].approved
        others = [c.approved[0] for c in known.concepts if not _share(c.approved[0], own)]
        new = rng.choice(others)
        for start, end in sorted(place.spans, reverse=True):
            text = text[:start] + new + text[end:]
        texts[paragraph.id] = paragraph.text[: paragraph.body_start] + text
        made.append(faults.Fault("name", place.pair.src.paragraphs[0].id, paragraph.id))
    tgt = with_texts(bitext.tgt, texts)
    return Faulty(replace(bitext, tgt=tgt), tuple(made)), "name", glossary


def _share(name: str, own: Sequence[str]) -> bool:
    """True for a name that is a part of another, or has it as a part."""
    return any(name in other or other in name for other in own)


def _sum(counts: Iterable[Tally]) -> Tally:
    return sum(counts, Counter())
