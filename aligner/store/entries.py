"""Keeps a glossary: what was decided of an entry stays, candidates follow the last extraction."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from aligner.errors import StoreError
from aligner.model import Entry, Glossary, Status
from aligner.store import concepts, schema

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
    query = select(_glossary).order_by(_glossary.c.project_id.is_(None), _glossary.c.id)
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


def save(connection: Connection, project_id: int, glossary: Glossary) -> None:
    """Renew the candidates; the version grows by one where anything changed."""
    if (old := _of_project(connection, project_id)) is None:
        create(connection, glossary, project_id)
        return
    before = _load(connection, old)
    after = merged(before, glossary, absorbed(connection, before.id))
    if after == before:
        return
    replace_entries(connection, before, after)


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


def merged(before: Glossary, new: Glossary, gone: Collection[str] = ()) -> Glossary:
    """`new` with every entry of `before` that a person worked on as it was.

    One that is not found again stays; a rejected pair does not come back under another id, nor
    does a concept that was merged into another.
    """
    kept = {entry.id: entry for entry in before.entries if held(entry)}
    refused = {_pair(entry) for entry in kept.values() if entry.status == Status.REJECTED}
    entries = [
        kept.pop(entry.id, entry)
        for entry in new.entries
        if entry.id in kept or not (entry.id in gone or _pair(entry) in refused)
    ]
    return replace(new, entries=(*entries, *kept.values()), version=before.version, id=before.id)


def held(entry: Entry) -> bool:
    """True where a person decided on an entry or changed it: a new extraction leaves it alone."""
    return entry.status != Status.CANDIDATE or bool(entry.changer)


def _pair(entry: Entry) -> frozenset[tuple[str, str]]:
    """The first term of each language, folded."""
    firsts = {term.lang: term for term in reversed(entry.terms)}
    return frozenset((lang, _folded(term.text)) for lang, term in firsts.items())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


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


def _load(connection: Connection, found: RowMapping) -> Glossary:
    return Glossary(
        name=found["name"],
        languages=tuple(found["languages"]),
        entries=tuple(concepts.entries(connection, found["id"])),
        version=found["version"],
        id=found["id"],
    )


def _of_project(connection: Connection, project_id: int) -> RowMapping | None:
    query = select(_glossary).where(_glossary.c.project_id == project_id)
    return connection.execute(query).mappings().one_or_none()
