"""What imported units said of themselves, by which they are known when they come again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from aligner.model import TranslationUnit
from aligner.store import schema

_AT_ONCE = 500  # rows read into memory together, and ids in one statement

_project, _row = schema.project, schema.row

Known = dict[bytes, int | None]
"""Rows by the :func:`key` of their units; None for those of an import that goes on."""


def origin(unit: TranslationUnit) -> dict[str, Any]:
    """What a unit says of itself, as JSON; its texts as hashes, by which a change is known."""
    said: dict[str, Any] = {
        "id": unit.id,
        "document": unit.document,
        "label": unit.label,
        "status": unit.status.value,
        "confidence": unit.confidence,
        "created": unit.created and unit.created.isoformat(),
        "creator": unit.creator,
        "changed": unit.changed and unit.changed.isoformat(),
        "changer": unit.changer,
        "note": unit.note,
        "codes": dict(unit.codes),
        "texts": {
            lang: hashlib.sha256(text.encode()).hexdigest()[:16]
            for lang, text in unit.texts.items()
        },
    }
    if unit.properties:
        said["properties"] = [[p.name, p.value, p.lang] for p in unit.properties]
    return said


def says_the_same(unit: TranslationUnit, said: Mapping[str, Any]) -> bool:
    """Whether a unit says what it said before; a text that is missing now is not a change."""
    new = origin(unit)
    return said == {**new, "texts": {**said["texts"], **new["texts"]}}


def key(document: str, unit_id: str) -> bytes:
    """What stands for a unit where there are many: 16 bytes of the hash of its names."""
    name = f"{len(document)} {document}{unit_id}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name, digest_size=16).digest()


def of(connection: Connection, identity: str) -> Known:
    """The units that the project of an identity has."""
    query = (
        select(_row.c.id, _row.c.origin)
        .join(_project, _project.c.id == _row.c.project_id)
        .where(_project.c.identity == identity, _row.c.origin.is_not(None))
        .execution_options(yield_per=_AT_ONCE)
    )
    return {key(said["document"], said["id"]): row_id for row_id, said in connection.execute(query)}


def said(row_ids: Iterable[int | None], connection: Connection) -> dict[int, Mapping[str, Any]]:
    """What the units of some rows said of themselves, by row."""
    wanted = [row_id for row_id in row_ids if row_id is not None]
    found: dict[int, Mapping[str, Any]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = _row.c.id.in_(wanted[start : start + _AT_ONCE])
        query = select(_row.c.id, _row.c.origin).where(some)
        found |= dict(connection.execute(query).all())
    return found
