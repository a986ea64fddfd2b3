"""Keeps a project: its documents, rows, beads and glossary, in one transaction.

A second run on the same files finds the project again and renews what is pending.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, delete, func, insert, select, update

from aligner.errors import StoreError
from aligner.model import (
    Bead,
    Bitext,
    Change,
    Document,
    Multitext,
    Paragraph,
    Project,
    Row,
    Status,
)
from aligner.store import concordance, entries, log, outline, repairs, row_states, rows, schema
from aligner.store.log import Plan, Stamp


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save.

    Attributes:
        project_id: The project in the database.
        new: False where a second run on the same files renewed it.
        rows: Rows that it has now.
        kept: Those of them that a person had decided on or edited; they were left as they were.
    """

    project_id: int
    new: bool
    rows: int
    kept: int


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project in a list.

    Attributes:
        paragraphs: How many, by language, the pivot first.
        changes: OCR repairs over all languages.
        rows: How many, by status; a status that no row has is absent.
        entries: Glossary entries.
        signature: How the rows were made.
        created: When it was first saved, UTC.
        saved: When it was last saved, UTC.
    """

    id: int
    name: str
    pivot: str
    paragraphs: Mapping[str, int]
    changes: int
    rows: Mapping[Status, int]
    entries: int
    signature: str
    created: datetime
    saved: datetime

    @property
    def languages(self) -> tuple[str, ...]:
        """Its languages, the pivot first."""
        return tuple(self.paragraphs)

    @property
    def row_count(self) -> int:
        """Rows of any status."""
        return sum(self.rows.values())


def save(connection: Connection, project: Project, stamp: Stamp) -> Saved:
    """Insert the project, or renew the one made of the same files."""
    table = schema.project
    texts = project.multitext
    now = datetime.now(UTC)
    values = {
        "name": project.name,
        "pivot": texts.pivot,
        "signature": texts.signature,
        "saved": now,
    }
    identity = _identity(project)
    found = connection.execute(
        select(table.c.id).where(table.c.identity == identity)
    ).scalar_one_or_none()
    if found is None:
        project_id: int = connection.execute(
            insert(table).returning(table.c.id),
            values | {"identity": identity, "created": now},
        ).scalar_one()
    else:
        project_id = found
        connection.execute(update(table).where(table.c.id == found).values(values))
    rows.lock(connection, project_id)
    old = row_states.of_project(connection, project_id)
    read_before = documents(connection, project_id, as_read=True)
    held = rows.held(old, read_before, texts.documents)
    _replace_documents(connection, project_id, texts.documents, read_before)
    count = rows.replace(connection, project_id, texts, old, held)
    concordance.renew_project(connection, project_id)
    _replace_bitexts(connection, project_id, project.bitexts)
    entries.save(connection, project_id, project.glossary)
    log.append(connection, stamp, "run", Plan(project_id, {}, {}), texts.signature)
    return Saved(project_id, new=found is None, rows=count, kept=len(held))


def _identity(project: Project) -> str:
    """Hash of the name, the languages and the content of the files (of the texts without files)."""
    contents = []
    for lang, document in sorted(project.multitext.documents.items()):
        texts = "\n".join(paragraph.text for paragraph in document.paragraphs)
        contents.append((lang, document.sha256 or hashlib.sha256(texts.encode()).hexdigest()))
    return hashlib.sha256(json.dumps([project.name, contents]).encode()).hexdigest()


def _replace_documents(
    connection: Connection,
    project_id: int,
    versions: Mapping[str, Document],
    before: Mapping[str, Document],
) -> None:
    table = schema.document
    connection.execute(delete(table).where(table.c.project_id == project_id))
    for position, (lang, document) in enumerate(versions.items()):
        values = {
            "project_id": project_id,
            "position": position,
            "lang": lang,
            "name": document.name,
            "source": document.source,
            "sha256": document.sha256,
            "furniture": document.furniture,
        }
        own = {
            "document_id": connection.execute(
                insert(table).returning(table.c.id), values
            ).scalar_one()
        }
        paragraphs = [
            own | {"ordinal": ordinal} | _columns(paragraph)
            for ordinal, paragraph in enumerate(document.paragraphs)
        ]
        changes = [
            own | asdict(change) | {"ordinal": ordinal}
            for ordinal, change in enumerate(_with_refusals(document, before.get(lang)))
        ]
        for child, values_of in ((schema.paragraph, paragraphs), (schema.change, changes)):
            if values_of:
                connection.execute(insert(child), values_of)


# What follows says by hand what dataclasses.asdict would: it is called for each paragraph and bead.
def _columns(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "text": paragraph.text,
        "kind": paragraph.kind,
        "label": paragraph.label,
        "body_start": paragraph.body_start,
        "annex": paragraph.annex,
        "page": paragraph.page,
        "line": paragraph.line,
        "sentences": [
            {"start": s.start, "end": s.end, "clauses": s.clauses} for s in paragraph.sentences
        ],
    }


def _bead(bead: Bead) -> dict[str, Any]:
    return {
        "src": bead.src,
        "tgt": bead.tgt,
        "confidence": bead.confidence,
        "reason": bead.reason,
        "crossing": bead.crossing,
        "sentences": [_bead(inner) for inner in bead.sentences],
    }


def _with_refusals(document: Document, before: Document | None) -> Sequence[Change]:
    """The repairs of a reading, those refused that a person refused in the reading before."""
    if before is None:
        return document.changes
    texts, old = ([p.text for p in of.paragraphs] for of in (document, before))
    return repairs.carry_over(before.changes, old, document.changes, texts)


def _replace_bitexts(connection: Connection, project_id: int, bitexts: Iterable[Bitext]) -> None:
    table = schema.bitext
    connection.execute(delete(table).where(table.c.project_id == project_id))
    for position, bitext in enumerate(bitexts):
        values = {
            "project_id": project_id,
            "position": position,
            "src_lang": bitext.src.lang,
            "tgt_lang": bitext.tgt.lang,
            "signature": bitext.signature,
        }
        bitext_id = connection.execute(insert(table).returning(table.c.id), values).scalar_one()
        beads = [
            {"bitext_id": bitext_id, "ordinal": ordinal} | _bead(bead)
            for ordinal, bead in enumerate(bitext.beads)
        ]
        if beads:
            connection.execute(insert(schema.bead), beads)


def summaries(connection: Connection) -> list[ProjectSummary]:
    """All projects, the one saved last first."""
    document, project = schema.document, schema.project
    paragraphs: dict[int, dict[str, int]] = defaultdict(dict)
    for project_id, lang, count in connection.execute(
        select(document.c.project_id, document.c.lang, func.count(schema.paragraph.c.id))
        .outerjoin(schema.paragraph)
        .group_by(document.c.id)
        .order_by(document.c.position)
    ):
        paragraphs[project_id][lang] = count
    statuses: dict[int, dict[Status, int]] = defaultdict(dict)
    row = schema.row
    for project_id, status, count in connection.execute(
        select(row.c.project_id, row.c.status, func.count()).group_by(
            row.c.project_id, row.c.status
        )
    ):
        statuses[project_id][Status(status)] = count
    changes = _counts(
        connection,
        select(document.c.project_id, func.count())
        .join(schema.change)
        .group_by(document.c.project_id),
    )
    entry_counts = _counts(
        connection,
        select(schema.glossary.c.project_id, func.count())
        .join(schema.entry)
        .group_by(schema.glossary.c.project_id),
    )
    return [
        ProjectSummary(
            paragraphs=paragraphs[found["id"]],
            changes=changes.get(found["id"], 0),
            rows=statuses[found["id"]],
            entries=entry_counts.get(found["id"], 0),
            **{name: found[name] for name in _SUMMARY},
        )
        for found in connection.execute(
            select(project).order_by(project.c.saved.desc(), project.c.id.desc())
        ).mappings()
    ]


_SUMMARY = ("id", "name", "pivot", "signature", "created", "saved")


def _counts(connection: Connection, query: Select[int, int]) -> dict[int, int]:
    return {found[0]: found[1] for found in connection.execute(query)}


def load(connection: Connection, project_id: int) -> Project:
    """A project as it was saved, its rows as they stand now."""
    table = schema.project
    found = (
        connection.execute(select(table).where(table.c.id == project_id)).mappings().one_or_none()
    )
    if found is None:
        raise StoreError(f"project {project_id}: not in this database")
    versions = documents(connection, project_id)
    multitext = Multitext(
        pivot=found["pivot"],
        documents=versions,
        rows=tuple(
            Row(row.position, row.cells, row.confidence, row.reason)
            for row in outline.rows(connection, project_id)
        ),
        signature=found["signature"],
    )
    return Project(
        name=found["name"],
        multitext=multitext,
        bitexts=_bitexts(connection, project_id, versions),
        glossary=entries.load(connection, project_id),
    )


def documents(
    connection: Connection, project_id: int, *, as_read: bool = False
) -> dict[str, Document]:
    """The documents of a project by language, the pivot first.

    Args:
        connection: In a transaction.
        project_id: The project.
        as_read: With all OCR repairs in the texts, those too that a person refused.
    """
    found = _documents_as_read(connection, project_id)
    return found if as_read else {lang: _as_it_stands(d) for lang, d in found.items()}


def _as_it_stands(document: Document) -> Document:
    if not any(change.refused for change in document.changes):
        return document
    by_paragraph: dict[int, list[Change]] = defaultdict(list)
    for change in document.changes:
        by_paragraph[change.paragraph].append(change)
    return replace(
        document,
        paragraphs=tuple(
            repairs.put_back(paragraph, by_paragraph.get(paragraph.id, ()))[0]
            for paragraph in document.paragraphs
        ),
        changes=repairs.standing(document.changes),
    )


def _documents_as_read(connection: Connection, project_id: int) -> dict[str, Document]:
    table = schema.document
    query = select(table).where(table.c.project_id == project_id).order_by(table.c.position)
    return {
        found["lang"]: Document(
            name=found["name"],
            lang=found["lang"],
            paragraphs=tuple(
                outline.as_paragraph(row)
                for row in _of_document(connection, schema.paragraph, found["id"])
            ),
            source=found["source"],
            sha256=found["sha256"],
            changes=tuple(
                repairs.as_change(row)
                for row in _of_document(connection, schema.change, found["id"])
            ),
            furniture=tuple(found["furniture"]),
        )
        for found in connection.execute(query).mappings()
    }


def _of_document(connection: Connection, table: Table, document_id: int) -> Iterable[RowMapping]:
    query = select(table).where(table.c.document_id == document_id).order_by(table.c.ordinal)
    return connection.execute(query).mappings()


def _bitexts(
    connection: Connection, project_id: int, versions: Mapping[str, Document]
) -> tuple[Bitext, ...]:
    table = schema.bitext
    query = select(table).where(table.c.project_id == project_id).order_by(table.c.position)
    return tuple(
        Bitext(
            src=versions[found["src_lang"]],
            tgt=versions[found["tgt_lang"]],
            beads=tuple(
                outline.as_bead(row)
                for row in connection.execute(
                    select(schema.bead)
                    .where(schema.bead.c.bitext_id == found["id"])
                    .order_by(schema.bead.c.ordinal)
                ).mappings()
            ),
            signature=found["signature"],
        )
        for found in connection.execute(query).mappings()
    )
