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
import gzip
import os
import platform
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from aligner.languages import language
from aligner.reading.blocks import Block, Role
from aligner.reading.ocr import repair
from aligner.reading.ocr.noise import SCAN, Profile, damage, random_profile
from benchmarks import SHARED


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


@dataclass
class Tally:
    """Scores of a text, and for every change whether it was right.

    Attributes:
        score: Words and paragraphs.
        changes: Rule, confidence, whether it was right, and the change with its surroundings.
    """

    score: Score = field(default_factory=Score)
    changes: list[tuple[str, float, bool, str]] = field(default_factory=list)


def run(documents: Sequence[Sequence[str]], profiles: Sequence[Profile]) -> Tally:
    """Put noise into documents, mend them and add up."""
    total = Tally()
    for number, (lines, profile) in enumerate(zip(documents, profiles, strict=True)):
        rng = random.Random(number)
        add(total, lines, [damage(line, profile, rng) for line in lines])
    return total


def add(total: Tally, clean: Sequence[str], noisy: Sequence[str]) -> Tally:
    """Mend one document and add it to a tally."""
    result = repair([Block(line, Role.PARAGRAPH) for line in noisy], language("fr"))
    for truth, before, block in zip(clean, noisy, result.paragraphs, strict=True):
        total.score += score(truth, before, block.text)
    for change in result.changes:
        text = result.paragraphs[change.paragraph].text
        words, truth = text.split(), clean[change.paragraph].replace("'", "’").split()
        if len(words) != len(truth):
            continue
        at = len(text[: change.start + 1].split()) - 1
        first = change.start - (len(text[: change.start]) - text[: change.start].rfind(" ") - 1)
        word, meant = words[at].replace("'", "’"), truth[at]
        offset = change.start - first
        source = word[:offset] + change.before + word[offset + len(change.after) :]
        right = word == meant or alike(word, meant) > alike(source, meant)
        around = f"{change.before} > {change.after} in {' '.join(words[max(0, at - 4) : at + 5])}"
        total.changes.append((change.rule, change.confidence, right, around))
    return total


def alike(word: str, other: str) -> float:
    """How alike two words are, 0 to 1."""
    return difflib.SequenceMatcher(None, word, other, autojunk=False).ratio()


def calibration(tallies: Sequence[Tally]) -> Iterator[str]:
    """The rows of the second table: how often changes of each rule and confidence are right."""
    changes = [change for tally in tallies for change in tally.changes]
    for rule in sorted({change[0] for change in changes}):
        for low, high in pairwise((0.5, 0.9, 0.97, 0.995, 1.01)):
            found = [c for c in changes if c[0] == rule and low <= c[1] < high]
            if found:
                mean = sum(c[1] for c in found) / len(found)
                share = sum(c[2] for c in found) / len(found)
                yield f"| {rule} | {mean:.3f} | {share:.3f} | {len(found):,} |"


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
    """The lines of each distinct file of the alignment benchmarks that matches a pattern."""
    paths = sorted((SHARED / "bench/alignment").glob(pattern))
    texts = dict.fromkeys(path.read_text("utf-8") for path in paths)
    return [text.splitlines() for text in texts]


def treebank() -> list[list[str]]:
    """Sequoia: Europarl, medicine, news, encyclopaedia; in documents of 200 sentences."""
    lines = []
    for path in sorted((SHARED / "treebanks").glob("fr_sequoia*")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            lines += [row[9:].strip() for row in rows if row.startswith("# text = ")]
    return [lines[i : i + 200] for i in range(0, len(lines), 200)]


def cut_words(lines: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Lines in which two of a hundred longer words are cut by a space or a hyphen and a space."""
    for line in lines:
        words = []
        for word in line.split():
            if len(word) > 5 and word.isalpha() and rng.random() < 0.02:
                at = rng.randint(2, len(word) - 3)
                word = f"{word[:at]}{rng.choice((' ', '- '))}{word[at:]}"
            words.append(word)
        yield " ".join(words)


def cut_lines(lines: Sequence[str]) -> list[str]:
    """Lines of sixty letters, cut wherever that is."""
    return [line[i : i + 60].strip() for line in lines for i in range(0, len(line), 60)]


def cut() -> Iterator[tuple[str, Tally]]:
    """Rows for words that spaces and lines cut, in six documents."""
    spaces, ends = Tally(), Tally()
    for number, lines in enumerate(treebank()[:6]):
        rng = random.Random(number)
        add(spaces, lines, list(cut_words(lines, rng)))
        noisy = [damage(line, SCAN, rng) if rng.random() < 0.5 else line for line in lines]
        alike = [pair for pair in zip(lines, noisy, strict=True) if len(pair[0]) == len(pair[1])]
        add(ends, cut_lines([a for a, _ in alike]), cut_lines([b for _, b in alike]))
    yield "Sequoia, words cut by spaces", spaces
    yield "Sequoia, cut every 60 letters, half with noise", ends


def tallies() -> Iterator[tuple[str, Tally]]:
    """Every row of the table with its name."""
    clean, scanned = preamble()
    yield "scan of the preamble", add(Tally(), clean, scanned)
    sets = {
        "preamble": [clean],
        "UDHR": documents("udhr/*.fr"),
        "ca_base": documents("ca_base/*.fr"),
        "Sequoia": treebank(),
    }
    for name, texts in sets.items():
        yield f"{name}, clean", run(texts, [{}] * len(texts))
    for name, texts in sets.items():
        yield f"{name}, noise of the scan", run(texts, [SCAN] * len(texts))
    yield from cut()
    rng = random.Random(7)
    for name, texts in sets.items():
        yield f"{name}, other engines", run(texts, [random_profile(rng) for _ in texts])


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
    found = []
    for name, tally in tallies():
        print(tally.score.row(name), flush=True)
        found.append(tally)
        for rule, confidence, right, around in tally.changes if show else ():
            if not right:
                print(f"    {confidence:.2f} {rule}: {around}")
    print("\n| rule | confidence given | right | changes |\n|---|---|---|---|")
    print("\n".join(calibration(found)))
    texts = documents("ca_base/*.fr")
    noisy = [damage(line, SCAN, random.Random(0)) for lines in texts for line in lines]
    start = time.perf_counter()
    repair([Block(line, Role.PARAGRAPH) for line in noisy], language("fr"))
    seconds = time.perf_counter() - start
    count = sum(len(line.split()) for line in noisy)
    print(f"\nloading {loading:.2f} s; {count / seconds:,.0f} words a second, all damaged")


if __name__ == "__main__":
    main()
