"""Alignments measured, each aligner in a process of its own, and kept in a file as they come."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from aligner.alignment.gold import GoldPair
from aligner.alignment.metrics import Agreement, Evaluation, Ratio, evaluate
from aligner.model import Bead
from benchmarks.peers import Outcome, build
from benchmarks.stopwatch import Reader

Key = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One document, aligned by one aligner.

    Attributes:
        part: Of the benchmark: ``sets`` or ``speed``.
        folder: Name of the set.
        document: Name within the set.
        languages: Such as ``fr-en``.
        units: Units of the longer side.
        aligner: Name.
        agreement: With the gold alignment.
        embedding: Wall seconds for vectors.
        search: Wall seconds for all the rest.
        cpu: Processor seconds of both, over all cores, children included.
        peak_mb: Most memory that the aligner's process had held by then, in MB.
        beads: Confidence of each bead and whether it is right; for this project's providers only.
        signature: How it was made, where the aligner tells.
    """

    part: str
    folder: str
    document: str
    languages: str
    units: int
    aligner: str
    agreement: Evaluation
    embedding: float
    search: float
    cpu: float
    peak_mb: float
    beads: tuple[tuple[float, bool], ...] = ()
    signature: str = ""

    @property
    def seconds(self) -> float:
        """Wall seconds altogether."""
        return self.embedding + self.search


@dataclass(frozen=True, slots=True)
class Task:
    """Documents for aligners to align one after the other, in one process of their own.

    Attributes:
        part: Of the benchmark.
        folder: Name of the set.
        documents: What to align.
        aligners: Names; what several of them have embedded is read once.
        embedding: What the peers read with, ``encoder`` or ``static``.
        places: Where the peers are.
    """

    part: str
    folder: str
    documents: tuple[GoldPair, ...]
    aligners: tuple[str, ...]
    embedding: str = "encoder"
    places: Mapping[str, Path] = field(default_factory=dict)


def measure(task: Task) -> list[Trial]:
    """Do a task in a fresh process, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, task).result()


def _measure(task: Task) -> list[Trial]:
    from aligner.similarity import encoder, static

    module = {"encoder": encoder, "static": static}[task.embedding]
    reader = Reader(lambda texts: module.load().embed(texts))
    aligners = [build(name, task.places, reader) for name in task.aligners]
    trials = []
    for pair in task.documents:
        units = max(len(pair.src), len(pair.tgt))
        for aligner in aligners:
            if units > aligner.most:
                continue
            before = _cpu()
            outcome = aligner.align(pair)
            trials.append(_trial(task, pair, aligner.name, outcome, _cpu() - before))
        reader.forget()
    for aligner in aligners:
        if close := getattr(aligner, "close", None):
            close()
    return trials


def _trial(task: Task, pair: GoldPair, name: str, outcome: Outcome, cpu: float) -> Trial:
    return Trial(
        part=task.part,
        folder=task.folder,
        document=pair.name,
        languages=f"{pair.src_lang}-{pair.tgt_lang}",
        units=max(len(pair.src), len(pair.tgt)),
        aligner=name,
        agreement=evaluate(pair.beads, outcome.beads),
        embedding=outcome.embedding,
        search=outcome.search,
        cpu=cpu + outcome.cpu,
        peak_mb=max(_peak_mb(), outcome.peak_mb),
        beads=tuple(judged(pair.beads, outcome.beads)) if outcome.signature else (),
        signature=outcome.signature,
    )


def judged(gold: Iterable[Bead], found: Iterable[Bead]) -> list[tuple[float, bool]]:
    """Confidence of each bead, and whether it is in the gold alignment, omissions one by one."""
    right = {key for bead in gold for key in _keys(bead)}
    return [(bead.confidence, key in right) for bead in found for key in _keys(bead)]


def _keys(bead: Bead) -> list[Key]:
    if bead.is_null:
        return [((i,), ()) for i in bead.src] + [((), (j,)) for j in bead.tgt]
    return [(bead.src, bead.tgt)]


def _usages() -> tuple[resource.struct_rusage, resource.struct_rusage]:
    return resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in _usages())


def _peak_mb() -> float:
    peak = max(usage.ru_maxrss for usage in _usages())
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)


def joined(pairs: Sequence[GoldPair], units: int) -> GoldPair:
    """One document of about so many units a side: all documents, over and over, cut at a bead."""
    src: list[str] = []
    tgt: list[str] = []
    beads: list[Bead] = []
    while True:
        for pair in pairs:
            i0, j0 = len(src), len(tgt)
            beads += [_moved(bead, i0, j0) for bead in pair.beads]
            src += pair.src
            tgt += pair.tgt
            if min(len(src), len(tgt)) >= units:
                return _cut(pairs[0], src, tgt, beads, units)


def _moved(bead: Bead, i0: int, j0: int) -> Bead:
    return Bead(tuple(i + i0 for i in bead.src), tuple(j + j0 for j in bead.tgt))


def _cut(like: GoldPair, src: list[str], tgt: list[str], beads: list[Bead], units: int) -> GoldPair:
    """What comes before a unit of either side; a bead that reaches over is left out with it."""
    n = m = units
    while over := [b for b in beads if _over(b, n, m)]:
        n = min([n, *(i for b in over for i in b.src)])
        m = min([m, *(j for b in over for j in b.tgt)])
    kept = [b for b in beads if all(i < n for i in b.src) and all(j < m for j in b.tgt)]
    return GoldPair(
        f"{units}", like.src_lang, like.tgt_lang, tuple(src[:n]), tuple(tgt[:m]), tuple(kept)
    )


def _over(bead: Bead, n: int, m: int) -> bool:
    """Whether a bead lies on both sides of a cut."""
    before = any(i < n for i in bead.src) or any(j < m for j in bead.tgt)
    behind = any(i >= n for i in bead.src) or any(j >= m for j in bead.tgt)
    return before and behind


class Records:
    """Trials in a file of JSON Lines, so that a benchmark that was broken off goes on."""

    def __init__(self, file: Path | None) -> None:
        """Read what is there already."""
        self._file = file
        self.trials: list[Trial] = []
        if file and file.exists():
            lines = file.read_text("utf-8").splitlines()
            self.trials = [_from_json(json.loads(line)) for line in lines]

    def add(self, trials: Iterable[Trial]) -> None:
        """Keep trials."""
        fresh = list(trials)
        self.trials += fresh
        if self._file:
            with self._file.open("a", encoding="utf-8") as out:
                out.writelines(json.dumps(_to_json(trial)) + "\n" for trial in fresh)

    def done(self, part: str, folder: str, documents: Sequence[str]) -> set[str]:
        """Aligners that have been measured on any of these documents."""
        return {
            trial.aligner
            for trial in self.trials
            if (trial.part, trial.folder) == (part, folder) and trial.document in documents
        }


def _to_json(trial: Trial) -> dict[str, Any]:
    counts = [
        number
        for agreement in (trial.agreement.strict, trial.agreement.lax, trial.agreement.null)
        for ratio in (agreement.precision, agreement.recall)
        for number in (ratio.hits, ratio.tries)
    ]
    plain = {name: getattr(trial, name) for name in Trial.__slots__}
    return plain | {"agreement": counts}


def _from_json(data: dict[str, Any]) -> Trial:
    counts = iter(data.pop("agreement"))
    agreements = [
        Agreement(Ratio(next(counts), next(counts)), Ratio(next(counts), next(counts)))
        for _ in range(3)
    ]
    beads = tuple((float(c), bool(r)) for c, r in data.pop("beads"))
    return Trial(**data, agreement=Evaluation(*agreements), beads=beads)
