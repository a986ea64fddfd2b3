"""A glossary as the log has left it, shared by all sessions.

A glossary has thousands of concepts and a key changes one. So they are read once, and then the log
says which of them to read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from aligner.model import Event, Glossary
from aligner.store import Store

_RENEWING = frozenset({"run", "import glossary", "add entry"})
"""Actions after which a glossary is read anew, whole."""


class LiveGlossary:
    """The glossary of a project, or an imported one."""

    def __init__(self, database: Store, glossary_id: int, project_id: int | None) -> None:
        self._database = database
        self._glossary_id = glossary_id
        self._project_id = project_id
        self._lock = Lock()
        self._newest = 0
        self._now: Glossary | None = None

    def now(self) -> Glossary:
        """The glossary as it stands.

        Raises:
            StoreError: The database cannot be read, or there is no such glossary any more.
        """
        with self._lock:
            # Read first: what is newer than it is merely read again next time.
            newest = self._last_event()
            if self._now is None:
                self._now = self._database.glossary_by_id(self._glossary_id)
            elif newest != self._newest:
                self._now = self._after(self._now)
            self._newest = newest
            return self._now

    def _last_event(self) -> int:
        if self._project_id is not None:
            return self._database.last_event(self._project_id)
        return next((event.id for event in self._database.events(limit=1)), 0)

    def _after(self, old: Glossary) -> Glossary:
        events = self._database.events(self._project_id, after=self._newest, limit=None)
        named = self._named(events)
        if any(event.action in _RENEWING for event in events):
            return self._database.glossary_by_id(self._glossary_id)
        if not named:
            return old
        if not named <= {entry.id for entry in old.entries}:
            return self._database.glossary_by_id(self._glossary_id)
        read = {entry.id: entry for entry in self._database.entries(self._glossary_id, named)}
        kept = (entry for entry in old.entries if entry.id in read or entry.id not in named)
        return replace(
            old,
            entries=tuple(read.get(entry.id, entry) for entry in kept),
            version=self._version(),
        )

    def _named(self, events: Sequence[Event]) -> set[str]:
        """Ids of the concepts of this glossary that some events changed, made or took away."""
        start = f"entry {self._glossary_id} "
        return {
            subject.removeprefix(start)
            for event in events
            for subject in event.subject
            if subject.startswith(start)
        }

    def _version(self) -> int:
        found = [one for one in self._database.glossaries() if one.id == self._glossary_id]
        return found[0].version if found else 0
