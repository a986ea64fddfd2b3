"""Keeps a project: its documents, rows, beads and glossary, in one transaction.

A second run on a document of the same name finds the project again: what reads as before keeps
what was decided of it, the rest is pending.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from aligner.errors import StoreError, UsageError
from aligner.model import (
    Bead,
    Bitext,
    Document,
    Multitext,
    Project,
    Row,
    Status,
)
from aligner.store import (
    differences,
    documents,
    entries,
    log,
    outline,
    passages,
    rereading,
    row_states,
    rows,
    schema,
    versions,
)
from aligner.store.differences import Renewal
from aligner.store.log import Plan, Stamp


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save.

    Attributes:
        project_id: The project in the database.
        new: False where there was a document of that name, which was renewed.
        rows: Rows that it has now.
        kept: Those of them that a person had decided on or edited; they were left as they were.
        renewal: What is otherwise than it was before.
    """

    project_id: int
    new: bool
    rows: int
    kept: int
    renewal: Renewal


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
        version: Grows by one whenever its words change.
        superseded_by: Id of the project that goes on under the name, for an older version.
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
    version: int = 1
    superseded_by: int | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Its languages, the pivot first."""
        return tuple(self.paragraphs)

    @property
    def row_count(self) -> int:
        """Rows of any status."""
        return sum(self.rows.values())


def save(connection: Connection, project: Project, stamp: Stamp, *, same: bool = False) -> Saved:
    """Insert the project, or renew the one of its name; see :meth:`aligner.store.Store.save`."""
    texts = project.multitext
    versions.lock(connection, project.name)
    found = versions.named(connection, project.name)
    if found is None:
        project_id, before, old = _begun(connection, project), {}, []
    else:
        project_id = found["id"]
        rows.lock(connection, project_id)
        before = documents.of_project(connection, project_id, as_read=True)
        old = row_states.of_project(connection, project_id)
        if not same:
            versions.require_alike(connection, project_id, texts.documents)
    readings = rereading.compare(before, texts.documents)
    counts = differences.counted(readings)
    lost = before.keys() - texts.documents.keys()
    carried = entries.carried(connection, project_id, readings) if found else {}
    kept_as = versions.keep(connection, found, old) if found and (counts or lost) else None
    version: int = (found["version"] if found else 1) + (kept_as is not None)
    values = {"pivot": texts.pivot, "signature": texts.signature, "version": version}
    table = schema.project
    connection.execute(
        update(table).where(table.c.id == project_id).values(values | {"saved": stamp.at})
    )
    documents.replace_all(connection, project_id, texts.documents, before)
    laid = rows.lay(connection, project_id, texts, old, readings)
    passages.renew_project(connection, project_id)
    _replace_bitexts(connection, project_id, project.bitexts)
    entries.save(connection, project_id, project.glossary, carried)
    renewal = differences.Renewal(
        version=version,
        kept_as=kept_as,
        counts=counts,
        joined=tuple(lang for lang in texts.documents if lang not in before) if before else (),
        differences=laid.differences,
    )
    why = "; ".join(filter(None, (renewal.sentence, texts.signature)))
    also = tuple(f"row {d.row}" for d in laid.differences)
    log.append(connection, stamp, "run", Plan(project_id, {}, {}, also=also), why)
    return Saved(project_id, found is None, laid.rows, laid.kept, renewal)


def _begun(connection: Connection, project: Project) -> int:
    """A new project of a name."""
    now = datetime.now(UTC)
    values = {
        "name": project.name,
        "identity": versions.identity("document", project.name),
        "pivot": project.multitext.pivot,
        "signature": project.multitext.signature,
        "created": now,
        "saved": now,
    }
    project_id: int = connection.execute(
        insert(schema.project).returning(schema.project.c.id), values
    ).scalar_one()
    return project_id


# It says by hand what dataclasses.asdict would: it is called for each bead.
def _bead(bead: Bead) -> dict[str, Any]:
    return {
        "src": bead.src,
        "tgt": bead.tgt,
        "confidence": bead.confidence,
        "reason": bead.reason,
        "crossing": bead.crossing,
        "sentences": [_bead(inner) for inner in bead.sentences],
    }


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


def summaries(connection: Connection, *, superseded: bool = False) -> list[ProjectSummary]:
    """All projects that go on, or all older versions, the one saved last first."""
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
            select(project)
            .where(project.c.superseded_by.is_not(None) == superseded)
            .where(project.c.removed.is_(None))
            .where(project.c.unfinished.is_(None))
            .order_by(project.c.saved.desc(), project.c.id.desc())
        ).mappings()
    ]


_SUMMARY = (
    *("id", "name", "pivot", "signature", "created", "saved"),
    *("version", "superseded_by"),
)


def _counts(connection: Connection, query: Select[int, int]) -> dict[int, int]:
    return {found[0]: found[1] for found in connection.execute(query)}


def chosen(
    standing: Sequence[ProjectSummary], older: Sequence[ProjectSummary], which: str, where: str
) -> ProjectSummary:
    """One project by name or id; see :meth:`aligner.store.Store.project`."""
    if not standing:
        raise UsageError(f"{where}: no project in it yet; make one with: aligner run FILE FILE")
    found = [project for project in standing if which in ("", project.name)]
    found = found or [project for project in (*standing, *older) if which == str(project.id)]
    if not found:
        raise UsageError(f"{where}: no project called '{which}'; it has {_listed(standing)}")
    if len(found) > 1:
        raise UsageError(
            f"{where}: several projects; choose one with --project, by name or id: {_listed(found)}"
        )
    return found[0]


def _listed(projects: Sequence[ProjectSummary]) -> str:
    return ", ".join(f"{project.name} ({project.id})" for project in projects)


def load(connection: Connection, project_id: int) -> Project:
    """A project as it was saved, its rows as they stand now."""
    table = schema.project
    found = (
        connection.execute(select(table).where(table.c.id == project_id)).mappings().one_or_none()
    )
    if found is None:
        raise StoreError(f"project {project_id}: not in this database")
    texts = documents.of_project(connection, project_id)
    multitext = Multitext(
        pivot=found["pivot"],
        documents=texts,
        rows=tuple(
            Row(row.position, row.cells, row.confidence, row.reason)
            for row in outline.rows(connection, project_id)
        ),
        signature=found["signature"],
    )
    return Project(
        name=found["name"],
        multitext=multitext,
        bitexts=_bitexts(connection, project_id, texts),
        glossary=entries.load(connection, project_id),
    )


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
