"""Deeds on whole rows, the pivot included: two made one, one made two. No text is changed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.store import row_states
from aligner.store.cells import (
    Content,
    as_one,
    content_of,
    divided,
    neighbours,
    new_row,
    with_content,
)
from aligner.store.deeds.deed import TEXT, Verb
from aligner.store.deeds.rows import OnRow, OnRows
from aligner.store.log import Plan, Stamp
from aligner.store.row_states import RowState


@dataclass(frozen=True, slots=True)
class JoinRows(OnRows):
    """Make neighbouring rows one in every language, the pivot too."""

    verb = Verb("join rows", TEXT, "Joined rows at")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The first row that has text in the pivot takes over what the others have."""
        rows = neighbours(connection, dict(self.rows))
        lang = row_states.pivot(connection, rows[0].project)
        kept = next((row for row in rows if not content_of(row, lang).empty), rows[0])
        joined = as_one(connection, rows, kept)
        return row_states.plan(connection, rows, [joined])


@dataclass(frozen=True, slots=True)
class DivideRow(OnRow):
    """Make two rows of one, the pivot included: what does not stay goes to a row right below.

    Notes stay with the upper row.

    Attributes:
        stays: How many sentences stay, by language, counted over the paragraphs of the cell; with 0
            the whole cell goes. Of a language that is not named, all stays.
    """

    stays: tuple[tuple[str, int], ...]

    verb = Verb("divide row", TEXT, "Divided")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The row with what stays, and a new one with the rest."""
        upper = row = row_states.one(connection, self.row)
        lower = new_row(connection, row)
        for lang, count in dict(self.stays).items():
            head, tail = _cut(connection, row, lang, count)
            upper = with_content(upper, lang, head)
            lower = with_content(lower, lang, tail)
        for half, what in ((upper, "stays"), (lower, "goes")):
            if not (half.cells or half.edits):
                raise UsageError(
                    f"nothing {what}: say of a language of row {row.position + 1} what {what}"
                )
        return row_states.plan(connection, [row], [upper, lower])


def _cut(connection: Connection, row: RowState, lang: str, count: int) -> tuple[Content, Content]:
    """What stays of a cell and what goes; a cell goes whole where nothing of it stays."""
    row_states.require_language(connection, row, lang)
    content = content_of(row, lang)
    if count == 0 or content.empty:
        return Content(), content
    return divided(connection, row, lang, count)
