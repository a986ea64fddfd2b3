from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.terminology import lexicon
from aligner.terminology.lexicon import Unit

SOURCE, TARGET = ["conflit", "armé", "paix"], ["armed", "conflict", "peace"]


def unit(src: list[int], tgt: list[int]) -> Unit:
    return Unit(np.array(src, np.int32), np.array(tgt, np.int32))


def test_words_that_keep_company_are_linked():
    units = [unit([0, 1], [0, 1]), unit([0, 2], [1, 2]), unit([2], [2]), unit([0], [1])] * 4
    learned = lexicon.learn(units, SOURCE, TARGET, lexicon.letters)
    links = learned.links(units[0])
    assert links[0].argmax() == 1
    assert links[1].argmax() == 0


words = st.lists(st.integers(0, 2), max_size=5)


@settings(max_examples=50)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_links_share_out_each_word_at_most_once(sides):
    units = [unit(src, tgt) for src, tgt in sides]
    learned = lexicon.learn(units, SOURCE, TARGET, lexicon.letters)
    for one in units:
        links = learned.links(one)
        assert links.shape == (len(one.src), len(one.tgt))
        assert (links >= 0).all()
        assert (links <= 1 + 1e-6).all()


def test_letters_do_not_see_accents_or_case():
    one, other = lexicon.letters(["Réfugié", "refugie"])
    assert np.allclose(one, other)


def test_nothing_to_read_has_no_letters():
    assert lexicon.letters([]).shape == (0, 512)


def test_letters_of_a_text_do_not_depend_on_its_company():
    alone = lexicon.letters(["paix"])
    among = lexicon.letters(["sécurité", "paix", ""])
    assert np.allclose(alone[0], among[1])
