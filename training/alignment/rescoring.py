"""Train the network that scores the last beads again (``aligner/alignment/rescoring.py``).

The beads that the linear search leaves form a small conditional random field; the network is
trained by maximum likelihood of the gold beads over it. It learns from windows of the development
sets (one document in five held apart, as for the linear weights) and from training text made noisy
(``training/alignment/noise.py``), and stops where the windows held apart are likeliest.

    python -m training.alignment.rescoring auto static --write
    python -m training.alignment.rescoring encoder --noise 300 --write

Data: ``$ALIGNER_SHARED/bench/alignment`` and ``corpora`` (``../shared``).
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from aligner.alignment import feature_weights
from aligner.alignment.gold import GoldPair, held_apart, read_gold
from aligner.alignment.lattice_kernels import edge_chances, edge_weights
from aligner.alignment.rescoring import FARTHEST, FILE, RESCORING_FEATURES, pruned
from aligner.alignment.search import ready
from aligner.similarity.cues import cues
from aligner.similarity.providers import provider
from training import SHARED
from training.alignment.fit import windows
from training.alignment.noise import stretches, worsened

SETS = {
    "ca_noisy10": 160, "ca_noisy25": 110, "ca_noisy10lab": 120, "ca_base": 20, "ca_nolab": 20,
    "sdg_noisy10": 40, "udhr_noisy10": 10, "udhr": 5, "sdg_lab": 5, "tb_dev": 10,
}  # fmt: skip
"""Windows of each set, those held apart included."""
CORPORA = {
    "canada-laws.en-fr": 40, "sdg-metadata.en-fr": 2, "web-docs.en-fr": 1, "d365-docs.en-fr": 2,
    "opensource-governance.en-fr": 1, "cc-licences.en-fr": 1,
    "sdg-metadata.fr-es": 2, "opensource-governance.fr-es": 2, "d365-docs.fr-es": 1,
    "sdg-metadata.fr-ru": 2, "opensource-governance.fr-ru": 2, "d365-docs.fr-ru": 1,
    "sdg-metadata.fr-ar": 2, "opensource-governance.fr-ar": 2, "d365-docs.fr-ar": 2,
    "opensource-governance.fr-zh": 2, "d365-docs.fr-zh": 2, "web-docs.fr-zh": 2,
    "cc-licences.fr-zh": 1,
}  # fmt: skip
"""Training text that is made noisy, and how often each is drawn from."""
SIZES = (30, 50, 70, 100)
"""Pairs of a window of training text."""
SHARES = (0.05, 0.1, 0.1, 0.2, 0.25)
"""Of units that something happens to."""
LETTERS = 40_000
"""Of a side of a window, at most."""
HIDDEN, EPOCHS, BATCH, RATE, DECAY = 16, 24, 8, 4e-3, 0.05


@dataclass(frozen=True, slots=True)
class Window:
    """The pruned lattice of a window.

    Attributes:
        before: Position before each bead, shape ``(e,)``.
        after: Position after it.
        nodes: Number of positions.
        scores: Of the search, shape ``(e,)``.
        features: Shape ``(e, len(RESCORING_FEATURES))``.
        right: Which beads are gold ones; an omission is, wherever it stands.
        apart: Whether it is only measured.
    """

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    nodes: int
    scores: NDArray[np.float64]
    features: torch.Tensor
    right: NDArray[np.bool]
    apart: bool


def window_of(gold: GoldPair, kind: str, apart: bool) -> Window:
    """Search a window and keep the beads that could be right."""
    similarity = provider(kind)
    sides = cues(gold.src), cues(gold.tgt)
    made = pruned(*ready(gold.src, gold.tgt, similarity, sides, feature_weights.load(kind)))
    full = {
        (b.src[-1] + 1, b.tgt[-1] + 1, *map(len, (b.src, b.tgt)))
        for b in gold.beads
        if b.src and b.tgt
    }
    lone_src = {i + 1 for b in gold.beads if not b.tgt for i in b.src}
    lone_tgt = {j + 1 for b in gold.beads if not b.src for j in b.tgt}
    right = [
        (i, j, k, ell) in full if k and ell else i in lone_src if k else j in lone_tgt
        for i, j, k, ell in made.cells.tolist()
    ]
    before, after, nodes = made.edges()
    return Window(
        before,
        after,
        nodes,
        made.scores,
        torch.from_numpy(made.features),
        np.array(right),
        apart,
    )


def developed(kind: str) -> Iterator[Window]:
    """Windows of the development sets."""
    for name, count in SETS.items():
        cut = [
            (window, held_apart(gold))
            for gold in read_gold(SHARED / "bench" / "alignment" / name)
            for window in windows(gold, (40, 60, 90, 120))
        ]
        random.Random(name).shuffle(cut)
        for window, apart in cut[:count]:
            yield window_of(window, kind, apart)


def noisy(kind: str, count: int) -> Iterator[Window]:
    """Windows of training text made noisy, one in ten held apart."""
    draw = random.Random(count)
    text = {name: stretches(SHARED / "corpora" / f"{name}.tsv.gz", SIZES, draw) for name in CORPORA}
    made = 0
    while made < count:
        name = draw.choices(list(CORPORA), list(CORPORA.values()))[0]
        pairs = next(text[name])
        src, tgt = name.rsplit(".", 1)[1].split("-")
        if draw.random() < 0.5:
            pairs, src, tgt = [(b, a) for a, b in pairs], tgt, src
        if sum(len(a) for a, _ in pairs) > LETTERS:
            continue
        gold = worsened(pairs, (src, tgt), draw.choice(SHARES), draw)
        if gold is not None:
            made += 1
            yield window_of(gold, kind, made % 10 == 0)


class Net(torch.nn.Module):
    """The network of :mod:`aligner.alignment.rescoring`, to be trained."""

    def __init__(self, mean: torch.Tensor, scale: torch.Tensor) -> None:
        """All scores are 0 at the beginning: the search has the word."""
        super().__init__()
        self.mean, self.scale = mean, scale
        self.linear = torch.nn.Parameter(torch.zeros(len(mean)))
        self.hidden = torch.nn.Linear(len(mean), HIDDEN)
        self.out = torch.nn.Parameter(torch.zeros(HIDDEN))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """What each row of features is worth."""
        read = ((features - self.mean) / self.scale).clip(-FARTHEST, FARTHEST)
        return read @ self.linear + torch.tanh(self.hidden(read)) @ self.out

    def table(self) -> dict[str, list[float] | list[list[float]]]:
        """As it is stored."""
        values = {
            "mean": self.mean, "scale": self.scale, "linear": self.linear,
            "hidden": self.hidden.weight.T, "bias": self.hidden.bias, "out": self.out,
        }  # fmt: skip
        return {
            k: np.round(v.detach().numpy().astype(float), 4).tolist() for k, v in values.items()
        }


def likelihood(window: Window, scores: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood of the gold beads and its gradient; 0 where they are not left."""
    total = edge_weights(window.before, window.after, scores, window.nodes)
    kept = np.flatnonzero(window.right)
    before, after, held = window.before[kept], window.after[kept], scores[kept]
    reached = edge_weights(before, after, held, window.nodes)
    if not np.isfinite(reached[-1]):
        return 0.0, np.zeros(len(scores))
    gradient = edge_chances(window.before, window.after, scores, total)
    gradient[kept] -= edge_chances(before, after, held, reached)
    return float(total[-1] - reached[-1]), gradient


def train(kept: Sequence[Window]) -> Net:
    """The network under which the windows held apart are likeliest."""
    torch.manual_seed(0)
    learnt = [w for w in kept if not w.apart]
    seen = torch.cat([w.features for w in learnt])
    net = Net(seen.mean(0), seen.std(0) + 1e-3)
    steps = EPOCHS * (1 + (len(learnt) - 1) // BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE / 2, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    best, least = copy.deepcopy(net), np.inf
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(learnt)
        for first in range(0, len(learnt), BATCH):
            batch = learnt[first : first + BATCH]
            worth = net(torch.cat([w.features for w in batch]))
            slopes = [
                likelihood(w, w.scores + part.detach().numpy())[1]
                for w, part in zip(batch, worth.split([len(w.scores) for w in batch]), strict=True)
            ]
            optimiser.zero_grad()
            worth.backward(torch.from_numpy(np.concatenate(slopes)).float() / len(batch))
            optimiser.step()
            schedule.step()
        loss = _apart(net, kept)
        print(f"  epoch {epoch}: {loss:.3f} a window held apart", flush=True)
        if loss < least:
            best, least = copy.deepcopy(net), loss
    return best


def _apart(net: Net, kept: Sequence[Window]) -> float:
    """Mean negative log-likelihood of the windows held apart."""
    with torch.no_grad():
        losses = [likelihood(w, w.scores + net(w.features).numpy())[0] for w in kept if w.apart]
    return float(np.mean(losses))


def main() -> None:
    """Train the network of each kind of similarity and print what it reaches, or write it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="+")
    parser.add_argument("--noise", type=int, default=400, help="windows of noisy training text")
    parser.add_argument("--write", action="store_true", help="store it beside the search")
    options = parser.parse_args()
    for kind in options.kinds:
        kept = [*developed(kind), *noisy(kind, options.noise)]
        print(f"{kind}: {len(kept)} windows, {sum(len(w.scores) for w in kept)} beads")
        net = train(kept)
        if options.write:
            write(FILE, kind, net)


def write(path: Path, kind: str, net: Net) -> None:
    """Store a network beside those of other kinds."""
    stored = json.loads(path.read_text("utf-8")) if path.exists() else {"networks": {}}
    stored |= {"version": f"{date.today():%Y.%m}", "features": list(RESCORING_FEATURES)}
    stored["networks"][kind] = net.table()
    path.write_text(json.dumps(stored) + "\n", "utf-8")


if __name__ == "__main__":
    main()
