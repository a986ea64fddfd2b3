"""A document is known by its name: found again, told from another of that name, its past kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from aligner.errors import StoreError, UsageError
from aligner.model import Document, Glossary
from aligner.store import backend, documents, entries, renewing, rereading, schema
from aligner.store.row_states import RowState

ALIKE = 0.5
"""Share of the words in a row, of the shorter text, from which on two texts of one name are taken
for versions of one document. Of 7,140 pairs of Canadian regulations, which share their formulas,
one in 500 is above it, and one in two below .005."""

_project = schema.project


def identity(kind: str, name: str) -> str:
    """By what no two projects are the same: what kind of thing has a name, and the name."""
    return hashlib.sha256(json.dumps([kind, name]).encode()).hexdigest()


def named(connection: Connection, name: str) -> RowMapping | None:
    """The project that goes on under a name, the one saved last; None where there is none."""
    query = (
        select(_project)
        .where(
            _project.c.name == name,
            _project.c.superseded_by.is_(None),
            _project.c.removed.is_(None),
            _project.c.unfinished.is_(None),
        )
        .order_by(_project.c.saved.desc(), _project.c.id.desc())
    )
    return connection.execute(query.limit(1)).mappings().one_or_none()


def lock(connection: Connection, name: str) -> None:
    """Let nobody else save under a name until the transaction ends; SQLite has one writer."""
    if connection.dialect.name == backend.POSTGRESQL:
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def require_alike(connection: Connection, project_id: int, new: Mapping[str, Document]) -> None:
    """Refuse another document of the same name; see :meth:`aligner.store.Store.require_alike`."""
    old = documents.of_project(connection, project_id, as_read=True)
    share = rereading.likeness(old, new)
    if share is None or share < ALIKE:
        query = select(_project.c.name).where(_project.c.id == project_id)
        name = connection.execute(query).scalar_one()
        why = (
            f"it is in {', '.join(old)} and this one in {', '.join(new)}"
            if share is None
            else f"{share:.0%} of this text stands in it"
        )
        raise StoreError(
            f"{name}: project {project_id} has that name already, and {why}; name this "
            "document with --as NAME, or say with --same that it is a new version of that one"
        )


def keep(connection: Connection, found: RowMapping, old: Iterable[RowState]) -> int:
    """Lay a project aside as it stands, before a new version takes its place.

    Its documents and bitexts go to a project of their own, with copies of its rows and of what was
    decided of its terms; the rows themselves stay, without cells. Notes and log stay with them.

    Returns:
        Id of the version that was laid aside.
    """
    values = {name: found[name] for name in ("name", "pivot", "signature", "created", "saved")}
    identity = hashlib.sha256(f"version {found['version']} of {found['id']}".encode()).hexdigest()
    aside: int = connection.execute(
        insert(_project).returning(_project.c.id),
        values | {"identity": identity, "version": found["version"], "superseded_by": found["id"]},
    ).scalar_one()
    glossary = entries.load(connection, found["id"])
    for table in (schema.document, schema.bitext):
        connection.execute(
            update(table).where(table.c.project_id == found["id"]).values(project_id=aside)
        )
    _copy_rows(connection, aside, list(old))
    decided = tuple(entry for entry in glossary.entries if renewing.held(entry))
    entries.create(connection, Glossary(glossary.name, glossary.languages, decided), aside)
    return aside


def _copy_rows(connection: Connection, aside: int, old: list[RowState]) -> None:
    row, cell, edit = schema.row, schema.cell, schema.edit
    if not old:
        return
    values = [
        {
            "project_id": aside, "position": was.position, "confidence": was.confidence,
            "reason": was.reason, "status": was.status, "statuses": was.statuses,
            "version": was.version,
            "origin": was.origin,
        }
        for was in old
    ]  # fmt: skip
    ids = connection.execute(
        insert(row).returning(row.c.id, sort_by_parameter_order=True), values
    ).scalars()
    copies = list(zip(old, ids.all(), strict=True))
    connection.execute(
        update(cell).where(cell.c.row_id == bindparam("was")).values(row_id=bindparam("copy")),
        [{"was": was.id, "copy": copy} for was, copy in copies],
    )
    edits: list[dict[str, Any]] = [
        {"row_id": copy, "lang": lang, "text": text}
        for was, copy in copies
        for lang, text in was.edits.items()
    ]
    if edits:
        connection.execute(insert(edit), edits)


def require_standing(
    connection: Connection, project_id: int | None, after: Collection[str] = ()
) -> None:
    """Refuse to change a version that another has taken the place of, and what was removed.

    Args:
        connection: In a transaction.
        project_id: The project; None for an imported glossary.
        after: What is to change, by name; the project itself may, as when it is put back.

    Raises:
        UsageError: If it is one.
    """
    columns = (_project.c.name, _project.c.version, _project.c.superseded_by, _project.c.removed)
    query = select(*columns)
    found = connection.execute(query.where(_project.c.id == project_id)).one_or_none()
    if found is not None and found.superseded_by is not None:
        raise UsageError(
            f"version {found.version} of {found.name} is kept to look at; decide on the rows of "
            f"project {found.superseded_by}"
        )
    if found is not None and found.removed is not None and f"project {project_id}" not in after:
        raise UsageError(f"{found.name} was removed; put it back on the page Documents first")
