"""A whole database in one file, and back: from SQLite or PostgreSQL, into either.

A backup is a SQLite file, made of one moment of the database while others go on working. So it
also moves a project from a laptop to the server of a team.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, RowMapping, Table, func, insert, select, text

from aligner.errors import StoreError
from aligner.formats import files
from aligner.store import backend, migration, passages, schema, strangers

_LEFT_OUT = {"presence", "passage"}
"""What is of the moment only, and what is made anew from the rest."""
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Copied:
    """What is in a copy.

    Attributes:
        to: Where it is.
        projects: Their number.
        glossaries: Likewise, those of the projects among them.
        events: Entries of the log.
    """

    to: str
    projects: int
    glossaries: int
    events: int

    @property
    def sentence(self) -> str:
        """The same in words."""
        counts = (
            (self.projects, "project", "projects"),
            (self.glossaries, "glossary", "glossaries"),
            (self.events, "event", "events"),
        )
        said = (f"{count:,} {one if count == 1 else many}" for count, one, many in counts)
        return f"{self.to}: {', '.join(said)}"


def backup(url: str, path: Path) -> Copied:
    """Write a database to a file that is not there yet.

    Args:
        url: The database.
        path: The file to make.

    Raises:
        StoreError: If the database cannot be read, or the file is there or cannot be written.
    """
    with (
        _opened(url, create=False) as source,
        _made_aside(path) as part,
        _opened(f"sqlite:///{part}", called=str(path)) as target,
    ):
        return _copy(source, target, str(path), backend.called(backend.parsed(url)))


def restore(path: Path, url: str) -> Copied:
    """Write a backup to a database in which there is nothing yet.

    Args:
        path: A file that :func:`backup` made, or any SQLite database of this tool.
        url: The database to fill; a file that is not there, or an empty PostgreSQL database.

    Raises:
        StoreError: If the file is no database, or there is something in the target already.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no such file; give the file that aligner backup wrote")
    target = backend.parsed(url)
    with tempfile.TemporaryDirectory() as folder:
        # Opening an older one brings it up to date; the backup itself stays as it is.
        own = Path(shutil.copy(path, Path(folder) / "backup.db"))
        strangers.require_known(own, str(path))
        with _opened(f"sqlite:///{own}", create=False, called=str(path), given=True) as source:
            if backend.is_file(target):
                file = Path(str(target.database))
                with (
                    _made_aside(file) as part,
                    _opened(f"sqlite:///{part}", called=str(file)) as filled,
                ):
                    return _copy(source, filled, str(file), str(path))
            with _opened(url) as filled:
                return _copy(source, filled, backend.called(target), str(path))


@contextmanager
def _opened(
    url: str, *, create: bool = True, called: str = "", given: bool = False
) -> Iterator[Engine]:
    target = backend.parsed(url)
    backend.make_folder(target, create=create)
    backend.make_file(target)
    name = called or backend.called(target)
    engine = backend.engine(target)
    if given:
        strangers.bind(engine)
    try:
        with backend.told_in_one_line(name):
            migration.upgrade(engine, name, create=create)
            yield engine
    finally:
        engine.dispose()


@contextmanager
def _made_aside(path: Path) -> Iterator[Path]:
    """A file to write beside `path`; it takes its place when all is well, and is never in it."""
    if path.exists():
        raise StoreError(f"{path}: there already, and nothing is written over; give another name")
    part = files.part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.sweep(path)
        yield part
        os.link(part, path)  # unlike a rename it never takes the place of another file
    except FileExistsError:
        raise StoreError(f"{path}: somebody made it in the meantime; give another name") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        for left in path.parent.glob(f"{part.name}*"):
            left.unlink(missing_ok=True)


def _copy(source: Engine, target: Engine, to: str, origin: str) -> Copied:
    tables = [table for table in schema.metadata.sorted_tables if table.name not in _LEFT_OUT]
    with (
        backend.transaction(source, write=False) as old,
        backend.transaction(target, write=True) as new,
    ):
        for table in tables:
            if new.execute(select(func.count()).select_from(table)).scalar_one():
                raise StoreError(
                    f"{to}: there is something in it already ({table.name}); restore into an "
                    "empty database"
                )
        for table in tables:
            _copy_table(old, new, table, origin)
        with backend.told_in_one_line(origin):
            last = _last_ids(old, tables)
        _go_on_counting(new, last)
        passages.rebuild(new)
        counts = [
            new.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.project, schema.glossary, schema.event)
        ]
    return Copied(to, *counts)


def _copy_table(old: Connection, new: Connection, table: Table, origin: str) -> None:
    query = select(table).order_by(*table.primary_key.columns)

    def parts() -> Iterator[Sequence[RowMapping]]:
        with backend.told_in_one_line(origin):  # what is damaged is the original
            rows = old.execution_options(yield_per=_AT_ONCE).execute(query).mappings()
            yield from rows.partitions()

    for some in parts():
        new.execute(insert(table), [dict(row) for row in some])


def _last_ids(connection: Connection, tables: list[Table]) -> Mapping[str, int]:
    """The highest id that each table ever gave, so that none is given twice."""
    counted = [table for table in tables if "id" in table.primary_key.columns]
    last = {
        table.name: connection.execute(select(func.max(table.c.id))).scalar_one() or 0
        for table in counted
    }
    if connection.dialect.name == backend.POSTGRESQL:
        for name in last:
            value = connection.execute(
                text("SELECT last_value FROM pg_sequences WHERE sequencename = :name"),
                {"name": f"{name}_id_seq"},
            ).scalar_one_or_none()
            last[name] = max(last[name], value or 0)
    else:
        for name, value in connection.execute(text("SELECT name, seq FROM sqlite_sequence")):
            if name in last:
                last[name] = max(last[name], value)
    return last


def _go_on_counting(connection: Connection, last: Mapping[str, int]) -> None:
    for name, value in last.items():
        if connection.dialect.name == backend.POSTGRESQL:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :value, true)"),
                {"name": name, "value": max(value, 1)},
            )
        else:
            given = {"name": name, "value": value}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), given)
            connection.execute(
                text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :value)"), given
            )
