"""Clicks and keys from the browser, each exactly once."""

from __future__ import annotations

from collections.abc import Collection
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


@cache
def _component() -> Callable[..., Any]:
    import streamlit as st

    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component("aligner.listener", js=script)


def events(page: str, keys: Collection[str] = ()) -> list[Event]:
    """What was clicked and pressed since the last run, oldest first.

    Args:
        page: Name of the page; each has a log of its own.
        keys: Physical keys to listen for. They do nothing while a person types in a field.
    """
    import streamlit as st

    seen_key = f"listener.{page}.seen"
    seen = st.session_state.get(seen_key, 0)
    state = _component()(
        key=f"listener.{page}",
        data={"seen": seen, "keys": list(keys)},
        default={"log": []},
        on_log_change=_nothing,
        height=1,
    )
    fresh = [event for event in state.log or () if event["number"] > seen]
    if fresh:
        st.session_state[seen_key] = fresh[-1]["number"]
    return [Event(str(event["kind"]), str(event["value"])) for event in fresh]


def _nothing() -> None:
    """A state value must have a callback; the log is read where the component is drawn."""
