"""An import never overwrites what a person decided: units and concepts are known by their texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from aligner import store
from aligner.model import Status, TranslationUnit
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell
from aligner.store.deeds.undoing import Undo
from tests.command import call
from tests.imports.conftest import ANA, taken

FIRST = [
    ("The assembly met in spring.", "L’assemblée s’est réunie au printemps."),
    ("It elected a chair.", "Elle a élu un président."),
    ("The budget was adopted without a vote.", "Le budget a été adopté sans vote."),
    ("The session was closed.", "La session a été close."),
]
OTHER = [
    ("Turn the key to the left.", "Tourner la clé à gauche."),
    ("Check the oil level.", "Vérifier le niveau d’huile."),
    ("Replace worn belts.", "Remplacer les courroies usées."),
]


def memory(path: Path, pairs: list[tuple[str, str]], ids: list[str] | None = None) -> Path:
    """A memory as CAT tools write it, without statuses."""
    path.parent.mkdir(exist_ok=True, parents=True)
    units = "".join(
        f"<tu{f' tuid={chr(34)}{ids[n]}{chr(34)}' if ids else ''}>"
        f'<tuv xml:lang="en"><seg>{en}</seg></tuv><tuv xml:lang="fr"><seg>{fr}</seg></tuv></tu>'
        for n, (en, fr) in enumerate(pairs)
    )
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>', "utf-8")
    return path


def units(database: store.Store) -> list[TranslationUnit]:
    (project,) = database.projects()
    return list(database.units(project.id))


def test_a_project_can_be_said_by_its_id(empty: store.Store, tmp_path: Path) -> None:
    taken(empty, memory(tmp_path / "a.tmx", FIRST), into="Session")
    (first,) = empty.projects()
    taken(empty, memory(tmp_path / "b.tmx", OTHER), into=str(first.id))
    taken(empty, memory(tmp_path / "c.tmx", OTHER), into="1991")
    there = {project.name: len(list(empty.units(project.id))) for project in empty.projects()}
    assert there == {"Session": 7, "1991": 3}


@pytest.mark.parametrize("ids", [None, ["1", "2", "3", "4"]])
def test_another_memory_of_the_same_name_and_ids_overwrites_nothing(
    empty: store.Store, tmp_path: Path, ids: list[str] | None
) -> None:
    taken(empty, memory(tmp_path / "a" / "project_save.tmx", FIRST, ids))
    row = empty.outline(empty.projects()[0].id)[0]
    empty.decide(ANA, NoteRow(row.id, "seen in the record"))
    before = units(empty)
    outcome = taken(empty, memory(tmp_path / "b" / "project_save.tmx", OTHER, ids))
    assert units(empty)[: len(FIRST)] == before
    assert (outcome.units.added, outcome.units.changed) == (3, 0)
    assert any("--into" in note for note in outcome.notes)


def test_a_unit_put_in_at_the_top_shifts_nothing(empty: store.Store, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    taken(empty, memory(path, FIRST))
    outcome = taken(empty, memory(path, [("New.", "Nouveau."), *FIRST]))
    assert (outcome.units.added, outcome.units.same) == (1, 4)
    outcome = taken(empty, memory(path, FIRST, ["0", "1", "2", "3"]))
    assert (outcome.units.added, outcome.units.same) == (0, 4)


def test_a_table_without_ids_is_known_by_texts_whatever_its_order(
    empty: store.Store, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{n},{en},{fr},approved" for n, (en, fr) in enumerate(FIRST, start=1)]
    path.write_text("\n".join(["label,en,fr,status", *rows]), "utf-8")
    taken(empty, path)
    before = units(empty)
    path.write_text("\n".join(["label,en,fr,status", *reversed(rows)]), "utf-8")
    assert taken(empty, path).units.same == 4
    assert units(empty) == before


def test_what_differs_is_a_decision_that_can_be_undone(empty: store.Store, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    taken(empty, memory(path, FIRST))
    edited = [*FIRST[:2], (FIRST[2][0], "Le budget fut adopté sans vote."), FIRST[3]]
    outcome = taken(empty, memory(path, edited))
    assert (outcome.units.changed, outcome.units.same) == (1, 3)
    assert units(empty)[2].texts["fr"] == "Le budget fut adopté sans vote."
    returned = [e for e in empty.events(empty.projects()[0].id) if e.why == "returned in a.tmx"]
    assert {event.action for event in returned} == {"edit", "approve"}
    for event in returned:  # The newest first.
        empty.decide(ANA, Undo(event.id))
    assert units(empty)[2].texts["fr"] == FIRST[2][1]


def test_a_conflict_shows_both_and_changes_nothing(empty: store.Store, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    taken(empty, memory(path, FIRST))
    row = empty.outline(empty.projects()[0].id)[1]
    empty.decide(ANA, EditCell(row.id, row.version, "fr", "Elle a élu une présidente."))
    outcome = taken(empty, memory(path, FIRST))
    assert outcome.units.kept == 1
    assert "Elle a élu une présidente." in outcome.clashes[0].sentence
    assert "Elle a élu un président." in outcome.clashes[0].sentence


def test_a_termbase_of_the_same_title_and_ids_adds_its_concepts(
    empty: store.Store, tmp_path: Path
) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("id,en,fr\n1,flag State,État du pavillon\n2,high seas,haute mer\n", "utf-8")
    taken(empty, path)
    path.write_text("id,en,fr\n1,drive belt,courroie\n2,high seas,haute mer\n", "utf-8")
    outcome = taken(empty, path)
    assert (outcome.entries.added, outcome.entries.changed, outcome.entries.same) == (1, 0, 1)
    glossary = empty.glossary_by_id(empty.glossaries()[0].id)
    assert [entry.terms[0].text for entry in glossary.entries] == [
        "flag State", "high seas", "drive belt",
    ]  # fmt: skip


def test_into_chooses_the_project_and_a_dry_run_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db = f"sqlite:///{tmp_path / 'a.db'}"
    first = memory(tmp_path / "a" / "project_save.tmx", FIRST)
    other = memory(tmp_path / "b" / "project_save.tmx", OTHER)
    assert call(monkeypatch, "import", first, "--db", db, "--dry-run") == 0
    assert not (tmp_path / "a.db").exists()
    assert call(monkeypatch, "import", first, "--db", db) == 0
    capsys.readouterr()
    assert call(monkeypatch, "import", other, "--db", db, "--dry-run", "--into", "Engines") == 0
    said = capsys.readouterr().out
    assert "3 added" in said and "nothing was changed" in said
    assert call(monkeypatch, "import", other, "--db", db, "--into", "Engines") == 0
    with store.connect(db) as database:
        rows = {project.name: project.row_count for project in database.projects()}
    assert rows == {"project_save": 4, "Engines": 3}


words = st.sampled_from(["Yes.", "No.", "It met.", "It met again.", "The vote was taken."])
pairs = st.lists(st.tuples(words, words), min_size=1, max_size=5)
ids = st.one_of(st.none(), st.permutations(["1", "2", "3", "4", "5"]))
deeds = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["decide", "edit", "note"])), max_size=3
)


@settings(
    max_examples=8,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(one=pairs, other=pairs, ids_one=ids, ids_other=ids, between=deeds)
def test_no_approved_text_or_note_is_gone_without_an_event_that_undoes_it(
    empty: store.Store,
    tmp_path: Path,
    one: list[tuple[str, str]],
    other: list[tuple[str, str]],
    ids_one: list[str] | None,
    ids_other: list[str] | None,
    between: list[tuple[int, str]],
) -> None:
    name = f"memory {len(empty.projects())}"
    taken(empty, memory(tmp_path / "a.tmx", one, ids_one), into=name)
    project = next(found.id for found in empty.projects() if found.name == name)
    for step, (at, what) in enumerate(between):
        rows = empty.outline(project)
        row = rows[at % len(rows)]
        if what == "decide":
            new = Status.REJECTED if row.status is Status.APPROVED else Status.APPROVED
            empty.decide(ANA, DecideRows(((row.id, row.version),), new))
        elif what == "edit":
            empty.decide(ANA, EditCell(row.id, row.version, "fr", f"Mine {step}."))
        else:
            empty.decide(ANA, NoteRow(row.id, f"note {at}"))
    rows = [row.id for row in empty.outline(project)]
    before = dict(zip(rows, empty.units(project), strict=True))
    last = empty.last_event(project)
    taken(empty, memory(tmp_path / "b.tmx", other, ids_other), into=name)
    after = dict(zip((row.id for row in empty.outline(project)), empty.units(project), strict=True))
    told = {
        subject for event in empty.events(project) if event.id > last for subject in event.before
    }
    for row, unit in before.items():
        assert row in after
        assert set(unit.note.split("\n")) <= set(after[row].note.split("\n"))
        if f"row {row}" not in told:
            assert after[row].texts == unit.texts
            assert after[row].status is unit.status
