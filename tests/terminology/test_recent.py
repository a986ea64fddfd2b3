"""The words of a text that comes again are remembered, and no more than there is room for."""

from __future__ import annotations

from aligner.terminology.recent import Recent
from aligner.terminology.tagging import Tagger, tagger


def test_what_was_read_longest_ago_goes_first() -> None:
    recent = Recent[int](10)
    recent.keep({"abcd": 1, "efgh": 2})
    recent.keep({"abcd": 3, "ijkl": 4})
    assert recent.known(["abcd", "efgh", "ijkl", "abcd"]) == {"abcd": 3, "ijkl": 4}


def test_a_text_longer_than_the_room_is_not_kept() -> None:
    recent = Recent[int](3)
    recent.keep({"ab": 1, "abcd": 2})
    assert recent.known(["ab", "abcd"]) == {}


def test_texts_are_read_alike_whether_they_are_remembered_or_not() -> None:
    texts = ["Rappelant ses résolutions", "Les États Membres", "Rappelant ses résolutions"]
    known = tagger("fr")
    fresh = Tagger("fr", known.name, known.reason, known.tags, known.nlp)
    first = fresh.tag(texts)
    assert first == fresh.tag(texts) == [fresh.tag([text])[0] for text in texts]
    assert fresh.recent.known(texts[:2]).keys() == set(texts[:2])
