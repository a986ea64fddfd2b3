"""What a translator or reviewer sent back, against what the project holds now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from aligner.formats.dates import to_iso
from aligner.formats.identity import matched, plain
from aligner.formats.safexml import clean
from aligner.model import Status, TranslationUnit


@dataclass(frozen=True, slots=True)
class Revision:
    """One unit that came back otherwise than the project has it.

    Attributes:
        before: The unit as the project has it.
        after: The same with the texts, status and note that came back.
        sent: Languages in which it came back.
    """

    before: TranslationUnit
    after: TranslationUnit
    sent: tuple[str, ...] = ()

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
        unknown: Units that the project does not have, whatever their ids.
        unchanged: Number of units that came back as the project has them.
        other_properties: Number of known units of which other tools say something else now, such as
            how often they were used.
    """

    revisions: tuple[Revision, ...] = ()
    conflicts: tuple[Revision, ...] = ()
    unknown: tuple[TranslationUnit, ...] = ()
    unchanged: int = 0
    other_properties: int = 0


def compare(
    current: Iterable[TranslationUnit],
    back: Iterable[TranslationUnit],
    standing: Callable[[TranslationUnit, Collection[str]], TranslationUnit] | None = None,
) -> Comparison:
    """Find what changed in a file that was exported from a project and came back.

    A unit is known by its id, if its texts bear that out, or else by its texts
    (:mod:`aligner.formats.identity`). The file carries the moment of the last decision at
    the time of export; if the project has another one now, both sides went on from there, and a
    difference is a conflict. A text that is missing from the file is not a change, as a file may
    hold a choice of languages; nor is a decision that is missing, as a tool may drop what it does
    not know. Taking the same file over twice changes nothing more.

    Args:
        current: The units of the project.
        back: The units of the file, from a reader of this package.
        standing: Gives a unit of the project with what was decided of some of its languages.
    """
    rows, units = list(current), list(back)
    unknown: list[TranslationUnit] = []
    revisions: list[Revision] = []
    conflicts: list[Revision] = []
    unchanged = other_properties = 0
    for unit, before in zip(units, matched(rows, units), strict=True):
        if before is None:
            unknown.append(unit)
            continue
        if standing is not None:
            before = standing(before, unit.texts.keys())
        other_properties += bool(unit.properties) and unit.properties != before.properties
        after = _laid_over(before, unit)
        if after == before:
            unchanged += 1
        elif to_iso(before.changed) == to_iso(unit.changed):
            revisions.append(Revision(before, after, tuple(unit.texts)))
        else:
            conflicts.append(Revision(before, after, tuple(unit.texts)))
    return Comparison(
        tuple(revisions), tuple(conflicts), tuple(unknown), unchanged, other_properties
    )


def _laid_over(before: TranslationUnit, unit: TranslationUnit) -> TranslationUnit:
    """The unit of the project with what the file says of it."""
    silent = unit.status is Status.CANDIDATE or not unit.stated
    return replace(
        before,
        texts={
            lang: _either(
                before.texts.get(lang, ""), unit.texts.get(lang, before.texts.get(lang, ""))
            )
            for lang in {**before.texts, **unit.texts}
        },
        status=before.status if silent else unit.status,
        note=_with_more(before.note, unit.note),
        codes={**before.codes, **unit.codes},
    )


def _either(known: str, read: str) -> str:
    """The text that is known, unless what was read differs by more than white space."""
    return known if plain(known) == plain(read) else read


def _with_more(known: str, read: str) -> str:
    """The note that is known, with the lines of what was read that are not in it."""
    if plain(known) == plain(read):
        return known
    there = {plain(line) for line in known.split("\n")}
    more = [line for line in clean(read).split("\n") if plain(line) not in there]
    return "\n".join([*([known] if known else []), *more]) if any(more) else known
