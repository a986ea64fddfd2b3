"""Clauses deleted from untouched translations: how many are told, and what the weights are made of.

    python -m benchmarks.consistency_omissions [--pair LANG] [--fit]

One clause of five words or more, chosen by chance, is deleted from each paragraph of the worked
example, the Universal Declaration, the Goals and, for English, fourteen documents of ``ca_base``;
both ways, so that omissions and additions are measured. *Untouched* is how many paragraphs as
published get a warning, true omissions of the published versions included. ``--fit`` learns the
weights ``WEIGHTS`` of :mod:`aligner.consistency.omission`, and ``SECOND`` of the second look, anew
and prints them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.consistency import omission
from aligner.consistency.pairs import Pair, Side, pairs
from aligner.model import Bitext
from benchmarks import SHARED
from benchmarks.consistency_texts import OTHERS, acts, example, un_texts

ACTS = 14
SEED = 3
ROUNDS = 4
_FIRST = np.array([0, 3, 2, 1, 0, 0.5, 0], float)
"""Weights by which the first round chooses the stretch that was deleted."""

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """One side of a paragraph against the other.

    Attributes:
        added: Whether the draft is read against the source.
        cut: Whether a clause of the other side was deleted.
        stretches: Features of each stretch, shape ``(n, len(WEIGHTS))``.
        second: Features of those that were read as a whole, shape ``(m, len(SECOND))``.
    """

    added: bool
    cut: bool
    stretches: Features
    second: Features

    @property
    def score(self) -> float:
        """Score of the stretch that most likely has no counterpart."""
        return float((self.second @ np.array(omission.SECOND)).max(initial=-np.inf))

    def likeliest(self, weights: Features) -> Features:
        """Its features."""
        return np.asarray(self.stretches[(self.stretches @ weights).argmax()])


def texts(shared: Path, lang: str) -> list[Bitext]:
    """The texts of a pair of languages."""
    more = acts(shared, ("fr", "en"), large=False)[:ACTS] if lang == "en" else []
    return [example(lang), *un_texts(shared, lang), *more]


def readings(bitext: Bitext, rng: random.Random) -> Iterator[Reading]:
    """Each paragraph as it is and with a clause deleted, both ways."""
    known = [pair for pair in pairs(bitext) if omission.is_read(pair)]
    usual = omission.usual_of(known) if known else 1.0
    for pair in known:
        for added in (False, True):
            yield from _both(pair, added, 1 / usual if not added else usual, rng)


def _both(pair: Pair, added: bool, usual: float, rng: random.Random) -> Iterator[Reading]:
    own, other = (pair.tgt, pair.src) if added else (pair.src, pair.tgt)
    for cut in (False, True):
        side = _without_one(other, rng) if cut else other
        found = [f for _, _, f in omission.described(own, side, usual)] if side else []
        if side:
            features = np.array(found, float).reshape(len(found), len(omission.WEIGHTS))
            places = [(own, side, s) for s in omission.doubted(own, side, usual)]
            second = np.array(omission.second_features(places), float)
            yield Reading(added, cut, features, second.reshape(len(places), len(omission.SECOND)))


def _without_one(side: Side, rng: random.Random) -> Side | None:
    """A text with one clause deleted; None where it has none to spare."""
    cuts = omission.cuts(side.text)
    long = [c for c in cuts if omission.size(side.text[slice(*c)], side.lang) >= omission.SHORTEST]
    if len(cuts) < 3 or not long:
        return None
    start, end = rng.choice(long)
    return Side(side.lang, side.paragraphs, side.text[:start] + side.text[end:], side.starts)


def fitted(found: Sequence[Reading]) -> Features:
    """Weights by logistic regression; which stretch was deleted is chosen anew in each round."""
    weights, some = _FIRST, [r for r in found if len(r.stretches)]
    y = np.array([r.cut for r in some], float)
    for _ in range(ROUNDS):
        weights = _regressed(np.array([r.likeliest(weights) for r in some]), y)
    return weights


def fitted_second(found: Sequence[Reading]) -> Features:
    """Weights of the second look, from the stretch that was likeliest by its words."""
    some = [r for r in found if len(r.second)]
    x = np.array([r.second[r.second[:, 1].argmax()] for r in some])
    return _regressed(x, np.array([r.cut for r in some], float))


def _regressed(x: Features, y: Features) -> Features:
    """Weights of a logistic regression; the first column of ``x`` is the constant."""
    scale = np.maximum(x.std(0), 1e-9)
    scale[0] = 1.0
    z, w = x / scale, np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-z @ w))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + 1e-3 * np.eye(len(w))
        w += np.linalg.solve(hessian, z.T @ (y - p) - 1e-3 * w)
    return np.asarray(w / scale)


def table(shared: Path, langs: Sequence[str], *, fit: bool) -> Iterator[str]:
    """Shares told, by pair of languages and direction."""
    yield "| pair | rule | deleted | warnings | with hints | untouched: warnings of paragraphs |"
    yield "|---|---|---|---|---|---|"
    every: list[Reading] = []
    for lang in langs:
        rng = random.Random(SEED)
        found = [r for bitext in texts(shared, lang) for r in readings(bitext, rng)]
        every += found
        for added in (False, True):
            scores = {
                cut: np.array([r.score for r in found if (r.cut, r.added) == (cut, added)])
                for cut in (False, True)
            }
            rule = omission.ADDITION if added else omission.OMISSION
            sure = omission.WARNING[rule]
            warned, told = ((scores[True] >= limit).mean() for limit in (sure, omission.HINT))
            false = int((scores[False] >= sure).sum())
            yield (
                f"| fr-{lang} | {rule} "
                f"| {len(scores[True]):,} | {warned:.2f} | {told:.2f} "
                f"| {false} of {len(scores[False]):,} |"
            )
    if fit:
        yield "WEIGHTS = " + ", ".join(f"{w:.2f}" for w in fitted(every))
        yield "SECOND = " + ", ".join(f"{w:.2f}" for w in fitted_second(every))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--pair", help="the language that French is paired with")
    parser.add_argument("--fit", action="store_true", help="learn the weights anew")
    options = parser.parse_args()
    langs = (options.pair,) if options.pair else ("en", *OTHERS)
    print(*table(options.shared, langs, fit=options.fit), sep="\n")


if __name__ == "__main__":
    main()
