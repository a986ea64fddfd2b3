"""A deed on rows made again for what stands now, and one that was done in words for the person."""

from __future__ import annotations

from dataclasses import replace

from aligner.errors import UsageError
from aligner.model import (
    DecideRows,
    Deed,
    EditCell,
    Event,
    ExcludeRow,
    InsertGap,
    MergeCell,
    MergeRows,
    MoveCell,
    SplitCell,
)
from aligner.review.live import Outline


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
