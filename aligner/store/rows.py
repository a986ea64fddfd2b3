"""Lays the rows of a run into the database, around those that a person decided on or rewrote.

A held row whose words are all still there owns its paragraphs, or its parts of them: the new rows
get what is left of theirs; what a language has that was not there before joins it. A held row with
other words is pending again in the languages that have them. A row that comes out with the same
cells, or with other words of the same paragraphs, keeps its id, so that links and history hold, and
notes follow their text.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from aligner.model import Multitext, Row, Status, together
from aligner.model.thresholds import is_uncertain
from aligner.store import differences, rereading, row_states, row_writing, schema
from aligner.store.differences import Difference
from aligner.store.rereading import Cells, Readings
from aligner.store.row_states import Piece, RowState


@dataclass(frozen=True, slots=True)
class _Place:
    """One row in its new place.

    Attributes:
        cells: What stands in it.
        old: The row that it was; None for one that is new.
        new: What the run says of it; None for a held row that is as it was.
        held: What was decided of it stays.
        same: Languages in which the old row had the same words and no others.
    """

    cells: Cells
    old: RowState | None = None
    new: Row | None = None
    held: bool = False
    same: frozenset[str] = frozenset()

    @property
    def decided(self) -> RowState | None:
        """The old row with what is still decided of it.

        A language with other words is pending; one that joins must be sure, or be looked at.
        """
        if self.old is None:
            return None
        here = {lang for lang, pieces in (*self.old.cells.items(), *self.cells.items()) if pieces}
        if not self.held:
            pending = here - self.same
        elif self.new is not None and is_uncertain(self.new.confidence):
            pending = self.cells.keys() - self.old.cells.keys()
        else:
            pending = set()
        return self.old.decide(dict.fromkeys(pending, Status.CANDIDATE)) if pending else self.old

    @property
    def lost(self) -> Status:
        """What had been decided and is so no more in all its languages; else a candidate."""
        if self.old is None or (now := self.decided) is None:
            return Status.CANDIDATE
        if self.old.status != now.status:
            return self.old.status
        had = self.old.statuses.items()
        return together(was for lang, was in had if was != now.standing(lang))

    @property
    def lost_edits(self) -> tuple[str, ...]:
        """Languages in which a person wrote in place of words that are others now."""
        if self.old is None or self.held:
            return ()
        return tuple(lang for lang in self.old.edits if lang not in self.same)

    def values(self) -> dict[str, object]:
        """The columns that the row has from now on, its position and project apart."""
        old, says = self.old, self.new or self.old
        assert says is not None
        version = 1
        if old is not None:
            had = {lang for lang, pieces in (*old.cells.items(), *self.cells.items()) if pieces}
            as_found = (old.confidence, old.reason)
            is_now = (says.confidence, says.reason)
            changed = as_found != is_now or self.decided != old or not had <= self.same
            version = old.version + changed
        now = self.decided
        return {
            "confidence": says.confidence,
            "reason": says.reason,
            "status": now.status if now else Status.CANDIDATE,
            "statuses": now.statuses if now else {},
            "version": version,
        }


@dataclass(frozen=True, slots=True)
class Laid:
    """What came of laying rows in.

    Attributes:
        rows: How many there are now.
        kept: Those of them whose decisions and edits stayed.
        differences: Those with other words than before, and those that are gone.
    """

    rows: int
    kept: int
    differences: tuple[Difference, ...]


def lock(connection: Connection, project_id: int) -> None:
    """Let nobody decide on rows of a project until the transaction ends."""
    row = schema.row
    connection.execute(
        select(row.c.id).where(row.c.project_id == project_id).order_by(row.c.id).with_for_update()
    )


def lay(
    connection: Connection,
    project_id: int,
    texts: Multitext,
    old: Sequence[RowState],
    readings: Readings,
) -> Laid:
    """Lay the rows of `texts` in, in place of those that nobody decided on.

    Args:
        connection: A connection in a write transaction.
        project_id: The project, its documents saved already.
        texts: The new rows.
        old: The rows as they were.
        readings: The documents of `texts` beside those of the old rows.
    """
    table = schema.row
    kept = _held(old, readings)
    pending = [row for row in old if row.id not in kept]
    places = _known(_laid_out(texts, old, kept, readings), pending, readings)
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
    ids = _insert_cells(connection, project_id, places)
    _drop_edits(connection, places)
    _keep_notes(connection, project_id, old, readings)
    connection.execute(
        delete(table).where(table.c.project_id == project_id, table.c.position == -1)
    )
    found = [
        _difference(position, row_id, place, texts, readings)
        for position, (row_id, place) in enumerate(zip(ids, places, strict=True))
    ]
    there = {place.old.id for place in places if place.old is not None}
    gone = [differences.gone(row, readings) for row in pending if row.held and row.id not in there]
    stayed = sum(place.held and place.decided == place.old for place in places)
    return Laid(len(places), stayed, (*filter(None, found), *gone))


def _held(rows: Iterable[RowState], readings: Readings) -> dict[int, Cells]:
    """Cells of the held rows whose words are all still there, by row id, in the new paragraphs."""
    found = {}
    for row in rows:
        if row.held and (cells := rereading.carried(readings, row.cells)) is not None:
            found[row.id] = cells
    return found


def _laid_out(
    texts: Multitext, old: Iterable[RowState], kept: Mapping[int, Cells], readings: Readings
) -> list[_Place]:
    """The new rows without what held ones own; those stand where their text would be."""
    waiting = {
        row.id: _Place(kept[row.id], row, held=True, same=frozenset(readings))
        for row in old
        if row.id in kept
    }
    owned: dict[tuple[str, int], list[tuple[Piece, int]]] = defaultdict(list)
    for row_id, cells in kept.items():
        for lang, pieces in cells.items():
            for piece in pieces:
                owned[lang, piece[0]].append((piece, row_id))
    languages = list(texts.documents)
    placed = [
        place for row in texts.rows for place in _around(row, waiting, owned, languages, readings)
    ]
    return placed + list(waiting.values())


def _around(
    row: Row,
    waiting: dict[int, _Place],
    owned: Mapping[tuple[str, int], Sequence[tuple[Piece, int]]],
    languages: Sequence[str],
    readings: Readings,
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
    rest = {lang: pieces for lang, pieces in rest.items() if pieces}
    if rest and len(found) == 1 and not rest.keys() & readings.keys():
        [one] = found  # a language that was not there before joins
        found = [dataclasses.replace(one, cells={**one.cells, **rest}, new=row)]
    elif rest:
        found.append(_Place(rest, new=row))

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


def _known(
    places: Sequence[_Place], pending: Sequence[RowState], readings: Readings
) -> list[_Place]:
    """The places, those of pending rows that are known again with the row that they were.

    A row is known by its cells, as far as the languages were there; one with other words by what
    its paragraphs became.
    """
    same: dict[object, RowState] = {}
    reworded = []
    for row in pending:
        if cells := rereading.carried(readings, row.cells):
            same[_key(cells)] = row
        else:
            reworded.append(row)
    found = [
        _again(place, was, readings)
        if place.old is None and (was := same.pop(_key(place.cells, readings), None))
        else place
        for place in places
    ]
    at = {
        (lang, piece[0]): i
        for i, place in enumerate(found)
        if place.old is None
        for lang, pieces in place.cells.items()
        for piece in pieces
    }
    for row in reworded:
        votes = Counter(
            at[lang, to]
            for lang, pieces in row.cells.items()
            if lang in readings
            for ordinal, _, _ in pieces
            if (lang, (to := readings[lang].became.get(ordinal, -1))) in at
        )
        best = next((i for i, _ in votes.most_common() if found[i].old is None), None)
        if best is not None:
            found[best] = _again(found[best], row, readings)
    return found


def _again(place: _Place, was: RowState, readings: Readings) -> _Place:
    same = frozenset(
        lang
        for lang, reading in readings.items()
        if reading.pieces(was.cells.get(lang, ())) == tuple(place.cells.get(lang, ()))
    )
    return dataclasses.replace(place, old=was, same=same)


def _key(cells: Cells, langs: Collection[str] | None = None) -> object:
    return frozenset(
        (lang, pieces)
        for lang, pieces in cells.items()
        if pieces and (langs is None or lang in langs)
    )


def _insert_cells(
    connection: Connection, project_id: int, places: Sequence[_Place]
) -> Sequence[int]:
    """Tie paragraphs to rows, both in order; returns the ids of the rows."""
    row = schema.row
    row_ids = (
        connection.execute(
            select(row.c.id)
            .where(row.c.project_id == project_id, row.c.position >= 0)
            .order_by(row.c.position)
        )
        .scalars()
        .all()
    )
    ids = row_writing.paragraph_ids(connection, project_id)
    values = [
        {"row_id": row_id, "paragraph_id": ids[lang, i], "start": start, "end": end}
        for row_id, place in zip(row_ids, places, strict=True)
        for lang, pieces in place.cells.items()
        for i, start, end in pieces
    ]
    if values:
        connection.execute(insert(schema.cell), values)
    return row_ids


def _drop_edits(connection: Connection, places: Iterable[_Place]) -> None:
    edit = schema.edit
    for place in places:
        if place.old is not None and (langs := place.lost_edits):
            connection.execute(
                delete(edit).where(edit.c.row_id == place.old.id, edit.c.lang.in_(langs))
            )


def _keep_notes(
    connection: Connection, project_id: int, old: Iterable[RowState], readings: Readings
) -> None:
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
        texts = [
            (lang, readings[lang].became.get(piece[0], -1))
            for lang, pieces in was.cells.items()
            if lang in readings
            for piece in pieces
        ]
        there = rows[min(was.position, len(rows) - 1)].id
        to = next((holder[text] for text in texts if text in holder), there)
        connection.execute(update(note).where(note.c.row_id == was.id).values(row_id=to))


def _difference(
    position: int, row_id: int, place: _Place, texts: Multitext, readings: Readings
) -> Difference | None:
    """What a reader of the old rows should know of one; None where there is nothing."""
    was = place.lost
    others = differences.fresh(place.cells, readings)
    if not readings or not (others or was != Status.CANDIDATE or place.lost_edits):
        return None
    joined = tuple(lang for lang in place.cells if lang not in readings)
    label, words = differences.known_by(place.cells, texts.documents)
    where = label or f"row {position + 1}"
    return Difference(row_id, where, words, others or joined, was, place.lost_edits)
