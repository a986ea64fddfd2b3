from __future__ import annotations

from aligner.terminology import phraseology

from .conftest import bitext

FRENCH = [
    "Rappelant ses résolutions antérieures,",
    "Rappelant également la Charte,",
    "Prend note avec satisfaction du rapport du Secrétaire général ;",
    "Décide de rester saisi de la question.",
    "Les victimes ont droit à une assistance.",
]
ENGLISH = [
    "Recalling its previous resolutions,",
    "Recalling the Charter,",
    "Takes note with appreciation of the report of the Secretary-General;",
    "Decides to remain seized of the matter.",
    "Victims are entitled to assistance.",
]


def pairs() -> dict[str, str]:
    return {e.terms[0].text: e.terms[1].text for e in phraseology.formulas([resolution()])}


def resolution():
    return bitext(FRENCH, ENGLISH)


def test_opening_verbs_are_paired():
    assert pairs()["Rappelant"] == "Recalling"


def test_a_short_paragraph_is_a_formula_from_end_to_end():
    found = pairs()
    assert found["Décide de rester saisi de la question"] == (
        "Decides to remain seized of the matter"
    )


def test_formulas_are_marked_and_say_where_they_stand():
    for entry in phraseology.formulas([resolution()]):
        assert entry.domain == phraseology.DOMAIN
        assert entry.count == len(entry.contexts) > 0
        assert 0 < entry.score < 1


def test_a_paragraph_that_opens_with_no_formula_has_none():
    assert not any("victimes" in src for src in pairs())
