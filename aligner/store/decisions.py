"""The one door by which a decision is written: role, version, change and log in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from aligner.errors import Conflict, Forbidden, UsageError
from aligner.model import Actor, Deed, Event, Multitext, Role, Undo
from aligner.model import decision as deeds
from aligner.store import (
    concordance,
    entry_deeds,
    entry_states,
    findings,
    log,
    notes,
    realignment,
    repairs,
    row_deeds,
    row_states,
    versions,
)
from aligner.store.log import Plan, Stamp, States
from aligner.store.realignment import Stretch


class Kind(Protocol):
    """What decisions change of one kind of subject; the module of each kind is one."""

    def read(
        self, connection: Connection, project_id: int | None, names: Collection[str]
    ) -> States:
        """The fields of subjects, None for those that are not there."""

    def touch(self, connection: Connection, project_id: int | None, names: Collection[str]) -> None:
        """Claim subjects as they stand: nobody else changes them until the transaction ends."""

    def write(self, connection: Connection, project_id: int | None, states: States) -> None:
        """Write fields of subjects that were claimed."""


KINDS: Mapping[str, Kind] = {
    "row": row_states,
    "note": notes,
    "entry": entry_states,
    "ignored": findings,
    "change": repairs,
}
"""By the first word of a subject's name."""

Planner = Callable[[Connection, Any, Stamp], Plan]
"""Checks a deed against what stands, claims what it changes, and says what it comes to."""

PLANNERS: Mapping[type[Any], Planner] = {
    **row_deeds.PLANNERS,
    **notes.PLANNERS,
    **entry_deeds.PLANNERS,
    **findings.PLANNERS,
    **repairs.PLANNERS,
}

_LONGEST_NAME = 200


def decide(connection: Connection, actor: Actor, deed: Deed, why: str) -> Event:
    """Write one deed; see :meth:`aligner.store.Store.decide`."""
    stamp = Stamp(known(actor))
    try:
        action = deeds.action(deed)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if isinstance(deed, Undo):
        plan = _undoing(connection, deed, stamp)
    else:
        _require(stamp.actor, action)
        plan = PLANNERS[type(deed)](connection, deed, stamp)
    versions.require_standing(connection, plan.project)
    _spare_decided(stamp.actor, plan)
    _write(connection, plan)
    return log.append(connection, stamp, action, plan, why)


def realign(
    connection: Connection,
    actor: Actor,
    project_id: int,
    renewed: Sequence[tuple[Stretch, Multitext]],
) -> Event | None:
    """Lay stretches of pending rows back in; see :meth:`aligner.store.Store.renew`."""
    stamp = permitted(actor, "realign")
    plan = realignment.renewal(connection, project_id, renewed)
    if not plan.before:
        return None
    _write(connection, plan)
    return log.append(connection, stamp, "realign", plan, renewed[0][1].signature)


def permitted(actor: Actor, action: str) -> Stamp:
    """The stamp of somebody who may do something that is no deed, such as a run.

    Raises:
        Forbidden: If the role does not allow it.
    """
    stamp = Stamp(known(actor))
    _require(stamp.actor, action)
    return stamp


def known(actor: Actor) -> Actor:
    """The actor with a role that is one, whatever was passed in.

    Raises:
        Forbidden: If there is no such role, or no name.
    """
    name = actor.name.strip() if isinstance(actor.name, str) else ""
    if not name or len(name) > _LONGEST_NAME:
        raise Forbidden("a decision needs the name of a person, of at most 200 characters")
    try:
        return Actor(name, Role(actor.role))
    except ValueError:
        raise Forbidden(f"{actor.role!r} is no role; it is one of {', '.join(Role)}") from None


def _require(actor: Actor, action: str) -> None:
    if not deeds.may(actor.role, action):
        able = [role for role in Role if deeds.may(role, action)]
        raise Forbidden(
            f"{actor.name} is a {actor.role} and may not {action}; "
            f"ask a {' or '.join(able) or 'nobody'}"
        )


def _spare_decided(actor: Actor, plan: Plan) -> None:
    """Who may not decide on rows may not take a decision away by changing what it was about."""
    if deeds.may(actor.role, "reopen"):
        return
    for subject, fields in plan.before.items():
        status = (fields or {}).get("status", "candidate")
        gone = plan.after.get(subject) is None
        if subject.startswith("row ") and status != "candidate":
            change = "removed" if gone else "changed"
            raise Forbidden(
                f"{subject} is {status} and cannot be {change} by a {actor.role}; "
                "ask a reviewer to reopen it"
            )


def _write(connection: Connection, plan: Plan) -> None:
    for kind, names in _by_kind(plan.after).items():
        states = {name: plan.after[name] for name in names}
        KINDS[kind].write(connection, plan.project, states)
    concordance.renew(connection, *_reworded(plan))


def _reworded(plan: Plan) -> tuple[list[int], set[str] | None]:
    """Rows whose words are others now, and in which languages; None for all."""
    if any(name.startswith("change ") for name in plan.after):
        return [int(name[4:]) for name in plan.after if name.startswith("row ")], None
    row_ids, langs = [], set()
    for name, fields in plan.after.items():
        if name.startswith("row ") and fields is not None and _WORDS & fields.keys():
            row_ids.append(int(name[4:]))
            was = plan.before.get(name) or {}
            for field in _WORDS & fields.keys():
                old, new = was.get(field, {}), fields[field]
                langs |= {lang for lang in {*old, *new} if old.get(lang) != new.get(lang)}
    return row_ids, langs


_WORDS = {"cells", "edits"}


def _by_kind(states: States) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in states:
        found.setdefault(name.partition(" ")[0], []).append(name)
    return found


def _undoing(connection: Connection, deed: Undo, stamp: Stamp) -> Plan:
    """What puts back the state before an event, unless somebody went on from there."""
    found = log.by_ids(connection, [deed.event])
    if not found:
        raise UsageError(f"event {deed.event}: not in the log")
    [event] = found
    _require(stamp.actor, _undone_action(connection, event))
    if not event.before and not event.after:
        raise UsageError(f"event {event.id} ({event.action}) cannot be undone")
    if event.undone is not None:
        raise UsageError(f"event {event.id} ({event.action}) is undone already")
    if later := log.standing_after(connection, event, {*event.before, *event.after}):
        raise Conflict(
            f"{later.actor} went on from there ({later.action}); undo that first",
            subject=later.subject[0], wanted=event.before, standing=later.after, by=later.actor,
        )  # fmt: skip
    before: dict[str, Any] = {}
    for kind, names in _by_kind(event.after).items():
        KINDS[kind].touch(connection, event.project, names)
        before |= KINDS[kind].read(connection, event.project, names)
    for name, fields in before.items():
        if _differs(fields, event.after[name]):
            raise Conflict(
                f"{name} is not what event {event.id} ({event.action}) left any more; "
                "it cannot be undone",
                subject=name, wanted=event.before.get(name), standing=fields,
            )  # fmt: skip
    return Plan(
        event.project,
        {name: _only(fields, event.before[name]) for name, fields in before.items()},
        event.before,
        batch=event.batch,
        also=tuple(name for name in event.subject if name not in event.before),
        undoes=event.id,
    )


def _undone_action(connection: Connection, event: Event) -> str:
    """The action that an event, or what it undid, was about."""
    while event.undoes is not None:
        [event] = log.by_ids(connection, [event.undoes])
    return event.action


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
