"""Lays the rows of a run into the database, around those that a person decided on or rewrote.

A held row owns its paragraphs, or its parts of them: the new rows get what is left of theirs. A
pending row that comes out with the same cells keeps its id, so that links to it hold, and notes
follow their text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cmp_to_key

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from aligner.errors import StoreError
from aligner.model import Document, Multitext, Row, Status
from aligner.store import row_states, row_writing, schema
from aligner.store.row_states import Piece, RowState

Cells = Mapping[str, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class _Place:
    """One row in its new place: an old one, a new one, or an old one with new findings."""

    cells: Cells
    old: RowState | None = None
    new: Row | None = None

    def values(self) -> dict[str, object]:
        """The columns that the row has from now on, its position and project apart."""
        if self.new is None:
            assert self.old is not None
            return {
                "confidence": self.old.confidence,
                "reason": self.old.reason,
                "status": self.old.status,
                "version": self.old.version,
            }
        version = 1
        if self.old is not None:
            found = (self.new.confidence, self.new.reason)
            version = self.old.version + ((self.old.confidence, self.old.reason) != found)
        return {
            "confidence": self.new.confidence,
            "reason": self.new.reason,
            "status": Status.CANDIDATE,
            "version": version,
        }


def lock(connection: Connection, project_id: int) -> None:
    """Let nobody decide on rows of a project until the transaction ends."""
    row = schema.row
    connection.execute(
        select(row.c.id).where(row.c.project_id == project_id).order_by(row.c.id).with_for_update()
    )


def held(
    rows: Iterable[RowState], old: Mapping[str, Document], new: Mapping[str, Document]
) -> dict[int, Cells]:
    """Cells of the held rows by row id, in paragraphs of the new documents.

    Raises:
        StoreError: If one of their paragraphs is no longer there, or reads differently.
    """
    kept = [row for row in rows if row.held]
    if not kept:
        return {}
    places = {lang: _places(document, new[lang]) for lang, document in old.items()}
    cells: dict[int, Cells] = {}
    for row in kept:
        try:
            cells[row.id] = {
                lang: tuple((places[lang][i], start, end) for i, start, end in pieces)
                for lang, pieces in row.cells.items()
            }
        except KeyError as error:
            what = str(row.status) if row.decided else "edited"
            raise StoreError(
                f"row {row.position + 1} is {what}, but one of its paragraphs reads "
                "differently in this run; nothing was saved: undo the decision, or save to "
                "another database"
            ) from error
    return cells


def _places(old: Document, new: Document) -> dict[int, int]:
    """Where each old paragraph stands in the new document; those that changed are absent."""
    before = [paragraph.text for paragraph in old.paragraphs]
    after = [paragraph.text for paragraph in new.paragraphs]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {a + i: b + i for a, b, size in blocks for i in range(size)}


def replace(
    connection: Connection,
    project_id: int,
    texts: Multitext,
    old: Sequence[RowState],
    kept: Mapping[int, Cells],
) -> int:
    """Replace the pending rows of a project by those of `texts`; returns how many rows it has.

    Args:
        connection: A connection in a write transaction.
        project_id: The project, its documents saved already.
        texts: The new rows.
        old: The rows as they were.
        kept: The cells of the held ones among them, from :func:`held`.
    """
    table = schema.row
    places = _reusing_ids(_laid_out(texts, old, kept), [row for row in old if row.id not in kept])
    # What has no place in the new order is what is deleted below.
    connection.execute(update(table).where(table.c.project_id == project_id).values(position=-1))
    fresh, again = [], []
    for position, place in enumerate(places):
        values = place.values() | {"position": position}
        if place.old is None:
            fresh.append(values | {"project_id": project_id})
        else:
            again.append(values | {"own_id": place.old.id})
    if again:
        connection.execute(update(table).where(table.c.id == bindparam("own_id")), again)
    if fresh:
        connection.execute(insert(table), fresh)
    _insert_cells(connection, project_id, places)
    _keep_notes(connection, project_id, old)
    connection.execute(
        delete(table).where(table.c.project_id == project_id, table.c.position == -1)
    )
    return len(places)


def _laid_out(texts: Multitext, old: Iterable[RowState], kept: Mapping[int, Cells]) -> list[_Place]:
    """The new rows without what held ones own; those stand where their text would be."""
    waiting = {row.id: _Place(kept[row.id], old=row) for row in old if row.id in kept}
    owned: dict[tuple[str, int], list[tuple[Piece, int]]] = defaultdict(list)
    for row_id, cells in kept.items():
        for lang, pieces in cells.items():
            for piece in pieces:
                owned[lang, piece[0]].append((piece, row_id))
    return [
        place for row in texts.rows for place in _around(row, waiting, owned, list(texts.documents))
    ] + list(waiting.values())


def _around(
    row: Row,
    waiting: dict[int, _Place],
    owned: Mapping[tuple[str, int], Sequence[tuple[Piece, int]]],
    languages: Sequence[str],
) -> Iterator[_Place]:
    """What is left of a new row, among the held rows that own the rest of it."""
    owners = [
        row_id
        for lang, ids in row.cells.items()
        for i in ids
        for _, row_id in sorted(owned.get((lang, i), ()), key=lambda own: own[0][1])
    ]
    found = [waiting.pop(row_id) for row_id in dict.fromkeys(owners) if row_id in waiting]
    rest = {
        lang: tuple(
            piece for i in ids for piece in _left(i, [own for own, _ in owned.get((lang, i), ())])
        )
        for lang, ids in row.cells.items()
    }
    if any(rest.values()):
        found.append(_Place({lang: pieces for lang, pieces in rest.items() if pieces}, new=row))

    def order(a: _Place, b: _Place) -> int:
        return _order(a, b, languages)

    yield from sorted(found, key=cmp_to_key(order))


def _left(ordinal: int, owned: Iterable[Piece]) -> Iterator[Piece]:
    """The parts of a paragraph that nobody owns."""
    at: int | None = 0
    for _, start, end in sorted(owned, key=lambda piece: piece[1]):
        if at is not None and start > at:
            yield (ordinal, at, start)
        at = end
    if at is not None:
        yield (ordinal, at, None)


def _order(a: _Place, b: _Place, languages: Sequence[str]) -> int:
    """Which comes first in the first language that both have."""
    for lang in languages:
        mine, other = a.cells.get(lang), b.cells.get(lang)
        if mine and other:
            return -1 if mine[0][:2] < other[0][:2] else 1
    return 0


def _reusing_ids(places: Iterable[_Place], pending: Iterable[RowState]) -> list[_Place]:
    same = {_key(row.cells): row for row in pending}
    return [
        place
        if place.new is None
        else _Place(place.cells, same.pop(_key(place.cells), None), place.new)
        for place in places
    ]


def _key(cells: Cells) -> frozenset[tuple[str, tuple[Piece, ...]]]:
    return frozenset((lang, pieces) for lang, pieces in cells.items() if pieces)


def _insert_cells(connection: Connection, project_id: int, places: Sequence[_Place]) -> None:
    """Tie paragraphs to rows, both in order."""
    row = schema.row
    row_ids = connection.execute(
        select(row.c.id)
        .where(row.c.project_id == project_id, row.c.position >= 0)
        .order_by(row.c.position)
    ).scalars()
    ids = row_writing.paragraph_ids(connection, project_id)
    values = [
        {"row_id": row_id, "paragraph_id": ids[lang, i], "start": start, "end": end}
        for row_id, place in zip(row_ids, places, strict=True)
        for lang, pieces in place.cells.items()
        for i, start, end in pieces
    ]
    if values:
        connection.execute(insert(schema.cell), values)


def _keep_notes(connection: Connection, project_id: int, old: Iterable[RowState]) -> None:
    """Notes of rows that go away move to the row that has their text now, or stands there."""
    row, note = schema.row, schema.note
    query = select(row.c.id).where(row.c.project_id == project_id, row.c.position == -1)
    gone = set(connection.execute(query).scalars())
    noted = [was for was in old if was.notes and was.id in gone]
    if not noted:
        return
    rows = row_states.of_project(connection, project_id)
    if not rows:
        return
    holder = {
        (lang, piece[0]): found.id
        for found in reversed(rows)
        for lang, pieces in found.cells.items()
        for piece in pieces
    }
    for was in noted:
        texts = [(lang, piece[0]) for lang, pieces in was.cells.items() for piece in pieces]
        there = rows[min(was.position, len(rows) - 1)].id
        to = next((holder[text] for text in texts if text in holder), there)
        connection.execute(update(note).where(note.c.row_id == was.id).values(row_id=to))
