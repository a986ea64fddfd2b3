"""Clicks, keys and forms from the browser, each exactly once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person did in the browser.

    Attributes:
        kind: ``go`` for a click on an element with ``data-go``, ``strip`` for one on an element
            with ``data-strip``, ``key`` for a key or for a button that stands for one
            (``data-do``), ``form`` for a form that was filled in.
        value: What ``data-go`` says; where in the strip, from 0 to 1; the physical key
            (``KeyboardEvent.code``, with ``Shift+`` before it where Shift was held), which is the
            same on a French, Russian or Arabic keyboard; or the name of the form.
        subject: What the person had before them: the id of the current row, or ``data-subject`` of
            the element that is ``aria-current``. Empty where there was nothing.
        version: Its version as it was drawn (``data-version``).
        below: Id and version of the row drawn right below it.
        lang: The column that is worked on.
        text: What was filled in.
        langs: The languages that were drawn, the pivot first.
        locked: The person keeps the pivot locked: its text stays in its row.
    """

    kind: str
    value: str
    subject: str = ""
    version: int = 0
    below: tuple[int, int] | None = None
    lang: str = ""
    text: str = ""
    langs: tuple[str, ...] = ()
    locked: bool = False

    @property
    def link(self) -> str:
        """The link that was clicked; empty where it was something else."""
        return self.value if self.kind == "go" and "?" in self.value else ""


@cache
def _component() -> Callable[..., Any]:
    import streamlit as st

    folder = Path(__file__).parent
    scripts = (
        "picks.js",
        "forms.js",
        "keymap.js",
        "editor.js",
        "scroller.js",
        "cursor.js",
        "listener.js",
    )
    return st.components.v2.component(
        "aligner.listener",
        js="\n".join((folder / name).read_text(encoding="utf-8") for name in scripts),
        css=(folder / "listener.css").read_text(encoding="utf-8"),
    )


@dataclass(slots=True)
class _Log:
    """How far the events of a page were handled; one object for as long as the session lasts."""

    seen: int = 0


def events(page: str, keys: Collection[str] = (), **told: object) -> Iterator[Event]:
    """What was clicked and pressed and not handled yet, oldest first.

    An event counts as handled when the next is asked for. A new key press can break off a run at
    any call to Streamlit, and the run that follows gets the rest: so handle each event without
    such a call, on plain objects that the session holds, and none is lost or done twice.

    Args:
        page: Name of the page; each has a log of its own.
        keys: Physical keys to listen for. They do nothing while a person types in a field.
        told: More for the browser: ``moves``, what keys do to the cursor of rows; ``bound``, keys
            that act on a row and are refused where it is not on the screen; ``forms``, keys that
            open a form.
    """
    log = _log(page)
    state = _component()(
        key=f"listener.{page}",
        data={"page": page, "seen": log.seen, "keys": list(keys), **told},
        default={"log": [], "newest": ""},
        on_log_change=_nothing,
        on_newest_change=_nothing,
        height=1,
    )
    yield from _unhandled(log, state.log or ())


def seen(page: str) -> int:
    """Number of the last event of a page that was handled; 0 before the first."""
    return _log(page).seen


def _log(page: str) -> _Log:
    import streamlit as st

    log: _Log = st.session_state.setdefault(f"listener.{page}.log", _Log())
    return log


def _unhandled(log: _Log, sent: Iterable[Mapping[str, Any]]) -> Iterator[Event]:
    for given in sent:
        number = int(given["number"])
        if number > log.seen:
            yield _event(given)
            log.seen = number


def _event(given: Mapping[str, Any]) -> Event:
    below = tuple(map(int, given.get("below") or ()))
    return Event(
        kind=str(given["kind"]),
        value=str(given["value"]),
        subject=str(given.get("subject", "")),
        version=int(given.get("version", 0)),
        below=below if len(below) == 2 else None,
        lang=str(given.get("lang", "")),
        text=str(given.get("text", "")),
        langs=tuple(map(str, given.get("langs") or ())),
        locked=bool(given.get("locked")),
    )


def _nothing() -> None:
    """A state value must have a callback; the log is read where the component is drawn."""
