"""A row as it is stored: with all that decisions change of it, read, claimed and written back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from aligner.errors import UsageError
from aligner.model import Status, together
from aligner.store import row_writing, schema
from aligner.store.log import Plan, States

Piece = tuple[int, int, int | None]
"""A stretch of a paragraph as it was read: its position in the document, start, end (None: all)."""

_row, _cell, _edit, _note = schema.row, schema.cell, schema.edit, schema.note
BY_HAND_REASON = "put together by hand"
_AT_ONCE = 5_000  # parameters of one statement have a limit


def key(row_id: int) -> str:
    """What the log calls a row."""
    return f"row {row_id}"


def _id(name: str) -> int:
    return int(name[4:])


@dataclass(frozen=True, slots=True)
class RowState:
    """A row with all that decisions change of it.

    Attributes:
        pivot: Language of the project to which the others are aligned.
        status: What was decided of it as a whole; candidate where its languages differ.
        statuses: What was decided of the languages that stand otherwise.
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
    pivot: str = ""
    status: Status = Status.CANDIDATE
    statuses: Mapping[str, Status] = field(default_factory=dict)
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
        return key(self.id)

    @property
    def decided(self) -> bool:
        """True where a person decided on it, in all its languages."""
        return self.status != Status.CANDIDATE

    def standing(self, lang: str) -> Status:
        """What was decided of a language."""
        return self.statuses.get(lang, self.status)

    def decide(self, given: Mapping[str, Status]) -> RowState:
        """The row with what was decided of some languages; of the pivot, it is of all of them."""
        if self.pivot in given:
            return replace(self, status=given[self.pivot], statuses={})
        langs = sorted({*self.cells, *self.edits, *self.statuses, *given} - {self.pivot})
        each = {lang: given.get(lang, self.standing(lang)) for lang in langs}
        status = together(each.values())
        apart = {lang: found for lang, found in each.items() if found != status}
        return replace(self, status=status, statuses=apart)

    @property
    def held(self) -> bool:
        """True where a new alignment leaves it as it is: decided on, or its words written anew."""
        return self.decided or bool(self.statuses or self.edits)

    @property
    def empty(self) -> bool:
        """True where no language has anything in it."""
        return not any(self.cells.values())

    def fields(self) -> dict[str, Any]:
        """The fields that decisions change, as JSON has them."""
        return {
            **{name: getattr(self, name) for name in row_writing.DECIDED},
            "cells": {
                lang: [list(piece) for piece in pieces]
                for lang, pieces in sorted(self.cells.items())
                if pieces
            },
            "edits": dict(sorted(self.edits.items())),
            "notes": list(self.notes),
        }


_COLUMNS = tuple(f.name for f in fields(RowState) if f.name in _row.c)


def load(
    connection: Connection, ids: Collection[int], *, columns_only: bool = False
) -> dict[int, RowState]:
    """Some rows by id, whole or as if there were nothing in them; those not there are absent."""
    listed = list(ids)
    found: dict[int, RowState] = {}
    for start in range(0, len(listed), _AT_ONCE):
        chunk = listed[start : start + _AT_ONCE]
        found |= _load(
            connection,
            lambda column, chunk=chunk: column.in_(chunk),  # type: ignore[misc]
            columns_only,
        )
    return found


def of_project(connection: Connection, project_id: int) -> list[RowState]:
    """All rows of a project, in order."""
    own = select(_row.c.id).where(_row.c.project_id == project_id, _row.c.position >= 0)
    found = _load(connection, lambda column: column.in_(own))
    return sorted(found.values(), key=lambda row: row.position)


def _load(
    connection: Connection,
    chosen: Callable[[Column[int]], ColumnElement[bool]],
    columns_only: bool = False,
) -> dict[int, RowState]:
    cells: Mapping[int, Mapping[str, tuple[Piece, ...]]] = defaultdict(dict)
    edits: dict[int, dict[str, str]] = defaultdict(dict)
    notes: dict[int, tuple[int, ...]] = defaultdict(tuple)
    if not columns_only:
        cells = _cells(connection, chosen(_cell.c.row_id))
        query = select(_edit).where(chosen(_edit.c.row_id))
        for values in connection.execute(query).mappings():
            edits[values["row_id"]][values["lang"]] = values["text"]
        for row_id, note_id in connection.execute(
            select(_note.c.row_id, _note.c.id).where(chosen(_note.c.row_id)).order_by(_note.c.id)
        ):
            notes[row_id] += (note_id,)
    query = (
        select(_row, schema.project.c.pivot)
        .join(schema.project, schema.project.c.id == _row.c.project_id)
        .where(chosen(_row.c.id), _row.c.position >= 0)
    )
    return {
        values["id"]: RowState(
            project=values["project_id"],
            cells=cells[values["id"]],
            edits=edits[values["id"]],
            notes=notes[values["id"]],
            **{name: values[name] for name in _COLUMNS}
            | {
                "status": Status(values["status"]),
                "statuses": {lang: Status(found) for lang, found in values["statuses"].items()},
                "pivot": values["pivot"],
            },
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


def plan(
    connection: Connection, before: Iterable[RowState], after: Iterable[RowState], batch: int = 1
) -> Plan:
    """What turns some rows into others; rows of one side only come or go, whole."""
    old = {row.id: row for row in before}
    new = {row.id: row for row in after}
    going = above(connection, old.keys() - new.keys())
    return Plan.between(
        next(iter(old.values())).project,
        {row.key: row.fields() if i in new else _whole(row, going[i]) for i, row in old.items()},
        {row.key: row.fields() if i in old else _whole(row, row.follows) for i, row in new.items()},
        batch=batch,
    )


def _whole(row: RowState, follows: int | None) -> dict[str, Any]:
    """All fields of a row that comes or goes, with its place."""
    place = {"position": row.position, "follows": follows, "version": row.version}
    return row.fields() | place | {"origin": row.origin}


def above(connection: Connection, ids: Collection[int]) -> dict[int, int | None]:
    """The id of the row right above each of some rows, by id; None for the first."""
    upper = _row.alias()
    query = select(_row.c.id, upper.c.id.label("upper")).outerjoin(
        upper,
        (upper.c.project_id == _row.c.project_id) & (upper.c.position == _row.c.position - 1),
    )
    listed = list(ids)
    found: dict[int, int | None] = {}
    for start in range(0, len(listed), _AT_ONCE):
        chosen = query.where(_row.c.id.in_(listed[start : start + _AT_ONCE]))
        found |= {row.id: row.upper for row in connection.execute(chosen)}
    return found


def reserve(connection: Connection, project_id: int) -> int:
    """An id for a new row, which no row ever had."""
    values = {
        "project_id": project_id, "position": -1, "confidence": 0.0, "reason": "",
        "status": Status.CANDIDATE, "version": 0,
    }  # fmt: skip
    row_id: int = connection.execute(insert(_row).returning(_row.c.id), values).scalar_one()
    connection.execute(delete(_row).where(_row.c.id == row_id))
    return row_id


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces in order, those that touch made one."""
    found: list[Piece] = []
    for ordinal, start, end in sorted(pieces, key=lambda piece: piece[:2]):
        if found and found[-1][0] == ordinal and found[-1][2] == start:
            found[-1] = (ordinal, found[-1][1], end)
        else:
            found.append((ordinal, start, end))
    return tuple(found)


def require_language(connection: Connection, row: RowState, lang: str) -> None:
    """Refuse a language that the project does not have."""
    document = schema.document
    found = connection.execute(
        select(document.c.lang).where(document.c.project_id == row.project)
    ).scalars()
    if lang not in (languages := list(found)):
        raise UsageError(f"the project has no {lang!r}; it is in {', '.join(languages)}")


def require_free(connection: Connection, row: RowState, lang: str) -> None:
    """Refuse the pivot: what is aligned to it moves, not the pivot itself."""
    require_language(connection, row, lang)
    if lang == pivot(connection, row.project):
        raise UsageError(f"{lang} is the pivot and is locked; move the other languages instead")


def pivot(connection: Connection, project_id: int) -> str:
    """The pivot language of a project."""
    project = schema.project
    query = select(project.c.pivot).where(project.c.id == project_id)
    lang: str = connection.execute(query).scalar_one()
    return lang


def claim(connection: Connection, versions: Mapping[str, int]) -> set[str]:
    """Take rows at the versions a person had before them; see :class:`subjects.Kind`."""
    had = sorted((_id(name), version) for name, version in versions.items())
    taken: set[str] = set()
    for start in range(0, len(had), _AT_ONCE):
        statement = (
            update(_row)
            .where(tuple_(_row.c.id, _row.c.version).in_(had[start : start + _AT_ONCE]))
            .where(_row.c.position >= 0)
            .values(version=_row.c.version + 1)
            .returning(_row.c.id)
        )
        taken |= set(map(key, connection.execute(statement).scalars()))
    return taken


def touch(connection: Connection, names: Iterable[str]) -> None:
    """Claim rows as they stand, those that are there."""
    ids = sorted(map(_id, names))
    for start in range(0, len(ids), _AT_ONCE):
        chosen = _row.c.id.in_(ids[start : start + _AT_ONCE])
        connection.execute(update(_row).where(chosen).values(version=_row.c.version + 1))


def called(fields: Mapping[str, Any]) -> str:
    """By its number in the document."""
    return f"row {fields['position'] + 1}"


def read(connection: Connection, names: Collection[str]) -> States:
    """All fields of rows by name; None where a row is not there."""
    found = load(connection, list(map(_id, names)))
    uppers = above(connection, found)
    return {
        name: _whole(row, uppers[row.id]) if (row := found.get(_id(name))) else None
        for name in names
    }


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Write fields of rows that were claimed; rows come and go as the states say."""
    assert project_id is not None
    by_id = {_id(name): stated for name, stated in states.items()}
    row_writing.write(connection, project_id, by_id)
