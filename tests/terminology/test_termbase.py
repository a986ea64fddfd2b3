from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.model import Entry, Status, Term
from aligner.terminology import termbase
from aligner.terminology.termbase import Termbase


def found(lang: str, terms: list[str], text: str, *, nested: bool = False) -> list[str]:
    base = Termbase(lang, [(term, term) for term in terms])
    return [text[m.start : m.end] for m in base.find(text, nested=nested)]


@pytest.mark.parametrize(
    ("lang", "term", "text", "met"),
    [
        ("fr", "conflit armé", "Les conflits armés durent.", "conflits armés"),
        ("fr", "CONFLITS ARMES", "Un conflit armé dure.", "conflit armé"),
        ("fr", "traite des êtres humains", "la traite d’êtres humains", "traite d’êtres humains"),
        ("fr", "travail forcé", "Les travaux forcés.", "travaux forcés"),
        ("fr", "procès", "Des procès ont lieu.", "procès"),
        ("en", "money-laundering", "They combat money laundering.", "money laundering"),
        ("en", "policy", "National policies exist.", "policies"),
        ("en", "rights of women", "the rights of the women", "rights of the women"),
        ("es", "conflicto armado", "Los conflictos armados.", "conflictos armados"),
        ("es", "derechos de la mujer", "DERECHOS DE LA MUJER", "DERECHOS DE LA MUJER"),
        ("ru", "торговля людьми", "борьба с торговлей людьми", "торговлей людьми"),
        ("ru", "вооружённый конфликт", "вооруженного конфликта", "вооруженного конфликта"),
        ("ar", "الاتجار بالأشخاص", "والاتجار بالأشخاص", "والاتجار بالأشخاص"),
        ("zh", "贩运人口", "打击販運人口行为", "販運人口"),
    ],
)
def test_a_term_is_found_in_any_of_its_forms(lang, term, text, met):
    assert found(lang, [term], text) == [met]


@pytest.mark.parametrize(
    ("lang", "term", "text"),
    [
        ("fr", "armé", "Les armes circulent."),
        ("fr", "cour", "Au cours de la session."),
        ("en", "WHO", "Those who are affected."),
        ("en", "armed conflict", "They were armed. Conflict followed."),
        ("en", "organ", "The organization met."),
        ("es", "trata", "El trato es humano."),
    ],
)
def test_another_word_that_looks_alike_is_no_match(lang, term, text):
    assert found(lang, [term], text) == []


def test_of_overlapping_terms_the_longest_counts():
    terms = ["traite", "traite des personnes", "personnes"]
    text = "La traite des personnes continue."
    assert found("fr", terms, text) == ["traite des personnes"]
    assert set(found("fr", terms, text, nested=True)) == set(terms)


def test_an_acronym_matches_capitals_also_in_a_plain_glossary():
    terms = ["WHO", "armed conflict", "health"]
    assert found("en", terms, "The WHO helps those who are in armed conflict.") == [
        "WHO",
        "armed conflict",
    ]


def test_homographs_are_all_given():
    base = Termbase("en", [("settlement", 1), ("Settlements", 2)])
    assert base.find("A settlement.")[0].found == (1, 2)


def test_what_is_no_term_is_left_out_and_reported():
    base = Termbase("fr", [("a", 1), ("de la", 2), ("", 3), ("(.*", 4), ("paix", 5)])
    assert set(base.skipped) == {"a", "de la", "", "(.*"}
    assert len(base) == 1


def test_only_terms_of_the_wanted_standing_are_looked_for():
    approved = Term("fr", "paix", status=Status.APPROVED)
    pending = Term("fr", "guerre", variants=("guerres",))
    entries = [Entry("1", (approved,)), Entry("2", (pending,))]
    base = termbase.of_entries(entries, "fr", {Status.APPROVED})
    assert [entry.id for m in base.find("guerre et paix") for entry, _ in m.found] == ["1"]
    assert len(termbase.of_entries(entries, "fr").find("guerres et paix")) == 2


@settings(max_examples=60)
@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=60))
def test_any_text_and_any_terms_give_matches_inside_the_text(terms, text):
    base = Termbase("fr", [(term, i) for i, term in enumerate(terms)])
    ends = 0
    for match in base.find(text):
        assert ends <= match.start < match.end <= len(text)
        ends = match.end
