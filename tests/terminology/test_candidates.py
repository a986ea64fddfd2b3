from __future__ import annotations

import pytest

from aligner.terminology.grammar import GRAMMARS, grammar
from aligner.terminology.tagging import tagger
from tests.terminology.conftest import found


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("fr", "Il condamne la traite d’êtres humains.", "traite d’êtres humains"),
        ("fr", "Les personnes victimes d’un conflit armé.", "conflit armé"),
        ("fr", "Il vise le mariage forcé.", "mariage forcé"),
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
        ("en", "It notes the present resolution.", "present resolution"),
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


@pytest.mark.parametrize("lang", sorted(GRAMMARS))
def test_every_language_has_patterns_for_words_with_and_without_tags(lang):
    assert grammar(lang, tagged=True).pattern.fullmatch("N")
    assert grammar(lang, tagged=False).pattern.fullmatch("WW")
