"""Deeds on single rows: their status and the words of their cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from aligner.errors import UsageError
from aligner.model import DecideRows, EditCell, ExcludeRow, MergeCell, Status
from aligner.store import outline, row_states, schema, structure
from aligner.store.log import Plan, Stamp
from aligner.store.row_states import RowState

LONGEST = 100_000
"""Characters of an edited text."""


def _deciding(connection: Connection, deed: DecideRows, stamp: Stamp) -> Plan:
    """A status for one row or many; only what changes is read, so that a bulk is quick."""
    versions = dict(deed.rows)
    if not versions or len(versions) != len(deed.rows):
        raise UsageError("name each row to decide on once")
    row_states.claim(connection, versions, {"status": deed.status.value})
    row = schema.row
    found = connection.execute(
        select(row.c.id, row.c.project_id, row.c.position, row.c.status).where(
            row.c.id.in_(list(versions))
        )
    ).all()
    if len({values.project_id for values in found}) > 1:
        raise UsageError("the rows of one step have to be of one project")
    for values in found:
        if values.status == deed.status:
            raise UsageError(f"row {values.position + 1} is {deed.status} already")
    return Plan(
        found[0].project_id,
        {f"row {values.id}": {"status": values.status} for values in found},
        {f"row {values.id}": {"status": deed.status.value} for values in found},
        batch=len(found),
    )


def _excluding(connection: Connection, deed: ExcludeRow, stamp: Stamp) -> Plan:
    return _deciding(connection, DecideRows(((deed.row, deed.version),), Status.EXCLUDED), stamp)


def _editing(connection: Connection, deed: EditCell, stamp: Stamp) -> Plan:
    text = unicodedata.normalize("NFC", deed.text.strip())
    if not text or len(text) > LONGEST:
        raise UsageError(f"a text needs some words, of at most {LONGEST:,} characters")
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        raise UsageError("a text cannot hold control characters; take them out")
    row_states.claim(connection, {deed.row: deed.version}, {"edits": {deed.lang: text}})
    row = row_states.one(connection, deed.row)
    structure.require_language(connection, row, deed.lang)
    if text == outline.bodies(connection, [row.id])[row.id].get(deed.lang, ""):
        raise UsageError("that is the text as it stands; nothing to change")
    return _edited(connection, row, deed.lang, text)


def _merging(connection: Connection, deed: MergeCell, stamp: Stamp) -> Plan:
    row_states.claim(connection, {deed.row: deed.version}, {"merge": deed.lang})
    row = row_states.one(connection, deed.row)
    structure.require_free(connection, row, deed.lang)
    if deed.lang in row.edits or len(row.cells.get(deed.lang, ())) < 2:
        raise UsageError(
            f"row {row.position + 1} has one text in {deed.lang} only; to join it with that of "
            "the next row, merge the rows"
        )
    text = outline.bodies(connection, [row.id])[row.id][deed.lang]
    return _edited(connection, row, deed.lang, text)


def _edited(connection: Connection, row: RowState, lang: str, text: str) -> Plan:
    changed = replace(row, edits={**row.edits, lang: text}, status=Status.CANDIDATE)
    return structure.plan(connection, [row], [changed])


PLANNERS: Mapping[type[Any], Any] = {
    DecideRows: _deciding,
    ExcludeRow: _excluding,
    EditCell: _editing,
    MergeCell: _merging,
    **structure.PLANNERS,
}
