"""Translation units: out with what was decided of them, in without a decision lost."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from aligner import store
from aligner.errors import Forbidden, StoreError
from aligner.model import Actor, Project, Role, Status, TranslationUnit
from aligner.store import units
from aligner.store.deeds.moves import SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import EditCell
from tests.store.conftest import ANA, approve

WHEN = datetime(2020, 5, 17, 12, tzinfo=UTC)
UNITS = [
    TranslationUnit(
        id=f"tu{i}",
        texts={"en": f"Paragraph {i}. And more.", "ar": f"الفقرة {i}"},
        document="A/RES/60/1",
        label="2 (c)",
        status=Status.APPROVED if i % 2 else Status.CANDIDATE,
        confidence=0.5 if i == 3 else None,
        created=WHEN,
        creator="MemoQ",
        note="look" if i == 2 else "",
        codes={"⟦1⟧": "<b>"} if i == 1 else {},
    )
    for i in range(6)
]


def test_units_carry_edits_decisions_and_notes(database: store.Store, project: Project) -> None:
    project_id = database.save(project).project_id
    row = database.outline(project_id)[3]
    database.decide(ANA, EditCell(row.id, row.version, "en", "Condemns trafficking;"))
    database.decide(ANA, NoteRow(row.id, "first"))
    database.decide(Actor("Bo", Role.TRANSLATOR), NoteRow(row.id, "second"))
    event = approve(database, project_id, 3, by="Ben")
    [unit] = database.units(project_id, Status.APPROVED)
    assert unit.texts["en"] == "Condemns trafficking;"
    assert unit.texts["fr"].startswith("Condamne tous les actes")
    assert (unit.changer, unit.changed, unit.note) == ("Ben", event.at, "first\nsecond")
    assert [note.actor for note in database.notes(row.id)] == ["Ana", "Bo"]


def test_imported_units_go_out_as_they_came_in(database: store.Store) -> None:
    merged = database.save_units("memory", UNITS, ANA)
    assert (merged.added, merged.same) == (6, 0)
    assert list(database.units(merged.id)) == UNITS
    [project] = database.projects()
    assert (project.name, project.languages, project.pivot) == ("memory", ("en", "ar"), "en")
    assert database.load(merged.id).multitext.rows[2].cells == {"en": (2,), "ar": (2,)}


def test_the_same_units_twice_add_nothing(database: store.Store) -> None:
    once = database.save_units("memory", UNITS, ANA)
    before = database.outline(once.id)
    twice = database.save_units("memory", iter(UNITS), ANA)
    assert twice == replace(once, added=0, same=6)
    assert database.outline(once.id) == before
    assert len(database.events(once.id)) == 1
    half = [replace(unit, texts={"en": unit.texts["en"]}) for unit in UNITS]
    assert database.save_units("memory", half, ANA).same == 6


def test_units_that_come_otherwise_stay_as_they_are_and_new_ones_are_added(
    database: store.Store,
) -> None:
    project_id = database.save_units("memory", UNITS, ANA).id
    row = database.outline(project_id)[4]
    database.decide(ANA, EditCell(row.id, row.version, "en", "Mine"))
    newer = [replace(unit, texts={"en": "New", "fr": "Neuf"}) for unit in UNITS[3:]]
    newer.append(replace(UNITS[0], id="tu9"))
    merged = database.save_units("memory", newer, ANA)
    assert (merged.added, merged.same, merged.kept) == (1, 0, 3)
    texts = [unit.texts for unit in database.units(project_id)]
    assert texts[3] == UNITS[3].texts
    assert texts[4] == {"en": "Mine", "ar": "الفقرة 4"}
    assert len(texts) == 7


def test_an_imported_cell_can_be_split_at_a_sentence(database: store.Store) -> None:
    project_id = database.save_units("memory", UNITS, ANA, pivot="ar").id
    row = database.outline(project_id)[0]
    database.decide(ANA, SplitCell(row.id, row.version, "en", 1))
    texts = [unit.texts.get("en") for unit in database.units(project_id)]
    assert texts[:3] == ["Paragraph 0.", "And more.", "Paragraph 1. And more."]


def test_units_come_in_whole_or_not_at_all(database: store.Store) -> None:
    def breaking() -> object:
        yield from UNITS * 2_000
        raise StoreError("memory.tmx, line 12,001: damaged")

    with pytest.raises(StoreError, match="damaged"):
        database.save_units("memory", breaking(), ANA)  # type: ignore[arg-type]
    assert database.projects() == []
    with pytest.raises(StoreError, match="no units to import"):
        database.save_units("memory", [], ANA)
    with pytest.raises(Forbidden):
        database.save_units("memory", UNITS, Actor("Tom", Role.TRANSLATOR))


def test_to_read_a_long_memory_takes_as_many_steps_a_unit_as_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "_WINDOW", 20)
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def count(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_progress_handler(step, 100)

    def taken(many: int) -> int:
        nonlocal steps
        with store.connect(f"sqlite:///{tmp_path / str(many)}.db") as database:
            long = [replace(UNITS[0], id=str(i)) for i in range(many)]
            memory = database.save_units("memory", long, ANA).id
            steps = 0
            assert len(list(database.units(memory))) == many
        return steps

    event.listen(Engine, "connect", count)
    try:
        assert taken(400) < 8 * taken(100)
    finally:
        event.remove(Engine, "connect", count)
