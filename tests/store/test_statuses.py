"""Each language of a row has a status of its own; together they make that of the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from aligner import store
from aligner.errors import Forbidden, UsageError
from aligner.model import Actor, Event, Role, Status
from aligner.store.deeds.moves import Direction, MoveCell, SplitCell
from aligner.store.deeds.rows import DecideRows, EditCell
from aligner.store.deeds.undoing import Redo, Undo
from aligner.store.deeds.whole import JoinRows
from tests.store.conftest import ANA, one_by_one
from tests.store.test_structure import standing

TOM = Actor("Tom", Role.TRANSLATOR)
FRENCH = ["Un. Deux.", "Trois.", "Quatre."]
ENGLISH = ["One. Two.", "Three.", "Four."]


@pytest.fixture
def project_id(database: store.Store) -> int:
    """Three rows in French, English and Chinese."""
    return database.save(one_by_one(FRENCH, ENGLISH, chinese=ENGLISH)).project_id


def decide(
    database: store.Store, project_id: int, position: int, status: Status, *langs: str
) -> Event:
    row = database.outline(project_id)[position]
    return database.decide(ANA, DecideRows(((row.id, row.version),), status, langs))


def statuses(database: store.Store, project_id: int, position: int = 0) -> Sequence[str]:
    """Of the row, of its English, and of its Chinese."""
    row = database.outline(project_id)[position]
    return [row.status, row.standing(["en"]), row.standing(["zh"])]


def test_what_is_shown_is_approved_and_the_rest_waits(
    database: store.Store, project_id: int
) -> None:
    before = standing(database, project_id)
    event = decide(database, project_id, 0, Status.APPROVED, "en")
    assert statuses(database, project_id) == ["candidate", "approved", "candidate"]
    assert database.outline(project_id)[0].held
    [key] = event.subject
    assert event.after == {key: {"statuses": {"en": "approved"}}}
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before
    assert statuses(database, project_id) == ["candidate"] * 3
    database.decide(ANA, Redo(event.id))
    assert statuses(database, project_id) == ["candidate", "approved", "candidate"]


def test_the_row_is_approved_once_all_its_languages_are(
    database: store.Store, project_id: int
) -> None:
    decide(database, project_id, 0, Status.APPROVED, "en")
    decide(database, project_id, 0, Status.APPROVED, "zh")
    assert statuses(database, project_id) == ["approved"] * 3
    decide(database, project_id, 0, Status.REJECTED, "zh")
    assert statuses(database, project_id) == ["candidate", "approved", "rejected"]
    decide(database, project_id, 0, Status.APPROVED)
    assert statuses(database, project_id) == ["approved"] * 3


def test_what_stands_already_is_told(database: store.Store, project_id: int) -> None:
    decide(database, project_id, 0, Status.APPROVED, "en")
    with pytest.raises(UsageError, match="row 1 is approved already in en"):
        decide(database, project_id, 0, Status.APPROVED, "en")
    with pytest.raises(UsageError, match="fr is the pivot"):
        decide(database, project_id, 0, Status.APPROVED, "fr")
    with pytest.raises(UsageError, match="has no 'de'"):
        decide(database, project_id, 0, Status.APPROVED, "de")


def test_a_change_of_one_language_makes_that_one_pending(
    database: store.Store, project_id: int
) -> None:
    decide(database, project_id, 0, Status.APPROVED)
    row = database.outline(project_id)[0]
    event = database.decide(ANA, EditCell(row.id, row.version, "en", "Once."))
    assert statuses(database, project_id) == ["candidate", "candidate", "approved"]
    database.decide(ANA, Undo(event.id))
    assert statuses(database, project_id) == ["approved"] * 3
    row = database.outline(project_id)[0]
    database.decide(ANA, SplitCell(row.id, row.version, "zh", 1))
    assert statuses(database, project_id) == ["candidate", "approved", "candidate"]
    row = database.outline(project_id)[0]
    database.decide(ANA, EditCell(row.id, row.version, "fr", "Une fois."))
    assert statuses(database, project_id) == ["candidate"] * 3


def test_text_does_not_move_where_its_language_is_decided(
    database: store.Store, project_id: int
) -> None:
    decide(database, project_id, 1, Status.APPROVED, "en")
    row = database.outline(project_id)[0]
    with pytest.raises(UsageError, match="row 2 is approved and stays as it is"):
        database.decide(ANA, MoveCell(row.id, row.version, "en", Direction.DOWN))
    database.decide(ANA, MoveCell(row.id, row.version, "zh", Direction.DOWN))
    assert statuses(database, project_id, 1) == ["candidate", "approved", "candidate"]


def test_who_may_not_decide_takes_no_language_away(database: store.Store, project_id: int) -> None:
    decide(database, project_id, 0, Status.APPROVED, "en")
    row = database.outline(project_id)[0]
    with pytest.raises(Forbidden, match="is approved in en and cannot be changed by a translator"):
        database.decide(TOM, EditCell(row.id, row.version, "en", "Once."))
    database.decide(TOM, EditCell(row.id, row.version, "zh", "Once."))
    below = database.outline(project_id)[1]
    with pytest.raises(Forbidden, match="is approved in en"):
        both = ((row.id, row.version + 1), (below.id, below.version))
        database.decide(TOM, JoinRows(both))


def test_a_language_without_text_counts_once_it_is_decided_on(database: store.Store) -> None:
    project = one_by_one(FRENCH, ENGLISH, chinese=ENGLISH, rows_with_gap={2})
    project_id = database.save(project).project_id
    decide(database, project_id, 2, Status.APPROVED, "en")
    assert statuses(database, project_id, 2) == ["approved"] * 3


def test_a_new_run_leaves_a_row_alone_of_which_one_language_is_decided(
    database: store.Store,
) -> None:
    project = one_by_one(FRENCH, ENGLISH, chinese=ENGLISH)
    project_id = database.save(project).project_id
    decide(database, project_id, 0, Status.APPROVED, "en")
    saved = database.save(project)
    assert (saved.project_id, saved.kept) == (project_id, 1)
    assert statuses(database, project_id) == ["candidate", "approved", "candidate"]
    [unit, *others] = database.units(project_id)
    assert unit.standing("en") is Status.APPROVED
    assert not any(other.statuses for other in others)


def test_a_changed_source_makes_the_changed_language_pending_and_spares_the_others(
    database: store.Store, project_id: int
) -> None:
    decide(database, project_id, 0, Status.APPROVED)
    decide(database, project_id, 1, Status.APPROVED, "zh")
    changed = ["One. Two and a half.", "Three, or so.", "Four."]
    saved = database.save(one_by_one(FRENCH, changed, chinese=ENGLISH))
    assert saved.project_id == project_id
    assert statuses(database, project_id, 0) == ["candidate", "candidate", "approved"]
    assert statuses(database, project_id, 1) == ["candidate", "candidate", "approved"]
    french = ["Un. Deux et demi.", *FRENCH[1:]]
    database.save(one_by_one(french, changed, chinese=ENGLISH))
    assert statuses(database, project_id, 0) == ["candidate"] * 3
    assert statuses(database, project_id, 1) == ["candidate", "candidate", "approved"]


def test_a_language_that_joins_an_approved_row_unsurely_is_pending_alone(
    database: store.Store,
) -> None:
    project_id = database.save(one_by_one(FRENCH, ENGLISH)).project_id
    decide(database, project_id, 0, Status.APPROVED)
    more = one_by_one(FRENCH, ENGLISH, chinese=ENGLISH)
    rows = tuple(replace(row, confidence=0.4, reason="?") for row in more.multitext.rows)
    database.save(replace(more, multitext=replace(more.multitext, rows=rows)))
    assert statuses(database, project_id) == ["candidate", "approved", "candidate"]
