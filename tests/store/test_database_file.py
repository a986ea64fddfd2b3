"""Trouble with the file is told in one line; a crash leaves the old state; old schemas rise."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from aligner import store
from aligner.errors import StoreError
from aligner.model import Actor, Project, Role, Status
from aligner.store import migration, schema
from aligner.store.deeds.moves import InsertGap
from aligner.store.deeds.rows import DecideRows
from tests.command import call


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def sql(file: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, to do damage with."""
    file.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


# Each backend keeps its full-text index in its own way, which the schema does not say.
BESIDE_FULL_TEXT = {"include_name": lambda name, *_: not (name or "").startswith("concordance")}


def refused(url: str, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        store.connect(url, create=create)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_migrations_make_exactly_the_tables_of_the_schema(
    database: store.Store, url: str
) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=BESIDE_FULL_TEXT)
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_a_file_that_is_not_a_database_is_left_alone(file: Path, url: str) -> None:
    file.parent.mkdir()
    file.write_bytes(b"Le Conseil de securite, " * 100)
    before = file.read_bytes()
    assert "not a database file" in refused(url)
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(sql: sqlite3.Connection, url: str) -> None:
    sql.execute("CREATE TABLE bookmark (id INTEGER)")
    assert "not one of aligner's" in refused(url)
    assert sql.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_newer_schema_is_not_touched(
    database: store.Store, sql: sqlite3.Connection, url: str
) -> None:
    sql.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "made by a newer version of aligner (schema 9999)" in refused(url)


def test_a_missing_database_is_not_made_by_looking_for_it(file: Path, url: str) -> None:
    assert "no database there yet" in refused(url, create=False)
    assert not file.exists()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("out/aligner.db", "write sqlite:///out/aligner.db"),
        ("mysql://someone:secret@host/name", "only SQLite and PostgreSQL"),
        ("postgresql://someone:secret@127.0.0.1:1/name", "no PostgreSQL answers there"),
        ("sqlite:////proc/aligner.db", "cannot be opened"),
        ("sqlite:////dev/null/aligner.db", "cannot make its folder"),
    ],
)
def test_what_is_no_usable_address_is_told(url: str, told: str) -> None:
    message = refused(url)
    assert told in message
    assert "secret" not in message


def test_a_read_only_database_can_be_read_but_not_saved_to(
    database: store.Store, file: Path, project: Project
) -> None:
    project_id = database.save(project).project_id
    with store.connect(f"sqlite:///file:{file}?mode=ro&uri=true") as reader:
        assert reader.load(project_id).name == project.name
        with pytest.raises(StoreError, match="read-only; make it writable"):
            reader.save(replace(project, name="another"))


def test_a_locked_database_is_told_and_loses_nothing(
    database: store.Store, sql: sqlite3.Connection, url: str, project: Project
) -> None:
    database.save(project)
    sql.execute("BEGIN IMMEDIATE")
    with store.connect(f"{url}?timeout=0.05") as second:
        with pytest.raises(StoreError, match="another process holds it"):
            second.save(replace(project, name="another"))
        assert len(second.projects()) == 1
    sql.execute("ROLLBACK")


@pytest.fixture
def at_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Makes the store one that knows the migrations up to a version only."""

    def know(last: str, extra: str = "") -> None:
        scripts = tmp_path / f"migrations-{last}"
        shutil.copytree(ALL, scripts)
        for script in (scripts / "versions").glob("0*.py"):
            if script.name[:4] > last:
                script.unlink()
        if extra:
            (scripts / "versions" / "9998_more.py").write_text(extra)
        monkeypatch.setattr(migration, "SCRIPTS", scripts)

    return know


ALL = migration.SCRIPTS
NEWEST = max(script.name[:4] for script in (ALL / "versions").glob("0*.py"))


def test_a_database_of_the_first_version_keeps_all_it_had_with_a_copy_made_first(
    at_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, file: Path, url: str
) -> None:
    at_version("0001")
    store.connect(url).close()
    with sqlite3.connect(file) as old:
        old.execute("PRAGMA foreign_keys = ON")
        for statement in FIRST_VERSION.strip().splitlines():
            old.execute(statement)
    monkeypatch.setattr(migration, "SCRIPTS", ALL)
    with store.connect(url) as database:
        [row] = database.outline(1)
        assert (row.id, row.status, row.version) == (7, Status.APPROVED, 3)
        assert dict(row.cells) == {"fr": (0,), "en": (0,)}
        [unit] = database.units(1)
        assert unit.texts == {"fr": "Un.", "en": "One."}
        actor = Actor("Ana", Role.REVIEWER)
        event = database.decide(actor, DecideRows(((7, 3),), Status.REJECTED))
        assert event.before == {"row 7": {"status": "approved"}}
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchone() == (NEWEST,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    [copy] = file.parent.glob("aligner.schema-0001.*.db")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT status FROM row").fetchall() == [("approved",)]


def test_a_postgresql_database_of_the_first_version_rises_too_with_a_copy_in_a_schema(
    at_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, empty_server: str
) -> None:
    at_version("0001")
    store.connect(empty_server).close()
    engine = create_engine(empty_server)
    with engine.begin() as old:
        for statement in FIRST_VERSION.strip().splitlines():
            old.exec_driver_sql(statement)
    monkeypatch.setattr(migration, "SCRIPTS", ALL)
    with store.connect(empty_server) as database:
        [row] = database.outline(1)
        assert (row.id, row.status, row.version) == (7, Status.APPROVED, 3)
        actor = Actor("Ana", Role.REVIEWER)
        database.decide(actor, DecideRows(((7, 3),), Status.REJECTED))
        assert [hit.row for hit in database.concordance("un")] == [7]
        database.decide(actor, InsertGap(7, 4, "en"))
        assert [row.id for row in database.outline(1)] == [7, 8]
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=BESIDE_FULL_TEXT)
        assert compare_metadata(context, schema.metadata) == []
        names = connection.exec_driver_sql(
            "SELECT table_schema FROM information_schema.tables WHERE table_name = 'row'"
        ).scalars()
        [copy] = [name for name in names if name != "public"]
        assert copy.startswith("schema-0001.")
        kept = connection.exec_driver_sql(f'SELECT status FROM "{copy}".row').scalars()
        assert list(kept) == ["approved"]
    engine.dispose()


FIRST_VERSION = """
INSERT INTO project VALUES (1, 'A-1', 'x', 'fr', '', '2026-01-01 00:00:00', '2026-01-01 00:00:00')
INSERT INTO document VALUES (1, 1, 0, 'fr', 'A-1', 'a.txt', '', '[]')
INSERT INTO document VALUES (2, 1, 1, 'en', 'A-1', 'b.txt', '', '[]')
INSERT INTO paragraph VALUES (1, 1, 0, 'Un.', 'body', '[]', 0, 0, NULL, 1, '[]')
INSERT INTO paragraph VALUES (2, 2, 0, 'One.', 'body', '[]', 0, 0, NULL, 1, '[]')
INSERT INTO change VALUES (1, 0, 0, 0, 2, 'Vn', 'Un', 'confusion', 'V for U', 0.9, 1)
INSERT INTO row VALUES (7, 1, 0, 0.9, '', 'approved', 3)
INSERT INTO cell VALUES (7, 1)
INSERT INTO cell VALUES (7, 2)
INSERT INTO glossary VALUES (1, 1, 'A-1', '["fr", "en"]', 1)
"""


def test_an_upgrade_that_fails_leaves_the_older_schema_whole(
    at_version: Callable[..., None], monkeypatch: pytest.MonkeyPatch, url: str, project: Project
) -> None:
    with store.connect(url) as database:
        project_id = database.save(project).project_id
    at_version(
        NEWEST,
        f"from alembic import op\nrevision = '9998'\ndown_revision = '{NEWEST}'\n"
        "def upgrade():\n    op.drop_table('cell')\n    op.execute('SELECT nonsense')\n",
    )
    assert "no such column: nonsense" in refused(url)
    monkeypatch.setattr(migration, "SCRIPTS", ALL)
    with store.connect(url) as database:
        assert database.load(project_id).multitext.rows == project.multitext.rows


@pytest.mark.parametrize(
    "url",
    [
        *("sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite+pysqlite://"),
        *("sqlite:///file::memory:?uri=true", "sqlite:///file:x?mode=memory&uri=true"),
    ],
)
@pytest.mark.parametrize("command", ["run", "import", "restore", "review"])
def test_nothing_is_kept_in_memory_only(
    url: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("One line of a letter.\n", "utf-8")
    files = [] if command == "review" else ["a.txt"]
    assert call(monkeypatch, command, *files, "--db", url) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(
        ": a database in memory ends with the command; give a file, such as sqlite:///aligner.db"
    )
    assert {path.name for path in tmp_path.iterdir()} <= {"a.txt", "out"}
