from __future__ import annotations

from aligner.terminology.lookup import Lookup
from aligner.terminology.tagging import tagger


def test_terms_are_found_by_lemma_nested_ones_too():
    french = tagger("fr")
    terms = ["conflit armé", "conflit"]
    text = french.read(["Les conflits armés durent."])[0]
    lemmas = {token.text.lower(): token.lemma for token in text}
    found = list(Lookup(french.tag(terms), lemmas).find(text))
    assert [(start, end) for start, end, _ in found][-1] == (1, 2)


def test_terms_with_the_same_words_are_all_reported():
    english = tagger("en")
    text = english.read(["The Account is closed."])[0]
    lemmas = {token.text.lower(): token.lemma for token in text}
    found = list(Lookup(english.tag(["Account", "account"]), lemmas).find(text))
    assert [list(numbers) for _, _, numbers in found] == [[0, 1]]
