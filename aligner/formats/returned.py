"""What a translator or reviewer sent back, against what the project holds now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from aligner.formats.dates import to_iso
from aligner.formats.safexml import clean
from aligner.model import Status, TranslationUnit

_ALIKE = 0.5
"""Share of the characters of two texts that stand in both, in order; of texts that have nothing to
do with one another it is a quarter to a third."""
_ENOUGH = 1_000
"""Characters at the beginning of a text that are compared so."""


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
        unknown: Units that the project does not have, or that have nothing in common with the one
            of their id. Where most are so, the file is of another project that numbers its units
            alike, and all of them are unknown.
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
    hold a choice of languages; nor is a decision that is missing, as a tool may drop what it does
    not know. Taking the same file over twice changes nothing more.

    Args:
        current: The units of the project.
        back: The units of the file, from a reader of this package.
    """
    known = {(unit.document, unit.id): unit for unit in current}
    owners = {item: key for key, unit in known.items() for item in unit.texts.items()}
    fitting: list[tuple[TranslationUnit, TranslationUnit]] = []
    unknown: list[TranslationUnit] = []
    for unit in back:
        before = known.get((unit.document, unit.id))
        if before is not None and _same_row(before, unit, owners):
            fitting.append((before, unit))
        else:
            unknown.append(unit)
    strangers = sum((unit.document, unit.id) in known for unit in unknown)
    if strangers > len(fitting):  # Then what fits does so by chance.
        unknown += [unit for _, unit in fitting]
        fitting = []
    revisions: list[Revision] = []
    conflicts: list[Revision] = []
    for before, unit in fitting:
        after = _laid_over(before, unit)
        if after == before:
            continue
        same = to_iso(before.changed) == to_iso(unit.changed)
        (revisions if same else conflicts).append(Revision(before, after))
    unchanged = len(fitting) - len(revisions) - len(conflicts)
    return Comparison(tuple(revisions), tuple(conflicts), tuple(unknown), unchanged)


def _same_row(
    before: TranslationUnit,
    unit: TranslationUnit,
    owners: Mapping[tuple[str, str], tuple[str, str]],
) -> bool:
    """Whether a unit that came back was made of the one of its id.

    Args:
        before: The one of its id.
        unit: What came back.
        owners: Document and id of the unit that has a text, by language and text.
    """
    shared = unit.texts.keys() & before.texts.keys()
    pairs = [(before.texts[lang], unit.texts[lang]) for lang in shared]
    if not pairs or any(clean(out).strip() == back for out, back in pairs):
        return True
    if any((lang, unit.texts[lang]) in owners for lang in shared):
        return False  # It has the text of another one.
    return any(
        SequenceMatcher(None, out[:_ENOUGH], back[:_ENOUGH], autojunk=False).ratio() > _ALIKE
        for out, back in pairs
    )


def _laid_over(before: TranslationUnit, unit: TranslationUnit) -> TranslationUnit:
    """The unit of the project with what the file says of it."""
    return replace(
        before,
        texts={
            lang: _either(
                before.texts.get(lang, ""), unit.texts.get(lang, before.texts.get(lang, ""))
            )
            for lang in {**before.texts, **unit.texts}
        },
        status=before.status if unit.status is Status.CANDIDATE else unit.status,
        note=_either(before.note, unit.note),
        codes={**before.codes, **unit.codes},
    )


def _either(known: str, read: str) -> str:
    """The text that is known, unless what was read differs by more than a file must lose of it."""
    return known if clean(known).strip() == read else read
