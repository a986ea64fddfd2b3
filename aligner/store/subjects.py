"""What deeds change, by name: claimed, read and written, whatever kind it is.

A subject's name begins with its kind: ``row 12``, ``entry 3 c1``, ``note 5``, ``ignored 2``,
``change 1 fr 4``. What stands of it is its fields as JSON, or None where it is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Table, delete, insert, select

from aligner.errors import Conflict
from aligner.model import said
from aligner.store import concepts, holdings, log, repairs, row_states, schema
from aligner.store.log import States

Fields = Mapping[str, Any]


class Kind(Protocol):
    """One kind of subject; names are those of this kind only."""

    def claim(self, connection: Connection, versions: Mapping[str, int]) -> set[str]:
        """Take subjects at the versions a person had before them; each gets the next version.

        Until the transaction ends nobody else can change them.

        Returns:
            Those that had it.
        """

    def touch(self, connection: Connection, names: Iterable[str]) -> None:
        """Take subjects as they stand, those that are there."""

    def read(self, connection: Connection, names: Collection[str]) -> States:
        """The fields of subjects, None for those that are not there."""

    def write(self, connection: Connection, project_id: int | None, states: States) -> None:
        """Write fields of subjects that were claimed; they come and go as the states say."""

    def called(self, fields: Fields) -> str:
        """What a person calls it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Subjects that are written once and never changed, so that there is nothing to claim.

    Attributes:
        kind: First word of their names; the second is their id, which no other ever had.
        table: Where they are.
        columns: By the name of the field.
    """

    kind: str
    table: Table
    columns: Mapping[str, str]

    def reserve(self, connection: Connection, fields: Fields) -> str:
        """A name that no other ever had."""
        own: int = connection.execute(
            insert(self.table).returning(self.table.c.id), self._values(fields)
        ).scalar_one()
        connection.execute(delete(self.table).where(self.table.c.id == own))
        return f"{self.kind} {own}"

    def claim(self, connection: Connection, versions: Mapping[str, int]) -> set[str]:
        """All of them."""
        return set(versions)

    def touch(self, connection: Connection, names: Iterable[str]) -> None:
        """Nothing to do."""

    def read(self, connection: Connection, names: Collection[str]) -> States:
        """All their fields."""
        states: dict[str, Any] = dict.fromkeys(names)
        chosen = self.table.c.id.in_([_number(name) for name in names])
        for found in connection.execute(select(self.table).where(chosen)).mappings():
            fields = {name: found[column] for name, column in self.columns.items()}
            states[f"{self.kind} {found['id']}"] = fields | {"at": found["at"].isoformat()}
        return states

    def write(self, connection: Connection, project_id: int | None, states: States) -> None:
        """Put them there or take them away."""
        for name, fields in states.items():
            connection.execute(delete(self.table).where(self.table.c.id == _number(name)))
            if fields is not None:
                connection.execute(insert(self.table), {"id": _number(name)} | self._values(fields))

    def called(self, fields: Fields) -> str:
        """Its kind."""
        return f"the {self.kind}"

    def _values(self, fields: Fields) -> dict[str, Any]:
        values = {column: fields[name] for name, column in self.columns.items()}
        return values | {"at": datetime.fromisoformat(fields["at"])}


def _fields(*names: str, **renamed: str) -> dict[str, str]:
    return {name: name for name in (*names, "actor", "at")} | renamed


NOTES = Kept("note", schema.note, _fields("text", row="row_id"))
IGNORED = Kept(
    "ignored",
    schema.ignored,
    _fields("rule", "what", "place", "scope", "because", project="project_id"),
)
KINDS: Mapping[str, Kind] = {
    "row": row_states,
    "entry": concepts,
    "change": repairs,
    NOTES.kind: NOTES,
    IGNORED.kind: IGNORED,
    "project": holdings.PROJECTS,
    "glossary": holdings.GLOSSARIES,
}


def claim(
    connection: Connection, versions: Mapping[str, int], wanted: Fields | None = None
) -> None:
    """Take subjects at the versions a person had before them; each gets the next version.

    Args:
        connection: In a write transaction.
        versions: By name.
        wanted: What the person wanted to have there.

    Raises:
        Conflict: If one of them has another version by now, or is gone.
    """
    for kind, names in _by_kind(versions).items():
        taken = KINDS[kind].claim(connection, {name: versions[name] for name in names})
        if stale := set(names) - taken:
            raise _conflict(connection, kind, min(stale, key=log.natural), wanted or {})


def _conflict(connection: Connection, kind: str, name: str, wanted: Fields) -> Conflict:
    """What to tell the loser of a race: both values, and who was first."""
    by = log.last_by(connection, name)
    fields = KINDS[kind].read(connection, [name])[name]
    if fields is None:
        told = f"{name} is not there any more{by and f' ({by})'}; read the list again"
    else:
        told = (
            f"{KINDS[kind].called(fields)} was changed{by and f' by {by}'} since you read it and "
            f"is {said(fields['status'])} now; look at it and decide again"
        )
    return Conflict(told, subject=name, wanted=wanted, standing=fields, by=by)


def touch(connection: Connection, names: Iterable[str]) -> None:
    """Take subjects as they stand: nobody else changes them until the transaction ends."""
    for kind, own in _by_kind(names).items():
        KINDS[kind].touch(connection, own)


def read(connection: Connection, names: Iterable[str]) -> dict[str, Fields | None]:
    """The fields of subjects, None for those that are not there."""
    states: dict[str, Fields | None] = {}
    for kind, own in _by_kind(names).items():
        states |= KINDS[kind].read(connection, own)
    return states


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Write fields of subjects that were claimed."""
    for kind, own in _by_kind(states).items():
        KINDS[kind].write(connection, project_id, {name: states[name] for name in own})


def _by_kind(names: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.partition(" ")[0], []).append(name)
    return found


def _number(name: str) -> int:
    return int(name.partition(" ")[2])
