"""What became of a file that was imported, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aligner import store
from aligner.formats.imported import Skipped


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing of which a file and the database say different things.

    Attributes:
        where: The row or concept, as a person names it.
        what: ``en``, ``status``, ``note``, ``terms``, ...
        here: What the database has; it stays.
        there: What the file has.
        by: Who decided here; empty where that is not known.
    """

    where: str
    what: str
    here: str
    there: str
    by: str = ""

    @property
    def sentence(self) -> str:
        """The same in words."""
        by = f" ({self.by})" if self.by else ""
        return f"{self.where}, {self.what}: here “{self.here}”{by}, in the file “{self.there}”"


@dataclass(slots=True)
class Tally:
    """How many units or entries of a file came to what.

    Attributes:
        added: New to the database.
        changed: Known, and now as the file has them.
        same: Known, and the file says the same.
        kept: Left as they were decided here, though the file says otherwise.
        unknown: Of a document that was aligned here, but none of its rows.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    unknown: int = 0

    def add(self, other: store.Merged) -> None:
        """Count what the store has taken in."""
        self.added += other.added
        self.same += other.same
        self.kept += other.kept

    @property
    def total(self) -> int:
        """All of them."""
        return self.added + self.changed + self.same + self.kept + self.unknown

    def sentence(self, one: str, several: str) -> str:
        """The same in words, such as ``3 units: 2 added, 1 as they were``; nothing for none."""
        said = {
            "added": self.added,
            "changed": self.changed,
            "as they were": self.same,
            "kept as decided here": self.kept,
            "not in the project": self.unknown,
        }
        parts = [f"{count:,} {words}" for words, count in said.items() if count]
        what = one if self.total == 1 else several
        return f"{self.total:,} {what}: {', '.join(parts)}" if parts else ""


@dataclass(slots=True)
class Outcome:
    """What became of a file.

    Attributes:
        path: The file, as the person knows it.
        units: Of its translation units.
        entries: Of its glossary entries.
        clashes: What a person has to choose between; the database stays as it was there.
        skipped: What could not be read or taken over, with line and reason.
        notes: What was read otherwise than it was written.
        projects: Names of the projects to which its units came.
        glossary: Name of the glossary to which its entries came; empty without any.
    """

    path: Path
    units: Tally = field(default_factory=Tally)
    entries: Tally = field(default_factory=Tally)
    clashes: list[Clash] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)
    glossary: str = ""

    @property
    def account(self) -> list[str]:
        """What a person should look at, a line each: skipped, in conflict, read otherwise."""
        told = [f"line {s.line}: {s.reason}" if s.line else s.reason for s in self.skipped]
        told = [f"skipped {reason}" for reason in told]
        told += [f"conflict in {clash.sentence}" for clash in self.clashes]
        return told + [f"note: {note}" for note in self.notes]

    @property
    def why(self) -> str:
        """The reason that the log gives for what was taken over as decisions."""
        return f"returned in {self.path.name}"

    @property
    def sentence(self) -> str:
        """The same in words, on one line."""
        skipped = f"{len(self.skipped)} skipped" if self.skipped else ""
        units = self.units.sentence("unit", "units")
        parts = [units, self.entries.sentence("entry", "entries"), skipped]
        return f"{self.path}: {'; '.join(filter(None, parts)) or 'nothing in it'}"
