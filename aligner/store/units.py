"""The rows as translation units: with what was edited, decided and noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from aligner.model import Property, Status, TranslationUnit
from aligner.store import outline, schema
from aligner.store.deeds import notes

_WINDOW = 500  # rows whose texts are in memory at once


def read(
    connection: Connection, project_id: int, status: Status | None
) -> Iterator[TranslationUnit]:
    """The rows as translation units, in order, all or those of one status."""
    project = schema.project
    name, created = connection.execute(
        select(project.c.name, project.c.created).where(project.c.id == project_id)
    ).one()
    row_ids = _in_order(connection, project_id, status)
    for start in range(0, len(row_ids), _WINDOW):
        ids = row_ids[start : start + _WINDOW]
        origins = _origins(connection, ids)
        texts, noted = outline.bodies(connection, ids), notes.texts(connection, ids)
        for row in outline.rows(connection, project_id, ids):
            unit = TranslationUnit(
                id=str(row.id),
                texts=texts[row.id],
                document=name,
                label=row.label,
                status=row.status,
                statuses=row.statuses,
                confidence=row.confidence,
                created=created,
                changed=row.changed,
                changer=row.changer,
                note="\n".join(noted[row.id]),
            )
            yield _as_it_came(unit, origins[row.id]) if row.id in origins else unit


def _in_order(connection: Connection, project_id: int, status: Status | None) -> Sequence[int]:
    row = schema.row
    query = select(row.c.id).where(row.c.project_id == project_id, row.c.position >= 0)
    if status is not None:
        query = query.where(row.c.status == status)
    return connection.execute(query.order_by(row.c.position)).scalars().all()


def row_versions(connection: Connection, project_id: int) -> dict[int, int]:
    """The version of each row that stands, by row id, in order."""
    row = schema.row
    query = select(row.c.id, row.c.version).where(
        row.c.project_id == project_id, row.c.position >= 0
    )
    return dict(connection.execute(query.order_by(row.c.position)).all())


def origins(
    connection: Connection, project_id: int
) -> Iterator[tuple[dict[str, Any] | None, bool]]:
    """What each row of a project said of itself when it was imported, and whether it is so still.

    In order; None for a row that did not come so. A row is as it came where nobody has decided on
    it or edited it since.
    """
    row_ids = _in_order(connection, project_id, None)
    row = schema.row
    for start in range(0, len(row_ids), _WINDOW):
        some = row.c.id.in_(row_ids[start : start + _WINDOW])
        query = select(row.c.origin, row.c.version == 1).where(some).order_by(row.c.position)
        yield from ((said, bool(as_it_came)) for said, as_it_came in connection.execute(query))


def _origins(connection: Connection, row_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    row = schema.row
    query = select(row.c.id, row.c.origin).where(row.c.id.in_(row_ids))
    return {own: said for own, said in connection.execute(query) if said is not None}


def _as_it_came(unit: TranslationUnit, said: Mapping[str, Any]) -> TranslationUnit:
    """An imported unit with what it said of itself, where nobody said otherwise since."""
    unknown = said["confidence"] is None and unit.confidence == 1.0
    return replace(
        unit,
        id=said["id"],
        document=said["document"],
        label=said["label"],
        confidence=None if unknown else unit.confidence,
        created=_moment(said["created"]),
        creator=said["creator"],
        changed=unit.changed or _moment(said["changed"]),
        changer=unit.changer or said["changer"],
        codes=said["codes"],
        properties=tuple(Property(*found) for found in said.get("properties", ())),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
