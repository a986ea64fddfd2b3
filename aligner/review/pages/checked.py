"""A project as it stands in the database, put through the consistency checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from aligner import alignment
from aligner.consistency import Finding, Report, check
from aligner.consistency.running import READ
from aligner.consistency.settings import Settings
from aligner.model import (
    AVOIDED,
    USABLE,
    Bead,
    Bitext,
    Document,
    Entry,
    Glossary,
    Ignored,
    Paragraph,
    Status,
    TranslationUnit,
)
from aligner.store import OutlineRow, Store
from aligner.terminology.inconsistency import inconsistencies

_SET_ASIDE = {Status.EXCLUDED, Status.REJECTED}
_COUNTING = {*USABLE, *AVOIDED}

Texts = Mapping[int, Mapping[str, Sequence[Paragraph]]]
Edits = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A report on one language of a project.

    Attributes:
        report: Its findings name paragraphs by their place in ``report.bitext``.
        rows: Id of the row that each paragraph stands in, source and draft; empty for a draft that
            stands in no rows.
    """

    report: Report
    rows: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    def row(self, finding: Finding) -> int | None:
        """Id of the row of a finding."""
        for number, rows in zip((finding.src_id, finding.tgt_id), self.rows, strict=True):
            if number is not None:
                return rows[number] if rows else None
        return None


def of_project(
    database: Store,
    project_id: int,
    rows: Sequence[OutlineRow],
    languages: tuple[str, str],
    settings: Settings,
    *,
    evidence: bool = False,
    reference: Document | None = None,
) -> Checked:
    """Check one language of a project against its pivot, the approved terms and units.

    Rows that were rejected or set aside are not checked; a row that a person approved is aligned
    for sure.

    Args:
        database: Where the texts and glossaries are.
        project_id: The project.
        rows: Its rows, in order.
        languages: The pivot and the language to check.
        settings: Which rules run, and how.
        evidence: Look for terms rendered in several ways in the texts themselves, which takes
            seconds; documents of more than :data:`READ` paragraphs are left out.
        reference: The official translation.
    """
    kept = [row for row in rows if row.status not in _SET_ASIDE]
    ids = [row.id for row in kept]
    bitext, places = _bitext(kept, languages, database.paragraphs(ids), database.edits(ids))
    units = memory(database, project_id, languages)
    report = check(
        bitext,
        approved(database, project_id, languages),
        reference=alignment.align(bitext.tgt, reference, sentences=False) if reference else None,
        memory=units,
        evidence=(
            inconsistencies([bitext]) if evidence and len(bitext.src.paragraphs) <= READ else ()
        ),
        settings=settings,
    )
    notes = [f"compared with {len(units):,} approved units of other documents"] if units else []
    return Checked(replace(report, notes=(*notes, *report.notes)), places)


def memory(
    database: Store, project_id: int | None, languages: Collection[str]
) -> tuple[TranslationUnit, ...]:
    """The approved units of the other projects, or of all, with which a draft should agree."""
    others = (p.id for p in database.projects() if p.id != project_id)
    units = chain.from_iterable(database.units(number, Status.APPROVED) for number in others)
    return tuple(unit for unit in units if all(unit.texts.get(lang) for lang in languages))


def _bitext(
    rows: Iterable[OutlineRow], languages: tuple[str, str], texts: Texts, edits: Edits
) -> tuple[Bitext, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Rows as a bitext whose paragraphs are numbered anew, and the row of each paragraph."""
    sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    places: tuple[list[int], list[int]] = ([], [])
    beads = []
    for row in rows:
        ids: list[tuple[int, ...]] = []
        for lang, side, place in zip(languages, sides, places, strict=True):
            cell = _cell(texts.get(row.id, {}).get(lang, ()), edits.get(row.id, {}).get(lang))
            ids.append(tuple(range(len(side), len(side) + len(cell))))
            side += (replace(p, id=number) for number, p in zip(ids[-1], cell, strict=True))
            place += [row.id] * len(cell)
        if any(ids):
            beads.append(Bead(ids[0], ids[1], 1.0 if row.decided else row.confidence))
    src, tgt = (
        Document(lang, lang, tuple(side)) for lang, side in zip(languages, sides, strict=True)
    )
    return Bitext(src, tgt, tuple(beads)), (tuple(places[0]), tuple(places[1]))


def _cell(paragraphs: Sequence[Paragraph], edit: str | None) -> Sequence[Paragraph]:
    """What stands in a cell: its paragraphs, or what a person wrote under the first one's label."""
    if edit is None:
        return paragraphs
    first = paragraphs[0] if paragraphs else Paragraph(0, "")
    return [replace(first, text=first.text[: first.body_start] + edit, sentences=())]


def approved(
    database: Store, project_id: int | None, languages: Collection[str]
) -> Glossary | None:
    """What is decided in the glossary of a project and in the imported ones; None for nothing.

    Its name tells which they are, with their versions.
    """
    entries: list[Entry] = []
    names = []
    for summary in database.glossaries():
        ours = summary.project in (None, project_id)
        if not ours or len(set(languages) & set(summary.languages)) < 2:
            continue
        glossary = database.glossary_by_id(summary.id)
        decided = [entry for entry in glossary.entries if _is_decided(entry)]
        if decided:
            entries += decided
            names.append(f"{glossary.name} version {glossary.version}")
    if not entries:
        return None
    return Glossary(" + ".join(names), tuple(languages), tuple(entries))


def _is_decided(entry: Entry) -> bool:
    return entry.status in _COUNTING or (
        entry.status is not Status.REJECTED and any(t.status in _COUNTING for t in entry.terms)
    )


def parted(
    findings: Iterable[Finding], ignored: Sequence[Ignored]
) -> tuple[list[Finding], list[tuple[Finding, Ignored]]]:
    """Findings that stand, and those that a person let rest, each with the reason."""
    standing: list[Finding] = []
    resting: list[tuple[Finding, Ignored]] = []
    for finding in findings:
        found = next(
            (i for i in ignored if i.covers(finding.rule, finding.topic, finding.place)), None
        )
        if found is None:
            standing.append(finding)
        else:
            resting.append((finding, found))
    return standing, resting


def mended(checked: Checked, finding: Finding, rendering: str) -> str | None:
    """The words of the cell with one of the expected forms in place of what was found.

    Returns:
        None where the finding has no place in the draft that could be replaced, or where the row
        has several paragraphs, whose words an edit would make one.
    """
    if finding.side != "tgt" or finding.tgt_id is None or not finding.found:
        return None
    row = checked.rows[1][finding.tgt_id]
    if checked.rows[1].count(row) != 1:
        return None
    paragraph = checked.report.bitext.tgt.paragraphs[finding.tgt_id]
    start, end = finding.span
    if start < paragraph.body_start or paragraph.text[start:end] != finding.found:
        return None
    capital = finding.found[:1].isupper() and rendering[:1].islower()
    fitting = rendering[:1].upper() + rendering[1:] if capital else rendering
    return paragraph.text[paragraph.body_start : start] + fitting + paragraph.text[end:]
