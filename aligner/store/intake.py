"""Takes translation units of other tools in, batch by batch; nobody sees them before all are there.

A batch is one transaction, so that whoever else writes waits for no more than one. Until the last
of them is in, the units stand in a project of their own that is *unfinished*: no list has it and no
search. It then becomes the project of its name, or its rows join those of the one there is, in one
step. Of an import that was killed nothing is ever seen; the next one sweeps it out.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    Connection,
    Table,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    update,
)

from aligner.errors import AlignerError, StoreError
from aligner.model import Glossary, Kind, TranslationUnit
from aligner.store import backend, entries, known_units, log, passages, schema, versions
from aligner.store.importing import Merged
from aligner.store.log import Plan, Stamp
from aligner.store.words import forms

_AT_ONCE = 2_000
"""Units of a batch; on a slow machine it is written in half a second."""
_STALE = timedelta(minutes=10)
"""How long after its last batch an import is taken for dead."""

_project, _document, _paragraph = schema.project, schema.document, schema.paragraph
_row = schema.row
_Result = TypeVar("_Result")


class Write(Protocol):
    """Does some work in a write transaction of its own, and perhaps again where that failed."""

    def __call__(self, work: Callable[[Connection], _Result]) -> _Result:
        """What the work gives."""


class Read(Protocol):
    """Does some work in a transaction of its own that only reads, so that nobody waits for it."""

    def __call__(self, work: Callable[[Connection], _Result]) -> _Result:
        """What the work gives."""


def save_units(
    read: Read, write: Write, name: str, units: Iterable[TranslationUnit], stamp: Stamp, pivot: str
) -> Merged:
    """Merge units into the project of a name; see :meth:`aligner.store.Store.save_units`."""
    waiting = iter(units)
    batch = list(islice(waiting, _AT_ONCE))
    if not batch:
        raise StoreError(f"{name}: no units to import")
    for left in write(_stale):
        _withdraw(write, left)
    known = read(partial(known_units.of, identity=_identity(name)))
    state = _State(name, stamp, pivot or _main_language(batch))
    counts: Counter[str] = Counter()
    try:
        while batch:
            if ready := [_ready(unit) for unit in _new(batch, known, read, counts)]:
                state = write(partial(_put, state, ready))
            batch = list(islice(waiting, _AT_ONCE))
        return write(partial(_finish, state, counts))
    except BaseException:
        if state.project_id is not None:
            with suppress(AlignerError):  # the next import sweeps out what is left
                _withdraw(write, state.project_id)
        raise


def _main_language(units: Sequence[TranslationUnit]) -> str:
    """The language that stands first in most units."""
    return Counter(next(iter(unit.texts)) for unit in units if unit.texts).most_common(1)[0][0]


def label_path(label: str) -> list[str]:
    """A label as one cites it, ``2 (c)``, as its parts."""
    return [part.strip("()") for part in label.split()]


def _identity(name: str) -> str:
    return versions.identity(schema.IMPORTED, name)


def _new(
    batch: Sequence[TranslationUnit], known: known_units.Known, read: Read, counts: Counter[str]
) -> Iterable[TranslationUnit]:
    """The units that are not known yet; the others are counted as the same or kept."""
    keys = [known_units.key(unit.document, unit.id) for unit in batch]
    said = read(partial(known_units.said, [known.get(key) for key in keys]))
    for key, unit in zip(keys, batch, strict=True):
        if not unit.texts:
            counts["same"] += 1
        elif key not in known:
            counts["added"] += 1
            known[key] = None
            yield unit
        else:
            row_id = known[key]  # whose row may have been joined with another one meanwhile
            before = said.get(row_id) if row_id is not None else None
            same = row_id is None or (before and known_units.says_the_same(unit, before))
            counts["same" if same else "kept"] += 1


@dataclass(frozen=True, slots=True)
class _Ready:
    """A unit as it is written, made outside of any transaction.

    Attributes:
        unit: The unit.
        columns: Of its row.
        words: By language, as the concordance has them.
    """

    unit: TranslationUnit
    columns: Mapping[str, Any]
    words: Mapping[str, Sequence[str]]


def _ready(unit: TranslationUnit) -> _Ready:
    columns = {
        "confidence": 1.0 if unit.confidence is None else unit.confidence,
        "status": unit.status,
        "origin": known_units.origin(unit),
    }
    return _Ready(unit, columns, {lang: forms(words) for lang, words in unit.texts.items()})


@dataclass(frozen=True, slots=True)
class _State:
    """How far an import is.

    Attributes:
        name: Of the project to be.
        stamp: Who imports, and when.
        pivot: Its first language.
        project_id: The unfinished project; None before the first batch.
        documents: Ids by language.
        ordinals: Number of paragraphs by language.
        rows: Number of rows.
    """

    name: str
    stamp: Stamp
    pivot: str
    project_id: int | None = None
    documents: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0


def _put(state: _State, batch: Sequence[_Ready], connection: Connection) -> _State:
    """Write a batch; how far the import is then."""
    state = _begun(connection, state)
    now = {"unfinished": datetime.now(UTC)}
    connection.execute(update(_project).where(_project.c.id == state.project_id).values(now))
    documents, ordinals = dict(state.documents), Counter(state.ordinals)
    row_ids = _reserved(connection, _row, len(batch))
    texts = sum(len(ready.unit.texts) for ready in batch)
    paragraph_ids = iter(_reserved(connection, _paragraph, texts))
    paragraphs, cells, notes = [], [], []
    for row_id, ready in zip(row_ids, batch, strict=True):
        unit = ready.unit
        label = label_path(unit.label)
        for lang, words in unit.texts.items():
            if lang not in documents:
                documents[lang] = _new_document(connection, state, lang, len(documents))
            own = next(paragraph_ids)
            paragraphs.append(
                {
                    "id": own,
                    "document_id": documents[lang],
                    "ordinal": ordinals[lang],
                    "text": words.replace("\0", ""),
                    "label": label,
                }
            )
            ordinals[lang] += 1
            cells.append({"row_id": row_id, "paragraph_id": own})
        if unit.note:
            actor = unit.changer or unit.creator or state.stamp.actor.name
            said = {"actor": actor, "at": unit.changed or state.stamp.at, "text": unit.note}
            notes.append({"row_id": row_id} | said)
    placed = [
        {"id": row_id, "project_id": state.project_id, "position": state.rows + place}
        | dict(ready.columns)
        for place, (row_id, ready) in enumerate(zip(row_ids, batch, strict=True))
    ]
    for statement, values in (
        (_ROWS, placed),
        (_PARAGRAPHS, paragraphs),
        (_CELLS, cells),
        (insert(schema.note), notes),
    ):
        if values:
            connection.execute(statement, values)
    indexed = {row_id: ready.words for row_id, ready in zip(row_ids, batch, strict=True)}
    passages.add(connection, indexed)
    return replace(state, documents=documents, ordinals=ordinals, rows=state.rows + len(batch))


# What is the same for all stands in the statement: to bind it row by row takes its time.
_ROWS = insert(_row).values(
    reason=literal_column("''"), statuses=literal_column("'{}'"), version=literal_column("1")
)
_PARAGRAPHS = insert(_paragraph).values(
    kind=literal_column(f"'{Kind.BODY.value}'"),
    body_start=literal_column("0"),
    annex=literal_column("0"),
    sentences=literal_column("'[]'"),
)
_CELLS = insert(schema.cell).values(start=literal_column("0"))


def _begun(connection: Connection, state: _State) -> _State:
    """The import with its project, which nobody sees."""
    if state.project_id is not None:
        return state
    values = {
        "name": state.name,
        "identity": f"unfinished {uuid.uuid4()}",
        "pivot": state.pivot,
        "signature": schema.IMPORTED,
        "created": state.stamp.at,
        "saved": state.stamp.at,
        "unfinished": datetime.now(UTC),
    }
    query = insert(_project).returning(_project.c.id)
    return replace(state, project_id=connection.execute(query, values).scalar_one())


def _new_document(connection: Connection, state: _State, lang: str, position: int) -> int:
    values = {
        "project_id": state.project_id,
        "position": position,
        "lang": lang,
        "name": state.name,
        "source": "",
        "sha256": "",
        "furniture": (),
        "unseen": (),
        "doubts": (),
    }
    query = insert(_document).returning(_document.c.id)
    own: int = connection.execute(query, values).scalar_one()
    return own


def _reserved(connection: Connection, of: Table, count: int) -> Sequence[int]:
    """Ids for new rows of a table, in order, which nothing has or ever had.

    Many rows are then written in one call; asking for each id takes longer than writing them.
    """
    if connection.dialect.name == backend.POSTGRESQL:
        sequence = func.pg_get_serial_sequence(of.name, "id")
        numbers = select(func.nextval(sequence)).select_from(
            func.generate_series(1, count).table_valued("n")
        )
        return sorted(connection.execute(numbers).scalars())
    last = connection.execute(select(func.max(of.c.id))).scalar() or 0
    if of.dialect_options["sqlite"]["autoincrement"]:
        given = table("sqlite_sequence", column("name"), column("seq"))
        query = select(given.c.seq).where(given.c.name == of.name)
        last = max(last, connection.execute(query).scalar() or 0)
    return range(last + 1, last + count + 1)


def _finish(state: _State, counts: Mapping[str, int], connection: Connection) -> Merged:
    """Let the import be seen: as the project of its name, or in the one there is."""
    versions.lock(connection, state.name)
    query = select(_project.c.id).where(_project.c.identity == _identity(state.name))
    there = connection.execute(query).scalar_one_or_none()
    saved: dict[str, Any] = {"saved": state.stamp.at, "unfinished": None}
    if there is None:
        state = _begun(connection, state)
        assert state.project_id is not None
        there = state.project_id
        saved |= {"identity": _identity(state.name)}
        entries.create(connection, Glossary(state.name, (state.pivot,), ()), there)
    elif state.project_id is not None:
        _join(connection, state, there)
    connection.execute(update(_project).where(_project.c.id == there).values(saved))
    merged = Merged(there, **counts)
    if merged.added:
        log.append(connection, state.stamp, "import units", Plan(there, {}, {}), merged.sentence)
    return merged


def _join(connection: Connection, state: _State, there: int) -> None:
    """Move rows and paragraphs of an import behind those of the project there is."""
    query = select(_document.c.lang, _document.c.id).where(_document.c.project_id == there)
    documents: dict[str, int] = {found.lang: found.id for found in connection.execute(query)}
    for lang, own in state.documents.items():
        if lang not in documents:
            place = {"project_id": there, "position": len(documents)}
            connection.execute(update(_document).where(_document.c.id == own).values(place))
            documents[lang] = own
            continue
        behind = select(func.coalesce(func.max(_paragraph.c.ordinal) + 1, 0))
        base = connection.execute(
            behind.where(_paragraph.c.document_id == documents[lang])
        ).scalar_one()
        connection.execute(
            update(_paragraph)
            .where(_paragraph.c.document_id == own)
            .values(document_id=documents[lang], ordinal=_paragraph.c.ordinal + base)
        )
    last = select(func.coalesce(func.max(_row.c.position) + 1, 0)).where(_row.c.project_id == there)
    base = connection.execute(last).scalar_one()
    connection.execute(
        update(_row)
        .where(_row.c.project_id == state.project_id)
        .values(project_id=there, position=_row.c.position + base)
    )
    connection.execute(delete(_project).where(_project.c.id == state.project_id))


def _stale(connection: Connection) -> list[int]:
    """Unfinished projects of imports that are dead."""
    query = select(_project.c.id).where(_project.c.unfinished < datetime.now(UTC) - _STALE)
    return list(connection.execute(query).scalars())


def _withdraw(write: Write, project_id: int) -> None:
    """Take an unfinished project out, batch by batch."""
    rows = select(_row.c.id).where(_row.c.project_id == project_id)
    paragraphs = (
        select(_paragraph.c.id)
        .join(_document, _document.c.id == _paragraph.c.document_id)
        .where(_document.c.project_id == project_id)
    )
    for of, query in ((_row, rows), (_paragraph, paragraphs)):
        some = delete(of).where(of.c.id.in_(query.limit(_AT_ONCE)))
        while write(partial(_rows_of, some)):
            pass
    write(partial(_rows_of, delete(_project).where(_project.c.id == project_id)))


def _rows_of(statement: Any, connection: Connection) -> int:  # noqa: ANN401 (any DELETE)
    count: int = connection.execute(statement).rowcount
    return count
