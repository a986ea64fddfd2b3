"""Right unit ranked first: the two embeddings that ship, alone and together.

    python -m benchmarks.embeddings                # table, speed, load time
    python -m benchmarks.embeddings --sets udhr --no-speed

Each set gives units of two languages and which translate each other one to one. A unit counts as
right where, of all units of the other language, its translation has the highest score; a unit whose
text is identical to the translation's counts as right too. The figure is the mean of both
directions. Scores are ``csls`` (twice the cosine, less the mean of the four nearest neighbours of
either side: Conneau et al., 2018) plus 0.2 times the overlap of the numbers of both units.

The sets lie in ``bench/alignment`` of a folder of development data, given by ALIGNER_SHARED or
``../shared``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.similarity import encoder, static
from aligner.similarity.cues import numbers
from benchmarks import SHARED

NEIGHBOURS = 4
NUMBERS = 0.2

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class Task:
    """Units of two languages and which of them translate each other.

    Attributes:
        languages: The two, such as ``fr-zh``.
        src: All units of the first.
        tgt: All units of the second.
        gold: Pairs of positions, one to one.
    """

    languages: str
    src: list[str]
    tgt: list[str]
    gold: list[tuple[int, int]]


def tasks(folder: Path) -> list[Task]:
    """All pairs of languages of a set; those without the pivot are joined over it."""
    files = sorted(folder.glob("*.gold.jsonl"))
    if not files:
        sys.exit(f"{folder} holds no *.gold.jsonl: set ALIGNER_SHARED to the development data")
    direct = [_task(path) for path in files]
    joined = [_join(one, other) for one, other in combinations(direct, 2) if one.src == other.src]
    return direct + joined


def _task(path: Path) -> Task:
    name = path.name.split(".")[0]
    src, tgt = (
        path.with_name(f"{name}.{language}").read_text(encoding="utf-8").splitlines()
        for language in name.split("-")
    )
    beads = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    gold = [
        (bead["src"][0], bead["tgt"][0])
        for bead in beads
        if len(bead["src"]) == len(bead["tgt"]) == 1
    ]
    return Task(name, src, tgt, gold)


def _join(one: Task, other: Task) -> Task:
    ours, theirs = dict(one.gold), dict(other.gold)
    gold = [(ours[i], theirs[i]) for i in ours if i in theirs]
    languages = f"{one.languages.split('-')[1]}-{other.languages.split('-')[1]}"
    return Task(languages, one.tgt, other.tgt, gold)


def first(task: Task, cosines: Floats) -> float:
    """Share of units whose translation has the highest score, mean of both directions."""
    scores = csls(cosines) + NUMBERS * overlaps(task.src, task.tgt)
    forward = [task.tgt[scores[i].argmax()] == task.tgt[j] for i, j in task.gold]
    backward = [task.src[scores[:, j].argmax()] == task.src[i] for i, j in task.gold]
    return float(np.mean(forward) + np.mean(backward)) / 2


def csls(cosines: Floats) -> Floats:
    """Twice the cosines, less the mean of the nearest neighbours of either side."""
    rows = np.sort(cosines, axis=1)[:, -NEIGHBOURS:].mean(axis=1, keepdims=True)
    columns = np.sort(cosines, axis=0)[-NEIGHBOURS:].mean(axis=0, keepdims=True)
    return 2 * cosines - rows - columns


def overlaps(src: Sequence[str], tgt: Sequence[str]) -> Floats:
    """Numbers in common as a share of those of both units; 1 where neither has any."""
    ours, theirs = ([set(numbers(text)) for text in side] for side in (src, tgt))
    return np.array(
        [[len(a & b) / len(a | b) if a or b else 1.0 for b in theirs] for a in ours], np.float32
    )


def table(folder: Path) -> dict[str, dict[str, float]]:
    """Figures of a set: by pair of languages, for each embedding and for both together."""
    figures: dict[str, dict[str, float]] = {}
    embeddings: dict[str, Embed] = {"static": static.load().embed, "encoder": encoder.load().embed}
    for task in tasks(folder):
        cosines = {name: embed(task.src) @ embed(task.tgt).T for name, embed in embeddings.items()}
        cosines["together"] = (cosines["static"] + cosines["encoder"]) / 2
        figures[task.languages] = {name: first(task, matrix) for name, matrix in cosines.items()}
    return figures


def print_table(name: str, figures: dict[str, dict[str, float]]) -> None:
    """One line a pair of languages, then the means."""
    print(f"\n{name}: right unit ranked first\n\npair   static encoder together")
    for pair, row in figures.items():
        print(f"{pair}  " + "".join(f"{value:8.3f}" for value in row.values()))
    means = [
        np.mean([row[key] for row in figures.values()]) for key in next(iter(figures.values()))
    ]
    print("mean   " + "".join(f"{value:8.3f}" for value in means))


def paragraphs(least: int, most: int, count: int) -> list[str]:
    """Distinct paragraphs of Canadian law, of a number of the encoder's pieces."""
    folder = SHARED / "bench" / "alignment" / "ca_base"
    texts: dict[str, None] = {}
    for path in sorted([*folder.glob("*.en"), *folder.glob("*.fr")]):
        texts.update(dict.fromkeys(path.read_text(encoding="utf-8").splitlines()))
    known = encoder.load()
    chosen = [text for text in texts if text.strip()]
    lengths = known.lengths(chosen)
    return [t for t, n in zip(chosen, lengths, strict=True) if least <= n <= most][:count]


def speed(embed: Embed, texts: list[str]) -> float:
    """Texts a second, the best of three."""
    embed(texts[:64])
    best = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        embed(texts)
        best = min(best, time.perf_counter() - begin)
    return len(texts) / best


def load_seconds(module: str) -> float:
    """Seconds to import and load an embedding in a new process, torch not among its imports."""
    script = (
        f"import time; begin = time.perf_counter(); from aligner.similarity import {module}; "
        f"{module}.load(); print(time.perf_counter() - begin); "
        "import sys; assert 'torch' not in sys.modules"
    )
    command = [sys.executable, "-c", script]
    return min(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(3)
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="+", default=["udhr", "sdg"])
    parser.add_argument("--no-speed", action="store_true")
    options = parser.parse_args()
    print(f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores")
    print(f"{static.load().signature}, {encoder.load().signature}")
    for name in options.sets:
        print_table(name, table(SHARED / "bench" / "alignment" / name))
    if options.no_speed:
        return
    texts = paragraphs(30, 40, 2000)
    print(f"\nparagraphs of 35 pieces a second (load average {os.getloadavg()[0]:.1f})")
    print(f"static   {speed(static.load().embed, texts * 10):10,.0f}")
    print(f"encoder  {speed(encoder.load().embed, texts):10,.0f}")
    print("\nseconds to import and load")
    for module in ("static", "encoder"):
        print(f"{module:8} {load_seconds(module):10.2f}")


if __name__ == "__main__":
    main()
