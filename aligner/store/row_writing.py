"""Writes rows field by field, and keeps their order when rows come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from aligner.store import schema

_row, _cell, _edit, _note = schema.row, schema.cell, schema.edit, schema.note

_GIVEN = {"id", "project_id", "position", "version", "origin"}
DECIDED = tuple(column.name for column in _row.c if column.name not in _GIVEN)
"""Columns of a row that decisions change."""


def write(
    connection: Connection, project_id: int, by_id: Mapping[int, Mapping[str, Any] | None]
) -> None:
    """Write fields of rows that were claimed, by id; None for a row that goes."""
    gone = [row_id for row_id, stated in by_id.items() if stated is None]
    placed = {row_id: stated for row_id, stated in by_id.items() if stated is not None}
    coming = {i: stated for i, stated in placed.items() if "position" in stated}
    there = {i: stated for i, stated in placed.items() if i not in coming}
    _take_notes(connection, there)  # before any row goes with its notes
    if gone or coming:
        places = _make_room(connection, project_id, gone, coming)
        _insert(connection, project_id, places, coming)
        _take_notes(connection, coming)
        connection.execute(delete(_row).where(_row.c.id.in_(sorted(gone))))
    _write_columns(connection, there)
    _write_cells(connection, project_id, placed)
    _write_edits(connection, placed)


def _take_notes(connection: Connection, placed: Mapping[int, Mapping[str, Any]]) -> None:
    """Notes follow the row that is said to have them."""
    for row_id, stated in placed.items():
        if ids := stated.get("notes"):
            connection.execute(update(_note).where(_note.c.id.in_(ids)).values(row_id=row_id))


def _make_room(
    connection: Connection,
    project_id: int,
    gone: Collection[int],
    coming: Mapping[int, Mapping[str, Any]],
) -> Mapping[int, int]:
    """Move the rows that stay to where they are once others have come and gone.

    Each that comes stands right below the row that it follows.

    Returns:
        The position of each row by id, those that come among them.
    """
    query = select(_row.c.id).where(_row.c.project_id == project_id, _row.c.position >= 0)
    old = list(connection.execute(query.order_by(_row.c.position)).scalars())
    going = set(gone)
    new = _in_order([row_id for row_id in old if row_id not in going], coming)
    places = {row_id: position for position, row_id in enumerate(new)}
    _move(connection, project_id, old, places)
    return places


def _in_order(there: list[int], coming: Mapping[int, Mapping[str, Any]]) -> list[int]:
    known = {*there, *coming}
    below: dict[int | None, list[int]] = defaultdict(list)
    astray: list[int] = []
    for row_id, fields in sorted(coming.items(), key=lambda item: item[1]["position"]):
        follows = fields["follows"]
        (below[follows] if follows is None or follows in known else astray).append(row_id)
    order: list[int] = []
    for top in (None, *there):
        waiting: list[int | None] = [top]
        while waiting:
            above = waiting.pop()
            if above is not None:
                order.append(above)
            waiting += reversed(below[above])
    # Of those whose neighbour is gone only the number is known.
    for stray in astray:
        order.insert(min(coming[stray]["position"], len(order)), stray)
    return order


def _move(
    connection: Connection, project_id: int, old: Sequence[int], places: Mapping[int, int]
) -> None:
    moved = [
        (row_id, position, places[row_id] - position)
        for position, row_id in enumerate(old)
        if row_id in places and places[row_id] != position
    ]
    if not moved:
        return
    first, by = moved[0][1], moved[0][2]
    if all(shift == by for _, _, shift in moved):  # all that is below moves alike
        connection.execute(
            update(_row)
            .where(_row.c.project_id == project_id, _row.c.position >= first)
            .values(position=_row.c.position + by)
        )
    else:
        connection.execute(
            update(_row).where(_row.c.id == bindparam("own")).values(position=bindparam("to")),
            [{"own": row_id, "to": places[row_id]} for row_id, _, _ in moved],
        )


def _insert(
    connection: Connection,
    project_id: int,
    places: Mapping[int, int],
    coming: Mapping[int, Mapping[str, Any]],
) -> None:
    values = [
        # The log of a time when a status was one for all languages does not have the others.
        {"statuses": {}}
        | {name: stated[name] for name in (*DECIDED, "origin") if name in stated}
        | {"id": row_id, "project_id": project_id, "position": places[row_id]}
        | {"version": stated["version"] + 1}
        for row_id, stated in coming.items()
    ]
    if values:
        connection.execute(insert(_row), values)


def _write_columns(connection: Connection, placed: Mapping[int, Mapping[str, Any]]) -> None:
    """One statement for all rows that change the same columns, so that a bulk is quick."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row_id, stated in placed.items():
        if names := tuple(name for name in DECIDED if name in stated):
            groups[names].append({"own": row_id} | {f"to_{n}": stated[n] for n in names})
    for names, values in groups.items():
        columns: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
        connection.execute(
            update(_row).where(_row.c.id == bindparam("own")).values(columns), values
        )


def _write_cells(
    connection: Connection, project_id: int, placed: Mapping[int, Mapping[str, Any]]
) -> None:
    changed = {row_id: stated["cells"] for row_id, stated in placed.items() if "cells" in stated}
    if not changed:
        return
    connection.execute(delete(_cell).where(_cell.c.row_id.in_(list(changed))))
    wanted = {
        (lang, piece[0])
        for cells in changed.values()
        for lang, pieces in cells.items()
        for piece in pieces
    }
    ids = paragraph_ids(connection, project_id, {ordinal for _, ordinal in wanted})
    values = [
        {
            "row_id": row_id,
            "paragraph_id": ids[lang, ordinal],
            "start": start,
            "end": end,
        }
        for row_id, cells in changed.items()
        for lang, pieces in cells.items()
        for ordinal, start, end in pieces
    ]
    if values:
        connection.execute(insert(_cell), values)


def paragraph_ids(
    connection: Connection, project_id: int, ordinals: Iterable[int] | None = None
) -> dict[tuple[str, int], int]:
    """The database's ids of paragraphs by language and position, all or those of some positions."""
    paragraph, document = schema.paragraph, schema.document
    query = (
        select(document.c.lang, paragraph.c.ordinal, paragraph.c.id)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(document.c.project_id == project_id)
    )
    if ordinals is not None:
        query = query.where(paragraph.c.ordinal.in_(list(ordinals)))
    return {(lang, ordinal): own for lang, ordinal, own in connection.execute(query)}


def _write_edits(connection: Connection, placed: Mapping[int, Mapping[str, Any]]) -> None:
    changed = {row_id: stated["edits"] for row_id, stated in placed.items() if "edits" in stated}
    if not changed:
        return
    connection.execute(delete(_edit).where(_edit.c.row_id.in_(list(changed))))
    values = [
        {"row_id": row_id, "lang": lang, "text": text}
        for row_id, edits in changed.items()
        for lang, text in edits.items()
    ]
    if values:
        connection.execute(insert(_edit), values)
