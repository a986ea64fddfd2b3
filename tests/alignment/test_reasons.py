"""Why a bead may be wrong, in words."""

from __future__ import annotations

import pytest

from aligner.alignment.reasons import reason
from aligner.model import Bead, Paragraph


def said(ours: str, theirs: str, confidence: float = 0.95, tgt: str = "en") -> str:
    sides = [Paragraph(0, ours)], [Paragraph(0, theirs)]
    return reason(Bead((0,), (0,), confidence), *sides, ("fr", tgt))


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("dans les trente jours", "within 30 days", ""),
        ("un prêt de 5 pour cent", "a loan at 5.00 per cent", ""),
        ("le GREFFE CIVIL", "the CITES office", ""),
        ("les deux années", "2 years", ""),
        ("l'article visé au paragraphe 3", "the article there cited", ""),
        ("trois ans et 14 jours", "3 years and 15 days", "numbers differ: 14 / 15"),
        ("le mandat prend fin en 2019", "the mandate ends in 2018", "numbers differ: 2019 / 2018"),
        ("le mandat prend fin en 2019", "the mandate ends then", "numbers differ: 2019 / none"),
        ("en 2019 et après 2019", "in 2019 and thereafter", ""),
    ],
)
def test_numbers_differ_where_a_reviewer_would_say_so(ours: str, theirs: str, words: str) -> None:
    assert said(ours, theirs) == words


@pytest.mark.parametrize(
    ("ours", "theirs", "tgt"),
    [
        ("le 3 mai 2019", "2019年5月3日", "zh"),
        ("100 milliards de dollars", "1000亿美元", "zh"),
        ("pour 100 000 habitants", "لكل 000 100 نسمة", "ar"),
        ("100 milliards de dollars", "100.000 millones de dólares", "es"),
        ("au cours des 12 mois", "в течение двенадцати месяцев", "ru"),
    ],
)
def test_numbers_agree_however_a_language_writes_them(ours: str, theirs: str, tgt: str) -> None:
    assert said(ours, theirs, tgt=tgt) == ""


def test_what_reads_as_uncertain_has_a_reason_and_what_does_not_has_none() -> None:
    assert said("Prie", "Requests", 0.79)
    assert not said("Prie", "Requests", 0.796)


def test_other_pairings_are_called_likelier_only_where_they_are() -> None:
    assert "likelier" in said("Prie", "Requests", 0.49)
    assert "likelier" not in said("Prie", "Requests", 0.5)


@pytest.mark.parametrize(
    ("src", "tgt", "words"),
    [((0,), (0, 1), "1 paragraph against 2"), ((0, 1, 2), (0,), "3 paragraphs against 1")],
)
def test_paragraphs_are_counted(src: tuple[int, ...], tgt: tuple[int, ...], words: str) -> None:
    sides = [[Paragraph(i, "Texte") for i in ids] for ids in (src, tgt)]
    assert reason(Bead(src, tgt, 0.7), *sides, ("fr", "en")).endswith(words)
