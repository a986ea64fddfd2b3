"""Where a long document is looked at again."""

from __future__ import annotations

from aligner.alignment.refinement import LENGTH, uncertain_spans
from aligner.model import Bead


def path(confidences: list[float]) -> list[Bead]:
    return [Bead((i,), (i,), confidence) for i, confidence in enumerate(confidences)]


def test_the_least_certain_stretch_is_read_first() -> None:
    doubtful, worst = (range(x * LENGTH, x * LENGTH + LENGTH // 2) for x in (3, 6))
    confidences = [0.999] * (9 * LENGTH)
    for x in doubtful:
        confidences[x] = 0.9
    for x in worst:
        confidences[x] = 0.5
    (only,) = uncertain_spans(path(confidences), 3 * LENGTH)
    assert only.start <= worst.start and worst.stop <= only.stop


def test_a_document_without_doubts_is_not_read_again() -> None:
    assert uncertain_spans(path([0.999] * 500), 10_000) == []


def test_stretches_hold_no_more_units_than_are_allowed() -> None:
    beads = path([0.99, 0.6, 0.7] * 400)
    found = uncertain_spans(beads, 600)
    assert found
    assert sum(2 * len(stretch) for stretch in found) <= 600


def test_stretches_that_follow_one_another_are_read_as_one() -> None:
    confidences = [0.999] * LENGTH + [0.6, *[0.999] * (LENGTH - 1)] * 2 + [0.999] * LENGTH
    assert uncertain_spans(path(confidences), 10_000) == [range(LENGTH, 3 * LENGTH)]


def test_a_path_without_a_sure_bead_is_one_stretch() -> None:
    assert uncertain_spans(path([0.5] * 300), 10_000) == [range(300)]
