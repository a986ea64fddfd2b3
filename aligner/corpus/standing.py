"""How an archive stands: what is done, what runs, what is set aside and why, how fast it goes."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import dataclass
from typing import Any

from aligner.corpus import archive as archives
from aligner.corpus.archive import Archive

_SILENT = 120
"""Seconds without a word after which a run on another machine counts as over."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an archive stands.

    Attributes:
        done: Documents whose results are there.
        waiting: Documents to be done.
        alone: Documents in one language only.
        aside: Documents that are set aside, by name, with reasons.
        unused: Files that are not used, with reasons.
        runs: Whether a run goes on.
        rate: Documents a minute, of the run that goes on or was the last; 0 where none is known.
        left: Seconds that the run will take by the bytes that are left; 0 where none is known.
    """

    done: int
    waiting: int
    alone: int
    aside: tuple[tuple[str, str], ...]
    unused: tuple[tuple[str, str], ...]
    runs: bool
    rate: float = 0.0
    left: float = 0.0

    @property
    def sentence(self) -> str:
        """The same on a line."""
        all_ = self.done + self.waiting + len(self.aside)
        said = f"{self.done:,} of {all_:,} documents done, {len(self.aside):,} set aside"
        if self.runs:
            said += f"; running, {self.rate:,.0f} documents a minute"
            return said + (f", {_time(self.left)} left" if self.left else "")
        return said + (f", {self.waiting:,} waiting: aligner corpus run" if self.waiting else "")


def of(archive: Archive) -> Told:
    """How an archive stands, by what lies in it."""
    stands = archives.standing(archive)
    run = _run(archive)
    runs = _goes_on(run)
    seconds = float(run.get("at", 0)) - float(run.get("begun", 0))
    through, read = int(run.get("through", 0)), int(run.get("bytes", 0))
    left = int(run.get("of_bytes", 0)) - read
    return Told(
        done=len(stands.done),
        waiting=len(stands.waiting),
        alone=len(stands.alone),
        aside=tuple((item.id, reason) for item, reason in stands.aside),
        unused=tuple((file.file, file.problem) for file in archive.files() if file.problem),
        runs=runs,
        rate=60 * through / seconds if seconds > 0 else 0.0,
        left=seconds * left / read if runs and read else 0.0,
    )


def _run(archive: Archive) -> dict[str, Any]:
    try:
        said = json.loads((archive.folder / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _goes_on(run: dict[str, Any]) -> bool:
    if not run or run.get("through") == run.get("of"):
        return False
    if run.get("host") == socket.gethostname():
        try:
            os.kill(int(run["process"]), 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
    return time.time() - float(run.get("at", 0)) < _SILENT


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{max(1, minutes)} min"
