"""Names of the draft that the source does not have: *its Secretary-General* for *son président*.

A body that nobody named in the source was put in place of another one, or was added. Translators
also write out what the source leaves to its place (*le Conseil*), so nothing is said where the
source has a word of the name. Scripts without capitals do not show what is a name: there this rule
is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.lacks import NAME
from aligner.consistency.pairs import Pair
from aligner.consistency.terms import TermsOfPair
from aligner.consistency.vocabulary import Rendering, TermStanding, Vocabulary, content
from aligner.terminology.termbase import Match

KIND = "unasked"
_SEVERAL = re.compile(r"\w[\s\-]+\w")


def check(
    pairs: Sequence[Pair], read: Sequence[TermsOfPair], known: Vocabulary
) -> Iterator[Finding]:
    """Names in the draft of concepts that the source does not name.

    Args:
        pairs: The beads of the draft.
        read: Those of them in which a source term stands, read for terms.
        known: The glossary.
    """
    drafts = {id(place.pair): place.draft for place in read}
    for pair in pairs:
        if pair.bead.is_null or pair.is_heading:
            continue
        draft = drafts.get(id(pair))
        matches = draft.outer if draft is not None else known.tgt.find(pair.tgt.text)
        named = [match for match in matches if _is_name(pair.tgt.text, match, known)]
        if not named:
            continue
        asked = {i for m in known.src.find(pair.src.text, nested=True) for i in m.found}
        said = set(content(pair.src.text, pair.src.lang))
        for match in named:
            concepts = {rendering.concept for rendering in match.found}
            if concepts & asked or any(
                said.intersection(content(term, pair.src.lang))
                for i in concepts
                for term in known.concepts[i].src
            ):
                continue
            yield _finding(pair, match)


def _is_name(text: str, match: Match[Rendering], known: Vocabulary) -> bool:
    """True for several words that are written as a name here and in the glossary."""
    found = text[match.start : match.end]
    return (
        found[:1].isupper()
        and _SEVERAL.search(found) is not None
        and all(
            rendering.standing is TermStanding.APPROVED
            and _is_written_as_one(rendering.text)
            and any(map(_is_written_as_one, known.concepts[rendering.concept].src))
            for rendering in match.found
        )
    )


def _is_written_as_one(term: str) -> bool:
    return not term[:1].islower() and not (term.isupper() and " " in term)


def _finding(pair: Pair, match: Match[Rendering]) -> Finding:
    found = pair.tgt.text[match.start : match.end]
    return pair.finding(
        NAME,
        KIND,
        Severity.WARNING,
        f"the draft names {found!r}, which the source does not",
        src=(0, len(pair.src.text)),
        tgt=(match.start, match.end),
        found=found,
    )
