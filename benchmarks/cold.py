"""What a command costs in a fresh process: processor seconds, memory, and where they go.

    python -m benchmarks.cold [--against CHECKOUT] [--times 3]

Runs ``run`` on the example in two and in six languages and ``align`` on two files of 47 lines, each
in a process of its own, in turn with the same of another checkout where one is given (its
``.venv`` is used if it has one). Seconds are of the processor, with those of the readers' own
processes; the least of all turns counts, since a busy machine only adds. Then the stages of the
first, told by its own progress.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_TEXT = "S-RES-2331-2016"
_PAIR = (f"texts/fr/{_TEXT}.ocr.txt", f"texts/en/{_TEXT}.txt")
_SIX = (*_PAIR, *(f"texts/{lang}/{_TEXT}.txt" for lang in ("es", "ru", "ar", "zh")))
_COMMANDS = {
    "`run`, fr-en": ("run", *_PAIR, "-o", "{out}"),
    "`run`, six languages": ("run", *_SIX, "-o", "{out}"),
    "`align`, 47 lines": (
        *("align", "{out}/47.fr.txt", "{out}/47.en.txt", "--src-lang", "fr", "--tgt-lang", "en"),
        *("--lines", "--json", "{out}/beads.jsonl"),
    ),
    "`--help`": ("--help",),
}
_STAGES = """
import json, os, sys
seconds = lambda: sum(os.times()[:4])
marks = [("starting Python", 0.0)]
def tell(stage, share):
    stage = stage.split(":")[0]
    if stage != marks[-1][0]:
        marks.append((stage, seconds()))
tell("importing the package", 0)
from aligner import pipeline
pipeline.run(sys.argv[2:], out=sys.argv[1], progress=tell)
marks.append(("", seconds()))
print(json.dumps(marks))
"""


@dataclass(frozen=True, slots=True)
class _Cost:
    seconds: float
    megabytes: float


def _python(checkout: Path) -> str:
    own = checkout / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def _cost(checkout: Path, words: tuple[str, ...]) -> _Cost:
    """One run in a process of its own; a second process measures, since children add up."""
    with tempfile.TemporaryDirectory() as out:
        for lang, file in zip(("fr", "en"), _PAIR, strict=True):
            lines = (_ROOT / file).read_text("utf-8").splitlines()
            text = "\n".join([line for line in lines if line.strip()][:47])
            Path(out, f"47.{lang}.txt").write_text(text + "\n", "utf-8")
        command = [_python(checkout), "-m", "aligner", *(word.format(out=out) for word in words)]
        child = os.fork()
        if not child:
            subprocess.run(command, cwd=checkout, stdout=subprocess.DEVNULL, check=True)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            cost = [used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]
            Path(out, "cost.json").write_text(json.dumps(cost), "utf-8")
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{checkout}: {' '.join(command)} failed")
        return _Cost(*json.loads(Path(out, "cost.json").read_text("utf-8")))


def _stages(checkout: Path) -> list[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as out:
        words = [_python(checkout), "-c", _STAGES, out, *_PAIR]
        ran = subprocess.run(words, cwd=checkout, capture_output=True, text=True, check=True)
    marks = json.loads(ran.stdout)
    return [(stage, end - start) for (stage, start), (_, end) in pairwise(marks)]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    checkouts = [_ROOT, *([asked.against.resolve()] if asked.against else [])]
    print(
        "| command |"
        + "".join(f" {where}, CPU s | MB |" for where in ("this", "other")[: len(checkouts)])
    )
    print("|---|" + "---:|---:|" * len(checkouts))
    for name, words in _COMMANDS.items():
        least: dict[Path, list[_Cost]] = {checkout: [] for checkout in checkouts}
        for _ in range(asked.times):
            for checkout in checkouts:
                least[checkout].append(_cost(checkout, words))
        cells = (
            f" {min(c.seconds for c in costs):.2f} | {min(c.megabytes for c in costs):.0f} |"
            for costs in least.values()
        )
        print(f"| {name} |" + "".join(cells), flush=True)
    print("\n| stage of `run`, fr-en | CPU s |\n|---|---:|")
    for stage, seconds in _stages(_ROOT):
        print(f"| {stage} | {seconds:.2f} |")


if __name__ == "__main__":
    main()
