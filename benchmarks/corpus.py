"""An archive of real documents: pairing by content, speed, memory and room on disk.

    python -m benchmarks.corpus [--documents 150] [--workers 1,2] [--only pairing|runs]

Reads ``archive/canada-regulations.tar.gz`` of the development data. Pairing takes all documents,
their names shuffled; runs take a part of them, drawn by a fixed seed, and say what a worker and two
workers need. Prints Markdown with date, machine and command.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from aligner.corpus import archive as archives
from aligner.corpus import finding, pairing, running, tables
from benchmarks import SHARED

PACKED = SHARED / "archive" / "canada-regulations.tar.gz"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=150, help="documents of a run")
    parser.add_argument("--workers", default="1,2", help="numbers of workers, such as 1,2")
    parser.add_argument("--only", choices=("pairing", "runs"), help="one part")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        with tarfile.open(PACKED) as packed:
            packed.extractall(made, filter="data")
        folder = next(Path(made).iterdir())
        print(f"{date.today()}, {platform.processor() or platform.machine()}, "
              f"Python {platform.python_version()}; python -m benchmarks.corpus "
              f"{' '.join(sys.argv[1:])}\n")  # fmt: skip
        if asked.only != "runs":
            print("\n".join(paired(folder)))
        if asked.only != "pairing":
            print("\n".join(runs(folder, asked.documents, map(int, asked.workers.split(",")))))


def paired(folder: Path) -> Iterator[str]:
    """Pairing by content of all documents, names shuffled."""
    names = sorted(path.name for path in (folder / "en").iterdir())
    shuffled = random.Random(5).sample(names, len(names))
    began = time.process_time()
    src = [pairing.passages(folder / "fr" / name) for name in names]
    tgt = [pairing.passages(folder / "en" / name) for name in shuffled]
    read = time.process_time()
    found = pairing.matched(src, tgt)
    right = sum(names[i] == shuffled[j] for i, j in found)
    yield "| documents | pairs found | right | wrong | seconds to read | seconds to pair |"
    yield "|---|---|---|---|---|---|"
    yield (
        f"| {len(names):,} | {len(found):,} | {right:,} | {len(found) - right:,} | "
        f"{read - began:.1f} | {time.process_time() - read:.1f} |\n"
    )


def runs(folder: Path, count: int, workers: Iterator[int]) -> Iterator[str]:
    """The same documents, each time in a new archive, by other numbers of workers."""
    names = sorted(path.name for path in (folder / "en").iterdir())
    wanted = set(random.Random(7).sample(names, count))
    yield "| workers | documents | paragraphs | wall s | CPU s | kB a version | equal |"
    yield "|---|---|---|---|---|---|---|"
    first: dict[str, bytes] = {}
    for number in workers:
        with tempfile.TemporaryDirectory() as made:
            archive = archives.made(Path(made) / "archive")
            found = finding.in_folder(folder)
            finding.add(archive, (file for file in found if Path(file.file).name in wanted))
            cpu = _cpu()
            outcome = running.run(archive, workers=number)
            tables.write(archive)
            used = _cpu() - cpu
            results = {
                path.name: path.read_bytes() for path in archive.folder.glob("results/*/*.gz")
            }
            first = first or results
            size = sum(map(len, results.values())) / 1000 / max(1, 2 * len(results))
            yield (
                f"| {number} | {outcome.done} | {outcome.paragraphs:,} | {outcome.seconds:.0f} | "
                f"{used:.0f} | {size:.1f} | {'yes' if results == first else 'NO'} |"
            )


def _cpu() -> float:
    """Processor seconds of this process and of those that have ended under it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
