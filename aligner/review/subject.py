"""What rows and concepts have in common at the desk: a state that follows the log, the next one.

A document has thousands of rows, a glossary thousands of concepts, and a key changes one. So they
are read once, shared by all sessions, and then the log says which of them to read again.
"""

from __future__ import annotations

import gc
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from aligner.model import Event
from aligner.store import Store

Now = TypeVar("Now")
"""All subjects of one kind as they stand: the rows of a document, the concepts of a glossary."""

Item = TypeVar("Item")


class Live(ABC, Generic[Now]):
    """Subjects of one kind as the log has left them.

    Attributes:
        database: Where they are kept.
        project: The document whose log is followed; None for an imported glossary, which follows
            the whole log.
    """

    def __init__(self, database: Store, project: int | None) -> None:
        self.database = database
        self.project = project
        self.lock = Lock()
        self._newest = 0
        self._now: Now | None = None

    @abstractmethod
    def read(self, newest: int) -> Now:
        """All of them, anew; they hold the last event of the log at least up to `newest`."""

    @abstractmethod
    def after(self, old: Now, events: Sequence[Event], newest: int) -> Now | None:
        """What some events have made of them, the oldest first; None where all is to be read."""

    def now(self) -> Now:
        """They as they stand.

        Raises:
            StoreError: The database cannot be read, or they are not in it any more.
        """
        with self.lock:
            # Read first: what is newer than it is merely read again next time.
            newest = self._last_event()
            if self._now is None:
                self._now = self.read(newest)
            elif newest != self._newest:
                events = self.database.events(
                    self.project, after=self._newest, limit=None, newest_first=False
                )
                found = self.after(self._now, events, newest)
                self._now = self.read(newest) if found is None else found
            self._newest = newest
            return self._now

    def _last_event(self) -> int:
        if self.project is not None:
            return self.database.last_event(self.project)
        return next((event.id for event in self.database.events(limit=1)), 0)


def lasts() -> None:
    """What is held now is held for hours, and is not looked through again.

    Streamlit collects garbage after every run, which means after every key.
    """
    gc.collect()
    gc.freeze()


def next_one(items: Sequence[Item], at: int, wanted: Callable[[Item], bool]) -> Item | None:
    """The first wanted item at an index or after it, from the top again after the end."""
    order = [*range(at, len(items)), *range(min(at, len(items)))]
    return next((items[i] for i in order if wanted(items[i])), None)
