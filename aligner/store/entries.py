"""Keeps a glossary: what was decided of an entry stays, candidates follow the last extraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from aligner.errors import StoreError
from aligner.model import Context, Glossary, Status
from aligner.store import concepts, contexts, renewing, schema, spellings
from aligner.store.rereading import Readings

_glossary, _entry = schema.glossary, schema.entry


@dataclass(frozen=True, slots=True)
class GlossarySummary:
    """A glossary in a list.

    Attributes:
        project: Id of the project whose terms they are; None for one that was imported.
        version: Grows by one with each change.
        entries: How many, by status; a status that no entry has is absent.
    """

    id: int
    project: int | None
    name: str
    languages: tuple[str, ...]
    version: int
    entries: Mapping[Status, int]


def summaries(connection: Connection) -> list[GlossarySummary]:
    """All glossaries, the imported ones last."""
    counts: dict[int, dict[Status, int]] = defaultdict(dict)
    for glossary_id, status, count in connection.execute(
        select(_entry.c.glossary_id, _entry.c.status, func.count()).group_by(
            _entry.c.glossary_id, _entry.c.status
        )
    ):
        counts[glossary_id][Status(status)] = count
    project = schema.project
    query = (
        select(_glossary)
        .outerjoin(project, project.c.id == _glossary.c.project_id)
        .where(_glossary.c.removed.is_(None), project.c.removed.is_(None))
        .order_by(_glossary.c.project_id.is_(None), _glossary.c.id)
    )
    return [
        GlossarySummary(
            id=found["id"],
            project=found["project_id"],
            name=found["name"],
            languages=tuple(found["languages"]),
            version=found["version"],
            entries=counts[found["id"]],
        )
        for found in connection.execute(query).mappings()
    ]


def save(
    connection: Connection,
    project_id: int,
    glossary: Glossary,
    carried: Mapping[str, tuple[Context, ...]],
) -> None:
    """Renew the candidates; the version grows by one where anything changed.

    Args:
        connection: In a write transaction.
        project_id: The project, its documents saved already.
        glossary: What was extracted.
        carried: Where the concepts of :func:`carried` stand now.
    """
    if (old := _of_project(connection, project_id)) is None:
        create(connection, glossary, project_id)
        return
    before = _load(connection, old, words=False)
    known = contexts.lengths(connection, before.id)
    new = replace(
        glossary,
        entries=tuple(
            replace(entry, contexts=tuple(contexts.referring(c, known) for c in entry.contexts))
            for entry in glossary.entries
        ),
    )
    after = renewing.renewed(before, new, absorbed(connection, before.id), carried)
    if after != before:
        replace_entries(connection, before, after)


def carried(
    connection: Connection, project_id: int, readings: Readings
) -> Mapping[str, tuple[Context, ...]]:
    """Where the concepts stand that a person worked on, in a new reading of the documents, by id.

    To be asked before the documents are replaced: of what is not there any more the words are kept.
    """
    found = _of_project(connection, project_id)
    if found is None:
        return {}
    worked_on = [e.id for e in _load(connection, found, words=False).entries if renewing.held(e)]
    glossary_id = found["id"]
    kept, told = (
        concepts.entries(connection, glossary_id, worked_on, words=words) for words in (False, True)
    )
    return {
        entry.id: tuple(
            contexts.carried(context, worded, readings)
            for context, worded in zip(entry.contexts, its_words.contexts, strict=True)
        )
        for entry, its_words in zip(kept, told, strict=True)
    }


def create(connection: Connection, glossary: Glossary, project_id: int | None) -> int:
    """Insert a glossary with its entries; returns its id."""
    values = {
        "project_id": project_id,
        "name": glossary.name,
        "languages": glossary.languages,
        "version": 1,
    }
    glossary_id: int = connection.execute(
        insert(_glossary).returning(_glossary.c.id), values
    ).scalar_one()
    said = {
        entry.id: concepts.stated(replace(entry, version=1), place)
        for place, entry in enumerate(glossary.entries)
    }
    concepts.put(connection, glossary_id, said)
    spellings.follow(connection, glossary_id, {}, said)
    return glossary_id


def replace_entries(connection: Connection, before: Glossary, after: Glossary) -> None:
    """Turn one state of a glossary into another; entries that stay the same are left alone."""
    version = before.version + 1
    connection.execute(
        update(_glossary)
        .where(_glossary.c.id == before.id)
        .values(name=after.name, languages=after.languages, version=version)
    )
    old = {entry.id: entry for entry in before.entries}
    new = {entry.id: (i, entry) for i, entry in enumerate(after.entries)}
    coming = {
        key: concepts.stated(
            replace(entry, version=old[key].version + 1 if key in old else version), place
        )
        for key, (place, entry) in new.items()
        if old.get(key) != entry
    }
    concepts.remove(connection, before.id, (old.keys() - new.keys()) | (old.keys() & coming))
    staying = [{"own": key, "to": i} for key, (i, _) in new.items() if key not in coming]
    if staying:
        connection.execute(
            update(_entry)
            .where(_entry.c.glossary_id == before.id, _entry.c.key == bindparam("own"))
            .values(position=bindparam("to")),
            staying,
        )
    concepts.put(connection, before.id, coming)
    gone = {key: concepts.stated(old[key]) for key in old if key in coming or key not in new}
    spellings.follow(connection, before.id, gone, coming)


def absorbed(connection: Connection, glossary_id: int) -> set[str]:
    """Ids of the entries that were merged into others."""
    query = select(_entry.c.absorbed).where(_entry.c.glossary_id == glossary_id)
    return {key for keys in connection.execute(query).scalars() for key in keys}


def load(connection: Connection, project_id: int) -> Glossary:
    """The glossary of a project."""
    found = _of_project(connection, project_id)
    if found is None:
        raise StoreError(f"project {project_id}: not in this database")
    return _load(connection, found)


def by_id(connection: Connection, glossary_id: int) -> Glossary:
    """A glossary by its id, of a project or imported."""
    query = select(_glossary).where(_glossary.c.id == glossary_id)
    found = connection.execute(query).mappings().one_or_none()
    if found is None:
        raise StoreError(f"glossary {glossary_id}: not in this database")
    return _load(connection, found)


def _load(connection: Connection, found: RowMapping, *, words: bool = True) -> Glossary:
    return Glossary(
        name=found["name"],
        languages=tuple(found["languages"]),
        entries=tuple(concepts.entries(connection, found["id"], words=words)),
        version=found["version"],
        id=found["id"],
    )


def _of_project(connection: Connection, project_id: int) -> RowMapping | None:
    query = select(_glossary).where(_glossary.c.project_id == project_id)
    return connection.execute(query).mappings().one_or_none()
