from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ModelError
from aligner.terminology import evidence, prior


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


def test_broken_weights_are_named(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"scale": []}))
    with pytest.raises(ModelError, match=r"weights\.json"):
        evidence.judge(path)


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
