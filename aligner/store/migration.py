"""Brings a database to the tables of this version, forward only, with a copy made first.

A change of the schema is a file in ``migrations/versions``. Opening a database applies what it
lacks inside one transaction: a crash in the middle leaves the older schema whole.
"""

from __future__ import annotations

import importlib.resources
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, inspect, select

from aligner.errors import StoreError
from aligner.store import backend, passages, spellings

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

SCRIPTS = Path(str(importlib.resources.files("aligner.store"))) / "migrations"


def upgrade(engine: Engine, name: str, *, create: bool = True) -> None:
    """Bring the database to the newest schema; nothing happens where it is there already.

    Args:
        engine: The database.
        name: What to call it in messages.
        create: Make the tables where there are none.

    Raises:
        StoreError: If it has no tables (without `create`), is not a project database or was made
            by a newer version.
    """
    scripts = _scripts()
    with engine.connect() as connection:
        revision = _revision(connection, name)
    if revision == scripts.get_current_head():
        return
    _require_known(scripts, revision, name)
    if revision is None and not create:
        raise backend.missing(name)
    on_file = engine.dialect.name == "sqlite"
    if revision is None and on_file:
        _turn_on_wal(engine)
    elif revision is not None and on_file:
        _copy(engine, revision)
    with backend.transaction(engine, write=True) as connection:
        if not on_file:
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        # Another process may have upgraded it while this one waited for the lock.
        if _revision(connection, name) != scripts.get_current_head():
            if revision is not None and not on_file:
                _copy_tables(connection, revision)
            _migrate(connection)
            if revision is not None:
                passages.rebuild(connection)
                spellings.rebuild(connection)


_ONE_AT_A_TIME = 0x0A119E5  # an arbitrary number of ours among PostgreSQL's advisory locks


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(SCRIPTS))


def _revision(connection: Connection, name: str) -> str | None:
    from alembic.runtime.migration import MigrationContext

    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None and inspect(connection).get_table_names():
        raise StoreError(f"{name}: a database, but not one of aligner's; give another path")
    return revision


def _require_known(scripts: ScriptDirectory, revision: str | None, name: str) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(
            f"{name}: made by a newer version of aligner (schema {revision}); "
            "upgrade aligner or use another database"
        )


def _turn_on_wal(engine: Engine) -> None:
    """Readers go on while one process writes; the file remembers the mode."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _copy(engine: Engine, revision: str) -> None:
    """A copy beside the file, named by its schema and the time; WAL contents included."""
    file = Path(str(engine.url.database))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = file.with_name(f"{file.stem}.schema-{revision}.{stamp}{file.suffix}")
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(target),))
    finally:
        raw.close()


def _copy_tables(connection: Connection, revision: str) -> None:
    """A copy in a PostgreSQL schema of its own, named like that of a file."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    quote = connection.dialect.identifier_preparer.quote
    copy = quote(f"schema-{revision}.{stamp}")
    connection.exec_driver_sql(f"CREATE SCHEMA {copy}")
    for table in inspect(connection).get_table_names():
        connection.exec_driver_sql(f"CREATE TABLE {copy}.{quote(table)} AS TABLE {quote(table)}")


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
