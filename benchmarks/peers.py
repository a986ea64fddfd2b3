"""The aligners that are measured side by side: this project's providers, and its peers.

None of the peers is vendored or needed; each is measured where it is at hand.

=========== ===================================================================================
galechurch  lengths alone (Gale and Church 1993): ``pip install galechurch==0.1.0``
hunalign    lengths and words (Varga et al. 2005): ``--hunalign PROGRAM``, built from its source
hunalign+d  the same with a dictionary, made of ``corpora/dict-*.tsv.gz`` of the development data
vecalign    Thompson and Koehn 2019: ``--vecalign FOLDER``, its source, the extension built in
            place; gets the vectors of the encoder that ships with this project
sentweave   vecalign's search as a library: ``pip install sentweave==0.3.3``; the same vectors
bertalign   Liu and Zhu 2022: ``--bertalign PYTHON``, an interpreter (3.12 or later) that has
            ``bertalign==2.0.1``; the same vectors
=========== ===================================================================================

vecalign, sentweave and bertalign read the same vectors of the same runs of up to four units as
their own settings ask for, so that search is compared with search.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from aligner.alignment.gold import GoldPair
from aligner.model import Bead
from benchmarks.stopwatch import Reader, Stopwatch, watching

OVERLAPS = 4
"""Longest run of units of which vecalign and bertalign, as they come, read a joined text."""

PEERS = ("galechurch", "hunalign", "hunalign+d", "vecalign", "sentweave", "bertalign")
READERS = ("vecalign", "sentweave", "bertalign")
"""Those that need vectors."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an aligner made of a document.

    Attributes:
        beads: Every id of either side in one bead.
        embedding: Wall seconds that the texts took to become vectors; 0 where there are none.
        search: Wall seconds of all the rest.
        signature: How it was made, where the aligner tells.
        cpu: Processor seconds of a process of its own that goes on running, if it has one.
        peak_mb: Most memory of that process, in MB.
    """

    beads: tuple[Bead, ...]
    embedding: float
    search: float
    signature: str = ""
    cpu: float = 0.0
    peak_mb: float = 0.0


class Aligner(Protocol):
    """Something that aligns two sequences of units.

    Attributes:
        name: As it stands in the tables.
        most: Units of the longer side beyond which it is not asked.
    """

    name: str
    most: int

    def align(self, pair: GoldPair) -> Outcome:
        """Align a document; its gold beads are not looked at."""
        ...


@dataclass(frozen=True)
class Ours:
    """This project's engine over one of its similarity providers."""

    name: str
    most: int = 1_000_000

    def align(self, pair: GoldPair) -> Outcome:
        """Align as ``aligner align --lines`` does."""
        from aligner.alignment.search import align_units
        from aligner.similarity.providers import provider

        units = max(len(pair.src), len(pair.tgt))
        with watching() as watch:
            begin = time.perf_counter()
            likeness = provider(self.name, units, (pair.src_lang, pair.tgt_lang))
            found = align_units(pair.src, pair.tgt, likeness)
            seconds = time.perf_counter() - begin
        return Outcome(found.beads, watch.seconds, seconds - watch.seconds, found.signature)


@dataclass(frozen=True)
class GaleChurch:
    """Lengths alone; a library in Rust, whole tables, so it refuses long documents."""

    name: str = "galechurch"
    most: int = 8_000

    def align(self, pair: GoldPair) -> Outcome:
        """Align with the parameters that it ships."""
        import galechurch

        begin = time.perf_counter()
        found = galechurch.align(pair.src, pair.tgt, max_block_size=self.most**2)
        beads = tuple(
            Bead(
                tuple(range(b.source_start, b.source_end)),
                tuple(range(b.target_start, b.target_end)),
            )
            for b in found.beads
        )
        return Outcome(beads, 0.0, time.perf_counter() - begin)


@dataclass(frozen=True)
class Hunalign:
    """Lengths and words; a program.

    Attributes:
        program: The program.
        dictionaries: Folder of ``dict-NAME.A-B.tsv.gz``; None for none.
    """

    program: Path
    dictionaries: Path | None = None
    most: int = 20_000

    @property
    def name(self) -> str:
        """With or without a dictionary."""
        return "hunalign+d" if self.dictionaries else "hunalign"

    def align(self, pair: GoldPair) -> Outcome:
        """Align words set apart by spaces, as it asks for."""
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            files = [folder / "dictionary", folder / "src", folder / "tgt"]
            files[0].write_text(self._dictionary(pair), "utf-8")
            for file, side in zip(files[1:], (pair.src, pair.tgt), strict=True):
                file.write_text("".join(f"{tokenized(text)}\n" for text in side), "utf-8")
            begin = time.perf_counter()
            # It leaves the words that it has learned in the folder where it runs.
            done = subprocess.run(
                [self.program, "-utf", *files],
                capture_output=True,
                text=True,
                check=True,
                cwd=folder,
            )
            seconds = time.perf_counter() - begin
        rungs = [tuple(map(int, line.split("\t")[:2])) for line in done.stdout.splitlines()]
        beads = tuple(
            Bead(tuple(range(i, i2)), tuple(range(j, j2))) for (i, j), (i2, j2) in pairwise(rungs)
        )
        return Outcome(beads, 0.0, seconds)

    def _dictionary(self, pair: GoldPair) -> str:
        if self.dictionaries is None:
            return ""
        lines = []
        for src, tgt, turned in (
            (pair.src_lang, pair.tgt_lang, False),
            (pair.tgt_lang, pair.src_lang, True),
        ):
            for path in sorted(self.dictionaries.glob(f"dict-*.{src}-{tgt}.tsv.gz")):
                with gzip.open(path, "rt", encoding="utf-8") as file:
                    entries = [line.rstrip("\n").split("\t")[:2] for line in file]
                lines += [
                    f"{tokenized(a if turned else b)} @ {tokenized(b if turned else a)}\n"
                    for a, b in (entry for entry in entries if len(entry) == 2)
                ]
        return "".join(dict.fromkeys(lines))


def tokenized(text: str) -> str:
    """Lower case, words and marks set apart by spaces, each Chinese character a word."""
    return " ".join(re.findall(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+|[^\w\s]", text.lower()))


@dataclass(frozen=True)
class Sentweave:
    """Vecalign's search, as a library."""

    reader: Reader
    name: str = "sentweave"
    most: int = 20_000

    def align(self, pair: GoldPair) -> Outcome:
        """Align with beads of up to four units altogether, as vecalign does."""
        import sentweave

        before, begin = self.reader.seconds, time.perf_counter()
        watch = Stopwatch()
        found = sentweave.align(
            pair.src, pair.tgt, watch.watched(self.reader), alignment_max_size=OVERLAPS
        )
        search = time.perf_counter() - begin - watch.seconds
        beads = tuple(Bead(tuple(b.src_indices), tuple(b.tgt_indices)) for b in found.alignments)
        return Outcome(beads, self.reader.seconds - before, search)


@dataclass(frozen=True)
class Vecalign:
    """Vecalign itself, from a folder with its source."""

    folder: Path
    reader: Reader
    name: str = "vecalign"
    most: int = 20_000

    def align(self, pair: GoldPair) -> Outcome:
        """Align with its own settings; the time of its files is part of its search."""
        before = self.reader.seconds
        with tempfile.TemporaryDirectory() as scratch:
            command = [sys.executable, "-m", "vecalign.vecalign", "-a", str(OVERLAPS)]
            for side, texts in (("src", pair.src), ("tgt", pair.tgt)):
                file = Path(scratch) / side
                file.write_text("".join(f"{text}\n" for text in texts), "utf-8")
                runs = list(dict.fromkeys(overlaps(texts)))
                file.with_suffix(".runs").write_text("".join(f"{t}\n" for t in runs), "utf-8")
                self.reader(runs).tofile(file.with_suffix(".vectors"))
                command += [f"--{side}", str(file), f"--{side}_embed",
                            f"{file}.runs", f"{file}.vectors"]  # fmt: skip
            begin = time.perf_counter()
            done = subprocess.run(
                command, cwd=self.folder, capture_output=True, text=True, check=True
            )
            seconds = time.perf_counter() - begin
        beads = []
        for line in done.stdout.splitlines():
            src, tgt = map(json.loads, line.split(":")[:2])
            beads.append(Bead(tuple(src), tuple(tgt)))
        return Outcome(tuple(beads), self.reader.seconds - before, seconds)


@dataclass(frozen=True)
class Bertalign:
    """Bertalign, in an interpreter of its own."""

    python: Path
    reader: Reader
    name: str = "bertalign"
    most: int = 20_000

    def align(self, pair: GoldPair) -> Outcome:
        """Align with its own settings; its start and compilation are not counted."""
        before = self.reader.seconds
        self._worker  # noqa: B018 - started before the clock is
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "document.npz"
            sides: dict[str, Any] = {}
            for side, texts in (("src", pair.src), ("tgt", pair.tgt)):
                runs = list(overlaps(texts))
                sides[side] = np.array([text or "-" for text in texts])
                sides[f"{side}_vectors"] = self.reader(runs)
                sides[f"{side}_lengths"] = np.array([len(text.encode()) for text in runs])
            np.savez(file, **sides)
            answer = self._ask(file)
        beads = tuple(Bead(tuple(src), tuple(tgt)) for src, tgt in answer["beads"])
        return Outcome(
            beads,
            self.reader.seconds - before,
            answer["seconds"],
            cpu=answer["cpu"],
            peak_mb=answer["peak_mb"],
        )

    @cached_property
    def _worker(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.python, Path(__file__).with_name("bertalign_worker.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def close(self) -> None:
        """Let the interpreter end."""
        if worker := vars(self).get("_worker"):
            worker.communicate()

    def _ask(self, file: Path) -> dict[str, Any]:
        worker = self._worker
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(f"{file}\n")
        worker.stdin.flush()
        answer = worker.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.python}: bertalign stopped; is it installed there?")
        return dict(json.loads(answer))


def overlaps(texts: Sequence[str]) -> Iterator[str]:
    """The texts of all runs of up to four units as vecalign lays them out, shorter runs first.

    Runs that would begin before the document are ``PAD``; empty units are ``BLANK_LINE``.
    """
    lines = [text.strip() or "BLANK_LINE" for text in texts]
    for length in range(1, OVERLAPS + 1):
        yield from ["PAD"] * min(length - 1, len(lines))
        for first in range(len(lines) - length + 1):
            yield " ".join(lines[first : first + length])[:10_000]


def build(name: str, places: Mapping[str, Path], reader: Reader) -> Aligner:
    """The aligner of a name.

    Args:
        name: One of :data:`PEERS`, or a similarity provider of this project.
        places: Paths by name: ``hunalign``, ``vecalign``, ``bertalign``, ``dictionaries``.
        reader: What the peers that need vectors read with.
    """
    made: dict[str, Callable[[], Aligner]] = {
        "galechurch": GaleChurch,
        "hunalign": lambda: Hunalign(places["hunalign"]),
        "hunalign+d": lambda: Hunalign(places["hunalign"], places["dictionaries"]),
        "vecalign": lambda: Vecalign(places["vecalign"], reader),
        "sentweave": lambda: Sentweave(reader),
        "bertalign": lambda: Bertalign(places["bertalign"], reader),
    }
    return made[name]() if name in made else Ours(name)


def at_hand(places: Mapping[str, Path]) -> list[str]:
    """The peers that can be measured here."""
    found = [name for name in ("galechurch", "sentweave") if find_spec(name)]
    found += [name for name in ("hunalign", "vecalign", "bertalign") if name in places]
    if "hunalign" in places and "dictionaries" in places:
        found.append("hunalign+d")
    return [name for name in PEERS if name in found]
