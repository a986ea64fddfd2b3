"""A run over an archive: Dask hands documents to workers, and the archive knows what is done.

Dask keeps its state in memory and may lose it; nothing depends on that. A run submits the documents
that have no result, a few for each worker at a time; each worker lays results into the archive
itself. So whatever is killed, the next run goes on where the archive stands.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.corpus import archive as archives
from aligner.corpus.archive import Archive, Item
from aligner.corpus.working import TRIES, Done, Order, work
from aligner.errors import AlignerError, OutputError, UsageError
from aligner.formats.files import aside

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 4
"""Documents that are submitted for each worker before one of them is done."""
EVERY = 2.0
"""Seconds between two accounts of a run in ``run.json``."""
_WAIT = 60
_HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        done: Documents that were done in it.
        paragraphs: Theirs, in all languages.
        aside: Documents that it set aside, with the reasons.
        seconds: How long it took.
    """

    done: int
    paragraphs: int
    aside: tuple[Done, ...]
    seconds: float


Work = Callable[[Order, Item], Done]
Told = Callable[[Done, int, int], None]
"""Told of each document that is through, how many are, and of how many."""


def run(
    archive: Archive,
    *,
    workers: int = 0,
    scheduler: str = "",
    only: Sequence[str] = (),
    again: bool = False,
    seconds: float = 600.0,
    memory_mb: float = 3_000.0,
    pivot: str | None = None,
    told: Told = lambda done, count, of: None,
    work: Work = work,
) -> Outcome:
    """Do all documents of an archive that have no result.

    Args:
        archive: The archive.
        workers: Processes on this machine; one for each processor where 0.
        scheduler: Address of a Dask scheduler whose workers see the archive under the same path,
            such as ``tcp://node1:8786``; then there are none on this machine.
        only: Symbols or names of the documents to do; all where empty.
        again: Try those again that were set aside.
        seconds: Processor time that a document may take.
        memory_mb: Memory that a document may take.
        pivot: Language that the others are aligned to; French, English or the first of a document.
        told: Told of each document that is through.
        work: Does one document, in a worker.

    Raises:
        OutputError: The archive cannot be written to.
        UsageError: The extra ``corpus`` is not installed, the scheduler cannot be reached, or its
            workers have another version.
    """
    archives.require_extra()
    begun = time.monotonic()
    items = [archive.item(name) for name in only] if only else archive.items()
    stands = archives.standing(archive, items)
    todo = list(stands.waiting)
    if again:
        todo += [item for item, _ in stands.aside]
        for item, _ in stands.aside:
            _forget(archive.quarantined(item.key))
    _check_writable(archive)
    if not todo:
        return Outcome(0, 0, (), 0.0)
    # The longest first: at the end all workers have something short to do.
    todo.sort(key=lambda item: (-sum(file.bytes for file in item.files), item.id))
    order = Order(archive.folder.absolute(), seconds, memory_mb, pivot)
    count = min(workers or os.cpu_count() or 1, len(todo))
    through: list[Done] = []
    account = _Account(archive, todo)
    with _client(count, scheduler) as client:
        _same_code(client)
        for done in _results(client, partial(work, order), todo, archive):
            through.append(done)
            account.add(done)
            told(done, len(through), len(todo))
    account.write()
    aside_ = tuple(done for done in through if done.reason)
    return Outcome(
        len(through) - len(aside_), sum(done.paragraphs for done in through), aside_,
        time.monotonic() - begun,
    )  # fmt: skip


def _results(
    client: Client, work: Callable[[Item], Done], todo: Sequence[Item], archive: Archive
) -> Iterator[Done]:
    """What becomes of the documents, as they are through."""
    from distributed import CancelledError, KilledWorker, as_completed

    left = iter(todo)
    items: dict[str, Item] = {}
    deaths: dict[str, int] = {}

    def submitted(item: Item) -> Future[Done]:
        items[item.key] = item
        return client.submit(work, item, key=item.key, pure=False)

    ahead = AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    going = as_completed([submitted(item) for _, item in zip(range(ahead), left, strict=False)])
    for future in going:
        item = items.pop(future.key)
        try:
            yield future.result()
        except KilledWorker:  # a cluster that gives up on what its workers died of
            deaths[item.key] = deaths.get(item.key, 0) + 1
            if deaths[item.key] < TRIES:
                future.release()
                going.add(submitted(item))
                continue
            reason = "the workers that had it died"
            archive.set_aside(item, reason, TRIES)
            yield Done(item.id, reason=reason)
        except CancelledError:
            raise AlignerError(
                "the scheduler has gone; start the run again: what is done stays done"
            ) from None
        future.release()
        if (following := next(left, None)) is not None:
            going.add(submitted(following))


@contextmanager
def _client(workers: int, scheduler: str) -> Iterator[Client]:
    import dask
    from distributed import Client, LocalCluster

    for name in ("distributed", "distributed.client", "tornado", "bokeh"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    settings = {
        # The death of a worker is no fault of a document: those die in a fork of their own.
        "distributed.scheduler.allowed-failures": 1_000_000,
        "distributed.scheduler.worker-saturation": 1.0,
        "distributed.admin.tick.limit": "1h",
        "distributed.worker.multiprocessing-method": "spawn",
    }
    with dask.config.set(settings):
        if scheduler:
            try:
                client = Client(scheduler, timeout=_WAIT)
                client.wait_for_workers(1, timeout=_WAIT)
            except (OSError, TimeoutError, ValueError) as error:
                raise UsageError(
                    f"{scheduler}: no Dask scheduler with workers there ({archives.line(error)}); "
                    "start dask scheduler and dask worker, and give its address"
                ) from None
            with client:
                yield client
            return
        with (
            _without_main(),
            LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, host=_HERE,
                dashboard_address=f"{_HERE}:0", worker_dashboard_address=f"{_HERE}:0",
                memory_limit=0, silence_logs=logging.CRITICAL, security=True,
            ) as cluster,
            Client(cluster) as client,
        ):  # fmt: skip
            yield client


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep workers from running the programme that this process runs, as ``spawn`` has them do."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _same_code(client: Client) -> None:
    """See that all workers would make what this process would make."""
    here = archives.code()
    for worker, there in client.run(archives.code).items():
        if there != here:
            raise UsageError(
                f"worker {worker} has another version of aligner or of its weights; "
                "install the same on every machine"
            )


class _Account:
    """How a run goes on, in a file that ``status`` reads."""

    def __init__(self, archive: Archive, todo: Sequence[Item]) -> None:
        self._file = archive.folder / "run.json"
        self._bytes = {item.id: sum(file.bytes for file in item.files) for item in todo}
        self._begun, self._of = time.time(), len(todo)
        self._total = sum(self._bytes.values())
        self._through = self._aside = self._read = self._paragraphs = 0
        self._last = 0.0
        self.write()

    def add(self, done: Done) -> None:
        """Count a document; the file is written now and then."""
        self._through += 1
        self._aside += bool(done.reason)
        self._paragraphs += done.paragraphs
        self._read += self._bytes.get(done.document, 0)
        if time.monotonic() - self._last > EVERY:
            self.write()

    def write(self) -> None:
        """Write the file."""
        self._last = time.monotonic()
        told: dict[str, Any] = {
            "process": os.getpid(), "host": socket.gethostname(), "begun": self._begun,
            "at": time.time(), "through": self._through, "of": self._of, "aside": self._aside,
            "paragraphs": self._paragraphs, "bytes": self._read, "of_bytes": self._total,
        }  # fmt: skip
        with aside(self._file) as part:
            part.write_text(json.dumps(told) + "\n", "utf-8")


def _check_writable(archive: Archive) -> None:
    """Fail before the work rather than after it."""
    with aside(archive.folder / "run.json") as part:
        part.write_text("{}\n", "utf-8")


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be removed ({error.strerror})") from None
