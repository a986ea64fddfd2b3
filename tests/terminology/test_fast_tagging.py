from __future__ import annotations

import numpy as np
import pytest

from aligner.models.manifest import MODELS
from aligner.terminology import tagging

TEXTS = ["", "La trata de personas es un delito.", "La trata,  la trata y la guerra.", "\n"]


@pytest.fixture(scope="module")
def pipelines():
    """The Spanish pipeline as spaCy loads it, and as the product does."""
    import spacy

    quick = tagging.tagger("es").nlp
    return spacy.load(MODELS / "es", exclude=["ner", "parser", "senter"]), quick


def test_words_have_the_vectors_that_they_have_without_it(pipelines):
    plain, quick = (list(nlp.pipe(TEXTS)) for nlp in pipelines)
    for one, other in zip(plain, quick, strict=True):
        np.testing.assert_allclose(one.tensor, other.tensor, atol=1e-4)


def test_words_have_the_tags_and_lemmas_that_they_have_without_it(pipelines):
    plain, quick = (
        [[(w.pos_, w.lemma_, str(w.morph)) for w in doc] for doc in nlp.pipe(TEXTS)]
        for nlp in pipelines
    )
    assert plain == quick
