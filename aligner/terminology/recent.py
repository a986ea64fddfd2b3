"""What was made of the texts that were read last; a text that comes again is not read again."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

_Made = TypeVar("_Made")


class Recent(Generic[_Made]):
    """Texts with what was made of them, the last that were read, from any thread.

    Args:
        room: Characters of text at most; of more, those go that were not read for longest.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._made: dict[str, _Made] = {}
        self._lock = threading.Lock()

    def known(self, texts: Iterable[str]) -> dict[str, _Made]:
        """What is remembered of some texts."""
        with self._lock:
            return {text: self._made[text] for text in texts if text in self._made}

    def keep(self, made: Mapping[str, _Made]) -> None:
        """Remember what was made of texts, those read last."""
        with self._lock:
            for text, what in made.items():
                self._made.pop(text, None)
                self._made[text] = what
            left = sum(map(len, self._made)) - self._room
            while left > 0:
                oldest = next(iter(self._made))
                del self._made[oldest]
                left -= len(oldest)
