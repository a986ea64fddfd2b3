"""Every key of the desk, in one table a page: what it does, for whom, and the deed it stands for.

The buttons, the help that H opens, the tables of ``docs/reviewing.md`` and what the browser does at
once are all made from it; so to add a key is to add one :class:`Key` here. Keys are physical
(``KeyboardEvent.code``), so that they lie where the letters lie on a Latin keyboard, whatever
alphabet is typed. N is the note, as reviewers expect; the next uncertain row is L, beside J and K.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aligner.errors import UsageError
from aligner.model import Entry, Status, Term
from aligner.review.frame.listener import Event
from aligner.review.templates import language_name
from aligner.store.deeds import Deed
from aligner.store.deeds.concepts import DecideEntry, DecideTerm
from aligner.store.deeds.moves import Direction, InsertGap, MergeRows, MoveCell, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell, ExcludeRow, MergeCell

if TYPE_CHECKING:
    from aligner.review.live import Outline

At = TypeVar("At")
"""What the keys of a page act on: the rows as they stand, or the concept at hand."""


@dataclass(frozen=True, slots=True)
class Key(Generic[At]):
    """One key and the button that stands for it.

    Attributes:
        code: Physical key, with ``Shift+`` before it where Shift is held.
        name: What it does, in few words, for the help.
        told: What it does, for the docs, in Markdown; the name where that says enough.
        button: What its button says; empty where it has none.
        deed: The deed that a press of it, or an answer to its form, stands for; None where it only
            moves, asks or undoes, and that is told by ``move`` or done by the page.
        action: Word by which the log calls it, for the role that it needs; empty if anybody may.
        bound: It acts on the current row, and is refused where that is not on the screen.
        move: What it does to the place: ``next``, ``previous``, ``uncertain``, or ``decide``, on
            to the next pending one. Empty: the browser cannot know what will be current.
        form: Form that the key opens in the browser, as ``forms.js`` takes it; empty for none.
        asks: Form that the key makes Python open; keys wait until it is there.
        group: Buttons of a group stand together.
        gives: The status that it gives, by which its button shows as pressed.
    """

    code: str
    name: str
    told: str = ""
    button: str = ""
    deed: Callable[[Event, At], Deed | None] | None = None
    action: str = ""
    bound: bool = False
    move: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)
    asks: str = ""
    group: int = 0
    gives: Status | None = None

    @property
    def shown(self) -> str:
        """How the key is written: ``A``, ``Shift J``."""
        return self.shortcut.replace("+", " ")

    @property
    def shortcut(self) -> str:
        """How assistive technology is told of it: ``A``, ``Shift+J``."""
        return self.code.replace("Key", "")


@dataclass(frozen=True, slots=True)
class Keys(Generic[At]):
    """The keys of one page.

    Attributes:
        keys: In the order in which they are told.
        more: Keys of the browser alone, such as the arrows: how they are written, and what they do.
        forms: Forms that a button opens and no key, by name.
    """

    keys: tuple[Key[At], ...]
    more: tuple[tuple[str, str], ...] = ()
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def key(self, done: Event) -> Key[At] | None:
        """The key that an event is a press of, or an answer to the form of."""
        for key in self.keys:
            pressed = done.kind == "key" and done.value == key.code and not key.form
            if pressed or (done.kind == "form" and done.value == key.form.get("name")):
                return key
        return None

    def deed(self, done: Event, at: At) -> Deed | None:
        """The deed that an event stands for; None where it is none.

        Raises:
            UsageError: It makes no sense where it was done.
        """
        key = self.key(done)
        return key.deed(done, at) if key and key.deed and done.subject else None

    @property
    def buttons(self) -> Sequence[Key[At]]:
        """Those that have a button."""
        return [key for key in self.keys if key.button]

    def lines(self) -> list[tuple[str, str]]:
        """Every key and what it does in few words, for the help."""
        return [*((key.shown, key.name) for key in self.keys), *self.more, ("H", "This list")]

    def table(self) -> str:
        """Every key and what it does, as the Markdown table of the docs."""
        lines = [(key.shown, key.told or key.name[0].lower() + key.name[1:]) for key in self.keys]
        lines += [*self.more, ("H", "this list")]
        return "\n".join(["| key | does |", "|---|---|", *(f"| {k} | {d} |" for k, d in lines)])

    def for_browser(self) -> dict[str, Any]:
        """What the listener is told of the keys."""
        forms = {key.code: dict(key.form) for key in self.keys if key.form}
        forms[HELP] = {"name": "help", "title": "Keys", "field": "help", "lines": self.lines()}
        return {
            "keys": [*(key.code for key in self.keys), HELP],
            "moves": {key.code: key.move for key in self.keys if key.move},
            "bound": [key.code for key in self.keys if key.bound],
            "asks": [key.code for key in self.keys if key.asks],
            "forms": forms | {name: dict(form) for name, form in self.forms.items()},
        }


HELP = "KeyH"

# Rows


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

# Concepts


@dataclass(frozen=True, slots=True)
class AtConcept:
    """The concept that the keys of the page Terms act on.

    Attributes:
        glossary: Id of its glossary.
        entry: The concept as it stands.
        term: The term of it that is marked; None where it has none in the languages shown.
    """

    glossary: int
    entry: Entry
    term: Term | None


def _decide_entry(status: Status) -> Callable[[Event, AtConcept], Deed]:
    return lambda done, at: DecideEntry(at.glossary, at.entry.id, done.version, status)


def _decide_term(status: Status) -> Callable[[Event, AtConcept], Deed | None]:
    """Give the marked term a status; where it has it, take it back."""

    def deed(done: Event, at: AtConcept) -> Deed | None:
        if at.term is None:
            return None
        wanted = status
        if at.term.status == status:
            approved = at.entry.status == Status.APPROVED
            wanted = Status.APPROVED if approved else Status.CANDIDATE
        named = (at.glossary, at.entry.id, done.version, at.term.lang, at.term.text)
        return DecideTerm(*named, wanted)

    return deed


_concept = partial(Key, action="decide entry", group=1)


def _term(code: str, button: str, status: Status) -> Key[AtConcept]:
    return Key(
        code,
        f"{button} the marked term",
        f"{button.lower()} the marked term; again takes it back",
        button,
        _decide_term(status),
        "decide term",
        group=2,
        gives=status,
    )


CONCEPTS: Keys[AtConcept] = Keys(
    (
        _concept(
            "KeyA",
            "Approve and go on",
            "approve the concept, and on to the next pending one",
            "Approve",
            _decide_entry(Status.APPROVED),
            move="decide",
            gives=Status.APPROVED,
        ),
        _concept(
            "KeyX",
            "Reject and go on",
            "reject the concept, and on",
            "Reject",
            _decide_entry(Status.REJECTED),
            move="decide",
            gives=Status.REJECTED,
        ),
        _concept(
            "KeyO",
            "Reopen",
            "reopen: the concept is pending again",
            "Reopen",
            _decide_entry(Status.CANDIDATE),
        ),
        Key("KeyJ", "Next concept", move="next"),
        Key("KeyK", "Previous concept", move="previous"),
        Key("KeyT", "Next term of the concept", "mark the next term of the concept"),
        _term("KeyP", "Prefer", Status.PREFERRED),
        _term("KeyI", "Admit", Status.ADMITTED),
        _term("KeyD", "Deprecate", Status.DEPRECATED),
        _term("KeyF", "Forbid", Status.FORBIDDEN),
        Key(
            "KeyE",
            "Edit the concept",
            "edit the concept: its terms, definition, note, subject field",
            "Edit",
            action="edit entry",
            asks="edit",
            group=3,
        ),
        Key(
            "KeyM",
            "Merge with others",
            "merge other concepts into this one",
            "Merge",
            action="merge entries",
            asks="merge",
            group=3,
        ),
        Key(
            "KeyC",
            "New concept",
            "add a concept that no extraction found",
            "New concept",
            action="add entry",
            asks="add",
            group=3,
        ),
        Key(
            "KeyU",
            "Undo what you did last",
            "undo what you did last; again for what was before it",
            "Undo",
            group=3,
        ),
        Key("Shift+KeyU", "Redo what you undid", "do again what you undid last", "Redo", group=3),
    )
)
"""The keys of the page Terms."""
