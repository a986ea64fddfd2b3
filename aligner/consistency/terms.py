"""Rules ``term-missing``, ``term-forbidden``, ``term-deprecated`` and ``name``.

A source term asks for one of its approved renderings. Which of them, in which inflection, and
whether its words stand together, does not matter; what is left of a rendering after "such" or
"this" is a hint. The longest source term counts, so a term inside another does not ask for
anything.

How sure a finding is depends on what there is to be mistaken about. A term of several words or a
name has one sense, a common word has many. And the draft itself bears witness: where a term is
rendered as approved nearly everywhere, the place where it is not stands out; where it never is, the
glossary means another sense of it or the translator has settled on another term, and to say so
once is enough. A draft that keeps to few terms of a glossary was not written by it; what it
lacks then is a hint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from aligner.amounts.items import items
from aligner.consistency import wording
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair
from aligner.consistency.vocabulary import (
    KnownConcept,
    Rendering,
    TermStanding,
    Vocabulary,
    content,
    is_compound,
)
from aligner.consistency.wording import Draft
from aligner.terminology.termbase import Match, words

MISSING, FORBIDDEN, DEPRECATED, NAME = "term-missing", "term-forbidden", "term-deprecated", "name"
LEFT_IN = "left in"
"""Kind of an acronym of the source language that stands in the draft."""

COMMON = 4.5
"""Zipf frequency (log10 per billion words, wordfreq) from which on a word has many senses; a term
of such words alone is no more telling than they are."""
FEW_WORDS = 2
"""Words with a meaning up to which a term of common words is one."""
SELDOM, OFTEN, MOSTLY, ALWAYS = 0.2, 0.5, 0.8, 0.95
"""Shares of a term's places that are rendered as approved, see :func:`_verdict`."""
SENSE_PROVEN = 9
"""Places rendered as approved that prove the sense of a single word."""
FEW = 2
"""Up to as many places, a term that is never rendered as approved may be wrong in each."""
FAR = 40
"""Characters between a number and the country of its currency at the most."""
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


@dataclass(frozen=True, slots=True)
class TermsOfPair:
    """A bead read for terms.

    Attributes:
        pair: The bead.
        asked: Matches in the source by the concepts that they may stand for.
        draft: The target text.
    """

    pair: Pair
    asked: Mapping[tuple[int, ...], Sequence[Match[int]]]
    draft: Draft

    def draft_for(self, concepts: Sequence[int]) -> Draft:
        """The draft without the longer terms that render something else the source names.

        *Counter-Terrorism Committee* inside the name of its Executive Directorate is no mention of
        the Committee where the source names both.
        """
        others = {i for ids in self.asked for i in ids if ids != tuple(concepts)}
        return self.draft.without(
            (match.start, match.end)
            for match in self.draft.outer
            if any(r.concept in others for r in match.found)
            and not any(r.concept in concepts for r in match.found)
        )


def read(pairs: Sequence[Pair], known: Vocabulary) -> list[TermsOfPair]:
    """Read the beads in which a source term stands."""
    return [
        TermsOfPair(pair, asked, wording.read(pair, known))
        for pair in pairs
        if pair.src.paragraphs and pair.tgt.paragraphs and (asked := _asked(pair, known))
    ]


def check(terms: Sequence[TermsOfPair], known: Vocabulary) -> Iterator[Finding]:
    """Terms and names that are not rendered as the glossary wants them."""
    passes: Counter[tuple[int, ...]] = Counter()
    lacks: dict[tuple[int, ...], list[Lack]] = {}
    for place in terms:
        blamed: set[int] = set()
        for finding, concept in (*_unwanted(place, known), *_left_in(place, known)):
            blamed.add(concept)
            yield finding
        for concepts, matches in place.asked.items():
            if blamed.intersection(concepts):
                continue
            if place.draft_for(concepts).has(concepts, TermStanding.APPROVED):
                passes[concepts] += 1
                yield from _fewer(place, [known.concepts[i] for i in concepts], concepts, matches)
                continue
            lack = _lack(place, [known.concepts[i] for i in concepts], matches)
            if lack is None:
                passes[concepts] += 1
            else:
                lacks.setdefault(concepts, []).append(lack)
    fits = _fits(passes, lacks, known)
    for concepts, places in lacks.items():
        yield from _judged(places, passes[concepts], fits=fits)


def _asked(pair: Pair, known: Vocabulary) -> dict[tuple[int, ...], list[Match[int]]]:
    """The source terms of a bead by the concepts that they may stand for."""
    asked: dict[tuple[int, ...], list[Match[int]]] = {}
    for match in known.src.find(pair.src.text):
        asked.setdefault(tuple(sorted(set(match.found))), []).append(match)
    return asked


def _unwanted(place: TermsOfPair, known: Vocabulary) -> Iterator[tuple[Finding, int]]:
    """Forbidden and deprecated terms of the concepts that the source names."""
    pair, draft, asked = place.pair, place.draft, place.asked
    concepts = {concept: matches[0] for ids, matches in asked.items() for concept in ids}
    good = [
        (match.start, match.end)
        for match in draft.matches
        if any(rendering.standing is TermStanding.APPROVED for rendering in match.found)
    ]
    for match in draft.matches:
        wanted_here = [r for r in match.found if r.concept in concepts]
        bad = next((r for r in wanted_here if r.standing is not TermStanding.APPROVED), None)
        if bad is None or any(r.standing is TermStanding.APPROVED for r in wanted_here):
            continue
        if any(_is_inside(match, span) for span in good):
            continue
        concept, source = known.concepts[bad.concept], concepts[bad.concept]
        forbidden = bad.standing is TermStanding.FORBIDDEN
        said = pair.tgt.text[match.start : match.end]
        term = pair.src.text[source.start : source.end]
        finding = pair.finding(
            FORBIDDEN if forbidden else DEPRECATED,
            "term",
            Severity.ERROR if forbidden else Severity.WARNING,
            f"{said!r} is {'forbidden' if forbidden else 'no longer used'} for {term!r}"
            + (f"; approved: {_listed(concept.approved)}" if concept.approved else ""),
            src=(source.start, source.end),
            tgt=(match.start, match.end),
            expected=concept.approved,
            found=said,
        )
        yield finding, bad.concept


def _left_in(place: TermsOfPair, known: Vocabulary) -> Iterator[tuple[Finding, int]]:
    """Acronyms of the source language that stand in the draft, whatever stands beside them."""
    pair = place.pair
    for concepts, matches in place.asked.items():
        term = pair.src.text[matches[0].start : matches[0].end]
        approved = tuple(form for i in concepts for form in known.concepts[i].approved)
        if not _is_acronym(term) or not approved or any(term in form for form in approved):
            continue
        left = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", pair.tgt.text)
        if left is None:
            continue
        sure = any(map(_is_acronym, approved))
        finding = pair.finding(
            NAME,
            LEFT_IN,
            Severity.ERROR if sure else Severity.WARNING,
            f"{term!r} is left as in the source; approved: {_listed(approved)}",
            src=(matches[0].start, matches[0].end),
            tgt=left.span(),
            expected=approved,
            found=term,
        )
        yield finding, concepts[0]


def _is_acronym(term: str) -> bool:
    return term.isupper() and term.isalnum() and len(term) > 1


def _is_inside(match: Match[Rendering], span: tuple[int, int]) -> bool:
    """True for a part of a longer term."""
    return span[0] <= match.start and match.end <= span[1] and span != (match.start, match.end)


def _lack(
    place: TermsOfPair, concepts: Sequence[KnownConcept], matches: Sequence[Match[int]]
) -> Lack | None:
    """What the draft lacks for a source term; None where its words are there in another order."""
    pair, draft = place.pair, place.draft_for([*matches[0].found])
    approved = tuple(dict.fromkeys(form for c in concepts for form in c.approved))
    keys = [key for concept in concepts for key in concept.keys]
    if not approved or any(wording.reworded(key, draft) for key in keys):
        return None
    if any(wording.abbreviated(form, draft) for form in approved):
        return None
    first = matches[0]
    term = pair.src.text[first.start : first.end]
    proper = any(c.proper for c in concepts) and term[:1].isupper() and not _is_word(term)
    if _is_money(pair, first):
        return None
    return Lack(
        pair,
        term,
        (first.start, first.end),
        len(matches),
        approved,
        pointed=any(wording.pointed_at(key, draft) for key in keys),
        partly=any(part in draft.keys for key in keys for part in key),
        proper=proper,
        misnamed=proper and any(wording.explained(form, place.draft) for form in approved),
        compound=all(is_compound(key, pair.tgt.lang) for key in keys),
    )


def _is_money(pair: Pair, match: Match[int]) -> bool:
    """True for the country of a currency behind a number, which has signs and short names."""
    before = pair.src.text[max(0, match.start - FAR) : match.start]
    return any(map(str.isdigit, before)) and any(
        item.kind == "currency" and item.start <= match.start and match.end <= item.end
        for item in items(pair.src.text, pair.src.lang)
    )


def _fewer(
    place: TermsOfPair,
    concepts: Sequence[KnownConcept],
    ids: Sequence[int],
    matches: Sequence[Match[int]],
) -> Iterator[Finding]:
    """A longer term that the draft has less often than the source, and does not point back to."""
    lang = place.pair.tgt.lang
    keys = [key for concept in concepts for key in concept.keys]
    there = place.draft.count(ids)
    if len(matches) <= there or not all(is_compound(key, lang) for key in keys):
        return
    if any(wording.reworded(key, place.draft, len(matches)) >= len(matches) for key in keys):
        return
    if any(wording.pointed_at(key, place.draft) for key in keys):
        return
    last = matches[-1]
    term = place.pair.src.text[last.start : last.end]
    approved = tuple(dict.fromkeys(form for c in concepts for form in c.approved))
    yield place.pair.finding(
        NAME if any(c.proper for c in concepts) and term[:1].isupper() else MISSING,
        "times",
        Severity.HINT,
        f"{term!r} stands {len(matches)} times in the source, and an approved rendering "
        f"{there} {'time' if there == 1 else 'times'} in the draft: {_listed(approved)}",
        src=(last.start, last.end),
        expected=approved,
    )


def _fits(
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


def _judged(places: Sequence[Lack], passes: int, *, fits: bool) -> Iterator[Finding]:
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
        f"{message}; approved: {_listed(lack.approved)}",
        src=lack.span,
        expected=lack.approved,
    )


def _is_word(term: str) -> bool:
    """A single word that is no acronym and no compound name such as *Al-Qaida*."""
    return not any(mark in term for mark in " -") and not term.isupper()


@cache
def _is_common(term: str, lang: str) -> bool:
    """True where a term has few words and each of them many senses: *date de la demande*."""
    return len(content(term, lang)) <= FEW_WORDS and all(
        _zipf(term[word.start : word.end], lang) >= COMMON
        for word in words(term, lang)
        if word.key[0].isalnum()
    )


@cache
def _zipf(term: str, lang: str) -> float:
    from wordfreq import zipf_frequency

    try:
        return float(zipf_frequency(term, lang.split("-")[0]))
    except LookupError:
        return 0.0


def _listed(forms: Sequence[str], most: int = 4) -> str:
    return ", ".join(forms[:most]) + (", …" if len(forms) > most else "")
