"""A database file that somebody gave: nothing in it runs, and no reading of it goes on for ever."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, event

from aligner.errors import StoreError

_TRIGGER = re.compile(
    r"CREATE TRIGGER (?:(?:event|event_subject)_no_(?:update|delete) BEFORE (?:UPDATE|DELETE) ON "
    r"(?:event|event_subject) BEGIN SELECT RAISE\(ABORT, '[^']*'\); END"
    r"|passage_(?:in|out|anew) AFTER (?:INSERT|DELETE|UPDATE) ON passage BEGIN "
    r"(?:INSERT INTO concordance \([a-z, ]+\) VALUES \((?:'delete', )?[a-z., ]+\); ?)+END)"
)
"""The triggers that the migrations make."""
_VIRTUAL = re.compile(r"CREATE VIRTUAL TABLE concordance USING fts5 ?\([^;]*\)", re.I)
_COMPUTED = re.compile(r"\bGENERATED\s+ALWAYS\b|\bAS\s*\(", re.I)
_LONGEST = 256_000_000
"""Bytes of one value or row."""
_STEPS, _STEPS_PER_BYTE = 200_000_000, 5_000
"""Instructions of SQLite's machine that reading may take; some 30 a byte are what it needs."""
_EVERY = 1_000_000


def require_known(file: Path, name: str) -> None:
    """Refuse a file that would compute something when it is read or written.

    Args:
        file: A SQLite file of which nothing has been read yet.
        name: What to call it in messages.

    Raises:
        StoreError: It holds a view, a trigger, a virtual table or a computed column that no
            database of this tool has.
    """
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            made = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    except sqlite3.Error:
        return  # Whoever opens it next tells what is wrong with it.
    for kind, called, sql in made:
        words = " ".join(str(sql or "").split())
        if what := _strange(str(kind), words):
            raise StoreError(
                f"{name}: holds {what} ({called}), as no backup of aligner does; make the backup "
                "anew with: aligner backup"
            )


def _strange(kind: str, sql: str) -> str:
    if kind == "view":
        return "a view"
    if kind == "trigger" and not _TRIGGER.fullmatch(sql):
        return "a trigger"
    if kind == "table" and sql.upper().startswith("CREATE VIRTUAL"):
        return "" if _VIRTUAL.fullmatch(sql) else "a virtual table"
    return "a computed column" if kind == "table" and _COMPUTED.search(sql) else ""


def bind(engine: Engine) -> None:
    """Bound what the connections to such a file may take, in bytes a value and in steps."""
    size = Path(str(engine.url.database)).stat().st_size

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        left = (_STEPS + _STEPS_PER_BYTE * size) // _EVERY

        def over() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        connection.set_progress_handler(over, _EVERY)
