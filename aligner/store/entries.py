"""Keeps a glossary: what was decided of an entry stays, candidates follow the last extraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from aligner.errors import StoreError
from aligner.model import Context, Entry, Glossary, Status, Term
from aligner.store import contexts, renewing, schema
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
    kept, told = (read(connection, glossary_id, worked_on, words=words) for words in (False, True))
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
    insert_entries(connection, glossary_id, list(enumerate(glossary.entries)), version=1)
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
    changed = [key for key, (_, entry) in new.items() if old.get(key, entry) != entry]
    remove_entries(connection, before.id, old.keys() - new.keys())
    versions = {key: old[key].version + 1 for key in changed}
    remove_entries(connection, before.id, changed)
    moved = [
        {"of": before.id, "own": key, "to": i}
        for key, (i, _) in new.items()
        if key in old and key not in versions
    ]
    if moved:
        connection.execute(
            update(_entry)
            .where(_entry.c.glossary_id == bindparam("of"), _entry.c.key == bindparam("own"))
            .values(position=bindparam("to")),
            moved,
        )
    coming = [placed for key, placed in new.items() if key in versions or key not in old]
    insert_entries(connection, before.id, coming, version=version, versions=versions)


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
        entries=tuple(read(connection, found["id"], words=words)),
        version=found["version"],
        id=found["id"],
    )


def read(
    connection: Connection,
    glossary_id: int,
    keys: Collection[str] | None = None,
    *,
    words: bool = True,
) -> list[Entry]:
    """The entries of a glossary in order, all or those of some ids; contexts with their words."""
    chosen = select(_entry).where(_entry.c.glossary_id == glossary_id)
    owned = select(_entry.c.id).where(_entry.c.glossary_id == glossary_id)
    if keys is not None:
        chosen = chosen.where(_entry.c.key.in_(list(keys)))
        owned = owned.where(_entry.c.key.in_(list(keys)))
    terms = _by_entry(connection, schema.term, owned)
    places = _by_entry(connection, schema.context, owned)
    rows = connection.execute(chosen.order_by(_entry.c.position, _entry.c.id)).mappings()
    found = [
        Entry(
            id=row["key"],
            terms=tuple(_term(term) for term in terms[row["id"]]),
            contexts=tuple(_context(place) for place in places[row["id"]]),
            status=Status(row["status"]),
            related=tuple(row["related"]),
            version=row["version"],
            **{name: row[name] for name in _PLAIN},
        )
        for row in rows
    ]
    return contexts.with_words(connection, glossary_id, found) if words else found


_PLAIN = (
    "score",
    "count",
    "definition",
    "note",
    "domain",
    "source",
    "created",
    "creator",
    "changed",
    "changer",
)


def _of_project(connection: Connection, project_id: int) -> RowMapping | None:
    query = select(_glossary).where(_glossary.c.project_id == project_id)
    return connection.execute(query).mappings().one_or_none()


def remove_entries(connection: Connection, glossary_id: int, keys: Iterable[str]) -> None:
    """Take entries out."""
    values = [{"of": glossary_id, "own": key} for key in keys]
    if values:
        connection.execute(
            delete(_entry).where(
                _entry.c.glossary_id == bindparam("of"), _entry.c.key == bindparam("own")
            ),
            values,
        )


def insert_entries(
    connection: Connection,
    glossary_id: int,
    placed: Sequence[tuple[int, Entry]],
    *,
    version: int,
    versions: Mapping[str, int] | None = None,
    absorbed: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Put entries in, each with its position.

    Args:
        connection: In a write transaction.
        glossary_id: The glossary.
        placed: Positions and entries.
        version: Of entries that are new: that of the glossary, which no older entry of the same
            id can have had.
        versions: Of those that were there before, by id.
        absorbed: Ids of the entries that were merged into one, by its id.
    """
    if not placed:
        return
    values = [
        {
            "glossary_id": glossary_id,
            "key": entry.id,
            "position": position,
            "status": entry.status,
            "related": entry.related,
            "version": (versions or {}).get(entry.id, version),
            "absorbed": (absorbed or {}).get(entry.id, ()),
        }
        | {name: getattr(entry, name) for name in _PLAIN}
        for position, entry in placed
    ]
    ids = connection.execute(
        insert(_entry).returning(_entry.c.id, sort_by_parameter_order=True), values
    ).scalars()
    known = contexts.lengths(connection, glossary_id)
    terms: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    for entry_id, (_, entry) in zip(ids, placed, strict=True):
        own = {"entry_id": entry_id}
        terms += [own | {"ordinal": i} | asdict(term) for i, term in enumerate(entry.terms)]
        places += [
            own | {"ordinal": i} | asdict(contexts.referring(context, known))
            for i, context in enumerate(entry.contexts)
        ]
    for child, rows in ((schema.term, terms), (schema.context, places)):
        if rows:
            connection.execute(insert(child), rows)


def _by_entry(
    connection: Connection, table: Table, owned: Select[int]
) -> Mapping[int, list[RowMapping]]:
    query = select(table).where(table.c.entry_id.in_(owned)).order_by(table.c.ordinal)
    groups: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        groups[row["entry_id"]].append(row)
    return groups


def _term(row: RowMapping) -> Term:
    plain = {name: row[name] for name in ("lang", "text", "lemma", "acronym", "pos")}
    return Term(variants=tuple(row["variants"]), status=Status(row["status"]), **plain)


def _context(row: RowMapping) -> Context:
    return Context(
        document=row["document"],
        label=row["label"],
        units={lang: tuple(ids) for lang, ids in row["units"].items()},
        texts=row["texts"],
    )
