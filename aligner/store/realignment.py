"""Pending rows between the held ones: handed out to be aligned anew, and laid back in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, select

from aligner.model import Document, Multitext, Row
from aligner.store import outline, row_states, schema, subjects
from aligner.store.log import Plan
from aligner.store.row_states import Piece, RowState


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pending rows in a row, with their texts as small documents of their own.

    Attributes:
        rows: Their ids and versions, in order.
        documents: What stands in them, by language, the pivot first; ids count from 0.
        pieces: Where each of those paragraphs is in the whole document.
    """

    rows: tuple[tuple[int, int], ...]
    documents: Mapping[str, Document]
    pieces: Mapping[str, tuple[Piece, ...]]


def stretches(connection: Connection, project_id: int) -> list[Stretch]:
    """The stretches of pending rows of a project in which there is something to align."""
    document = schema.document
    query = select(document.c.lang, document.c.name).where(document.c.project_id == project_id)
    names = {
        found.lang: found.name for found in connection.execute(query.order_by(document.c.position))
    }
    rows = row_states.of_project(connection, project_id)
    found = []
    for held, group in groupby(rows, key=lambda row: row.held):
        pending = list(group)
        if not held and not all(_sound(row, names) for row in pending):
            found.append(_stretch(connection, pending, names))
    return [stretch for stretch in found if len(stretch.documents) > 1]


def _sound(row: RowState, languages: Collection[str]) -> bool:
    """Nothing to find: one text of each language, as they were aligned."""
    by_hand = row.reason == row_states.BY_HAND_REASON
    return not by_hand and all(len(row.cells.get(lang, ())) == 1 for lang in languages)


def _stretch(connection: Connection, rows: Sequence[RowState], names: Mapping[str, str]) -> Stretch:
    texts = outline.paragraphs(connection, [row.id for row in rows])
    documents, pieces = {}, {}
    for lang, name in names.items():
        found = [paragraph for row in rows for paragraph in texts[row.id].get(lang, ())]
        if found:
            paragraphs = tuple(replace(p, id=i) for i, p in enumerate(found))
            documents[lang] = Document(name, lang, paragraphs)
            pieces[lang] = tuple(piece for row in rows for piece in row.cells.get(lang, ()))
    return Stretch(tuple((row.id, row.version) for row in rows), documents, pieces)


def renewal(
    connection: Connection, project_id: int, renewed: Sequence[tuple[Stretch, Multitext]]
) -> Plan:
    """What lays stretches back in with new rows; rows with the same pivot text keep their ids.

    Raises:
        Conflict: If somebody changed one of their rows since they were handed out.
    """
    versions = {row_id: version for stretch, _ in renewed for row_id, version in stretch.rows}
    subjects.claim(connection, {row_states.key(i): version for i, version in versions.items()})
    before = row_states.load(connection, versions)
    after: dict[int, RowState] = {}
    for stretch, texts in renewed:
        old = [before[row_id] for row_id, _ in stretch.rows]
        for row in _laid_in(connection, project_id, old, stretch, texts):
            after[row.id] = row
    return row_states.plan(connection, before.values(), after.values(), batch=len(versions))


def _laid_in(
    connection: Connection,
    project_id: int,
    old: Sequence[RowState],
    stretch: Stretch,
    texts: Multitext,
) -> list[RowState]:
    anchor = row_states.pivot(connection, project_id)
    same = {_key(row.cells, anchor): row for row in old}
    noted = {piece: row for row in old if row.notes for ps in row.cells.values() for piece in ps}
    above = row_states.above(connection, [old[0].id])[old[0].id]
    place, last = old[0].position, -1
    found: list[RowState] = []
    for row in texts.rows:
        cells = _cells(row, stretch)
        kept = same.get(_key(cells, anchor))
        if kept is not None and kept.position > last:
            last = kept.position
            new = replace(kept, cells=cells, confidence=row.confidence, reason=row.reason)
        else:
            new = RowState(
                row_states.reserve(connection, project_id), project_id, place, version=0,
                confidence=row.confidence, reason=row.reason, cells=cells, follows=above,
            )  # fmt: skip
        found.append(new)
        above, place = new.id, place + 1
    return _with_notes(old, found, noted)


def _cells(row: Row, stretch: Stretch) -> dict[str, tuple[Piece, ...]]:
    return {
        lang: row_states.joined(stretch.pieces[lang][i] for i in ids)
        for lang, ids in row.cells.items()
        if ids
    }


def _key(
    cells: Mapping[str, tuple[Piece, ...]], anchor: str
) -> frozenset[tuple[str, tuple[Piece, ...]]]:
    """By what a row is known again: its pivot text, or else all that it has."""
    known = {anchor: cells[anchor]} if cells.get(anchor) else cells
    return frozenset((lang, pieces) for lang, pieces in known.items() if pieces)


def _with_notes(
    old: Sequence[RowState], new: Sequence[RowState], noted: Mapping[Piece, RowState]
) -> list[RowState]:
    """Notes of rows that go follow the first text that those had."""
    kept = {row.id for row in new}
    going = {row.id: row for row in old if row.notes and row.id not in kept}
    taken: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for row in new:
        for pieces in row.cells.values():
            for piece in pieces:
                if (was := noted.get(piece)) and was.id in going:
                    taken[row.id] += going.pop(was.id).notes
    for was in going.values():
        taken[new[-1].id] += was.notes
    return [replace(row, notes=tuple(sorted((*row.notes, *taken[row.id])))) for row in new]
