"""Notes on rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from aligner.model import Note
from aligner.store import row_states, schema
from aligner.store.deeds.deed import ANYONE, Deed, Verb, words
from aligner.store.log import Plan, Stamp
from aligner.store.subjects import NOTES

_note = schema.note
LONGEST = 10_000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class NoteRow(Deed):
    """Put a note on a row; it changes nothing else, so it needs no version."""

    row: int
    text: str

    verb = Verb("note", ANYONE, "Note kept on")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """A note that was not there."""
        row = row_states.one(connection, self.row)
        fields = {
            "row": row.id,
            "actor": stamp.actor.name,
            "at": stamp.at.isoformat(),
            "text": words("note", self.text, LONGEST),
        }
        name = NOTES.reserve(connection, fields)
        return Plan(row.project, {name: None}, {name: fields}, also=(row.key,))


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
