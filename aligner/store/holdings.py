"""A document or a glossary as a whole: what it is called, and whether a person removed it.

What was removed is not seen any more, nor are its terms and texts; all of it stays in the database,
as the log only grows, and can be put back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from aligner.errors import UsageError
from aligner.store import schema
from aligner.store.log import States
from aligner.store.versions import identity

Fields = Mapping[str, Any]

_project, _glossary, _document = schema.project, schema.glossary, schema.document


class Projects:
    """Documents with all their versions and languages: ``project 12``."""

    def claim(self, connection: Connection, versions: Mapping[str, int]) -> set[str]:
        """All of them: the last word on a name counts, and the one before is in the log."""
        return set(versions)

    def touch(self, connection: Connection, names: Iterable[str]) -> None:
        """Nothing to do."""

    def called(self, fields: Fields) -> str:
        """By its name."""
        return str(fields["name"])

    def read(self, connection: Connection, names: Collection[str]) -> States:
        """What they are called and whether they were removed."""
        chosen = _project.c.id.in_([_number(name) for name in names])
        columns = (_project.c.id, _project.c.name, _project.c.identity, _project.c.removed)
        states: dict[str, Fields | None] = dict.fromkeys(names)
        for found in connection.execute(select(*columns).where(chosen)):
            said = {"name": found.name, "identity": found.identity}
            states[f"project {found.id}"] = said | {"removed": _stated(found.removed)}
        return states

    def write(self, connection: Connection, project_id: int | None, states: States) -> None:
        """Rename, remove and put back."""
        for subject, fields in states.items():
            own = _number(subject)
            said = {**(self.read(connection, [subject])[subject] or {}), **(fields or {})}
            if said["removed"] is None:
                _require_free(connection, own, said["name"])
            connection.execute(
                update(_project)
                .where(_project.c.id == own)
                .values(
                    name=said["name"], identity=said["identity"], removed=_moment(said["removed"])
                )
            )
            name = {"name": said["name"]}
            older = _project.c.superseded_by == own
            connection.execute(update(_project).where(older).values(name))
            for table in (_glossary, _document):
                connection.execute(update(table).where(table.c.project_id == own).values(name))


class Glossaries(Projects):
    """Glossaries without a document: ``glossary 3``."""

    def read(self, connection: Connection, names: Collection[str]) -> States:
        """What they are called and whether they were removed."""
        chosen = _glossary.c.id.in_([_number(name) for name in names])
        states: dict[str, Fields | None] = dict.fromkeys(names)
        alone = _glossary.c.project_id.is_(None)
        for found in connection.execute(select(_glossary).where(chosen, alone)):
            said = {"name": found.name, "removed": _stated(found.removed)}
            states[f"glossary {found.id}"] = said
        return states

    def write(self, connection: Connection, project_id: int | None, states: States) -> None:
        """Rename, remove and put back."""
        for subject, fields in states.items():
            said = {**(self.read(connection, [subject])[subject] or {}), **(fields or {})}
            values = {"name": said["name"], "removed": _moment(said["removed"])}
            connection.execute(
                update(_glossary).where(_glossary.c.id == _number(subject)).values(values)
            )


PROJECTS, GLOSSARIES = Projects(), Glossaries()


def standing(connection: Connection, subject: str, *, removed: bool = False) -> Fields:
    """The fields of a document or a glossary.

    Args:
        connection: In a transaction.
        subject: ``project 12`` or ``glossary 3``.
        removed: It is one that was removed.

    Raises:
        UsageError: It is not in the database, or it was removed and should not have been.
    """
    kind = GLOSSARIES if subject.startswith("glossary ") else PROJECTS
    fields = kind.read(connection, [subject])[subject]
    if fields is None or (fields["removed"] is not None) != removed:
        raise UsageError(
            f"{subject}: not {'among what was removed' if removed else 'there'} any more"
        )
    return fields


def renamed(fields: Fields, name: str) -> Fields:
    """The fields under another name, by which later runs and imports find it."""
    if "identity" not in fields:
        return {**fields, "name": name}
    imported = fields["identity"] == identity(schema.IMPORTED, fields["name"])
    own = identity(schema.IMPORTED if imported else "document", name)
    return {**fields, "name": name, "identity": own}


def gone(fields: Fields, subject: str, at: datetime) -> Fields:
    """The fields of what is removed; its name is free for another."""
    said = {**fields, "removed": _stated(at)}
    return said | {"identity": identity("removed", subject)} if "identity" in fields else said


@dataclass(frozen=True, slots=True)
class Removed:
    """What a person removed and can put back.

    Attributes:
        subject: ``project 12`` or ``glossary 3``.
        event: The event by which it was removed; undoing it puts it back.
        by: Who removed it.
        at: When.
    """

    subject: str
    name: str
    event: int
    by: str
    at: datetime


def removed(connection: Connection) -> list[Removed]:
    """All that was removed and not put back, the last first."""
    event, of = schema.event, schema.event_subject
    found: list[Removed] = []
    for table, word in ((_project, "project"), (_glossary, "glossary")):
        query = select(table.c.id, table.c.name).where(table.c.removed.is_not(None))
        for own, name in connection.execute(query).all():
            subject = f"{word} {own}"
            last = connection.execute(
                select(event.c.id, event.c.actor, event.c.at)
                .join(of, of.c.event_id == event.c.id)
                .where(of.c.subject == subject, event.c.action == f"remove {_WORDS[word]}")
                .order_by(event.c.id.desc())
                .limit(1)
            ).one()
            found.append(Removed(subject, name, last.id, last.actor, last.at))
    return sorted(found, key=lambda one: one.at, reverse=True)


_WORDS = {"project": "document", "glossary": "glossary"}


def _require_free(connection: Connection, own: int, name: str) -> None:
    query = select(_project.c.id).where(
        _project.c.name == name,
        _project.c.id != own,
        _project.c.removed.is_(None),
        _project.c.superseded_by.is_(None),
    )
    if connection.execute(query.limit(1)).one_or_none() is not None:
        raise UsageError(f"there is a document called {name} already; choose another name")


def _stated(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _moment(stated: str | None) -> datetime | None:
    return datetime.fromisoformat(stated) if stated else None


def _number(name: str) -> int:
    return int(name.partition(" ")[2])
