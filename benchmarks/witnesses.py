"""Numbers of a scan mended by its translations: how many wrong ones, how many right ones harmed.

    python -m benchmarks.witnesses

takes the documents of ``../shared/bench/alignment`` with their gold beads, misreads one number in
ten of the French side (a digit for one of its shape, a letter for a digit, two digits changed) from
a seed, mends them by the other language, and counts.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aligner import alignment
from aligner.model import Bead, Bitext, Change, Document
from benchmarks import SHARED

_SHAPES = {
    "0": "O68", "1": "Il7", "2": "7Z", "3": "8", "4": "1", "5": "S63", "6": "58", "7": "1",
    "8": "B36", "9": "4",
}  # fmt: skip
_RATE = 0.1
_BOTH = 0.2
"""Share of the wrong numbers of which two digits changed places."""


@dataclass(slots=True)
class Tally:
    """What was counted.

    Attributes:
        numbers: Numbers on the French side.
        wrong: Of these, misread.
        mended: Of the wrong ones, right afterwards.
        harmed: Stretches between spaces that were right and are wrong afterwards.
        words: Stretches between spaces.
    """

    numbers: int = 0
    wrong: int = 0
    mended: int = 0
    harmed: int = 0
    words: int = 0


def misread(text: str, rng: random.Random, tally: Tally) -> str:
    """A text with some of its numbers misread."""

    def one(match: re.Match[str]) -> str:
        number = match.group()
        tally.numbers += 1
        if rng.random() >= _RATE:
            return number
        tally.wrong += 1
        at = rng.randrange(len(number))
        if rng.random() < _BOTH and at + 1 < len(number) and number[at] != number[at + 1]:
            return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        return number[:at] + rng.choice(_SHAPES[number[at]]) + number[at + 1 :]

    return re.sub(r"\d+", one, text)


def measure(bitexts: Sequence[Bitext], seed: int, tally: Tally) -> None:
    """Misread the French side of some bitexts, mend it and count."""
    rng = random.Random(seed)
    clean = bitexts[0].src
    noisy = [misread(p.text, rng, tally) for p in clean.paragraphs]
    # what repair leaves on a scan; it tells that this is one
    trace = (Change(0, 0, 0, "", "", "confusion", "", 1.0),)
    damaged = replace(Document.of_lines(clean.name, "fr", noisy), changes=trace)
    rows = alignment.join([replace(bitext, src=damaged) for bitext in bitexts])
    mended = alignment.mend(rows).documents["fr"].paragraphs
    for truth, before, after in zip(clean.paragraphs, noisy, mended, strict=True):
        words = truth.text.split(), before.split(), after.text.split()
        tally.words += len(words[0])
        for right, read, now in zip(*words, strict=True):
            tally.mended += read != right == now
            tally.harmed += read == right != now


def bitexts(name: str) -> Iterator[list[Bitext]]:
    """The documents of a set, each with all languages that it is in, aligned by hand."""
    folder = SHARED / "bench/alignment" / name
    for gold in sorted(folder.glob("*.gold.jsonl")):
        stem = gold.name.removesuffix(".gold.jsonl")
        if not (folder / f"{stem}.fr").is_file():
            continue
        beads = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
        sides = {path.suffix[1:]: path for path in folder.glob(f"{stem}.*") if path != gold}
        found = []
        for lang, path in sides.items():
            if lang == "fr" or path.suffix == ".jsonl":
                continue
            ways = ("src", "tgt") if name.startswith(("udhr", "sdg")) else ("tgt", "src")
            documents = [
                Document.of_lines(stem, code, side.read_text("utf-8").splitlines())
                for code, side in (("fr", sides["fr"]), (lang, path))
            ]
            pairs = tuple(Bead(tuple(b[ways[0]]), tuple(b[ways[1]])) for b in beads)
            found.append(Bitext(documents[0], documents[1], pairs))
        if found:
            yield found


def main() -> None:
    """Print a table, a row a set."""
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}: python -m benchmarks.witnesses\n"
    )
    print("| set | numbers | wrong | mended | right words harmed |")
    print("|---|---|---|---|---|")
    for name in sys.argv[1:] or ("ca_base", "sdg"):
        tally = Tally()
        for seed, found in enumerate(bitexts(name)):
            measure(found, seed, tally)
        right = tally.words - tally.wrong
        harm = f"1 in {right // tally.harmed:,}" if tally.harmed else f"0 of {right:,}"
        print(
            f"| {name} | {tally.numbers:,} | {tally.wrong:,} "
            f"| {tally.mended / max(1, tally.wrong):.1%} | {harm} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
