"""Rows as the decisions see them: read whole and claimed at a version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, delete, insert, select, tuple_, update

from aligner.errors import Conflict, UsageError
from aligner.model import Status
from aligner.store import log, schema
from aligner.store.log import States
from aligner.store.row_writing import write as write

Piece = tuple[int, int, int | None]
"""A stretch of a paragraph as it was read: its position in the document, start, end (None: all)."""

_row, _cell, _edit, _note = schema.row, schema.cell, schema.edit, schema.note


@dataclass(frozen=True, slots=True)
class RowState:
    """A row with all that decisions change of it.

    Attributes:
        cells: Pieces by language; languages without any are absent.
        edits: What a person wrote in place of the words of a cell, by language.
        notes: Ids of its notes.
        origin: What an imported unit said of itself.
        follows: For a row that comes: the id of the row right above it, None for the first.
    """

    id: int
    project: int
    position: int
    version: int = 1
    status: Status = Status.CANDIDATE
    confidence: float = 1.0
    reason: str = ""
    cells: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[int, ...] = ()
    follows: int | None = None
    origin: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """Its name in the log."""
        return f"row {self.id}"

    @property
    def decided(self) -> bool:
        """True where a person decided on it."""
        return self.status != Status.CANDIDATE

    @property
    def held(self) -> bool:
        """True where a new alignment leaves it as it is: decided on, or its words written anew."""
        return self.decided or bool(self.edits)

    @property
    def empty(self) -> bool:
        """True where no language has anything in it."""
        return not any(self.cells.values())

    def fields(self) -> dict[str, Any]:
        """The fields that decisions change, as JSON has them."""
        return {
            "status": self.status.value,
            "confidence": self.confidence,
            "reason": self.reason,
            "cells": {
                lang: [list(piece) for piece in pieces]
                for lang, pieces in sorted(self.cells.items())
                if pieces
            },
            "edits": dict(sorted(self.edits.items())),
            "notes": list(self.notes),
        }


_AT_ONCE = 5_000  # parameters of one statement have a limit


def load(connection: Connection, ids: Collection[int]) -> dict[int, RowState]:
    """Some rows by id; ids that are not there are absent."""
    listed = list(ids)
    found: dict[int, RowState] = {}
    for start in range(0, len(listed), _AT_ONCE):
        chunk = listed[start : start + _AT_ONCE]
        found |= _load(connection, lambda column, chunk=chunk: column.in_(chunk))  # type: ignore[misc]
    return found


def of_project(connection: Connection, project_id: int) -> list[RowState]:
    """All rows of a project, in order."""
    own = select(_row.c.id).where(_row.c.project_id == project_id, _row.c.position >= 0)
    found = _load(connection, lambda column: column.in_(own))
    return sorted(found.values(), key=lambda row: row.position)


def _load(
    connection: Connection, chosen: Callable[[Column[int]], ColumnElement[bool]]
) -> dict[int, RowState]:
    cells = _cells(connection, chosen(_cell.c.row_id))
    edits: dict[int, dict[str, str]] = defaultdict(dict)
    query = select(_edit).where(chosen(_edit.c.row_id))
    for values in connection.execute(query).mappings():
        edits[values["row_id"]][values["lang"]] = values["text"]
    notes: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for row_id, note_id in connection.execute(
        select(_note.c.row_id, _note.c.id).where(chosen(_note.c.row_id)).order_by(_note.c.id)
    ):
        notes[row_id] += (note_id,)
    query = select(_row).where(chosen(_row.c.id), _row.c.position >= 0)
    return {
        values["id"]: RowState(
            id=values["id"],
            project=values["project_id"],
            position=values["position"],
            version=values["version"],
            status=Status(values["status"]),
            confidence=values["confidence"],
            reason=values["reason"],
            cells=cells[values["id"]],
            edits=edits[values["id"]],
            notes=notes[values["id"]],
            origin=values["origin"],
        )
        for values in connection.execute(query).mappings()
    }


def _cells(
    connection: Connection, chosen: ColumnElement[bool]
) -> Mapping[int, dict[str, tuple[Piece, ...]]]:
    paragraph, document = schema.paragraph, schema.document
    cells: dict[int, dict[str, tuple[Piece, ...]]] = defaultdict(dict)
    for row_id, lang, ordinal, start, end in connection.execute(
        select(_cell.c.row_id, document.c.lang, paragraph.c.ordinal, _cell.c.start, _cell.c.end)
        .join(paragraph, paragraph.c.id == _cell.c.paragraph_id)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(chosen)
        .order_by(document.c.position, paragraph.c.ordinal, _cell.c.start)
    ):
        by_lang = cells[row_id]
        by_lang[lang] = (*by_lang.get(lang, ()), (ordinal, start, end))
    return cells


def one(connection: Connection, row_id: int) -> RowState:
    """One row.

    Raises:
        UsageError: If it is not there.
    """
    found = load(connection, [row_id]).get(row_id)
    if found is None:
        raise UsageError(f"row {row_id}: not in this database any more; read the list again")
    return found


def stretch(connection: Connection, project_id: int, first: int, last: int) -> list[RowState]:
    """The rows of a project from one position to another, both included, in order."""
    query = (
        select(_row.c.id)
        .where(_row.c.project_id == project_id, _row.c.position.between(max(first, 0), last))
        .order_by(_row.c.position)
    )
    ids = list(connection.execute(query).scalars())
    found = load(connection, ids)
    return [found[row_id] for row_id in ids]


def claim(
    connection: Connection, versions: Mapping[int, int], wanted: Mapping[str, Any] | None = None
) -> None:
    """Take rows at the versions a person had before them; each gets the next version.

    Until the transaction ends nobody else can change them.

    Raises:
        Conflict: If one of them has another version by now.
    """
    had = sorted(versions.items())
    taken: set[int] = set()
    for start in range(0, len(had), _AT_ONCE):
        taken |= set(
            connection.execute(
                update(_row)
                .where(tuple_(_row.c.id, _row.c.version).in_(had[start : start + _AT_ONCE]))
                .where(_row.c.position >= 0)
                .values(version=_row.c.version + 1)
                .returning(_row.c.id)
            ).scalars()
        )
    if stale := versions.keys() - taken:
        raise _conflict(connection, min(stale), wanted or {})


def _conflict(connection: Connection, row_id: int, wanted: Mapping[str, Any]) -> Conflict:
    """What to tell the loser of a race: both values, and who was first."""
    key = f"row {row_id}"
    by = log.last_by(connection, key)
    row = load(connection, [row_id]).get(row_id)
    if row is None:
        return Conflict(
            f"{key} is not there any more{by and f' ({by})'}; read the list again",
            subject=key, wanted=wanted, by=by,
        )  # fmt: skip
    return Conflict(
        f"row {row.position + 1} was changed{by and f' by {by}'} since you read it; "
        f"it is {row.status} now; look at it and decide again",
        subject=key,
        wanted=wanted,
        standing=row.fields() | {"version": row.version},
        by=by,
    )


def difference(
    connection: Connection, before: Mapping[int, RowState], after: Mapping[int, RowState]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, by subject; a row of one side only is None on the other.

    Such a row has all its fields, its version, and the row after which it stands.
    """
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for row_id in sorted({*before, *after}):
        was, becomes = before.get(row_id), after.get(row_id)
        if was is not None and becomes is not None:
            a, b = was.fields(), becomes.fields()
            names = [name for name in a if a[name] != b[name]]
            if names:
                old[was.key] = {name: a[name] for name in names}
                new[was.key] = {name: b[name] for name in names}
        elif was is not None:
            old[was.key] = _whole(was, above(connection, was))
            new[was.key] = None
        elif becomes is not None:
            old[becomes.key] = None
            new[becomes.key] = _whole(becomes, becomes.follows)
    return old, new


def _whole(row: RowState, follows: int | None) -> dict[str, Any]:
    """All fields of a row that comes or goes, with its place."""
    place = {"position": row.position, "follows": follows, "version": row.version}
    return row.fields() | place | {"origin": row.origin}


def above(connection: Connection, row: RowState) -> int | None:
    """The id of the row right above another; None for the first."""
    query = select(_row.c.id).where(
        _row.c.project_id == row.project, _row.c.position == row.position - 1
    )
    return connection.execute(query).scalar_one_or_none()


def reserve(connection: Connection, project_id: int) -> int:
    """An id for a new row, which no row ever had."""
    values = {
        "project_id": project_id, "position": -1, "confidence": 0.0, "reason": "",
        "status": Status.CANDIDATE, "version": 0,
    }  # fmt: skip
    row_id: int = connection.execute(insert(_row).returning(_row.c.id), values).scalar_one()
    connection.execute(delete(_row).where(_row.c.id == row_id))
    return row_id


def read(connection: Connection, project_id: int | None, names: Collection[str]) -> States:
    """The fields of rows by their name in the log; None where a row is not there."""
    ids = {int(name[4:]): name for name in names}
    found = load(connection, ids)
    return {
        name: _whole(found[i], above(connection, found[i])) if i in found else None
        for i, name in ids.items()
    }


def touch(connection: Connection, project_id: int | None, names: Collection[str]) -> None:
    """Claim rows as they stand, those that are there."""
    ids = sorted(int(name[4:]) for name in names)
    for start in range(0, len(ids), _AT_ONCE):
        chosen = _row.c.id.in_(ids[start : start + _AT_ONCE])
        connection.execute(update(_row).where(chosen).values(version=_row.c.version + 1))
