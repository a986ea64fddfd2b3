"""Takes glossaries and translation units of other tools in; importing twice adds nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    func,
    insert,
    select,
    update,
)

from aligner.errors import StoreError
from aligner.model import Glossary, Kind, TranslationUnit
from aligner.store import concordance, entries, log, rows, schema
from aligner.store.log import Plan, Stamp

_AT_ONCE = 5_000  # units in memory


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of an import.

    Attributes:
        id: Of the glossary or the project.
        added: Entries or units that are new.
        same: Those that were there as they came.
        kept: Those that came otherwise and stay as they are here; what differs is a decision, for
            :meth:`aligner.store.Store.decide` to write.
    """

    id: int
    added: int = 0
    same: int = 0
    kept: int = 0

    @property
    def sentence(self) -> str:
        """The same in words."""
        return f"{self.added:,} added, {self.same:,} there already, {self.kept:,} kept as they are"


def save_glossary(connection: Connection, glossary: Glossary, stamp: Stamp) -> Merged:
    """Merge a glossary into the one of its name; see :meth:`aligner.store.Store.save_glossary`."""
    found = _glossary_called(connection, glossary.name)
    if found is None:
        glossary_id = entries.create(connection, _once_each(glossary), None)
        merged = Merged(glossary_id, added=len({entry.id for entry in glossary.entries}))
        project_id = None
    else:
        merged = _merge(connection, entries.by_id(connection, found["id"]), glossary)
        project_id = found["project_id"]
    if merged.added:
        plan = Plan(project_id, {}, {}, also=(f"glossary {merged.id}",))
        log.append(connection, stamp, "import glossary", plan, merged.sentence)
    return merged


def _glossary_called(connection: Connection, name: str) -> RowMapping | None:
    """The glossary of a name: an imported one before that of a project."""
    table = schema.glossary
    query = (
        select(table.c.id, table.c.project_id)
        .where(table.c.name == name)
        .order_by(table.c.project_id.is_not(None), table.c.id)
        .with_for_update()
    )
    return connection.execute(query.limit(1)).mappings().one_or_none()


def _once_each(glossary: Glossary) -> Glossary:
    """The first of the entries that share an id."""
    first = {entry.id: entry for entry in reversed(glossary.entries)}
    return replace(
        glossary, entries=tuple(e for e in glossary.entries if first[e.id] is e), version=0
    )


def _merge(connection: Connection, before: Glossary, new: Glossary) -> Merged:
    absorbed = entries.absorbed(connection, before.id)
    standing = {entry.id: entry for entry in before.entries}
    counts: Counter[str] = Counter()
    for entry in _once_each(new).entries:
        if entry == standing.get(entry.id):
            counts["same"] += 1
        elif entry.id in absorbed or entry.id in standing:
            counts["kept"] += 1
        else:
            counts["added"] += 1
            standing[entry.id] = entry
    languages = tuple(dict.fromkeys((*before.languages, *new.languages)))
    after = replace(before, entries=tuple(standing.values()), languages=languages)
    if after != before:
        entries.replace_entries(connection, before, after)
    return Merged(before.id, **counts)


def save_units(
    connection: Connection,
    name: str,
    units: Iterable[TranslationUnit],
    stamp: Stamp,
    pivot: str,
) -> Merged:
    """Merge units into the project of a name; see :meth:`aligner.store.Store.save_units`."""
    waiting = iter(units)
    first = list(islice(waiting, _AT_ONCE))
    if not first:
        raise StoreError(f"{name}: no units to import")
    into = _Project.called(connection, name, stamp, pivot or _main_language(first))
    counts: Counter[str] = Counter()
    batch = first
    while batch:
        counts += into.take(batch)
        batch = list(islice(waiting, _AT_ONCE))
    merged = Merged(into.id, **counts)
    if merged.added:
        plan = Plan(into.id, {}, {})
        log.append(connection, stamp, "import units", plan, merged.sentence)
    return merged


def _main_language(units: Sequence[TranslationUnit]) -> str:
    """The language that stands first in most units."""
    return Counter(next(iter(unit.texts)) for unit in units if unit.texts).most_common(1)[0][0]


def origin(unit: TranslationUnit) -> dict[str, Any]:
    """What a unit says of itself, as JSON; its texts as hashes, by which a change is known."""
    said: dict[str, Any] = {
        "id": unit.id,
        "document": unit.document,
        "label": unit.label,
        "status": unit.status.value,
        "confidence": unit.confidence,
        "created": unit.created and unit.created.isoformat(),
        "creator": unit.creator,
        "changed": unit.changed and unit.changed.isoformat(),
        "changer": unit.changer,
        "note": unit.note,
        "codes": dict(unit.codes),
        "texts": {
            lang: hashlib.sha256(text.encode()).hexdigest()[:16]
            for lang, text in unit.texts.items()
        },
    }
    if unit.properties:
        said["properties"] = [[p.name, p.value, p.lang] for p in unit.properties]
    return said


def _together(said: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What a unit said with what it says now; a text that is missing now is not a change."""
    return {**new, "texts": {**said["texts"], **new["texts"]}}


def label_path(label: str) -> list[str]:
    """A label as one cites it, ``2 (c)``, as its parts."""
    return [part.strip("()") for part in label.split()]


class _Project:
    """The project of an import while units are taken in."""

    def __init__(self, connection: Connection, project_id: int, name: str, stamp: Stamp) -> None:
        self.id = project_id
        self._connection = connection
        self._name = name
        self._stamp = stamp
        rows.lock(connection, project_id)
        document, paragraph, row = schema.document, schema.paragraph, schema.row
        of_project = document.c.project_id == project_id
        self._documents: dict[str, int] = {
            found.lang: found.id
            for found in connection.execute(
                select(document.c.lang, document.c.id).where(of_project)
            )
        }
        self._ordinals: Counter[str] = Counter(
            {
                found[0]: found[1]
                for found in connection.execute(
                    select(document.c.lang, func.count(paragraph.c.id))
                    .join(paragraph, paragraph.c.document_id == document.c.id)
                    .where(of_project)
                    .group_by(document.c.lang)
                )
            }
        )
        self._known: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}
        for row_id, said in connection.execute(
            select(row.c.id, row.c.origin).where(
                row.c.project_id == project_id, row.c.origin.is_not(None)
            )
        ):
            self._known[said["document"], said["id"]] = (row_id, said)
        self._position: int = connection.execute(
            select(func.count()).where(row.c.project_id == project_id)
        ).scalar_one()

    @staticmethod
    def called(connection: Connection, name: str, stamp: Stamp, pivot: str) -> _Project:
        """The project of an earlier import of the same name, or a new one."""
        table = schema.project
        identity = hashlib.sha256(json.dumps(["imported", name]).encode()).hexdigest()
        values = {"saved": stamp.at}
        project_id = connection.execute(
            update(table).where(table.c.identity == identity).values(values).returning(table.c.id)
        ).scalar_one_or_none()
        if project_id is None:
            plain = {"name": name, "identity": identity, "pivot": pivot, "signature": "imported"}
            project_id = connection.execute(
                insert(table).returning(table.c.id), values | plain | {"created": stamp.at}
            ).scalar_one()
            entries.create(connection, Glossary(name, (pivot,), ()), project_id)
        return _Project(connection, project_id, name, stamp)

    def take(self, units: Sequence[TranslationUnit]) -> Counter[str]:
        """Take some units in; returns how many were added, the same or kept as they are here."""
        counts: Counter[str] = Counter()
        new: dict[tuple[str, str], TranslationUnit] = {}
        for unit in units:
            key = (unit.document, unit.id)
            if key in new or not unit.texts:
                counts["same"] += 1
            elif key not in self._known:
                counts["added"] += 1
                new[key] = unit
            elif self._known[key][1] == _together(self._known[key][1], origin(unit)):
                counts["same"] += 1
            else:
                counts["kept"] += 1
        self._add(list(new.values()))
        return counts

    def _add(self, units: Sequence[TranslationUnit]) -> None:
        table = schema.row
        values = [
            _columns(unit) | {"project_id": self.id, "position": self._position + i, "version": 1}
            for i, unit in enumerate(units)
        ]
        if not values:
            return
        self._position += len(values)
        ids = self._connection.execute(
            insert(table).returning(table.c.id, sort_by_parameter_order=True), values
        ).scalars()
        placed = list(zip(ids, units, strict=True))
        for row_id, unit in placed:
            self._known[unit.document, unit.id] = (row_id, origin(unit))
        self._put(placed)

    def _put(self, placed: Sequence[tuple[int, TranslationUnit]]) -> None:
        """Paragraphs, cells and notes of rows that are there."""
        paragraphs, owners = [], []
        for row_id, unit in placed:
            for lang, text in unit.texts.items():
                paragraphs.append(self._paragraph(lang, text, unit))
                owners.append(row_id)
        paragraph = schema.paragraph
        if paragraphs:
            ids = self._connection.execute(
                insert(paragraph).returning(paragraph.c.id, sort_by_parameter_order=True),
                paragraphs,
            ).scalars()
            cells = [
                {"row_id": row_id, "paragraph_id": own, "start": 0}
                for row_id, own in zip(owners, ids, strict=True)
            ]
            self._connection.execute(insert(schema.cell), cells)
        notes = [
            {
                "row_id": row_id,
                "actor": unit.changer or unit.creator or self._stamp.actor.name,
                "at": unit.changed or self._stamp.at,
                "text": unit.note,
            }
            for row_id, unit in placed
            if unit.note
        ]
        if notes:
            self._connection.execute(insert(schema.note), notes)
        concordance.renew(self._connection, [row_id for row_id, _ in placed], due=False)

    def _paragraph(self, lang: str, text: str, unit: TranslationUnit) -> dict[str, Any]:
        ordinal = self._ordinals[lang]
        self._ordinals[lang] += 1
        return {
            "document_id": self._document(lang),
            "ordinal": ordinal,
            "text": text.replace("\0", ""),
            "kind": Kind.BODY,
            "label": label_path(unit.label),
            "body_start": 0,
            "annex": 0,
            "sentences": (),
        }

    def _document(self, lang: str) -> int:
        if lang not in self._documents:
            table = schema.document
            values = {
                "project_id": self.id,
                "position": len(self._documents),
                "lang": lang,
                "name": self._name,
                "source": "",
                "sha256": "",
                "furniture": (),
                "unseen": (),
            }
            self._documents[lang] = self._connection.execute(
                insert(table).returning(table.c.id), values
            ).scalar_one()
        return self._documents[lang]


def _columns(unit: TranslationUnit) -> dict[str, Any]:
    return {
        "confidence": 1.0 if unit.confidence is None else unit.confidence,
        "reason": "",
        "status": unit.status,
        "origin": origin(unit),
    }
