"""Aligning anew what is pending, beside the work of those who read."""

from __future__ import annotations

import time
from threading import Thread

from aligner.errors import AlignerError
from aligner.model import Actor
from aligner.store import Store

_TOLD_FOR = 20.0
"""Seconds for which it is still told how it ended."""


class _Stopped(Exception):  # noqa: N818 - somebody wished it
    """Somebody has stopped it."""


class Realignment:
    """One realignment of one project, in a thread of the desk; it is all saved at the end or not.

    Attributes:
        share: How much of it is done, from 0 to 1.
        said: How it ended; empty while it runs.
        by: Name of whoever began it.
    """

    def __init__(self, database: Store, project_id: int, actor: Actor) -> None:
        self.share = 0.0
        self.said = ""
        self.by = actor.name
        self._ended = 0.0
        self._stop = False
        self._work_on = (database, project_id, actor)
        self._thread = Thread(target=self._work, name=f"realign {project_id}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Break it off; nothing changes then."""
        self._stop = True

    @property
    def running(self) -> bool:
        """True until it has ended."""
        return not self.said

    @property
    def is_news(self) -> bool:
        """True while it runs, and shortly after."""
        return self.running or time.monotonic() < self._ended + _TOLD_FOR

    def _work(self) -> None:
        from aligner import pipeline

        words = "Realigning broke off; nothing changed"
        try:
            event = pipeline.realign(*self._work_on, progress=self._tell)
            same = "Every pending row came out as it was"
            words = same if event is None else "Realigned what is pending · U takes it back"
        except _Stopped:
            words = "Realigning was stopped; nothing changed"
        except AlignerError as error:
            words = f"Not realigned: {error}"
        finally:
            self._ended = time.monotonic()
            self.said = words

    def _tell(self, what: str, share: float) -> None:
        del what
        if self._stop:
            raise _Stopped
        self.share = share
