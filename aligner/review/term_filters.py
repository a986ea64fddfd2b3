"""Which concepts the page Terms shows, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from aligner.accents import bare
from aligner.model import AVOIDED, USABLE, Entry, Status


class Standing(StrEnum):
    """What was decided of a concept, as a filter in the URL."""

    ANY = "any"
    PENDING = "pending"
    APPROVED = "approved"
    AVOIDED = "avoided"
    REJECTED = "rejected"
    TWINS = "twins"


TITLES = {
    Standing.ANY: "All",
    Standing.PENDING: "Pending",
    Standing.APPROVED: "Approved",
    Standing.AVOIDED: "Not to be used",
    Standing.REJECTED: "Rejected",
    Standing.TWINS: "Duplicates",
}

_STATUSES = {
    Standing.PENDING: {Status.CANDIDATE},
    Standing.APPROVED: {*USABLE},
    Standing.AVOIDED: {*AVOIDED},
    Standing.REJECTED: {Status.REJECTED},
}

ORDERS = {"score": "Best first", "count": "Most frequent", "text": "A to Z"}

Twins = dict[str, tuple[str, ...]]
"""Ids of the concepts that share a term with a concept, by its id; one without any is absent."""


def fits(entry: Entry, standing: Standing, twins: Twins) -> bool:
    """Whether a concept passes a filter.

    A concept is not to be used where it, or one of its terms, is deprecated or forbidden.
    """
    if standing == Standing.ANY:
        return True
    if standing == Standing.TWINS:
        return entry.id in twins and entry.status != Status.REJECTED
    wanted = _STATUSES[standing]
    if standing == Standing.AVOIDED and any(term.status in wanted for term in entry.terms):
        return True
    return entry.status in wanted


def counts(entries: Iterable[Entry], twins: Twins) -> Counter[Standing]:
    """How many concepts pass each filter."""
    return Counter(
        standing for entry in entries for standing in Standing if fits(entry, standing, twins)
    )


def twins(entries: Sequence[Entry], lang: str) -> Twins:
    """Concepts with the same term in a language, whatever case, accents and apostrophe.

    Rejected ones count for nothing: what was turned down needs no merging.
    """
    by_term: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.status == Status.REJECTED:
            continue
        for form in dict.fromkeys(plain(term.text) for term in entry.terms if term.lang == lang):
            by_term[form].append(entry.id)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for ids in by_term.values():
        for own in ids:
            found[own] |= dict.fromkeys(other for other in ids if other != own)
    return {own: tuple(others) for own, others in found.items() if others}


def matching(entries: Sequence[Entry], words: str, pair: tuple[str, str]) -> list[Entry]:
    """Entries with a form in either language that holds the words, whatever case and accents."""
    wanted = plain(words)
    return [
        entry
        for entry in entries
        if not wanted
        or any(
            wanted in plain(form)
            for term in entry.terms
            if term.lang in pair
            for form in (term.text, term.acronym, *term.variants)
        )
    ]


def ordered(entries: Sequence[Entry], by: str, lang: str) -> list[Entry]:
    """Entries by one of :data:`ORDERS`."""
    if by == "text":
        return sorted(
            entries, key=lambda entry: plain(term.text if (term := entry.term(lang)) else "")
        )
    if by == "count":
        return sorted(entries, key=lambda entry: (-entry.count, -entry.score))
    return sorted(entries, key=lambda entry: -entry.score)


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """A text to search by: no case, no accents, one apostrophe."""
    return bare(text.casefold().replace("’", "'")).strip()
