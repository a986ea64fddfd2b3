"""Faults in the terms of a clean translation: other words in place of approved renderings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from aligner.consistency.pairs import Pair, pairs
from aligner.consistency.vocabulary import TermStanding, Vocabulary, is_compound
from aligner.model import Bitext
from benchmarks.consistency_faults import Fault, Faulty, put, with_texts

TERM_SHARE = 0.1
"""Of the places of one term, those that get a fault."""


class TermPlace(NamedTuple):
    """A term that is rendered as approved, where it stands, and what the source has for it."""

    pair: Pair
    concept: int
    term: str
    spans: tuple[tuple[int, int], ...]


def term_places(bitext: Bitext, known: Vocabulary, *, several: bool = True) -> list[TermPlace]:
    """Places where a source term has its approved rendering.

    Args:
        bitext: The texts.
        known: The glossary.
        several: Only terms of more than one word.
    """
    found = []
    for pair in pairs(bitext):
        if len(pair.src.paragraphs) != 1 or len(pair.tgt.paragraphs) != 1:
            continue
        text = pair.src.text
        asked = {match.found: text[match.start : match.end] for match in known.src.find(text)}
        there = known.tgt.find(pair.tgt.text, nested=True)
        for concepts, term in asked.items():
            if len(set(concepts)) != 1:
                continue
            concept = concepts[0]
            spans = tuple(
                (match.start, match.end)
                for match in there
                if any(
                    r.concept == concept and r.standing is TermStanding.APPROVED
                    for r in match.found
                )
            )
            keys = known.concepts[concept].keys
            alone = not any(_overlap(span, (m.start, m.end)) for m in there for span in spans)
            long = all(is_compound(key, pair.tgt.lang) for key in keys)
            if spans and alone and (long or not several):
                found.append(TermPlace(pair, concept, term, spans))
    return found


def _overlap(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for a term that is a part of another, or laps over it."""
    inside = span[0] <= other[0] and other[1] <= span[1]
    return not inside and span[0] < other[1] and other[0] < span[1]


def replaced_terms(
    bitext: Bitext,
    known: Vocabulary,
    rng: random.Random,
    instead: Callable[[int, str], str],
    *,
    least: int = 1,
    names: bool = False,
) -> tuple[Faulty, list[int]]:
    """Approved renderings give way to something else, in a few places of each term.

    Args:
        bitext: The texts.
        known: The glossary.
        rng: Chooses the places.
        instead: What takes the place of a rendering, by concept and the text that stands there;
            empty for nothing.
        least: Only terms with so many places.
        names: Only names, which have a rule of their own; else no names, and only terms of more
            than one word.

    Returns:
        The damaged bitext, and the concept of each fault.
    """
    by_concept: dict[int, list[TermPlace]] = {}
    for place in term_places(bitext, known, several=not names):
        if names != _is_name(place, known):
            continue
        by_concept.setdefault(place.concept, []).append(place)
    texts: dict[int, str] = {}
    faults, concepts = [], []
    for concept, places in sorted(by_concept.items()):
        if len(places) < least:
            continue
        count = max(1, round(TERM_SHARE * len(places)))
        for place in rng.sample(places, count):
            paragraph = place.pair.tgt.paragraphs[0]
            if paragraph.id in texts:
                continue
            text = place.pair.tgt.text
            for start, end in sorted(place.spans, reverse=True):
                if not (new := instead(concept, text[start:end])):
                    break
                text = put(text, start, end, new)
            else:
                texts[paragraph.id] = paragraph.text[: paragraph.body_start] + text
                faults.append(Fault("term", place.pair.src.paragraphs[0].id, paragraph.id))
                concepts.append(concept)
    made = replace(bitext, tgt=with_texts(bitext.tgt, texts))
    return Faulty(made, tuple(faults)), concepts


def _is_name(place: TermPlace, known: Vocabulary) -> bool:
    """A body or an act, written as a name in the source."""
    return known.concepts[place.concept].proper and place.term[0].isupper() and " " in place.term
