"""What comes out of a file: units or a glossary, and an account of what was left behind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.files import plain_stem
from aligner.model import Entry, Glossary, Status, TranslationUnit

UNSTATED = Status.APPROVED
"""The status of what a memory, termbase or table says nothing of: such files hold what was decided.
It counts where a unit or entry is new; what the database knows keeps its own."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read.

    Attributes:
        line: Line of the file, or row of the sheet, from 1; 0 where it is not known.
        reason: What was wrong, in words.
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """The content of one file.

    Attributes:
        units: Translation units, in file order; empty for a glossary.
        glossary: The glossary, or None for translation units.
        skipped: What could not be read, in file order.
        notes: What was read otherwise than it was written, such as ``EN_US read as en-US``.
    """

    units: tuple[TranslationUnit, ...] = ()
    glossary: Glossary | None = None
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


class Account:
    """Keeps what was skipped and noted while a file is read.

    In strict reading the first thing that would be skipped is an error instead.
    """

    def __init__(self, path: Path, *, strict: bool = False) -> None:
        """Open an account for one file.

        Args:
            path: The file, named in errors.
            strict: Raise instead of skipping.
        """
        self.path = path
        self.strict = strict
        self.skipped: list[Skipped] = []
        self._notes: dict[str, None] = {}
        self._dropped: Counter[str] = Counter()

    def skip(self, line: int, reason: str) -> None:
        """Record that something was left out.

        Raises:
            InputError: Reading is strict.
        """
        if self.strict:
            place = self._place(line)
            raise InputError(f"{place}: {reason}; mend the file or read it without --strict")
        self.skipped.append(Skipped(line, reason))

    def note(self, text: str) -> None:
        """Record, once, that something was read otherwise than it was written."""
        self._notes[text] = None

    def drop(self, what: str, count: int = 1, line: int = 0) -> None:
        """Count something that was read and understood to be there, but has no place here.

        Args:
            what: As the file calls it, such as ``column Category`` or ``prop client``.
            count: How often it was met.
            line: Where, for the error of strict reading.

        Raises:
            InputError: Reading is strict.
        """
        if self.strict:
            raise InputError(f"{self._place(line)}: {what} cannot be kept; read without --strict")
        self._dropped[what] += count

    def close(self, read: int) -> None:
        """Say that nothing could be read, where that is so.

        Args:
            read: Number of units or entries that were read.

        Raises:
            InputError: There was something, and none of it could be read.
        """
        if not read and self.skipped:
            first = self.skipped[0]
            raise InputError(f"{self._place(first.line)}: nothing can be read: {first.reason}")

    def of_units(self, units: tuple[TranslationUnit, ...]) -> Imported:
        """What a file of units gave, with all that was told of it.

        Raises:
            InputError: There was something, and none of it could be read.
        """
        self.close(len(units))
        return Imported(units=units, skipped=tuple(self.skipped), notes=self.notes)

    def of_entries(self, entries: tuple[Entry, ...]) -> Imported:
        """What a file of concepts gave, as a glossary that is called as the file is.

        Raises:
            InputError: There was something, and none of it could be read.
        """
        self.close(len(entries))
        languages = dict.fromkeys(term.lang for entry in entries for term in entry.terms)
        glossary = Glossary(plain_stem(self.path), tuple(languages), entries)
        return Imported(glossary=glossary, skipped=tuple(self.skipped), notes=self.notes)

    def _place(self, line: int) -> str:
        return f"{self.path}, line {line}" if line else str(self.path)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes, each once, in the order in which they came up; then what was not kept."""
        kept_out = (f"not kept: {what} ({n:,})" for what, n in self._dropped.items())
        return (*self._notes, *kept_out)
