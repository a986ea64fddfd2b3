"""A glossary as the log has left it, shared by all sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.model import Event, Glossary
from aligner.review.subject import Live
from aligner.store import Store

_RENEWING = frozenset({"run", "import glossary", "add entry"})
"""Actions after which a glossary is read anew, whole."""


class LiveGlossary(Live[Glossary]):
    """The glossary of a project, or an imported one."""

    def __init__(self, database: Store, glossary_id: int, project_id: int | None) -> None:
        super().__init__(database, project_id)
        self._glossary_id = glossary_id

    def read(self, newest: int) -> Glossary:
        """All concepts."""
        return self.database.glossary_by_id(self._glossary_id)

    def after(self, old: Glossary, events: Sequence[Event], newest: int) -> Glossary | None:
        """Only the concepts that changed, unless others came."""
        named = self._named(events)
        if any(event.action in _RENEWING for event in events):
            return None
        if not named:
            return old
        if not named <= {entry.id for entry in old.entries}:
            return None
        read = {entry.id: entry for entry in self.database.entries(self._glossary_id, named)}
        kept = (entry for entry in old.entries if entry.id in read or entry.id not in named)
        entries = tuple(read.get(entry.id, entry) for entry in kept)
        return replace(old, entries=entries, version=self._version())

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
        found = [one for one in self.database.glossaries() if one.id == self._glossary_id]
        return found[0].version if found else 0
