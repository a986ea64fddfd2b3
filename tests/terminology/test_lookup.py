from __future__ import annotations

from aligner.terminology.lookup import Lookup
from aligner.terminology.tagging import tagger


def found(lang: str, terms: list[str], text: str) -> list[tuple[int, int, list[int]]]:
    tokens = tagger(lang).read([text])[0]
    lookup = Lookup(tagger(lang).tag(terms), lang)
    return [(start, end, list(numbers)) for start, end, numbers in lookup.find(tokens)]


def test_given_terms_are_found_in_the_plural_nested_ones_too():
    terms = ["conflit armé", "conflit"]
    assert found("fr", terms, "Les conflits armés durent.") == [(1, 3, [0]), (1, 2, [1])]


def test_given_terms_with_the_same_words_are_all_reported():
    assert found("en", ["Account", "account"], "The Accounts are closed.") == [(1, 2, [0, 1])]


def test_a_text_without_given_terms_has_none():
    assert found("en", [], "The account is closed.") == []
