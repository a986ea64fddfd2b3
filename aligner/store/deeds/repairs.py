"""Refusing OCR repairs: the paragraphs stay as they were read, what is shown changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from aligner.errors import Conflict, UsageError
from aligner.model import Status
from aligner.store import log, repairs, row_states, schema
from aligner.store.deeds.deed import TEXT, Deed, Verb
from aligner.store.log import Plan, Stamp


@dataclass(frozen=True, slots=True)
class OnChanges(Deed):
    """A deed on OCR repairs.

    Attributes:
        changes: Positions in ``Document.changes``.
    """

    project: int
    lang: str
    changes: tuple[int, ...]

    refused = False

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The repairs refused or not, and the rows that show their words pending again."""
        if not self.changes:
            raise UsageError("name the repairs")
        names = [f"change {self.project} {self.lang} {ordinal}" for ordinal in self.changes]
        ids = self._rows(connection)
        row_states.touch(connection, map(row_states.key, ids))
        rows = {row.key: row for row in row_states.load(connection, ids).values()}
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for name, stated in repairs.read(connection, names).items():
            if stated is None:
                raise UsageError(f"{name}: there is no such repair")
            if stated["refused"] == self.refused:
                by = log.last_by(connection, name)
                raise Conflict(
                    f"the repair of '{stated['words'][0]}' "
                    f"{'is refused' if self.refused else 'stands'} already{by and f' ({by})'}",
                    subject=name, wanted={"refused": self.refused}, standing=stated, by=by,
                )  # fmt: skip
            before[name], after[name] = stated, {**stated, "refused": self.refused}
        for name, row in rows.items():
            pending = row.decide({self.lang: Status.CANDIDATE})
            was, becomes = row.fields(), pending.fields()
            changed = [field for field in was if was[field] != becomes[field]]
            before[name] = {field: was[field] for field in changed}
            after[name] = {field: becomes[field] for field in changed}
        return Plan(self.project, before, after, batch=len(names))

    def _rows(self, connection: Connection) -> list[int]:
        """Ids of the rows that show the words."""
        row, cell, paragraph, edit = schema.row, schema.cell, schema.paragraph, schema.edit
        document, change = schema.document, schema.change
        written = select(edit.c.row_id).where(edit.c.lang == self.lang)
        query = (
            select(row.c.id)
            .distinct()
            .join(cell, cell.c.row_id == row.c.id)
            .join(paragraph, paragraph.c.id == cell.c.paragraph_id)
            .join(document, document.c.id == paragraph.c.document_id)
            .join(
                change,
                (change.c.document_id == document.c.id)
                & (change.c.paragraph == paragraph.c.ordinal),
            )
            .where(document.c.project_id == self.project, document.c.lang == self.lang)
            .where(change.c.ordinal.in_(list(self.changes)), row.c.id.not_in(written))
            .order_by(row.c.id)
        )
        return list(connection.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class RefuseChanges(OnChanges):
    """Put back what the source had in place of OCR repairs.

    Rows that were decided on with the repaired text become pending again.
    """

    verb = Verb("refuse change", TEXT, "Refused")
    refused = True


@dataclass(frozen=True, slots=True)
class RestoreChanges(OnChanges):
    """Let refused OCR repairs stand after all."""

    verb = Verb("restore change", TEXT, "Restored")
