from __future__ import annotations

import re

import pytest

from aligner.languages import OFFICIAL
from aligner.terminology.grammar import grammar
from aligner.terminology.tagging import tagger
from tests.terminology.conftest import found


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("fr", "Il condamne la traite d’êtres humains.", "traite d’êtres humains"),
        ("fr", "Les personnes victimes d’un conflit armé.", "conflit armé"),
        ("fr", "Il vise le mariage forcé.", "mariage forcé"),
        ("fr", "Il protège les personnes âgées des villes.", "personnes âgées"),
        (
            "fr",
            "Il cite des actes de violence sexuelle et sexiste.",
            "violence sexuelle et sexiste",
        ),
        ("fr", "Elle étudie la problématique hommes-femmes.", "problématique hommes-femmes"),
        ("en", "It condemns trafficking in persons.", "trafficking in persons"),
        ("en", "It concerns post-conflict situations.", "post-conflict situations"),
        ("en", "They combat money-laundering and corruption.", "money-laundering"),
        ("en", "It met local women’s organizations.", "local women’s organizations"),
        ("en", "They fear sexual and gender-based violence.", "sexual and gender-based violence"),
        ("en", "It calls upon Member States to act.", "Member States"),
        ("en", "They suffered forced marriage.", "forced marriage"),
    ],
)
def test_noun_phrases_are_candidates(lang, text, term):
    assert term in found(lang, text)


@pytest.mark.parametrize(
    ("lang", "text", "phrase"),
    [
        ("fr", "Il note la présente résolution.", "présente résolution"),
        ("fr", "Il note pour la première fois une crise.", "première fois"),
        ("fr", "Il cite certains groupes terroristes.", "certains groupes terroristes"),
        ("fr", "Il cite d’autres formes d’exploitation.", "autres formes d’exploitation"),
        ("fr", "Proportion de ménages sans eau courante.", "Proportion de ménages"),
        ("fr", "Nombre de ports ouverts au commerce.", "Nombre de ports"),
        ("fr", "Il vise les modes de vie et de distribution fiables.", "distribution fiables"),
        ("fr", "Il rappelle la Déclaration de Lima sur les forêts.", "Lima sur les forêts"),
        ("fr", "Il aide les États enclavés et des îles lointaines.", "États enclavés et des îles"),
        ("fr", "Il aide les femmes, garçons et filles.", "garçons et filles"),
        ("fr", "Il cite la coopération de Lyon et Turin.", "Lyon et Turin"),
        ("fr", "Il compte les élèves âgés de moins de 12 ans.", "élèves âgés"),
        ("fr", "Il compte les élèves âgés de 12 ans.", "élèves âgés"),
        ("fr", "Il protège : a) La forêt et b) Le désert.", "forêt et b"),
        ("fr", "Suite au point 4 de Lima sur les forêts.", "Lima sur les forêts"),
        ("fr", "Il note ce qui suit. Nombre de ports ouverts.", "Nombre de ports"),
        ("fr", "b) Nombre de ports ouverts.", "Nombre de ports"),
        ("es", "Proporción de hogares sin agua corriente.", "Proporción de hogares"),
        ("es", "Apoya la producción y la pesca sostenibles.", "pesca sostenibles"),
        ("en", "It notes the present resolution.", "present resolution"),
        ("en", "Proportion of households without water.", "Proportion of households"),
        ("en", "It notes, for the first time, a crisis.", "first time"),
        ("en", "It names such measures.", "such measures"),
    ],
)
def test_phrases_of_the_text_are_no_candidates(lang, text, phrase):
    assert phrase not in found(lang, text)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (
            "en",
            "Recalling the Protocol to Prevent, Suppress and Punish Trafficking in Persons, "
            "Especially Women and Children, which it adopted.",
            "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women "
            "and Children",
        ),
        (
            "fr",
            "Rappelant le Protocole visant à prévenir, réprimer et punir la traite des personnes, "
            "en particulier des femmes et des enfants, qu’il a adopté.",
            "Protocole visant à prévenir, réprimer et punir la traite des personnes, en "
            "particulier des femmes et des enfants",
        ),
    ],
)
def test_long_names_run_over_commas_and_infinitives(lang, text, name):
    assert name in found(lang, text)


def test_words_that_only_stand_together_are_not_cut_apart():
    forms = found("fr", "Les attaques de Boko Haram continuent.")
    assert "Boko Haram" in forms
    assert not {"Boko", "Haram"} & set(forms)


def test_a_surface_form_has_one_lemma_throughout():
    texts = [
        "Le conflit armé dure.",
        "Un conflit armé éclate.",
        "Dans le cadre de conflits armés, il agit.",
    ]
    read = tagger("fr").read(texts)
    lemmas = {t.lemma for tokens in read for t in tokens if t.text.startswith("armé")}
    assert len(lemmas) == 1


def test_a_capitalised_plural_shares_the_lemma_of_its_singular():
    read = tagger("en").read(["The Regulations apply.", "A regulation applies."])
    assert read[0][1].lemma == read[1][1].lemma == "regulation"


@pytest.mark.parametrize("lang", OFFICIAL)
def test_every_language_has_patterns_for_words_with_and_without_tags(lang):
    assert re.fullmatch(grammar(lang, tagged=True).pattern, "N")
    assert re.fullmatch(grammar(lang, tagged=False).pattern, "WW")


@pytest.mark.parametrize(
    "text",
    [
        "Il prie les entités des Nations Unies intervenant dans le cadre de crises humanitaires.",
        "Il invite l’ONUDC, à l’issue d’une analyse des flux financiers, à faire rapport.",
        "Il écrit au Groupe contre le terrorisme et en étroite collaboration avec l’Office.",
        "Il loue le Groupe de coordination contre la traite, en vue de prévenir les conflits.",
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text):
    opens = ("Nations", "ONUDC", "Groupe")
    names = [name for name in found("fr", text) if name.startswith(opens)]
    assert not [name for name in names if {",", "en", "intervenant"} & set(name.split())]


def test_a_name_keeps_the_group_that_it_singles_out():
    text = (
        "Rappelant le Protocole additionnel visant à prévenir, réprimer et punir la traite des "
        "personnes, en particulier des femmes et des enfants."
    )
    assert any(
        name.startswith("Protocole additionnel") and name.endswith("femmes et des enfants")
        for name in found("fr", text)
    )


def test_a_second_russian_name_is_not_part_of_the_first():
    text = "ссылаясь на Конвенцию о статусе беженцев и Протокол к ней,"
    assert "Конвенцию о статусе беженцев" in found("ru", text)
    assert not [name for name in found("ru", text) if "беженцев и Протокол" in name]


def test_a_russian_name_does_not_end_in_the_adjective_of_its_next_noun():
    text = "призывает Группу разработки финансовых мер борьбы с отмыванием денег"
    assert "Группу разработки финансовых" not in found("ru", text)


def test_a_term_does_not_end_in_half_a_prepositional_phrase():
    text = "Il condamne la traite d’êtres humains en période de conflit armé."
    assert "traite d’êtres humains" in found("fr", text)
    assert not {"traite d’êtres", "traite d’êtres humains en période"} & set(found("fr", text))
