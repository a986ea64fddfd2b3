"""Learn what the features of the alignment search are worth.

The search is a conditional random field over paths of beads (see ``aligner/alignment/lattice.py``),
so its weights are those under which the gold paths of the development sets are likeliest: maximum
likelihood with an L2 prior, by L-BFGS. Documents are cut into windows at gold beads; one document
in five is held apart and only measured.

How often a document joins units and leaves them out is known only after a search. So the weights
are learned twice: first without these rates, then with the rates of the paths that are heaviest
under the first.

    python -m training.alignment.fit auto static encoder lexical lexical-adapted [--write]

Sets: folders of gold alignments under ``$ALIGNER_SHARED/bench/alignment`` (``../shared``). Those
whose beads cross are left out, since no path holds their gold.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from aligner.alignment.band import whole
from aligner.alignment.feature_names import BEAD_FEATURES, FEATURES, NULL_FEATURES, Feature
from aligner.alignment.feature_weights import FILE, FeatureWeights
from aligner.alignment.features import Rates, described, null_features
from aligner.alignment.gold import GoldPair, held_apart, read_gold
from aligner.alignment.lattice import SHAPES, STEPS, WIDTH, Cell, Lattice, heaviest, solve
from aligner.alignment.pairing import pair
from aligner.alignment.search import align_units
from aligner.model import Bead
from aligner.similarity.cues import cues
from aligner.similarity.providers import provider
from training import SHARED

PRIOR = 0.005
"""Weight of the L2 prior against the log-likelihood of one window."""
SETS = {
    "ca_noisy10": 65,
    "ca_noisy10lab": 30,
    "ca_noisy25": 40,
    "ca_base": 15,
    "ca_nolab": 15,
    "sdg_noisy10": 30,
    "sdg_lab": 5,
    "udhr": 5,
    "udhr_noisy10": 5,
    "tb_dev": 5,
}
"""Windows of each set that are learned from; hun_dtm too where the similarity is lexical."""


START = FeatureWeights.of(
    "",
    {
        "csls": 8, "cosine": 4, "1-2": -3, "1-3": -5, "1-4 and more": -7,
        "2-2": -5, "2-3 and more": -8, "null": -1,
    },
)  # fmt: skip
"""Where the search for weights begins."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a gold document, with its features at hand.

    Attributes:
        pairing: The two sides.
        planes: Feature indices and values for each shape, ``(features, n + 1, m + 1)``.
        src_null: Null features of the source units.
        tgt_null: Null features of the target units.
        gold: Sum of the features over the gold path.
        joined: Beads of more than two units on the gold path.
    """

    planes: list[tuple[NDArray[np.int64], NDArray[np.float16]]]
    src_null: NDArray[np.float32]
    tgt_null: NDArray[np.float32]
    gold: NDArray[np.float64]
    joined: int


def windows(gold: GoldPair, sizes: Sequence[int]) -> Iterator[GoldPair]:
    """Cut a document into stretches of about so many beads, each a document of its own."""
    draw = random.Random(gold.name)
    ordered = in_order(gold.beads)
    first = 0
    while first < len(ordered):
        last = min(first + draw.choice(sizes), len(ordered))
        if len(ordered) - last < min(sizes):
            last = len(ordered)
        beads = ordered[first:last]
        i0 = min((i for b in beads for i in b.src), default=0)
        j0 = min((j for b in beads for j in b.tgt), default=0)
        moved = tuple(
            Bead(tuple(i - i0 for i in b.src), tuple(j - j0 for j in b.tgt)) for b in beads
        )
        n, m = sum(len(b.src) for b in beads), sum(len(b.tgt) for b in beads)
        yield GoldPair(
            gold.name, gold.src_lang, gold.tgt_lang,
            gold.src[i0 : i0 + n], gold.tgt[j0 : j0 + m], moved,
        )  # fmt: skip
        first = last


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads in the order of a path: omissions stand right before the next bead of their side."""
    omitted_src = sorted(i for b in beads if not b.tgt for i in b.src)
    omitted_tgt = sorted(j for b in beads if not b.src for j in b.tgt)
    ordered: list[Bead] = []
    for bead in sorted((b for b in beads if not b.is_null), key=lambda b: b.src):
        while omitted_src and omitted_src[0] < bead.src[0]:
            ordered.append(Bead((omitted_src.pop(0),), ()))
        while omitted_tgt and omitted_tgt[0] < bead.tgt[0]:
            ordered.append(Bead((), (omitted_tgt.pop(0),)))
        ordered.append(bead)
    ordered.extend(Bead((i,), ()) for i in omitted_src)
    ordered.extend(Bead((), (j,)) for j in omitted_tgt)
    return ordered


def cells_of(beads: Sequence[Bead]) -> list[Cell] | None:
    """The path of a gold alignment, or None where no path of the search holds it."""
    path: list[Cell] = []
    i = j = 0
    for bead in beads:
        k, ell = len(bead.src), len(bead.tgt)
        if (k, ell) not in STEPS:
            if k and ell:
                return None
            path.extend((i + x + 1, j, 1, 0) for x in range(k))
            path.extend((i, j + x + 1, 0, 1) for x in range(ell))
        else:
            path.append((i + k, j + ell, k, ell))
        if bead.src != tuple(range(i, i + k)) or bead.tgt != tuple(range(j, j + ell)):
            return None
        i, j = i + k, j + ell
    return path


def prepared(gold: GoldPair, kind: str) -> Window | None:
    """Read a window with a provider and compute its features once."""
    path = cells_of(gold.beads)
    if path is None:
        return None
    similarity = provider(kind.split("-")[0])
    if kind.endswith("-adapted"):
        beads = align_units(gold.src, gold.tgt, similarity, adapt=False).beads
        similarity = similarity.adapt(gold.src, gold.tgt, beads) or similarity
    n, m = len(gold.src), len(gold.tgt)
    pairing = pair(
        similarity.compare(gold.src, gold.tgt, WIDTH), cues(gold.src), cues(gold.tgt), whole(n, m)
    )
    rows, cols = np.indices((n + 1, m + 1)).reshape(2, -1)
    planes = []
    for number, shape in enumerate(SHAPES):
        beads = np.stack([np.full_like(rows, number), rows, cols], 1)
        values = described(pairing, range(n + 1), range(m + 1), beads)
        named = np.flatnonzero(values.any(0))
        if sum(shape) > 2:
            named = np.append(named, Feature.JOINED_RATE)
        kept = values[:, named].T.reshape(len(named), n + 1, m + 1)
        planes.append((named, kept.astype(np.float16)))
    src_null, tgt_null = null_features(pairing)
    gold_sum = np.zeros(len(FEATURES))
    for i, j, k, ell in path:
        if k and ell:
            index, values = planes[SHAPES.index((k, ell))]
            gold_sum[index] += values[:, i, j]
        else:
            gold_sum[len(BEAD_FEATURES) :] += src_null[i - 1] if k else tgt_null[j - 1]
    joined = sum(bool(k and ell) and k + ell > 2 for _, _, k, ell in path)
    return Window(planes, src_null, tgt_null, gold_sum, joined)


def with_rates(window: Window, values: NDArray[np.float64]) -> Window:
    """The window with the rates of its heaviest path under given weights."""
    rates = Rates.of(heaviest(lattice_of(window, values)))
    planes = []
    gold = window.gold.copy()
    joined, omitted = FEATURES.index("joined rate"), FEATURES.index("null rate")
    for features, found in window.planes:
        rated = found.copy()
        rated[features == joined] = rates.joined
        planes.append((features, rated))
    gold[joined] = rates.joined * window.joined
    gold[omitted] = rates.omitted * gold[FEATURES.index("null")]
    src_null, tgt_null = window.src_null.copy(), window.tgt_null.copy()
    src_null[:, NULL_FEATURES.index("null rate")] = rates.omitted
    tgt_null[:, NULL_FEATURES.index("null rate")] = rates.omitted
    return Window(planes, src_null, tgt_null, gold, window.joined)


def lattice_of(window: Window, values: NDArray[np.float64]) -> Lattice:
    """The lattice of a window under given weights."""
    weights = values.astype(np.float32)
    scores = np.stack([np.tensordot(weights[f], p.astype(np.float32), 1) for f, p in window.planes])
    for s, (k, ell) in enumerate(SHAPES):
        scores[s, :k] = -1e9
        scores[s, :, :ell] = -1e9
    n, m = len(window.src_null), len(window.tgt_null)
    of_null = weights[len(BEAD_FEATURES) :]
    return Lattice(
        whole(n, m),
        lambda rows, cols: scores[:, rows.start : rows.stop, cols.start : cols.stop],
        window.src_null @ of_null,
        window.tgt_null @ of_null,
    )


def loss(window: Window, values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood of the gold path, and its gradient."""
    expected = np.zeros(len(FEATURES))

    def visit(rows: range, cols: range, chances: NDArray[np.float64]) -> None:
        for s, (features, planes) in enumerate(window.planes):
            part = planes[:, rows.start : rows.stop, cols.start : cols.stop].astype(np.float32)
            expected[features] += np.tensordot(part, chances[s].astype(np.float32), 2)
        nulls = expected[len(BEAD_FEATURES) :]
        if rows.start:
            src = window.src_null[rows.start - 1 : rows.stop - 1]
            nulls += chances[len(SHAPES)].sum(1) @ src
        first = max(cols.start, 1)
        tgt = window.tgt_null[first - 1 : cols.stop - 1]
        nulls += chances[len(SHAPES) + 1][:, first - cols.start :].sum(0) @ tgt

    solution = solve(lattice_of(window, values), visit)
    return solution.log_total - float(window.gold @ values), expected - window.gold


def gather(shared: Path, kind: str) -> list[Window]:
    """Windows of every set, as many as :data:`SETS` says, drawn with a fixed seed."""
    sets = SETS | ({"hun_dtm": 6} if kind.startswith("lexical") else {})
    gathered: list[Window] = []
    for name, count in sets.items():
        cut = [
            window
            for gold in read_gold(shared / "bench" / "alignment" / name)
            if not held_apart(gold)
            for window in windows(gold, (40, 60, 90, 120))
        ]
        random.Random(name).shuffle(cut)
        made = [w for window in cut[: count + 3] if (w := prepared(window, kind)) is not None]
        gathered.extend(made[:count])
    return gathered


def fit(
    gathered: Sequence[Window], start: NDArray[np.float64], iterations: int
) -> NDArray[np.float64]:
    """The likeliest weights."""

    def objective(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros_like(values)
        for window in gathered:
            value, slope = loss(window, values)
            total += value
            gradient += slope
        prior = PRIOR * len(gathered) ** 0.5
        print(f"  log-likelihood {-total:.1f}", flush=True)
        return total + prior * float(values @ values) / 2, gradient + prior * values

    found = minimize(
        objective, start, jac=True, method="L-BFGS-B",
        options={"maxiter": iterations, "ftol": 2e-5},
    )  # fmt: skip
    return np.asarray(found.x)


def main() -> None:
    """Fit the named kinds of similarity and print, or write, their weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="+")
    parser.add_argument("--write", action="store_true", help="store them beside the search")
    options = parser.parse_args()
    for kind in options.kinds:
        gathered = gather(SHARED, kind)
        print(f"{kind}: {len(gathered)} windows")
        values = fit(gathered, START.values.astype(np.float64), 60)
        values = fit([with_rates(w, values) for w in gathered], values, 30)
        table = {name: round(float(v), 3) for name, v in zip(FEATURES, values, strict=True)}
        print(json.dumps(table, indent=1))
        if options.write:
            stored = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {"weights": {}}
            stored["version"] = f"{date.today():%Y.%m}"
            stored["weights"][kind] = table
            FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
