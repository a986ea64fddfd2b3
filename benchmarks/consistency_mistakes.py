"""Mistakes of a reviser's kinds, put one at a time into the worked example, and what is told.

``mistakes/fr-LANG.txt`` has one a line: its kind, what stands in the published version, and what
takes its place; ``mistakes/glossary.txt`` the approved terms and bodies. They were written by
hand, kind by kind. A mistake is *told* where its paragraph gets an error or a warning that the
published version does not get, *hinted at* where it gets a hint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from aligner.consistency import Finding, Report, Severity, check
from aligner.model import Bitext, Glossary
from benchmarks.consistency_texts import entry, example, names

OF_TERMS = ("synonym", "body", "acronym", "modifier", "legal number")
FOLDER = Path(__file__).with_name("mistakes")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A stretch of a published version and what a careless hand makes of it."""

    kind: str
    was: str
    made: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check said of one mistake.

    Attributes:
        mistake: What was put in.
        told: The worst that was said; None for nothing.
        rules: The rules that said something.
    """

    mistake: Mistake
    told: Severity | None
    rules: tuple[str, ...]


def mistakes(lang: str) -> list[Mistake]:
    """Those for French and another language."""
    lines = (FOLDER / f"fr-{lang}.txt").read_text(encoding="utf-8").splitlines()
    return [Mistake(*line.split("|")) for line in lines]


@cache
def glossary() -> Glossary:
    """The approved terms and bodies of the text, in six languages."""
    head, *rows = (FOLDER / "glossary.txt").read_text(encoding="utf-8").splitlines()
    langs = tuple(head.split("|"))
    entries = [
        entry(f"m{i}", list(zip(langs, row.split("|"), strict=True))) for i, row in enumerate(rows)
    ]
    return Glossary("worked example", langs, (*entries, *names().entries))


def outcomes(lang: str) -> Iterator[Outcome]:
    """What a check says of each mistake that it does not say of the published text.

    One draft holds several mistakes, each in a paragraph of its own, and but one of those that
    touch a term or a name, since how often a term is rendered as approved counts.
    """
    bitext = example(lang)
    before = Counter(map(_known, check(bitext, glossary()).findings))
    for batch in _batches(bitext, mistakes(lang)):
        made = bitext
        for mistake in batch:
            made = _made(made, mistake)
        found = check(made, glossary())
        for mistake in batch:
            fresh = [f for f in _of(found, _place(bitext, mistake)) if not before[_known(f)]]
            worst = min((f.severity for f in fresh), key=list(Severity).index, default=None)
            yield Outcome(mistake, worst, tuple(sorted({f.rule for f in fresh})))


def _batches(bitext: Bitext, wanted: list[Mistake]) -> list[list[Mistake]]:
    batches: list[list[Mistake]] = []
    for mistake in wanted:
        place = _place(bitext, mistake)
        for batch in batches:
            places = {_place(bitext, other) for other in batch}
            terms = any(other.kind in OF_TERMS for other in batch)
            if place not in places and not (terms and mistake.kind in OF_TERMS):
                batch.append(mistake)
                break
        else:
            batches.append([mistake])
    return batches


def table(langs: tuple[str, ...]) -> Iterator[str]:
    """Told and hinted at of all, by kind and pair of languages."""
    yield "| kind | " + " | ".join(f"fr-{lang}" for lang in langs) + " |"
    yield "|---|" + "---|" * len(langs)
    by_lang = {lang: list(outcomes(lang)) for lang in langs}
    for lang, found in by_lang.items():
        for each in found:
            if each.told is None or each.told is Severity.HINT:
                what = f"{each.mistake.was[:50]!r} -> {each.mistake.made[:50]!r}"
                print(f"  {lang} {each.told or 'missed'}: {each.mistake.kind}: {what}", flush=True)
    kinds = dict.fromkeys(each.mistake.kind for found in by_lang.values() for each in found)
    for kind in (*kinds, ""):
        cells = (
            _cell([e for e in found if kind in ("", e.mistake.kind)]) for found in by_lang.values()
        )
        yield f"| {kind or '**all**'} | " + " | ".join(cells) + " |"


def _cell(found: list[Outcome]) -> str:
    if not found:
        return "–"
    loud = sum(e.told in (Severity.ERROR, Severity.WARNING) for e in found)
    return f"{loud} + {sum(e.told is Severity.HINT for e in found)} of {len(found)}"


def _place(bitext: Bitext, mistake: Mistake) -> int:
    """The first paragraph of the draft that has what a mistake is put in place of."""
    for paragraph in bitext.tgt.paragraphs:
        if mistake.was in paragraph.text:
            return paragraph.id
    raise ValueError(f"{mistake.was!r} does not stand in {bitext.tgt.name} ({bitext.tgt.lang})")


def _made(bitext: Bitext, mistake: Mistake) -> Bitext:
    """The bitext with a mistake in the draft."""
    place = _place(bitext, mistake)
    paragraphs = list(bitext.tgt.paragraphs)
    text = paragraphs[place].text.replace(mistake.was, mistake.made, 1)
    paragraphs[place] = replace(paragraphs[place], text=text, sentences=())
    return replace(bitext, tgt=replace(bitext.tgt, paragraphs=tuple(paragraphs)))


def _of(report: Report, place: int) -> list[Finding]:
    """The findings in the bead of a paragraph of the draft."""
    bead = next(bead for bead in report.bitext.beads if place in bead.tgt)
    return [f for f in report.findings if f.tgt_id in bead.tgt or f.src_id in bead.src]


def _known(finding: Finding) -> tuple[str, str, int | None, str, str]:
    return finding.rule, finding.kind, finding.src_id, finding.found, finding.severity
