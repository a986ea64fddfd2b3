"""Every decision goes through one door: role, version, change and log, all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from aligner import store
from aligner.errors import Conflict, Forbidden, StoreError, UsageError
from aligner.model import Actor, Project, Role, Status
from aligner.store.deeds import VERBS, may
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.repairs import RefuseChanges, RestoreChanges
from aligner.store.deeds.rows import DecideRows, EditCell, ExcludeRow
from aligner.store.deeds.undoing import Undo
from tests.store.conftest import ANA, approve, one_by_one
from tests.store.test_structure import standing

BEN = Actor("Ben", Role.REVIEWER)


@pytest.fixture
def project_id(database: store.Store, project: Project) -> int:
    return database.save(project).project_id


def versions(database: store.Store, project_id: int, *places: int) -> tuple[tuple[int, int], ...]:
    rows = database.outline(project_id)
    return tuple((rows[i].id, rows[i].version) for i in places)


def test_an_approval_is_in_the_log_with_who_when_what_before_after_and_why(
    database: store.Store, project_id: int
) -> None:
    [(row, version)] = versions(database, project_id, 3)
    event = database.decide(ANA, DecideRows(((row, version),), Status.APPROVED), "read twice")
    assert (event.actor, event.role, event.action, event.why) == (
        "Ana", Role.REVIEWER, "approve", "read twice",
    )  # fmt: skip
    assert event.subject == (f"row {row}",)
    assert event.before == {f"row {row}": {"status": "candidate"}}
    assert event.after == {f"row {row}": {"status": "approved"}}
    assert event.at.tzinfo is not None
    [after] = database.outline(project_id, [row])
    assert (after.status, after.version, after.changer) == (Status.APPROVED, version + 1, "Ana")
    assert database.history(row) == [event]
    assert database.events(project_id)[0] == event
    assert database.last_event(project_id) == event.id


def test_the_loser_of_a_race_gets_both_values_and_changes_nothing(
    database: store.Store, project_id: int
) -> None:
    had = versions(database, project_id, 3)
    database.decide(BEN, DecideRows(had, Status.APPROVED))
    events = database.events(project_id)
    with pytest.raises(Conflict, match="row 4 was changed by Ben since you read it") as caught:
        database.decide(ANA, EditCell(*had[0], "en", "Condemns."))
    assert caught.value.subject == f"row {had[0][0]}"
    assert caught.value.wanted == {"edits": {"en": "Condemns."}}
    assert caught.value.standing["status"] == "approved"
    assert caught.value.by == "Ben"
    assert database.events(project_id) == events
    assert database.edits([had[0][0]]) == {had[0][0]: {}}


def test_a_bulk_is_one_step_and_undone_as_one(database: store.Store, project_id: int) -> None:
    before = standing(database, project_id)
    event = database.decide(
        ANA, DecideRows(versions(database, project_id, 0, 1, 2), Status.APPROVED)
    )
    assert (event.bulk, event.batch, len(event.rows)) == (True, 3, 3)
    assert [r.status for r in database.outline(project_id)[:4]] == [Status.APPROVED] * 3 + [
        Status.CANDIDATE
    ]
    undo = database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before
    assert (undo.undoes, undo.bulk) == (event.id, True)


def test_one_stale_row_stops_the_whole_bulk(database: store.Store, project_id: int) -> None:
    had = versions(database, project_id, 0, 1, 2)
    approve(database, project_id, 1, by="Ben")
    with pytest.raises(Conflict, match="row 2 was changed by Ben"):
        database.decide(ANA, DecideRows(had, Status.APPROVED))
    statuses = [row.status for row in database.outline(project_id)[:3]]
    assert statuses == [Status.CANDIDATE, Status.APPROVED, Status.CANDIDATE]


def test_undo_is_an_event_that_can_be_undone(database: store.Store, project_id: int) -> None:
    done = approve(database, project_id, 3)
    undone = database.decide(ANA, Undo(done.id))
    assert database.outline(project_id)[3].status == Status.CANDIDATE
    assert database.undoable(project_id, ANA) is None
    redone = database.decide(ANA, Undo(undone.id))
    assert database.outline(project_id)[3].status == Status.APPROVED
    found = database.undoable(project_id, ANA)
    assert found is not None
    assert found.id == done.id
    states = {event.id: event.undone for event in database.events(project_id)}
    assert (states[done.id], states[undone.id], states[redone.id]) == (None, redone.id, None)
    with pytest.raises(UsageError, match="is undone already"):
        database.decide(ANA, Undo(undone.id))


def test_undo_takes_back_what_this_person_did_last(database: store.Store, project_id: int) -> None:
    mine = approve(database, project_id, 0)
    approve(database, project_id, 1, by="Ben")
    found = database.undoable(project_id, ANA)
    assert found is not None
    assert found.id == mine.id
    assert database.undoable(project_id, Actor("Cy", Role.REVIEWER)) is None


def test_a_run_cannot_be_undone(database: store.Store, project_id: int) -> None:
    [run] = database.events(project_id, action="run")
    with pytest.raises(UsageError, match=r"event \d+ \(run\) cannot be undone"):
        database.decide(ANA, Undo(run.id))


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (lambda row: DecideRows((), Status.APPROVED), "name each row"),
        (lambda row: DecideRows((row, row), Status.APPROVED), "name each row"),
        (lambda row: DecideRows((row,), Status.PREFERRED), "a row cannot be preferred"),
        (lambda row: DecideRows((row,), Status.CANDIDATE), "row 1 is candidate already"),
        (lambda row: EditCell(*row, "en", " \n"), "needs some words"),
        (lambda row: EditCell(*row, "en", "a\0b"), "control characters"),
        (lambda row: EditCell(*row, "en", "Resolution 2331 (2016)"), "nothing to change"),
        (lambda row: EditCell(*row, "de", "Resolution"), "the project has no 'de'"),
        (lambda row: NoteRow(row[0], "  "), "a note needs some words"),
        (lambda row: NoteRow(99_999, "look"), "row 99999: not in this database"),
        (lambda row: Undo(99_999), "event 99999: not in the log"),
        (lambda row: "approve", "is no deed"),
        (lambda row: RefuseChanges(1, "fr", ()), "name the repairs"),
        (lambda row: RefuseChanges(1, "fr", (7,)), "there is no such repair"),
    ],
)
def test_what_makes_no_sense_is_told_and_leaves_no_trace(
    database: store.Store,
    project_id: int,
    deed: Callable[[tuple[int, int]], Any],
    told: str,
) -> None:
    before, events = standing(database, project_id), database.events()
    [row] = versions(database, project_id, 0)
    with pytest.raises((UsageError, StoreError), match=told) as caught:
        database.decide(ANA, deed(row))
    assert "\n" not in str(caught.value)
    assert (standing(database, project_id), database.events()) == (before, events)


def test_each_action_has_its_roles_and_the_store_asks() -> None:
    assert {role for role in Role if any(may(role, a) for a in VERBS)} == set(Role) - {Role.VIEWER}
    assert all(may(Role.ADMIN, a) for a in VERBS)
    assert not may(Role.TRANSLATOR, "approve")
    assert not may(Role.REVIEWER, "decide entry")
    assert not may(Role.TERMINOLOGIST, "approve")
    assert not may(Role.ADMIN, "drop everything")


@pytest.mark.parametrize(
    "actor",
    [
        Actor("Vi", Role.VIEWER),
        Actor("Tom", Role.TRANSLATOR),
        Actor("Tea", Role.TERMINOLOGIST),
        Actor("Eve", "owner"),  # type: ignore[arg-type]
        Actor("Eve", None),  # type: ignore[arg-type]
        Actor("", Role.ADMIN),
        Actor("x" * 201, Role.ADMIN),
    ],
)
def test_nobody_gets_past_the_roles(database: store.Store, project_id: int, actor: Actor) -> None:
    before = database.events()
    rows = versions(database, project_id, 0, 1)
    deeds = (
        DecideRows(rows, Status.APPROVED),
        DecideRows(rows[:1], Status.REJECTED),
        ExcludeRow(*rows[0]),
    )
    for deed in deeds:
        with pytest.raises(Forbidden):
            database.decide(actor, deed)
    assert database.events() == before
    assert {row.status for row in database.outline(project_id)} == {Status.CANDIDATE}


def test_undo_is_no_way_around_the_roles(database: store.Store, project_id: int) -> None:
    done = approve(database, project_id, 0)
    tom = Actor("Tom", Role.TRANSLATOR)
    with pytest.raises(Forbidden, match="Tom is a translator and may not approve"):
        database.decide(tom, Undo(done.id))
    undone = database.decide(ANA, Undo(done.id))
    with pytest.raises(Forbidden, match="may not approve"):
        database.decide(tom, Undo(undone.id))


def test_a_role_cannot_be_changed_on_the_way() -> None:
    actor = Actor("Tom", Role.TRANSLATOR)
    with pytest.raises(FrozenInstanceError):
        actor.role = Role.ADMIN  # type: ignore[misc]


def test_a_deed_of_another_class_is_no_deed(database: store.Store, project_id: int) -> None:
    class Approve(NoteRow):
        """Would have a note's permission."""

    with pytest.raises(UsageError, match="is no deed"):
        database.decide(ANA, Approve(1, "x"))


def test_the_log_can_only_grow(database: store.Store, url: str, project_id: int) -> None:
    approve(database, project_id, 0)
    engine = create_engine(url)
    for statement in (
        "UPDATE event SET actor = 'Mallory'",
        "DELETE FROM event",
        "DELETE FROM event_subject",
    ):
        with pytest.raises(DBAPIError, match="the log can only grow"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_a_refused_repair_shows_the_words_of_the_source_and_stays_refused_at_a_new_run(
    database: store.Store, project: Project, project_id: int
) -> None:
    approve(database, project_id, 3)
    french = database.documents(project_id)["fr"]
    database.decide(ANA, RefuseChanges(project_id, "fr", (0,)))
    after = database.documents(project_id)["fr"]
    change = after.changes[0]
    assert change.refused
    assert after.paragraphs[3].text[change.start : change.end] == change.before == "étres"
    assert list(database.units(project_id))[3].texts["fr"].count("étres") == 1
    assert database.outline(project_id)[3].status == Status.CANDIDATE
    with pytest.raises(Conflict, match=r"the repair of 'étres' is refused already \(Ana\)"):
        database.decide(BEN, RefuseChanges(project_id, "fr", (0,)))
    database.save(project)
    assert database.documents(project_id)["fr"] == after
    restored = database.decide(BEN, RestoreChanges(project_id, "fr", (0,)))
    assert database.documents(project_id)["fr"] == french
    database.decide(BEN, Undo(restored.id))
    assert database.documents(project_id)["fr"] == after


def test_repairs_behind_a_refused_one_are_found_where_they_are_now(
    database: store.Store, project: Project, project_id: int
) -> None:
    database.decide(ANA, RefuseChanges(project_id, "fr", (0, 1)))
    document = database.documents(project_id)["fr"]
    for change in document.changes:
        text = document.paragraphs[change.paragraph].text
        assert text[change.start : change.end] == change.before
    assert document.paragraphs[4].body.startswith("Prend note")


def test_others_at_the_desk_are_seen(database: store.Store, project_id: int) -> None:
    assert database.here(project_id, ANA, 1) == []
    [seen] = database.here(project_id, BEN, 2)
    assert (seen.actor, seen.row) == ("Ana", 1)
    assert [who.row for who in database.here(project_id, ANA, 5)] == [2]
    assert [who.row for who in database.here(project_id, ANA, None, "second window")] == [5, 2]


@pytest.mark.parametrize("writers", [8])
def test_of_many_who_approve_the_same_rows_at_once_one_wins_each(url: str, writers: int) -> None:
    count = 12
    with store.connect(url) as database:
        texts = [f"{i}." for i in range(count)]
        project_id = database.save(one_by_one(texts, texts)).project_id
        rows = database.outline(project_id)
        won: list[int] = []
        lost: list[str] = []

        def work(name: str) -> None:
            for row in rows:
                deed = DecideRows(((row.id, row.version),), Status.APPROVED)
                try:
                    won.append(database.decide(Actor(name, Role.REVIEWER), deed).rows[0])
                except Conflict as conflict:
                    lost.append(conflict.by)

        threads = [threading.Thread(target=work, args=(f"W{i}",)) for i in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(won) == sorted(row.id for row in rows)
        assert len(lost) == count * (writers - 1)
        assert all(lost)
        log = database.events(project_id, action="approve", limit=None)
        assert sorted(event.rows[0] for event in log) == sorted(row.id for row in rows)
        assert {row.version for row in database.outline(project_id)} == {2}


def test_each_deed_has_a_word_in_the_log() -> None:
    assert DecideRows(((1, 1),), Status.EXCLUDED).verb.word == "exclude"
