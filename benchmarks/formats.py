"""TMX of a million units out and in: seconds and memory, and against translate-toolkit.

    python -m benchmarks.formats [--units 1000000] [--against 100000]

Each measurement runs in a process of its own; memory is the most that the whole process held, and
seconds are those of the processor, which other work on the machine changes least, from when the
modules are loaded.
The units are generated: numbered French and English sentences of the length of the resolution's.
translate-toolkit is a test client; without it the second table is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from aligner.model import Status, TranslationUnit

FRENCH = "Condamne tous les actes de traite d’êtres humains, en particulier ceux du point {} ;"
ENGLISH = "Condemns all acts of trafficking in persons, in particular those of item {};"


def units(count: int) -> Iterator[TranslationUnit]:
    """That many units of two languages, made as they are asked for."""
    for number in range(count):
        yield TranslationUnit(
            str(number),
            {"fr": FRENCH.format(number), "en": ENGLISH.format(number)},
            status=Status.APPROVED,
        )


def write(path: Path, count: int) -> int:
    """Write with this project."""
    from aligner.formats import tmx

    return tmx.write(units(count), path, srclang="fr", languages=["fr", "en"])


def read(path: Path, count: int) -> int:
    """Read with this project, unit by unit."""
    from aligner.formats import tmx

    return sum(1 for unit in tmx.stream(path, strict=True) if len(unit.texts) == 2)


def toolkit_write(path: Path, count: int) -> int:
    """Write with translate-toolkit."""
    from translate.storage.tmx import tmxfile

    store = tmxfile(sourcelanguage="fr", targetlanguage="en")
    for unit in units(count):
        store.addtranslation(unit.texts["fr"], "fr", unit.texts["en"], "en")
    with path.open("wb") as file:
        store.serialize(file)
    return count


def toolkit_read(path: Path, count: int) -> int:
    """Read with translate-toolkit."""
    from translate.storage.tmx import tmxfile

    with path.open("rb") as file:
        store = tmxfile(file, sourcelanguage="fr", targetlanguage="en")
    return sum(1 for unit in store.units if unit.source and unit.target)


TASKS: dict[str, Callable[[Path, int], int]] = {
    "write": write,
    "read": read,
    "toolkit_write": toolkit_write,
    "toolkit_read": toolkit_read,
}


_MODULES = {False: "aligner.formats.tmx", True: "translate.storage.tmx"}


def measured(task: str, path: Path, count: int) -> tuple[float, float]:
    """Seconds and peak megabytes of one task in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.formats", "--task", task, str(path), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    if result["units"] != count:
        raise SystemExit(f"{task}: {result['units']} of {count} units")
    return result["seconds"], result["megabytes"]


def _run(task: str, path: Path, count: int) -> None:
    importlib.import_module(_MODULES[task.startswith("toolkit")])
    started = time.process_time()
    done = TASKS[task](path, count)
    seconds = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"units": done, "seconds": seconds, "megabytes": megabytes}))


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--against", type=int, default=100_000)
    parser.add_argument("--task", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        task, path, count = options.task
        _run(task, Path(path), int(count))
        return
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}: python -m benchmarks.formats"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tmx"
        print("\n| task | units | file MB | seconds | peak MB |\n|---|---:|---:|---:|---:|")
        for task in ("write", "read"):
            seconds, megabytes = measured(task, path, options.units)
            size = path.stat().st_size / 1e6
            print(f"| {task} | {options.units:,} | {size:.0f} | {seconds:.1f} | {megabytes:.0f} |")
        if importlib.util.find_spec("translate") is None:
            return
        print("\n| task | units | aligner s | toolkit s | times faster | aligner MB | toolkit MB |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for task in ("write", "read"):
            ours = measured(task, path, options.against)
            theirs = measured(f"toolkit_{task}", path, options.against)
            print(
                f"| {task} | {options.against:,} | {ours[0]:.2f} | {theirs[0]:.2f} | "
                f"{theirs[0] / ours[0]:.1f} | {ours[1]:.0f} | {theirs[1]:.0f} |"
            )


if __name__ == "__main__":
    main()
