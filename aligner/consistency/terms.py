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

from aligner.amounts.items import items
from aligner.consistency import wording
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.lacks import MISSING, NAME, Lack, counted, fits, is_word, judged, listed
from aligner.consistency.pairs import Pair
from aligner.consistency.vocabulary import (
    KnownConcept,
    Rendering,
    TermStanding,
    Vocabulary,
    is_compound,
)
from aligner.consistency.wording import Draft
from aligner.terminology.termbase import Match

FORBIDDEN, DEPRECATED = "term-forbidden", "term-deprecated"
LEFT_IN = "left in"
"""Kind of an acronym of the source language that stands in the draft."""

FAR = 40
"""Characters between a number and the country of its currency at the most."""


@dataclass(frozen=True, slots=True)
class TermsOfPair:
    """A bead read for terms.

    Attributes:
        pair: The bead.
        asked: Matches in the source by the concepts that they may stand for.
        draft: The target text.
        claims: Outermost terms of the draft that render something the source names: where they
            stand, and their concepts.
        approved: Where approved terms of those concepts begin.
    """

    pair: Pair
    asked: Mapping[tuple[int, ...], Sequence[Match[int]]]
    draft: Draft
    claims: Sequence[tuple[tuple[int, int], frozenset[int]]]
    approved: Mapping[int, Sequence[int]]

    def taken(self, concepts: Sequence[int]) -> list[tuple[int, int]]:
        """Where longer terms stand in the draft that render something else the source names.

        *Counter-Terrorism Committee* inside the name of its Executive Directorate is no mention of
        the Committee where the source names both.
        """
        return [span for span, claiming in self.claims if claiming.isdisjoint(concepts)]

    def is_rendered(self, concepts: Sequence[int]) -> bool:
        """Whether an approved term of some concepts stands outside of what is taken."""
        starts = [start for concept in concepts for start in self.approved.get(concept, ())]
        taken = self.taken(concepts) if starts else []
        return any(not any(a <= start < b for a, b in taken) for start in starts)


def read(pairs: Sequence[Pair], known: Vocabulary) -> list[TermsOfPair]:
    """Read the beads in which a source term stands."""
    return [
        _read(pair, asked, known)
        for pair in pairs
        if pair.src.paragraphs and pair.tgt.paragraphs and (asked := _asked(pair, known))
    ]


def _read(
    pair: Pair, asked: Mapping[tuple[int, ...], Sequence[Match[int]]], known: Vocabulary
) -> TermsOfPair:
    draft = wording.read(pair, known)
    named = {concept for concepts in asked for concept in concepts}
    claims = []
    for match in draft.outer:
        claiming = frozenset(rendering.concept for rendering in match.found)
        if not claiming.isdisjoint(named):
            claims.append(((match.start, match.end), claiming))
    approved: dict[int, list[int]] = {}
    for match in draft.matches:
        for rendering in match.found:
            if rendering.concept in named and rendering.standing is TermStanding.APPROVED:
                approved.setdefault(rendering.concept, []).append(match.start)
    return TermsOfPair(pair, asked, draft, claims, approved)


def check(terms: Sequence[TermsOfPair], known: Vocabulary) -> Iterator[Finding]:
    """Terms and names that are not rendered as the glossary wants them."""
    passes: Counter[tuple[int, ...]] = Counter()
    lacks: dict[tuple[int, ...], list[Lack]] = {}
    fewer: dict[tuple[int, ...], list[Finding]] = {}
    for place in terms:
        blamed: set[int] = set()
        for finding, concept in (*_unwanted(place, known), *_left_in(place, known)):
            blamed.add(concept)
            yield finding
        for concepts, matches in place.asked.items():
            if blamed.intersection(concepts):
                continue
            if place.is_rendered(concepts):
                passes[concepts] += 1
                of_term = [known.concepts[i] for i in concepts]
                fewer.setdefault(concepts, []).extend(_fewer(place, of_term, concepts, matches))
                continue
            lack = _lack(place, [known.concepts[i] for i in concepts], matches)
            if lack is None:
                passes[concepts] += 1
            else:
                lacks.setdefault(concepts, []).append(lack)
    fitting = fits(passes, lacks, known)
    for concepts, places in lacks.items():
        yield from judged(places, passes[concepts], fits=fitting)
    for concepts, found in fewer.items():
        yield from counted(found, passes[concepts], fits=fitting)


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
            + (f"; approved: {listed(concept.approved)}" if concept.approved else ""),
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
            f"{term!r} is left as in the source; approved: {listed(approved)}",
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
    pair, draft = place.pair, place.draft
    approved = tuple(dict.fromkeys(form for c in concepts for form in c.approved))
    keys = [key for concept in concepts for key in concept.keys]
    if not approved:
        return None
    reworded = any(wording.reworded(key, draft) for key in keys)
    partly = any(part in draft.keys for key in keys for part in key)
    if (reworded or partly) and (taken := place.taken(matches[0].found)):
        draft = draft.without(taken)
        reworded = reworded and any(wording.reworded(key, draft) for key in keys)
        partly = partly and any(part in draft.keys for key in keys for part in key)
    if reworded:
        return None
    if any(wording.abbreviated(form, draft) for form in approved):
        return None
    first = matches[0]
    term = pair.src.text[first.start : first.end]
    proper = any(c.proper for c in concepts) and term[:1].isupper() and not is_word(term)
    if _is_money(pair, first):
        return None
    return Lack(
        pair,
        term,
        (first.start, first.end),
        len(matches),
        approved,
        pointed=partly and any(wording.pointed_at(key, draft) for key in keys),
        partly=partly,
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
        f"{there} {'time' if there == 1 else 'times'} in the draft: {listed(approved)}",
        src=(last.start, last.end),
        expected=approved,
    )
