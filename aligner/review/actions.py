"""From what a person did in the browser to a deed for the store, and to words for the person.

A deed names the row and the version that were on the screen when the key was pressed, so the store
refuses it where somebody was faster.
"""

from __future__ import annotations

from dataclasses import replace

from aligner.errors import UsageError
from aligner.model import (
    DecideRows,
    Deed,
    Direction,
    EditCell,
    Event,
    ExcludeRow,
    InsertGap,
    MergeCell,
    MergeRows,
    MoveCell,
    NoteRow,
    SplitCell,
    Status,
)
from aligner.review.frame import listener
from aligner.review.live import Outline
from aligner.review.markup import language_name


def deed(done: listener.Event, outline: Outline) -> Deed | None:
    """The deed that a key or a form stands for; None where it is none.

    Raises:
        UsageError: It makes no sense where it was done.
    """
    if not done.subject.isdigit():
        return None
    row, version, lang = int(done.subject), done.version, done.lang
    match done.kind, done.value:
        case "key", "KeyA":
            return DecideRows(((row, version),), Status.APPROVED)
        case "key", "KeyX":
            return DecideRows(((row, version),), Status.REJECTED)
        case "key", "KeyO":
            return ExcludeRow(row, version)
        case "key", "KeyI":
            return InsertGap(row, version, lang)
        case "key", "Shift+KeyK":
            return MoveCell(row, version, lang, Direction.UP)
        case "key", "Shift+KeyJ":
            return MoveCell(row, version, lang, Direction.DOWN)
        case "key", "KeyM":
            return _merge(done, outline)
        case "form", "note":
            return NoteRow(row, done.text)
        case "form", "edit":
            return EditCell(row, version, lang, done.text)
        case "form", "split" if done.text.isdigit():
            return SplitCell(row, version, lang, int(done.text))
    return None


def _merge(done: listener.Event, outline: Outline) -> Deed:
    """The paragraphs of the cell become one text; where it has one only, two rows become one."""
    row = outline.row(int(done.subject))
    if row is None:
        raise UsageError("this row is gone; somebody merged or realigned it")
    if done.lang not in row.edited and len(row.cells.get(done.lang, ())) > 1:
        return MergeCell(row.id, done.version, done.lang)
    below = outline.row(done.below[0]) if done.below else None
    if done.below is None or below is None or below.position != row.position + 1:
        raise UsageError(
            f"the {language_name(done.lang)} of this row is one paragraph, and the row below it "
            "is not on the screen; show all rows to merge the two"
        )
    return MergeRows(((row.id, done.version), done.below))


def again(wanted: Deed, outline: Outline) -> Deed:
    """A deed that lost a race, made for what stands now.

    Raises:
        UsageError: A row of it is gone.
    """
    if isinstance(wanted, DecideRows | MergeRows):
        return replace(wanted, rows=tuple((i, _version(i, outline)) for i, _ in wanted.rows))
    if isinstance(wanted, ExcludeRow | EditCell | MergeCell | SplitCell | InsertGap | MoveCell):
        return replace(wanted, version=_version(wanted.row, outline))
    return wanted


def _version(row_id: int, outline: Outline) -> int:
    row = outline.row(row_id)
    if row is None:
        raise UsageError("this row is gone; somebody merged or realigned it")
    return row.version


_DONE = {
    "approve": "Approved",
    "reject": "Rejected",
    "reopen": "Pending again:",
    "exclude": "Set aside",
    "edit": "Edited",
    "merge": "Merged in",
    "merge rows": "Merged rows at",
    "split": "Split",
    "gap": "Gap inserted at",
    "move": "Moved text of",
    "note": "Note kept on",
    "undo": "Undone:",
}


def told(event: Event, name: str) -> str:
    """What was done, in words for the person who did it.

    Args:
        event: As the log keeps it.
        name: What its first row is called.
    """
    words = _DONE.get(event.action, event.action.capitalize())
    subject = f"{event.batch:,} rows in one step" if event.bulk else name
    return f"{words} {subject}" + ("" if event.action == "undo" else " · U takes it back")
