"""Noisy bitext for training: the beads that come with it are right."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.alignment.noise import worsened

PAIRS = [
    (f"Le mot{n} est dit, puis le nom{n}; enfin la fin{n}.", f"Word w{n} comes, then x{n}; y{n}.")
    for n in range(30)
]


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000), share=st.sampled_from([0.0, 0.1, 0.25, 1.0]))
def test_every_unit_is_in_one_bead(seed: int, share: float) -> None:
    gold = worsened(PAIRS, ("fr", "en"), share, random.Random(seed))
    if gold is None:
        return
    assert sorted(i for b in gold.beads for i in b.src) == list(range(len(gold.src)))
    assert sorted(j for b in gold.beads for j in b.tgt) == list(range(len(gold.tgt)))


def test_without_noise_all_is_one_to_one() -> None:
    gold = worsened(PAIRS, ("fr", "en"), 0.0, random.Random(2))
    assert gold is not None
    assert [(b.src, b.tgt) for b in gold.beads] == [((n,), (n,)) for n in range(30)]


def said(texts: Sequence[str], marks: tuple[str, ...]) -> set[int]:
    joined = " ".join(texts)
    return {n for n in range(30) if any(mark.format(n) in joined for mark in marks)}


@pytest.mark.parametrize("seed", range(5))
def test_what_a_bead_says_no_other_says(seed: int) -> None:
    gold = worsened(PAIRS, ("fr", "en"), 0.3, random.Random(seed))
    assert gold is not None
    told = [
        said([gold.src[i] for i in bead.src], ("mot{} ", "nom{};", "fin{}."))
        | said([gold.tgt[j] for j in bead.tgt], ("w{} ", "x{};", "y{}."))
        for bead in gold.beads
        if not bead.is_null
    ]
    assert all(told)
    assert sum(map(len, told)) == len(set().union(*told))


def test_noise_merges_splits_and_leaves_out() -> None:
    shapes = set()
    for seed in range(5):
        gold = worsened(PAIRS, ("fr", "en"), 0.3, random.Random(seed))
        assert gold is not None
        shapes |= {(len(b.src), len(b.tgt)) for b in gold.beads}
    assert {(1, 2), (2, 1), (1, 0), (0, 1)} <= shapes
