"""Documents and glossaries as a whole: what they are called, and removing them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from aligner.errors import UsageError
from aligner.store import holdings
from aligner.store.deeds.deed import ROWS, TERMS, Deed, Verb, words
from aligner.store.log import Plan, Stamp

LONGEST = 120
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class RenameProject(Deed):
    """Call a document otherwise; later runs and imports find it by that name."""

    project: int
    name: str

    verb = Verb("rename document", ROWS, "Renamed the document")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """Its new name."""
        return _renamed(connection, f"project {self.project}", self.name, self.project)


@dataclass(frozen=True, slots=True)
class RemoveProject(Deed):
    """Take a document out of sight, with all that hangs on it, until the deed is undone."""

    project: int

    verb = Verb("remove document", ROWS, "Removed the document")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """It is removed from now on."""
        return _removed(connection, f"project {self.project}", stamp, self.project)


@dataclass(frozen=True, slots=True)
class RenameGlossary(Deed):
    """Call a glossary without a document otherwise."""

    glossary: int
    name: str

    verb = Verb("rename glossary", TERMS, "Renamed the glossary")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """Its new name."""
        return _renamed(connection, f"glossary {self.glossary}", self.name, None)


@dataclass(frozen=True, slots=True)
class RemoveGlossary(Deed):
    """Take a glossary without a document out of sight, until the deed is undone."""

    glossary: int

    verb = Verb("remove glossary", TERMS, "Removed the glossary")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """It is removed from now on."""
        return _removed(connection, f"glossary {self.glossary}", stamp, None)


def _renamed(connection: Connection, subject: str, name: str, project: int | None) -> Plan:
    stands = holdings.standing(connection, subject)
    wanted = " ".join(words("name", name, LONGEST).split())
    if wanted == stands["name"]:
        raise UsageError(f"it is called {wanted} already")
    return Plan.between(project, {subject: stands}, {subject: holdings.renamed(stands, wanted)})


def _removed(connection: Connection, subject: str, stamp: Stamp, project: int | None) -> Plan:
    stands = holdings.standing(connection, subject)
    return Plan.between(
        project, {subject: stands}, {subject: holdings.gone(stands, subject, stamp.at)}
    )
