"""What may be wrong with a row, whatever its pairing: told in marks, each a filter.

How sure the pairing is and whether something is wrong are two things: a paragraph that was left
out, or 32 beside 24, is aligned as surely as can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aligner.consistency import Finding, Severity, negation, references, untranslated
from aligner.consistency.pairs import Pair, side
from aligner.model import Bead, Change, Document, Paragraph
from aligner.model.thresholds import is_uncertain
from aligner.review.language_names import language_name
from aligner.store import OutlineRow


class Mark(StrEnum):
    """One kind of doubt; its value stands in the URL."""

    LEFT_OUT = "left-out"
    ADDED = "added"
    NUMBER = "numbers"
    DATE = "dates"
    SYMBOL = "symbols"
    NEGATION = "negation"
    LANGUAGE = "language"
    OCR = "ocr"


TITLES = {
    Mark.LEFT_OUT: "Left out",
    Mark.ADDED: "Added",
    Mark.NUMBER: "Number",
    Mark.DATE: "Date",
    Mark.SYMBOL: "Symbol",
    Mark.NEGATION: "Negation",
    Mark.LANGUAGE: "Language",
    Mark.OCR: "OCR",
}
_KINDS = {
    "date": Mark.DATE,
    "time": Mark.DATE,
    "symbol": Mark.SYMBOL,
    "resolution": Mark.SYMBOL,
}
"""Kinds of findings of the rule on references; all others are numbers."""
_SHOWN = 3  # repairs that are named


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that may be wrong.

    Attributes:
        mark: Its kind.
        lang: The language beside the pivot in which it is seen.
        words: What it is, for a person.
    """

    mark: Mark
    lang: str
    words: str


def at_sight(row: OutlineRow) -> Iterator[Doubt]:
    """What is seen without the texts: languages that lack what another has."""
    pivot, *others = row.cells
    has = {lang: bool(ids) or lang in row.edited for lang, ids in row.cells.items()}
    for lang in others:
        if has[pivot] and not has[lang]:
            yield Doubt(
                Mark.LEFT_OUT, lang, f"nothing in {language_name(lang)}: left out, or elsewhere"
            )
        elif has[lang] and not has[pivot]:
            words = (
                f"only in {language_name(lang)}: added, or its {language_name(pivot)} is elsewhere"
            )
            yield Doubt(Mark.ADDED, lang, words)


def when_read(
    texts: Mapping[str, Sequence[Paragraph]],
    edits: Mapping[str, str],
    languages: Sequence[str],
    repairs: Mapping[str, Sequence[Change]],
) -> Iterator[Doubt]:
    """What only the texts of a row show, of each language beside the pivot.

    Args:
        texts: Paragraphs by language, as they stand in the row.
        edits: What a person wrote in their place, by language.
        languages: The pivot first.
        repairs: OCR repairs in the paragraphs of the row, by language.
    """
    pivot, *others = languages
    sides = {lang: _written(texts.get(lang, ()), edits.get(lang)) for lang in languages}
    for lang in others:
        if sides[pivot] and sides[lang]:
            yield from _differences(pivot, sides[pivot], lang, sides[lang])
    for lang in languages:
        if lang not in edits and (unsure := [*filter(_is_unsure, repairs.get(lang, ()))]):
            yield Doubt(Mark.OCR, lang, _repaired(unsure, lang))


def _written(paragraphs: Sequence[Paragraph], edit: str | None) -> tuple[Paragraph, ...]:
    if edit is None:
        return tuple(replace(p, id=i) for i, p in enumerate(paragraphs) if p.body.strip())
    return (Paragraph(0, edit),) if edit.strip() else ()


def _differences(
    pivot: str, ours: tuple[Paragraph, ...], lang: str, theirs: tuple[Paragraph, ...]
) -> Iterator[Doubt]:
    bead = Bead(tuple(range(len(ours))), tuple(range(len(theirs))))
    pair = Pair(
        bead,
        side(Document("", pivot, ours), bead.src),
        side(Document("", lang, theirs), bead.tgt),
    )
    for finding in references.check(pair):
        if _counts(finding):
            mark = _KINDS.get(finding.kind, Mark.NUMBER)
            yield Doubt(mark, lang, _in_words(finding, pivot, lang))
    for mark, rule in ((Mark.NEGATION, negation.check), (Mark.LANGUAGE, untranslated.check)):
        for finding in rule(pair):
            if _counts(finding):
                yield Doubt(mark, lang, _in_words(finding, pivot, lang))


def _counts(finding: Finding) -> bool:
    return finding.severity is not Severity.HINT


def _in_words(finding: Finding, pivot: str, lang: str) -> str:
    """The message of a rule, in which a draft and its source have the names of their languages."""
    words = finding.message.replace("the source", language_name(pivot)).replace(
        "the draft", language_name(lang)
    )
    return words[:1].upper() + words[1:]


def _is_unsure(change: Change) -> bool:
    return not change.refused and is_uncertain(change.confidence)


def _repaired(changes: Sequence[Change], lang: str) -> str:
    named = ", ".join(f"{change.before} → {change.after}" for change in changes[:_SHOWN])
    more = " …" if len(changes) > _SHOWN else ""
    return f"unsure OCR in {language_name(lang)}: {named}{more}"
