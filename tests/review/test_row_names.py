"""One name a row, whatever its document is like."""

from __future__ import annotations

from dataclasses import replace

from aligner.model import Kind
from aligner.review.row_names import names
from tests.review.test_window import row


def test_a_row_goes_by_its_number_or_by_which_of_its_kind_it_is() -> None:
    rows = [
        row(0, kind=Kind.TITLE),
        row(1, kind=Kind.PREAMBULAR),
        row(2, kind=Kind.PREAMBULAR),
        row(3, "1"),
        row(4, "1 (a)", Kind.ITEM),
        row(5, kind=Kind.HEADING),
        row(6, kind=Kind.BODY),
    ]
    assert names(rows) == [
        "title", "preamble 1", "preamble 2", "1", "1 (a)", "heading 1", "text 1",
    ]  # fmt: skip


def test_a_number_that_comes_again_in_an_annex_or_a_part_has_a_name_of_its_own() -> None:
    annexed = [row(0, "1"), replace(row(1, "1"), annex=1), replace(row(2, "2"), annex=1)]
    assert names(annexed) == ["1", "annex 1", "annex 2"]
    assert names([*annexed, replace(row(3, "1"), annex=2)])[1:] == [
        "annex 1: 1", "annex 1: 2", "annex 2: 1",
    ]  # fmt: skip
    assert names([row(0, "1"), row(1, "2"), row(2, "1")]) == ["1", "2", "1 (row 3)"]
