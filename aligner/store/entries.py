"""Keeps a glossary: what was decided of an entry stays, candidates follow the last extraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from sqlalchemy import Connection, RowMapping, Select, Table, delete, insert, select, update

from aligner.errors import StoreError
from aligner.model import Context, Entry, Glossary, Status, Term
from aligner.store import schema


def save(connection: Connection, project_id: int, glossary: Glossary) -> None:
    """Renew the candidates; the version grows by one where anything changed."""
    table = schema.glossary
    if (old := _find(connection, project_id)) is None:
        values = {
            "project_id": project_id,
            "name": glossary.name,
            "languages": glossary.languages,
            "version": 1,
        }
        glossary_id = connection.execute(insert(table).returning(table.c.id), values).scalar_one()
        _insert(connection, glossary_id, enumerate(glossary.entries))
        return
    before = load(connection, project_id)
    after = merged(before, glossary)
    if after == before:
        return
    connection.execute(
        update(table)
        .where(table.c.id == old["id"])
        .values(name=after.name, languages=after.languages, version=after.version + 1)
    )
    kept = {entry.id: entry for entry in before.entries if entry.status != Status.CANDIDATE}
    entry_table = schema.entry
    connection.execute(
        delete(entry_table)
        .where(entry_table.c.glossary_id == old["id"])
        .where(entry_table.c.status == Status.CANDIDATE)
    )
    for position, entry in enumerate(after.entries):
        if entry.id in kept:
            connection.execute(
                update(entry_table)
                .where(entry_table.c.glossary_id == old["id"], entry_table.c.key == entry.id)
                .values(position=position)
            )
    new = [(i, entry) for i, entry in enumerate(after.entries) if entry.id not in kept]
    _insert(connection, old["id"], new)


def merged(before: Glossary, new: Glossary) -> Glossary:
    """`new` with every decided entry of `before` as it was; one that is not found again stays."""
    kept = {entry.id: entry for entry in before.entries if entry.status != Status.CANDIDATE}
    entries = [kept.pop(entry.id, entry) for entry in new.entries]
    return replace(new, entries=(*entries, *kept.values()), version=before.version)


def load(connection: Connection, project_id: int) -> Glossary:
    """The glossary of a project."""
    found = _find(connection, project_id)
    if found is None:
        raise StoreError(f"project {project_id}: not in this database")
    owned = select(schema.entry.c.id).where(schema.entry.c.glossary_id == found["id"])
    terms = _by_entry(connection, schema.term, owned)
    contexts = _by_entry(connection, schema.context, owned)
    rows = connection.execute(
        select(schema.entry)
        .where(schema.entry.c.glossary_id == found["id"])
        .order_by(schema.entry.c.position)
    ).mappings()
    return Glossary(
        name=found["name"],
        languages=tuple(found["languages"]),
        entries=tuple(
            Entry(
                id=row["key"],
                terms=tuple(_term(term) for term in terms[row["id"]]),
                contexts=tuple(_context(context) for context in contexts[row["id"]]),
                status=Status(row["status"]),
                related=tuple(row["related"]),
                **{name: row[name] for name in _PLAIN},
            )
            for row in rows
        ),
        version=found["version"],
    )


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


def _find(connection: Connection, project_id: int) -> RowMapping | None:
    query = select(schema.glossary).where(schema.glossary.c.project_id == project_id)
    return connection.execute(query).mappings().one_or_none()


def _insert(connection: Connection, glossary_id: int, entries: Iterable[tuple[int, Entry]]) -> None:
    placed = list(entries)
    if not placed:
        return
    table = schema.entry
    values = [
        {
            "glossary_id": glossary_id,
            "key": entry.id,
            "position": position,
            "status": entry.status,
            "related": entry.related,
            "version": 1,
        }
        | {name: getattr(entry, name) for name in _PLAIN}
        for position, entry in placed
    ]
    ids = connection.execute(
        insert(table).returning(table.c.id, sort_by_parameter_order=True), values
    ).scalars()
    terms, contexts = [], []
    for entry_id, (_, entry) in zip(ids, placed, strict=True):
        own = {"entry_id": entry_id}
        terms += [own | {"ordinal": i} | asdict(term) for i, term in enumerate(entry.terms)]
        contexts += [
            own | {"ordinal": i} | asdict(context) for i, context in enumerate(entry.contexts)
        ]
    for child, rows in ((schema.term, terms), (schema.context, contexts)):
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
