"""Stretches of a paragraph that one side says and the other does not."""

from __future__ import annotations

import pytest

from aligner.consistency import Finding, Severity, check
from aligner.consistency.omission import ADDITION, OMISSION
from aligner.consistency.settings import RuleSettings, Settings
from tests.consistency.drafts import of_lines

WHOLE = {
    "fr": "Le Comité publie chaque année un rapport sur les droits des travailleurs migrants, "
    "que le Secrétaire général transmet aux parlements nationaux avant la fin du mois de mars, "
    "et invite les organisations syndicales à présenter leurs observations par écrit.",
    "en": "The Committee publishes every year a report on the rights of migrant workers, "
    "which the Secretary-General transmits to national parliaments before the end of March, "
    "and invites trade union organizations to submit their observations in writing.",
    "es": "El Comité publica cada año un informe sobre los derechos de los trabajadores migrantes, "
    "que el Secretario General transmite a los parlamentos nacionales antes de finales de marzo, "
    "e invita a las organizaciones sindicales a presentar sus observaciones por escrito.",
    "ru": "Комитет ежегодно публикует доклад о правах трудящихся-мигрантов, "
    "который Генеральный секретарь направляет национальным парламентам до конца марта, "
    "и предлагает профсоюзным организациям представить свои замечания в письменном виде.",
    "zh": "委员会每年发表一份关于移徙工人权利的报告，秘书长在三月底之前将报告转交各国议会，"
    "并邀请工会组织以书面形式提出意见。",
    "ar": "تنشر اللجنة كل سنة تقريرا عن حقوق العمال المهاجرين، "
    "يحيله الأمين العام إلى البرلمانات الوطنية قبل نهاية شهر آذار/مارس، "
    "وتدعو المنظمات النقابية إلى تقديم ملاحظاتها كتابة.",
}


def found(src: str, tgt: str, lang: str) -> list[Finding]:
    report = check(of_lines(src, tgt, lang))
    return [f for f in report.findings if f.rule in (OMISSION, ADDITION)]


def without_middle(lang: str) -> tuple[str, str]:
    first, middle, last = WHOLE[lang].replace("，", ", ").replace("،", ",").split(", ", 2)
    return f"{first}, {last}", middle


@pytest.mark.parametrize("lang", ["en", "es", "ru", "ar", "zh"])
def test_a_clause_that_is_left_out_is_told_and_marked(lang: str) -> None:
    assert not found(WHOLE["fr"], WHOLE[lang], lang)
    (finding,) = found(WHOLE["fr"], without_middle(lang)[0], lang)
    assert finding.rule == OMISSION and finding.side == "src"
    assert "parlements nationaux" in WHOLE["fr"][slice(*finding.span)]
    assert "travailleurs" not in WHOLE["fr"][slice(*finding.span)]


def test_a_long_clause_is_a_warning() -> None:
    (finding,) = found(WHOLE["fr"], without_middle("en")[0], "en")
    assert finding.severity is Severity.WARNING


def test_what_stands_there_in_other_words_is_not_told() -> None:
    src = (
        "Le Bureau transmet ses avis aux missions permanentes, lorsque les circonstances s’y "
        "prêtent, dans le respect de son règlement intérieur et de ses obligations de "
        "confidentialité, et leur communique sans retard les noms des experts retenus."
    )
    said = "The Office sends its opinions to the permanent missions, {}and provides them promptly "
    said += "with the names of the selected experts."
    reworded = "as appropriate, under its rules of procedure and its confidentiality duties, "
    assert not found(src, said.format(reworded), "en")
    assert found(src, said.format(""), "en")


def test_a_number_that_went_with_a_passage_is_told_with_the_passage() -> None:
    src = (
        "Part de la population urbaine desservie par les transports publics "
        "(identique à l’indicateur proposé en remplacement de l’indicateur 11.3.2 ci-dessous)"
    )
    draft = "Share of the urban population served by public transport"
    (only,) = check(of_lines(src, draft)).findings
    assert (only.rule, only.severity) == (OMISSION, Severity.WARNING)
    assert "11.3.2" in src[slice(*only.span)]
    capped = Settings(rules={OMISSION: RuleSettings(True, Severity.HINT)})
    rules = {f.rule for f in check(of_lines(src, draft), settings=capped).findings}
    assert rules == {OMISSION, "reference"}


def test_a_clause_that_is_added_is_marked_in_the_draft() -> None:
    (finding,) = found(without_middle("fr")[0], WHOLE["en"], "en")
    assert finding.rule == ADDITION and finding.side == "tgt"
    assert "parliaments" in WHOLE["en"][slice(*finding.span)]
