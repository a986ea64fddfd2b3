"""Deeds that move text between rows: merge, split, gap, move. The pivot stays where it is.

No paragraph is lost and none is doubled: each deed only moves stretches from cell to cell of the
same language, and their order within the language stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.languages import language
from aligner.model import Status
from aligner.reading import sentences
from aligner.store import outline, row_states, subjects
from aligner.store.deeds.deed import TEXT, Verb
from aligner.store.deeds.rows import OnRow, OnRows
from aligner.store.log import Plan, Stamp
from aligner.store.row_states import BY_HAND_REASON, Piece, RowState, joined, plan

BY_HAND = 0.5
"""Confidence of a row whose paragraphs were moved by hand: nobody has measured it."""


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
        if _content(row, self.lang).empty:
            raise UsageError(f"row {row.position + 1} has nothing in {self.lang}")
        return row


@dataclass(frozen=True, slots=True)
class MergeRows(OnRows):
    """Make neighbouring rows one; at most one of them has text in the pivot."""

    verb = Verb("merge rows", TEXT, "Merged rows at")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The one with text in the pivot takes over what the others have."""
        versions = dict(self.rows)
        if len(versions) < 2:
            raise UsageError("name two rows or more to merge")
        rows = sorted(row_states.load(connection, versions).values(), key=lambda row: row.position)
        places = [row.position for row in rows]
        if len({row.project for row in rows}) > 1 or places != list(
            range(places[0], places[-1] + 1)
        ):
            raise UsageError("only rows right below one another can be merged")
        lang = row_states.pivot(connection, rows[0].project)
        anchored = [row for row in rows if not _content(row, lang).empty]
        if len(anchored) > 1:
            raise UsageError(
                f"rows {anchored[0].position + 1} and {anchored[1].position + 1} both have text in "
                f"{lang}, the pivot, which is locked; move the other languages instead"
            )
        kept = (anchored or rows)[0]
        texts = outline.bodies(connection, versions)
        merged = kept
        for of in dict.fromkeys(of for row in rows for of in (*row.cells, *row.edits)):
            content = _put_together(
                [_content(row, of) for row in rows], [texts[row.id].get(of, "") for row in rows]
            )
            merged = _with(merged, of, content)
        merged = replace(merged, notes=tuple(sorted(i for row in rows for i in row.notes)))
        return plan(connection, rows, [merged], batch=len(rows))


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
        if row.edits.get(self.lang, "") not in ("", _as_read(connection, row, self.lang)):
            raise UsageError(
                f"the {self.lang} text of row {row.position + 1} was written anew and cannot be "
                "split; undo that first"
            )
        head, tail = _divided(connection, row, self.lang, self.sentence)
        changed = _with(row, self.lang, _Content(head))
        below = row_states.stretch(connection, row.project, row.position + 1, row.position + 1)
        if below and not below[0].decided and _content(below[0], self.lang).empty:
            _claim(connection, below[:1])
            return plan(
                connection, [row, *below], [changed, _with(below[0], self.lang, _Content(tail))]
            )
        return plan(connection, [row], [changed, _new(connection, row, self.lang, _Content(tail))])


def _as_read(connection: Connection, row: RowState, lang: str) -> str:
    """The words of a cell, whatever a person wrote in their place."""
    found = outline.paragraphs(connection, [row.id])[row.id].get(lang, ())
    return " ".join(paragraph.body for paragraph in found)


def _divided(
    connection: Connection, row: RowState, lang: str, sentence: int
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of a cell before and from a sentence on."""
    pieces = row.cells[lang]
    read = outline.as_read(connection, row.project, lang, [piece[0] for piece in pieces])
    places: list[tuple[int, int]] = []
    for i, (ordinal, start, end) in enumerate(pieces):
        stop = len(read[ordinal].text) if end is None else end
        known = read[ordinal].sentences or sentences.split(read[ordinal].text, language(lang))
        inside = [s.start for s in known if start < s.start < stop]
        places += [(i, start), *((i, offset) for offset in inside)]
    if not 1 <= sentence < len(places):
        raise UsageError(
            f"the {lang} text of row {row.position + 1} has {len(places)} "
            f"sentence{'s' if len(places) > 1 else ''}; there is nothing to split"
            + (f" before number {sentence}" if len(places) > 1 else "")
        )
    i, offset = places[sentence]
    ordinal, start, end = pieces[i]
    if offset == start:
        return pieces[:i], pieces[i:]
    return (*pieces[:i], (ordinal, start, offset)), ((ordinal, offset, end), *pieces[i + 1 :])


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
        before, after = [row], [_with(row, self.lang, _Content())]
        carried = _content(row, self.lang)
        for below in _below(connection, row):
            if below.decided or carried.empty:
                break
            before.append(below)
            after.append(_with(below, self.lang, carried))
            carried = _content(below, self.lang)
        _claim(connection, before[1:])
        if not carried.empty:
            after.append(_new(connection, before[-1], self.lang, carried))
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
        if other.decided:
            raise UsageError(
                f"row {other.position + 1} is {other.status} and stays as it is; reopen it to move "
                "text there"
            )
        _claim(connection, [other])
        left, moved = _taken(_content(row, self.lang), up=up)
        there = _content(other, self.lang)
        if (
            there.edit and not left.empty
        ):  # its words are written out: the whole cell goes with them
            left, moved = _Content(), _content(row, self.lang)
        pair = [(there, other), (moved, row)] if up else [(moved, row), (there, other)]
        texts = outline.bodies(connection, [row.id, other.id])
        content = _put_together(
            [content for content, _ in pair], [texts[of.id].get(self.lang, "") for _, of in pair]
        )
        after = [_with(other, self.lang, content)]
        emptied = _with(row, self.lang, left)
        if emptied.empty:
            after = [replace(after[0], notes=tuple(sorted((*other.notes, *row.notes))))]
        else:
            after.append(emptied)
        return plan(connection, [row, other], after)


def _taken(content: _Content, *, up: bool) -> tuple[_Content, _Content]:
    """What stays and what goes: the first piece up or the last one down, an edited cell whole."""
    if content.edit or len(content.pieces) == 1:
        return _Content(), content
    first, last = content.pieces[:1], content.pieces[-1:]
    if up:
        return _Content(content.pieces[1:]), _Content(first)
    return _Content(content.pieces[:-1]), _Content(last)


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in one cell: pieces, and what a person wrote in place of their words."""

    pieces: tuple[Piece, ...] = ()
    edit: str = ""

    @property
    def empty(self) -> bool:
        return not self.pieces and not self.edit


def _content(row: RowState, lang: str) -> _Content:
    return _Content(row.cells.get(lang, ()), row.edits.get(lang, ""))


def _with(row: RowState, lang: str, content: _Content) -> RowState:
    """The row with another cell; it is pending, as nobody has looked at it yet."""
    cells = {other: pieces for other, pieces in row.cells.items() if other != lang}
    edits = {other: text for other, text in row.edits.items() if other != lang}
    if content.pieces:
        cells[lang] = content.pieces
    if content.edit:
        edits[lang] = content.edit
    return replace(
        row,
        cells=cells,
        edits=edits,
        status=Status.CANDIDATE,
        confidence=BY_HAND,
        reason=BY_HAND_REASON,
    )


def _put_together(contents: Sequence[_Content], texts: Sequence[str]) -> _Content:
    """Contents as one, in this order; the words are written out where any was edited."""
    pieces = joined(piece for content in contents for piece in content.pieces)
    edited = any(content.edit for content in contents)
    return _Content(pieces, " ".join(filter(None, texts)) if edited else "")


def _claim(connection: Connection, rows: Iterable[RowState]) -> None:
    """Claim rows that no person named, as they were read."""
    subjects.claim(connection, {row.key: row.version for row in rows})


def _new(connection: Connection, above: RowState, lang: str, content: _Content) -> RowState:
    """A row of its own right below another."""
    row_id = row_states.reserve(connection, above.project)
    row = RowState(row_id, above.project, above.position + 1, version=0, follows=above.id)
    return _with(row, lang, content)
