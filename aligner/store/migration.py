"""Brings a database to the tables of this version, forward only, with a copy made first.

A change of the schema is a file in ``migrations/versions``. Opening a database applies what it
lacks inside one transaction: a crash in the middle leaves the older schema whole.
"""

from __future__ import annotations

import importlib.resources
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from aligner.errors import StoreError

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

SCRIPTS = Path(str(importlib.resources.files("aligner.store"))) / "migrations"


def upgrade(engine: Engine, name: str) -> None:
    """Bring the database to the newest schema; nothing happens where it is there already.

    Args:
        engine: The database.
        name: What to call it in messages.

    Raises:
        StoreError: If it is not a project database or was made by a newer version.
    """
    scripts = _scripts()
    with engine.connect() as connection:
        revision = _revision(connection, name)
    if revision == scripts.get_current_head():
        return
    _require_known(scripts, revision, name)
    if revision is None:
        _turn_on_wal(engine)
    else:
        _copy(engine, revision)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        # Another process may have upgraded it while this one waited for the lock.
        if _revision(connection, name) != scripts.get_current_head():
            _migrate(connection)


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


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
