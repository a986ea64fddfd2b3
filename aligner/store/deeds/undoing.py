"""Taking a deed back, and doing it again: the state before an event is written as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from aligner.errors import Conflict, UsageError
from aligner.model import Event
from aligner.store import log, subjects
from aligner.store.deeds.deed import ANYONE, Deed, Verb
from aligner.store.log import Plan, Stamp


@dataclass(frozen=True, slots=True)
class Undo(Deed):
    """Put back what stood before an event; an undo can be undone."""

    event: int

    verb = Verb("undo", ANYONE, "Undone:")

    def needs(self, connection: Connection) -> str:
        """What the deed needed that the event, or what it undid in turn, was about."""
        return _root(connection, _event(connection, self.event)).action

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """What puts back the state before, unless somebody went on from there."""
        return _back(connection, _event(connection, self.event))


@dataclass(frozen=True, slots=True)
class Redo(Deed):
    """Do again what was undone.

    Attributes:
        event: The deed that was undone.
    """

    event: int

    verb = Verb("redo", ANYONE, "Done again:")

    def needs(self, connection: Connection) -> str:
        """What the deed needed."""
        return _root(connection, _event(connection, self.event)).action

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """What undoes the undoing."""
        event = _event(connection, self.event)
        if event.undone is None:
            raise UsageError(f"event {event.id} ({event.action}) stands; there is nothing to redo")
        return _back(connection, _event(connection, event.undone))


def _event(connection: Connection, event_id: int) -> Event:
    found = log.by_ids(connection, [event_id])
    if not found:
        raise UsageError(f"event {event_id}: not in the log")
    return found[0]


def _root(connection: Connection, event: Event) -> Event:
    while event.undoes is not None:
        event = _event(connection, event.undoes)
    return event


def _back(connection: Connection, event: Event) -> Plan:
    if not event.before and not event.after:
        raise UsageError(f"event {event.id} ({event.action}) cannot be undone")
    if event.undone is not None:
        raise UsageError(f"event {event.id} ({event.action}) is undone already")
    if later := log.standing_after(connection, event, {*event.before, *event.after}):
        raise Conflict(
            f"{later.actor} went on from there ({later.action}); undo that first",
            subject=later.subject[0], wanted=event.before, standing=later.after, by=later.actor,
        )  # fmt: skip
    subjects.touch(connection, event.after)
    standing = subjects.read(connection, event.after)
    for name, fields in standing.items():
        if _differs(fields, event.after[name]):
            raise Conflict(
                f"{name} is not what event {event.id} ({event.action}) left any more; "
                "it cannot be undone",
                subject=name, wanted=event.before.get(name), standing=fields,
            )  # fmt: skip
    return Plan(
        event.project,
        {name: _only(fields, event.before[name]) for name, fields in standing.items()},
        event.before,
        batch=event.batch,
        also=tuple(name for name in event.subject if name not in event.before),
        undoes=event.id,
    )


def _differs(standing: Mapping[str, Any] | None, left: Mapping[str, Any] | None) -> bool:
    if standing is None or left is None:
        return (standing is None) != (left is None)
    return any(standing.get(name) != left[name] for name in left.keys() - _MOVING)


_MOVING = {"position", "follows", "version"}
"""What changes of a subject when others come or go, or with each decision."""


def _only(
    fields: Mapping[str, Any] | None, like: Mapping[str, Any] | None
) -> Mapping[str, Any] | None:
    """The fields that the other side of an event has; all where the subject comes or goes."""
    if fields is None or like is None:
        return fields
    return {name: fields[name] for name in like}
