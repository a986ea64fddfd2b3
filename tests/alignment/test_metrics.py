"""Strict, lax and null F1 count as the field counts them."""

from __future__ import annotations

import pytest

from aligner.alignment.metrics import evaluate
from aligner.model import Bead


def beads(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> list[Bead]:
    return [Bead(src, tgt) for src, tgt in pairs]


def test_the_gold_itself_is_fully_right() -> None:
    gold = beads(((0,), (0,)), ((1,), ()), ((2, 3), (1,)))
    found = evaluate(gold, gold)
    assert (found.strict.f1, found.lax.f1, found.null.f1) == (1, 1, 1)


def test_a_bead_that_overlaps_is_lax_but_not_strict() -> None:
    found = evaluate(beads(((0, 1), (0,))), beads(((0,), (0,)), ((1,), ())))
    assert found.strict.f1 == 0
    assert found.lax.precision.value == pytest.approx(1 / 2)
    assert found.lax.recall.value == 1


def test_how_omissions_are_grouped_makes_no_difference() -> None:
    apart = beads(((0,), ()), ((1,), ()), ((2,), (0,)))
    together = beads(((0, 1), ()), ((2,), (0,)))
    assert evaluate(apart, together).strict.f1 == 1


def test_a_wrong_omission_costs_precision() -> None:
    found = evaluate(beads(((0,), (0,))), beads(((0,), ()), ((), (0,))))
    assert found.strict.precision.value == 0
    assert found.null.precision.tries == 2


def test_counts_of_documents_add_up() -> None:
    right = evaluate(beads(((0,), (0,))), beads(((0,), (0,))))
    wrong = evaluate(beads(((0,), (0,))), beads(((0,), (1,))))
    assert (right + wrong).strict.precision.value == pytest.approx(1 / 2)


def test_agrees_with_the_reference_scorer(shared) -> None:  # type: ignore[no-untyped-def]
    import importlib.util

    from aligner.alignment.gold import read_gold

    spec = importlib.util.spec_from_file_location("score", shared / "bench" / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for gold in read_gold(shared / "bench" / "alignment" / "udhr_noisy10"):
        diagonal = [Bead((i,), (i,)) for i in range(min(len(gold.src), len(gold.tgt)))]
        ours = evaluate(gold.beads, diagonal)
        theirs = scorer.prf(
            scorer.counts([(b.src, b.tgt) for b in gold.beads], [(b.src, b.tgt) for b in diagonal])
        )
        assert ours.strict.f1 == pytest.approx(theirs["va"]["Fs"])
        assert ours.lax.f1 == pytest.approx(theirs["va"]["Fl"])
        assert ours.null.f1 == pytest.approx(theirs["null"]["F"])
