"""What a sample says of all rows: the exact bound, how many to look at, and the draw."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.review.sampling import Certificate, drawn, needed, upper_bound


def at_most(wrong: int, looked: int, share: float) -> float:
    """Probability of so few wrong ones or fewer, summed out."""
    return sum(comb(looked, k) * share**k * (1 - share) ** (looked - k) for k in range(wrong + 1))


@given(st.integers(1, 80), st.data(), st.sampled_from([0.9, 0.95, 0.99]))
def test_at_the_bound_so_few_wrong_ones_are_just_not_unlikely_enough(
    looked: int, data: st.DataObject, confidence: float
) -> None:
    wrong = data.draw(st.integers(0, looked - 1))
    bound = upper_bound(looked, wrong, confidence)
    assert at_most(wrong, looked, bound) == pytest.approx(1 - confidence, rel=1e-6)


@given(st.floats(0.001, 0.5), st.integers(1, 10_000))
def test_so_many_are_needed_and_not_one_fewer(share: float, rows: int) -> None:
    count = needed(share, rows)
    if count < rows:
        assert upper_bound(count, 0) <= share + 1e-12
        assert upper_bound(count - 1, 0) > share


def test_one_mistake_changes_what_is_certified_at_once() -> None:
    clean, spoilt = Certificate(4812, 598), Certificate(4812, 598, 1)
    assert clean.sentence.startswith("at most 0.5 % of these 4,812 rows")
    assert spoilt.sentence.startswith("at most 0.8 % of these 4,812 rows")
    assert Certificate(4812, 0).bound == 1
    assert Certificate(20, 20, 1).bound == 0.05


@given(st.lists(st.integers(), unique=True, max_size=60), st.integers(0, 80), st.integers(0, 9))
def test_a_draw_is_in_order_without_repeats_and_can_be_made_again(
    rows: list[int], count: int, seed: int
) -> None:
    found = drawn(rows, count, seed)
    assert found == [row for row in rows if row in found]
    assert len(found) == min(count, len(rows))
    assert found == drawn(rows, count, seed)
