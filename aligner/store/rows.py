"""Lays the rows of a run into the database, around those that were decided on.

A decided row owns its paragraphs: the new rows get what is left of theirs. A pending row that
comes out with the same cells keeps its id, so that links to it hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from aligner.errors import StoreError
from aligner.model import Document, Multitext, Row, Status
from aligner.store import schema
from aligner.store.outline import OutlineRow

Cells = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Place:
    """One row in its new place: an old one, a new one, or an old one with new findings."""

    cells: Cells
    old: OutlineRow | None = None
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


def decided(
    rows: Iterable[OutlineRow], old: Mapping[str, Document], new: Mapping[str, Document]
) -> dict[int, Cells]:
    """Cells of the decided rows by row id, in paragraph ids of the new documents.

    Raises:
        StoreError: If one of their paragraphs is no longer there, or reads differently.
    """
    held = [row for row in rows if row.status != Status.CANDIDATE]
    if not held:
        return {}
    places = {lang: _places(document, new[lang]) for lang, document in old.items()}
    cells: dict[int, Cells] = {}
    for row in held:
        try:
            cells[row.id] = {
                lang: tuple(places[lang][i] for i in ids) for lang, ids in row.cells.items()
            }
        except KeyError as error:
            raise StoreError(
                f"row {row.position + 1} is {row.status}, but one of its paragraphs reads "
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
    old: Sequence[OutlineRow],
    kept: Mapping[int, Cells],
) -> int:
    """Replace the pending rows of a project by those of `texts`; returns how many rows it has.

    Args:
        connection: A connection in a write transaction.
        project_id: The project, its documents saved already.
        texts: The new rows.
        old: The rows as they were.
        kept: The cells of the decided ones among them, from :func:`decided`.
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
    connection.execute(
        delete(table).where(table.c.project_id == project_id, table.c.position == -1)
    )
    _insert_cells(connection, project_id, [place.cells for place in places])
    return len(places)


def _laid_out(
    texts: Multitext, old: Iterable[OutlineRow], kept: Mapping[int, Cells]
) -> Iterator[_Place]:
    """The new rows without the paragraphs of decided ones, which stand where those would be."""
    waiting = {row.id: _Place(kept[row.id], old=row) for row in old if row.id in kept}
    owner = {
        (lang, i): row_id
        for row_id, cells in kept.items()
        for lang, ids in cells.items()
        for i in ids
    }
    for row in texts.rows:
        owners = [
            owner[lang, i] for lang, ids in row.cells.items() for i in ids if (lang, i) in owner
        ]
        pieces = [waiting.pop(row_id) for row_id in dict.fromkeys(owners) if row_id in waiting]
        rest = {
            lang: tuple(i for i in ids if (lang, i) not in owner) for lang, ids in row.cells.items()
        }
        if any(rest.values()):
            pieces.append(_Place(rest, new=row))
        yield from sorted(pieces, key=lambda piece: piece.cells.get(texts.pivot, ()))
    yield from waiting.values()


def _reusing_ids(places: Iterable[_Place], pending: Iterable[OutlineRow]) -> list[_Place]:
    same = {_key(row.cells): row for row in pending}
    return [
        place
        if place.new is None
        else _Place(place.cells, same.pop(_key(place.cells), None), place.new)
        for place in places
    ]


def _key(cells: Cells) -> frozenset[tuple[str, tuple[int, ...]]]:
    return frozenset((lang, ids) for lang, ids in cells.items() if ids)


def _insert_cells(connection: Connection, project_id: int, cells: Sequence[Cells]) -> None:
    """Tie paragraphs to rows, both in order."""
    row, paragraph, document = schema.row, schema.paragraph, schema.document
    row_ids = connection.execute(
        select(row.c.id).where(row.c.project_id == project_id).order_by(row.c.position)
    ).scalars()
    paragraph_ids = {
        (lang, ordinal): paragraph_id
        for lang, ordinal, paragraph_id in connection.execute(
            select(document.c.lang, paragraph.c.ordinal, paragraph.c.id)
            .join(document)
            .where(document.c.project_id == project_id)
        )
    }
    values = [
        {"row_id": row_id, "paragraph_id": paragraph_ids[lang, i]}
        for row_id, by_lang in zip(row_ids, cells, strict=True)
        for lang, ids in by_lang.items()
        for i in ids
    ]
    if values:
        connection.execute(insert(schema.cell), values)
