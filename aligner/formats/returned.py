"""What a translator or reviewer sent back, against what the project holds now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aligner.formats.dates import to_iso
from aligner.model import TranslationUnit


@dataclass(frozen=True, slots=True)
class Revision:
    """One unit that came back otherwise than the project has it.

    Attributes:
        before: The unit as the project has it.
        after: The same with the texts, status and note that came back.
    """

    before: TranslationUnit
    after: TranslationUnit

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose text differs."""
        before = self.before.texts
        return tuple(lang for lang, text in self.after.texts.items() if before.get(lang) != text)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A returned file against the project.

    Attributes:
        revisions: To be taken over as decisions of whoever sent the file.
        conflicts: Of units that were decided on in the project after the file went out; a person
            has to choose.
        unknown: Units that the project does not have.
        unchanged: Number of units that came back as the project has them.
    """

    revisions: tuple[Revision, ...] = ()
    conflicts: tuple[Revision, ...] = ()
    unknown: tuple[TranslationUnit, ...] = ()
    unchanged: int = 0


def compare(current: Iterable[TranslationUnit], back: Iterable[TranslationUnit]) -> Comparison:
    """Find what changed in a file that was exported from a project and came back.

    A unit is known by its document and id. The file carries the moment of the last decision at
    the time of export; if the project has another one now, both sides went on from there, and a
    difference is a conflict. A text that is missing from the file is not a change, as a file may
    hold a choice of languages. Taking the same file over twice changes nothing more.

    Args:
        current: The units of the project.
        back: The units of the file, from a reader of this package.
    """
    known = {(unit.document, unit.id): unit for unit in current}
    revisions: list[Revision] = []
    conflicts: list[Revision] = []
    unknown: list[TranslationUnit] = []
    unchanged = 0
    for unit in back:
        before = known.get((unit.document, unit.id))
        if before is None:
            unknown.append(unit)
            continue
        after = replace(
            before,
            texts={**before.texts, **unit.texts},
            status=unit.status,
            note=unit.note,
            codes={**before.codes, **unit.codes},
        )
        if after == before:
            unchanged += 1
        elif to_iso(before.changed) == to_iso(unit.changed):
            revisions.append(Revision(before, after))
        else:
            conflicts.append(Revision(before, after))
    return Comparison(tuple(revisions), tuple(conflicts), tuple(unknown), unchanged)
