"""Glossary entries as the decisions see them: claimed at a version, written field by field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, tuple_, update

from aligner.errors import Conflict, UsageError
from aligner.model import Context, Entry, Status, Term
from aligner.store import entries, log, schema
from aligner.store.log import States

_entry = schema.entry


def name(glossary_id: int, key: str) -> str:
    """What the log calls an entry."""
    return f"entry {glossary_id} {key}"


def _parts(subject: str) -> tuple[int, str]:
    _, glossary_id, key = subject.split(" ", 2)
    return int(glossary_id), key


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


def claim(
    connection: Connection,
    glossary_id: int,
    versions: Mapping[str, int],
    wanted: Mapping[str, Any] | None = None,
) -> list[Entry]:
    """Take entries at the versions a person had before them; each gets the next version.

    Returns:
        The entries, in the order in which they were named.

    Raises:
        Conflict: If one of them has another version by now.
    """
    taken = connection.execute(
        update(_entry)
        .where(_entry.c.glossary_id == glossary_id)
        .where(tuple_(_entry.c.key, _entry.c.version).in_(sorted(versions.items())))
        .values(version=_entry.c.version + 1)
        .returning(_entry.c.key)
    ).scalars()
    if stale := versions.keys() - set(taken):
        raise _conflict(connection, glossary_id, min(stale), wanted or {})
    _next_version(connection, glossary_id)
    found = {entry.id: entry for entry in entries.read(connection, glossary_id, versions)}
    return [found[key] for key in versions]


def _conflict(
    connection: Connection, glossary_id: int, key: str, wanted: Mapping[str, Any]
) -> Conflict:
    by = log.last_by(connection, name(glossary_id, key))
    entry = next(iter(entries.read(connection, glossary_id, [key])), None)
    standing = {} if entry is None else fields(entry) | {"version": entry.version}
    what = f"'{entry.terms[0].text}'" if entry and entry.terms else f"entry {key}"
    now = "is not there any more" if entry is None else f"is {entry.status} now"
    return Conflict(
        f"{what} was changed{by and f' by {by}'} since you read it and {now}; look at it and "
        "decide again",
        subject=name(glossary_id, key), wanted=wanted, standing=standing, by=by,
    )  # fmt: skip


def _next_version(connection: Connection, glossary_id: int) -> None:
    table = schema.glossary
    connection.execute(
        update(table).where(table.c.id == glossary_id).values(version=table.c.version + 1)
    )


def fields(entry: Entry) -> dict[str, Any]:
    """All that an entry says, as JSON has it."""
    plain = asdict(entry)
    for left_out in ("id", "version"):
        del plain[left_out]
    for moment in ("created", "changed"):
        plain[moment] = plain[moment] and plain[moment].isoformat()
    found: dict[str, Any] = json.loads(schema.to_json(plain))
    return found


def _entry_of(key: str, stated: Mapping[str, Any]) -> Entry:
    plain = {n: v for n, v in stated.items() if n not in _ELSEWHERE}
    return Entry(
        id=key,
        terms=tuple(
            Term(**t | {"variants": tuple(t["variants"]), "status": Status(t["status"])})
            for t in plain.pop("terms")
        ),
        contexts=tuple(
            Context(**c | {"units": {lang: tuple(ids) for lang, ids in c["units"].items()}})
            for c in plain.pop("contexts")
        ),
        status=Status(plain.pop("status")),
        related=tuple(plain.pop("related")),
        created=_moment(plain.pop("created")),
        changed=_moment(plain.pop("changed")),
        **plain,
    )


_ELSEWHERE = {"position", "version", "absorbed"}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def difference(
    glossary_id: int, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, by subject; an entry that comes or goes has all of them.

    Args:
        glossary_id: The glossary.
        old: Fields by entry id, None where it is not there.
        new: The same afterwards.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key, was in old.items():
        becomes, subject = new[key], name(glossary_id, key)
        if was is not None and becomes is not None:
            names = [n for n in was if was[n] != becomes[n]]
            before[subject] = {n: was[n] for n in names}
            after[subject] = {n: becomes[n] for n in names}
        else:
            before[subject], after[subject] = was, becomes
    return before, after


def read(connection: Connection, project_id: int | None, names: Collection[str]) -> States:
    """All fields of entries by their name in the log; None where one is not there."""
    states: dict[str, Any] = dict.fromkeys(names)
    for glossary_id, keys in _by_glossary(names).items():
        states |= {
            name(glossary_id, key): stated
            for key, stated in whole(connection, glossary_id, keys).items()
        }
    return states


def whole(
    connection: Connection, glossary_id: int, keys: Collection[str]
) -> dict[str, dict[str, Any]]:
    """All fields of some entries by id, with their place, version and what was merged into them."""
    found = {entry.id: fields(entry) for entry in entries.read(connection, glossary_id, keys)}
    query = select(_entry.c.key, _entry.c.position, _entry.c.version, _entry.c.absorbed).where(
        _entry.c.glossary_id == glossary_id, _entry.c.key.in_(list(keys))
    )
    for key, position, version, absorbed in connection.execute(query):
        found[key] |= {"position": position, "version": version, "absorbed": list(absorbed)}
    return found


def touch(connection: Connection, project_id: int | None, names: Collection[str]) -> None:
    """Claim entries as they stand, those that are there."""
    for glossary_id, keys in _by_glossary(names).items():
        connection.execute(
            update(_entry)
            .where(_entry.c.glossary_id == glossary_id, _entry.c.key.in_(sorted(keys)))
            .values(version=_entry.c.version + 1)
        )
        _next_version(connection, glossary_id)


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Write fields of entries that were claimed; entries come and go as the states say."""
    for glossary_id, keys in _by_glossary(states).items():
        standing = whole(connection, glossary_id, keys)
        entries.remove_entries(connection, glossary_id, keys)
        for key in keys:
            given = states[name(glossary_id, key)]
            if given is None:
                continue
            stated = {**standing.get(key, {}), **given}
            # One that was claimed has its next version; one that comes back needs it still.
            version = stated["version"] + (key not in standing)
            entries.insert_entries(
                connection,
                glossary_id,
                [(stated["position"], _entry_of(key, stated))],
                version=version,
                absorbed={key: stated["absorbed"]},
            )


def _by_glossary(names: Collection[str]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for subject in names:
        glossary_id, key = _parts(subject)
        found[glossary_id].append(key)
    return found


def stamped(stated: Mapping[str, Any], stamp: log.Stamp, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The fields with some changed, by whom and when."""
    moment = {"changed": stamp.at.isoformat(), "changer": stamp.actor.name}
    return {**stated, **moment, **changes}


def as_json(terms: Collection[Term]) -> list[dict[str, Any]]:
    """Terms as the log keeps them."""
    return [asdict(replace(term, variants=tuple(term.variants))) for term in terms]
