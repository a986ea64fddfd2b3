"""Who may do what to a project, and the log that keeps what was done.

A *deed* (:mod:`aligner.model.deeds`) is one thing a person can do. It names what it is done to and
the version it was made for, so that a deed made for an older state is refused instead of writing
over a newer one. An *event* is a deed that was done, as the log keeps it for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from aligner.model.deeds import (
    AddEntry,
    DecideEntry,
    DecideRows,
    DecideTerm,
    Deed,
    EditCell,
    EditEntry,
    ExcludeRow,
    IgnoreFinding,
    InsertGap,
    MergeCell,
    MergeEntries,
    MergeRows,
    MoveCell,
    NoteRow,
    RefuseChanges,
    RestoreChanges,
    Scope,
    SplitCell,
    Undo,
)
from aligner.model.status import Status


class Role(StrEnum):
    """What a person may do; see :func:`may`."""

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


_TEXT = frozenset({Role.TRANSLATOR, Role.REVIEWER, Role.ADMIN})
_ROWS = frozenset({Role.REVIEWER, Role.ADMIN})
_TERMS = frozenset({Role.TERMINOLOGIST, Role.ADMIN})
_ANYONE = frozenset(Role) - {Role.VIEWER}

PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "approve": _ROWS,
    "reject": _ROWS,
    "reopen": _ROWS,
    "exclude": _ROWS,
    "edit": _TEXT,
    "merge": _TEXT,
    "merge rows": _TEXT,
    "split": _TEXT,
    "gap": _TEXT,
    "move": _TEXT,
    "realign": _TEXT,
    "refuse change": _TEXT,
    "restore change": _TEXT,
    "note": _ANYONE,
    "decide entry": _TERMS,
    "decide term": _TERMS,
    "edit entry": _TERMS,
    "add entry": _TERMS,
    "merge entries": _TERMS,
    "ignore finding": _ANYONE,
    "ignore finding always": _ROWS | _TERMS,
    "import units": _ROWS,
    "import glossary": _TERMS,
    "run": _TEXT | _TERMS,
}
"""Who may do what, by the action that the log writes. Undoing needs what the deed needed."""

_ACTIONS: Mapping[type[Any], str] = {
    ExcludeRow: "exclude",
    EditCell: "edit",
    MergeCell: "merge",
    MergeRows: "merge rows",
    SplitCell: "split",
    InsertGap: "gap",
    MoveCell: "move",
    NoteRow: "note",
    DecideEntry: "decide entry",
    DecideTerm: "decide term",
    EditEntry: "edit entry",
    AddEntry: "add entry",
    MergeEntries: "merge entries",
    RefuseChanges: "refuse change",
    RestoreChanges: "restore change",
    Undo: "undo",
}
_BY_STATUS = {
    Status.APPROVED: "approve",
    Status.REJECTED: "reject",
    Status.CANDIDATE: "reopen",
    Status.EXCLUDED: "exclude",
}


def action(deed: Deed) -> str:
    """The word by which the log calls a deed; a key of :data:`PERMISSIONS`, or ``undo``.

    Raises:
        ValueError: If rows cannot have the status, or it is no deed.
    """
    if isinstance(deed, DecideRows):
        if deed.status not in _BY_STATUS:
            raise ValueError(f"a row cannot be {deed.status}")
        return _BY_STATUS[deed.status]
    if isinstance(deed, IgnoreFinding):
        always = deed.scope == Scope.ALWAYS
        return "ignore finding always" if always else "ignore finding"
    if type(deed) not in _ACTIONS:
        raise ValueError(f"{deed!r} is no deed")
    return _ACTIONS[type(deed)]


def may(role: Role, action: str) -> bool:
    """Whether a role may do what the log calls by this word; a page may ask to grey a button.

    The store asks again, whatever the page did.
    """
    return role in PERMISSIONS.get(action, frozenset())


@dataclass(frozen=True, slots=True)
class Event:
    """One deed in the log.

    Attributes:
        id: Grows with time.
        at: When, UTC.
        project: Id of the project; None for an imported glossary.
        actor: Who.
        role: The role in which it was done.
        action: What, as in :data:`PERMISSIONS`, or ``undo``.
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
    """A finding that a person let rest; see :class:`IgnoreFinding`.

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
