"""Sentences: where they end, where they do not, and that they cover the text."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import LANGUAGES, language
from aligner.reading.sentences import split


def sentences(text: str, lang: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text, language(lang))]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "1. Recalls Art. 5 and paras. 2 and 3 of the Charter (see S/RES/9253 (2015));"),
        ("en", "Mr. J. K. Doe met Ms. Roe at 5 p.m. in No. 12, i.e. at home."),
        ("en", "The U.S. Government paid $1.5 million vs. 2.25 million before."),
        ("fr", "Voir l’art. 5, par. 2 a), et la décision n° 12, p. ex. celle de M. J.-P. Dupont."),
        ("fr", "S.E. M. Dupont, Mme Durand et al. ont parlé du doc. S/2016/949."),
        ("es", "Véase el art. 4, párrs. 5 y 6, del documento núm. 12 del Sr. Pérez, págs. 3 a 5."),
        ("ru", "См. ст. 5, п. 2, т.е. решение от 22 мая 2003 г. о г-не А. И. Иванове и др."),
        ("ar", "وقال د. أحمد إن ص. 5 من التقرير تبين ذلك."),
        ("zh", "安理会第2253(2015)号决议（见《宪章》第1.2条。）规定了制裁。"),
        ("fr", "Il a dit : « C’est vrai. » et il est parti."),
        ("en", "He asked (What is it? Nobody knew.) and left."),
    ],
)
def test_abbreviations_numbers_and_brackets_end_no_sentence(lang, text):
    assert sentences(text, lang) == [text]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["The Panel met. It heard “all sides.”", "Then it left."]),
        ("en", ["It met in the U.S.", "The talks failed."]),
        ("fr", ["Le Comité s’est réuni.", "« Rien n’est fait. »", "Il reste à agir."]),
        ("es", ["¿Qué ha pasado?", "¡Nada!", "El Comité se reunió."]),
        ("ru", ["Комитет собрался.", "Это было в 2003 г.", "В 2004 году он закрылся."]),
        ("ar", ["ماذا حدث؟", "عقدت اللجنة اجتماعا.", "ثم انتهى الاجتماع."]),
        ("zh", ["委员会举行了会议。", "“情况如何？”", "没有人知道！", "完。"]),
    ],
)
def test_stops_with_what_closes_after_them_end_sentences(lang, expected):
    if expected[0].startswith("The Panel"):
        expected = ["The Panel met.", "It heard “all sides.”", "Then it left."]
    text = (" " if language(lang).spaces else "").join(expected)
    assert sentences(text, lang) == expected


def test_the_label_belongs_to_the_first_sentence():
    assert sentences("12. The Panel met. It heard all.", "en") == [
        "12. The Panel met.",
        "It heard all.",
    ]
    assert sentences("A. Mandate", "en") == ["A. Mandate"]


@pytest.mark.parametrize(
    ("lang", "text", "clauses"),
    [
        ("en", "8. Stresses this; it (a; b); and ends;", ["it (a; b); ", "and ends;"]),
        ("fr", "Décide d’agir ; prie le Comité d’agir ;", ["prie le Comité d’agir ;"]),
        ("ar", "يقرر ذلك؛ ويطلب إليه ذلك؛", ["ويطلب إليه ذلك؛"]),
        ("zh", "决定采取行动；请秘书长采取行动；", ["请秘书长采取行动；"]),
    ],
)  # fmt: skip
def test_clauses_are_marked_inside_one_sentence(lang, text, clauses):
    (sentence,) = split(text, language(lang))
    edges = [*sentence.clauses, sentence.end]
    assert [text[a:b] for a, b in pairwise(edges)] == clauses


def test_a_footnote_number_that_sticks_to_the_stop_goes_with_it():
    assert sentences("El Comité se reunió.12 Después terminó.", "es") == [
        "El Comité se reunió.12",
        "Después terminó.",
    ]


@pytest.mark.parametrize(
    ("lang", "least"), [("en", 39), ("fr", 5), ("es", 32), ("ru", 41), ("ar", 2), ("zh", 2)]
)
def test_published_cases_pass_save_those_that_ask_for_something_else(shared, lang, least):
    """The rest cut lists at bullets, line ends, colons or commas, which no legal text wants."""
    path = shared / "formats" / "golden" / "golden_pysbd.json"
    cases = json.loads(path.read_text(encoding="utf-8"))[lang]
    passed = [
        [" ".join(s.split()) for s in sentences(case["text"], lang)]
        == [" ".join(s.split()) for s in case["sents"]]
        for case in cases
    ]
    assert sum(passed) >= least


texts = st.text(alphabet=st.sampled_from('aBй中ع1. !?…。؟;；(«»)"“”’A\u00a0\n\u200f'), max_size=60)


@given(texts, st.sampled_from([*LANGUAGES, "und"]))
def test_sentences_cover_every_character_that_shows_in_order(text, lang):
    found = split(text, language(lang))
    covered = 0
    for sentence in found:
        assert not text[covered : sentence.start].strip()
        assert sentence.start < sentence.end
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        assert all(sentence.start < clause < sentence.end for clause in sentence.clauses)
        covered = sentence.end
    assert not text[covered:].strip()
