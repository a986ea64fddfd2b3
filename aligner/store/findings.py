"""Findings of the consistency checks that a person let rest."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, delete, insert, literal, or_, select

from aligner.errors import UsageError
from aligner.model import Ignored, IgnoreFinding, Scope
from aligner.store import schema
from aligner.store.log import Plan, Stamp, States

_ignored, _event, _subject = schema.ignored, schema.event, schema.event_subject
_WORDS = ("rule", "what", "place", "scope", "because", "actor")


def ignored(connection: Connection, project_id: int) -> list[Ignored]:
    """What is let rest in a project, everywhere or there, oldest first."""
    made = (
        select(_subject.c.event_id)
        .where(_subject.c.subject == literal("ignored ") + cast(_ignored.c.id, Text))
        .order_by(_subject.c.event_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(_ignored, made.label("event"))
        .where(or_(_ignored.c.project_id == project_id, _ignored.c.scope == Scope.ALWAYS))
        .order_by(_ignored.c.id)
    )
    return [
        Ignored(
            event=found["event"],
            rule=found["rule"],
            what=found["what"],
            place=found["place"],
            scope=Scope(found["scope"]),
            because=found["because"],
            actor=found["actor"],
            at=found["at"],
        )
        for found in connection.execute(query).mappings()
    ]


def _ignoring(connection: Connection, deed: IgnoreFinding, stamp: Stamp) -> Plan:
    scope = Scope(deed.scope)
    because = deed.because.strip()
    if not because:
        raise UsageError("say why the finding is let rest")
    if not deed.rule or (scope is Scope.HERE and not deed.place):
        raise UsageError("a finding to let rest needs its rule, and its place where it is one")
    if any(i.covers(deed.rule, deed.what, deed.place) for i in ignored(connection, deed.project)):
        raise UsageError("that finding is let rest already")
    fields = {
        "project": deed.project,
        "rule": deed.rule,
        "what": deed.what,
        "place": deed.place if scope is Scope.HERE else "",
        "scope": scope.value,
        "because": because,
        "actor": stamp.actor.name,
        "at": stamp.at.isoformat(),
    }
    name = f"ignored {_reserve(connection, fields)}"
    return Plan(deed.project, {name: None}, {name: fields})


PLANNERS = {IgnoreFinding: _ignoring}


def _values(fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    plain = {name: fields[name] for name in _WORDS}
    at = datetime.fromisoformat(fields["at"])
    return plain | {"project_id": fields["project"], "at": at}


def _reserve(connection: Connection, fields: Any) -> int:  # noqa: ANN401 - JSON
    """An id that no other ever had."""
    own: int = connection.execute(
        insert(_ignored).returning(_ignored.c.id), _values(fields)
    ).scalar_one()
    connection.execute(delete(_ignored).where(_ignored.c.id == own))
    return own


def read(connection: Connection, project_id: int | None, names: Collection[str]) -> States:
    """Ignored findings by their name in the log."""
    states: dict[str, Any] = dict.fromkeys(names)
    ids = [int(name.partition(" ")[2]) for name in names]
    for found in connection.execute(select(_ignored).where(_ignored.c.id.in_(ids))).mappings():
        plain = {name: found[name] for name in _WORDS}
        place = {"project": found["project_id"], "at": found["at"].isoformat()}
        states[f"ignored {found['id']}"] = plain | place
    return states


def touch(connection: Connection, project_id: int | None, names: Collection[str]) -> None:
    """Nothing to claim: it is written once and never changed."""


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Put them there or take them away."""
    for name, fields in states.items():
        own = int(name.partition(" ")[2])
        connection.execute(delete(_ignored).where(_ignored.c.id == own))
        if fields is not None:
            connection.execute(insert(_ignored), {"id": own} | _values(fields))
