"""Doubled words, brackets, quotation marks, typography; what was left untranslated."""

from __future__ import annotations

import pytest

from aligner.consistency import Finding, check
from aligner.consistency.marks import unbalanced
from aligner.consistency.settings import RuleSettings, Settings
from tests.consistency.drafts import of_lines


def found(rule: str, fr: str, other: str, lang: str = "en") -> list[Finding]:
    settings = Settings(rules={rule: RuleSettings(on=True)})
    report = check(of_lines(fr, other, lang), settings=settings)
    return [f for f in report.findings if f.rule == rule]


def test_a_word_that_stands_twice_is_found_at_its_place() -> None:
    (finding,) = found("doubled-word", "le conflit armé", "the the armed conflict")
    assert finding.found == "the the"


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "he knew that that was wrong"), ("fr", "nous nous réunissons"), ("en", "Baden-Baden")],
)
def test_words_that_may_stand_twice_are_left_alone(lang: str, text: str) -> None:
    source = "Condamne" if lang != "fr" else "x"
    assert found("doubled-word", source, text, lang) == []


def test_the_last_word_of_a_name_may_come_again_in_its_own_sense() -> None:
    assert found("doubled-word", "un poste du Tarif des douanes", "a Customs Tariff tariff") == []
    assert found("doubled-word", "le tarif", "The the tariff applies") != []


def test_a_name_that_stands_twice_in_the_source_may_in_the_draft() -> None:
    assert found("doubled-word", "à Bora Bora", "in Bora Bora") == []


def test_letters_with_their_accents_apart_are_no_doubled_word() -> None:
    assert found("doubled-word", "x", "de de\u0301gradation", "fr") == []


@pytest.mark.parametrize(
    "text",
    [
        "a) un (deux)",
        "article 2 c) et d)",
        "l’alinéa (1)a) ou (2)d)(ii)",
        "« oui »",
        "“yes”",
        "（一）",
    ],
)
def test_labels_need_no_opening_bracket(text: str) -> None:
    assert unbalanced(text) == []


@pytest.mark.parametrize(
    ("text", "mark"), [("un (deux", "("), ("un deux] trois", "]"), ("« oui", "«"), ('a "b', '"')]
)
def test_a_bracket_or_quotation_mark_without_a_partner_is_found(text: str, mark: str) -> None:
    assert [found for _, found in unbalanced(text)] == [mark]


@pytest.mark.parametrize(
    "text", ["(a) the one and b) the other", "(a)甲；和b)乙", "按状况和城市/农村)分列"]
)
def test_a_label_that_lost_one_of_its_brackets_is_found(text: str) -> None:
    assert [found for _, found in unbalanced(text)] == [")"]


def test_a_citation_in_another_style_is_no_label_that_lost_its_bracket() -> None:
    assert unbalanced("paragraph 2 c) and (d) of article 3 (e)") == []


def test_a_quotation_over_several_paragraphs_is_as_in_the_source() -> None:
    assert found("brackets", "« Le Conseil demande", "“The Council requests") == []
    assert len(found("brackets", "Le Conseil (oui) demande", "The Council (yes requests")) == 1


def test_typography_is_off_unless_it_is_turned_on() -> None:
    assert check(of_lines("The conflict; and", "le conflit; et", "fr")).findings == ()
    assert found("typography", "the end of it; and", "la fin des temps; et", "fr")
    assert found("typography", "x", "看到, 了", "zh")


def test_a_sentence_that_was_left_in_french_is_found_at_its_place() -> None:
    fr = "Condamne tous les actes de traite commis en période de conflit armé et de crise"
    en = "Condemns all acts commis en période de conflit armé et de crise"
    (finding,) = found("untranslated", fr, en)
    assert finding.found == "commis en période de conflit armé et de crise"


def test_a_sentence_that_was_left_in_another_script_is_found() -> None:
    fr = "Condamne tous les actes de traite commis en période de conflit"
    (finding,) = found("untranslated", fr, "осуждает tous les actes de traite commis", "ru")
    assert finding.found == "tous les actes de traite commis"


def test_a_foreign_name_in_brackets_is_at_home_there() -> None:
    fr = "la taxe sur les produits et services des provinces et des territoires"
    en = "the tax (taxe sur les produits et services des provinces) applies"
    assert found("untranslated", fr, en) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "El Consejo de Seguridad pide a los Estados que adopten las medidas necesarias"),
        ("es", "The Security Council requests all States to take the measures that are needed"),
        ("ru", "The Security Council requests all States to take measures"),
        ("ar", "Совет Безопасности просит все государства принять меры"),
        ("zh", "El Consejo de Seguridad pide a los Estados que actúen"),
    ],
)
def test_a_paragraph_in_another_language_is_an_error(lang: str, text: str) -> None:
    (finding,) = found(
        "wrong-language", "Le Conseil prie les États de prendre des mesures", text, lang
    )
    assert finding.found


def test_names_and_symbols_are_in_no_language() -> None:
    assert found("wrong-language", "Boko Haram, INTERPOL", "Boko Haram, INTERPOL, S/RES/2253") == []
    assert found("wrong-language", "ONU", "ЮНЕСКО S/RES/2253 (2015) UNESCO", "ru") == []
