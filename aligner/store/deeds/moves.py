"""Deeds that move text between rows: merge, split, gap, move. The pivot stays where it is.

No paragraph is lost and none is doubled: each deed only moves stretches from cell to cell of the
same language, and their order within the language stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.model import Status
from aligner.store import outline, row_states, subjects
from aligner.store.cells import (
    Content,
    as_one,
    content_of,
    divided,
    neighbours,
    new_row,
    put_together,
    taken,
    with_content,
)
from aligner.store.deeds.deed import TEXT, Verb
from aligner.store.deeds.rows import OnRow, OnRows
from aligner.store.log import Plan, Stamp
from aligner.store.row_states import RowState, plan


class Direction(StrEnum):
    """Where the content of a cell moves."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class OnCell(OnRow):
    """A deed on a cell with something in it, not the pivot's."""

    lang: str

    def _named(self, connection: Connection) -> RowState:
        row = row_states.one(connection, self.row)
        row_states.require_free(connection, row, self.lang)
        if content_of(row, self.lang).empty:
            raise UsageError(f"row {row.position + 1} has nothing in {self.lang}")
        return row


@dataclass(frozen=True, slots=True)
class MergeRows(OnRows):
    """Make neighbouring rows one; at most one of them has text in the pivot."""

    verb = Verb("merge rows", TEXT, "Merged rows at")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The one with text in the pivot takes over what the others have."""
        rows = neighbours(connection, dict(self.rows))
        lang = row_states.pivot(connection, rows[0].project)
        anchored = [row for row in rows if not content_of(row, lang).empty]
        if len(anchored) > 1:
            raise UsageError(
                f"rows {anchored[0].position + 1} and {anchored[1].position + 1} both have text in "
                f"{lang}, the pivot, which is locked; move the other languages instead"
            )
        merged = as_one(connection, rows, (anchored or rows)[0])
        return plan(connection, rows, [merged])


@dataclass(frozen=True, slots=True)
class SplitCell(OnCell):
    """Divide a cell before a sentence.

    What follows goes to the next row where its cell is empty and it is pending, else to a row of
    its own right below.

    Attributes:
        sentence: Number of the first sentence that leaves, counted over the paragraphs of the cell
            from 0; at least 1.
    """

    sentence: int

    verb = Verb("split", TEXT, "Split")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """What follows the cut moves down."""
        row = self._named(connection)
        head, tail = divided(connection, row, self.lang, self.sentence)
        below = row_states.stretch(connection, row.project, row.position + 1, row.position + 1)
        if below and (
            _is_decided(below[0], self.lang) or not content_of(below[0], self.lang).empty
        ):
            below = []
        _claim(connection, below)
        lower = below[0] if below else new_row(connection, row)
        upper = with_content(row, self.lang, head)
        return plan(connection, [row, *below], [upper, with_content(lower, self.lang, tail)])


@dataclass(frozen=True, slots=True)
class InsertGap(OnCell):
    """Leave a cell empty and move what stood there down by one, and so on below it.

    The first empty cell, or a new row before the next decided one, takes up what is pushed down.
    """

    verb = Verb("gap", TEXT, "Gap inserted at")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """Each cell takes what stood above it, down to the first that is empty."""
        row = self._named(connection)
        if not any(pieces for lang, pieces in row.cells.items() if lang != self.lang):
            raise UsageError(
                f"row {row.position + 1} has text in {self.lang} only; a gap would leave nothing "
                "in it"
            )
        before, after = [row], [with_content(row, self.lang, Content())]
        carried = content_of(row, self.lang)
        for below in _below(connection, row):
            if _is_decided(below, self.lang) or carried.empty:
                break
            before.append(below)
            after.append(with_content(below, self.lang, carried))
            carried = content_of(below, self.lang)
        _claim(connection, before[1:])
        if not carried.empty:
            after.append(with_content(new_row(connection, before[-1]), self.lang, carried))
        return plan(connection, before, after)


_AT_FIRST = 25  # rows to read below a gap: an empty cell is mostly near


def _below(connection: Connection, row: RowState) -> Iterator[RowState]:
    first, count = row.position + 1, _AT_FIRST
    while found := row_states.stretch(connection, row.project, first, first + count - 1):
        yield from found
        first, count = first + count, 2 * count


@dataclass(frozen=True, slots=True)
class MoveCell(OnCell):
    """Move a paragraph to the neighbouring row: the first of the cell up, or the last down."""

    to: Direction

    verb = Verb("move", TEXT, "Moved text of")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The paragraph joins what stands in the neighbouring row."""
        row = self._named(connection)
        up = Direction(self.to) is Direction.UP
        place = row.position + (-1 if up else 1)
        beside = row_states.stretch(connection, row.project, place, place) if place >= 0 else []
        if not beside:
            raise UsageError(f"row {row.position + 1} is the {'first' if up else 'last'} one")
        [other] = beside
        if _is_decided(other, self.lang):
            raise UsageError(
                f"row {other.position + 1} is {other.standing(self.lang)} and stays as it is; "
                "reopen it to move text there"
            )
        _claim(connection, [other])
        left, moved = taken(content_of(row, self.lang), up=up)
        there = content_of(other, self.lang)
        if (
            there.edit and not left.empty
        ):  # its words are written out: the whole cell goes with them
            left, moved = Content(), content_of(row, self.lang)
        pair = [(there, other), (moved, row)] if up else [(moved, row), (there, other)]
        texts = outline.bodies(connection, [row.id, other.id])
        content = put_together(
            [content for content, _ in pair], [texts[of.id].get(self.lang, "") for _, of in pair]
        )
        after = [with_content(other, self.lang, content)]
        emptied = with_content(row, self.lang, left)
        if emptied.empty:
            after = [replace(after[0], notes=tuple(sorted((*other.notes, *row.notes))))]
        else:
            after.append(emptied)
        return plan(connection, [row, other], after)


def _is_decided(row: RowState, lang: str) -> bool:
    return row.standing(lang) != Status.CANDIDATE


def _claim(connection: Connection, rows: Iterable[RowState]) -> None:
    """Claim rows that no person named, as they were read."""
    subjects.claim(connection, {row.key: row.version for row in rows})
