"""OCR repair: how many wrong words are mended, how many right words are harmed.

    python -m benchmarks.ocr [--show]

prints, for French: the scanned preamble against its clean text; clean documents that should stay
as they are; the same documents with the scan's noise put in from a seed; and the same again with
engines drawn at random. A word is a stretch between spaces. Development data is found by
``ALIGNER_SHARED`` or ``../shared``.
"""

from __future__ import annotations

import argparse
import difflib
import os
import platform
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aligner.languages import language
from aligner.reading.blocks import Block, Role
from aligner.reading.ocr import repair
from benchmarks.ocr_noise import SCAN, Profile, damage, random_profile

SHARED = Path(os.environ.get("ALIGNER_SHARED", Path(__file__).resolve().parents[1] / "../shared"))


@dataclass(frozen=True)
class Score:
    """Counts of words.

    Attributes:
        words: Words of the clean text.
        wrong: Of these, wrong before repair.
        mended: Wrong before, right after.
        harmed: Right before, wrong after.
        worse: Paragraphs with more wrong words after than before.
        paragraphs: Paragraphs.
    """

    words: int = 0
    wrong: int = 0
    mended: int = 0
    harmed: int = 0
    worse: int = 0
    paragraphs: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f) + getattr(other, f) for f in self.__dataclass_fields__))

    def row(self, name: str) -> str:
        """One row of the table."""
        mended = f"{self.mended / self.wrong:.1%}" if self.wrong else "-"
        right = self.words - self.wrong
        harm = f"1 in {right // self.harmed:,}" if self.harmed else f"0 of {right:,}"
        left = (self.wrong - self.mended + self.harmed) / max(1, self.words)
        return (
            f"| {name} | {self.words:,} | {self.wrong / max(1, self.words):.2%} | {mended} "
            f"| {harm} | {left:.2%} | {self.worse} of {self.paragraphs:,} |"
        )


def right(words: Sequence[str], truth: Sequence[str]) -> list[bool]:
    """For each word of the truth, whether it stands in ``words`` at its place."""
    matcher = difflib.SequenceMatcher(None, truth, words, autojunk=False)
    found = [False] * len(truth)
    for block in matcher.get_matching_blocks():
        for i in range(block.a, block.a + block.size):
            found[i] = True
    return found


def score(clean: str, noisy: str, mended: str) -> Score:
    """Compare one paragraph before and after repair with what it should be."""
    truth = clean.replace("'", "’").split()
    before = right(noisy.replace("'", "’").split(), truth)
    after = right(mended.replace("'", "’").split(), truth)
    pairs = list(zip(before, after, strict=True))
    return Score(
        len(truth),
        before.count(False),
        pairs.count((False, True)),
        pairs.count((True, False)),
        int(after.count(False) > before.count(False)),
        1,
    )


def run(documents: Sequence[Sequence[str]], profiles: Sequence[Profile], show: bool) -> Score:
    """Put noise into documents, mend them and add up."""
    total = Score()
    for number, (lines, profile) in enumerate(zip(documents, profiles, strict=True)):
        rng = random.Random(number)
        noisy = [damage(line, profile, rng) for line in lines]
        total += repaired(lines, noisy, show)
    return total


def repaired(clean: Sequence[str], noisy: Sequence[str], show: bool) -> Score:
    """Mend one document."""
    result = repair([Block(line, Role.PARAGRAPH) for line in noisy], language("fr"))
    total = Score()
    for truth, before, block in zip(clean, noisy, result.paragraphs, strict=True):
        total += score(truth, before, block.text)
    if show:
        for change in result.changes:
            text = result.paragraphs[change.paragraph].text
            around = text[max(0, change.start - 30) : change.end + 30]
            if (
                around not in clean[change.paragraph].replace("'", "’")
                and around not in clean[change.paragraph]
            ):
                print(
                    f"  {change.confidence:.2f} {change.rule}: {change.before} > {change.after} in {around}"
                )
    return total


def preamble() -> tuple[list[str], list[str]]:
    """The clean paragraphs of the scanned preamble and the lines of the scan that each covers."""
    folder = SHARED / "bench/ocr"
    clean = (folder / "seed-preamble.clean.txt").read_text("utf-8").splitlines()
    scanned = (folder / "seed-preamble.raw.txt").read_text("utf-8").split()
    truth = [word for line in clean for word in line.split()]
    assert len(truth) == len(scanned), "the scan and the clean text have as many words"
    lines, at = [], 0
    for line in clean:
        size = len(line.split())
        lines.append(" ".join(scanned[at : at + size]))
        at += size
    return clean, lines


def documents(pattern: str) -> list[list[str]]:
    """The lines of each file of the alignment benchmarks that matches a pattern."""
    paths = sorted((SHARED / "bench/alignment").glob(pattern))
    return [path.read_text("utf-8").splitlines() for path in paths]


def treebank() -> list[list[str]]:
    """Sequoia: Europarl, medicine, news, encyclopaedia; in documents of 200 sentences."""
    import gzip

    lines = []
    for path in sorted((SHARED / "treebanks").glob("fr_sequoia*")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            lines += [row[9:].strip() for row in rows if row.startswith("# text = ")]
    return [lines[i : i + 200] for i in range(0, len(lines), 200)]


def rows(show: bool) -> Iterator[str]:
    """The rows of the table."""
    clean, scanned = preamble()
    yield repaired(clean, scanned, show).row("scan of the preamble")
    sets = {
        "preamble": [clean],
        "UDHR": documents("udhr/*.fr"),
        "ca_base": documents("ca_base/*.fr"),
        "Sequoia": treebank(),
    }
    for name, texts in sets.items():
        yield run(texts, [{}] * len(texts), show).row(f"{name}, clean")
    for name, texts in sets.items():
        yield run(texts, [SCAN] * len(texts), show and name != "ca_base").row(
            f"{name}, noise of the scan"
        )
    rng = random.Random(7)
    for name, texts in sets.items():
        yield run(texts, [random_profile(rng) for _ in texts], False).row(f"{name}, other engines")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each change that is not right")
    show = parser.parse_args().show
    start = time.perf_counter()
    repair([Block("a")], language("fr"))
    loading = time.perf_counter() - start
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}: python -m benchmarks.ocr {' '.join(sys.argv[1:])}\n"
    )
    print("| text | words | wrong | mended | right words harmed | wrong after | paragraphs worse |")
    print("|---|---|---|---|---|---|---|")
    for row in rows(show):
        print(row, flush=True)
    texts = documents("ca_base/*.fr")
    noisy = [damage(line, SCAN, random.Random(0)) for lines in texts for line in lines]
    start = time.perf_counter()
    repair([Block(line, Role.PARAGRAPH) for line in noisy], language("fr"))
    seconds = time.perf_counter() - start
    count = sum(len(line.split()) for line in noisy)
    print(f"\nloading {loading:.2f} s; {count / seconds:,.0f} words a second, all damaged")


if __name__ == "__main__":
    main()
