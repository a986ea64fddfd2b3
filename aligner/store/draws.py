"""Rows that somebody drew to certify all by, kept until they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from aligner.store import schema

_draw = schema.draw


def of(connection: Connection, project_id: int, actor: str) -> Mapping[str, Any] | None:
    """What a person drew of a project, as it was kept; None where nothing is to be looked at."""
    query = select(_draw.c.held).where(_mine(project_id, actor))
    found: Mapping[str, Any] | None = connection.execute(query).scalar_one_or_none()
    return found


def keep(
    connection: Connection, project_id: int, actor: str, held: Mapping[str, Any] | None
) -> None:
    """Keep what a person drew in place of what they drew before; None keeps nothing."""
    connection.execute(delete(_draw).where(_mine(project_id, actor)))
    if held is not None:
        key = {"project_id": project_id, "actor": actor}
        connection.execute(insert(_draw), {**key, "at": datetime.now(UTC), "held": dict(held)})


def _mine(project_id: int, actor: str) -> Any:  # noqa: ANN401 - an expression of SQLAlchemy
    return (_draw.c.project_id == project_id) & (_draw.c.actor == actor)
