"""Train the model that says how likely a reading of a damaged word is right.

    python -m training.ocr.judgement fr

Documents are runs of lines of the corpora, four in ten left clean, the others damaged by engines
drawn at random (``aligner/reading/ocr/noise.py``), from a seed. Every unknown word that has a
reading is an example: right where the reading is what stood there. Writes the weights to
``profile.json``; prints how well the probability is calibrated on documents held out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from aligner.reading.ocr.channel import estimate
from aligner.reading.ocr.confusions import CONVENTIONS
from aligner.reading.ocr.judgement import FEATURES, features
from aligner.reading.ocr.lexicon import Lexicon, unpack
from aligner.reading.ocr.noise import SCAN, Profile, damage, random_profile
from aligner.reading.ocr.words import words
from training.ocr import manifest
from training.ocr.corpora import SOURCES, side

DOCUMENTS = 1500
HELD_OUT = ("tico19", "ud-pud", "newstest08-21")
Example = tuple[list[float], bool, int, str, str, str]


def documents(
    sources: Sequence[str], lang: str, number: int, rng: random.Random
) -> Iterator[tuple[list[str], Profile]]:
    """Runs of 3 to 300 lines, each with the noise to put in."""
    texts = {source: list(side(source, lang)) for source in sources}
    names = sorted(texts)
    for _ in range(number):
        lines = texts[rng.choice(names)]
        size = min(len(lines), round(3 * 100 ** rng.random()))
        start = rng.randrange(len(lines) - size + 1)
        draw = rng.random()
        profile = {} if draw < 0.4 else SCAN if draw < 0.55 else random_profile(rng)
        yield lines[start : start + size], profile


def noisy(lines: Sequence[str], profile: Profile, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Each word as it stood and as it is read."""
    for line in lines:
        for chunk in line.split():
            read = damage(chunk, profile, rng)
            before, after = list(words(chunk)), list(words(read))
            if len(before) == len(after):
                yield from ((b[2], a[2]) for b, a in zip(before, after, strict=True))
            else:
                yield from (("", a[2]) for a in after)


def examples(
    sources: Sequence[str], lang: str, number: int, lexicon: Lexicon, seed: int
) -> Iterator[Example]:
    """Facts, whether the reading is right, count, and the words; one for each unknown word."""
    rng = random.Random(seed)
    for lines, profile in documents(sources, lang, number, rng):
        truths: dict[str, Counter[str]] = defaultdict(Counter)
        for before, after in noisy(lines, profile, rng):
            truths[after][before] += 1
        counts = {word: truth.total() for word, truth in truths.items()}
        channel = estimate(counts, lexicon)
        for word, readings in channel.candidates.items():
            style = any(edit.name in CONVENTIONS for edit in readings[0].edits)
            if (style and not profile) or word.isupper():
                continue
            facts = features(word, readings, channel, lexicon, counts[word])
            best = readings[0].text.replace("’", "'").lower()
            for truth, count in truths[word].items():
                yield facts, best == truth.lower(), count, word, best, truth


def report(rows: Sequence[Example], odds: np.ndarray) -> None:
    """Print precision and yield by probability."""
    truth = np.array([row[1] for row in rows])
    counts = np.array([row[2] for row in rows])
    chance = 1 / (1 + np.exp(-odds))
    for low, high in [(0, 0.1), (0.1, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01)]:
        inside = (chance >= low) & (chance < high)
        share = np.average(truth[inside], weights=counts[inside]) if inside.any() else 0
        print(
            f"  p {low:.2f}-{min(1, high):.2f}: {counts[inside].sum():>7} words, right {share:.4f}"
        )


def main() -> None:
    """Fit, write, and measure on held-out documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    folder = manifest.MODELS / parser.parse_args().lang
    lexicon = unpack((folder / "lexicon.xz").read_bytes())
    rows = list(examples(SOURCES, folder.name, DOCUMENTS, lexicon, seed=1))
    matrix = np.array([row[0] for row in rows])
    fitted = LogisticRegression(C=10.0, fit_intercept=False, max_iter=2000)
    truth = np.array([row[1] for row in rows])
    fitted.fit(matrix, truth, sample_weight=np.sqrt([row[2] for row in rows]))
    weights = fitted.coef_[0]
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"  {weight:8.3f} {name}")
    print(f"trained on {len(rows)} words, {truth.mean():.3f} right")
    report(rows, matrix @ weights)
    tests = list(examples(HELD_OUT, folder.name, 400, lexicon, seed=2))
    print(f"held out: {len(tests)} words")
    odds = np.array([row[0] for row in tests]) @ weights
    report(tests, odds)
    wrong = sorted((-o, *row[3:]) for row, o in zip(tests, odds, strict=True) if not row[1])
    print([(round(-o, 1), *rest) for o, *rest in wrong[:60]])
    profile = json.loads((folder / "profile.json").read_text("utf-8"))
    profile["judgement"] = [round(float(weight), 4) for weight in weights]
    (folder / "profile.json").write_text(
        json.dumps(profile, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    manifest.write(folder)


if __name__ == "__main__":
    main()
