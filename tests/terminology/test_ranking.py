from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ModelError, UsageError
from aligner.terminology import corpus as corpora
from aligner.terminology import find_candidates, ranking
from aligner.terminology.tagging import tagger

from .conftest import ENGLISH, FRENCH, document


@pytest.mark.parametrize(
    ("lang", "lines", "term", "phrase"),
    [
        ("fr", FRENCH, "traite d’êtres humains", "première fois"),
        ("en", ENGLISH, "trafficking in persons", "first time"),
    ],
)
def test_terms_are_candidates_and_phrases_of_the_text_are_not(lang, lines, term, phrase):
    listed = [found.text for found in find_candidates([document(lang, lines)], least=0)]
    assert term in listed
    assert phrase not in listed


def test_what_names_something_stands_before_single_common_words():
    listed = [found.text for found in find_candidates([document("en", ENGLISH)], least=0)]
    assert listed.index("armed conflict") < listed.index("particular")


def test_a_candidate_has_its_forms_and_its_count():
    found = {f.text: f for f in find_candidates([document("fr", FRENCH)], least=0)}
    assert found["flux financiers"].count == 2
    assert {"conflit armé", "conflits armés"} == {
        found["conflit armé"].text,
        *found["conflit armé"].variants,
    }


def test_fewer_candidates_are_listed_where_more_sureness_is_asked_for():
    texts = [document("en", ENGLISH)]
    every, some = (find_candidates(texts, least=least) for least in (0.0, 0.3))
    assert some == [found for found in every if found.score >= 0.3]
    assert 0 < len(some) < len(every)


def test_candidates_are_looked_for_in_one_language():
    with pytest.raises(UsageError, match="not of en, fr"):
        find_candidates([document("fr", FRENCH), document("en", ENGLISH)])
    with pytest.raises(UsageError, match="none"):
        find_candidates([])


def test_a_text_without_words_has_no_candidates():
    assert find_candidates([document("fr", ("...", "", "1."))]) == []


@given(st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=8))
def test_every_kind_of_evidence_is_a_number(lines):
    corpus = corpora.read("en", tagger("en"), [document("en", lines)], loose=True)
    found = ranking.evidence(corpus)
    assert found.shape == (len(corpus.terms), len(ranking.NAMES))
    assert np.isfinite(found).all()


def test_weights_that_are_not_there_are_named(tmp_path: Path):
    with pytest.raises(ModelError, match="install the package again"):
        ranking.ranker(tmp_path / "ranking.json")
