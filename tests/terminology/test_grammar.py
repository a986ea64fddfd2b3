from __future__ import annotations

import re

import pytest

from aligner.languages import OFFICIAL
from aligner.terminology.grammar import grammar
from tests.terminology.conftest import found


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("es", "Condena la trata de personas en los conflictos armados.", "trata de personas"),
        ("es", "Condena la trata de personas en los conflictos armados.", "conflictos armados"),
        ("es", "Recuerda las resoluciones del Consejo de Seguridad.", "Consejo de Seguridad"),
        ("es", "Alienta al Grupo de Acción Financiera a actuar.", "Grupo de Acción Financiera"),
        ("es", "Los delitos de lesa humanidad y los crímenes de guerra.", "crímenes de guerra"),
        (
            "es",
            "Pide a la Oficina de las Naciones Unidas contra la Droga y el Delito que informe.",
            "Oficina de las Naciones Unidas contra la Droga y el Delito",
        ),
        ("ru", "Он осуждает торговлю людьми в районах конфликта.", "торговлю людьми"),
        ("ru", "Вчера Совет Безопасности принял резолюцию.", "Совет Безопасности"),
        ("ru", "Жертвы сексуального и гендерного насилия.", "сексуального и гендерного насилия"),
        ("ru", "Они ведут борьбу с отмыванием денег.", "борьбу с отмыванием денег"),
        (
            "ru",
            "Он призывает Управление Верховного комиссара по делам беженцев.",
            "Управление Верховного комиссара по делам беженцев",
        ),
        ("ar", "تقع أعمال الاتجار بالأشخاص في النزاعات المسلحة.", "الاتجار بالأشخاص"),
        ("ar", "يدين مجلس الأمن الاتجار بالأشخاص في النزاعات المسلحة.", "النزاعات المسلحة"),
        ("ar", "يدين مجلس الأمن الاتجار بالأشخاص في النزاعات المسلحة.", "مجلس الأمن"),
        ("ar", "وفقا للقانون الدولي الإنساني.", "القانون الدولي الإنساني"),
        ("ar", "ميثاق الأمم المتحدة.", "ميثاق الأمم المتحدة"),
        ("zh", "安全理事会谴责贩运人口的行为。", "贩运人口"),
        ("zh", "安全理事会谴责贩运人口的行为。", "安全理事会"),
        ("zh", "他们犯下战争罪。", "战争罪"),
        ("zh", "他们关注受害者的权利。", "受害者的权利"),
    ],
)
def test_whole_noun_phrases_are_candidates(lang, text, term):
    assert term in found(lang, text)


@pytest.mark.parametrize(
    ("lang", "text", "phrase"),
    [
        ("es", "Toma nota de la presente resolución.", "presente resolución"),
        ("es", "Cita por primera vez otras formas de explotación.", "otras formas de explotación"),
        ("es", "Cita por primera vez otras formas de explotación.", "primera vez"),
        ("ru", "Он упоминает другие формы эксплуатации.", "другие формы эксплуатации"),
        ("ru", "Он принял настоящую резолюцию.", "настоящую резолюцию"),
        ("ar", "يشير إلى هذا القرار.", "هذا القرار"),
        ("zh", "他们注意到其他形式的剥削。", "其他形式的剥削"),
    ],
)
def test_phrases_of_the_text_are_no_candidates(lang, text, phrase):
    assert phrase not in found(lang, text)


def test_arabic_candidates_begin_without_clitics():
    assert "والاتجار بالأشخاص" not in found("ar", "يدين العنف والاتجار بالأشخاص.")
    assert "الاتجار بالأشخاص" in found("ar", "يدين العنف والاتجار بالأشخاص.")


@pytest.mark.parametrize("lang", OFFICIAL)
def test_without_parts_of_speech_every_language_takes_stretches_of_words(lang):
    plain = grammar(lang, tagged=False)
    assert re.fullmatch(plain.pattern, "WLW")
    assert not re.fullmatch(grammar(lang, tagged=True).pattern, "WLW")
