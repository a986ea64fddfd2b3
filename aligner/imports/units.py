"""Translation units into projects: new ones as they are, known ones as decisions on their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from aligner import store
from aligner.errors import Conflict, UsageError
from aligner.formats.ids import fresh
from aligner.formats.imported import Skipped
from aligner.formats.returned import Revision, compare
from aligner.imports.outcome import Clash, Outcome
from aligner.model import Actor, Status, TranslationUnit, together
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell

_AT_ONCE = 500  # rows that came back otherwise, in memory together with what they stand on


def imported_project(database: store.Store, name: str) -> int | None:
    """The project that an earlier import made under a name; None where there is none."""
    called = (project for project in database.projects() if project.name == name)
    found = next(called, None)
    return found.id if found and found.signature == store.IMPORTED else None


def take_units(
    database: store.Store, units: Iterable[TranslationUnit], actor: Actor, outcome: Outcome
) -> None:
    """Take units over, in a stream; those of one document are a project.

    Raises:
        Forbidden: The role does not allow it.
        StoreError: The database cannot be written.
    """
    projects = {project.name: project for project in reversed(database.projects())}
    for document, group in groupby(units, key=lambda unit: unit.document):
        if document not in outcome.projects:
            outcome.projects.append(document)
        if document in projects:
            _merge(database, projects[document], list(group), actor, outcome)
        else:
            outcome.units.add(database.save_units(document, group, actor))


def _merge(
    database: store.Store,
    project: store.ProjectSummary,
    back: Sequence[TranslationUnit],
    actor: Actor,
    outcome: Outcome,
) -> None:
    """Take over what a file says of the rows of a project."""
    if others := {lang for unit in back for lang in unit.texts} - {*project.languages}:
        outcome.notes.append(f"{project.name} is not in {', '.join(sorted(others))}; left out")
    versions = database.row_versions(project.id)  # first: what is decided from here on is seen
    current = list(database.units(project.id))
    rows = {unit.id: row for unit, row in zip(current, versions.items(), strict=True)}
    fitting = [_fitting(unit, project.languages) for unit in back]
    found = compare(
        current, fitting, lambda unit, langs: _in_languages(unit, {*langs} - {project.pivot})
    )
    outcome.units.same += found.unchanged
    outcome.units.kept += len(found.conflicts)
    if found.other_properties:
        outcome.notes.append(
            f"not kept: new properties of units that were known ({found.other_properties:,})"
        )
    for conflict in found.conflicts:
        outcome.clashes += _clashes(conflict)
    _decide(database, project, _standing(database, project, found.revisions, rows), actor, outcome)
    if project.signature != store.IMPORTED:
        outcome.units.unknown += len(found.unknown)
    elif found.unknown:
        taken = dict.fromkeys((unit.id for unit in current), 1)
        more = (replace(unit, id=fresh(unit.id, taken)) for unit in found.unknown)
        del current, rows, versions, fitting  # they fill the memory that the new ones need
        outcome.units.add(database.save_units(project.name, more, actor))
        if len(found.unknown) == len(back):
            outcome.notes.append(
                f"none of its units was in {project.name}; they were added to it "
                "(--into NAME keeps them apart)"
            )


def _fitting(unit: TranslationUnit, languages: Sequence[str]) -> TranslationUnit:
    """The unit in the languages of a project."""
    texts = {lang: text for lang, text in unit.texts.items() if lang in languages}
    return replace(unit, texts=texts)


def _in_languages(unit: TranslationUnit, langs: Collection[str]) -> TranslationUnit:
    """The unit with what was decided of some of its languages together."""
    if not langs or not unit.statuses:
        return unit
    return replace(unit, status=together(map(unit.standing, langs)))


def _standing(
    database: store.Store,
    project: store.ProjectSummary,
    revisions: Sequence[Revision],
    rows: Mapping[str, tuple[int, int]],
) -> Iterator[tuple[Revision, int, store.OutlineRow | None]]:
    """Revisions, each with the version that it was compared with and its row; None if it is gone.

    Args:
        database: Where the rows are.
        project: To which they belong.
        revisions: What came back otherwise.
        rows: Row id and version by the id of a unit.
    """
    for start in range(0, len(revisions), _AT_ONCE):
        some = [
            (revision, *rows[revision.before.id])
            for revision in revisions[start : start + _AT_ONCE]
        ]
        found = {row.id: row for row in database.outline(project.id, {own for _, own, _ in some})}
        yield from ((revision, version, found.get(own)) for revision, own, version in some)


def _decide(
    database: store.Store,
    project: store.ProjectSummary,
    revisions: Iterable[tuple[Revision, int, store.OutlineRow | None]],
    actor: Actor,
    outcome: Outcome,
) -> None:
    """Write revisions as decisions: texts and notes one by one, then each status in one step."""
    steps: dict[tuple[Status, tuple[str, ...]], list[tuple[int, int]]] = {}
    for revision, version, row in revisions:
        if row is None:
            outcome.units.kept += 1
            said = "its row was joined with another one meanwhile; import the file again"
            outcome.skipped.append(Skipped(0, f"{_where(revision.before)}: {said}"))
            continue
        try:
            for lang in revision.languages:
                text = revision.after.texts[lang]
                database.decide(actor, EditCell(row.id, version, lang, text), outcome.why)
                version += 1
            if said := _new_note(revision):
                database.decide(actor, NoteRow(row.id, said), outcome.why)
        except (Conflict, UsageError) as error:
            outcome.units.kept += 1
            outcome.skipped.append(Skipped(0, f"{_where(revision.before)}: {error}"))
            continue
        standing = Status.CANDIDATE if revision.languages else revision.before.status
        if revision.after.status is not standing:
            langs = _decided_on(row, {*revision.sent} - {project.pivot})
            steps.setdefault((revision.after.status, langs), []).append((row.id, version))
        outcome.units.changed += 1
    for (status, langs), versioned in steps.items():
        _decide_together(database, DecideRows(tuple(versioned), status, langs), actor, outcome)


def _decided_on(row: store.OutlineRow, sent: Collection[str]) -> tuple[str, ...]:
    """The languages of a file of which it decides; none where it has all that the row has."""
    held = {lang for lang, ids in row.cells.items() if ids} | {*row.edited, *row.statuses}
    _, *others = row.cells  # the pivot is first
    return () if held & {*others} <= {*sent} else tuple(sorted(sent))


def _decide_together(
    database: store.Store, deed: DecideRows, actor: Actor, outcome: Outcome
) -> None:
    """Give rows a status in one step; where one of them cannot have it, each in its own."""
    try:
        database.decide(actor, deed, outcome.why)
    except (Conflict, UsageError) as error:
        if len(deed.rows) > 1:
            for row in deed.rows:
                _decide_together(database, replace(deed, rows=(row,)), actor, outcome)
        else:
            outcome.units.changed -= 1
            outcome.units.kept += 1
            outcome.skipped.append(Skipped(0, str(error)))


def _new_note(revision: Revision) -> str:
    """What the file's note says beyond the one that is there."""
    before, after = revision.before.note, revision.after.note
    return after.removeprefix(before).strip()


def _where(unit: TranslationUnit) -> str:
    place = f"para. {unit.label}" if unit.label else f"unit {unit.id}"
    return f"{unit.document}, {place}"


def _clashes(conflict: Revision) -> Iterator[Clash]:
    before, after = conflict.before, conflict.after
    where, by = _where(before), before.changer
    for lang in conflict.languages:
        yield Clash(where, lang, before.texts.get(lang, ""), after.texts[lang], by)
    if before.status is not after.status:
        yield Clash(where, "status", before.status, after.status, by)
    if before.note != after.note:
        yield Clash(where, "note", before.note, after.note, by)
