"""The page Review without a browser: what it shows, and that no text becomes markup."""

from __future__ import annotations

from aligner import store
from aligner.model import Actor, Role, Status
from aligner.store.deeds.moves import MergeRows, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell
from aligner.store.deeds.undoing import Undo
from tests import example_project
from tests.review.conftest import Drawn
from tests.review.test_pages import html

LI = Actor("Li", Role.REVIEWER)


def test_it_shows_the_row_of_the_url_with_its_confidence_and_why(draw: Drawn) -> None:
    shown = html(draw("rows", row="7"))
    assert 'data-row="7" data-version="1"' in shown
    assert "uncertain <b>0.55</b>" in shown
    assert "two paragraphs against one" in shown
    assert "It will act." in shown
    tags = [tag for tag in shown.split("<") if tag.startswith('div class="al-row')]
    [current] = [tag for tag in tags if 'aria-current="true"' in tag]
    assert 'data-row="7"' in current


def test_it_shows_what_a_filter_in_the_url_lets_through(draw: Drawn) -> None:
    page = draw("rows", show="uncertain")
    shown = html(page)
    assert [f'data-row="{i}"' in shown for i in (5, 6, 7, 8)] == [False, True, True, True]
    assert page.query_params["row"] == "6"


def test_it_opens_on_the_first_pending_row(draw: Drawn, url: str) -> None:
    with store.connect(url) as database:
        rows = database.outline(1)
        pairs = tuple((row.id, row.version) for row in rows[:2])
        database.decide(LI, DecideRows(pairs, Status.APPROVED))
    assert draw("rows").query_params["row"] == "3"


def test_it_says_where_a_row_has_no_counterpart(draw: Drawn) -> None:
    assert "no counterpart</span>" in html(draw("rows", row="6"))


def test_it_runs_arabic_from_right_to_left(draw: Drawn) -> None:
    assert 'role="cell" lang="ar" dir="rtl"' in html(draw("rows"))


def test_it_marks_and_lists_the_terms_of_a_row(draw: Drawn) -> None:
    shown = html(draw("rows", row="4"))
    assert "<mark>trafficking in persons</mark>" in shown
    assert "traite d’êtres humains · trafficking in persons" in shown


def test_an_unknown_row_or_project_in_the_url_shows_the_first(draw: Drawn) -> None:
    page = draw("rows", project="99", row="999", show="no-such-filter")
    assert page.query_params["row"] == "1"


def test_it_shows_notes_history_and_what_was_written(draw: Drawn, url: str) -> None:
    with store.connect(url) as database:
        database.decide(LI, NoteRow(4, f"Check this {example_project.MARKUP}"))
        database.decide(LI, EditCell(4, 1, "en", f"Condemns {example_project.MARKUP}"))
    shown = html(draw("rows", row="4"))
    assert "Check this &lt;script&gt;" in shown
    assert "al-edited" in shown
    assert "<small>Li, " in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_it_shows_rows_that_came_and_came_back(draw: Drawn, url: str) -> None:
    with store.connect(url) as database:
        rows = database.outline(1)
        split = database.decide(LI, SplitCell(rows[6].id, 1, "en", 1))
        born = database.outline(1)[7].id
        assert born in split.rows
        database.decide(LI, EditCell(born, 1, "en", "Acts against traffickers"))
        merged = database.decide(
            LI, MergeRows(tuple((row.id, row.version) for row in database.outline(1)[6:8]))
        )
        database.decide(LI, Undo(merged.id))
    page = draw("rows", row=str(born))
    assert not page.exception
    shown = html(page)
    assert "split" in shown
    assert "traffickers" in shown


def test_activity_lists_what_was_done_and_lets_it_be_taken_back(draw: Drawn, url: str) -> None:
    with store.connect(url) as database:
        pairs = tuple((row.id, row.version) for row in database.outline(1)[:2])
        event = database.decide(LI, DecideRows(pairs, Status.APPROVED))
        database.decide(LI, NoteRow(4, example_project.MARKUP))
    shown = html(draw("activity"))
    assert "in bulk, 2 at once" in shown
    assert "<del>pending</del><ins>approved</ins>" in shown
    assert f'data-go="undo:{event.id}"' in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


def test_activity_shows_one_person_or_one_action(draw: Drawn, url: str) -> None:
    with store.connect(url) as database:
        row = database.outline(1)[0]
        database.decide(LI, DecideRows(((row.id, row.version),), Status.APPROVED))
        database.decide(Actor("Ana", Role.ADMIN), NoteRow(4, "look here"))
    shown = html(draw("activity", who="Li"))
    assert "<b>approve</b>" in shown
    assert "look here" not in shown
    shown = html(draw("activity", action="note"))
    assert "look here" in shown
    assert "<b>approve</b>" not in shown


def test_progress_says_how_often_people_agreed_with_the_alignment(draw: Drawn, url: str) -> None:
    with store.connect(url) as database:
        rows = database.outline(1)
        good, mended, wrong = rows[0], rows[1], rows[5]
        database.decide(LI, DecideRows(((good.id, 1),), Status.APPROVED))
        database.decide(LI, EditCell(mended.id, 1, "en", "The Security Council!"))
        database.decide(LI, DecideRows(((mended.id, 2),), Status.APPROVED))
        database.decide(LI, DecideRows(((wrong.id, 1),), Status.REJECTED))
    shown = html(draw("activity", view="progress"))
    assert "2 approved, 1 rejected, 5 pending" in shown
    assert "<b>33 %</b>" in shown
    assert "50 % <small>of 2</small>" in shown
    assert "0 % <small>of 1</small>" in shown
