"""What the review reads: every row lightly, and the texts of the few that are on the screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Text, cast, select

from aligner.model import Bead, Kind, Paragraph, Sentence, Status, TranslationUnit
from aligner.store import schema

_WINDOW = 500  # rows whose texts are in memory at once while units are streamed


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row as it stands, without its texts.

    Attributes:
        id: Lasts as long as the row does.
        position: Among the rows of the project, from 0.
        version: Grows with each change.
        status: What was decided of it.
        confidence: Probability, 0 to 1, that the row is right.
        reason: Why it is uncertain, in words; empty when it is not.
        kind: Of its first paragraph, the pivot's where it has one.
        label: Its label as one cites it, from the pivot or else the first language that has one.
        cells: Paragraph ids by language, the pivot first; every language of the project is there.
    """

    id: int
    position: int
    version: int
    status: Status
    confidence: float
    reason: str
    kind: Kind
    label: str
    cells: Mapping[str, tuple[int, ...]]

    @property
    def shape(self) -> str:
        """Number of paragraphs in each language, such as ``1-2``."""
        return "-".join(str(len(ids)) for ids in self.cells.values())

    @property
    def one_to_one(self) -> bool:
        """True where every language has exactly one paragraph."""
        return all(len(ids) == 1 for ids in self.cells.values())


def rows(connection: Connection, project_id: int) -> list[OutlineRow]:
    """Every row of a project, in order."""
    row, cell, paragraph, document = schema.row, schema.cell, schema.paragraph, schema.document
    of_project = document.c.project_id == project_id
    languages = connection.execute(
        select(document.c.lang).where(of_project).order_by(document.c.position)
    ).scalars()
    empty: dict[str, tuple[int, ...]] = dict.fromkeys(languages, ())
    cells: dict[int, dict[str, tuple[int, ...]]] = defaultdict(empty.copy)
    labels: dict[int, str] = {}
    kinds: dict[int, Kind] = {}
    for row_id, lang, ordinal, kind, label in connection.execute(
        select(
            cell.c.row_id, document.c.lang, paragraph.c.ordinal, paragraph.c.kind, paragraph.c.label
        )
        .join(paragraph, paragraph.c.id == cell.c.paragraph_id)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(of_project)
        .order_by(document.c.position, paragraph.c.ordinal)
    ):
        cells[row_id][lang] += (ordinal,)
        kinds.setdefault(row_id, Kind(kind))
        if label:
            labels.setdefault(row_id, Paragraph(0, "", label=tuple(label)).path)
    found = connection.execute(
        select(row).where(row.c.project_id == project_id).order_by(row.c.position)
    ).mappings()
    return [
        OutlineRow(
            status=Status(values["status"]),
            kind=kinds.get(values["id"], Kind.BODY),
            label=labels.get(values["id"], ""),
            cells=cells[values["id"]],
            **{name: values[name] for name in _PLAIN},
        )
        for values in found
    ]


_PLAIN = ("id", "position", "version", "confidence", "reason")


def paragraphs(
    connection: Connection, row_ids: Collection[int]
) -> dict[int, dict[str, tuple[Paragraph, ...]]]:
    """The paragraphs of some rows, by row id and language."""
    cell, paragraph, document = schema.cell, schema.paragraph, schema.document
    texts: dict[int, dict[str, tuple[Paragraph, ...]]] = {row_id: {} for row_id in row_ids}
    for found in connection.execute(
        select(cell.c.row_id, document.c.lang, paragraph)
        .join(cell, cell.c.paragraph_id == paragraph.c.id)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(cell.c.row_id.in_(row_ids))
        .order_by(document.c.position, paragraph.c.ordinal)
    ).mappings():
        by_lang = texts[found["row_id"]]
        by_lang[found["lang"]] = (*by_lang.get(found["lang"], ()), as_paragraph(found))
    return texts


def units(
    connection: Connection, project_id: int, status: Status | None
) -> Iterator[TranslationUnit]:
    """The rows as translation units, in order, all or those of one status."""
    project = schema.project
    name, created = connection.execute(
        select(project.c.name, project.c.created).where(project.c.id == project_id)
    ).one()
    wanted = [row for row in rows(connection, project_id) if status in (None, row.status)]
    for start in range(0, len(wanted), _WINDOW):
        window = wanted[start : start + _WINDOW]
        texts = paragraphs(connection, [row.id for row in window])
        for row in window:
            yield TranslationUnit(
                id=str(row.id),
                texts={
                    lang: " ".join(paragraph.body for paragraph in found)
                    for lang, found in texts[row.id].items()
                },
                document=name,
                label=row.label,
                status=row.status,
                confidence=row.confidence,
                created=created,
            )


def bead(connection: Connection, project_id: int, lang: str, row_id: int) -> Bead | None:
    """The bead of a language that has exactly the paragraphs of a row, or None."""
    bitext, table = schema.bitext, schema.bead
    cell, paragraph, document = schema.cell, schema.paragraph, schema.document
    ids: dict[str, list[int]] = defaultdict(list)
    for of, ordinal in connection.execute(
        select(document.c.lang, paragraph.c.ordinal)
        .join(paragraph, paragraph.c.document_id == document.c.id)
        .join(cell, cell.c.paragraph_id == paragraph.c.id)
        .where(cell.c.row_id == row_id)
        .order_by(paragraph.c.ordinal)
    ):
        ids[of].append(ordinal)
    pivot = connection.execute(
        select(bitext.c.id, bitext.c.src_lang).where(
            bitext.c.project_id == project_id, bitext.c.tgt_lang == lang
        )
    ).one_or_none()
    if pivot is None:
        return None
    found = connection.execute(
        select(table).where(
            table.c.bitext_id == pivot.id,
            cast(table.c.src, Text) == schema.to_json(ids[pivot.src_lang]),
            cast(table.c.tgt, Text) == schema.to_json(ids[lang]),
        )
    ).mappings()
    return next((as_bead(values) for values in found), None)


def as_paragraph(values: RowMapping) -> Paragraph:
    """A paragraph from its columns."""
    return Paragraph(
        id=values["ordinal"],
        kind=Kind(values["kind"]),
        label=tuple(values["label"]),
        sentences=tuple(
            Sentence(found["start"], found["end"], tuple(found["clauses"]))
            for found in values["sentences"]
        ),
        **{name: values[name] for name in ("text", "body_start", "annex", "page", "line")},
    )


def as_bead(values: Mapping[str, Any] | RowMapping) -> Bead:
    """A bead from its columns, its sentence beads with it."""
    return Bead(
        src=tuple(values["src"]),
        tgt=tuple(values["tgt"]),
        confidence=values["confidence"],
        reason=values["reason"],
        crossing=values["crossing"],
        sentences=tuple(as_bead(bead) for bead in values["sentences"]),
    )
