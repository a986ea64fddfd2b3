"""What keys and clicks do at the desk, over a real database, without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import store
from aligner.model import Actor, Role, Status
from aligner.review.frame.listener import Event
from aligner.review.live import LiveProject
from aligner.review.place import Place
from aligner.review.reader import Reader
from aligner.store import OutlineRow, Store
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows
from tests import example_project
from tests.e2e.reviewing import numbered, one_to_one

ANA, LI = Actor("Ana", Role.REVIEWER), Actor("Li", Role.REVIEWER)


@pytest.fixture
def database(url: str) -> Iterator[Store]:
    with store.connect(url) as opened:
        yield opened


def sit_down(database: Store, actor: Actor = ANA) -> Reader:
    return Reader(database, actor, 1, LiveProject(database, 1), Place())


def on(row: OutlineRow, key: str, lang: str = "en", **more: object) -> Event:
    """A key that was pressed when a row was drawn as it is here."""
    return Event("key", key, str(row.id), row.version, lang=lang, **more)  # type: ignore[arg-type]


def form(row: OutlineRow, name: str, text: str, lang: str = "en") -> Event:
    return Event("form", name, str(row.id), row.version, lang=lang, text=text)


def current(reader: Reader) -> OutlineRow:
    return reader.among[reader.index]


def test_a_decision_leads_to_the_next_pending_row_and_from_the_end_to_the_top(
    database: Store,
) -> None:
    reader = sit_down(database)
    rows = reader.outline.rows
    reader.handle(on(rows[1], "KeyA"))
    assert current(reader).id == rows[2].id
    for row in rows[2:]:
        reader.handle(on(row, "KeyX"))
    assert current(reader).id == rows[0].id
    reader.handle(on(rows[0], "KeyA"))
    assert "nothing is pending" in reader.place.said
    assert [row.status for row in reader.outline.rows].count(Status.REJECTED) == 6


def test_a_row_that_is_approved_already_is_passed_over(database: Store) -> None:
    reader = sit_down(database)
    row = reader.outline.rows[0]
    reader.handle(on(row, "KeyA"))
    reader.handle(on(reader.outline.rows[0], "KeyA"))
    assert current(reader).position == 1
    assert not reader.place.failed
    assert len(database.history(row.id)) == 1


def test_a_press_for_a_row_that_has_changed_since_it_was_drawn_is_refused(
    database: Store,
) -> None:
    reader = sit_down(database)
    drawn = reader.outline.rows[0]
    database.decide(LI, DecideRows(((drawn.id, drawn.version),), Status.REJECTED))
    reader.handle(on(drawn, "KeyA"))
    assert reader.place.clash is not None
    assert reader.place.clash.conflict.by == "Li"
    assert reader.outline.rows[0].status == Status.REJECTED
    assert current(reader).id == drawn.id
    reader.handle(Event("go", "clash:theirs"))
    assert reader.outline.rows[0].status == Status.REJECTED
    assert reader.place.clash is None


def test_after_a_conflict_a_person_may_insist(database: Store) -> None:
    reader = sit_down(database)
    drawn = reader.outline.rows[0]
    database.decide(LI, DecideRows(((drawn.id, drawn.version),), Status.REJECTED))
    reader.handle(on(drawn, "KeyA"))
    reader.handle(Event("go", "clash:mine"))
    assert reader.outline.rows[0].status == Status.APPROVED
    assert [event.actor for event in database.history(drawn.id)] == ["Li", "Ana"]


def test_every_press_that_came_to_nothing_is_told(database: Store) -> None:
    reader = sit_down(database)
    rows = reader.outline.rows
    reader.handle(on(rows[0], "KeyA"))
    reader.handle(on(rows[1], "KeyM", lang="fr"))
    reader.handle(on(rows[2], "KeyA"))
    assert "Approved" in reader.place.said
    assert "row below" in reader.place.failed


def test_undo_takes_back_ones_own_deeds_one_after_the_other(database: Store) -> None:
    reader = sit_down(database)
    before = [(row.status, row.cells, row.edited) for row in reader.outline.rows]
    rows = reader.outline.rows
    reader.handle(on(rows[0], "KeyA"))
    database.decide(LI, NoteRow(rows[1].id, "mine"))
    reader.handle(form(rows[3], "edit", "Deplores all acts"))
    reader.handle(on(rows[6], "KeyM"))
    for row in (rows[6], rows[3], rows[0]):
        reader.handle(Event("key", "KeyU"))
        assert current(reader).id == row.id
    assert [(row.status, row.cells, row.edited) for row in reader.outline.rows] == before
    reader.handle(Event("key", "KeyU"))
    assert "nothing of yours" in reader.place.failed
    assert len(database.notes(rows[1].id)) == 1


def test_undo_says_what_it_takes_back_and_redo_does_it_again(database: Store) -> None:
    reader = sit_down(database)
    rows = reader.outline.rows
    assert reader.step_words() == ("", "")
    reader.handle(on(rows[3], "KeyA"))
    reader.handle(on(rows[4], "KeyX"))
    name = reader.outline.name(rows[4].id)
    assert reader.step_words() == (f"U takes back: rejected {name}", "")
    assert reader.steps.in_words() == reader.step_words()
    reader.handle(Event("key", "KeyU"))
    first = reader.outline.name(rows[3].id)
    assert reader.place.said == f"Taken back: rejected {name}"
    assert reader.step_words() == (
        f"U takes back: approved {first}",
        f"Shift U does again: rejected {name}",
    )
    reader.handle(Event("key", "Shift+KeyU"))
    assert reader.place.said == f"Done again: rejected {name}"
    assert current(reader).id == rows[4].id
    assert [row.status for row in reader.outline.rows[3:5]] == [Status.APPROVED, Status.REJECTED]
    reader.handle(Event("key", "Shift+KeyU"))
    assert "nothing of yours to do again" in reader.place.failed


def test_merging_takes_the_paragraphs_of_a_cell_or_else_the_row_below(database: Store) -> None:
    reader = sit_down(database)
    two, below = reader.outline.rows[6], reader.outline.rows[7]
    reader.handle(on(two, "KeyM"))
    assert reader.outline.rows[6].edited == ("en",)
    again = reader.outline.rows[6]
    reader.handle(on(again, "KeyM", below=(below.id, below.version)))
    assert len(reader.outline.rows) == 7


def test_two_whole_rows_become_one_and_one_becomes_two(database: Store) -> None:
    reader = sit_down(database)
    upper, lower = reader.outline.rows[3:5]
    before = [row.cells for row in reader.outline.rows]
    reader.handle(on(upper, "KeyM", below=(lower.id, lower.version)))
    joined = reader.outline.rows[3]
    assert joined.cells == {"fr": (3, 4), "en": (3, 4), "ar": (2,), "zh": (2,)}
    assert "Joined rows at 1" in reader.place.said
    reader.handle(form(joined, "divide", "fr:1 en:1"))
    assert [row.cells for row in reader.outline.rows] == before
    reader.handle(form(reader.outline.rows[3], "divide", ""))
    assert "nothing goes" in reader.place.failed


def test_who_keeps_the_source_locked_moves_the_other_languages_only(database: Store) -> None:
    reader = sit_down(database)
    before = [row.cells for row in reader.outline.rows]
    upper, lower = reader.outline.rows[3:5]
    below = (lower.id, lower.version)
    for done in (
        on(upper, "KeyM", below=below, locked=True),
        on(upper, "Shift+KeyM", below=below, locked=True),
        Event("form", "divide", str(upper.id), 1, text="fr:1 en:1", locked=True),
    ):
        reader.handle(done)
        assert "you keep locked" in reader.place.failed
        reader.place.failed = ""
    for key in ("KeyI", "Shift+KeyJ"):
        reader.handle(on(upper, key, "fr"))
        assert "moves with the whole row" in reader.place.failed
    assert [row.cells for row in reader.outline.rows] == before


def test_an_undo_that_reaches_back_before_this_sitting_and_elsewhere_is_asked_for(
    database: Store,
) -> None:
    before = sit_down(database)
    before.handle(on(before.outline.rows[7], "KeyX"))
    reader = sit_down(database)
    assert current(reader).position == 0
    reader.handle(Event("key", "KeyU"))
    assert reader.place.question == "undo"
    assert reader.outline.rows[7].status == Status.REJECTED
    reader.handle(Event("go", "undo:yes"))
    assert reader.outline.rows[7].status == Status.CANDIDATE
    assert current(reader).position == 7


def test_nothing_is_approved_that_was_not_shown(database: Store) -> None:
    live = LiveProject(database, 1)
    shown = ("fr", "en")
    reader = Reader(database, ANA, 1, live, Place(), shown)
    first, second = reader.outline.rows[:2]
    reader.handle(on(first, "KeyA", langs=shown))
    assert "Approved title in English" in reader.place.said
    assert current(reader).id == second.id
    assert [row.status for row in reader.outline.rows[:2]] == [Status.APPROVED, Status.CANDIDATE]
    [unit, *_] = database.units(1)
    assert [unit.standing(lang) for lang in ("en", "ar", "zh")] == [
        Status.APPROVED, Status.CANDIDATE, Status.CANDIDATE,
    ]  # fmt: skip
    other = Reader(database, ANA, 1, live, Place(), ("fr", "ar", "zh"))
    assert current(other).id == first.id
    other.handle(on(current(other), "KeyA", langs=("fr", "ar", "zh")))
    [unit, *_] = database.units(1)
    assert (unit.status, dict(unit.statuses)) == (Status.APPROVED, {})
    alone = Reader(database, ANA, 1, live, Place(), ("fr",))
    alone.handle(on(alone.outline.rows[1], "KeyA", langs=("fr",)))
    assert "show a language beside it" in alone.place.failed


def test_bulk_approves_the_languages_that_are_shown(database: Store) -> None:
    reader = Reader(database, ANA, 1, LiveProject(database, 1), Place(), ("fr", "en"))
    reader.handle(Event("key", "KeyB"))
    reader.handle(Event("go", "bulk:yes"))
    [event] = database.events(1, action="approve")
    assert {row.id for row in database.outline(1) if row.statuses} == {*event.rows}
    assert all(row.status == Status.CANDIDATE for row in database.outline(1))


def test_a_sample_certifies_the_rows_that_were_not_drawn(database: Store) -> None:
    kept = database.save(numbered("certified", one_to_one(80))).project_id
    reader = Reader(database, ANA, kept, LiveProject(database, kept), Place())
    reader.handle(Event("key", "KeyT"))
    assert reader.place.question == "certify"
    reader.handle(Event("go", "certify:0.05"))
    draw = reader.place.draw
    assert draw is not None
    assert len(reader.among) == len(draw.sample) == 59
    reader.handle(Event("go", "certify:yes"))
    assert "every row of the sample" in reader.place.failed
    first, *others = reader.among
    reader.handle(on(first, "KeyX"))
    for row in others:
        reader.handle(on(row, "KeyA"))
    assert draw.certificate(reader.outline.rows).wrong == 1
    reader.handle(Event("go", "certify:yes"))
    [event] = database.events(kept, action="approve", limit=1)
    assert event.batch == 21
    assert "at most 7.8 % of these 80 rows are wrong" in event.why
    assert [row.status for row in database.outline(kept)].count(Status.APPROVED) == 79


def test_a_sample_is_taken_up_again_in_another_sitting(database: Store) -> None:
    kept = database.save(numbered("long sample", one_to_one(80))).project_id
    live = LiveProject(database, kept)
    reader = Reader(database, ANA, kept, live, Place())
    reader.handle(Event("go", "certify:0.05"))
    drawn = reader.place.draw
    assert drawn is not None
    reader.handle(on(reader.among[0], "KeyA"))
    again = Reader(database, ANA, kept, live, Place())
    assert again.place.draw == drawn
    assert drawn.waiting(again.outline.rows) == 58
    again.handle(Event("go", "certify:look"))
    assert {row.id for row in again.among} == drawn.sample.keys()
    assert Reader(database, Actor("Li", Role.ADMIN), kept, live, Place()).place.draw is None
    again.handle(Event("go", "certify:drop"))
    assert Reader(database, ANA, kept, live, Place()).place.draw is None


def test_a_viewer_can_read_and_change_nothing(database: Store) -> None:
    reader = sit_down(database, Actor("Vi", Role.VIEWER))
    rows = reader.outline.rows
    for event in (on(rows[0], "KeyA"), form(rows[0], "edit", "x"), form(rows[0], "note", "x")):
        reader.handle(event)
        assert reader.place.failed
    assert database.events(1, actor="Vi") == []
    reader.handle(Event("key", "KeyJ"))
    assert current(reader).id == rows[1].id


def test_a_number_is_found_however_it_is_written(database: Store) -> None:
    reader = sit_down(database)
    for written in ("2 (a)", "2a", "2(A)", " 2 a "):
        reader.handle(Event("form", "number", text=written))
        assert current(reader).label == "2 (a)"
    reader.handle(Event("form", "number", text="77"))
    assert "77" in reader.place.failed


def test_a_row_that_a_filter_hides_is_shown_when_it_is_asked_for(database: Store) -> None:
    reader = sit_down(database)
    reader.handle(Event("go", "show:uncertain"))
    assert len(reader.among) == 3
    reader.handle(Event("go", f"row:{reader.outline.rows[0].id}"))
    assert current(reader).position == 0
    assert len(reader.among) == 8


def test_where_a_filter_lets_none_through_all_rows_are_shown_and_that_is_said(
    database: Store,
) -> None:
    reader = sit_down(database)
    reader.handle(Event("go", "status:rejected"))
    assert reader.none_fits
    assert len(reader.among) == 8


def test_a_link_waits_until_it_is_followed(database: Store) -> None:
    reader = sit_down(database)
    reader.handle(Event("go", "terms?project=1&entry=c1"))
    reader.handle(Event("key", "KeyJ"))
    assert reader.place.link == "terms?project=1&entry=c1"
    assert current(reader).position == 1


def test_bulk_approves_what_was_counted_and_nothing_else(database: Store) -> None:
    reader = sit_down(database)
    reader.handle(Event("key", "KeyB"))
    assert [row for row, _ in reader.place.bulk] == [reader.outline.rows[3].id]
    assert reader.place.question == "bulk"
    reader.handle(Event("go", "bulk:no"))
    assert database.events(1, action="approve") == []
    reader.handle(Event("key", "KeyB"))
    reader.handle(Event("go", "bulk:yes"))
    [event] = database.events(1, action="approve")
    assert event.rows == (reader.outline.rows[3].id,)


_steps = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(
            ["KeyA", "KeyX", "KeyO", "KeyJ", "KeyK", "KeyL", "KeyU", "KeyI", "Shift+KeyJ"]
        ),
        st.sampled_from(["fr", "en", "ar"]),
    ),
    max_size=8,
)


@settings(max_examples=8)
@given(steps=_steps)
def test_whatever_is_pressed_no_paragraph_is_lost_and_undo_leads_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, str]]
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('keys') / 'aligner.db'}"
    with store.connect(url) as database:
        database.save(example_project.project())
        reader = sit_down(database)
        before = [(row.status, row.cells) for row in reader.outline.rows]
        paragraphs = all_of(reader.outline.rows)
        for i, key, lang in steps:
            rows = reader.outline.rows
            reader.handle(on(rows[i % len(rows)], key, lang))
            assert all_of(reader.outline.rows) == paragraphs
            assert current(reader) in reader.outline.rows
        while database.undoable(1, ANA):
            reader.place.failed = ""
            reader.handle(Event("key", "KeyU"))
            assert not reader.place.failed
        assert [(row.status, row.cells) for row in reader.outline.rows] == before


def all_of(rows: list[OutlineRow]) -> list[tuple[str, int]]:
    return sorted((lang, i) for row in rows for lang, ids in row.cells.items() for i in ids)
