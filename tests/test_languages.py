"""The facts of the languages hold together."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from aligner.languages import LANGUAGES, UNKNOWN, language


def test_regions_and_scripts_share_the_facts_of_their_language():
    assert language("fr-CA") is LANGUAGES["fr"]
    assert language("zh-Hant-TW") is LANGUAGES["zh"]
    assert language("EN") is LANGUAGES["en"]


def test_other_languages_get_neutral_facts():
    assert language("tlh") is UNKNOWN
    assert language("") is UNKNOWN
    assert language("tlh").spaces


@pytest.mark.parametrize("facts", LANGUAGES.values(), ids=LANGUAGES)
def test_every_pattern_compiles_and_an_article_has_its_number(facts):
    for field in fields(facts.drafting):
        value = getattr(facts.drafting, field.name)
        if isinstance(value, str):
            re.compile(value)
    assert re.compile(facts.drafting.article).groups == 1


@pytest.mark.parametrize("facts", LANGUAGES.values(), ids=LANGUAGES)
def test_words_are_lower_case_and_lists_have_no_letter_twice(facts):
    for words in (facts.abbreviations, facts.final_abbreviations, facts.starters):
        assert all(word == word.lower() and not word.endswith(".") for word in words)
    assert not facts.abbreviations & facts.final_abbreviations
    assert all(len(set(alphabet)) == len(alphabet) for alphabet in facts.alphabets)
    shown, meant = facts.lookalikes
    assert len(shown) == len(meant)
    assert not facts.drafting.ordinals[0] or len(set(facts.drafting.ordinals[0])) == 10
