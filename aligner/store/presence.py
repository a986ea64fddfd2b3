"""Who is at the desk: the one thing in the database that is not kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from aligner.model import Actor, Presence
from aligner.store import schema

_presence = schema.presence
LASTS = timedelta(seconds=10)
"""How long somebody is taken to be there after the last sign."""


def here(
    connection: Connection, project_id: int, actor: Actor, row_id: int | None, session: str
) -> list[Presence]:
    """Say where somebody is, and read who else is there."""
    now = datetime.now(UTC)
    of_project = _presence.c.project_id == project_id
    mine = (_presence.c.actor == actor.name) & (_presence.c.session == session)
    sign = {"row_id": row_id, "at": now}
    if not connection.execute(update(_presence).where(of_project, mine).values(sign)).rowcount:
        key = {"project_id": project_id, "actor": actor.name, "session": session}
        connection.execute(insert(_presence), key | sign)
    connection.execute(delete(_presence).where(of_project, _presence.c.at < now - LASTS))
    others = or_(_presence.c.actor != actor.name, _presence.c.session != session)
    query = select(_presence).where(of_project, others).order_by(_presence.c.actor)
    return [
        Presence(found["actor"], found["row_id"], found["at"])
        for found in connection.execute(query).mappings()
    ]
