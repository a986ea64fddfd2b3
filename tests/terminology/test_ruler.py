from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from aligner.terminology.ruler import QuickRuler, quicken

RULES = [
    ([[{"TAG": "NN"}]], {"POS": "NOUN"}, 0),
    ([[{"TAG": "VB"}], [{"TAG": "NN"}, {"LOWER": "have"}]], {"POS": "VERB"}, 0),
    ([[{"LOWER": "have", "TAG": {"IN": ["VB", "NN"]}}]], {"POS": "AUX", "LEMMA": "have"}, 0),
    ([[{"TEXT": "Have"}, {"TAG": "RB", "OP": "*"}, {"TAG": "VB"}]], {"POS": "VERB"}, -1),
    ([[{"LOWER": "to"}, {"OP": "?"}]], {"POS": "PART", "MORPH": "Polarity=Neg"}, 0),
    ([[{"NORM": "to", "TAG": "VB"}]], {"LEMMA": "unto"}, 0),
    ([[{"IS_SPACE": True}]], {"POS": "SPACE"}, 0),
]
WORD = st.tuples(
    st.sampled_from(["have", "Have", "to", "shall", "\n"]), st.sampled_from(["NN", "VB", "RB", ""])
)


def _read(ruler, words):
    doc = Doc(ruler.vocab, [word for word, _ in words], tags=[tag for _, tag in words])
    return [(word.pos_, word.lemma_, str(word.morph)) for word in ruler(doc)]


@pytest.fixture(scope="module")
def rulers():
    vocab = spacy.blank("en").vocab
    rulers = AttributeRuler(vocab), QuickRuler(vocab)
    for ruler in rulers:
        for patterns, attrs, index in RULES:
            ruler.add(patterns, attrs, index)
    return rulers


@given(words=st.lists(WORD, max_size=8))
def test_every_word_gets_what_the_ruler_of_spacy_gives_it(rulers, words):
    plain, quick = rulers
    assert _read(quick, words) == _read(plain, words)


def test_a_rule_added_later_holds_for_words_that_were_met_before():
    ruler = QuickRuler(spacy.blank("en").vocab)
    assert _read(ruler, [("upon", "IN")]) == [("", "", "")]
    ruler.add([[{"LOWER": "upon"}]], {"POS": "ADP"})
    assert _read(ruler, [("upon", "IN")])[0][0] == "ADP"


def test_a_pipeline_keeps_its_rules_when_it_gets_the_quick_ruler():
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"LOWER": "upon"}]], {"POS": "ADP"})
    quicken(nlp)
    assert isinstance(nlp.get_pipe("attribute_ruler"), QuickRuler)
    assert [word.pos_ for word in nlp("upon it")] == ["ADP", ""]


def test_a_pipeline_without_rules_stays_as_it_is():
    nlp = spacy.blank("en")
    quicken(nlp)
    assert nlp.pipe_names == []
