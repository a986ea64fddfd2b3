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
from aligner.store import OutlineRow
from aligner.store.deeds import Deed
from aligner.store.deeds.moves import Direction, InsertGap, MergeRows, MoveCell, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell, MergeCell
from aligner.store.deeds.whole import DivideRow, JoinRows

if TYPE_CHECKING:
    from aligner.review.live import Outline


def _row(done: Event) -> tuple[int, int]:
    return int(done.subject), done.version


def _decide(status: Status) -> Callable[[Event, Outline], Deed]:
    """Decide on a row in the languages that were on the screen, and in no other."""
    return lambda done, rows: DecideRows((_row(done),), status, rows.decided_in(done.langs))


def _there(done: Event, rows: Outline) -> OutlineRow:
    row = rows.row(int(done.subject))
    if row is None:
        raise UsageError("this row is gone; somebody merged or realigned it")
    return row


def _on_cell(make: Callable[[Event], Deed]) -> Callable[[Event, Outline], Deed]:
    """A deed that moves the text of one language; that of the pivot moves with the whole row."""

    def deed(done: Event, rows: Outline) -> Deed:
        if done.lang == rows.pivot:
            raise UsageError(
                f"{language_name(done.lang)} is what the other languages are laid beside, so it "
                "moves with the whole row: Shift S divides a row, Shift M joins two"
            )
        return make(done)

    return deed


def _merge(done: Event, rows: Outline) -> Deed:
    """The paragraphs of the cell become one text; where it has one only, two rows become one."""
    row = _there(done, rows)
    if done.lang in row.edited or len(row.cells.get(done.lang, ())) < 2:
        return _join(done, rows)
    if done.lang == rows.pivot:
        raise UsageError(
            f"the {language_name(done.lang)} of this row stays as it was read; to make its "
            "paragraphs one text, write it by E; Shift M joins this row with the one below"
        )
    return MergeCell(*_row(done), done.lang)


def _join(done: Event, rows: Outline) -> Deed:
    """The row below joins this one in every language; with a locked pivot where it may."""
    row = _there(done, rows)
    below = rows.row(done.below[0]) if done.below else None
    if done.below is None or below is None or below.position != row.position + 1:
        raise UsageError(
            "the row below this one is not on the screen; show all rows to join the two"
        )
    pair = (_row(done), done.below)
    if not done.locked:
        return JoinRows(pair)
    if all(_has_text(of, rows.pivot) for of in (row, below)):
        raise UsageError(f"both rows have {_locked(rows)}")
    return MergeRows(pair)


def _has_text(row: OutlineRow, lang: str) -> bool:
    return bool(row.cells.get(lang)) or lang in row.edited


def _locked(rows: Outline) -> str:
    return (
        f"{language_name(rows.pivot)} text, which you keep locked; H opens the list of keys, where "
        "it can be unlocked"
    )


def _split(done: Event, rows: Outline) -> Deed | None:
    del rows
    if not done.text.isdigit():
        return None
    return SplitCell(*_row(done), done.lang, int(done.text))


def _divide(done: Event, rows: Outline) -> Deed | None:
    """What stays of each column, as the form says it: ``fr:1 en:2``; what is not named stays."""
    stays = []
    for lang, _, count in (part.partition(":") for part in done.text.split()):
        if not count.isdecimal():
            return None
        stays.append((lang, int(count)))
    if done.locked and any(lang == rows.pivot for lang, _ in stays):
        raise UsageError(f"what goes down has {_locked(rows)}")
    return DivideRow(*_row(done), tuple(stays))


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
    "field": "cell",
    "bound": True,
    "submit": "Save",
    "hint": "Ctrl+Enter saves, Esc leaves and keeps what you wrote",
    "empty": "a cell needs some words: to move them elsewhere, use Up, Down or Merge",
}
_SPLIT = {
    "name": "split",
    "title": "Split this cell: which sentence begins the next row?",
    "field": "sentence",
    "bound": True,
    "none": "There is one sentence only. To divide it, write it in two lines by E.",
    "source": "Shift+KeyS",
}
_DIVIDE = {
    "name": "divide",
    "title": "Divide this row: what begins the row below?",
    "field": "columns",
    "bound": True,
    "submit": "Divide",
    "hint": "Choose in each column the sentence from which on the text goes to a new row right "
    "below. Arrow keys choose, Tab goes to the next column, Enter divides. No word is changed.",
    "hidden": "What is not shown stays here: ",
    "stays": "all of it stays",
    "none": "nothing here",
}
_TERM = {
    "name": "term",
    "title": "Add a term",
    "field": "terms",
    "bound": True,
    "submit": "Add",
    "hint": "Words that you select in two columns are taken as they are, without this form. "
    "Fill in two languages or more.",
}
_FIND = {
    "name": "find",
    "title": "Find and replace",
    "field": "find",
    "bound": True,
    "submit": "Find",
    "hint": "The rows in which it stands are shown. What a replacement would change is shown "
    "before anything is changed.",
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

MARKING = "KeyV"
"""The key that marks the terms of all glossaries in the rows, or marks them no more."""

ROWS: Keys[Outline] = Keys(
    (
        _decided(
            "KeyA",
            "Approve and go on",
            "approve in the languages that are shown, and on to the next pending row",
            "Approve",
            _decide(Status.APPROVED),
            "approve",
        ),
        _decided(
            "KeyX",
            "Reject and go on",
            "reject in the languages that are shown, and on",
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
            _decide(Status.EXCLUDED),
            "exclude",
        ),
        Key("KeyJ", "Next row", button="Next", move="next"),
        Key("KeyK", "Previous row", button="Previous", move="previous"),
        Key(
            "KeyL",
            "Next row with a doubt",
            "next pending row with any doubt: uncertain, or something may be wrong",
            "Next doubt",
            move="uncertain",
        ),
        Key("KeyG", "Go to a number", "go to a number: `2`, `2 (c)`, `2c`", "Go to…", form=_NUMBER),
        Key(
            "KeyF",
            "Find and replace",
            "find in the document, text or a regular expression, and replace after a preview; "
            "Ctrl+F too",
            "Find…",
            form=_FIND,
        ),
        _mended(
            "KeyE",
            "Edit the text",
            "write in the cell (Ctrl+Enter saves, Esc keeps a draft); a line is a paragraph; the "
            "row becomes pending",
            "Edit",
            lambda done, rows: EditCell(*_row(done), done.lang, done.text),
            "edit",
            form=_EDIT,
        ),
        _mended(
            "KeyM",
            "Merge the cell, or two rows",
            "merge: the paragraphs of the cell become one text; where it is one already, the row "
            "below joins this one",
            "Merge",
            _merge,
            "merge",
        ),
        _mended(
            "KeyS",
            "Split the cell at a sentence",
            "split the cell at a sentence; in the column of the source, the whole row",
            "Split",
            _split,
            "split",
            form=_SPLIT,
        ),
        _mended(
            "Shift+KeyM",
            "Join with the row below",
            "join the row below to this one, in every language",
            "Join rows",
            _join,
            "join rows",
        ),
        _mended(
            "Shift+KeyS",
            "Divide the row in two",
            "divide the row in two, in every language: choose what goes down",
            "Divide row",
            _divide,
            "divide row",
            form=_DIVIDE,
        ),
        _mended(
            "KeyI",
            "Insert a gap",
            "insert a gap: the cell moves down, and so does what is below it",
            "Gap",
            _on_cell(lambda done: InsertGap(*_row(done), done.lang)),
            "gap",
        ),
        _mended(
            "Shift+KeyK",
            "Move a paragraph up",
            "move the first paragraph of the cell up",
            "Up",
            _on_cell(lambda done: MoveCell(*_row(done), done.lang, Direction.UP)),
            "move",
        ),
        _mended(
            "Shift+KeyJ",
            "Move a paragraph down",
            "move the last paragraph of the cell down",
            "Down",
            _on_cell(lambda done: MoveCell(*_row(done), done.lang, Direction.DOWN)),
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
            "KeyD",
            "Add a term",
            "add the words that are selected in two columns as a term of the glossary",
            "Add term",
            action="add entry",
            form=_TERM,
            group=3,
        ),
        Key(
            MARKING,
            "Mark the terms of all glossaries",
            "mark the terms of all glossaries in the rows, or mark them no more; a click shows the "
            "concept",
            "Terms",
            move="stay",
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
        Key(
            "KeyT",
            "Certify the sure rows by a sample",
            "certify the sure rows by looking at a random sample of them",
            "Certify…",
            action="approve",
            group=4,
        ),
        Key("KeyP", "Realign what is pending", "", "Realign…", action="realign", group=4),
    ),
    more=(("← →", "the column to work on; its name is marked"),),
    forms={"since": _SINCE},
    settings=(("locked", "Keep the source locked: its text stays in its row"),),
)
"""The keys of the page Review."""
