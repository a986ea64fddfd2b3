"""The log of what was done: it can only grow, and what was undone is read from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, exists, func, insert, select

from aligner.model import Actor, Event, Role
from aligner.store import schema

States = Mapping[str, Mapping[str, Any] | None]
"""What stands, by subject (``row 12``): fields, or None where the subject is not there."""

_event, _subject = schema.event, schema.event_subject
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deed comes to, before it is written.

    Attributes:
        project: Id of the project; None for an imported glossary.
        before: The fields that change, as they are.
        after: The same as they are to be.
        batch: How many subjects the person named.
        also: Subjects whose history it belongs to though nothing of theirs changes.
        undoes: The event that is undone.
    """

    project: int | None
    before: States
    after: States
    batch: int = 1
    also: tuple[str, ...] = ()
    undoes: int | None = None

    @staticmethod
    def between(project: int | None, old: States, new: States, *, batch: int = 1) -> Plan:
        """What turns some states into others: the fields that differ, by subject.

        A subject that comes or goes has all of them on one side and None on the other.
        """
        before: dict[str, Mapping[str, Any] | None] = {}
        after: dict[str, Mapping[str, Any] | None] = {}
        for name in {**old, **new}:
            was, becomes = old.get(name), new.get(name)
            if was is None or becomes is None:
                before[name], after[name] = was, becomes
            elif names := [field for field in was if was[field] != becomes[field]]:
                before[name] = {field: was[field] for field in names}
                after[name] = {field: becomes[field] for field in names}
        return Plan(project, before, after, batch)

    @property
    def subjects(self) -> tuple[str, ...]:
        """All that it is about, each once."""
        return tuple(dict.fromkeys((*self.before, *self.after, *self.also)))


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, and when."""

    actor: Actor
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


def append(connection: Connection, stamp: Stamp, action: str, plan: Plan, why: str) -> Event:
    """Write one event."""
    values = {
        "at": stamp.at,
        "project_id": plan.project,
        "actor": stamp.actor.name,
        "role": stamp.actor.role.value,
        "action": action,
        "why": why,
        "batch": plan.batch,
        "undoes": plan.undoes,
    }
    event_id: int = connection.execute(insert(_event).returning(_event.c.id), values).scalar_one()
    if plan.subjects:
        connection.execute(
            insert(_subject),
            [
                {
                    "event_id": event_id,
                    "subject": name,
                    "before": plan.before.get(name),
                    "after": plan.after.get(name),
                }
                for name in plan.subjects
            ],
        )
    return _as_event({"id": event_id, **values}, plan.before, plan.after, plan.subjects, None)


def by_ids(connection: Connection, ids: Collection[int], *, most: int | None = None) -> list[Event]:
    """Some events, oldest first; of each at most so many subjects."""
    query = select(_event).where(_event.c.id.in_(list(ids))).order_by(_event.c.id)
    return _read(connection, query, most=most)


def events(
    connection: Connection,
    project_id: int | None,
    *,
    after: int,
    limit: int | None,
    newest_first: bool,
    actor: str,
    action: str,
    why: str,
    most: int | None,
) -> list[Event]:
    """What was done in a project, or in all; see :meth:`aligner.store.Store.events`."""
    query = select(_event).where(_event.c.id > after).limit(limit)
    query = query.order_by(_event.c.id.desc() if newest_first else _event.c.id)
    if project_id is not None:
        query = query.where(_event.c.project_id == project_id)
    if actor:
        query = query.where(_event.c.actor == actor)
    if action:
        query = query.where(_event.c.action == action)
    if why:
        query = query.where(_event.c.why.startswith(why, autoescape=True))
    return _read(connection, query, most=most)


def history(connection: Connection, subject: str) -> list[Event]:
    """What was done to one subject, oldest first."""
    ids = select(_subject.c.event_id).where(_subject.c.subject == subject)
    query = select(_event).where(_event.c.id.in_(ids)).order_by(_event.c.id)
    return _read(connection, query, only=subject)


def last(connection: Connection, project_id: int) -> int:
    """Id of the newest event of a project; 0 where there is none."""
    query = select(func.max(_event.c.id)).where(_event.c.project_id == project_id)
    return connection.execute(query).scalar_one() or 0


def last_by(connection: Connection, subject: str) -> str:
    """Who did something to a subject last; empty where nobody did."""
    query = (
        select(_event.c.actor)
        .join(_subject, _subject.c.event_id == _event.c.id)
        .where(_subject.c.subject == subject)
        .order_by(_event.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or ""


def last_on_rows(
    connection: Connection, project_id: int, only: Collection[int] | None = None
) -> dict[int, tuple[str, datetime]]:
    """Who did something to each row last, and when; rows that nobody touched are absent."""
    if only is None:
        named = _subject.c.subject.like("row %")
    else:
        named = _subject.c.subject.in_([f"row {row_id}" for row_id in only])
    newest = (
        select(_subject.c.subject, func.max(_subject.c.event_id).label("event_id"))
        .join(_event, _event.c.id == _subject.c.event_id)
        .where(_event.c.project_id == project_id, named)
        .group_by(_subject.c.subject)
        .subquery()
    )
    query = select(newest.c.subject, _event.c.actor, _event.c.at).join(
        _event, _event.c.id == newest.c.event_id
    )
    return {int(name[4:]): (actor, at) for name, actor, at in connection.execute(query)}


def subjects(connection: Connection, start: str, project_id: int | None = None) -> set[str]:
    """Subjects of deeds whose names start alike, such as all rows of a project."""
    query = select(_subject.c.subject).where(_subject.c.subject.startswith(start)).distinct()
    if project_id is not None:
        query = query.join(_event, _event.c.id == _subject.c.event_id).where(
            _event.c.project_id == project_id
        )
    return set(connection.execute(query).scalars())


def undoable(connection: Connection, project_id: int, actor: str) -> Event | None:
    """The newest event of a person that stands and can be undone."""
    query = (
        select(_event)
        .where(_event.c.project_id == project_id, _event.c.actor == actor)
        .where(_event.c.undoes.is_(None))
        .where(exists().where(_subject.c.event_id == _event.c.id, _CHANGED))
        .order_by(_event.c.id.desc())
    )
    standing = (event for event in _newest_first(connection, query) if event.undone is None)
    event = next(standing, None)
    return event and by_ids(connection, [event.id])[0]


def redoable(connection: Connection, project_id: int, actor: str) -> Event | None:
    """What a person undid last in a project, unless they did something else since."""
    query = (
        select(_event)
        .where(_event.c.project_id == project_id, _event.c.actor == actor)
        .where(exists().where(_subject.c.event_id == _event.c.id, _CHANGED))
        .order_by(_event.c.id.desc())
    )
    for event in _newest_first(connection, query):
        if event.undoes is None:
            return None
        if event.action == "undo" and event.undone is None:
            return by_ids(connection, [event.undoes])[0]
    return None


def _newest_first(connection: Connection, query: Select[Any]) -> Iterator[Event]:
    """Events without their subjects, read as far as they are wanted."""
    offset = 0
    while found := _read(connection, query.limit(_CHUNK).offset(offset), most=0):
        yield from found
        offset += _CHUNK


def standing_after(connection: Connection, event: Event, names: Iterable[str]) -> Event | None:
    """The newest deed later than `event` that changed one of some subjects and still stands."""
    listed = list(names)
    later: set[int] = set()
    for start in range(0, len(listed), _CHUNK):
        named = _subject.c.subject.in_(listed[start : start + _CHUNK])
        query = select(_subject.c.event_id).where(_subject.c.event_id > event.id, named, _CHANGED)
        later |= set(connection.execute(query).scalars())
    for found in reversed(by_ids(connection, later, most=_SOME)):
        if found.undone is None and found.undoes is None:
            return found
    return None


_CHANGED = _subject.c.before.is_not(None) | _subject.c.after.is_not(None)
_SOME = 20


def _read(
    connection: Connection, query: Select[Any], *, most: int | None = None, only: str = ""
) -> list[Event]:
    found = connection.execute(query).mappings().all()
    ids = [values["id"] for values in found]
    undone = _undone(connection, ids)
    subjects = _subjects(connection, ids, most, only)
    return [
        _as_event(values, *subjects[values["id"]], undone.get(values["id"])) for values in found
    ]


def _subjects(
    connection: Connection, ids: Sequence[int], most: int | None, only: str
) -> Mapping[int, tuple[dict[str, Any], dict[str, Any], list[str]]]:
    """States before and after, and all subjects, by event; at most so many or one of each."""
    found: dict[int, tuple[dict[str, Any], dict[str, Any], list[str]]] = defaultdict(
        lambda: ({}, {}, [])
    )
    if most == 0:
        return found
    columns = select(_subject)
    if only:
        columns = columns.where(_subject.c.subject == only)
    for start in range(0, len(ids), _CHUNK):
        query = columns.where(_subject.c.event_id.in_(ids[start : start + _CHUNK]))
        if most is not None:
            number = func.row_number().over(
                partition_by=_subject.c.event_id, order_by=_subject.c.subject
            )
            counted = query.add_columns(number.label("number")).subquery()
            query = select(counted).where(counted.c.number <= most)
        for values in connection.execute(query).mappings():
            before, after, names = found[values["event_id"]]
            names.append(values["subject"])
            if values["before"] is not None or values["after"] is not None:
                before[values["subject"]] = values["before"]
                after[values["subject"]] = values["after"]
    return found


def _undone(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """The event that undid each of some events, where it was not undone in turn."""
    newest: dict[int, int] = {}
    listed = list(ids)
    for start in range(0, len(listed), _CHUNK):
        query = (
            select(_event.c.undoes, func.max(_event.c.id))
            .where(_event.c.undoes.in_(listed[start : start + _CHUNK]))
            .group_by(_event.c.undoes)
        )
        newest |= {found[0]: found[1] for found in connection.execute(query)}
    if not newest:
        return {}
    redone = _undone(connection, newest.values())
    return {undone: by for undone, by in newest.items() if by not in redone}


def _as_event(
    values: Mapping[str, Any] | RowMapping,
    before: States,
    after: States,
    names: Iterable[str],
    undone: int | None,
) -> Event:
    return Event(
        project=values["project_id"],
        role=Role(values["role"]),
        subject=tuple(sorted(names, key=natural)),
        before=before,
        after=after,
        undone=undone,
        **{name: values[name] for name in _PLAIN},
    )


_PLAIN = ("id", "at", "actor", "action", "why", "batch", "undoes")


def natural(subject: str) -> tuple[str, int, str]:
    """By what subjects are put in order: kind, number, name."""
    kind, _, name = subject.partition(" ")
    return kind, int(name) if name.isdigit() else 0, name
