"""A bitext is put through all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from aligner import signature
from aligner.consistency import (
    acronyms,
    acts,
    causes,
    false_friends,
    lacks,
    legal_numbers,
    lost_words,
    marks,
    modality,
    negation,
    omission,
    order,
    paragraphs,
    pointers,
    quality,
    references,
    renderings,
    segments,
    terms,
    unasked,
    untranslated,
    wrong_document,
)
from aligner.consistency.finding import Coverage, Finding, Report, Severity, in_order
from aligner.consistency.pairs import Pair, pairs
from aligner.consistency.settings import Settings
from aligner.consistency.vocabulary import Vocabulary, vocabulary
from aligner.errors import require
from aligner.model import Bitext, Glossary, TranslationUnit
from aligner.terminology.inconsistency import Inconsistency

_BY_PAIR: dict[tuple[str, ...], Callable[[Pair], Iterator[Finding]]] = {
    (references.RULE,): references.check,
    (negation.RULE,): negation.check,
    (modality.RULE,): modality.check,
    (false_friends.RULE,): false_friends.check,
    (legal_numbers.RULE,): legal_numbers.check,
    (order.RULE,): order.check,
    (untranslated.UNTRANSLATED, untranslated.WRONG): untranslated.check,
    (marks.DOUBLED,): marks.doubled,
    (marks.BRACKETS,): marks.brackets,
    (marks.TYPOGRAPHY,): marks.typography,
}

Ignores = Callable[[Finding], bool]
"""Says whether a person has let a finding rest."""


def check(
    bitext: Bitext,
    glossary: Glossary | None = None,
    *,
    reference: Bitext | None = None,
    memory: Iterable[TranslationUnit] = (),
    evidence: Iterable[Inconsistency] = (),
    settings: Settings | None = None,
    ignores: Ignores | None = None,
) -> Report:
    """Check a draft translation.

    Args:
        bitext: The source and the draft, aligned.
        glossary: Approved terms; without one, terms and names are not checked.
        reference: The draft and a reference translation of it, aligned.
        memory: Approved units of other documents, with which the draft should agree.
        evidence: Terms of these texts that are rendered in several ways, as
            :func:`aligner.terminology.inconsistency.inconsistencies` finds them.
        settings: Which rules run, and how.
        ignores: Findings that are to be set aside.

    Returns:
        What was found, in the order of the text.

    Raises:
        InputError: The draft is no translation of the source.
    """
    require(bitext, Bitext, "check", "align it with its source first: aligner.align(source, draft)")
    settings = settings or Settings()
    every = pairs(bitext)
    sure = [pair for pair in every if _is_sure(pair, settings)]
    coverage = _coverage(bitext, every, sure)
    wrong_document.refuse(bitext, coverage)
    known = vocabulary(glossary, bitext.src.lang, bitext.tgt.lang) if glossary else None
    measured = quality_of(reference) if reference and settings.rule("quality").on else None
    found = [
        finding
        for finding in (
            *_findings(sure, known, memory, settings),
            *renderings.by_evidence(sure, evidence, known),
        )
        if settings.rule(finding.rule).on and settings.allows(finding)
    ]
    found += _far_from_reference(sure, measured)
    kept = in_order(_capped(finding, settings) for finding in causes.joined(found, settings))
    ignored = tuple(f for f in kept if ignores(f)) if ignores else ()
    return Report(
        bitext,
        tuple(f for f in kept if f not in ignored) if ignored else kept,
        coverage,
        glossary=_named(glossary, known),
        quality=measured,
        notes=tuple(filter(None, _notes(known, coverage))),
        ignored=ignored,
        signature=signature.joined([signature.of(), bitext.signature], rules=settings.signature),
    )


def _is_sure(pair: Pair, settings: Settings) -> bool:
    return pair.bead.is_null or pair.bead.confidence >= settings.least_confidence


def _coverage(bitext: Bitext, every: Sequence[Pair], sure: Sequence[Pair]) -> Coverage:
    checked = {p.id for pair in sure if not pair.bead.is_null for p in pair.src.paragraphs}
    alone = {p.id for pair in every if not pair.tgt.paragraphs for p in pair.src.paragraphs}
    total = len(bitext.src.paragraphs)
    return Coverage(
        total, len(bitext.tgt.paragraphs), total - len(checked) - len(alone), len(alone)
    )


def _findings(
    sure: Sequence[Pair],
    known: Vocabulary | None,
    memory: Iterable[TranslationUnit],
    settings: Settings,
) -> Iterator[Finding]:
    wanted = [
        rule for names, rule in _BY_PAIR.items() if any(settings.rule(name).on for name in names)
    ]
    for pair in sure:
        for rule in wanted:
            yield from rule(pair)
    if settings.rule(paragraphs.RULE).on:
        yield from paragraphs.check(sure)
        yield from acts.check(sure)
    if settings.rule(references.RULE).on:
        yield from pointers.check(sure)
    if settings.rule(omission.OMISSION).on or settings.rule(omission.ADDITION).on:
        yield from omission.check(sure)
        yield from lost_words.check(sure)
    named: list[Finding] = []
    if known is not None and known.concepts:
        read = terms.read(sure, known)
        named = list(terms.check(read, known))
        yield from named
        if settings.rule(lacks.NAME).on:
            yield from unasked.check(sure, read, known)
        if settings.rule(renderings.RULE).on:
            yield from renderings.check(read, known)
    if settings.rule(lacks.NAME).on:
        yield from acronyms.check(sure, named)
    if settings.rule(segments.RULE).on:
        yield from segments.check(sure, memory)


def _capped(finding: Finding, settings: Settings) -> Finding:
    worst = settings.rule(finding.rule).severity
    if worst is None or not finding.severity.reaches(worst):
        return finding
    return replace(finding, severity=worst)


def quality_of(reference: Bitext) -> quality.Quality | None:
    """How near a draft is to its reference.

    Args:
        reference: The draft and the reference, aligned.
    """
    beads = pairs(reference)
    return quality.measure(
        (
            (pair.src.paragraphs[0].id, _plain(pair.src.text), _plain(pair.tgt.text))
            for pair in beads
            if not pair.bead.is_null
        ),
        reference.tgt.lang,
        unmatched=sum(pair.bead.is_null for pair in beads),
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _far_from_reference(
    sure: Sequence[Pair], measured: quality.Quality | None
) -> Iterator[Finding]:
    """The paragraphs that differ most from the reference."""
    if measured is None:
        return
    by_draft = {p.id: pair for pair in sure for p in pair.tgt.paragraphs[:1]}
    for paragraph in measured.farthest():
        if (pair := by_draft.get(paragraph.tgt_id)) is not None:
            yield pair.finding(
                "quality",
                "paragraph",
                Severity.HINT,
                f"differs from the reference: chrF++ {paragraph.chrf:.0f}, TER {paragraph.ter:.0f}",
                tgt=(0, len(pair.tgt.text)),
                expected=(paragraph.reference,),
                found=pair.tgt.text,
            )


def _named(glossary: Glossary | None, known: Vocabulary | None) -> str:
    if glossary is None or known is None:
        return ""
    version = f" version {glossary.version}" if glossary.version else ""
    return f"{glossary.name}{version}, {len(known.concepts):,} concepts"


def _notes(known: Vocabulary | None, coverage: Coverage) -> Iterator[str]:
    if known is None:
        yield "no glossary was given: terms and names were not checked"
        return
    yield known.note
    if left_out := dict.fromkeys((*known.src.skipped, *known.tgt.skipped)):
        shown = ", ".join(repr(form) for form in list(left_out)[:5])
        more = ", …" if len(left_out) > 5 else ""
        yield (
            f"{len(left_out)} forms of the glossary cannot be looked for (one letter, or only "
            f"words without a meaning of their own): {shown}{more}"
        )
