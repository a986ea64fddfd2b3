from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ModelError
from aligner.terminology import corpus, evidence, prior, translation
from aligner.terminology.pairing import encoder, segments
from aligner.terminology.tagging import tagger

from .conftest import bitext


def test_the_best_counterpart_of_a_source_has_no_distance():
    found = np.array([[1.0, 5.0], [3.0, 2.0], [7.0, 7.0]], np.float32)
    beside = evidence.beside(found, np.array([4, 4, 9], np.int32))
    assert beside.tolist() == [[1, 5, -2, 0], [3, 2, 0, -3], [7, 7, 0, 0]]


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(1, 90))
def test_association_is_never_negative_and_grows_with_company(both, src, tgt, units):
    both, src, tgt = min(both, src, tgt), src, tgt
    one, more = (
        evidence.association(*(np.array([n]) for n in (b, src, tgt)), units)[0]
        for b in (both, min(src, tgt))
    )
    assert 0 <= one <= more + 1e-5


def weighed(french: list[str], english: list[str], term: str) -> dict[str, np.ndarray]:
    """The evidence for every stretch that is looked at as the translation of a term."""
    texts = bitext(french, english)
    src = corpus.read("fr", tagger("fr"), [texts.src], [term])
    tgt = corpus.read("en", tagger("en"), [texts.tgt], free=True)
    units = [s for n, bead in enumerate(texts.beads) for s in segments(texts, bead, n, src, tgt)]
    wanted = src.known[0]
    return {
        tgt.terms[r.tgt].form: r.evidence
        for r in translation.translate(units, src, tgt, encoder())
        if r.src in wanted
    }


def test_a_piece_of_a_translation_is_met_as_often_as_the_whole():
    found = weighed(
        ["La victime demande une aide juridique.", "Une aide juridique est offerte."],
        ["The victim requests legal assistance.", "Offers of legal assistance are made."],
        "aide juridique",
    )
    wider, narrower = (evidence.column(name) for name in ("wider", "narrower"))
    assert found["assistance"][wider] > 0
    assert found["legal assistance"][narrower] > 0


def test_a_term_led_by_a_word_of_grammar_finds_one_that_is_too():
    found = weighed(["Il répond par écrit."], ["He replies in writing."], "par écrit")
    edges = evidence.column("edges")
    assert found["in writing"][edges] == 1 > found["writing"][edges]


def test_lengths_are_compared_by_the_letters_of_the_texts():
    found = weighed(
        ["Il étudie les flux financiers."], ["It studies financial flows."], "flux financiers"
    )
    size = evidence.column("size")
    assert found["financial flows"][size] < found["flows"][size]


def test_broken_weights_are_named(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"linking": {"scale": []}}))
    with pytest.raises(ModelError, match=r"weights\.json"):
        evidence.judges(path)


def test_a_word_finds_its_translation_in_the_table_whatever_its_form():
    table = prior.load("fr", "en")
    rows = table.rows(["conflits", "victimes"], "fr")
    columns = table.columns(["conflict", "victim"], "en")
    there, back = table.probabilities(rows, columns)
    assert (there > 0.1).all()
    assert (back > 0.1).all()


def test_the_table_reads_the_same_in_the_other_direction():
    table = prior.load("fr", "en")
    turned = prior.load("en", "fr")
    rows, columns = table.rows(["conflit"], "fr"), table.columns(["conflict"], "en")
    assert table.probabilities(rows, columns) == turned.probabilities(columns, rows)[::-1]


def test_a_pair_without_a_table_knows_nothing():
    table = prior.load("en", "qq")
    rows, columns = table.rows(["peace"], "en"), table.columns(["peace"], "qq")
    assert [float(p[0]) for p in table.probabilities(rows, columns)] == [0, 0]


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(ModelError, match="manifest"):
        prior.load("fr", "en", tmp_path)
