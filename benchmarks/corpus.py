"""An archive of real documents: pairing by content, speed, memory, room on disk, what recurs.

    python -m benchmarks.corpus [--documents 30] [--workers 1,2] [--keep FOLDER]
    python -m benchmarks.corpus --only pairing|runs|shares|six
    python -m benchmarks.corpus --only rows --keep FOLDER

Reads ``archive/canada-regulations.tar.gz`` of the development data. Pairing takes all documents,
their names shuffled. Runs take a part of them, drawn by a fixed seed, and say what a worker and two
workers need, in processor time too, as that holds on a busy machine. Shares say where the time of a
document goes, and how much of all text stood in a document before. ``--keep`` leaves the archive of
the last run where it says, and ``--only rows`` draws rows of it that a person can read: half of
them sure, half not. Prints Markdown with date, machine and command.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tarfile
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from aligner.corpus import archive as archives
from aligner.corpus import finding, pairing, running, tables, working
from aligner.corpus.archive import Archive
from aligner.model.thresholds import is_sure, is_uncertain
from aligner.reading import source
from benchmarks import SHARED

PACKED = SHARED / "archive" / "canada-regulations.tar.gz"
TEXTS = Path(__file__).parent.parent / "texts"
EVERY = 2.0
"""Seconds between two looks at memory."""
READ = 50
"""Rows of each kind that are drawn to be read."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=30, help="documents of a run")
    parser.add_argument("--workers", default="1,2", help="numbers of workers, such as 1,2")
    parser.add_argument(
        "--only", choices=("pairing", "runs", "shares", "six", "rows"), help="one part"
    )
    parser.add_argument("--keep", type=Path, help="where the archive of the last run is to lie")
    asked = parser.parse_args()
    print(
        f"{date.today()}, {platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}; "
        f"python -m benchmarks.corpus {' '.join(sys.argv[1:])}\n"
    )
    if asked.only == "rows":
        print("\n".join(drawn(archives.opened(asked.keep))))
        return
    if asked.only in (None, "six"):
        print("\n".join(six()))
    with tempfile.TemporaryDirectory() as made:
        with tarfile.open(PACKED) as packed:
            packed.extractall(made, filter="data")
        folder = next(Path(made).iterdir())
        if asked.only in (None, "pairing"):
            print("\n".join(paired(folder)))
        if asked.only in (None, "runs"):
            workers = [int(number) for number in asked.workers.split(",")]
            print("\n".join(runs(folder, asked.documents, workers, asked.keep)))
        if asked.only in (None, "shares"):
            print("\n".join([*repeated(folder), *shares(folder, 10)]))


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


def runs(
    folder: Path, count: int, workers: Sequence[int], keep: Path | None = None
) -> Iterator[str]:
    """The same documents, each time in a new archive, by other numbers of workers."""
    yield (
        "| workers | documents | paragraphs | wall s | CPU s | CPU ms a paragraph | "
        "MB of all processes | kB a version, result | with tables | equal |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    first: dict[str, bytes] = {}
    for turn, number in enumerate(workers, 1):
        with tempfile.TemporaryDirectory() as made:
            last = keep if keep and turn == len(workers) else None
            archive = _archive(folder, count, last or Path(made) / "archive")
            with _Watched() as watched:
                outcome = running.run(
                    archive,
                    workers=number,
                    told=lambda done, n, of: watched.look() if n == of else None,
                )
            tables.write(archive)
            results = {
                path.name: path.read_bytes() for path in archive.folder.glob("results/*/*.gz")
            }
            first = first or results
            versions = max(1, 2 * len(results))
            size = sum(map(len, results.values())) / 1000 / versions
            tabled = sum(p.stat().st_size for p in archive.tables.rglob("*.parquet")) / 1000
            yield (
                f"| {number} | {outcome.done} | {outcome.paragraphs:,} | {outcome.seconds:.0f} | "
                f"{watched.cpu:.0f} | {1000 * watched.cpu / max(1, outcome.paragraphs):.1f} | "
                f"{watched.most / 1e6:,.0f} | {size:.1f} | {size + tabled / versions:.1f} | "
                f"{'yes' if results == first else 'NO'} |"
            )


def _archive(folder: Path, count: int, at: Path) -> Archive:
    """An archive of some documents of a folder, the same for the same count."""
    names = sorted(path.name for path in (folder / "en").iterdir())
    wanted = set(random.Random(7).sample(names, count))
    archive = archives.made(at)
    finding.add(archive, (f for f in finding.in_folder(folder) if Path(f.file).name in wanted))
    return archive


class _Watched:
    """Processor time and memory of this process and all below it.

    Attributes:
        cpu: Seconds since it began, at the last look.
        most: Bytes that they had together, at most; what they share counts once.
    """

    def __init__(self) -> None:
        self.cpu, self.most = 0.0, 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._before = self._seconds()

    def __enter__(self) -> _Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def look(self) -> None:
        """Note the processor time now, while all that used it are there."""
        self.cpu = self._seconds() - self._before

    def _go_on(self) -> None:
        while not self._ended.wait(EVERY):
            self.most = max(self.most, sum(self._each(lambda one: one.memory_full_info().pss)))

    def _seconds(self) -> float:
        return sum(self._each(lambda one: sum(one.cpu_times()[:4])))

    @staticmethod
    def _each(what: Callable[[Any], float]) -> list[float]:
        import psutil

        own = psutil.Process()
        found = []
        for one in (own, *own.children(recursive=True)):
            try:
                found.append(what(one))
            except psutil.Error:
                continue
        return found


def repeated(folder: Path) -> Iterator[str]:
    """How much of all text stood in another document before: what could be read once."""
    yield "| language | paragraphs | stood in a document before | of the characters |"
    yield "|---|---|---|---|"
    for lang in ("en", "fr"):
        seen: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for path in sorted((folder / lang).iterdir()):
            for text in {block.text for block in source.load(path).blocks}:
                again = seen.setdefault(text, path.name) != path.name
                counts += Counter(texts=1, all=len(text), again=again, known=again * len(text))
        yield (
            f"| {lang} | {counts['texts']:,} | {100 * counts['again'] / counts['texts']:.1f} % | "
            f"{100 * counts['known'] / counts['all']:.1f} % |"
        )
    yield ""


def shares(folder: Path, count: int) -> Iterator[str]:
    """Where the processor time of documents in two languages goes."""
    with tempfile.TemporaryDirectory() as made:
        yield from _parts(_archive(folder, count, Path(made) / "archive"))


def six() -> Iterator[str]:
    """The same of the resolution that the project shows, in six languages."""
    with tempfile.TemporaryDirectory() as made:
        archive = archives.made(Path(made) / "archive")
        finding.add(archive, finding.in_folder(TEXTS))
        yield from _parts(archive)


def _parts(archive: Archive) -> Iterator[str]:
    """Where the processor time goes, one document after the other in this process, all loaded."""
    from aligner import alignment, reading, terminology
    from aligner.similarity import encoder, providers

    spent: Counter[str] = Counter()
    items = archive.items()
    working.warm(items[0].languages)
    working.packed(items[0])
    with ExitStack() as undone:
        for owner, name, what in (
            (reading, "read", "reading"),
            (alignment, "align", "alignment"),
            (terminology, "extract_terms", "terms"),
            (encoder.Encoder, "embed", "the encoder, in both"),
        ):
            timing = partial(_timed, getattr(owner, name), spent, what)
            undone.enter_context(mock.patch.object(owner, name, _method(timing)))
        began, paragraphs = time.process_time(), 0
        for item in items:
            providers._read_lately.cache_clear()  # each document begins in a fork of its own
            paragraphs += working.packed(item)[1]
        total = time.process_time() - began
    yield "| part | CPU s | share |"
    yield "|---|---|---|"
    for what, seconds in spent.items():
        yield f"| {what} | {seconds:.1f} | {100 * seconds / total:.0f} % |"
    languages = len(items[0].languages)
    yield (
        f"| all: {len(items)} documents, {languages} languages, {paragraphs:,} paragraphs | "
        f"{total:.1f} | |\n"
    )


def _timed(
    plain: Callable[..., Any],
    spent: Counter[str],
    what: str,
    *words: Any,  # noqa: ANN401
    **named: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    began = time.process_time()
    try:
        return plain(*words, **named)
    finally:
        spent[what] += time.process_time() - began


def _method(timing: Callable[..., Any]) -> Callable[..., Any]:
    """A plain function, which a class binds as its method."""
    return lambda *words, **named: timing(*words, **named)


def drawn(archive: Archive) -> Iterator[str]:
    """Rows to be read by a person, drawn by a fixed seed."""
    rows = [line for batch in tables.batches(archive, "rows") for line in batch]
    kinds = {
        "unsure": [row for row in rows if is_uncertain(row["confidence"])],
        "sure": [row for row in rows if is_sure(row["confidence"])],
    }
    for kind, some in kinds.items():
        yield f"# {len(some):,} of {len(rows):,} rows are {kind}\n"
        chosen = random.Random(11).sample(some, min(READ, len(some)))
        for row in sorted(chosen, key=lambda row: (row["document"], row["row"])):
            yield f"{row['document']} {row['row']}  {row['confidence']:.2f}  {row['reason']}"
            yield from (f"    {lang}  {(row[lang] or '-')[:300]}" for lang in ("fr", "en"))


if __name__ == "__main__":
    main()
