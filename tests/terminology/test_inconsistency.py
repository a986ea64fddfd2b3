from __future__ import annotations

import pytest

from aligner.errors import UsageError
from aligner.terminology.inconsistency import inconsistencies

from .conftest import bitext

FRENCH = [
    "Les victimes ont besoin d’une aide juridique.",
    "Il finance les groupes terroristes.",
    "Une aide juridique est offerte aux victimes.",
    "Elle condamne les groupes terroristes.",
]
ENGLISH = [
    "The victims need legal assistance.",
    "It finances terrorist groups.",
    "Legal aid is offered to the victims.",
    "She condemns terrorist groups.",
]


def test_a_term_with_two_renderings_is_found_with_its_places():
    found = [i for i in inconsistencies([bitext(FRENCH, ENGLISH)]) if i.text == "aide juridique"]
    assert len(found) == 1
    assert {use.text.lower() for use in found[0].uses} == {"legal assistance", "legal aid"}
    assert (found[0].lang, found[0].other, found[0].reverse) == ("fr", "en", False)
    places = [context.units["fr"] for use in found[0].uses for context in use.contexts]
    assert sorted(places) == [(0,), (2,)]
    assert found[0].count == 2


def test_two_terms_with_one_rendering_are_found_the_other_way_round():
    found = inconsistencies([bitext(ENGLISH, FRENCH, ("en", "fr"))])
    assert any(i.reverse and i.text == "aide juridique" for i in found)


def test_a_term_that_is_always_rendered_alike_is_no_inconsistency():
    assert not [i for i in inconsistencies([bitext(FRENCH, ENGLISH)]) if "groupes" in i.text]


def test_no_bitexts_are_refused():
    with pytest.raises(UsageError):
        inconsistencies([])


def test_a_paragraph_may_have_both_renderings():
    french = [
        "Il rappelle le Protocole contre la traite des personnes et condamne la traite "
        "d’êtres humains.",
        "Il combat la traite d’êtres humains.",
        "La traite des personnes est un crime.",
        "La traite d’êtres humains est punie.",
    ]
    english = [
        "It recalls the Protocol against trafficking in persons and condemns trafficking in "
        "persons.",
        "It fights trafficking in persons.",
        "Trafficking in persons is a crime.",
        "Trafficking in persons is punished.",
    ]
    found = inconsistencies([bitext(french, english)])
    uses = {use.text for i in found if i.text.lower() == "trafficking in persons" for use in i.uses}
    assert uses == {"traite d’êtres humains", "traite des personnes"}


@pytest.mark.parametrize(("times", "listed"), [(1, False), (2, True)])
def test_a_common_word_is_listed_where_its_second_rendering_recurs(times, listed):
    french = [
        *["Il étudie les informations.", "Les informations sont utiles."],
        *["Il demande des renseignements.", "Les renseignements sont rares."][:times],
    ]
    english = [
        *["It studies the information.", "The information is useful."],
        *["It requests information.", "The information is rare."][:times],
    ]
    found = inconsistencies([bitext(french, english)])
    assert any(i.text.lower() == "information" for i in found) is listed


def test_forms_of_the_same_words_are_one_rendering():
    french = ["Une institution financière répond.", "Les institutions financières répondent."]
    english = ["A financial institution replies.", "The financial institutions reply."]
    assert not inconsistencies([bitext(french, english)])
    assert not inconsistencies([bitext(english, french, ("en", "fr"))])
