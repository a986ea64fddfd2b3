"""What `aligner import`, `aligner export` and the concordance cost on a large memory.

    python -m benchmarks.exchange [--units 100000] [-o benchmarks/exchange.md]

Each command runs in a process of its own, the installed way, on a SQLite database. Seconds are
those of the processor, of the command and the processes that it starts; megabytes are the most
that one of them held. The waits are those of another writer, which writes every tenth of a second
beside the command. All units are exported, in whatever status. Searches are for the first 50
places, the best of three. The words of the units follow Zipf's law, as those of texts do.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

from aligner import store
from aligner.formats import tmx
from aligner.model import Actor, Glossary, Role, TranslationUnit

ADA = Actor("Ada", Role.ADMIN)
SEARCHES = ("the", "of the", "a*", "con*", "the*", "w999", "n77")
_LETTERS = "etaoinshrdlucmfwypvbgkqjxz"


def memory(path: Path, count: int, seed: int = 1) -> None:
    """Write a memory of so many units of 8 to 20 words, the same each time for a seed."""
    chance = random.Random(seed)
    words = ["the", "of", "and", "to", "in"]
    words += ["".join(chance.choices(_LETTERS, k=chance.randint(2, 10))) for _ in range(30_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def said() -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(8, 20)))

    units = (
        TranslationUnit(f"{seed}-{i}", {"en": f"{said()} n{i}.", "fr": f"{said()} é{i}."}, "memory")
        for i in range(count)
    )
    tmx.write(units, path, srclang="en", languages=("en", "fr"))


def spent(*command: str) -> tuple[float, float]:
    """Processor seconds and peak megabytes of a command of `aligner`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = [sys.executable, "-c", _PEAK, *command]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, float(done.stderr.split()[-1])


_PEAK = """
import resource, sys
from aligner.__main__ import main as main
try:
    main()
finally:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1000, file=sys.stderr)
"""


def beside_a_writer(url: str, *command: str) -> tuple[tuple[float, float], float]:
    """What a command :func:`spent`, and the longest that a writer waited beside it, in seconds."""
    done = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        waited = pool.submit(longest_wait, url, done)
        try:
            cost = spent(*command)
        finally:
            done.set()
        return cost, waited.result()


def longest_wait(url: str, done: threading.Event) -> float:
    """The longest that a writer waited, in seconds, until `done`."""
    longest = 0.0
    with store.connect(url) as database:
        while not done.wait(0.1):
            begin = time.perf_counter()
            database.save_glossary(Glossary(f"g{begin}", ("en",), ()), ADA)
            longest = max(longest, time.perf_counter() - begin)
    return longest


def searched(url: str, query: str) -> float:
    """Milliseconds until the first 50 places of a query are there."""
    with store.connect(url) as database:
        times = []
        for _ in range(3):
            begin = time.process_time()
            database.concordance(query, limit=50)
            times.append(1000 * (time.process_time() - begin))
    return min(times)


def report(count: int, folder: Path) -> str:
    """The tables, as Markdown."""
    path, more = folder / "memory.tmx", folder / "more.tmx"
    url = f"sqlite:///{folder / 'a.db'}"
    memory(path, count)
    memory(more, count, seed=2)
    store.connect(url).close()
    tasks: list[tuple[str, ...]] = [
        ("import", "import", str(path)),
        ("import, again", "import", str(path)),
    ]
    tasks += [
        (
            f"export --to {to}",
            "export",
            "--to",
            to,
            "--status",
            "all",
            "-o",
            str(folder / f"o.{to}"),
        )
        for to in ("tmx", "xlsx", "csv")
    ]
    tasks += [("import, as many more", "import", str(more))]
    lines = [
        "| command | units | seconds | peak MB | longest wait, s |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, *command in tasks:
        (seconds, peak), wait = beside_a_writer(url, *command, "--db", url)
        lines.append(f"| `{name}` | {count:,} | {seconds:.1f} | {peak:.0f} | {wait:.2f} |")
    lines += ["", "| search | milliseconds |", "|---|---:|"]
    lines += [f"| `{query}` | {searched(url, query):.0f} |" for query in SEARCHES]
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or write them to a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("-o", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = report(given.units, Path(folder))
    where = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    made = f"{datetime.now(UTC):%Y-%m-%d}, {where}: python -m benchmarks.exchange"
    load = f"load of the machine {os.getloadavg()[1]:.0f}"
    text = (
        f"# Import, export and concordance\n\n{made} --units {given.units} ({load})\n\n{tables}\n"
    )
    print(text)
    if given.o:
        given.o.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
