"""Definitions and lists that stand in another order in each language."""

from __future__ import annotations

from aligner.alignment.search import align_units
from aligner.similarity.providers import provider

ENGLISH = [
    "Interpretation",
    "In this Act, the following definitions apply.",
    "authority means the Port Authority established by section 4.",
    "fishing licence means a licence issued to the master of a fishing vessel.",
    "judge means a judge of the Federal Court.",
    "water means the internal waters and the territorial sea.",
    "Application",
    "This Act does not apply to vessels of the armed forces.",
]
FRENCH = [
    "Définitions",
    "Les définitions qui suivent s’appliquent à la présente loi.",
    "administration L’administration portuaire constituée par l’article 4.",
    "eaux Les eaux intérieures et la mer territoriale.",
    "juge Juge de la Cour fédérale.",
    "permis de pêche Permis délivré au capitaine d’un bateau de pêche.",
    "Champ d’application",
    "La présente loi ne s’applique pas aux navires des forces armées.",
]
ORDER = [0, 1, 2, 5, 4, 3, 6, 7]


def beads(src: list[str], tgt: list[str]) -> tuple:
    return align_units(src, tgt, provider("auto")).beads


def test_definitions_in_another_order_find_their_counterparts() -> None:
    found = beads(ENGLISH, FRENCH)
    assert [(bead.src, bead.tgt) for bead in found] == [((i,), (j,)) for i, j in enumerate(ORDER)]


def test_beads_that_moved_are_marked_and_the_others_are_not() -> None:
    found = beads(ENGLISH, FRENCH)
    assert {bead.src[0] for bead in found if bead.crossing} >= {3, 5}
    assert not {bead.src[0] for bead in found if bead.crossing} & {0, 1, 2, 6, 7}


def test_a_definition_that_only_one_side_has_stays_alone() -> None:
    french = [text for text in FRENCH if not text.startswith("juge")]
    found = {(bead.src, bead.tgt) for bead in beads(ENGLISH, french)}
    assert {((3,), (4,)), ((5,), (3,)), ((4,), ())} <= found


def test_texts_in_the_same_order_have_no_crossing_beads() -> None:
    french = [FRENCH[j] for j in ORDER]
    assert not any(bead.crossing for bead in beads(ENGLISH, french))


def test_a_list_that_each_language_sorts_anew_is_paired_by_name():
    states = "Allemagne Autriche Croatie Espagne Finlande Hongrie Norvège Pays-Bas Pologne"
    french = states.split()
    states = "Austria Croatia Finland Germany Hungary Netherlands Norway Poland Spain"
    english = states.split()
    twins = (4, 1, 2, 9, 3, 5, 7, 6, 8)
    fr = ["Ont participé les États suivants :", *french, "La séance a été levée."]
    en = ["The following States took part:", *english, "The meeting was closed."]
    found = align_units(fr, en, provider("auto", len(fr), ("fr", "en")))
    met = {(b.src[0], b.tgt[0]): b.confidence for b in found.beads if b.src and b.tgt}
    right = {(0, 0), *enumerate(twins, 1), (10, 10)}
    assert len(met.keys() & right) >= 9
    assert all(confidence < 0.8 for pair, confidence in met.items() if pair not in right)
