"""Clicks and keys from the browser, each exactly once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person did.

    Attributes:
        kind: ``go`` for a click on an element with ``data-go``, ``strip`` for one on an element
            with ``data-strip``, ``key`` for a key.
        value: What ``data-go`` says; where in the strip, from 0 to 1; or the physical key
            (``KeyboardEvent.code``), which is the same on a French, Russian or Arabic keyboard.
    """

    kind: str
    value: str

    @property
    def link(self) -> str:
        """The link that was clicked; empty where it was something else."""
        return self.value if self.kind == "go" and "?" in self.value else ""


@cache
def _component() -> Callable[..., Any]:
    import streamlit as st

    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component("aligner.listener", js=script)


@dataclass(slots=True)
class _Log:
    """How far the events of a page were handled; one object for as long as the session lasts."""

    seen: int = 0


def events(page: str, keys: Collection[str] = ()) -> Iterator[Event]:
    """What was clicked and pressed and not handled yet, oldest first.

    An event counts as handled when the next is asked for. A new key press can break off a run at
    any call to Streamlit, and the run that follows gets the rest: so handle each event without
    such a call, on plain objects that the session holds, and none is lost or done twice.

    Args:
        page: Name of the page; each has a log of its own.
        keys: Physical keys to listen for. They do nothing while a person types in a field.
    """
    import streamlit as st

    log: _Log = st.session_state.setdefault(f"listener.{page}.log", _Log())
    state = _component()(
        key=f"listener.{page}",
        data={"page": page, "seen": log.seen, "keys": list(keys)},
        default={"log": []},
        on_log_change=_nothing,
        height=1,
    )
    sent = [(event["number"], str(event["kind"]), str(event["value"])) for event in state.log or ()]
    return _unhandled(log, sent)


def _unhandled(log: _Log, sent: Iterable[tuple[int, str, str]]) -> Iterator[Event]:
    for number, kind, value in sent:
        if number > log.seen:
            yield Event(kind, value)
            log.seen = number


def _nothing() -> None:
    """A state value must have a callback; the log is read where the component is drawn."""
