"""Runs in the background: each a process of its own, with a file that says how far it is.

A run goes on when the page is closed and when the server stops. Its file is rewritten every second
by :mod:`aligner.review.frame.worker`; the page only reads it. A run that has not been heard of for
:data:`SILENCE` seconds was broken off; what it would have saved was not, all or nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from aligner import store
from aligner.errors import StoreError
from aligner.formats.files import aside
from aligner.model import Actor, Role
from aligner.review.frame.uploads import Upload, make_private

SILENCE = 30.0
AT_ONCE = 2
"""Runs that work at the same time; later ones wait."""

_ROOT = Path(__file__).resolve().parents[3]


class State(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    SAVING = "saving"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = frozenset({State.WAITING, State.RUNNING, State.SAVING})


@dataclass(frozen=True, slots=True)
class Job:
    """A run of one document.

    Attributes:
        id: Names its file.
        name: Of the document.
        pivot: Language to which the others are aligned.
        uploads: One file a language.
        actor: Who began it.
        begun: When, in seconds since 1970.
        heard: When it was last heard of.
        what: What is being done.
        share: How much of that is, 0 to 1.
        error: What went wrong, in one line.
        project: Id of the project that it saved.
        rows: How many rows that has.
        same: The files are versions of the document of that name, in further languages or anew.
        said: What a person should know of the documents, in a line.
    """

    id: str
    name: str
    pivot: str
    uploads: tuple[Upload, ...]
    actor: Actor
    begun: float
    heard: float
    state: State = State.WAITING
    what: str = "waiting"
    share: float = 0.0
    error: str = ""
    project: int | None = None
    rows: int = 0
    same: bool = False
    said: str = ""

    @property
    def active(self) -> bool:
        """True until it has come to an end."""
        return self.state in ACTIVE


_processes: dict[str, subprocess.Popen[bytes]] = {}
"""Those that this server began: their end is known at once."""


def begin(
    uploads: Sequence[Upload],
    *,
    name: str,
    pivot: str,
    actor: Actor,
    url: str,
    files: Path,
    same: bool = False,
) -> Job:
    """Start a run.

    Args:
        uploads: One file a language, each with its language.
        name: Of the document.
        pivot: Language to which the others are aligned.
        actor: Who asks for it; whether that person may is checked when it is saved.
        url: Database URL; given to the process by its environment, where no other account sees it.
        files: The database's :func:`uploads.folder`.
        same: The files are versions of the document of that name.

    Raises:
        Forbidden: The role does not allow it.
    """
    store.allow(actor, "run")
    now = time.time()
    job = Job(uuid.uuid4().hex, name, pivot, tuple(uploads), actor, now, now, same=same)
    file = _file(files, job.id)
    make_private(files)
    write(job, file)
    with file.with_suffix(".log").open("wb") as log:
        _processes[job.id] = subprocess.Popen(
            [sys.executable, "-m", "aligner.review.frame.worker", str(file)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment(url),
            start_new_session=True,
        )
    return job


def environment(url: str) -> dict[str, str]:
    """For a process that works on a database: its URL too, which no list of processes shows."""
    path = os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")]).strip(":")
    return os.environ | {"ALIGNER_DB": url, "PYTHONPATH": path}


def cancel(job: Job, files: Path, actor: Actor) -> None:
    """Ask a run to end; it does within a second, unless it is already being saved.

    Raises:
        Forbidden: Somebody else began it, and the role does not allow it.
    """
    store.allow(actor, "run", begun_by=job.actor.name)
    _wish(_file(files, job.id)).touch()


def is_cancelled(file: Path) -> bool:
    """Whether somebody asked the run of a file to end."""
    return _wish(file).exists()


def forget(job: Job, files: Path, actor: Actor) -> None:
    """Take a run that has come to an end off the list.

    Raises:
        Forbidden: Somebody else began it, and the role does not allow it.
    """
    store.allow(actor, "run", begun_by=job.actor.name)
    file = _file(files, job.id)
    for path in (_wish(file), file.with_suffix(".log"), file):
        path.unlink(missing_ok=True)


def listed(files: Path) -> list[Job]:
    """All runs of a database that were not forgotten, the last one first."""
    found = [job for file in (files / "jobs").glob("*.json") if (job := _current(file))]
    return sorted(found, key=lambda job: job.begun, reverse=True)


def turn(job: Job, others: Iterable[Job]) -> bool:
    """Whether a run may begin to work, given all that there are."""
    ahead = [other for other in others if other.active and other.begun < job.begun]
    return len(ahead) < AT_ONCE


def read(file: Path) -> Job:
    """A run as its file has it.

    Raises:
        StoreError: The file is missing or is none of a run.
    """
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        return _job(given)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file}: no run can be read from it ({error}); begin it anew") from error


def write(job: Job, file: Path) -> None:
    """Write how far a run is, whole or not at all."""
    value = asdict(job) | {
        "uploads": [asdict(upload) | {"path": str(upload.path)} for upload in job.uploads]
    }
    with aside(file) as part:
        part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _job(given: Mapping[str, Any]) -> Job:
    return Job(
        **{
            **given,
            "uploads": tuple(
                Upload(**{**upload, "path": Path(upload["path"])}) for upload in given["uploads"]
            ),
            "actor": Actor(given["actor"]["name"], Role(given["actor"]["role"])),
            "state": State(given["state"]),
        }
    )


def _current(file: Path) -> Job | None:
    """A run as it is now; None where its file was just taken away or is no run's."""
    try:
        job = read(file)
    except StoreError:
        return None
    if not job.active:
        return job
    process = _processes.get(job.id)
    ended = process is not None and process.poll() is not None
    if ended and (settled := read(file)).active is False:
        return settled
    if ended or time.time() - job.heard > SILENCE:
        told = "broken off, perhaps for want of memory; nothing of it was saved. Begin it again."
        return replace(job, state=State.FAILED, error=told)
    return job


def _file(files: Path, job_id: str) -> Path:
    return files / "jobs" / f"{job_id}.json"


def _wish(file: Path) -> Path:
    return file.with_suffix(".cancel")
