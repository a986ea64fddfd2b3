"""The facts of the languages hold together."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from aligner import languages
from aligner.languages import LANGUAGES, OFFICIAL, UNKNOWN, lacking, language


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


@pytest.mark.parametrize("code", OFFICIAL)
def test_nothing_is_untold_of_an_official_language(code):
    assert lacking(LANGUAGES[code]) == ()


def test_what_a_language_lacks_is_listed_by_name():
    assert {"drafting.operative", "notation.dates", "tagging"} <= {*lacking(LANGUAGES["de"])}
    assert "usage.function_words" not in lacking(LANGUAGES["de"])


@pytest.mark.parametrize("facts", LANGUAGES.values(), ids=LANGUAGES)
def test_what_a_language_is_said_to_do_without_it_has_indeed_nothing_of(facts):
    assert not facts.without - {*lacking(replace(facts, without=frozenset()))}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_called_by_the_name_of_its_module(code):
    assert LANGUAGES[code].code == code


def test_only_the_languages_asked_for_are_imported():
    program = (
        "import sys; from aligner.languages import language; language('es-MX')\n"
        "print(*(n for n in sys.modules if n.startswith('aligner.languages.') and len(n) == 20))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert shown.stdout.split() == ["aligner.languages.es"], shown.stderr


def test_no_code_outside_asks_which_language_it_has_before_it():
    root = Path(languages.__file__).parents[1]
    asked = re.compile(
        r"""startswith\(["'](?:[a-z]{2})["']\)|\blang(?:uage)?(?:\.code)? [!=]= ["']"""
    )
    tables = re.compile(rf"""^\s+["'](?:{"|".join(OFFICIAL)})["']: """, re.M)
    found = [
        f"{path.relative_to(root)}: {match[0].strip()}"
        for path in sorted(root.rglob("*.py"))
        if path.parent.name != "languages"
        for pattern in (asked, tables)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
