"""Takes glossaries of other tools in; importing twice adds nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, select

from aligner.model import Glossary
from aligner.store import entries, log, schema
from aligner.store.log import Plan, Stamp


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
        .outerjoin(schema.project, schema.project.c.id == table.c.project_id)
        .where(table.c.name == name)
        .where(table.c.removed.is_(None), schema.project.c.removed.is_(None))
        .order_by(table.c.project_id.is_not(None), table.c.id)
        .with_for_update(of=table)
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
