"""How much a candidate is a term of its language."""

from __future__ import annotations

from collections import Counter

import pytest

from aligner.terminology import termhood
from aligner.terminology.corpus import Candidate, Corpus
from aligner.terminology.tagging import Tagger


def corpus(lang: str) -> Corpus:
    return Corpus(lang, Tagger(lang, "none", "", tags=True, nlp=None))  # type: ignore[arg-type]


def candidate(key: str, codes: str, count: int) -> Candidate:
    forms = Counter({key: count})
    return Candidate(key, tuple(key.split()), codes, False, forms=forms, count=count, inner=count)


@pytest.mark.parametrize(
    ("lang", "longer", "codes", "piece", "whole"),
    [
        ("fr", "plan de gestion forestier", "NoNA", "plan de gestion", "gestion forestier"),
        ("en", "national forest plan", "ANN", "forest plan", "national forest"),
    ],
)
def test_a_head_without_what_always_goes_with_it_is_a_piece(lang, longer, codes, piece, whole):
    here = corpus(lang)
    nouns = {piece: codes[-2:] if lang == "en" else codes[:3], whole: "NA"}
    for free, is_piece in ((0, True), (3, False)):
        candidates = [candidate(longer, codes, 4)]
        candidates += [candidate(key, kinds, 4 + free) for key, kinds in nouns.items()]
        found = termhood.nestings(candidates, here)
        assert found[piece].cut is is_piece
        assert not found[whole].cut
