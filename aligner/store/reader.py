"""All that can be read of a project database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine

from aligner import model
from aligner.errors import StoreError
from aligner.store import (
    backend,
    concepts,
    concordance,
    decided_terms,
    documents,
    draws,
    entries,
    holdings,
    known_units,
    log,
    lookup,
    outline,
    project,
    realignment,
    repairs,
    units,
    versions,
)
from aligner.store.concordance import Hit
from aligner.store.deeds import findings, notes
from aligner.store.entries import GlossarySummary
from aligner.store.outline import OutlineRow
from aligner.store.project import ProjectSummary
from aligner.store.realignment import Stretch


class Reader:
    """An open project database, as one reads it; each method sees one moment of it."""

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

    @property
    def url(self) -> str:
        """What :func:`aligner.store.connect` opens it by, password and all."""
        return self._engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with (
            backend.told_in_one_line(self.name),
            backend.transaction(self._engine, write=False) as connection,
        ):
            yield connection

    def projects(self) -> list[ProjectSummary]:
        """What is in the database, the project saved last first."""
        with self._reading() as connection:
            return project.summaries(connection)

    def versions(self, project_id: int) -> list[ProjectSummary]:
        """The older versions of a project, the newest first; each can be read by its id."""
        with self._reading() as connection:
            older = project.summaries(connection, superseded=True)
        found = [summary for summary in older if summary.superseded_by == project_id]
        return sorted(found, key=lambda summary: -summary.version)

    def project(self, which: str) -> ProjectSummary:
        """A project by its name or its id; an older version by its id.

        Args:
            which: Name or id; a name that is a number is a name first. Empty for the only one.

        Raises:
            UsageError: If there is none, or there are several.
        """
        with self._reading() as connection:
            standing = project.summaries(connection)
            older = project.summaries(connection, superseded=True) if which.isdigit() else []
        return project.chosen(standing, older, which, self.name)

    def named(self, name: str) -> ProjectSummary | None:
        """The project that goes on under a name, the one saved last; None where there is none."""
        return next((found for found in self.projects() if found.name == name), None)

    def load(self, project_id: int) -> model.Project:
        """A project as it was saved, its rows as they stand now.

        Raises:
            StoreError: If there is no such project.
        """
        with self._reading() as connection:
            return project.load(connection, project_id)

    def project_by_id(self, project_id: int) -> ProjectSummary:
        """A project, or an older version of one.

        Raises:
            StoreError: If there is no such project.
        """
        with self._reading() as connection:
            both = (project.summaries(connection, superseded=old) for old in (False, True))
            found = next((p for some in both for p in some if p.id == project_id), None)
        if found is None:
            raise StoreError(f"project {project_id}: not in this database")
        return found

    def removed(self) -> list[holdings.Removed]:
        """Documents and glossaries that were removed and can be put back, the last first."""
        with self._reading() as connection:
            return holdings.removed(connection)

    def require_alike(self, project_id: int, given: Mapping[str, model.Document]) -> None:
        """Refuse documents that are no version of a project.

        Args:
            project_id: The project.
            given: The documents by language.

        Raises:
            StoreError: If too little of the one stands in the other, or no language can be
                compared.
        """
        with self._reading() as connection:
            versions.require_alike(connection, project_id, given)

    def documents(self, project_id: int, *, as_read: bool = False) -> Mapping[str, model.Document]:
        """The documents of a project by language, the pivot first.

        Args:
            project_id: The project.
            as_read: With all OCR repairs in the texts, those too that a person refused.
        """
        with self._reading() as connection:
            return documents.of_project(connection, project_id, as_read=as_read)

    def pending(self, project_id: int) -> list[Stretch]:
        """The stretches of pending rows between the held ones, to be aligned anew."""
        with self._reading() as connection:
            return realignment.stretches(connection, project_id)

    def events(
        self,
        project_id: int | None = None,
        *,
        after: int = 0,
        limit: int | None = 100,
        newest_first: bool = True,
        actor: str = "",
        action: str = "",
        why: str = "",
        most: int | None = None,
    ) -> list[model.Event]:
        """The log of a project, or of the whole database.

        Args:
            project_id: The project; None for all, imported glossaries with them.
            after: Only events with a greater id.
            limit: At most so many.
            newest_first: Their order.
            actor: Only what this person did.
            action: Only deeds of this kind, such as ``approve``.
            why: Only those whose reason begins so.
            most: Of each event only so many subjects; the states of thousands take their time.
        """
        with self._reading() as connection:
            return log.events(
                connection, project_id, after=after, limit=limit,
                newest_first=newest_first, actor=actor, action=action, why=why, most=most,
            )  # fmt: skip

    def draw(self, project_id: int, actor: model.Actor) -> Mapping[str, Any] | None:
        """The rows that a person drew to certify a project by; None where there are none."""
        with self._reading() as connection:
            return draws.of(connection, project_id, actor.name)

    def history(self, row_id: int) -> list[model.Event]:
        """What was done to a row, oldest first; of each event only what it did to this row."""
        with self._reading() as connection:
            return log.history(connection, f"row {row_id}")

    def last_event(self, project_id: int) -> int:
        """Id of the newest event of a project, 0 where there is none: it changes when they do."""
        with self._reading() as connection:
            return log.last(connection, project_id)

    def undoable(self, project_id: int, actor: model.Actor) -> model.Event | None:
        """What this person did last in a project and has not undone; None where there is nothing.

        It may still be refused, where somebody else went on from there.
        """
        with self._reading() as connection:
            return log.undoable(connection, project_id, actor.name)

    def redoable(self, project_id: int, actor: model.Actor) -> model.Event | None:
        """The deed that this person undid last in a project, to be done again.

        None where there is none, or where the person has done something else since.
        """
        with self._reading() as connection:
            return log.redoable(connection, project_id, actor.name)

    def notes(self, row_id: int) -> list[model.Note]:
        """The notes of a row, oldest first."""
        with self._reading() as connection:
            return notes.of_row(connection, row_id)

    def ignored(self, project_id: int) -> list[model.Ignored]:
        """Findings that are let rest in a project, those ignored always among them."""
        with self._reading() as connection:
            return findings.ignored(connection, project_id)

    def concordance(
        self,
        query: str,
        *,
        langs: Collection[str] = (),
        project_id: int | None = None,
        lemma: bool = False,
        limit: int = 200,
    ) -> list[Hit]:
        """The places where words stand in a row, the newest project first.

        Case, accents and vowel points do not matter.

        Args:
            query: Words; ``*`` at the end of one stands for any ending.
            langs: Languages to look in; all where none is given.
            project_id: One project only.
            lemma: Find other forms of the words too, where their dictionary forms were read.
            limit: At most so many places.

        Raises:
            UsageError: If the query has no word.
        """
        with self._reading() as connection:
            return concordance.search(
                connection, query, langs=langs, project_id=project_id, lemma=lemma, limit=limit
            )

    def lookup(
        self, text: str, *, langs: Collection[str] = (), limit: int = 30
    ) -> list[lookup.Found]:
        """Concepts of all glossaries whose terms hold what a person has typed so far.

        Case, accents, vowel points and inflection do not matter; the last word may be unfinished.
        Whole terms come first, then those that begin so, then those that hold it; what was decided
        before what was only found. What was rejected is left out.

        Args:
            text: Words.
            langs: Languages in which they may be; all where none is given.
            limit: At most so many.
        """
        with self._reading() as connection:
            return lookup.search(connection, text, langs=langs, limit=limit)

    def edits(self, row_ids: Collection[int]) -> dict[int, dict[str, str]]:
        """What a person wrote in place of the words of cells, by row id and language."""
        with self._reading() as connection:
            return outline.edits(connection, row_ids)

    def outline(self, project_id: int, rows: Collection[int] | None = None) -> list[OutlineRow]:
        """The rows of a project in order, without their texts: all, or those of some ids."""
        with self._reading() as connection:
            return outline.rows(connection, project_id, rows)

    def paragraphs(
        self, row_ids: Collection[int]
    ) -> dict[int, dict[str, tuple[model.Paragraph, ...]]]:
        """The paragraphs of some rows, by row id and language."""
        with self._reading() as connection:
            return outline.paragraphs(connection, row_ids)

    def repairs(
        self, row_ids: Collection[int]
    ) -> Mapping[int, Mapping[str, tuple[model.Change, ...]]]:
        """The OCR repairs in the paragraphs of some rows, by row id and language."""
        with self._reading() as connection:
            return repairs.of_rows(connection, row_ids)

    def bodies(self, row_ids: Collection[int]) -> dict[int, dict[str, str]]:
        """The words of some rows as they stand, without labels, by row id and language."""
        with self._reading() as connection:
            return outline.bodies(connection, row_ids)

    def beads(self, project_id: int, row_id: int) -> dict[str, model.Bead]:
        """How a row came about, by language; without those where it was put together anew."""
        with self._reading() as connection:
            return outline.beads(connection, project_id, row_id)

    def units(
        self, project_id: int, status: model.Status | None = None
    ) -> Iterator[model.TranslationUnit]:
        """The rows as translation units, in order, all or those of one status."""
        with self._reading() as connection:
            yield from units.read(connection, project_id, status)

    def row_versions(self, project_id: int) -> dict[int, int]:
        """The version of each row that stands, by row id, in the order of :meth:`units`."""
        with self._reading() as connection:
            return units.row_versions(connection, project_id)

    def as_they_came(self, project_id: int, of: Iterable[model.TranslationUnit]) -> int:
        """How many units there are, if they are just the rows of a project as they were imported.

        Args:
            project_id: The project.
            of: The units, in order; read no further than to the first that differs.

        Returns:
            Their number; 0 where one differs, or a person has done something to its row.
        """
        count = 0
        with self._reading() as connection:
            for unit, row in zip_longest(of, units.origins(connection, project_id)):
                if unit is None or row is None or row != (known_units.origin(unit), True):
                    return 0
                count += 1
        return count

    def decided_terms(self) -> list[decided_terms.DecidedTerm]:
        """The terms of all glossaries that were decided on or imported, with all their forms."""
        with self._reading() as connection:
            return decided_terms.read(connection)

    def glossaries(self) -> list[GlossarySummary]:
        """All glossaries: those of the projects, then the imported ones."""
        with self._reading() as connection:
            return entries.summaries(connection)

    def glossary_by_id(self, glossary_id: int) -> model.Glossary:
        """A glossary of a project or an imported one.

        Raises:
            StoreError: If there is no such glossary.
        """
        with self._reading() as connection:
            return entries.by_id(connection, glossary_id)

    def entries(self, glossary_id: int, ids: Collection[str]) -> list[model.Entry]:
        """Some concepts of a glossary, in its order; those that are gone are left out."""
        with self._reading() as connection:
            return concepts.entries(connection, glossary_id, ids)

    def glossary(self, project_id: int) -> model.Glossary:
        """The glossary of a project with what was decided of its entries.

        Raises:
            StoreError: If there is no such project.
        """
        with self._reading() as connection:
            return entries.load(connection, project_id)
