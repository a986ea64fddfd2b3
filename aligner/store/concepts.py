"""A concept as it is stored: read, claimed at a version and written back whole."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, delete, insert, select, tuple_, update

from aligner.errors import UsageError
from aligner.model import Context, Entry, Status, Term
from aligner.store import contexts, schema, spellings
from aligner.store.log import States

Fields = Mapping[str, Any]

_entry = schema.entry


def _columns(table: Table, *without: str) -> tuple[str, ...]:
    return tuple(column.name for column in table.c if column.name not in without)


STATED = _columns(_entry, "id", "glossary_id", "key")
"""Columns of a concept: all that it says, its place, and what was merged into it."""
_PLAIN = tuple(field.name for field in fields(Entry) if field.name in STATED)
_PARTS = {"terms": schema.term, "contexts": schema.context}


def name(glossary_id: int, key: str) -> str:
    """What the log calls a concept."""
    return f"entry {glossary_id} {key}"


def called(stated: Fields) -> str:
    """By its first term."""
    return f"'{stated['terms'][0]['text']}'" if stated["terms"] else "the entry"


def project_of(connection: Connection, glossary_id: int) -> int | None:
    """The project of a glossary; None for an imported one.

    Raises:
        UsageError: If there is no such glossary.
    """
    table = schema.glossary
    found = connection.execute(
        select(table.c.project_id).where(table.c.id == glossary_id)
    ).one_or_none()
    if found is None:
        raise UsageError(f"glossary {glossary_id}: not in this database")
    project_id: int | None = found.project_id
    return project_id


def entries(
    connection: Connection,
    glossary_id: int,
    keys: Collection[str] | None = None,
    *,
    words: bool = True,
) -> list[Entry]:
    """The concepts of a glossary in order, all or those of some ids.

    Args:
        connection: In a transaction.
        glossary_id: The glossary.
        keys: Ids of concepts.
        words: With the words of contexts that refer to paragraphs.
    """
    found = [_as_entry(*columns) for columns in _read(connection, glossary_id, keys)]
    return contexts.with_words(connection, glossary_id, found) if words else found


def _read(
    connection: Connection, glossary_id: int, keys: Collection[str] | None
) -> list[tuple[RowMapping, list[RowMapping], list[RowMapping]]]:
    """The columns of concepts, of their terms and of their contexts."""
    chosen = select(_entry).where(_entry.c.glossary_id == glossary_id)
    owned = select(_entry.c.id).where(_entry.c.glossary_id == glossary_id)
    if keys is not None:
        chosen = chosen.where(_entry.c.key.in_(list(keys)))
        owned = owned.where(_entry.c.key.in_(list(keys)))
    terms, places = (_by_entry(connection, table, owned) for table in _PARTS.values())
    found = connection.execute(chosen.order_by(_entry.c.position, _entry.c.id)).mappings()
    return [(row, terms[row["id"]], places[row["id"]]) for row in found]


def _by_entry(
    connection: Connection, table: Table, owned: Select[int]
) -> Mapping[int, list[RowMapping]]:
    query = select(table).where(table.c.entry_id.in_(owned)).order_by(table.c.ordinal)
    groups: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        groups[row["entry_id"]].append(row)
    return groups


def _as_entry(row: RowMapping, terms: Iterable[RowMapping], places: Iterable[RowMapping]) -> Entry:
    said = {name: row[name] for name in _PLAIN}
    return Entry(
        id=row["key"],
        terms=tuple(map(_term, terms)),
        contexts=tuple(map(_context, places)),
        **said | {"status": Status(row["status"]), "related": tuple(row["related"])},
    )


def _term(row: RowMapping) -> Term:
    said = {name: row[name] for name in _TERM}
    return Term(**said | {"variants": tuple(row["variants"]), "status": Status(row["status"])})


def _context(row: RowMapping) -> Context:
    units = {lang: tuple(ids) for lang, ids in row["units"].items()}
    return Context(**{name: row[name] for name in _CONTEXT} | {"units": units})


_TERM = tuple(field.name for field in fields(Term))
_CONTEXT = tuple(field.name for field in fields(Context))


def stated(entry: Entry, position: int = 0, absorbed: Collection[str] = ()) -> dict[str, Any]:
    """All that a concept says, by column, with its place and what was merged into it."""
    said = asdict(entry)
    del said["id"]
    return said | {"position": position, "absorbed": list(absorbed)}


def as_json(said: Fields) -> dict[str, Any]:
    """Fields as the log has them."""
    moments = {
        name: value.isoformat() for name, value in said.items() if isinstance(value, datetime)
    }
    found: dict[str, Any] = json.loads(schema.to_json({**said, **moments}))
    return found


def claim(connection: Connection, versions: Mapping[str, int]) -> set[str]:
    """Take concepts at the versions a person had before them; the glossary's grows too."""
    taken: set[str] = set()
    for glossary_id, keys in _by_glossary(versions).items():
        project_of(connection, glossary_id)
        had = sorted((key, versions[name(glossary_id, key)]) for key in keys)
        found = connection.execute(
            update(_entry)
            .where(_entry.c.glossary_id == glossary_id)
            .where(tuple_(_entry.c.key, _entry.c.version).in_(had))
            .values(version=_entry.c.version + 1)
            .returning(_entry.c.key)
        ).scalars()
        taken |= {name(glossary_id, key) for key in found}
        _next_version(connection, glossary_id)
    return taken


def touch(connection: Connection, names: Iterable[str]) -> None:
    """Claim concepts as they stand, those that are there."""
    for glossary_id, keys in _by_glossary(names).items():
        connection.execute(
            update(_entry)
            .where(_entry.c.glossary_id == glossary_id, _entry.c.key.in_(sorted(keys)))
            .values(version=_entry.c.version + 1)
        )
        _next_version(connection, glossary_id)


def _next_version(connection: Connection, glossary_id: int) -> None:
    table = schema.glossary
    connection.execute(
        update(table).where(table.c.id == glossary_id).values(version=table.c.version + 1)
    )


def read(connection: Connection, names: Collection[str]) -> States:
    """All fields of concepts by name; None where one is not there."""
    states: dict[str, Fields | None] = dict.fromkeys(names)
    for glossary_id, keys in _by_glossary(names).items():
        for row, *parts in _read(connection, glossary_id, keys):
            entry = stated(_as_entry(row, *parts), row["position"], row["absorbed"])
            states[name(glossary_id, row["key"])] = as_json(entry)
    return states


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Write fields of concepts that were claimed; concepts come and go as the states say."""
    for glossary_id, keys in _by_glossary(states).items():
        standing = read(connection, [name(glossary_id, key) for key in keys])
        remove(connection, glossary_id, keys)
        coming: dict[str, Fields] = {}
        for key in keys:
            was, given = standing[name(glossary_id, key)], states[name(glossary_id, key)]
            if given is not None:
                # One that was claimed has its next version; one that comes back needs it still.
                said = {**(was or {}), **given}
                coming[key] = said | {"version": said["version"] + (was is None)}
        put(connection, glossary_id, coming)
        before = {key: standing[name(glossary_id, key)] for key in keys}
        spellings.follow(connection, glossary_id, before, coming)


def remove(connection: Connection, glossary_id: int, keys: Iterable[str]) -> None:
    """Take concepts out."""
    listed = sorted(keys)
    for start in range(0, len(listed), _AT_ONCE):
        some = _entry.c.key.in_(listed[start : start + _AT_ONCE])
        connection.execute(delete(_entry).where(_entry.c.glossary_id == glossary_id, some))


def put(connection: Connection, glossary_id: int, said: Mapping[str, Fields]) -> None:
    """Put concepts in.

    Args:
        connection: In a write transaction.
        glossary_id: The glossary.
        said: Their fields by id, as from :func:`stated` or :func:`read`.
    """
    if not said:
        return
    values = [
        {"glossary_id": glossary_id, "key": key}
        | {column: fields[column] for column in STATED}
        | {moment: _moment(fields[moment]) for moment in ("created", "changed")}
        for key, fields in said.items()
    ]
    ids = connection.execute(
        insert(_entry).returning(_entry.c.id, sort_by_parameter_order=True), values
    ).scalars()
    known = contexts.lengths(connection, glossary_id)
    brief = [contexts.stated(fields, known) for fields in said.values()]
    owned = list(zip(ids, brief, strict=True))
    for part, table in _PARTS.items():
        rows = [
            {"entry_id": entry_id, "ordinal": i} | _LATER[part] | item
            for entry_id, fields in owned
            for i, item in enumerate(fields[part])
        ]
        if rows:
            connection.execute(insert(table), rows)


_LATER: Mapping[str, dict[str, Any]] = {"terms": {}, "contexts": {"terms": {}}}
"""What older events of the log do not say yet of the parts of a concept."""
_AT_ONCE = 5_000  # parameters of one statement have a limit


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _by_glossary(names: Iterable[str]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for subject in names:
        _, glossary_id, key = subject.split(" ", 2)
        found[int(glossary_id)].append(key)
    return found
