"""The keys of the page Review: what each does, who may press it, and what the browser does at once.

Keys are physical (``KeyboardEvent.code``), so that they lie where the letters lie on a Latin
keyboard, whatever alphabet is typed. N is the note, as reviewers expect; the next uncertain row is
L, beside J and K.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the button that stands for it.

    Attributes:
        code: Physical key, with ``Shift+`` before it where Shift is held.
        name: What it does, in few words.
        button: What its button says; empty where it has none.
        action: Word by which the log calls it, for the role that it needs; empty if anybody may.
        bound: It acts on the current row, and is refused where that is not on the screen.
        move: What it does to the cursor: ``next``, ``previous``, ``uncertain``, or ``decide``, on
            to the next pending row. Empty: the browser cannot know what will be current.
        form: Form that the key opens, as ``forms.js`` takes it; empty for none.
        group: Buttons of a group stand together.
    """

    code: str
    name: str
    button: str = ""
    action: str = ""
    bound: bool = False
    move: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)
    group: int = 0

    @property
    def shown(self) -> str:
        """How the key is written: ``A``, ``Shift J``."""
        return self.shortcut.replace("+", " ")

    @property
    def shortcut(self) -> str:
        """How assistive technology is told of it: ``A``, ``Shift+J``."""
        return self.code.replace("Key", "")


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
SINCE = {
    "name": "since",
    "title": "Rows changed since",
    "field": "line",
    "type": "datetime-local",
    "submit": "Show",
    "hint": "Time in UTC.",
}

APPROVE, REJECT = "KeyA", "KeyX"
KEYS = (
    Key(APPROVE, "Approve and go on", "Approve", "approve", bound=True, move="decide", group=1),
    Key(REJECT, "Reject and go on", "Reject", "reject", bound=True, move="decide", group=1),
    Key("KeyO", "Set aside", "Set aside", "exclude", bound=True, move="decide", group=1),
    Key("KeyJ", "Next row", move="next"),
    Key("KeyK", "Previous row", move="previous"),
    Key("KeyL", "Next uncertain row", move="uncertain"),
    Key("KeyG", "Go to a number", form=_NUMBER),
    Key("KeyE", "Edit the text", "Edit", "edit", bound=True, form=_EDIT, group=2),
    Key("KeyM", "Merge the cell, or two rows", "Merge", "merge", bound=True, group=2),
    Key("KeyS", "Split at a sentence", "Split", "split", bound=True, form=_SPLIT, group=2),
    Key("KeyI", "Insert a gap", "Gap", "gap", bound=True, group=2),
    Key("Shift+KeyK", "Move a paragraph up", "Up", "move", bound=True, group=2),
    Key("Shift+KeyJ", "Move a paragraph down", "Down", "move", bound=True, group=2),
    Key("KeyN", "Note", "Note", "note", form=_NOTE, group=3),
    Key("KeyU", "Undo what you did last", "Undo", group=3),
    Key("KeyB", "Approve the sure rows", "Bulk…", "approve", group=4),
    Key("KeyP", "Realign what is pending", "Realign…", "realign", group=4),
)
HELP = "KeyH"


def for_browser() -> dict[str, Any]:
    """What the listener is told of the keys."""
    forms = {key.code: dict(key.form) for key in KEYS if key.form}
    lines = [[key.shown, key.name] for key in KEYS]
    lines += [["← →", "The column to work on"], ["H", "This list"]]
    forms[HELP] = {"name": "help", "title": "Keys", "field": "help", "lines": lines}
    forms["since"] = SINCE
    return {
        "keys": [*(key.code for key in KEYS), HELP],
        "moves": {key.code: key.move for key in KEYS if key.move},
        "bound": [key.code for key in KEYS if key.bound],
        "forms": forms,
    }
