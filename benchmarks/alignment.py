"""This project and every peer on the same sets, in one run.

    python -m benchmarks.alignment --hunalign PROGRAM --vecalign FOLDER --bertalign PYTHON --write

Each peer is optional (see :mod:`benchmarks.peers` for where they come from); any model of
sentence-transformers joins by ``--also transformer:NAME``. Parts, all by default:

sets         strict, lax and null F1 of whole sets, seconds with embedding apart, peak memory
search       the peers that need vectors get those of this project's encoder: search against search
speed        growth from 1,000 to 100,000 units, and the ratio to hunalign
calibration  whether confidence means what it says
six          fifteen pairs of six noisy versions: pair by pair, and settled by all

Measured trials go into ``--records FILE`` as they come, and are not measured again where they are
there; ``--write`` renders all of them into ``benchmarks/results.md`` and ``results.svg``. The sets
lie in ``bench/alignment`` of a folder of development data, given by ALIGNER_SHARED or
``../shared``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import SubprocessError

from aligner.alignment.gold import GoldPair, read_gold
from benchmarks import SHARED, alignment_report, six_languages
from benchmarks.peers import PEERS, READERS, at_hand
from benchmarks.trials import Records, Task, joined, measure

FOLDER = SHARED / "bench" / "alignment"
PARTS = ("sets", "search", "speed", "calibration", "six")
SETS = (
    "ca_base", "ca_nolab", "ca_nat", "ca_noisy10lab", "ca_noisy10", "ca_noisy25",
    "sdg_noisy10", "udhr_noisy10", "tb_dev", "hun_dtm",
)  # fmt: skip
SEARCHED = ("ca_noisy10", "ca_noisy25", "sdg_noisy10", "udhr_noisy10", "tb_dev")
"""Sets on which search is compared with search."""
SMALL = 600
"""Units up to which a document is given to peers that have to embed every run of units."""
SIZES = (1_000, 5_000, 20_000, 100_000)
GROWN_FROM = "ca_noisy10"
"""Set whose documents are put one behind the other for the growth."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run measures with.

    Attributes:
        records: What has been measured.
        places: Where the peers and their dictionaries are.
        only: No other aligners than these; all where empty.
    """

    records: Records
    places: Mapping[str, Path]
    only: frozenset[str]

    def measure(self, task: Task) -> None:
        """Measure what is not measured yet; a peer that fails is named and left out."""
        documents = [pair.name for pair in task.documents]
        done = self.records.done(task.part, task.folder, documents)
        names = tuple(n for n in task.aligners if n not in done and n in (self.only or {n}))
        if not names or not task.documents:
            return
        print(f"{task.part} {task.folder}: {', '.join(names)}", file=sys.stderr, flush=True)
        try:
            self.records.add(measure(replace(task, aligners=names, places=self.places)))
        except (OSError, ValueError, RuntimeError, MemoryError, SubprocessError) as error:
            if not set(names) <= set(PEERS):
                raise
            print(f"  failed: {error}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure what is asked for, print it, and write it if told to."""
    options = _options()
    if not FOLDER.is_dir():
        sys.exit(f"{FOLDER} is not there: set ALIGNER_SHARED to the folder of development data")
    places = {name: path for name in ("hunalign", "vecalign", "bertalign")
              if (path := getattr(options, name))}  # fmt: skip
    if (dictionaries := SHARED / "corpora").is_dir():
        places["dictionaries"] = dictionaries
    bench = Bench(Records(options.records), places, frozenset(options.only))
    if {"sets", "calibration"} & set(options.parts):
        _whole_sets(bench, options.sets, ("auto", "static", *options.also))
    if "search" in options.parts:
        _search(bench, options.sets, ("auto", "encoder", *options.also))
    if "speed" in options.parts:
        _speed(bench, options.sizes)
    six = six_languages.measured(FOLDER) if "six" in options.parts else ()
    text = alignment_report.render(bench.records.trials, six, sys.argv[1:])
    print(text)
    if options.write:
        alignment_report.write(text, bench.records.trials)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="units, for speed")
    parser.add_argument("--only", nargs="+", default=[], help="no other aligners")
    parser.add_argument("--also", nargs="+", default=[], help="more similarity providers")
    parser.add_argument("--hunalign", type=_path, help="the program")
    parser.add_argument("--vecalign", type=_path, help="folder of its source")
    parser.add_argument("--bertalign", type=_path, help="a Python that has it")
    parser.add_argument("--records", type=Path, help="file of trials, read and added to")
    parser.add_argument("--write", action="store_true", help="write results.md and its plot")
    return parser.parse_args()


def _path(text: str) -> Path:
    # Not resolved: the python of a virtual environment is a link that has to stay one.
    path = Path(text).absolute()
    if not path.exists():
        raise argparse.ArgumentTypeError(f"{text} is not there")
    return path


def _whole_sets(bench: Bench, sets: Sequence[str], ours: Sequence[str]) -> None:
    peers = [name for name in at_hand(bench.places) if name not in READERS]
    for folder in sets:
        pairs = tuple(read_gold(FOLDER / folder))
        for name in (*ours, *peers):
            bench.measure(Task("sets", folder, pairs, (name,)))


def _search(bench: Bench, sets: Sequence[str], ours: Sequence[str]) -> None:
    readers = tuple(name for name in at_hand(bench.places) if name in READERS)
    for folder in (name for name in sets if name in SEARCHED):
        small = tuple(p for p in read_gold(FOLDER / folder) if max(_size(p)) <= SMALL)
        for names in (*((name,) for name in ours), readers):
            bench.measure(Task("search", folder, small, names))


def _speed(bench: Bench, sizes: Sequence[int]) -> None:
    pairs = list(read_gold(FOLDER / GROWN_FROM))
    for units in sizes:
        document = joined(pairs, units)
        peers = [name for name in at_hand(bench.places) if name != "vecalign"]
        for name in ("auto", "static", *peers):
            # Vectors of the static embedding: those of the encoder would hide the search.
            bench.measure(Task("speed", GROWN_FROM, (document,), (name,), embedding="static"))


def _size(pair: GoldPair) -> tuple[int, int]:
    return len(pair.src), len(pair.tgt)


if __name__ == "__main__":
    main()
