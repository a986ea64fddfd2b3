"""Single words taken out of untouched translations, and what is told of them.

    python -m benchmarks.consistency_words [--fit]

One telling word in eight of the draft that a source word is linked to is taken out, one at a time
and now and then with the next one, in the Declaration, the Goals and the worked example (French
with English, Spanish and Russian) and, in English, in the documents of ca_base of fewer than 700
units. What is told of the source word it answered is *found*; what is told of the untouched
paragraphs is an alarm. ``--fit`` learns the weights by logistic regression, for words left out and,
with the sides changed over, for words added; they were fitted on these texts.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.consistency import lost_words
from aligner.consistency.omission import ADDITION, OMISSION
from aligner.consistency.pairs import pairs
from aligner.consistency.word_links import Lemmas, Linked, link, reverse, without
from aligner.model import Bitext
from benchmarks import SHARED
from benchmarks.consistency_texts import acts, example, un_texts

LANGS = ("en", "es", "ru")
EVERY = (15, 30, 60, 120, 300, 600)
"""Paragraphs for one alarm, at which what is found is shown."""
_TAKEN = 0.12
"""Share of the words of the draft that are taken out, one at a time: a long paragraph has more."""
_SURE, _BOTH = 0.4, 0.4
_RIDGE, _STEPS = 1.0, 60

Floats = NDArray[np.float64]


def places(bitext: Bitext, *, added: bool, seed: int) -> tuple[list[Floats], list[Floats], int]:
    """Features of untouched words without links, and of words whose link was taken out.

    A taken-out word that found another partner has a row of no numbers.

    Returns:
        Both, and the number of paragraphs.
    """
    linked, src, tgt = link(pairs(bitext))
    sides: tuple[Lemmas, Lemmas] = (tgt, src) if added else (src, tgt)
    beads: list[Linked] = [reverse(bead) for bead in linked] if added else linked
    steady = lost_words.Steadiness(beads, *sides)
    rnd = random.Random(seed)
    untouched, taken = [], []
    for bead in beads:
        untouched += [np.array(row) for _, row in lost_words.described(bead, steady)]
        telling = steady.telling[bead.src.ids]
        sure = [
            j for j, i in enumerate(bead.back.tolist())
            if i >= 0 and telling[i] and bead.strength[i, j] > _SURE
        ]  # fmt: skip
        for j in [j for j in sure if rnd.random() < _TAKEN]:
            gone = [j, j + 1] if j + 1 in sure and rnd.random() < _BOTH else [j]
            if len(gone) == len(bead.tgt.spans):
                continue
            rows = dict(lost_words.described(without(bead, gone), steady, taken_out=True))
            taken.append(np.array(rows.get(int(bead.back[j]), ())))
    return untouched, taken, len(beads)


def fit(untouched: Sequence[Floats], taken: Sequence[Floats]) -> Floats:
    """Weights of a ridge logistic regression, by Newton's method."""
    rows = np.array([*untouched, *(row for row in taken if len(row))])
    wanted = np.r_[np.zeros(len(untouched)), np.ones(len(rows) - len(untouched))]
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (wanted - p) - _RIDGE * weights
        bend = (rows * (p * (1 - p))[:, None]).T @ rows + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def texts(lang: str, shared: Path) -> Iterator[Bitext]:
    """Untouched translations from French."""
    yield from un_texts(shared, lang)
    yield example(lang)
    if lang == "en":
        yield from (b for b in acts(shared, ("fr", "en"), large=False) if len(b.beads) < 700)


def main() -> None:
    """Print what is found at so many alarms, and the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="learn the weights")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    for rule in (OMISSION, ADDITION):
        by_lang = {
            lang: [
                places(bitext, added=rule == ADDITION, seed=7)
                for bitext in texts(lang, options.shared)
            ]
            for lang in LANGS
        }
        weights = np.array(lost_words.WEIGHTS.get(rule, ()))
        if options.fit:
            every = [place for of_lang in by_lang.values() for place in of_lang]
            weights = fit(
                [row for place in every for row in place[0]],
                [row for place in every for row in place[1]],
            )
            print(rule, tuple(np.round(weights, 2).tolist()))
        for lang, of_lang in by_lang.items():
            alarms = np.sort([row @ weights for place in of_lang for row in place[0]])
            scores = np.array(
                [row @ weights if len(row) else -np.inf for p in of_lang for row in p[1]]
            )
            paragraphs = sum(place[2] for place in of_lang)
            shown = [
                f"1 in {n}: {(scores >= limit).mean():.3f} ({limit:.2f})"
                for n in EVERY
                if (k := paragraphs // n) and np.isfinite(limit := alarms[-k])
            ]
            print(
                f"{rule} fr-{lang}: {len(scores)} words, {paragraphs} paragraphs;", "; ".join(shown)
            )


if __name__ == "__main__":
    main()
