"""Filters over rows: what each lets through, how many, and how they stand in the URL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Status
from aligner.review import doubts
from aligner.review.doubts import Doubt, Mark
from aligner.review.filters import Counts, Filter, Show, Standing, Traits, fits
from aligner.store import OutlineRow
from tests.review.test_window import row

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROWS = (
    row(0),
    replace(row(1, en=2), status=Status.APPROVED, changer="Ana", changed=NOW),
    replace(row(2, en=0), status=Status.REJECTED, changer="Li", changed=NOW - timedelta(days=2)),
    replace(row(3, sure=0.4), notes=1),
    replace(row(4), status=Status.EXCLUDED, changer="Ana", changed=NOW),
)
TRAITS = [
    Traits.of(r, [*doubts.at_sight(r), *([Doubt(Mark.NUMBER, "en", "")] if r == ROWS[3] else [])])
    for r in ROWS
]


def let_through(only: Filter) -> list[int]:
    return [r.position for r, of in zip(ROWS, TRAITS, strict=True) if fits(r, of, only)]


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("status=pending", [0, 3]),
        ("status=approved", [1]),
        ("status=rejected", [2]),
        ("status=aside", [4]),
        ("show=uncertain", [3]),
        ("show=not-1-1", [1, 2]),
        ("show=left-out", [2]),
        ("show=added", []),
        ("show=doubt", [2, 3]),
        ("show=doubt&status=pending", [3]),
        ("show=numbers", [3]),
        ("show=notes", [3]),
        ("show=by&by=Ana", [1, 4]),
        ("show=by&by=Ana&status=approved", [1]),
        ("show=since&since=2026-02-28T00:00", [1, 4]),
        ("show=since&since=nonsense", [0, 1, 2, 3, 4]),
        ("show=by", [0, 1, 2, 3, 4]),
        ("status=nonsense&show=nonsense", [0, 1, 2, 3, 4]),
    ],
)
def test_each_filter_lets_through_what_it_says(query: str, positions: list[int]) -> None:
    named = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    assert let_through(Filter.of_query(named)) == positions


filters = st.builds(
    Filter,
    standing=st.sampled_from(Standing),
    show=st.sampled_from([show for show in Show if show not in (Show.BY, Show.SINCE)]),
) | st.builds(
    Filter,
    standing=st.sampled_from(Standing),
    show=st.just(Show.SINCE),
    since=st.datetimes(datetime(2020, 1, 1)).map(
        lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
)


@given(filters)
def test_a_filter_comes_back_from_its_url(only: Filter) -> None:
    assert Filter.of_query(only.query()) == only


@given(filters, st.sampled_from(["Ana", "Li", ""]))
def test_counts_are_what_each_choice_would_show(only: Filter, actor: str) -> None:
    counted = Counts.of(TRAITS, only, actor)
    for show, count in counted.shows.items():
        assert count == len(let_through(Filter(only.standing, show, actor)))
    if only.show is not Show.SINCE:
        for standing, count in counted.standings.items():
            assert count == len(let_through(replace(only, standing=standing)))


def test_nothing_is_counted_of_no_rows() -> None:
    rows: list[OutlineRow] = []
    assert set(Counts.of(map(Traits.of, rows), Filter(), "").standings.values()) == {0}
