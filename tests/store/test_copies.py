"""A backup is one file from either backend, and fills either."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aligner import store
from aligner.cli import command
from aligner.errors import StoreError
from aligner.model import Project
from aligner.store import backend, strangers
from aligner.store.deeds.moves import MergeRows, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.undoing import Undo
from tests.command import call
from tests.store.conftest import ANA, approve
from tests.store.test_structure import standing


@pytest.fixture
def project_id(database: store.Store, project: Project) -> int:
    project_id = database.save(project).project_id
    approve(database, project_id, 0)
    row = database.outline(project_id)[3]
    database.decide(ANA, NoteRow(row.id, "look"))
    return project_id


def test_a_backup_restores_all_there_was(
    database: store.Store, url: str, project_id: int, tmp_path: Path
) -> None:
    rows = database.outline(project_id)[6:]
    merged = database.decide(ANA, MergeRows(tuple((row.id, row.version) for row in rows)))
    before, events = standing(database, project_id), database.events(project_id)
    copied = store.backup(url, tmp_path / "kept.db")
    assert (copied.projects, copied.glossaries, copied.events) == (1, 1, len(events))
    again = f"sqlite:///{tmp_path}/elsewhere/aligner.db"
    assert store.restore(tmp_path / "kept.db", again).events == len(events)
    with store.connect(again) as other:
        assert standing(other, project_id) == before
        assert other.events(project_id) == events
        assert other.load(project_id) == database.load(project_id)
        assert other.concordance("etres")
        # The id of the merged row is not given to another one, so undo still knows it.
        row = other.outline(project_id)[6]
        split = other.decide(ANA, SplitCell(row.id, row.version, "en", 1))
        assert max(split.rows) > max(row.id for row in rows)
        other.decide(ANA, Undo(split.id))
        other.decide(ANA, Undo(merged.id))
        assert [row.id for row in other.outline(project_id)[6:]] == [row.id for row in rows]


def test_a_team_takes_over_what_was_begun_on_a_laptop(
    empty_server: str, tmp_path: Path, project: Project
) -> None:
    laptop = f"sqlite:///{tmp_path}/aligner.db"
    with store.connect(laptop) as database:
        project_id = database.save(project).project_id
        approve(database, project_id, 0)
        before = standing(database, project_id)
    store.restore(tmp_path / "aligner.db", empty_server)
    with store.connect(empty_server, create=False) as database:
        assert standing(database, project_id) == before
        assert database.save(project).new is False
        approve(database, project_id, 1)
    with pytest.raises(StoreError, match="there is something in it already"):
        store.restore(tmp_path / "aligner.db", empty_server)


def test_nothing_is_written_over(
    database: store.Store, url: str, project_id: int, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    store.backup(url, kept)
    content = kept.read_bytes()
    with pytest.raises(StoreError, match=r"kept.db: there already, and nothing is written over"):
        store.backup(url, kept)
    with pytest.raises(StoreError, match="there already, and nothing is written over"):
        store.restore(kept, f"sqlite:///{kept}")
    assert kept.read_bytes() == content
    assert {path.name for path in tmp_path.iterdir()} <= {"kept.db", "review"}


def test_what_is_no_backup_is_told(tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/new.db"
    with pytest.raises(StoreError, match="no such file"):
        store.restore(tmp_path / "absent.db", target)
    (tmp_path / "text.db").write_text("Le Conseil de sécurité, " * 99)
    with pytest.raises(StoreError, match=r"text.db: not a database file"):
        store.restore(tmp_path / "text.db", target)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE bookmark (id INTEGER)")
    with pytest.raises(StoreError, match=r"other.db: a database, but not one of aligner's"):
        store.restore(tmp_path / "other.db", target)
    with pytest.raises(StoreError, match="no database there yet"):
        store.backup(f"sqlite:///{tmp_path}/absent.db", tmp_path / "kept.db")
    assert not (tmp_path / "new.db").exists()
    assert not (tmp_path / "kept.db").exists()


def test_a_damaged_backup_is_named_by_its_own_name(project: Project, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with store.connect(url) as opened:
        opened.save(project)
    store.backup(url, tmp_path / "kept.db")
    content = bytearray((tmp_path / "kept.db").read_bytes())
    for page in range(4 * 4096, len(content), 4096):
        content[page : page + 400] = b"\xff" * 400
    (tmp_path / "kept.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"/kept\.db: the file is damaged"):
        store.restore(tmp_path / "kept.db", f"sqlite:///{tmp_path}/b.db")
    assert not (tmp_path / "b.db").exists() and not list(tmp_path.glob("*.part*"))


def test_backup_and_restore_are_one_command_each(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (f"sqlite:///{tmp_path}/{name}.db" for name in ("old", "new"))
    with store.connect(old) as database:
        database.save(project)
    kept = str(tmp_path / "kept.db")
    for arguments in (["backup", "--db", old, "-o", kept], ["restore", kept, "--db", new]):
        assert command(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"wrote {kept}: 1 project, 1 glossary, 1 event",
        f"restored {tmp_path}/new.db: 1 project, 1 glossary, 1 event",
    ]


_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"DROP TABLE note; CREATE VIEW note AS {_ENDLESS} SELECT i AS id FROM n", "a view"),
        (f"CREATE VIEW more AS {_ENDLESS} SELECT * FROM n", "a view"),
        ("CREATE TRIGGER kept AFTER INSERT ON note BEGIN DELETE FROM event; END", "a trigger"),
        ("DROP TRIGGER event_no_update; CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
         "BEGIN DELETE FROM note; END", "a trigger"),
        ("CREATE VIRTUAL TABLE words USING fts5 (word)", "a virtual table"),
        ("ALTER TABLE note ADD COLUMN large AS (zeroblob(900000000))", "a computed column"),
    ],
)  # fmt: skip
def test_nothing_in_a_backup_runs(
    project: Project, tmp_path: Path, change: str, told: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    kept = tmp_path / "kept.db"
    with store.connect(f"sqlite:///{tmp_path}/a.db") as opened:
        opened.save(project)
    store.backup(f"sqlite:///{tmp_path}/a.db", kept)
    with closing(sqlite3.connect(kept)) as hostile:
        hostile.executescript(change)
    assert call(monkeypatch, "restore", kept, "--db", f"sqlite:///{tmp_path}/b.db") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"aligner: {kept}: holds {told} (")
    assert not (tmp_path / "b.db").exists() and not list(tmp_path.glob("*.part*"))


def test_a_given_database_is_not_read_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "given.db"
    with closing(sqlite3.connect(file)) as given:
        given.execute("CREATE TABLE note (id INTEGER)")
    engine = backend.engine(backend.parsed(f"sqlite:///{file}"))
    strangers.bind(engine)
    for query, told in (
        (f"{_ENDLESS} SELECT count(*) FROM n", "takes far longer"),
        ("SELECT zeroblob(300000000)", "a value that is too large"),
    ):
        with (
            pytest.raises(StoreError, match=told),
            backend.told_in_one_line("given.db"),
            engine.connect() as connection,
        ):
            connection.exec_driver_sql(query).all()
    engine.dispose()
