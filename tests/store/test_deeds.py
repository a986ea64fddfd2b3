"""A deed is one class; the door, the log, undo and redo take it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import pytest
from sqlalchemy import Connection

from aligner import store
from aligner.errors import Conflict, Forbidden, UsageError
from aligner.model import Actor, Project, Role, Status
from aligner.store import row_states
from aligner.store.deeds import VERBS, Deed, Verb, may
from aligner.store.deeds.concepts import AddEntry, EditEntry, MergeEntries
from aligner.store.deeds.deed import ROWS
from aligner.store.deeds.moves import InsertGap, MergeRows, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell, OnRow
from aligner.store.deeds.undoing import Redo, Undo
from aligner.store.log import Plan, Stamp
from tests.store.conftest import ANA, approve
from tests.store.test_structure import standing

BEN = Actor("Ben", Role.REVIEWER)


@pytest.fixture
def flag() -> Iterator[type[OnRow]]:
    """A deed that the package does not have: all that it takes is this class."""

    @dataclass(frozen=True, slots=True)
    class Flag(OnRow):
        """Say of a row that it is doubtful, whatever the alignment says."""

        verb = Verb("flag", ROWS, "Flagged")

        def plan(self, connection: Connection, stamp: Stamp) -> Plan:
            row = row_states.one(connection, self.row)
            said = replace(row, confidence=0.1, reason=f"doubtful, says {stamp.actor.name}")
            return row_states.plan(connection, [row], [said])

    yield Flag
    del VERBS["flag"]


@pytest.fixture
def project_id(database: store.Store, project: Project) -> int:
    return database.save(project).project_id


def test_a_new_deed_is_one_class(database: store.Store, project_id: int, flag: type[OnRow]) -> None:
    before = standing(database, project_id)
    row = database.outline(project_id)[2]
    event = database.decide(ANA, flag(row.id, row.version), "read twice")
    assert (event.action, event.why, event.rows) == ("flag", "read twice", (row.id,))
    assert database.outline(project_id)[2].reason == "doubtful, says Ana"
    with pytest.raises(Conflict, match="row 3 was changed by Ana since you read it"):
        database.decide(BEN, flag(row.id, row.version))
    with pytest.raises(Forbidden, match="Tom is a translator and may not flag; ask a reviewer"):
        database.decide(Actor("Tom", Role.TRANSLATOR), flag(row.id, row.version + 1))
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before
    database.decide(ANA, Redo(event.id))
    assert database.outline(project_id)[2].reason == "doubtful, says Ana"


def test_what_was_undone_is_done_again_the_last_one_first(
    database: store.Store, project_id: int
) -> None:
    states, events = [standing(database, project_id)], []
    for position in range(3):
        events.append(approve(database, project_id, position))
        states.append(standing(database, project_id))
    for state in states[-2::-1]:
        last = database.undoable(project_id, ANA)
        assert last is not None
        database.decide(ANA, Undo(last.id))
        assert standing(database, project_id) == state
    for event, state in zip(events, states[1:], strict=True):
        found = database.redoable(project_id, ANA)
        assert found is not None
        assert found.id == event.id
        done = database.decide(ANA, Redo(found.id))
        assert done.action == "redo"
        assert standing(database, project_id) == state
    assert database.redoable(project_id, ANA) is None
    last = database.undoable(project_id, ANA)
    assert last is not None
    assert last.id == events[-1].id


def test_who_goes_on_after_an_undo_has_nothing_to_redo_and_others_have_theirs(
    database: store.Store, project_id: int
) -> None:
    event = approve(database, project_id, 0)
    database.decide(ANA, Undo(event.id))
    approve(database, project_id, 5, by="Ben")
    found = database.redoable(project_id, ANA)
    assert found is not None
    assert found.id == event.id
    assert database.redoable(project_id, BEN) is None
    approve(database, project_id, 1)
    assert database.redoable(project_id, ANA) is None


def test_what_stands_cannot_be_redone_and_a_redo_is_no_way_around_roles_and_others(
    database: store.Store, project_id: int
) -> None:
    event = approve(database, project_id, 0)
    with pytest.raises(UsageError, match="stands; there is nothing to redo"):
        database.decide(ANA, Redo(event.id))
    database.decide(ANA, Undo(event.id))
    with pytest.raises(Forbidden, match="may not approve"):
        database.decide(Actor("Tom", Role.TRANSLATOR), Redo(event.id))
    approve(database, project_id, 0, by="Ben")
    with pytest.raises(Conflict, match="Ben went on from there"):
        database.decide(ANA, Redo(event.id))


@pytest.mark.parametrize(
    "deed",
    [
        DecideRows(((7, 1), (8, 4)), Status.APPROVED),
        EditCell(7, 1, "en", "x"),
        SplitCell(7, 1, "en", 1),
        InsertGap(7, 1, "en"),
        MergeRows(((7, 1), (8, 4))),
        EditEntry(1, "c1", 2, note="x"),
        MergeEntries(1, (("c1", 2), ("c 2", 1))),
    ],
    ids=lambda deed: type(deed).__name__,
)
def test_a_deed_that_came_too_late_can_be_made_for_what_stands(deed: Deed) -> None:
    newer = {name: version + 3 for name, version in deed.versions().items()}
    again = deed.at(newer)
    assert again.versions() == newer
    assert again.at(deed.versions()) == deed
    with pytest.raises(KeyError):
        deed.at({})


def test_a_deed_without_a_version_stays_as_it_is() -> None:
    note = NoteRow(1, "x")
    assert note.at({}) is note
    assert not note.versions()


def test_every_verb_says_who_may_and_nobody_else_may() -> None:
    assert VERBS
    for word, verb in VERBS.items():
        assert verb.word == word
        assert {role for role in Role if may(role, word)} == verb.roles
        assert Role.ADMIN in verb.roles
        assert Role.VIEWER not in verb.roles
    assert not may(Role.ADMIN, "no such word")
    assert AddEntry.verb.word in VERBS
    assert {field.name for field in fields(EditCell)} == {"row", "version", "lang", "text"}
