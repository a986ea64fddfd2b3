"""Terms beside the rows of the page Review: the concept that was clicked, one to be added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aligner.model import Entry
from aligner.review.adding_terms import in_words
from aligner.review.drawing import Answer
from aligner.review.known_terms import KnownTerms
from aligner.review.links import link, terms_of
from aligner.review.pages.row_questions import asked
from aligner.review.templates import render
from aligner.store import Found, Store


class Card(NamedTuple):
    """A concept as the panel shows it.

    Attributes:
        entry: The concept.
        glossary: Name of its glossary.
        url: Where it is worked on.
    """

    entry: Entry
    glossary: str
    url: str


def cards(
    database: Store, known: KnownTerms, lang: str, words: str, languages: Sequence[str]
) -> str:
    """The concepts that some words stand for, with what each is called in the languages shown."""
    wanted: dict[int, list[str]] = {}
    for concept in known.concepts(lang, words):
        wanted.setdefault(concept.glossary, []).append(concept.entry)
    found = [
        Card(entry, one.name, link("terms", **terms_of(one.project, one.id), entry=entry.id))
        for one in (database.glossaries() if wanted else ())
        if one.id in wanted
        for entry in database.entries(one.id, wanted[one.id])
    ]
    return render("terms_here.html:cards", words=words, lang=lang, cards=found, languages=languages)


def same(
    terms: Mapping[str, str], found: Sequence[Found], answer: Answer, languages: Sequence[str]
) -> str:
    """The question whether a term is to be added although glossaries have the words."""
    listed = "; ".join(
        f"{' · '.join(dict.fromkeys(term.text for term in one.entry.terms))} ({one.name})"
        for one in found
    )
    return asked(
        "term",
        answer,
        languages,
        f"Add “{in_words(terms)}” all the same?",
        f"There already: {listed}.",
        "Add it",
    )
