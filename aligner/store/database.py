"""Opens a project database and says all that can be done with it.

The database is one SQLite file in WAL mode: readers never wait, and one process writes at a time.
Each method is one transaction. Trouble with the file itself comes out as one-line `StoreError`s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from aligner import model
from aligner.errors import StoreError
from aligner.store import entries, migration, outline, project, schema
from aligner.store.outline import OutlineRow
from aligner.store.project import ProjectSummary, Saved

DEFAULT_URL = "sqlite:///out/aligner.db"

_TROUBLE = {
    "file is not a database": "not a database file; give another path",
    "database disk image is malformed": "the file is damaged; restore a copy of it",
    "database is locked": "another process holds it; close that one or try again",
    "attempt to write a readonly database": "read-only; make it writable or give another path",
    "unable to open database file": "cannot be opened; check that the folder is there and writable",
    "database or disk is full": "the disk is full; make room and run it again",
}


def connect(url: str = DEFAULT_URL, *, create: bool = True) -> Store:
    """Open a project database; an older schema is brought up to date, with a copy made first.

    Args:
        url: A SQLAlchemy URL such as ``sqlite:///out/aligner.db``.
        create: Make the file and its folder where they are missing.

    Raises:
        StoreError: If the URL is not one, the file is missing (without `create`), is not a
            project database, cannot be opened, or was made by a newer version.
    """
    target = _parse(url)
    name = target.database or url
    if target.database and not target.database.startswith("file:"):
        file = Path(target.database)
        if not create and not file.is_file():
            raise StoreError(f"{name}: no database there yet; make one with: aligner run FILE...")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{name}: cannot make its folder ({error.strerror})") from error
    engine = _engine(target)
    with _told_in_one_line(name):
        migration.upgrade(engine, name)
    return Store(engine, name)


def _parse(url: str) -> URL:
    try:
        target = make_url(url)
    except ArgumentError:
        raise StoreError(f"{url}: not a database URL; write sqlite:///{url}") from None
    if target.get_backend_name() != "sqlite":
        raise StoreError(
            f"{target.render_as_string()}: only SQLite is supported; write sqlite:///FILE"
        )
    return target


def _engine(target: URL) -> Engine:
    engine = create_engine(target, json_serializer=schema.to_json)

    # The sqlite3 module would begin a transaction too late (not at all before DDL), so it is kept
    # out of it, and each transaction begins as what it is: writers queue for the lock at BEGIN.
    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:  # noqa: ANN401 - DB-API type
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def _told_in_one_line(name: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        told = next((told for known, told in _TROUBLE.items() if known in said), said)
        raise StoreError(f"{name}: {told}") from error


class Store:
    """An open project database. Close it, or use it in a ``with`` block."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _begin(self, *, write: bool = False) -> Iterator[Connection]:
        with (
            _told_in_one_line(self.name),
            self._engine.connect().execution_options(write=write) as connection,
            connection.begin(),
        ):
            yield connection

    def save(self, value: model.Project) -> Saved:
        """Keep what a run made, all of it or nothing.

        A project is known by its name, its languages and the content of its files. A second run
        on the same files renews what nobody has decided on: approved and rejected rows and
        entries stay as they are.

        Raises:
            StoreError: If a paragraph of a decided row is no longer in the documents, or the
                database cannot be written.
        """
        with self._begin(write=True) as connection:
            return project.save(connection, value)

    def projects(self) -> list[ProjectSummary]:
        """What is in the database, the project saved last first."""
        with self._begin() as connection:
            return project.summaries(connection)

    def load(self, project_id: int) -> model.Project:
        """A project as it was saved, its rows as they stand now.

        Raises:
            StoreError: If there is no such project.
        """
        with self._begin() as connection:
            return project.load(connection, project_id)

    def documents(self, project_id: int) -> Mapping[str, model.Document]:
        """The documents of a project by language, the pivot first."""
        with self._begin() as connection:
            return project.documents(connection, project_id)

    def outline(self, project_id: int) -> list[OutlineRow]:
        """Every row of a project in order, without its texts."""
        with self._begin() as connection:
            return outline.rows(connection, project_id)

    def paragraphs(
        self, row_ids: Collection[int]
    ) -> dict[int, dict[str, tuple[model.Paragraph, ...]]]:
        """The paragraphs of some rows, by row id and language."""
        with self._begin() as connection:
            return outline.paragraphs(connection, row_ids)

    def bead(self, project_id: int, lang: str, row_id: int) -> model.Bead | None:
        """How a row came about on the side of one language; None where it was put together anew."""
        with self._begin() as connection:
            return outline.bead(connection, project_id, lang, row_id)

    def units(
        self, project_id: int, status: model.Status | None = None
    ) -> Iterator[model.TranslationUnit]:
        """The rows as translation units, in order, all or those of one status."""
        with self._begin() as connection:
            yield from outline.units(connection, project_id, status)

    def glossary(self, project_id: int) -> model.Glossary:
        """The glossary of a project with what was decided of its entries.

        Raises:
            StoreError: If there is no such project.
        """
        with self._begin() as connection:
            return entries.load(connection, project_id)
