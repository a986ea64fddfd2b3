"""Terms of all glossaries are found as one types, in any language, in either database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from aligner import store
from aligner.model import Actor, Entry, Glossary, Role, Status, Term
from aligner.store.deeds.concepts import DecideEntry, EditEntry
from aligner.store.deeds.undoing import Undo
from tests import example_project

ANA = Actor("Ana", Role.ADMIN)
CONCEPTS = (
    ("1", "droits de l’enfant", "rights of the child", "права ребенка", "حقوق الطفل", "儿童权利"),
    ("2", "enfant soldat", "child soldier", "дети-солдаты", "طفل مجند", "儿童兵"),
    (
        "3",
        "politique sociale",
        "social policy",
        "социальная политика",
        "سياسة اجتماعية",
        "社会政策",
    ),
    ("4", "étranger", "alien", "иностранец", "أجنبي", "外国人"),
)
LANGS = ("fr", "en", "ru", "ar", "zh")


def glossary() -> Glossary:
    entries = tuple(
        Entry(own, tuple(map(Term, LANGS, terms)), status=Status.APPROVED)
        for own, *terms in CONCEPTS
    )
    return Glossary("Children", LANGS, entries)


@pytest.fixture
def database(url: str) -> Iterator[store.Store]:
    with store.connect(url) as opened:
        opened.save_glossary(glossary(), ANA)
        yield opened


def keys(database: store.Store, text: str, *langs: str) -> list[str]:
    return [found.entry.id for found in database.lookup(text, langs=langs)]


def test_a_term_is_found_from_any_of_its_words_on_whatever_accents_and_inflection(
    database: store.Store,
) -> None:
    wanted = {
        "droits de l": ["1"],  # as far as it was typed
        "ENF": ["2", "1"],  # the term that begins so before the one that holds it
        "étranger": ["4"],
        "etrangers": ["4"],
        "social policies": ["3"],
        "children": ["1", "2"],
        "soldier child": ["2"],  # any order
        "прав ребенка": ["1"],
        "الطفل": ["2", "1"],
        "儿童": ["1", "2"],
        "兒童": ["1", "2"],  # in traditional characters
        "...": [],
    }
    found = {text: keys(database, text) for text in wanted}
    assert {text: sorted(ids) for text, ids in found.items()} == {
        text: sorted(ids) for text, ids in wanted.items()
    }
    assert found["ENF"] == ["2", "1"]
    assert keys(database, "child", "fr") == []
    first = database.lookup("儿童")[0]
    assert (first.name, first.project, first.langs) == ("Children", None, ("zh",))
    assert not first.whole
    assert database.lookup("alien")[0].whole


def test_what_is_edited_merged_or_taken_back_is_found_as_it_stands(database: store.Store) -> None:
    [summary] = database.glossaries()
    edited = EditEntry(summary.id, "4", 1, terms=(Term("fr", "ressortissant étranger"),))
    event = database.decide(ANA, edited)
    assert (keys(database, "alien"), keys(database, "ressortissants")) == ([], ["4"])
    database.decide(ANA, Undo(event.id))
    assert (keys(database, "alien"), keys(database, "ressortissants")) == (["4"], [])
    [entry] = database.entries(summary.id, ["4"])
    database.decide(ANA, DecideEntry(summary.id, "4", entry.version, Status.REJECTED))
    assert keys(database, "alien") == []  # what was turned down does not come back


def test_terms_of_documents_are_found_with_those_of_glossaries_decided_ones_first(
    database: store.Store,
) -> None:
    database.save(example_project.project())
    found = database.lookup("traite")
    assert [one.project for one in found] == [1]
    more = Entry("x", (Term("fr", "traite transatlantique"),), status=Status.APPROVED)
    database.save_glossary(replace(glossary(), entries=(more,)), ANA)
    assert [one.project for one in database.lookup("traite")] == [None, 1]
