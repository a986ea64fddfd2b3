"""What the review reads: every row lightly, and the texts of the few that are on the screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Text, cast, func, select, true

from aligner.model import Bead, Cell, Kind, Paragraph, Sentence, Status, thresholds, together
from aligner.store import log, repairs, schema


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row as it stands, without its texts.

    Attributes:
        id: Lasts as long as the row does.
        position: Among the rows of the project, from 0.
        version: Grows with each change.
        status: What was decided of it as a whole; candidate where its languages differ.
        confidence: Probability, 0 to 1, that the row is right.
        reason: Why it is uncertain, in words; empty when it is not.
        kind: Of its first paragraph, the pivot's where it has one.
        label: Its label as one cites it, from the pivot or else the first language that has one.
        cells: Paragraph ids by language, the pivot first; every language of the project is there.
            A paragraph that was split stands in more than one row.
        edited: Languages whose words a person wrote anew.
        notes: How many notes it has.
        changer: Who did something to it last; empty where nobody did.
        changed: When that was, UTC.
        statuses: What was decided of the languages that stand otherwise than the row as a whole.
        annex: 0 in the main text, 1 in the first annex, and so on.
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
    edited: tuple[str, ...] = ()
    notes: int = 0
    changer: str = ""
    changed: datetime | None = None
    statuses: Mapping[str, Status] = field(default_factory=dict)
    annex: int = 0

    def standing(self, langs: Iterable[str]) -> Status:
        """What was decided of some languages beside the pivot together."""
        return together(self.statuses.get(lang, self.status) for lang in langs)

    @property
    def decided(self) -> bool:
        """True where a person approved it, rejected it or set it aside, in all its languages."""
        return self.status != Status.CANDIDATE

    @property
    def held(self) -> bool:
        """True where a new alignment leaves it as it is: decided on, or its words written anew."""
        return self.decided or bool(self.statuses or self.edited)

    @property
    def texts(self) -> tuple[int, ...]:
        """Number of texts in each language; what a person wrote counts as one."""
        return tuple(1 if lang in self.edited else len(ids) for lang, ids in self.cells.items())

    @property
    def shape(self) -> str:
        """Number of texts in each language, such as ``1-2``."""
        return "-".join(map(str, self.texts))

    @property
    def lacking(self) -> tuple[str, ...]:
        """Languages that have no text here."""
        return tuple(lang for lang, n in zip(self.cells, self.texts, strict=True) if not n)

    @property
    def needs_look(self) -> bool:
        """True where nobody has decided, and it is uncertain or a language lacks it."""
        return thresholds.needs_look(self.status, self.confidence, complete=not self.lacking)

    @property
    def one_to_one(self) -> bool:
        """True where every language has exactly one text."""
        return all(count == 1 for count in self.texts)


def rows(
    connection: Connection, project_id: int, only: Collection[int] | None = None
) -> list[OutlineRow]:
    """The rows of a project in order, all or those of some ids."""
    row, cell, paragraph, document = schema.row, schema.cell, schema.paragraph, schema.document
    of_project = document.c.project_id == project_id
    languages = connection.execute(
        select(document.c.lang).where(of_project).order_by(document.c.position)
    ).scalars()
    empty: dict[str, tuple[int, ...]] = dict.fromkeys(languages, ())
    cells: dict[int, dict[str, tuple[int, ...]]] = defaultdict(empty.copy)
    labels: dict[int, str] = {}
    kinds: dict[int, Kind] = {}
    annexes: dict[int, int] = {}
    query = (
        select(
            cell.c.row_id,
            document.c.lang,
            paragraph.c.ordinal,
            paragraph.c.kind,
            paragraph.c.label,
            paragraph.c.annex,
        )
        .join(paragraph, paragraph.c.id == cell.c.paragraph_id)
        .join(document, document.c.id == paragraph.c.document_id)
        .order_by(document.c.position, paragraph.c.ordinal, cell.c.start)
    )
    # Some are asked for by nothing but their ids: SQLite would else go through the whole project.
    chosen = row.c.project_id == project_id if only is None else row.c.id.in_(list(only))
    found = [
        values
        for values in connection.execute(
            select(row).where(chosen).order_by(row.c.position)
        ).mappings()
        if values["project_id"] == project_id and values["position"] >= 0
    ]
    if only is None:
        query = query.where(of_project)
    else:
        query = query.where(cell.c.row_id.in_([values["id"] for values in found]))
    for row_id, lang, ordinal, kind, label, annex in connection.execute(query):
        if ordinal not in cells[row_id][lang]:
            cells[row_id][lang] += (ordinal,)
        kinds.setdefault(row_id, Kind(kind))
        annexes.setdefault(row_id, annex)
        if label:
            labels.setdefault(row_id, Paragraph(0, "", label=tuple(label)).path)
    edited = _edited(connection, project_id, only)
    notes = _note_counts(connection, project_id, only)
    touched = log.last_on_rows(connection, project_id, only)
    return [
        OutlineRow(
            edited=edited.get(values["id"], ()),
            notes=notes.get(values["id"], 0),
            changer=touched.get(values["id"], ("", None))[0],
            changed=touched.get(values["id"], ("", None))[1],
            status=Status(values["status"]),
            statuses={lang: Status(said) for lang, said in values["statuses"].items()},
            kind=kinds.get(values["id"], Kind.BODY),
            label=labels.get(values["id"], ""),
            annex=annexes.get(values["id"], 0),
            cells=cells[values["id"]],
            **{name: values[name] for name in _PLAIN},
        )
        for values in found
    ]


_PLAIN = ("id", "position", "version", "confidence", "reason")


def _edited(
    connection: Connection, project_id: int, only: Collection[int] | None
) -> dict[int, tuple[str, ...]]:
    edit, row = schema.edit, schema.row
    found: dict[int, tuple[str, ...]] = {}
    query = select(edit.c.row_id, edit.c.lang).order_by(edit.c.lang)
    if only is None:
        query = query.join(row, row.c.id == edit.c.row_id).where(row.c.project_id == project_id)
    else:
        query = query.where(edit.c.row_id.in_(list(only)))
    for row_id, lang in connection.execute(query):
        found[row_id] = (*found.get(row_id, ()), lang)
    return found


def _note_counts(
    connection: Connection, project_id: int, only: Collection[int] | None
) -> dict[int, int]:
    note, row = schema.note, schema.row
    query = select(note.c.row_id, func.count()).group_by(note.c.row_id)
    if only is None:
        query = query.join(row, row.c.id == note.c.row_id).where(row.c.project_id == project_id)
    else:
        query = query.where(note.c.row_id.in_(list(only)))
    return {found[0]: found[1] for found in connection.execute(query)}


def edits(connection: Connection, row_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """What a person wrote in place of the words of cells, by row id and language."""
    edit = schema.edit
    found: dict[int, dict[str, str]] = {row_id: {} for row_id in row_ids}
    for row_id, lang, text in connection.execute(
        select(edit.c.row_id, edit.c.lang, edit.c.text).where(edit.c.row_id.in_(list(row_ids)))
    ):
        found[row_id][lang] = text
    return found


def bodies(
    connection: Connection, row_ids: Collection[int], langs: Collection[str] | None = None
) -> dict[int, dict[str, str]]:
    """The words of some rows as they stand, without labels, by row id and language."""
    written = edits(connection, row_ids)
    read = paragraphs(connection, row_ids, langs)
    return {
        row_id: {lang: " ".join(p.body for p in found) for lang, found in by_lang.items()}
        | {lang: t for lang, t in written[row_id].items() if langs is None or lang in langs}
        for row_id, by_lang in read.items()
    }


def part(paragraph: Paragraph, start: int, end: int | None) -> Paragraph:
    """A stretch of a paragraph as a paragraph of its own; its id and label stay."""
    stop = len(paragraph.text) if end is None else end
    if (start, stop) == (0, len(paragraph.text)):
        return paragraph
    return replace(
        paragraph,
        text=paragraph.text[start:stop].rstrip(),
        body_start=max(0, paragraph.body_start - start),
        sentences=tuple(
            Sentence(
                sentence.start - start,
                sentence.end - start,
                tuple(clause - start for clause in sentence.clauses),
            )
            for sentence in paragraph.sentences
            if start <= sentence.start and sentence.end <= stop
        ),
    )


def paragraphs(
    connection: Connection, row_ids: Collection[int], langs: Collection[str] | None = None
) -> dict[int, dict[str, tuple[Paragraph, ...]]]:
    """The paragraphs of some rows as they stand there, by row id and language.

    Of a paragraph that was split between rows, each row has its part; OCR repairs that were
    refused are taken back.
    """
    cell, paragraph, document = schema.cell, schema.paragraph, schema.document
    texts: dict[int, dict[str, tuple[Paragraph, ...]]] = {row_id: {} for row_id in row_ids}
    read = (
        connection.execute(
            select(cell.c.row_id, document.c.lang, paragraph, cell.c.start, cell.c.end)
            .join(cell, cell.c.paragraph_id == paragraph.c.id)
            .join(document, document.c.id == paragraph.c.document_id)
            .where(cell.c.row_id.in_(list(row_ids)))
            .where(true() if langs is None else document.c.lang.in_(list(langs)))
            .order_by(document.c.position, paragraph.c.ordinal, cell.c.start)
        )
        .mappings()
        .all()
    )
    refused = repairs.refused(connection, {found["document_id"] for found in read})
    for found in read:
        by_lang = texts[found["row_id"]]
        whole, shift = repairs.put_back(
            as_paragraph(found), refused.get((found["document_id"], found["ordinal"]), ())
        )
        end = found["end"]
        cut = part(whole, shift(found["start"]), None if end is None else shift(end))
        by_lang[found["lang"]] = (*by_lang.get(found["lang"], ()), cut)
    return texts


def as_read(
    connection: Connection, project_id: int, lang: str, ordinals: Collection[int]
) -> dict[int, Paragraph]:
    """Some paragraphs of a document as they were read, by position."""
    paragraph, document = schema.paragraph, schema.document
    query = (
        select(paragraph)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(document.c.project_id == project_id, document.c.lang == lang)
        .where(paragraph.c.ordinal.in_(list(ordinals)))
    )
    return {
        values["ordinal"]: as_paragraph(values) for values in connection.execute(query).mappings()
    }


def as_it_stands(
    connection: Connection, project_id: int, lang: str, ordinals: Collection[int]
) -> dict[int, Paragraph]:
    """Some paragraphs of a document, refused OCR repairs taken back, by position."""
    paragraph, document = schema.paragraph, schema.document
    query = (
        select(paragraph)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(document.c.project_id == project_id, document.c.lang == lang)
    )
    if len(ordinals) <= _FEW:
        query = query.where(paragraph.c.ordinal.in_(list(ordinals)))
    read = connection.execute(query).mappings().all()
    refused = repairs.refused(connection, {values["document_id"] for values in read})
    return {
        values["ordinal"]: repairs.put_back(
            as_paragraph(values), refused.get((values["document_id"], values["ordinal"]), ())
        )[0]
        for values in read
    }


_FEW = 500  # beyond, the whole document is read


def beads(connection: Connection, project_id: int, row_id: int) -> dict[str, Bead]:
    """The beads that have exactly the paragraphs of a row, by language."""
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
    pairs = connection.execute(
        select(bitext.c.id, bitext.c.src_lang, bitext.c.tgt_lang).where(
            bitext.c.project_id == project_id
        )
    ).all()
    if not pairs:
        return {}
    langs = {pair.id: pair.tgt_lang for pair in pairs}
    found = connection.execute(
        select(table).where(
            table.c.bitext_id.in_(langs),
            cast(table.c.src, Text) == schema.to_json(ids[pairs[0].src_lang]),
        )
    ).mappings()
    return {
        lang: as_bead(values)
        for values in found
        if values["tgt"] == ids[lang := langs[values["bitext_id"]]]
    }


def as_paragraph(values: RowMapping) -> Paragraph:
    """A paragraph from its columns."""
    return Paragraph(
        id=values["ordinal"],
        kind=Kind(values["kind"]),
        label=tuple(values["label"]),
        cell=_as_cell(values["cell"]),
        sentences=tuple(
            Sentence(found["start"], found["end"], tuple(found["clauses"]))
            for found in values["sentences"]
        ),
        **{name: values[name] for name in ("text", "body_start", "annex", "page", "line")},
    )


def _as_cell(values: Mapping[str, Any] | None) -> Cell | None:
    return Cell(**{**values, "outer": _as_cell(values["outer"])}) if values else None


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
