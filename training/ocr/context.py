"""Train the models that tell real words apart by their neighbours.

    python -m training.ocr.context fr

writes ``context.xz`` and the figures of each pair into ``profile.json`` of
``aligner/models/ocr/fr``, then measures on sources that were held out. About ten minutes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from aligner.reading.ocr.context import SIZE, TOKEN, Neighbours, Pair, prior_odds, slot, tokens
from aligner.reading.ocr.lexicon import unpack
from training.ocr import manifest
from training.ocr.corpora import SHARED, SOURCES, side

HELD_OUT = ("tico19", "ud-pud", "newstest08-21")
MOST = 150_000
"""Examples of one pair from one source."""

ACCENTED_CAPITALS = ("canada-laws",)
"""Sources that write À wherever it belongs; of the others only the À are learnt from."""


def examples(
    texts: Iterable[str], plain: str, marked: str, neighbours: Neighbours, folds: dict[str, str]
) -> Iterator[tuple[list[int], bool, bool]]:
    """Slots of the features, whether ``marked`` stands there, and whether with a capital."""
    for text in texts:
        surface = TOKEN.findall(text)
        if not surface or text.isupper():
            continue
        words = tokens(text, folds)
        for at, word in enumerate(surface):
            if word.lower() not in (plain, marked) or (len(word) > 1 and word.isupper()):
                continue
            capital = word[0].isupper()
            if capital and word.lower() == plain and _name(surface, at):
                continue
            slots = [slot(f) for f in neighbours.features(words, at, capital)]
            yield slots, word.lower() == marked, capital


def _name(surface: list[str], at: int) -> bool:
    """Whether a capital stands where no sentence begins: a letter that names, not a word."""
    return len(surface[at]) == 1 and at > 0 and surface[at - 1] not in ".;:)-–—•«"


def table(rows: Iterable[tuple[list[int], bool, bool]]) -> tuple[csr_matrix, np.ndarray]:
    """The examples as a sparse matrix of ones and a vector of answers."""
    indices, pointers, answers = array("i"), array("q", [0]), array("b")
    for slots, answer, _ in rows:
        indices.extend(slots)
        pointers.append(len(indices))
        answers.append(answer)
    ones = np.ones(len(indices), dtype=np.float32)
    shape = (len(answers), SIZE)
    matrix = csr_matrix((ones, np.array(indices), np.array(pointers)), shape=shape)
    matrix.sum_duplicates()
    return matrix, np.array(answers)


def held_out(lang: str) -> Iterator[tuple[str, list[str]]]:
    """Texts that no weight was trained on, by name."""
    for source in HELD_OUT:
        yield source, list(side(source, lang))
    for folder in ("udhr", "ca_base"):
        paths = sorted((SHARED / "bench/alignment" / folder).glob(f"*.{lang}"))
        yield folder, [line for path in paths for line in path.read_text("utf-8").splitlines()]


def train(
    lang: str, plain: str, marked: str, neighbours: Neighbours, folds: dict[str, str]
) -> Pair:
    """The weights of one pair."""
    rows: list[tuple[list[int], bool, bool]] = []
    rng = random.Random(0)
    for source in SOURCES:
        found = [
            row
            for row in examples(side(source, lang), plain, marked, neighbours, folds)
            if row[1] or not row[2] or source in ACCENTED_CAPITALS
        ]
        if len(found) > MOST:
            found = rng.sample(found, MOST)
        rows += found
        print(f"  {source:24} {len(found):>8} {sum(r[1] for r in found) / max(1, len(found)):.3f}")
    matrix, answers = table(rows)
    fitted = LogisticRegression(
        C=0.3, solver="liblinear", tol=1e-3, max_iter=60, class_weight="balanced"
    )
    fitted.fit(matrix, answers)
    weights = fitted.coef_[0]
    scale = float(np.abs(weights).max() / 127)
    steps = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    return Pair(plain, plain, marked, steps, scale, float(fitted.intercept_[0]))


def measure(lang: str, pair: Pair, neighbours: Neighbours, folds: dict[str, str]) -> None:
    """Print how often the pair is told apart on held-out texts."""
    weights = np.asarray(pair.weights, dtype=np.int32)
    for name, texts in held_out(lang):
        rows = list(examples(texts, pair.plain, pair.marked, neighbours, folds))
        odds = np.array([pair.bias + pair.scale * weights[slots].sum() for slots, _, _ in rows])
        truth = np.array([answer for _, answer, _ in rows])
        capital = np.array([big for _, _, big in rows], dtype=bool)
        odds = odds + prior_odds(odds)
        right = (odds > 0) == truth
        sure = odds > 4
        line = f"  {name:14} {len(rows):>6} of {truth.mean():.2f}: right {right.mean():.4f}"
        line += f", {pair.plain} kept {(~(odds > 0))[~truth].mean():.4f}"
        line += f", {pair.marked} found {(odds > 0)[truth].mean():.4f}"
        line += f"; sure (p > .98) {sure[truth].mean():.3f} of them, wrong {(sure & ~truth).sum()}"
        if capital.any():
            line += f"; capitals {capital.sum()}: {right[capital].mean():.4f}"
        print(line)


def main() -> None:
    """Train every pair of the profile and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    folder = manifest.MODELS / parser.parse_args().lang
    lang = folder.name
    lexicon = unpack((folder / "lexicon.xz").read_bytes())
    profile = json.loads((folder / "profile.json").read_text("utf-8"))
    folds = {
        pair["marked"]: pair["plain"] for pair in profile["pairs"] if pair["seen"] == pair["plain"]
    }
    neighbours = Neighbours(lexicon, frozenset(profile["clitics"]))
    packed = b""
    for facts in profile["pairs"]:
        plain = facts["plain"]
        print(f"{plain}/{facts['marked']}")
        pair = train(lang, plain, facts["marked"], neighbours, folds)
        facts.update(scale=pair.scale, bias=pair.bias)
        packed += np.asarray(pair.weights, dtype=np.int8).tobytes()
        measure(lang, pair, neighbours, folds)
    (folder / "context.xz").write_bytes(lzma.compress(packed, preset=9))
    (folder / "profile.json").write_text(
        json.dumps(profile, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    manifest.write(folder)


if __name__ == "__main__":
    main()
