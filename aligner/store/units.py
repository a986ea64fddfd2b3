"""The rows as translation units: with what was edited, decided and noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    wanted = [row for row in outline.rows(connection, project_id) if status in (None, row.status)]
    origins = _origins(connection, project_id)
    for start in range(0, len(wanted), _WINDOW):
        window = wanted[start : start + _WINDOW]
        ids = [row.id for row in window]
        texts, noted = outline.bodies(connection, ids), notes.texts(connection, ids)
        for row in window:
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


def _origins(connection: Connection, project_id: int) -> dict[int, dict[str, Any]]:
    row = schema.row
    query = select(row.c.id, row.c.origin).where(row.c.project_id == project_id)
    found = connection.execute(query.where(row.c.origin.is_not(None)))
    return {values[0]: values[1] for values in found}


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
