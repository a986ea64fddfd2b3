from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import ModelError
from aligner.terminology.tagging import tagger


@pytest.mark.parametrize("lang", ["fr", "en", "fr-CA"])
def test_a_language_with_a_pipeline_gets_it_and_is_told_why(lang):
    found = tagger(lang)
    assert found.tags
    assert "choice" in found.reason


@pytest.mark.parametrize("lang", ["ru", "ar", "qq"])
def test_a_language_without_a_pipeline_gets_words_and_is_told_so(lang):
    found = tagger(lang)
    if not found.tags:
        assert "no tagging pipeline" in found.reason
    assert [token.text for token in found.tag(["один two"])[0]] == ["один", "two"]


def test_a_pipeline_may_be_asked_for_by_name():
    assert tagger("en", "fr_core_news_md").name.startswith("fr_core_news_md")


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(ModelError, match="xx_no_such_pipeline"):
        tagger("en", "xx_no_such_pipeline")


def test_chinese_is_cut_into_words():
    words = [token.text for token in tagger("zh").tag(["安全理事会谴责贩运人口。"])[0]]
    assert 3 < len(words) < 11


def test_hyphenated_words_stay_whole():
    words = [t.text for t in tagger("en").tag(["gender-based violence and money-laundering"])[0]]
    assert words == ["gender-based", "violence", "and", "money-laundering"]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_offsets_point_at_the_words_in_the_text(text):
    previous = 0
    for token in tagger("en").tag([text])[0]:
        assert previous <= token.start < token.end <= len(text)
        assert len(token.text) == token.end - token.start
        previous = token.end
