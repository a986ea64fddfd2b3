"""The keys of the page Review, and the deeds they stand for.

N is the note, as reviewers expect; the next row that wants a look is L, beside J and K.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from aligner.errors import UsageError
from aligner.model import Status
from aligner.review.frame.listener import Event
from aligner.review.keys import Key, Keys
from aligner.review.templates import language_name
from aligner.store.deeds import Deed
from aligner.store.deeds.moves import Direction, InsertGap, MergeRows, MoveCell, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell, ExcludeRow, MergeCell

if TYPE_CHECKING:
    from aligner.review.live import Outline


def _row(done: Event) -> tuple[int, int]:
    return int(done.subject), done.version


def _decide(status: Status) -> Callable[[Event, Outline], Deed]:
    return lambda done, rows: DecideRows((_row(done),), status)


def _move(to: Direction) -> Callable[[Event, Outline], Deed]:
    return lambda done, rows: MoveCell(*_row(done), done.lang, to)


def _merge(done: Event, rows: Outline) -> Deed:
    """The paragraphs of the cell become one text; where it has one only, two rows become one."""
    row = rows.row(int(done.subject))
    if row is None:
        raise UsageError("this row is gone; somebody merged or realigned it")
    if done.lang not in row.edited and len(row.cells.get(done.lang, ())) > 1:
        return MergeCell(*_row(done), done.lang)
    below = rows.row(done.below[0]) if done.below else None
    if done.below is None or below is None or below.position != row.position + 1:
        raise UsageError(
            f"the {language_name(done.lang)} of this row is one paragraph, and the row below it "
            "is not on the screen; show all rows to merge the two"
        )
    return MergeRows((_row(done), done.below))


def _split(done: Event, rows: Outline) -> Deed | None:
    del rows
    if not done.text.isdigit():
        return None
    return SplitCell(*_row(done), done.lang, int(done.text))


_NOTE = {
    "name": "note",
    "title": "Note on this row",
    "field": "text",
    "bound": True,
    "hint": "Ctrl+Enter saves, Esc leaves and keeps what you wrote for later.",
}
_EDIT = {
    "name": "edit",
    "title": "Text of this cell",
    "field": "text",
    "fill": True,
    "bound": True,
    "hint": "The words without the number. Ctrl+Enter saves, Esc leaves and keeps what you wrote. "
    "The row becomes pending; no other row changes.",
}
_SPLIT = {
    "name": "split",
    "title": "Split this cell: which sentence begins the next row?",
    "field": "sentence",
    "bound": True,
    "none": "There is one sentence only. To divide it, edit the text of both rows.",
}
_NUMBER = {
    "name": "number",
    "title": "Go to a number",
    "field": "line",
    "submit": "Go",
    "hint": "A paragraph as one cites it, such as 2 or 2 (c).",
}
_SINCE = {
    "name": "since",
    "title": "Rows changed since",
    "field": "line",
    "type": "datetime-local",
    "submit": "Show",
    "hint": "Time in UTC.",
}

_decided = partial(Key, bound=True, move="decide", group=1)
_mended = partial(Key, bound=True, group=2)

ROWS: Keys[Outline] = Keys(
    (
        _decided(
            "KeyA",
            "Approve and go on",
            "approve, and on to the next pending row",
            "Approve",
            _decide(Status.APPROVED),
            "approve",
        ),
        _decided(
            "KeyX",
            "Reject and go on",
            "reject, and on",
            "Reject",
            _decide(Status.REJECTED),
            "reject",
        ),
        _decided(
            "KeyO",
            "Set aside",
            "set aside, and on: kept, but neither approved nor exported, such as a list in another "
            "order",
            "Set aside",
            lambda done, rows: ExcludeRow(*_row(done)),
            "exclude",
        ),
        Key("KeyJ", "Next row", move="next"),
        Key("KeyK", "Previous row", move="previous"),
        Key(
            "KeyL",
            "Next uncertain row",
            "next row that is uncertain and pending",
            move="uncertain",
        ),
        Key("KeyG", "Go to a number", "go to a number: `2`, `2 (c)`, `2c`", form=_NUMBER),
        _mended(
            "KeyE",
            "Edit the text",
            "edit the text of the cell; the row becomes pending, no other row changes",
            "Edit",
            lambda done, rows: EditCell(*_row(done), done.lang, done.text),
            "edit",
            form=_EDIT,
        ),
        _mended(
            "KeyM",
            "Merge the cell, or two rows",
            "merge: the paragraphs of the cell become one; where it is one already, the row below "
            "joins this one",
            "Merge",
            _merge,
            "merge",
        ),
        _mended(
            "KeyS",
            "Split at a sentence",
            "split the cell at a sentence",
            "Split",
            _split,
            "split",
            form=_SPLIT,
        ),
        _mended(
            "KeyI",
            "Insert a gap",
            "insert a gap: the cell moves down, and so does what is below it",
            "Gap",
            lambda done, rows: InsertGap(*_row(done), done.lang),
            "gap",
        ),
        _mended(
            "Shift+KeyK",
            "Move a paragraph up",
            "move the first paragraph of the cell up",
            "Up",
            _move(Direction.UP),
            "move",
        ),
        _mended(
            "Shift+KeyJ",
            "Move a paragraph down",
            "move the last paragraph of the cell down",
            "Down",
            _move(Direction.DOWN),
            "move",
        ),
        Key(
            "KeyN",
            "Note",
            "note (Ctrl+Enter saves)",
            "Note",
            lambda done, rows: NoteRow(int(done.subject), done.text),
            "note",
            form=_NOTE,
            group=3,
        ),
        Key(
            "KeyU",
            "Undo what you did last",
            "undo what you did last in this document; again for what was before it; it works after "
            "a reload too",
            "Undo",
            group=3,
        ),
        Key("Shift+KeyU", "Redo what you undid", "do again what you undid last", "Redo", group=3),
        Key(
            "KeyB",
            "Approve the sure rows",
            "approve the sure rows in one step, after a look at ten of them",
            "Bulk…",
            action="approve",
            group=4,
        ),
        Key("KeyP", "Realign what is pending", "", "Realign…", action="realign", group=4),
    ),
    more=(("← →", "the column to work on; its name is marked"),),
    forms={"since": _SINCE},
)
"""The keys of the page Review."""
