"""Realign pending: what was decided or edited stays, the stretches between are aligned anew."""

from __future__ import annotations

import pytest

from aligner import pipeline, store
from aligner.errors import Conflict, Forbidden
from aligner.model import Actor, Role, Status
from aligner.store.deeds.moves import InsertGap, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell
from aligner.store.deeds.undoing import Undo
from tests.store.conftest import ANA, approve, one_by_one
from tests.store.test_structure import cells, standing

FRENCH = [
    "Rappelant sa résolution 2195 (2014) sur le terrorisme.",
    "Condamne tous les actes de traite d'êtres humains en 2016.",
    "Prie le Secrétaire général de faire rapport dans 12 mois.",
    "Demande aux 193 États Membres de coopérer.",
    "Décide de rester saisi de la question.",
]
ENGLISH = [
    "Recalling its resolution 2195 (2014) on terrorism.",
    "Condemns all acts of trafficking in persons in 2016.",
    "Requests the Secretary-General to report in 12 months.",
    "Calls on the 193 Member States to cooperate.",
    "Decides to remain seized of the matter.",
]


@pytest.fixture
def project_id(database: store.Store) -> int:
    return database.save(one_by_one(FRENCH, ENGLISH)).project_id


def realign(database: store.Store, project_id: int) -> int:
    event = pipeline.realign(database, project_id, ANA, similarity="lexical")
    assert event is not None
    return event.id


def test_a_shifted_side_comes_back_and_approved_rows_do_not_move(
    database: store.Store, project_id: int
) -> None:
    approve(database, project_id, 0)
    decided = database.outline(project_id)[0]
    row = database.outline(project_id)[1]
    database.decide(ANA, NoteRow(row.id, "is it 2016?"))
    database.decide(ANA, InsertGap(row.id, row.version, "en"))
    shifted = standing(database, project_id)
    assert cells(database, project_id, "en")[1:] == [[], *([text] for text in ENGLISH[1:])]
    event = realign(database, project_id)
    assert cells(database, project_id, "en") == [[text] for text in ENGLISH]
    assert cells(database, project_id, "fr") == [[text] for text in FRENCH]
    rows = database.outline(project_id)
    assert rows[0] == decided
    assert [row.position for row in rows] == list(range(5))
    assert {row.status for row in rows[1:]} == {Status.CANDIDATE}
    assert rows[1].notes == 1
    database.decide(ANA, Undo(event))
    assert standing(database, project_id) == shifted


def test_an_edited_row_stays_as_it_is(database: store.Store, project_id: int) -> None:
    rows = database.outline(project_id)
    database.decide(ANA, InsertGap(rows[3].id, rows[3].version, "en"))
    database.decide(ANA, EditCell(rows[1].id, rows[1].version, "en", "Condemns it all."))
    edited = database.outline(project_id)[1]
    realign(database, project_id)
    assert database.outline(project_id)[1] == edited
    assert cells(database, project_id, "en") == [[text] for text in ENGLISH]


def test_parts_of_a_paragraph_on_either_side_of_a_decided_row_stay_there(
    database: store.Store,
) -> None:
    english = [f"{ENGLISH[0]} {ENGLISH[1]}", *ENGLISH[2:]]
    texts = [english[0], "", *english[1:]]
    project_id = database.save(one_by_one(FRENCH, texts, rows_with_gap={1})).project_id
    row = database.outline(project_id)[0]
    database.decide(ANA, SplitCell(row.id, row.version, "en", 1))
    approve(database, project_id, 0)
    decided = database.outline(project_id)[0]
    row = database.outline(project_id)[1]
    database.decide(ANA, InsertGap(row.id, row.version, "en"))
    realign(database, project_id)
    assert cells(database, project_id, "en") == [[text] for text in ENGLISH]
    assert database.outline(project_id)[0] == decided
    # A second run of the whole journey keeps the approved half and gives the rest away.
    database.save(one_by_one(FRENCH, texts, rows_with_gap={1}))
    assert cells(database, project_id, "en")[:2] == [[ENGLISH[0]], [ENGLISH[1]]]
    assert database.outline(project_id)[0].status == Status.APPROVED


def test_nothing_is_written_where_somebody_was_faster(
    database: store.Store, project_id: int
) -> None:
    row = database.outline(project_id)[1]
    database.decide(ANA, InsertGap(row.id, row.version, "en"))
    stretches = database.pending(project_id)
    approve(database, project_id, 0, by="Ben")
    before = standing(database, project_id)
    texts = one_by_one(FRENCH, ENGLISH).multitext
    with pytest.raises(Conflict, match="row 1 was changed by Ben since you read it"):
        database.renew(project_id, [(stretches[0], texts)], ANA)
    assert standing(database, project_id) == before


def test_where_all_is_as_it_was_aligned_there_is_nothing_to_do(
    database: store.Store, project_id: int
) -> None:
    assert database.pending(project_id) == []
    assert pipeline.realign(database, project_id, ANA, similarity="lexical") is None


def test_a_viewer_cannot_realign(database: store.Store, project_id: int) -> None:
    row = database.outline(project_id)[1]
    database.decide(ANA, InsertGap(row.id, row.version, "en"))
    with pytest.raises(Forbidden):
        pipeline.realign(database, project_id, Actor("Vi", Role.VIEWER), similarity="lexical")


def test_a_rejected_row_stays_rejected_at_a_new_run(database: store.Store, project_id: int) -> None:
    row = database.outline(project_id)[2]
    database.decide(ANA, NoteRow(row.id, "wrong"))
    database.decide(ANA, DecideRows(((row.id, row.version),), Status.REJECTED))
    database.save(one_by_one(FRENCH, ENGLISH))
    [after] = database.outline(project_id, [row.id])
    assert (after.status, after.notes) == (Status.REJECTED, 1)
