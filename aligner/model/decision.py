"""Who decides on a project, and the log that keeps what was done.

What can be done, and by whom, stands in :mod:`aligner.store.deeds`. An *event* is a deed that was
done, as the log keeps it for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

CERTIFIED = "certified: "
"""How the reason of an approval begins that rests on a random sample which somebody looked at."""


class Role(StrEnum):
    """What a person may do."""

    VIEWER = "viewer"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    TERMINOLOGIST = "terminologist"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something.

    Attributes:
        name: What the person is called, or the account.
        role: What the person may do.
    """

    name: str
    role: Role


class Scope(StrEnum):
    """How far an ignored finding is ignored."""

    HERE = "here"
    DOCUMENT = "document"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Event:
    """One deed in the log.

    Attributes:
        id: Grows with time.
        at: When, UTC.
        project: Id of the project; None for an imported glossary.
        actor: Who.
        role: The role in which it was done.
        action: What, as in :data:`aligner.store.deeds.VERBS`.
        subject: What it was done to, such as ``row 12`` or ``entry 3 c1``.
        before: What stood before, by subject: the fields that the deed changed; None where the
            subject was not there.
        after: What stands after it, likewise.
        why: The reason that was given.
        batch: How many subjects were named in this one step.
        undoes: The event that it undoes.
        undone: The event that undid it, if that was not undone itself.
    """

    id: int
    at: datetime
    project: int | None
    actor: str
    role: Role
    action: str
    subject: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    why: str = ""
    batch: int = 1
    undoes: int | None = None
    undone: int | None = None

    @property
    def bulk(self) -> bool:
        """True where one step decided on several rows."""
        return self.batch > 1

    @property
    def rows(self) -> tuple[int, ...]:
        """Ids of the rows that it changed, made or took away."""
        return tuple(int(key[4:]) for key in self.subject if key.startswith("row "))

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of the glossary entries that it changed, made or took away."""
        return tuple(key.split(" ", 2)[2] for key in self.subject if key.startswith("entry "))

    @property
    def reorders(self) -> bool:
        """True where rows came or went, so that the positions of others changed."""
        rows = [key for key in self.subject if key.startswith("row ")]
        return any((self.before.get(k) is None) != (self.after.get(k) is None) for k in rows)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a row.

    Attributes:
        id: Of the event that made it.
        at: When, UTC.
    """

    id: int
    row: int
    actor: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that a person let rest; see :class:`aligner.store.deeds.findings.IgnoreFinding`.

    Attributes:
        event: The event to undo where it is to be found again.
        at: When, UTC.
    """

    event: int
    rule: str
    what: str
    place: str
    scope: Scope
    because: str
    actor: str
    at: datetime

    def covers(self, rule: str, what: str, place: str) -> bool:
        """Whether a finding is let rest by it."""
        same = (rule, what) == (self.rule, self.what)
        return same and (self.scope != Scope.HERE or place == self.place)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody else at the desk.

    Attributes:
        row: The row that the person has before them; None on another page.
        at: When last heard of, UTC.
    """

    actor: str
    row: int | None
    at: datetime
