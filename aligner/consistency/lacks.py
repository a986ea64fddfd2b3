"""What a draft lacks of the approved terms, and how sure that is.

See :mod:`aligner.consistency.terms`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair
from aligner.consistency.vocabulary import Vocabulary, content
from aligner.languages.frequency import zipf
from aligner.terminology.termbase import words

MISSING, NAME = "term-missing", "name"

COMMON = 4.5
"""Zipf frequency (log10 per billion words, wordfreq) from which on a word has many senses; a term
of such words alone is no more telling than they are."""
FEW_WORDS = 2
"""Words with a meaning up to which a term of common words is one."""
SELDOM, OFTEN, MOSTLY, ALWAYS = 0.2, 0.5, 0.8, 0.95
"""Shares of a term's places that are rendered as approved, see :func:`_verdict`."""
SENSE_PROVEN = 9
"""Places rendered as approved that prove the sense of a single word."""
OFTEN_ENOUGH, STEADY = 3, 0.9
"""Paragraphs that have a term and its rendering, and the share of them that has it as often as the
source, from which on it is told loudly where one has it less often."""
FEW = 2
"""Up to as many places, a term that is never rendered as approved may be wrong in each."""
FITTING, TELLING = 0.85, 12
"""Share of the longer terms that a draft keeps to where the glossary is one for its subject, and
how many of them it takes to tell."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A source term without an approved rendering in the draft.

    Attributes:
        pair: Where.
        term: As the source has it.
        span: Where in the source text of the bead.
        times: How often it stands there.
        approved: What the glossary approves.
        pointed: True where the draft has "such" or "this" and a part of the rendering.
        partly: True where the draft has some word of some rendering.
        proper: True for a name.
        misnamed: True for one whose right acronym stands in brackets behind other words.
        compound: True where every rendering has several words, which no common word needs.
    """

    pair: Pair
    term: str
    span: tuple[int, int]
    times: int
    approved: tuple[str, ...]
    pointed: bool
    partly: bool
    proper: bool
    misnamed: bool
    compound: bool


def fits(
    passes: Mapping[tuple[int, ...], int],
    lacks: Mapping[tuple[int, ...], object],
    known: Vocabulary,
) -> bool:
    """Whether the draft is written by this glossary: nearly all of its longer terms are kept to."""
    longer = [
        concepts
        for concepts in {*passes, *lacks}
        if any(len(key) > 1 for concept in concepts for key in known.concepts[concept].keys)
    ]
    kept = sum(passes.get(concepts, 0) > 0 for concepts in longer)
    return len(longer) < TELLING or kept >= FITTING * len(longer)


def counted(found: Sequence[Finding], passes: int, *, fits: bool) -> Iterator[Finding]:
    """One term's paragraphs that have it less often than the source, weighed against the others."""
    steady = passes >= OFTEN_ENOUGH and len(found) <= (1 - STEADY) * passes
    severity = Severity.WARNING if fits and steady else Severity.HINT
    yield from (replace(finding, severity=severity) for finding in found)


def judged(places: Sequence[Lack], passes: int, *, fits: bool) -> Iterator[Finding]:
    """One term's places without an approved rendering, weighed against those with one."""
    share = passes / (passes + len(places))
    for number, lack in enumerate(places):
        kind, severity = _verdict(lack, passes, share, len(places), number)
        if severity is Severity.WARNING and share < MOSTLY and not fits:
            severity = Severity.HINT
        if severity is not None:
            yield _finding(lack, kind, severity, passes, len(places))


def _verdict(
    lack: Lack, passes: int, share: float, lacking: int, number: int
) -> tuple[str, Severity | None]:
    """The kind of a lack and how sure it is; None for one that is not worth a look."""
    several = len(content(lack.term, lack.pair.src.lang)) > 1 or lack.proper
    common = not lack.proper and _is_common(lack.term, lack.pair.src.lang)
    telling = several or lack.compound
    if lack.misnamed:
        return "misnamed", Severity.ERROR
    if lack.pointed:
        return "anaphora", Severity.HINT if several else None
    if share < SELDOM:
        kind = "throughout" if lacking > FEW else "term"
        if lacking > FEW and (number or not several):
            return kind, Severity.HINT if telling else None
        sure = several and not common and not passes and not lack.pair.is_heading
        return kind, Severity.WARNING if sure else None if common and not telling else Severity.HINT
    if share < OFTEN or lack.pair.is_heading:
        first = several and not (common or number or lack.pair.is_heading)
        return "term", Severity.WARNING if first else Severity.HINT if telling else None
    if not several:
        sure = not common and share >= ALWAYS and passes >= SENSE_PROVEN
        usual = None if common and not telling else Severity.HINT
        return "word", Severity.WARNING if sure else usual
    if share >= MOSTLY and not lack.partly:
        return "term", Severity.ERROR
    return "term", Severity.WARNING


def _finding(lack: Lack, kind: str, severity: Severity, passes: int, lacking: int) -> Finding:
    what = "name" if lack.proper else "term"
    message = f"no approved rendering of the {what} {lack.term!r}"
    if lack.times > 1:
        message += f", which stands {lack.times} times in the source"
    if kind == "throughout" and not passes:
        message += f", here and in all of its {lacking} places"
    elif passes:
        message += f", which has one in {passes} of {passes + lacking} places"
    return lack.pair.finding(
        NAME if lack.proper else MISSING,
        kind,
        severity,
        f"{message}; approved: {listed(lack.approved)}",
        src=lack.span,
        expected=lack.approved,
    )


def is_word(term: str) -> bool:
    """A single word that is no acronym and no compound name such as *Al-Qaida*."""
    return not any(mark in term for mark in " -") and not term.isupper()


@cache
def _is_common(term: str, lang: str) -> bool:
    """True where a term has few words and each of them many senses: *date de la demande*."""
    return len(content(term, lang)) <= FEW_WORDS and all(
        zipf(term[word.start : word.end], lang) >= COMMON
        for word in words(term, lang)
        if word.key[0].isalnum()
    )


def listed(forms: Sequence[str], most: int = 4) -> str:
    """The first of some forms, for a person."""
    return ", ".join(forms[:most]) + (", …" if len(forms) > most else "")
