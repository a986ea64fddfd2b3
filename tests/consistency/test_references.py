"""Numbers, dates, symbols, resolutions, percentages and money, in six scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.amounts.items import items, readings
from aligner.amounts.numerals import spelled
from aligner.consistency import Finding, Severity, check
from aligner.consistency.settings import RuleSettings, Settings
from tests.consistency.drafts import of_lines


def found(fr: str, other: str, lang: str = "en") -> list[Finding]:
    return [f for f in check(of_lines(fr, other, lang)).findings if f.rule == "reference"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "at its 7847th meeting, on 20 December 2016, resolution 2253 (2015), S/PRST/2015/25",
        ),
        ("en", "on December 20, 2016, at its 7847th meeting, 2253 (2015) and S/PRST/2015/25"),
        ("es", "en su 7847ª sesión, el 20 de diciembre de 2016, 2253 (2015), S/PRST/2015/25"),
        ("ru", "на 7847-м заседании 20 декабря 2016 года, 2253 (2015), S/PRST/2015/25"),
        (
            "ar",
            "في جلسته ٧٨٤٧، المعقودة في ٢٠ كانون الأول/ديسمبر ٢٠١٦، 2253 (2015)، S/PRST/2015/25",
        ),
        ("zh", "2016年12月20日第7847次会议，第2253(2015)号决议，S/PRST/2015/25"),
        ("zh", "二〇一六年十二月二十日第7847次会议，第2253(2015)号决议，S/PRST/2015/25"),
    ],
)
def test_a_meeting_a_date_a_resolution_and_a_symbol_agree_in_every_language(
    lang: str, text: str
) -> None:
    fr = "à sa 7847e séance, le 20 décembre 2016, résolution 2253 (2015), S/PRST/2015/25"
    assert found(fr, text, lang) == []


@pytest.mark.parametrize(
    ("fr", "lang", "text"),
    [
        ("12 pour cent et 1 000,5", "en", "12 per cent and 1,000.5"),
        ("12 %, soit 1,5 million de dollars", "en", "12%, or US$ 1.5 million"),
        ("10 % en 2015", "ar", "10 في المائة في عام 2015"),
        ("10 % et 150 millions", "zh", "百分之十和1.5亿"),
        ("3 milliards", "es", "3.000 millones"),
        ("15 millions de dollars", "ru", "15 млн. долл. США"),
        ("dans un délai de 90 jours", "en", "within ninety days"),
        ("dans un délai de quatre-vingt-dix jours", "en", "within 90 days"),
        ("paragraphe 2 c) et 10(1)e)", "en", "paragraph 2 (c) and 10(1)(e)"),
        ("paragraphe 2 c)", "ar", "الفقرة 2 (ج)"),
        ("à 14 h le 5e jour", "en", "at 2:00 p.m. on the 5th day"),
        ("les 2 et 3 mars 2001", "en", "on March 2 and 3, 2001"),
        ("chapitre VII", "en", "Chapter 7"),
        ("en 2011-2012", "en", "in 2011-12"),
        ("DORS/2009-223", "en", "SOR/2009-223"),
        ("TR/2004-17", "en", "SI/2004-17"),
        ("dans un délai de 2 ans, en toute saison", "zh", "四季之内、两年期限"),
    ],
)
def test_what_languages_write_differently_is_no_difference(fr: str, lang: str, text: str) -> None:
    assert found(fr, text, lang) == []


@pytest.mark.parametrize(
    ("fr", "text", "expected", "wrong"),
    [
        ("résolution 2253 (2015)", "resolution 2235 (2015)", "2253 (2015)", "2235 (2015)"),
        ("résolution 2253 (2015)", "resolution 2253 (2016)", "2253 (2015)", "2253 (2016)"),
        ("document S/2016/949", "document S/2016/994", "S/2016/949", "S/2016/994"),
        ("le 20 décembre 2016", "on 20 November 2016", "20 décembre 2016", "20 November 2016"),
        ("7847e séance", "7874th meeting", "7847", "7874"),
        ("12 pour cent", "21 per cent", "12 pour cent", "21 per cent"),
        ("paragraphe 2 c)", "paragraph 2 (d)", "2 c)", "2 (d)"),
    ],
)
def test_a_changed_reference_is_an_error_at_its_place(
    fr: str, text: str, expected: str, wrong: str
) -> None:
    (finding,) = found(fr, text)
    assert finding.severity is Severity.ERROR
    assert text[slice(*finding.span)] == finding.found == wrong
    assert finding.expected == (expected,)


def test_years_that_two_resolutions_swap_are_found() -> None:
    swapped = found("2253 (2015) et 2242 (2014)", "2253 (2014) and 2242 (2015)")
    assert {f.found for f in swapped} == {"2253 (2014)", "2242 (2015)"}


@pytest.mark.parametrize(
    ("fr", "lang", "text"),
    [
        ("une hausse de 20 %", "en", "an increase of 20"),
        ("une hausse de 20", "en", "an increase of 20 per cent"),
        ("les 30 % et les 20 %", "en", "30 per cent and 20"),
        ("une hausse de 20 %", "ar", "زيادة قدرها 20"),
        ("une hausse de 20 %", "zh", "增长20"),
        ("12 millions de dollars", "en", "12 million"),
        ("12 millions", "en", "$12 million"),
    ],
)
def test_a_sign_that_only_one_side_has_is_an_error(fr: str, lang: str, text: str) -> None:
    (finding,) = found(fr, text, lang)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("fr", "lang", "text"),
    [
        ("de 20 à 30 %", "en", "from 20 per cent to 30 per cent"),
        ("10, 15, 20 et 30 %", "en", "10%, 15%, 20% and 30%"),
        ("de 20 à 30 %", "zh", "百分之20至30"),
        ("une hausse de 20 %", "ru", "20-процентный рост"),
        ("une hausse de 20 %", "es", "un aumento del 20 por 100"),
        ("une hausse de 20 %", "en", "a twenty per cent increase"),
        ("12 à 15 millions de dollars", "en", "$12 million to $15 million"),
        ("entre 12 et 15 dollars", "en", "between $12 and $15"),
    ],
)
def test_one_sign_does_for_a_series(fr: str, lang: str, text: str) -> None:
    assert found(fr, text, lang) == []


def test_a_number_that_is_left_out_is_found_in_the_source() -> None:
    (finding,) = found("une peine de 35 ans", "a sentence")
    assert (finding.side, finding.severity) == ("src", Severity.WARNING)
    assert "une peine de 35 ans"[slice(*finding.span)] == "35"


def test_accents_that_stand_apart_from_their_letters_do_not_shift_places() -> None:
    fr = "adopte\u0301e le 20 de\u0301cembre 2016"
    (item,) = items(fr, "fr")
    assert fr[item.start : item.end] == "20 de\u0301cembre 2016"


def test_numbers_in_words_are_read_in_every_language() -> None:
    assert {"90"} in spelled("quatre-vingt-dix", "fr")
    assert {"180"} in spelled("one hundred and eighty", "en")
    assert {"35"} in spelled("тридцати пяти", "ru")
    assert {"25"} in spelled("خمسة وعشرين", "ar")
    assert {"30"} in spelled("三十", "zh")
    assert {"22"} in spelled("veintidós", "es")


@pytest.mark.parametrize(
    ("fr", "lang", "text"),
    [
        ("moins de la moitié du revenu médian", "en", "below 50 per cent of median income"),
        ("moins de la moitié du revenu médian", "ru", "ниже 50 процентов медианного дохода"),
        ("au moins un quart d’heure avant", "en", "at least 15 minutes before"),
        ("entre 12 h et 14 h", "en", "between noon and 2:00 p.m."),
        ("les articles 44, 45 et 46", "en", "sections 44 to 46"),
        ("pour 1 million d’habitants", "es", "por millón de habitantes"),
        ("pour 1 million d’habitants", "ar", "لكل مليون شخص"),
        ("d’ici à 2020", "ar", "بحلول عام 2020 (3)"),
    ],
)
def test_a_half_noon_a_series_and_a_bare_million_are_said_in_another_way(
    fr: str, lang: str, text: str
) -> None:
    assert [f for f in found(fr, text, lang) if f.severity is not Severity.HINT] == []


def test_from_the_first_of_a_month_is_after_the_last_of_the_one_before() -> None:
    (finding,) = found("à partir du 1er avril 1997", "after March 31, 1997")
    assert finding.severity is Severity.HINT
    (finding,) = found("le 12 avril 1997", "on April 11, 1997")
    assert finding.severity is Severity.ERROR


def test_what_one_passage_left_out_is_one_finding() -> None:
    fr = "les politiques (identique aux indicateurs 12.8.1, 13.3.1 et 4.7.1)"
    alone = Settings(rules={"omission": RuleSettings(False)})
    (finding,) = check(of_lines(fr, "policies that are mainstreamed"), settings=alone).findings
    assert finding.expected == ("12.8.1", "13.3.1", "4.7.1")
    assert "the numbers 12.8.1, 13.3.1 and 4.7.1 of the source are not" in finding.message


def test_the_label_of_a_list_is_not_taken_for_a_number_that_changed() -> None:
    severities = {f.severity for f in found("voir l’article 12.8", "see ’1‘ below", "en")}
    assert Severity.ERROR not in severities


def test_a_heading_of_the_draft_may_say_more() -> None:
    (finding,) = found("Maximum", "Maximum of 39 minutes")
    assert finding.severity is Severity.HINT


@given(st.integers(0, 10**9))
def test_a_number_reads_as_itself_however_its_thousands_are_parted(number: int) -> None:
    for mark in (",", " ", ".", "\u066c"):
        assert str(number) in readings(f"{number:,}".replace(",", mark))


@given(st.text(max_size=80), st.sampled_from(["fr", "en", "es", "ru", "ar", "zh", "de"]))
def test_any_text_can_be_read_and_every_item_lies_in_it(text: str, lang: str) -> None:
    for item in items(text, lang):
        assert 0 <= item.start < item.end <= len(text)
        assert item.values


@given(st.text(max_size=80))
def test_a_text_agrees_with_itself(text: str) -> None:
    assert [f for f in check(of_lines(text, text, "fr")).findings if f.rule == "reference"] == []
