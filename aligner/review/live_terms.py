"""The terms of all glossaries as the log has left them, shared by all sessions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aligner.model import Event
from aligner.review.frame import desk
from aligner.review.known_terms import KnownTerms
from aligner.review.subject import Live
from aligner.store import Store

_RENEWING = {"run", "import units"}
"""Actions on rows after which terms are read again; so they are after any that is not on rows."""


class LiveTerms(Live[KnownTerms]):
    """The terms of all glossaries as the log has left them."""

    def __init__(self, database: Store) -> None:
        super().__init__(database, None)

    def read(self, newest: int) -> KnownTerms:
        """All terms; what did not change keeps its index."""
        return KnownTerms.of(self.database.decided_terms(), self._now)

    def after(self, old: KnownTerms, events: Sequence[Event], newest: int) -> KnownTerms | None:
        """The same where only rows were worked on."""
        is_on_rows = all(event.rows and event.action not in _RENEWING for event in events)
        return old if is_on_rows else None


def now() -> KnownTerms:
    """The terms of all glossaries as they stand."""
    database = desk.database()
    return _shared(desk.database_url(), id(database)).now()


@st.cache_resource(show_spinner="Reading the glossaries", max_entries=2)
def _shared(url: str, opened: int) -> LiveTerms:
    del url, opened  # part of the key only
    return LiveTerms(desk.database())
