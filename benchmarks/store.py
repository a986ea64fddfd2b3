"""Approvals a second on SQLite and PostgreSQL, with one writer and with many; none lost or doubled.

    python -m benchmarks.store [--approvals 1920] [-o benchmarks/store.md]

Each writer is a process with a connection of its own, and approves paragraphs one at a time as the
review desk does: role, version, status and log in one transaction, on the disk before it is told.
*Own rows*: each writer has its own share of one document. *Same rows*: all want the same ones, so
that one wins each and the others are told by whom. PostgreSQL runs from a throw-away cluster with
its usual settings; without its programs its lines are left out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING

from aligner import store
from aligner.errors import Conflict
from aligner.model import Actor, Role, Status, TranslationUnit
from aligner.store.deeds.rows import DecideRows
from benchmarks import clusters

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

WRITERS = (1, 8, 32)
ADA = Actor("Ada", Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one round came to.

    Attributes:
        approvals: Those that were acknowledged.
        told: Times that a writer was told that another was first.
        seconds: From the first to the last, by the clock.
        median: Milliseconds of one approval.
        slow: Milliseconds within which 95 in 100 were done.
        lost: Acknowledged approvals that the log or the rows do not have.
        doubled: Rows that the log approves more than once.
    """

    backend: str
    rows: str
    writers: int
    approvals: int
    told: int
    seconds: float
    median: float
    slow: float
    lost: int
    doubled: int

    @property
    def line(self) -> str:
        """A line of the table."""
        cells = (
            self.backend, self.rows, self.writers, f"{self.approvals:,}",
            f"**{self.approvals / self.seconds:,.0f}**", f"{self.median:.1f} / {self.slow:.1f}",
            f"{self.told:,}", self.lost, self.doubled,
        )  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"


HEAD = """\
| database | rows | writers | approvals | approvals a second | ms, median / 95 % | told who was \
first | lost | doubled |
|---|---|--:|--:|--:|--:|--:|--:|--:|"""


def write(
    url: str, name: str, rows: list[tuple[int, int]], start: Barrier,
    results: Queue[tuple[list[int], int, list[float], float, float]],
) -> None:  # fmt: skip
    """One writer: approve rows one at a time; tell what was acknowledged and how long it took."""
    actor = Actor(name, Role.REVIEWER)
    done, told, times = [], 0, []
    with store.connect(url) as database:
        database.last_event(1)
        start.wait()
        began = time.time()
        for row in rows:
            before = time.perf_counter()
            try:
                done.append(database.decide(actor, DecideRows((row,), Status.APPROVED)).rows[0])
                times.append(time.perf_counter() - before)
            except Conflict:
                told += 1
        results.put((done, told, times, began, time.time()))


def measure(backend: str, url: str, writers: int, approvals: int, *, shared: bool) -> Measured:
    """One round in a new project of one database."""
    kind = "same" if shared else "own"
    units = [
        TranslationUnit(str(i), {"fr": f"Alinéa {i}.", "en": f"Paragraph {i}."})
        for i in range(approvals)
    ]
    with store.connect(url) as database:
        project_id = database.save_units(f"{kind} {writers}", units, ADA).id
        rows = [(row.id, row.version) for row in database.outline(project_id)]
    context = multiprocessing.get_context("forkserver")
    start, results = context.Barrier(writers), context.Queue()
    shares = [rows if shared else rows[i::writers] for i in range(writers)]
    processes = [
        context.Process(target=write, args=(url, f"Reviewer {i}", share, start, results))
        for i, share in enumerate(shares)
    ]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    acknowledged = Counter(row for done, *_ in found for row in done)
    with store.connect(url) as database:
        log = database.events(project_id, action="approve", limit=None)
        logged = Counter(row for event in log for row in event.rows)
        standing = {row.id for row in database.outline(project_id) if row.status == Status.APPROVED}
    times = sorted(seconds for *_, of, _, _ in found for seconds in of)
    return Measured(
        backend,
        kind,
        writers,
        sum(acknowledged.values()),
        sum(told for _, told, *_ in found),
        max(end for *_, end in found) - min(began for *_, began, _ in found),
        1000 * statistics.median(times),
        1000 * times[int(0.95 * (len(times) - 1))],
        len([row for row in acknowledged if not logged[row] or row not in standing]),
        len([row for row, count in logged.items() if count > 1 or acknowledged[row] != count]),
    )


def rounds(approvals: int) -> Iterator[Measured]:
    """All rounds, on either backend."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/aligner.db"}
        if clusters.binaries():
            server = stack.enter_context(clusters.cluster())
            urls["PostgreSQL"] = server.format(name="postgres")
        for backend, url in urls.items():
            for writers in WRITERS:
                yield measure(backend, url, writers, approvals, shared=False)
            yield measure(backend, url, 8, approvals // 8, shared=True)


def main() -> None:
    """Print the table, and write it where told."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--approvals", type=int, default=1920, help="in each round")
    parser.add_argument("-o", "--out", type=Path, help="Markdown file to write as well")
    options = parser.parse_args()
    today = datetime.now(UTC).date()
    command = " ".join(["python -m benchmarks.store", *sys.argv[1:]])
    lines = [
        "# The store\n",
        __doc__.partition("\n\n")[2].partition("\n\n")[2].strip() + "\n",
        f"{today}, {platform.machine()}, {os.cpu_count()} cores (load before the first round: "
        f"{os.getloadavg()[0]:.0f}), Python {platform.python_version()}: `{command}`\n",
        HEAD,
    ]
    print("\n".join(lines), flush=True)
    for measured in rounds(options.approvals):
        lines.append(measured.line)
        print(measured.line, flush=True)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
