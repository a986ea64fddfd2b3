"""Which rows and terms go into a file, by what was decided of them and by its languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.formats.examples import brief
from aligner.formats.tags import matches
from aligner.model import USABLE, Entry, Glossary, Status, TranslationUnit

ALL = "all"
"""What is asked for instead of a status where all go out."""


def chosen(glossary: Glossary, status: str, least: float = 0.0) -> Glossary:
    """The glossary with the entries that go out, each with the contexts that a file carries."""
    entries = (e for e in glossary.entries if going_out(e, status=status, least=least))
    return replace(glossary, entries=tuple(map(brief, entries)))


def going_out(entry: Entry, *, status: str = ALL, least: float = 0.0) -> bool:
    """Whether an entry goes into a file of a status; nobody's candidate needs a score too."""
    worked_on = entry.status != Status.CANDIDATE or bool(entry.changer)
    return goes_out(entry.status, status) and (worked_on or entry.score >= least)


def in_status(
    unit: TranslationUnit, asked: str, pivot: str, langs: Sequence[str]
) -> TranslationUnit | None:
    """The unit in those languages whose status was asked for; None where it does not go out.

    Args:
        unit: A unit of which languages may stand differently.
        asked: A status, or ``all``.
        pivot: The language that goes with any other.
        langs: The languages of the file.
    """
    if asked == ALL or not unit.statuses:
        return unit if goes_out(unit.status, asked) else None
    fit = [lang for lang in langs if lang != pivot and goes_out(unit.standing(lang), asked)]
    if not fit:
        return None
    texts = {lang: text for lang, text in unit.texts.items() if lang in {pivot, *fit}}
    return replace(unit, texts=texts, status=unit.standing(fit[0]), statuses={})


def goes_out(found: Status, asked: str) -> bool:
    """Whether what has a status goes out where ``all`` or a status is asked for."""
    if asked == Status.APPROVED:
        return found in USABLE
    return asked in (ALL, found)


def in_languages(unit: TranslationUnit, langs: Sequence[str]) -> TranslationUnit:
    """The unit in the languages of the file; of regions of one language, the first it has."""
    if all(lang in langs for lang in unit.texts):
        return unit
    texts = dict(unit.texts)
    for wanted in langs:
        region = next((lang for lang in unit.texts if matches(lang, wanted)), "")
        if region and wanted not in texts:
            texts[wanted] = texts.pop(region)
    return replace(unit, texts=texts)
