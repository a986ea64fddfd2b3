"""Trouble with the file is told in one line; a crash leaves the old state; old schemas rise."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from aligner import store
from aligner.errors import StoreError
from aligner.model import Project
from aligner.store import migration, schema


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
        context = MigrationContext.configure(connection)
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
        ("postgresql://someone:secret@host/name", "only SQLite"),
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


def test_an_older_schema_is_brought_up_with_a_copy_made_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path, url: str, project: Project
) -> None:
    with store.connect(url) as database:
        project_id = database.save(project).project_id
    scripts = tmp_path / "migrations"
    shutil.copytree(migration.SCRIPTS, scripts)
    (scripts / "versions" / "0002_events.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision = '0002'\ndown_revision = '0001'\n"
        "def upgrade():\n    op.create_table('event', sa.Column('id', sa.Integer))\n"
    )
    monkeypatch.setattr(migration, "SCRIPTS", scripts)
    with store.connect(url) as database:
        assert database.load(project_id).name == project.name
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchone() == ("0002",)
        connection.execute("SELECT * FROM event")
    [copy] = file.parent.glob("aligner.schema-0001.*.db")
    monkeypatch.undo()
    with store.connect(f"sqlite:///{copy}") as database:
        assert database.load(project_id).name == project.name


def test_an_upgrade_that_fails_leaves_the_older_schema_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, project: Project
) -> None:
    with store.connect(url) as database:
        project_id = database.save(project).project_id
    scripts = tmp_path / "migrations"
    shutil.copytree(migration.SCRIPTS, scripts)
    (scripts / "versions" / "0002_broken.py").write_text(
        "from alembic import op\nrevision = '0002'\ndown_revision = '0001'\n"
        "def upgrade():\n    op.drop_table('cell')\n    op.execute('SELECT nonsense')\n"
    )
    monkeypatch.setattr(migration, "SCRIPTS", scripts)
    assert "no such column: nonsense" in refused(url)
    monkeypatch.undo()
    with store.connect(url) as database:
        assert database.load(project_id).multitext.rows == project.multitext.rows


_SAVER = """
import sys
from dataclasses import replace
from tests import example_project
from aligner import store

project = example_project.project()
with store.connect(sys.argv[1]) as database:
    for i in range(10_000):
        saved = database.save(replace(project, name=str(i)))
        print(saved.project_id, flush=True)
"""


def test_a_process_killed_while_it_saves_leaves_whole_projects_only(
    url: str, project: Project
) -> None:
    for wait in (0.0, 0.013, 0.029):
        process = subprocess.Popen(
            [sys.executable, "-c", _SAVER, url],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdout is not None
        acknowledged = int(process.stdout.readline())
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        with store.connect(url) as database:
            found = database.projects()
            assert max(summary.id for summary in found) >= acknowledged
            for summary in found:
                assert database.load(summary.id).multitext == project.multitext
