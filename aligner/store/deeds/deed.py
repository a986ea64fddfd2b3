"""What every deed is: what is done to what, who may, what it is called, and what it comes to.

A deed is one thing a person can do, and a class of its own: its data, and beside them all that is
particular to it. What is the same for every deed, the role, the versions, the log, undo and redo,
is done once in :mod:`aligner.store.door`.
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.model import Role
from aligner.store.log import Plan, Stamp

Versioned = tuple[int, int]
"""Id of a row and the version of it that a person had before them."""

TEXT = frozenset({Role.TRANSLATOR, Role.REVIEWER, Role.ADMIN})
ROWS = frozenset({Role.REVIEWER, Role.ADMIN})
TERMS = frozenset({Role.TERMINOLOGIST, Role.ADMIN})
ANYONE = frozenset(Role) - {Role.VIEWER}

VERBS: dict[str, Verb] = {}
"""All that the log can say was done, by its word."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What the log calls a deed, and who may do it.

    Attributes:
        word: The word in the log, such as ``approve``.
        roles: Who may. Undoing needs what the deed needed.
        done: What was done, in words to put before a name: ``Approved``.
        settles: Whoever did it is done with the subject and goes on to the next.
    """

    word: str
    roles: frozenset[Role]
    done: str = ""
    settles: bool = False

    def __post_init__(self) -> None:
        VERBS[self.word] = self


def may(role: Role, word: str) -> bool:
    """Whether a role may do what the log calls by this word; a page may ask to grey a button.

    The store asks again, whatever the page did.
    """
    return word in VERBS and role in VERBS[word].roles


class Deed(ABC):
    """One thing a person can do; each kind is a frozen dataclass right below this class."""

    __slots__ = ()

    @property
    @abstractmethod
    def verb(self) -> Verb:
        """What the log calls it.

        Raises:
            UsageError: If it makes no sense, whatever stands.
        """

    @abstractmethod
    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """What it comes to: the fields that it changes, as they are and as they are to be.

        What :meth:`versions` names is claimed already; what else the plan changes it has to claim
        (:func:`aligner.store.subjects.claim`).

        Raises:
            UsageError: The deed makes no sense as things stand.
            Conflict: Somebody else was first.
        """

    def versions(self) -> Mapping[str, int]:
        """The versions that a person had before them, by subject (``row 12``)."""
        return {}

    def at(self, versions: Mapping[str, int]) -> Deed:
        """The same deed for what stands now, by subject; a subject that is gone raises KeyError."""
        return self

    def wanted(self) -> Mapping[str, Any]:
        """The fields as the person wanted them, to be told where somebody else was first."""
        return {}

    def needs(self, connection: Connection) -> str:
        """The word of what the role must allow."""
        return self.verb.word


RUN = Verb("run", TEXT | TERMS)
REALIGN = Verb("realign", TEXT, "Realigned")
IMPORT_UNITS = Verb("import units", ROWS)
IMPORT_GLOSSARY = Verb("import glossary", TERMS)
"""These are done by the program for a person and are no deeds: they carry whole documents."""


def words(what: str, text: str, most: int, *, needed: bool = True) -> str:
    """What a person wrote, trimmed and composed (NFC), within bounds.

    Args:
        what: What it is: ``term``.
        text: As it was typed.
        most: Characters that it may have.
        needed: Refuse an empty one.

    Raises:
        UsageError: It is too long, has control characters, or is missing.
    """
    found = unicodedata.normalize("NFC", text.strip())
    if needed and not found:
        raise UsageError(f"a {what} needs some words")
    if len(found) > most:
        raise UsageError(f"a {what} has at most {most:,} characters")
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in found):
        raise UsageError(f"a {what} cannot hold control characters; take them out")
    return found
