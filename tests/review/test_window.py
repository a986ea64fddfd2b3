"""The window of rows, the strip and the rail."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Kind, Status
from aligner.review import filters, window
from aligner.review.confidence import BANDS, band
from aligner.review.pages import charts
from aligner.store import OutlineRow


def row(
    position: int,
    label: str = "",
    kind: Kind = Kind.OPERATIVE,
    sure: float = 0.95,
    fr: int = 1,
    en: int = 1,
) -> OutlineRow:
    cells = {"fr": tuple(range(fr)), "en": tuple(range(en))}
    return OutlineRow(position + 100, position, 1, Status.CANDIDATE, sure, "", kind, label, cells)


def rows(*confidences: float) -> list[OutlineRow]:
    return [row(i, sure=sure) for i, sure in enumerate(confidences)]


def test_the_search_for_a_row_goes_on_from_the_top_after_the_end() -> None:
    some = rows(0.3, 0.9, 0.9, 0.5, 0.9)

    def next_open(position: int) -> int | None:
        found = window.following(some, position, filters.is_open)
        return found and found.position

    assert next_open(0) == 3
    assert next_open(3) == 0
    assert window.following(rows(0.9, 0.9), 1, filters.is_open) is None


@given(st.integers(1, 40), st.data())
def test_the_window_holds_the_current_row_and_stays_inside(size: int, data: st.DataObject) -> None:
    some = rows(*[0.9] * size)
    index = data.draw(st.integers(0, size - 1))
    shown = window.around(some, index, 3, 5)
    assert some[index] in shown
    assert len(shown) == min(size, 9)
    assert [r.position for r in shown] == list(range(shown[0].position, shown[-1].position + 1))


@given(st.lists(st.floats(0, 1), max_size=700))
def test_the_strip_hides_no_uncertain_row_and_no_doubt(confidences: list[float]) -> None:
    wrong = [i == len(confidences) // 3 for i in range(len(confidences))]
    drawn = window.strip(rows(*confidences), wrong)
    assert len(drawn) == min(240, len(confidences))
    assert min((sure for sure, _ in drawn), default=None) == min(confidences, default=None)
    assert sum(any_wrong for _, any_wrong in drawn) == min(1, len(confidences))


def test_the_rail_gathers_paragraphs_under_their_number() -> None:
    some = [
        row(0, kind=Kind.TITLE),
        row(1, kind=Kind.ORGAN),
        row(2, kind=Kind.PREAMBULAR),
        row(3, kind=Kind.PREAMBULAR),
        row(4, "1"),
        row(5, "2"),
        row(6, "2 (a)", Kind.ITEM),
        row(7, "2 (b)", Kind.ITEM),
        row(8, kind=Kind.HEADING),
        row(9, "1"),
    ]
    found = [(span.name, span.end - span.start) for span in window.spans(some)]
    assert found == [("Opening", 2), ("Preamble", 2), ("1", 1), ("2", 3), ("", 1), ("1", 1)]


def test_a_list_that_restarts_begins_a_new_section() -> None:
    assert len(window.spans([row(0, "1"), row(1, "1")])) == 2


@given(st.integers(1, 300), st.data())
def test_a_long_rail_shows_the_section_at_hand(size: int, data: st.DataObject) -> None:
    some = [row(i, str(i + 1)) for i in range(size)]
    index = data.draw(st.integers(0, size - 1))
    shown = window.rail(some, window.spans(some), index)
    assert any(some[index] in section.rows for section in shown)
    assert len(shown) <= 30


@given(st.floats(0, 1))
def test_every_confidence_has_a_band(value: float) -> None:
    found = band(value)
    assert found.floor <= round(value, 2)
    assert found in BANDS


def test_the_map_of_a_very_long_document_has_a_bounded_number_of_ribbons() -> None:
    some = [row(i, str(i + 1), sure=0.2 if i == 1234 else 0.95) for i in range(5000)]
    found = charts.ribbons(some, "fr", "en", 1)
    assert len(found) == 500
    assert sum(ribbon["band"] == "doubtful" for ribbon in found) == 1
