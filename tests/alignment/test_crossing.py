"""Definitions and lists that stand in another order in each language."""

from __future__ import annotations

import pytest

from aligner.alignment.search import align_units
from aligner.languages.named import meant
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


FRENCH_LINES = [
    "Le Comité se réunit chaque année à Genève au mois de mai.",
    "Le secrétariat établit le rapport annuel et le communique aux membres.",
    "Les dépenses de voyage sont remboursées sur présentation des pièces justificatives.",
    "Le président est élu à la majorité des membres présents et votants.",
    "La présente décision entre en vigueur immédiatement.",
]
ENGLISH_LINES = [
    "The Committee meets every year in Geneva in May.",
    "The secretariat prepares the annual report and sends it to the members.",
    "Travel expenses are reimbursed against supporting documents.",
    "The chair is elected by a majority of the members present and voting.",
    "This decision enters into force immediately.",
]


@pytest.mark.parametrize("first", range(4))
def test_two_paragraphs_that_change_places_are_two_beads(first: int):
    order = list(range(5))
    order[first], order[first + 1] = first + 1, first
    found = beads(FRENCH_LINES, [ENGLISH_LINES[i] for i in order])
    assert [(bead.src, bead.tgt) for bead in found] == [((i,), (j,)) for i, j in enumerate(order)]
    assert [bead.src[0] for bead in found if bead.crossing] == [first, first + 1]


def test_items_go_with_the_definition_that_they_stand_under():
    english = [
        "The following definitions apply.",
        "creditor insurance means insurance that pays a debt",
        "(a) on the death of the debtor;",
        "(b) on the loss of employment of the debtor; or",
        "(c) in any other case that is prescribed.",
        "disability insurance means insurance that pays an income",
        "(a) during an illness of the insured;",
        "(b) after an accident of the insured; or",
        "(c) in any other case that is prescribed.",
        "vessel means a ship that is used in navigation.",
        "This Part applies to all insurers.",
    ]
    french = [
        "Les définitions qui suivent s’appliquent.",
        "assurance-invalidité Assurance qui verse un revenu :",
        "a) pendant la maladie de l’assuré;",
        "b) après un accident de l’assuré;",
        "c) dans tout autre cas prévu par règlement.",
        "bâtiment Navire utilisé pour la navigation.",
        "protection de créancier Assurance qui rembourse une dette :",
        "a) au décès du débiteur;",
        "b) à la perte d’emploi du débiteur;",
        "c) dans tout autre cas prévu par règlement.",
        "La présente partie s’applique à tous les assureurs.",
    ]
    twins = (0, 6, 7, 8, 9, 1, 2, 3, 4, 5, 10)
    found = {(bead.src, bead.tgt) for bead in beads(english, french)}
    assert found == {((i,), (j,)) for i, j in enumerate(twins)}


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("ru", "Албания Бразилия Германия Испания Китай Франция Эстония Япония"),
        ("ar", "ألبانيا ألمانيا إستونيا إسبانيا البرازيل الصين اليابان فرنسا"),
        ("zh", "中国 巴西 德国 日本 法国 爱沙尼亚 西班牙 阿尔巴尼亚"),
    ],
)
def test_states_that_each_language_sorts_anew_find_themselves(lang: str, names: str) -> None:
    french = ["Albanie", "Allemagne", "Brésil", "Chine", "Espagne", "Estonie", "France", "Japon"]
    order = {
        "ru": [0, 2, 1, 4, 3, 6, 5, 7],
        "ar": [0, 1, 4, 5, 3, 2, 7, 6],
        "zh": [7, 2, 1, 0, 6, 5, 4, 3],
    }[lang]
    listed = [f"– {name}" for name in names.split()]
    found = align_units(french, listed, provider("auto", len(french), ("fr", lang))).beads
    assert [(bead.src, bead.tgt) for bead in found] == [((i,), (j,)) for i, j in enumerate(order)]


def test_a_name_is_what_it_stands_for_and_nothing_else_is() -> None:
    assert meant("Iran (Islamic Republic of)") == meant("Иран,") == "territory IR"
    assert meant("dírham marroquí") == meant("摩洛哥迪拉姆") == "currency MAD"
    assert meant("rouble russe (1991–1998)") != meant("rouble russe")
    assert meant("La présente loi s’applique en France.") == ""
    assert meant("2015") == meant("()") == meant("") == ""
