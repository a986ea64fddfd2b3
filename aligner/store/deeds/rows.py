"""Deeds on rows as they are: their status and the words of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.model import Status
from aligner.store import outline, row_states
from aligner.store.deeds.deed import ROWS, TEXT, Deed, Verb, Versioned, words
from aligner.store.log import Plan, Stamp
from aligner.store.row_states import RowState, key

LONGEST = 100_000
"""Characters of an edited text."""


@dataclass(frozen=True, slots=True)
class OnRow(Deed):
    """A deed on one row, at the version that was shown."""

    row: int
    version: int

    def versions(self) -> Mapping[str, int]:
        """That of the row."""
        return {key(self.row): self.version}

    def at(self, versions: Mapping[str, int]) -> Self:
        """For the row as it stands."""
        return replace(self, version=versions[key(self.row)])


@dataclass(frozen=True, slots=True)
class OnRows(Deed):
    """A deed on several rows as one step, each with the version that was shown."""

    rows: tuple[Versioned, ...]

    def versions(self) -> Mapping[str, int]:
        """Those of the rows."""
        return {key(row_id): version for row_id, version in self.rows}

    def at(self, versions: Mapping[str, int]) -> Self:
        """For the rows as they stand."""
        return replace(self, rows=tuple((i, versions[key(i)]) for i, _ in self.rows))


@dataclass(frozen=True, slots=True)
class DecideRows(OnRows):
    """Approve or reject rows, or take that back.

    Attributes:
        status: Approved, rejected, excluded, or candidate to make them pending again.
        langs: The languages beside the pivot of which it is decided; all where none is named.
    """

    status: Status
    langs: tuple[str, ...] = ()

    by_status: ClassVar[Mapping[Status, Verb]] = {
        Status.APPROVED: Verb("approve", ROWS, "Approved", settles=True),
        Status.REJECTED: Verb("reject", ROWS, "Rejected", settles=True),
        Status.EXCLUDED: Verb("exclude", ROWS, "Set aside", settles=True),
        Status.CANDIDATE: Verb("reopen", ROWS, "Pending again:"),
    }

    @property
    def verb(self) -> Verb:
        """By the status."""
        if self.status not in self.by_status:
            raise UsageError(f"a row cannot be {self.status}")
        return self.by_status[self.status]

    def wanted(self) -> Mapping[str, Any]:
        """The status."""
        return {"status": self.status.value}

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """A status for one row or many; of a whole row only that is read, so a bulk is quick."""
        ids = {row_id for row_id, _ in self.rows}
        if not ids or len(ids) != len(self.rows):
            raise UsageError("name each row to decide on once")
        rows = row_states.load(connection, ids, columns_only=not self.langs).values()
        if len({row.project for row in rows}) > 1:
            raise UsageError("the rows of one step have to be of one project")
        [first, *_] = rows
        for lang in self.langs:
            row_states.require_free(connection, first, lang)
        given = dict.fromkeys(self.langs or (first.pivot,), self.status)
        after = [row.decide(given) for row in rows]
        for row, becomes in zip(rows, after, strict=True):
            if becomes == row:
                where = f" in {', '.join(self.langs)}" if self.langs else ""
                raise UsageError(f"row {row.position + 1} is {self.status} already{where}")
        return Plan.between(
            first.project,
            {row.key: _decision(row) for row in rows},
            {row.key: _decision(row) for row in after},
            batch=len(rows),
        )


def _decision(row: RowState) -> dict[str, Any]:
    return {"status": row.status.value, "statuses": dict(row.statuses)}


@dataclass(frozen=True, slots=True)
class ExcludeRow(OnRow):
    """Set a row aside, such as a list in another order; it is kept, but not exported."""

    verb = DecideRows.by_status[Status.EXCLUDED]

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """As for any other status."""
        aside = DecideRows(((self.row, self.version),), Status.EXCLUDED)
        return aside.plan(connection, stamp)


@dataclass(frozen=True, slots=True)
class EditCell(OnRow):
    """Write the text of a cell anew; the paragraphs stay as they were read.

    Attributes:
        text: The words without the label.
    """

    lang: str
    text: str

    verb = Verb("edit", TEXT, "Edited")

    def wanted(self) -> Mapping[str, Any]:
        """The text."""
        return {"edits": {self.lang: self.text}}

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The text beside what was read; the row is pending, as nobody has looked at it yet."""
        text = words("text", self.text, LONGEST)
        row = row_states.one(connection, self.row)
        row_states.require_language(connection, row, self.lang)
        if text == outline.bodies(connection, [row.id])[row.id].get(self.lang, ""):
            raise UsageError("that is the text as it stands; nothing to change")
        return _edited(connection, row, self.lang, text)


@dataclass(frozen=True, slots=True)
class EditCells(OnRows):
    """Write the text of one language anew in several rows, as one step.

    Attributes:
        texts: The words without labels, one for each of the rows.
    """

    lang: str
    texts: tuple[str, ...]

    verb = Verb("replace", TEXT, "Replaced in")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """As for one cell, row by row."""
        ids = [row_id for row_id, _ in self.rows]
        if not ids or len({*ids}) != len(self.rows) or len(ids) != len(self.texts):
            raise UsageError("name each row to write in once, with its text")
        found = row_states.load(connection, ids)
        rows = [found[row_id] for row_id in ids]
        if len({row.project for row in rows}) > 1:
            raise UsageError("the rows of one step have to be of one project")
        row_states.require_language(connection, rows[0], self.lang)
        after = [
            _with_text(row, self.lang, words("text", text, LONGEST))
            for row, text in zip(rows, self.texts, strict=True)
        ]
        return row_states.plan(connection, rows, after, batch=len(rows))


@dataclass(frozen=True, slots=True)
class MergeCell(OnRow):
    """Make the paragraphs of a cell one text."""

    lang: str

    verb = Verb("merge", TEXT, "Merged in")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The text of all of them, as if a person had written it."""
        row = row_states.one(connection, self.row)
        row_states.require_free(connection, row, self.lang)
        if self.lang in row.edits or len(row.cells.get(self.lang, ())) < 2:
            raise UsageError(
                f"row {row.position + 1} has one text in {self.lang} only; to join it with that "
                "of the next row, merge the rows"
            )
        text = outline.bodies(connection, [row.id])[row.id][self.lang]
        return _edited(connection, row, self.lang, text)


def _edited(connection: Connection, row: RowState, lang: str, text: str) -> Plan:
    return row_states.plan(connection, [row], [_with_text(row, lang, text)])


def _with_text(row: RowState, lang: str, text: str) -> RowState:
    return replace(row, edits={**row.edits, lang: text}).decide({lang: Status.CANDIDATE})
