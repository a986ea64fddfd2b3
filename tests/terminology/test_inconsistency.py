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
