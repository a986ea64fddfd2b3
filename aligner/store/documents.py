"""The language versions of a document: written whole, read as they were read or as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select

from aligner.model import Change, Document, Paragraph
from aligner.store import outline, repairs, schema


def of_project(
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
            unseen=tuple(found["unseen"]),
            doubts=tuple(Change(**doubt) for doubt in found["doubts"]),
        )
        for found in connection.execute(query).mappings()
    }


def _of_document(connection: Connection, table: Table, document_id: int) -> Iterable[RowMapping]:
    query = select(table).where(table.c.document_id == document_id).order_by(table.c.ordinal)
    return connection.execute(query).mappings()


def replace_all(
    connection: Connection,
    project_id: int,
    versions: Mapping[str, Document],
    before: Mapping[str, Document],
) -> None:
    """Put documents in the place of those that a project has.

    Args:
        connection: In a write transaction.
        project_id: The project.
        versions: The documents by language, the pivot first.
        before: The documents that were there, as they were read; repairs that a person refused
            stay refused.
    """
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
            "unseen": document.unseen,
            "doubts": [asdict(doubt) for doubt in document.doubts],
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


# It says by hand what dataclasses.asdict would: it is called for each paragraph.
def _columns(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "text": paragraph.text,
        "kind": paragraph.kind,
        "label": paragraph.label,
        "body_start": paragraph.body_start,
        "annex": paragraph.annex,
        "page": paragraph.page,
        "line": paragraph.line,
        "cell": asdict(paragraph.cell) if paragraph.cell else None,
        "sentences": [
            {"start": s.start, "end": s.end, "clauses": s.clauses} for s in paragraph.sentences
        ],
    }


def _with_refusals(document: Document, before: Document | None) -> Sequence[Change]:
    """The repairs of a reading, those refused that a person refused in the reading before."""
    if before is None:
        return document.changes
    texts, old = ([p.text for p in of.paragraphs] for of in (document, before))
    return repairs.carry_over(before.changes, old, document.changes, texts)
