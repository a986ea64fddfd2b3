"""Rule ``term-inconsistent``: one term rendered in several ways in the draft, or several by one.

The glossary may approve several renderings of a concept; a document should keep to one of them.
Of terms that no glossary has, the texts themselves bear witness
(:func:`aligner.terminology.inconsistency.inconsistencies`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair, Side
from aligner.consistency.terms import TermsOfPair
from aligner.consistency.vocabulary import TermStanding, Vocabulary, content
from aligner.consistency.wording import related
from aligner.terminology.inconsistency import Inconsistency
from aligner.terminology.inconsistency import Use as Witness

RULE = "term-inconsistent"


class Use(NamedTuple):
    """An approved rendering where it stands."""

    pair: Pair
    src: tuple[int, int]
    tgt: tuple[int, int]
    text: str


PLACES_ENOUGH = 3
"""Places from which on a rendering that the texts show is the usual one."""
USUAL = 0.75
"""Share of the places that the commonest rendering has, from which on the others stand out."""


def check(terms: Sequence[TermsOfPair], known: Vocabulary) -> Iterator[Finding]:
    """Approved renderings that differ from the one that the draft uses for the same term."""
    uses: dict[int, list[Use]] = defaultdict(list)
    for place in terms:
        asked = {
            concepts[0]: matches[0]
            for concepts, matches in place.asked.items()
            if len(concepts) == 1 and len(set(known.concepts[concepts[0]].keys)) > 1
        }
        for match in place.draft.outer if asked else ():
            for rendering in match.found:
                if rendering.concept in asked and rendering.standing is TermStanding.APPROVED:
                    source = asked[rendering.concept]
                    spans = (source.start, source.end), (match.start, match.end)
                    uses[rendering.concept].append(Use(place.pair, *spans, rendering.text))
                    break
    for concept, places in uses.items():
        yield from _unusual(places, known.concepts[concept].src[0])


def _unusual(places: Sequence[Use], term: str) -> Iterator[Finding]:
    counts = Counter(use.text for use in places)
    if len(counts) < 2:
        return
    usual, count = counts.most_common(1)[0]
    clear = count >= USUAL * counts.total() and count > 2
    for pair, src, tgt, text in places:
        if text != usual:
            said = pair.tgt.text[slice(*tgt)]
            yield pair.finding(
                RULE,
                "glossary",
                Severity.WARNING if clear else Severity.HINT,
                f"{said!r} for {term!r}, which is {usual!r} in {count} of {counts.total()} places",
                src=src,
                tgt=tgt,
                expected=(usual,),
                found=said,
            )


def by_evidence(
    pairs: Sequence[Pair], found: Iterable[Inconsistency], known: Vocabulary | None
) -> Iterator[Finding]:
    """Renderings of terms that the texts show, where no glossary says what is approved.

    Args:
        pairs: The beads of the draft.
        found: What the texts show of them.
        known: The glossary; terms that it has are for :func:`check`.
    """
    where = {p.id: (pair, p.id) for pair in pairs for p in pair.src.paragraphs}
    for inconsistency in found:
        src_lang = inconsistency.other if inconsistency.reverse else inconsistency.lang
        if inconsistency.common or (known and known.src.find(inconsistency.text)):
            continue
        usual = inconsistency.usual
        clear = usual.count >= PLACES_ENOUGH and usual.count >= USUAL * inconsistency.count
        severity = Severity.WARNING if clear and not inconsistency.reverse else Severity.HINT
        for use in inconsistency.uses[1:]:
            if _same_words(use.text, usual.text, inconsistency.other):
                continue
            for unit in (i for context in use.contexts for i in context.units.get(src_lang, ())):
                if unit in where:
                    if inconsistency.reverse and _cut_amiss(where[unit][0].src, use, usual):
                        break
                    yield _otherwise(where[unit][0], inconsistency, use, severity)
                    break


def _cut_amiss(side: Side, use: Witness, usual: Witness) -> bool:
    """Whether the usual term stands where another was read: a worse cut of it is no other term."""
    place = _place(side.text, (use.text, *use.variants))
    if place is None:
        return False
    around = side.text[max(place[0] - len(usual.text), 0) : place[1] + len(usual.text)]
    here = content(around, side.lang)
    return all(
        any(key == word or related(key, word, side.lang) for word in here)
        for key in content(usual.text, side.lang)
    )


def _same_words(one: str, other: str, lang: str) -> bool:
    """True for forms of the same words, with another article or in another number."""
    keys = content(one, lang), content(other, lang)
    return len(keys[0]) == len(keys[1]) and all(
        a == b or related(a, b, lang) for a, b in zip(*keys, strict=True)
    )


def _otherwise(
    pair: Pair, inconsistency: Inconsistency, use: Witness, severity: Severity
) -> Finding:
    """A rendering that is not the usual one, where it stands."""
    usual = inconsistency.usual
    here = (inconsistency.text, *inconsistency.variants)
    there = (use.text, *use.variants)
    src, tgt = (there, here) if inconsistency.reverse else (here, there)
    places = _place(pair.src.text, src), _place(pair.tgt.text, tgt)
    said, term = (
        pair.tgt.text[slice(*places[1])] if places[1] else tgt[0],
        pair.src.text[slice(*places[0])] if places[0] else src[0],
    )
    if inconsistency.reverse:
        message = f"{said!r} for {term!r}, and elsewhere for {usual.text!r}"
    else:
        message = (
            f"{said!r} for {term!r}, which is {usual.text!r} in {usual.count} of "
            f"{inconsistency.count} places"
        )
    return pair.finding(
        RULE,
        "shared rendering" if inconsistency.reverse else "evidence",
        severity,
        message,
        src=places[0],
        tgt=places[1] or (0, 0),
        expected=() if inconsistency.reverse else (usual.text,),
        found=said if places[1] else "",
    )


def _place(text: str, forms: Sequence[str]) -> tuple[int, int] | None:
    plain = text.lower().replace("’", "'")
    for form in forms:
        if (at := plain.find(form.lower().replace("’", "'"))) >= 0:
            return at, at + len(form)
    return None
