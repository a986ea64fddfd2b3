"""Terms that a glossary has already, told apart from new ones.

A term is the same whatever its number, case and accents (:func:`wordforms.key`), so that the plural
of a text finds the singular of a termbase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from aligner.model import Entry, Glossary, Status
from aligner.terminology import wordforms

Keys = dict[str, set[str]]
"""What each term of the first language is in the second, both as keys."""


class Standing(StrEnum):
    """How a found term stands to a glossary, in the order in which it is worth a look."""

    NEW = "new"
    CONTRADICTS = "contradicts"
    KNOWN = "known"


def key(text: str, lang: str) -> str:
    """What all forms of a term share."""
    return " ".join(wordforms.keys(text, lang))


def renderings(glossary: Glossary, src: str, tgt: str) -> Keys:
    """The terms of a glossary in one language with those of another; rejected ones are left out."""
    found: Keys = defaultdict(set)
    for entry in glossary.entries:
        if entry.status == Status.REJECTED:
            continue
        sides = _forms(entry, tgt)
        for form in _forms(entry, src):
            found[form] |= sides
    return dict(found)


def standing(entry: Entry, known: Mapping[str, set[str]], src: str, tgt: str) -> Standing:
    """How an entry stands to a glossary.

    It is known where the glossary has one of its terms with one of its renderings, and contradicts
    where the glossary has the term with none of them.
    """
    theirs = [known[form] for form in _forms(entry, src) if form in known]
    told = set().union(*theirs)
    if not told:
        return Standing.NEW
    return Standing.KNOWN if told & _forms(entry, tgt) else Standing.CONTRADICTS


def single(forms: Iterable[str], known: Mapping[str, set[str]], lang: str) -> Standing:
    """How a term of one language stands to a glossary."""
    return Standing.KNOWN if any(key(form, lang) in known for form in forms) else Standing.NEW


def _forms(entry: Entry, lang: str) -> set[str]:
    primary = lang.split("-")[0].lower()
    return {
        found
        for term in entry.terms
        if term.lang.split("-")[0].lower() == primary
        for text in term.forms
        if (found := key(text, lang))
    }
