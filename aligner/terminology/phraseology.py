"""The drafting formulas of an organ: the words with which paragraphs open, and whole set phrases.

A resolution is held together by verbs that have fixed counterparts (``Rappelant`` / ``Recalling``,
``Exhorte`` / ``Calls upon``) and by short paragraphs that are formulas from end to end (``Décide
de rester saisi de la question`` / ``Decides to remain seized of the matter``). They are no noun
phrases, so candidates never see them; the beads of aligned paragraphs show them side by side.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from aligner.languages import language
from aligner.model import Bead, Bitext, Document, Entry, Term
from aligner.terminology.entries import contexts
from aligner.terminology.wordforms import folded

DOMAIN = "phraseology"
"""Domain of the entries, which tells them from terms."""
WHOLE = 9
"""Words of a paragraph that is taken whole; set by hand: *Décide de demeurer activement saisi de la
question* has eight."""
TRUST = 0.8
"""Score of a formula whose counterpart is always the same; set by hand, not measured."""

Meeting = tuple[str, str, int]
"""Both formulas, folded, and the position of their bead."""


def formulas(bitexts: Sequence[Bitext]) -> list[Entry]:
    """The drafting formulas of aligned documents, the surest first.

    Args:
        bitexts: Documents of one source language and any number of target languages.

    Returns:
        Entries with the domain :data:`DOMAIN`, one for each source formula and its usual
        counterpart in each language. The score is the share of the places of either that the two
        have in common, less for what was met once.
    """
    places = [(bitext, bead) for bitext in bitexts for bead in bitext.beads]
    met: dict[str, list[Meeting]] = defaultdict(list)
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for number, (bitext, bead) in enumerate(places):
        sides = bitext.src.lang, bitext.tgt.lang
        for texts in _side_by_side(bitext, bead):
            src, tgt = (folded(text) for text in texts)
            met[sides[1]].append((src, tgt, number))
            for lang, text in zip(sides, texts, strict=True):
                forms[lang, folded(text)][text] += 1
    entries = []
    for src in dict.fromkeys(s for found in met.values() for s, _, _ in found):
        usual = {lang: best for lang, found in met.items() if (best := _usual(src, found))}
        if usual:
            entries.append(_entry(bitexts[0].src.lang, src, usual, forms, places))
    return sorted(entries, key=lambda entry: (-entry.score, -entry.count, entry.terms[0].text))


def _side_by_side(bitext: Bitext, bead: Bead) -> Iterator[tuple[str, str]]:
    if len(bead.src) != 1 or len(bead.tgt) != 1:
        return
    sides = _formulas(bitext.src, bead.src[0]), _formulas(bitext.tgt, bead.tgt[0])
    if all(sides):
        yield from zip(*sides, strict=False)


def _formulas(document: Document, paragraph: int) -> list[str]:
    """The opening words of a paragraph, and the whole of it where it is short."""
    body = document.paragraphs[paragraph].body.strip()
    facts = language(document.lang)
    for pattern in (facts.drafting.operative, facts.drafting.preambular):
        if found := re.match(pattern, body):
            break
    else:
        return []
    more = facts.drafting.with_verb
    end = re.compile(rf"(?:\s+(?:{more})\b)?" if more else "").match(body, found.end())
    opening = body[: end.end()] if end else found.group()
    whole = body.rstrip(" .;:,")
    short = len(whole.split()) <= WHOLE and not any(c.isdecimal() for c in whole)
    return [opening, whole] if short else [opening]


def _usual(src: str, found: Sequence[Meeting]) -> tuple[str, float, tuple[int, ...]] | None:
    """The usual counterpart of a formula, its score, and where the two stand."""
    mine = [(tgt, number) for one, tgt, number in found if one == src]
    if not mine:
        return None
    counts = Counter(tgt for tgt, _ in mine)
    tgt = min(counts, key=lambda text: (-counts[text], text))
    other = sum(text == tgt for _, text, _ in found)
    score = TRUST * (counts[tgt] + 0.5) / (max(len(mine), other) + 1)
    return tgt, score, tuple(number for text, number in mine if text == tgt)


def _entry(
    pivot: str,
    src: str,
    usual: Mapping[str, tuple[str, float, tuple[int, ...]]],
    forms: Mapping[tuple[str, str], Counter[str]],
    places: Sequence[tuple[Bitext, Bead]],
) -> Entry:
    texts = {pivot: src, **{lang: best[0] for lang, best in usual.items()}}
    terms = []
    for lang, text in texts.items():
        ranked = [form for form, _ in forms[lang, text].most_common()]
        terms.append(Term(lang, ranked[0], lemma=text, variants=tuple(ranked[1:]), pos="VERB"))
    name = "\n".join([DOMAIN, *(f"{lang}:{text}" for lang, text in sorted(texts.items()))])
    found = contexts(sorted({n for best in usual.values() for n in best[2]}), places)
    return Entry(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        terms=tuple(terms),
        score=round(sum(best[1] for best in usual.values()) / len(usual), 4),
        count=len(found),
        contexts=tuple(found),
        domain=DOMAIN,
        source="; ".join(dict.fromkeys(context.document for context in found)),
    )
