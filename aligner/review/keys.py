"""What a key of the desk is, and the table of keys that a page has.

The buttons, the help that H opens, the tables of ``docs/reviewing.md`` and what the browser does at
once are all made from these tables (:mod:`aligner.review.row_keys`,
:mod:`aligner.review.concept_keys`); so to add a key is to add one :class:`Key` there. Keys are
physical (``KeyboardEvent.code``), so that they lie where the letters lie on a Latin keyboard,
whatever alphabet is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from aligner.model import Status
from aligner.review.frame.listener import Event
from aligner.store.deeds import Deed

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
        move: What it does to the place: ``next``, ``previous``, ``uncertain``, ``stay``, or
            ``decide``, on to the next pending one. Empty: the browser cannot know what comes.
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
        settings: What a person can choose for the browser at hand, beside what all pages have: its
            name, and what it is in words.
    """

    keys: tuple[Key[At], ...]
    more: tuple[tuple[str, str], ...] = ()
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    settings: tuple[tuple[str, str], ...] = ()

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

    def lines(self) -> list[tuple[str, str, str]]:
        """Every key, what it does in few words, and its code where it has one, for the help."""
        lines = [(key.shown, key.name, key.code) for key in self.keys]
        return [*lines, *((*one, "") for one in self.more), ("H", "This list", HELP)]

    def table(self) -> str:
        """Every key and what it does, as the Markdown table of the docs."""
        lines = [(key.shown, key.told or key.name[0].lower() + key.name[1:]) for key in self.keys]
        lines += [*self.more, ("H", "this list")]
        return "\n".join(["| key | does |", "|---|---|", *(f"| {k} | {d} |" for k, d in lines)])

    def for_browser(self) -> dict[str, Any]:
        """What the listener is told of the keys."""
        forms = {key.code: dict(key.form) for key in self.keys if key.form}
        settings = [*_SETTINGS, *self.settings]
        forms[HELP] = {
            "name": "help", "title": "Keys", "field": "help", "lines": self.lines(),
            "settings": settings,
        }  # fmt: skip
        return {
            "keys": [*(key.code for key in self.keys), HELP],
            "moves": {key.code: key.move for key in self.keys if key.move},
            "bound": [key.code for key in self.keys if key.bound],
            "asks": [key.code for key in self.keys if key.asks],
            "forms": forms | {name: dict(form) for name, form in self.forms.items()},
        }


HELP = "KeyH"
_SETTINGS = (("noKeys", "No single keys: the buttons alone do what the keys do"),)
