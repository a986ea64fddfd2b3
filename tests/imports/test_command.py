"""``aligner import`` says on a few lines what became of each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner import store
from aligner.model import Actor, Role, Status
from aligner.store.deeds.rows import DecideRows
from tests.command import call
from tests.imports.conftest import exported


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text("id,fr,EN_US,status\n1,paix,peace,\n2,guerre,war,gone\n", "utf-8")
    return path


def test_each_file_is_counted_and_what_was_skipped_has_its_reason(
    glossary: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    db = f"sqlite:///{tmp_path / 'a.db'}"
    assert call(monkeypatch, "import", glossary, "--db", db, "--glossary", "Peace") == 0
    count, note, kept_out = capsys.readouterr().out.splitlines()
    assert count == f"{glossary}: 2 entries: 2 added"
    assert note == "  note: language EN_US read as en-US"
    assert kept_out == "  note: not kept: status 'gone', which is not known (1)"
    with store.connect(db) as database:
        assert [summary.name for summary in database.glossaries()] == ["Peace"]


def test_strict_refuses_the_file_in_one_line(
    glossary: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    db = f"sqlite:///{tmp_path / 'a.db'}"
    assert call(monkeypatch, "import", glossary, "--db", db, "--strict") == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "line 3" in error
    with store.connect(db) as database:
        assert database.glossaries() == []


def test_conflicts_are_shown_and_the_log_names_who_sent_the_file(
    database: store.Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = exported(database, "csv", tmp_path / "a.csv")
    text = path.read_text("utf-8-sig").replace("candidate", "rejected")
    path.write_text(text, "utf-8")
    project = database.projects()[0].id
    row = database.outline(project)[0]
    boris = Actor("Boris", Role.REVIEWER)
    database.decide(boris, DecideRows(((row.id, row.version),), Status.APPROVED))
    db = f"sqlite:///{tmp_path / 'aligner.db'}"
    assert call(monkeypatch, "import", path, "--db", db, "--by", "Olga") == 0
    count, conflict = capsys.readouterr().out.splitlines()
    assert count == f"{path}: 8 units: 7 changed, 1 kept as decided here"
    assert conflict == (
        "  conflict in S-RES-2331-2016, unit 1, status: "
        "here “approved” (Boris), in the file “rejected”"
    )
    newest = database.events(project)[0]
    assert (newest.actor, newest.action, newest.batch) == ("Olga", "reject", 7)
