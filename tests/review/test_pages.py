"""What the pages show, and that no text of a file becomes markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from aligner import store
from tests import example_project
from tests.review.conftest import Drawn


def html(page: AppTest) -> str:
    assert not page.exception, page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def test_documents_lists_each_project_with_its_counts(draw: Drawn) -> None:
    shown = html(draw("documents"))
    assert "S-RES-2331-2016" in shown
    assert "French <small>7</small>" in shown
    assert "English <small>8</small>" in shown
    assert "4 sure, 1 likely, 2 uncertain, 1 doubtful" in shown


def test_documents_shows_ocr_repairs_as_a_diff_the_least_sure_first(draw: Drawn) -> None:
    shown = html(draw("documents", view="repairs"))
    assert "<del>étres</del><ins>êtres</ins>" in shown
    assert shown.index("<del>I.</del>") < shown.index("<del>étres</del>")
    assert "é for ê" in shown


def test_documents_says_how_a_project_was_made(draw: Drawn) -> None:
    shown = html(draw("documents", view="making"))
    assert "aligner:0.1.0|similarity:lexical" in shown
    assert "S-RES-2331-2016.fr.txt" in shown
    assert "S/RES/2331 (2016) · 2/9" in shown


def test_review_shows_the_row_of_the_url_with_its_confidence_and_why(draw: Drawn) -> None:
    shown = html(draw("rows", row="7"))
    assert 'data-row="7" data-go="row:7" aria-current="true"' in shown
    assert "uncertain <b>0.55</b>" in shown
    assert "two paragraphs against one" in shown
    assert "It will act." in shown


def test_review_shows_what_a_filter_in_the_url_lets_through(draw: Drawn) -> None:
    page = draw("rows", show="uncertain")
    shown = html(page)
    assert [f'data-row="{i}"' in shown for i in (5, 6, 7, 8)] == [False, True, True, True]
    assert page.query_params["row"] == "6"


def test_review_says_where_a_row_has_no_counterpart(draw: Drawn) -> None:
    assert "<span>no counterpart</span>" in html(draw("rows", row="6"))


def test_review_runs_arabic_from_right_to_left(draw: Drawn) -> None:
    assert 'role="cell" lang="ar" dir="rtl"' in html(draw("rows"))


def test_review_marks_and_lists_the_terms_of_a_row(draw: Drawn) -> None:
    shown = html(draw("rows", row="4"))
    assert "<mark>trafficking in persons</mark>" in shown
    assert "traite d’êtres humains · trafficking in persons" in shown


def test_an_unknown_row_or_project_in_the_url_shows_the_first(draw: Drawn) -> None:
    page = draw("rows", project="99", row="nonsense", show="no-such-filter")
    assert 'data-row="1" data-go="row:1" aria-current="true"' in html(page)


def test_terms_shows_pairs_with_score_count_and_contexts_that_lead_to_rows(draw: Drawn) -> None:
    shown = html(draw("terms"))
    assert "sure <b>0.94</b>" in shown
    assert "also traite des êtres humains" in shown
    assert 'href="review?project=1&amp;row=4"' in shown
    assert "<mark>traite d’êtres humains</mark>" in shown


def test_terms_are_found_whatever_the_accents(draw: Drawn) -> None:
    page = draw("terms")
    page.text_input[0].set_value("ETRES").run()
    assert "1 pairs" in html(page)


def test_exports_says_that_nothing_is_approved_yet(draw: Drawn) -> None:
    assert "none is approved yet" in html(draw("exports"))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("documents", {}),
        ("documents", {"view": "repairs"}),
        ("documents", {"view": "repairs", "repairs": "text"}),
        ("documents", {"view": "making"}),
        ("rows", {"row": "5"}),
        ("terms", {"entry": "c2"}),
    ],
)
def test_markup_in_a_document_is_shown_as_text(
    draw: Drawn, page: str, query: dict[str, str]
) -> None:
    shown = html(draw(page, **query))
    for tag in ("<script", "<img", "<b>]", "report <b>", "rapport <b>"):
        assert tag not in shown


def test_markup_in_a_name_is_shown_as_text(draw: Drawn, tmp_path: Path) -> None:
    from dataclasses import replace

    address = f"sqlite:///{tmp_path / 'other.db'}"
    with store.connect(address) as database:
        database.save(replace(example_project.project(), name=example_project.MARKUP))
    for page in ("documents", "rows", "terms", "exports"):
        shown = html(draw(page, db=address))
        assert "&lt;script&gt;" in shown
        assert "<script" not in shown


@pytest.mark.parametrize("page", ["documents", "rows", "terms", "exports"])
def test_without_a_database_each_page_says_how_to_make_one(
    draw: Drawn, tmp_path: Path, page: str
) -> None:
    address = f"sqlite:///{tmp_path / 'none.db'}"
    assert "make demo" in html(draw(page, db=address))
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("page", ["documents", "rows", "terms", "exports"])
def test_an_empty_database_says_how_to_fill_it(draw: Drawn, tmp_path: Path, page: str) -> None:
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    store.connect(address).close()
    assert "make demo" in html(draw(page, db=address))


def test_a_file_that_is_no_database_is_told_in_one_line(draw: Drawn, tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    file.write_bytes(b"no database " * 200)
    page = draw("documents", db=f"sqlite:///{file}")
    assert [error.value for error in page.error] == [
        f"{file}: not a database file; give another path"
    ]
