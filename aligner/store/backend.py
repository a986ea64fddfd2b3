"""SQLite and PostgreSQL: opening either, transactions as what they are, trouble in one line.

SQLite is one file in WAL mode: readers never wait, and writers take turns. PostgreSQL lets writers
of different rows go on side by side. On either, a reading transaction sees one moment, and what
two people do to the same row is settled by its version.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from aligner.errors import StoreError
from aligner.store import schema

_Result = TypeVar("_Result")

POSTGRESQL = "postgresql"
_PATIENCE = "30"  # seconds that a writer of SQLite waits for its turn
_ANSWER = "10"  # seconds within which a PostgreSQL has to answer at all
_SQLITE_OPTIONS = {"timeout", "uri", "mode", "cache", "immutable", "nolock"}
_TRIES = 5
_TAKE_TURNS_AGAIN = {"40001", "40P01"}  # PostgreSQL: two transactions wait for one another

_TROUBLE = {
    "file is not a database": "not a database file; give another path",
    "database disk image is malformed": "the file is damaged; restore a copy of it",
    "database is locked": "another process holds it; close that one or try again",
    "attempt to write a readonly database": "read-only; make it writable or give another path",
    "unable to open database file": "cannot be opened; check that the folder is there and writable",
    "database or disk is full": "the disk is full; make room and run it again",
    "invalid connection option": "has an option that PostgreSQL does not know; take it out",
    "imeout expired": "nothing answers there in time; check host and port",
    "onnection refused": "no PostgreSQL answers there; start it or give another host and port",
    "could not translate host name": "no such host; check the name",
    "failed to resolve host": "no such host; check the name",
    "authentication failed": "user or password is wrong",
    "no password supplied": "it asks for a password; put it in the URL or in ~/.pgpass",
    "does not exist": "not there; make it with createdb or give another name",
    "permission denied": "this user may not do that; grant it, or give another user",
    "interrupted": "takes far longer than its size explains; make the backup anew",
    "string or blob too big": "holds a value that is too large; make the backup anew",
    "the log can only grow": "the log can only grow; nothing of it is changed or deleted",
}


_PASSWORD = re.compile(r"(//[^:/@?#]*+:).*(@)", re.DOTALL)
_SECRETS = re.compile(r"([?&;](?:pass(?:word|wd)?|sslpassword|secret|token)=)[^&;]*", re.I)


def safe_url(url: str) -> str:
    """A URL as it may be shown: without its password, also where it is no URL that can be read."""
    return " ".join(_SECRETS.sub(r"\1***", _PASSWORD.sub(r"\1***\2", url)).split())


def parsed(url: str) -> URL:
    """A database URL of a kind that the store knows.

    Raises:
        StoreError: If it is not one.
    """
    try:
        target = make_url(url)
    except ArgumentError:
        shown = safe_url(url)
        raise StoreError(f"{shown}: not a database URL; write sqlite:///{shown}") from None
    except ValueError:
        raise StoreError(f"{safe_url(url)}: not a database URL (its port is no number)") from None
    if "\0" in "".join(filter(None, (target.database, target.host, target.username))):
        raise StoreError(f"{called(target)}: holds a NUL (%00); take it out")
    if target.drivername == POSTGRESQL:
        target = target.set(drivername=f"{POSTGRESQL}+psycopg")
    if target.drivername not in ("sqlite", "sqlite+pysqlite", f"{POSTGRESQL}+psycopg"):
        raise StoreError(
            f"{called(target)}: only SQLite and PostgreSQL are supported; write "
            "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
        )
    if target.get_backend_name() == "sqlite" and _in_memory(target):
        raise StoreError(
            f"{target}: a database in memory ends with the command; give a file, such as "
            "sqlite:///aligner.db"
        )
    return target


def _in_memory(target: URL) -> bool:
    name = str(target.database or "")
    return name in ("", ":memory:", "file:") or (
        name.startswith("file:")
        and (name.startswith("file::memory:") or target.query.get("mode") == "memory")
    )


def called(target: URL) -> str:
    """What to call a database in messages: never with its password."""
    if target.get_backend_name() == "sqlite":
        return target.database or str(target)
    return safe_url(target.render_as_string(hide_password=True))


def is_file(target: URL) -> bool:
    """True for a plain SQLite file."""
    name = target.database
    return (
        target.get_backend_name() == "sqlite" and bool(name) and not str(name).startswith("file:")
    )


def make_folder(target: URL, *, create: bool) -> None:
    """Have the folder of a SQLite file; other databases are left to themselves.

    Raises:
        StoreError: If the folder cannot be made, or (without `create`) the file is not there.
    """
    if not is_file(target):
        return
    file = Path(str(target.database))
    if not create and not file.is_file():
        raise missing(str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{file}: cannot make its folder ({error.strerror})") from error


def make_file(target: URL) -> None:
    """Have a SQLite file that its owner alone may read; other databases are left to themselves.

    Raises:
        StoreError: If the file cannot be made.
    """
    if not is_file(target):
        return
    file = Path(str(target.database))
    try:
        if not file.exists():  # SQLite gives its other files the rights of this one.
            file.touch(mode=0o600)
    except OSError as error:
        told = _TROUBLE["unable to open database file"]
        raise StoreError(f"{file}: {told} ({error.strerror})") from error


def missing(name: str) -> StoreError:
    """What to say of a database that is not there yet."""
    return StoreError(f"{name}: no database there yet; make one with: aligner run FILE...")


def engine(target: URL) -> Engine:
    """Connections to a database."""
    if target.get_backend_name() == POSTGRESQL:
        return _postgresql(target)
    if strange := set(target.query) - _SQLITE_OPTIONS:
        raise StoreError(f"{called(target)}: SQLite has no option {strange.pop()}; take it out")
    patience = str(target.query.get("timeout", _PATIENCE))
    if not patience.replace(".", "", 1).isdecimal():
        raise StoreError(f"{called(target)}: ?timeout={patience} is no number of seconds")
    target = target.update_query_dict({"timeout": patience})
    made = create_engine(target, json_serializer=schema.to_json)

    # The sqlite3 module would begin a transaction too late (not at all before DDL), so it is kept
    # out of it, and each transaction begins as what it is: writers queue for the lock at BEGIN.
    @event.listens_for(made, "connect")
    def _(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(made, "begin")
    def _(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


def _postgresql(target: URL) -> Engine:
    try:
        if "connect_timeout" not in target.query:
            target = target.update_query_dict({"connect_timeout": _ANSWER})
        return create_engine(target, json_serializer=schema.to_json, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs the package psycopg; pip install 'un-aligner[postgresql]'"
        ) from error


@contextmanager
def transaction(made: Engine, *, write: bool) -> Iterator[Connection]:
    """One transaction; one that only reads sees the database as it was at one moment."""
    options: dict[str, Any] = {"write": write}
    if made.dialect.name == POSTGRESQL and not write:
        options["isolation_level"] = "REPEATABLE READ"
    with made.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def written(made: Engine, work: Callable[[Connection], _Result]) -> _Result:
    """Do some work in a write transaction; again where two transactions blocked one another."""
    for left in reversed(range(_TRIES)):
        try:
            with transaction(made, write=True) as connection:
                return work(connection)
        except OperationalError as error:
            if not left or getattr(error.orig, "sqlstate", "") not in _TAKE_TURNS_AGAIN:
                raise
    raise AssertionError


@contextmanager
def told_in_one_line(name: str) -> Iterator[None]:
    """Trouble with a database as a `StoreError` for people."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        told = next((told for known, told in _TROUBLE.items() if known in said), None)
        raise StoreError(f"{name}: {told or ' '.join(said.split())}") from error
