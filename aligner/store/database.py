"""Opens a project database and says all that can be done to it; see also :class:`Reader`.

Each method is one transaction. Trouble with the database itself comes out as one-line
`StoreError`s.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from aligner import model
from aligner.errors import StoreError
from aligner.store import (
    backend,
    door,
    draws,
    importing,
    intake,
    migration,
    passages,
    presence,
    project,
)
from aligner.store.concordance import Hit
from aligner.store.deeds import Deed
from aligner.store.importing import Merged
from aligner.store.project import Saved
from aligner.store.reader import Reader
from aligner.store.realignment import Stretch

_Result = TypeVar("_Result")

MACHINE = model.Actor("aligner", model.Role.ADMIN)
"""Who the log names for what the program does by itself."""

DEFAULT_URL = "sqlite:///out/aligner.db"


def connect(url: str = DEFAULT_URL, *, create: bool = True) -> Store:
    """Open a project database; an older schema is brought up to date, with a copy made first.

    Args:
        url: A SQLAlchemy URL: ``sqlite:///out/aligner.db``, or
            ``postgresql+psycopg://user@host/name`` for a team.
        create: Make the file and its folder, or the tables, where they are missing.

    Raises:
        StoreError: If the URL is not one, the database is missing (without `create`), is not a
            project database, cannot be opened, or was made by a newer version.
    """
    target = backend.parsed(url)
    backend.make_folder(target, create=create)
    backend.make_file(target)
    name = backend.called(target)
    engine = backend.engine(target)
    with backend.told_in_one_line(name):
        migration.upgrade(engine, name, create=create)
    return Store(engine, name)


def exists(url: str) -> bool:
    """Whether there is a database: always where it is not a file, as then a server knows.

    Raises:
        StoreError: The URL is not one.
    """
    target = backend.parsed(url)
    return not backend.is_file(target) or Path(str(target.database)).exists()


class Store(Reader):
    """An open project database. Close it, or use it in a ``with`` block."""

    def _written(self, work: Callable[[Connection], _Result]) -> _Result:
        with backend.told_in_one_line(self.name):
            return backend.written(self._engine, work)

    def _read(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._reading() as connection:
            return work(connection)

    def save(
        self, value: model.Project, actor: model.Actor | None = None, *, same: bool = False
    ) -> Saved:
        """Keep what a run made, all of it or nothing.

        A document is known by its name. Where there is one of that name, what reads as before keeps
        what was decided, edited and noted of it; what reads otherwise is pending, and the version
        before is kept to look at (:meth:`versions`). A language that it did not have joins its
        rows. Decided terms stay as they are, refused repairs stay refused.

        Args:
            value: What the run made.
            actor: Who ran it; the machine itself where nobody is named.
            same: It is a version of the document of that name, however little they share.

        Raises:
            Forbidden: If the role does not allow it.
            StoreError: If the name is that of another document (without `same`), or the database
                cannot be written.
        """
        stamp = door.permitted(actor or MACHINE, "run")
        return self._written(lambda connection: project.save(connection, value, stamp, same=same))

    def save_glossary(self, glossary: model.Glossary, actor: model.Actor) -> Merged:
        """Merge a glossary into the one of its name, or keep it as a new one without a project.

        Entries are known by their id. What somebody worked on here stays as it is, and so do
        entries that the glossary does not have; the same glossary once more changes nothing.

        Raises:
            Forbidden: If the role does not allow it.
        """
        stamp = door.permitted(actor, "import glossary")
        return self._written(
            lambda connection: importing.save_glossary(connection, glossary, stamp)
        )

    def save_units(
        self,
        name: str,
        of: Iterable[model.TranslationUnit],
        actor: model.Actor,
        *,
        pivot: str = "",
    ) -> Merged:
        """Merge translation units into the project of a name, or make it; all or nothing.

        Units are known by their document and id. What somebody worked on here stays as it is;
        the same units once more change nothing. They are written in batches, so that others can
        write in between, and seen when all are there.

        Args:
            name: What the project is called.
            of: The units; read once, so they may come from a file as it is read.
            actor: Who imports.
            pivot: Its first language; by default the one that stands first in most units.

        Raises:
            Forbidden: If the role does not allow it.
            StoreError: If there are no units.
        """
        stamp = door.permitted(actor, "import units")
        return intake.save_units(self._read, self._written, name, of, stamp, pivot)

    def decide(self, actor: model.Actor, deed: Deed, why: str = "") -> model.Event:
        """Write a decision: the only way to do so.

        The role of the actor and the versions that the deed names are checked; the change and its
        event in the log are written together or not at all.

        Args:
            actor: Who decides, and in which role.
            deed: What is done; see :mod:`aligner.store.deeds`.
            why: The reason, for the log.

        Raises:
            Conflict: Somebody else was first; it has both values.
            Forbidden: The role does not allow it.
            UsageError: The deed makes no sense as things stand, such as moving the pivot.
            StoreError: The database cannot be written.
        """
        return self._written(lambda connection: door.decide(connection, actor, deed, why))

    def renew(
        self,
        project_id: int,
        renewed: Sequence[tuple[Stretch, model.Multitext]],
        actor: model.Actor,
    ) -> model.Event | None:
        """Lay stretches that were aligned anew back in, as one step that can be undone.

        Args:
            project_id: The project.
            renewed: Stretches from :meth:`pending`, each with its new rows.
            actor: Who had it done.

        Returns:
            The event; None where every row came out as it was.

        Raises:
            Conflict: If somebody changed one of the rows in the meantime; nothing was written.
            Forbidden: If the role does not allow it.
        """
        if not renewed:
            return None
        return self._written(
            lambda connection: door.realign(connection, actor, project_id, renewed)
        )

    def here(
        self, project_id: int, actor: model.Actor, row_id: int | None, session: str = ""
    ) -> list[model.Presence]:
        """Say where somebody is, and learn who else was there within the last ten seconds.

        Args:
            project_id: The project.
            actor: Who.
            row_id: The row before them; None on another page.
            session: Tells two windows of one person apart.
        """
        return self._written(
            lambda connection: presence.here(connection, project_id, actor, row_id, session)
        )

    def keep_draw(
        self, project_id: int, actor: model.Actor, held: Mapping[str, Any] | None
    ) -> None:
        """Keep the rows that a person drew to certify a project by; see :meth:`Reader.draw`.

        Args:
            project_id: The project.
            actor: Who drew them.
            held: What of them is to be known, as JSON has it; None once they are done with.
        """
        self._written(lambda connection: draws.keep(connection, project_id, actor.name, held))

    def lemmatise(self, project_id: int | None = None) -> int:
        """Read the dictionary forms of the words of a project that are due, for the concordance.

        They are due from when the words are saved until they are read, whatever happens in
        between; a search by lemma reads those that are left.

        Args:
            project_id: The project; all where None is given.

        Returns:
            Number of cells that have got them.
        """
        with self._reading() as connection:
            texts = passages.due(connection, project_id)
        if not texts:
            return 0
        tagged = passages.tagged(texts)  # between transactions: it takes its time
        return self._written(lambda connection: passages.keep_lemmas(connection, tagged))

    def concordance(
        self,
        query: str,
        *,
        langs: Collection[str] = (),
        project_id: int | None = None,
        lemma: bool = False,
        limit: int = 200,
    ) -> list[Hit]:
        """The places where words stand; see :meth:`Reader.concordance`.

        Dictionary forms that are still due are read first, where they are searched.
        """
        if lemma:
            with suppress(StoreError):  # one that cannot be written is searched as it is
                self.lemmatise(project_id)
        return super().concordance(
            query, langs=langs, project_id=project_id, lemma=lemma, limit=limit
        )
