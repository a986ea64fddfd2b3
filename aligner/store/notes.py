"""Notes on rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from aligner.errors import UsageError
from aligner.model import Note, NoteRow
from aligner.store import row_states, schema
from aligner.store.log import Plan, Stamp, States

_note = schema.note
LONGEST = 10_000
"""Characters of a note."""


def of_row(connection: Connection, row_id: int) -> list[Note]:
    """The notes of a row, oldest first."""
    query = select(_note).where(_note.c.row_id == row_id).order_by(_note.c.id)
    return [
        Note(found["id"], found["row_id"], found["actor"], found["at"], found["text"])
        for found in connection.execute(query).mappings()
    ]


def texts(connection: Connection, row_ids: Collection[int]) -> dict[int, list[str]]:
    """The words of the notes of some rows, by row id."""
    found: dict[int, list[str]] = {row_id: [] for row_id in row_ids}
    query = select(_note.c.row_id, _note.c.text).where(_note.c.row_id.in_(list(row_ids)))
    for row_id, text in connection.execute(query.order_by(_note.c.id)):
        found[row_id].append(text)
    return found


def _noting(connection: Connection, deed: NoteRow, stamp: Stamp) -> Plan:
    row = row_states.one(connection, deed.row)
    text = deed.text.strip()
    if not text or len(text) > LONGEST or "\0" in text:
        raise UsageError(f"a note needs some words, of at most {LONGEST:,} characters")
    fields = {
        "row": row.id,
        "actor": stamp.actor.name,
        "at": stamp.at.isoformat(),
        "text": text,
    }
    name = f"note {_reserve(connection, row.id)}"
    return Plan(row.project, {name: None}, {name: fields}, also=(row.key,))


PLANNERS = {NoteRow: _noting}


def _reserve(connection: Connection, row_id: int) -> int:
    values = {"row_id": row_id, "actor": "", "at": datetime.now().astimezone(), "text": ""}
    note_id: int = connection.execute(insert(_note).returning(_note.c.id), values).scalar_one()
    connection.execute(delete(_note).where(_note.c.id == note_id))
    return note_id


def read(connection: Connection, project_id: int | None, names: Collection[str]) -> States:
    """Notes by their name in the log."""
    states: dict[str, Any] = dict.fromkeys(names)
    ids = [int(name[5:]) for name in names]
    for found in connection.execute(select(_note).where(_note.c.id.in_(ids))).mappings():
        states[f"note {found['id']}"] = {
            "row": found["row_id"],
            "actor": found["actor"],
            "at": found["at"].isoformat(),
            "text": found["text"],
        }
    return states


def touch(connection: Connection, project_id: int | None, names: Collection[str]) -> None:
    """Nothing to claim: a note is written once and never changed."""


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Put notes there or take them away."""
    for name, fields in states.items():
        note_id = int(name[5:])
        connection.execute(delete(_note).where(_note.c.id == note_id))
        if fields is not None:
            connection.execute(
                insert(_note),
                {
                    "id": note_id,
                    "row_id": fields["row"],
                    "actor": fields["actor"],
                    "at": datetime.fromisoformat(fields["at"]),
                    "text": fields["text"],
                },
            )
