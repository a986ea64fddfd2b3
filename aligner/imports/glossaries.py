"""Glossaries: new ones as they are, known ones as decisions on their entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligner import store
from aligner.errors import Conflict, UsageError
from aligner.formats.ids import fresh
from aligner.formats.imported import Skipped
from aligner.formats.returned_terms import EntryRevision, compare_entries
from aligner.imports.outcome import Clash, Outcome
from aligner.model import Actor, Entry, Glossary, Status, Term
from aligner.store.deeds.concepts import DecideEntry, EditEntry

_SAID = ("definition", "note", "domain")


def take_glossary(
    database: store.Store, glossary: Glossary, actor: Actor, outcome: Outcome
) -> None:
    """Take a glossary over; one of that name that the database has is compared with it.

    Raises:
        Forbidden: The role does not allow it.
        StoreError: The database cannot be written.
    """
    outcome.glossary = glossary.name
    called = [summary for summary in database.glossaries() if summary.name == glossary.name]
    if not called:
        outcome.entries.add(database.save_glossary(glossary, actor))
        return
    imported = [summary for summary in called if summary.project is None]
    known = database.glossary_by_id((imported or called)[0].id)
    found = compare_entries(known, glossary)
    outcome.entries.same += len(found.unchanged)
    outcome.entries.kept += len(found.conflicts)
    for conflict in found.conflicts:
        outcome.clashes += _clashes(known.name, conflict)
    for revision in found.revisions:
        _decide(database, known.id, revision, actor, outcome)
    if found.added:
        more = replace(glossary, entries=_under_free_ids(known, found.added))
        outcome.entries.add(database.save_glossary(more, actor))


def _under_free_ids(known: Glossary, added: Sequence[Entry]) -> tuple[Entry, ...]:
    """New entries under ids that the glossary does not have, their references with them."""
    taken = dict.fromkeys((entry.id for entry in known.entries), 1)
    ids = {entry.id: fresh(entry.id, taken) for entry in added}
    return tuple(
        replace(
            entry,
            id=ids[entry.id],
            related=tuple(ids.get(other, other) for other in entry.related),
        )
        for entry in added
    )


def _decide(
    database: store.Store, glossary: int, revision: EntryRevision, actor: Actor, outcome: Outcome
) -> None:
    """Write what came back of a concept as decisions: its words, then its status."""
    before, after = revision.before, revision.after
    unedited = EditEntry(glossary, before.id, before.version)
    edit = replace(
        unedited,
        terms=after.terms if after.terms != before.terms else None,
        **{name: getattr(after, name) for name in _SAID if _differ(name, before, after)},
    )
    version = before.version
    try:
        if edit != unedited:
            database.decide(actor, edit, outcome.why)
            version += 1
        if _differ("status", before, after):
            decision = DecideEntry(glossary, before.id, version, after.status)
            database.decide(actor, decision, outcome.why)
    except (Conflict, UsageError) as error:
        outcome.entries.kept += 1
        outcome.skipped.append(Skipped(0, f"{_name(before)}: {error}"))
    else:
        outcome.entries.changed += 1


def _differ(name: str, before: Entry, after: Entry) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _name(entry: Entry) -> str:
    return entry.terms[0].text if entry.terms else entry.id


def _clashes(glossary: str, conflict: EntryRevision) -> Iterator[Clash]:
    before, after = conflict.before, conflict.after
    where = f"{glossary}, {_name(before)}"
    if before.terms != after.terms:
        here, there = _in_words(before.terms), _in_words(after.terms)
        yield Clash(where, "terms", here, there, before.changer)
    for name in ("status", *_SAID):
        if _differ(name, before, after):
            here, there = getattr(before, name), getattr(after, name)
            yield Clash(where, name, here, there, before.changer)


def _in_words(terms: Sequence[Term]) -> str:
    standing = [
        term.lang if term.status is Status.CANDIDATE else f"{term.lang}, {term.status}"
        for term in terms
    ]
    return "; ".join(f"{t.text} ({said})" for t, said in zip(terms, standing, strict=True))
