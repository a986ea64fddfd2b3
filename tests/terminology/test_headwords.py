"""Headwords are dictionary forms; the forms of the text stay variants."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from aligner.terminology import extract_terms
from aligner.terminology.corpus import Candidate, Corpus
from aligner.terminology.headwords import headword, surfaces
from aligner.terminology.tagging import Tagger

from .conftest import bitext


def corpus(lang: str, **doubts: str) -> Corpus:
    tagger = Tagger(lang, "none", "", tags=True, nlp=None)  # type: ignore[arg-type]
    return Corpus(lang, tagger, doubts=doubts)


def candidate(key: str, codes: str, **forms: int) -> Candidate:
    counted = Counter({form.replace("_", " "): n for form, n in forms.items()})
    words = tuple(key.split())
    total = counted.total()
    return Candidate(key, words, codes, name=False, forms=counted, count=total, inner=total)


@pytest.mark.parametrize(
    ("form", "codes", "wanted"),
    [
        ("мирного_урегулирования", "AN", "мирное урегулирование"),
        ("поставками_оружия", "NN", "поставки оружия"),
        ("прямых_и_косвенных_убытков", "ACAN", "прямые и косвенные убытки"),
        ("школ_и_больниц", "NCN", "школы и больницы"),
        ("Верховного_комиссара_по_правам", "ANiN", "Верховный комиссар по правам"),
        ("государствам-участникам", "N", "государства-участники"),
        ("мерой_доверия", "AN", "мера доверия"),
        ("ребенка", "N", "ребенок"),
        ("МАГАТЭ", "P", "МАГАТЭ"),
        ("годового_ВНД", "AP", "годовой ВНД"),
        ("открытыми_НПО", "AP", "открытые НПО"),
    ],
)  # fmt: skip
def test_a_russian_headword_is_in_the_nominative(form, codes, wanted):
    term = candidate("- " * len(codes), codes, **{form: 1})
    assert headword(term, corpus("ru")) == wanted


def test_the_lemma_says_of_which_word_a_russian_form_is():
    assert headword(candidate("суд", "N", судов=2), corpus("ru")) == "суды"
    assert headword(candidate("судно", "N", судов=2), corpus("ru")) == "суда"


def test_a_russian_form_that_may_be_either_has_the_number_of_what_it_translates():
    term = candidate("учреждение", "N", учреждения=3)
    assert headword(term, corpus("ru")) == "учреждение"
    assert headword(term, corpus("ru"), plural=True) == "учреждения"
    name = candidate("лига арабский государство", "NAN", Лиги_арабских_государств=1)
    assert headword(name, corpus("ru"), plural=True) == "Лига арабских государств"


@pytest.mark.parametrize(
    ("lang", "key", "codes", "forms", "wanted"),
    [
        ("en", "treaty body", "NN", {"treaty_bodies": 4, "treaty_body": 1}, "treaty body"),
        ("fr", "loi de paix", "NoN", {"lois_de_paix": 4, "loi_de_paix": 1}, "loi de paix"),
        ("es", "acuerdo de paz", "NoN", {"acuerdos_de_paz": 2}, "acuerdos de paz"),
        ("en", "rule of law", "NoN", {"Rule_of_Law": 3, "rule_of_law": 1}, "rule of law"),
        ("fr", "plan de vol", "NoN", {"Plan_de_vol": 1, "plans_de_vol": 1}, "plans de vol"),
        ("ar", "خبير", "N", {"الخبراء": 3, "الخبير": 1}, "الخبير"),
        ("ar", "نظاما دولي", "NA", {"نظاما_دوليا": 1}, "نظام دولي"),
        ("ar", "خبير قانوني", "NA", {"الخبراء_القانونيين": 1}, "الخبراء القانونيون"),
        ("ar", "سلام", "NA", {"السلام_الدوليين": 1}, "السلام الدوليين"),
    ],
)  # fmt: skip
def test_a_headword_is_the_form_that_a_dictionary_lists(lang, key, codes, forms, wanted):
    assert headword(candidate(key, codes, **forms), corpus(lang)) == wanted


def test_a_damaged_word_is_mended_in_the_headword_and_is_no_variant():
    term = candidate("accord bilatéral", "NA", accords_bilatéraux=1, accords_bilatcraux=3)
    damaged = corpus("fr", bilatcraux="bilatéraux")
    assert headword(term, damaged) == "accords bilatéraux"
    assert surfaces(term, damaged) == ["accords bilatéraux"]
    alone = candidate("accord bilatcral", "NA", accords_bilatcraux=3)
    assert headword(alone, damaged) == "accords bilatéraux"


def test_an_entry_has_the_headword_first_and_the_forms_of_the_text_as_variants():
    pair = bitext(
        ["Le Conseil appuie les accords régionaux.", "Il se félicite des accords régionaux."],
        ["Совет содействует региональным соглашениям.", "Он доволен региональными соглашениями."],
        ("fr", "ru"),
    )
    terms = [entry.term("ru") for entry in extract_terms([pair]).entries]
    found = next(term for term in terms if term and term.text == "региональные соглашения")
    assert found.variants == ("региональным соглашениям", "региональными соглашениями")


def test_a_term_that_opens_texts_alone_has_the_small_letter_that_it_has_inside():
    term = replace(candidate("taux de chômage", "NoN", Taux_de_chômage=2), inner=0)
    assert headword(term, corpus("fr")) == "taux de chômage"
    name = replace(candidate("fonds de Doha", "NoP", Fonds_de_Doha=2), inner=0)
    assert headword(name, corpus("fr")) == "Fonds de Doha"
