"""Numbers and labels compare across scripts."""

from __future__ import annotations

import pytest

from aligner.similarity.cues import cues, label_of, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S/RES/2253 (2015)", ["2253", "2015"]),
        ("القرار ٢٢٥٣ (٢٠١٥)", ["2253", "2015"]),
        ("第2253(2015)号决议", ["2253", "2015"]),
        ("第十七条", ["17"]),
        ("第一百二十三条", ["123"]),
        ("二〇一六年", ["2016"]),
        ("Part IV", ["4"]),
        ("1 000 personnes, 1,000 persons, 1.000 personas", ["1000", "1000", "1000"]),
        ("no numbers", []),
        ("DROIT CIVIL, CICR, CITES, CD", []),
        ("CIVIL LAW, Title XLIV", ["44"]),
    ],
)
def test_numbers_are_read_in_every_script(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12. Decides to act;", "12"),
        ("1 - يدين", "1"),
        ("(c) To investigate", "c"),
        ("c) A enquêter", "c"),
        ("Decides to act;", ""),
        ("", ""),
    ],
)
def test_labels_are_read_from_the_beginning_of_a_unit(text: str, label: str) -> None:
    assert label_of(text) == label


def test_cues_of_nothing_have_no_rows() -> None:
    assert cues([]).numbers.shape[0] == 0


def test_a_heading_that_ran_into_its_paragraph_is_seen_by_a_word_that_is_usually_small() -> None:
    found = cues(
        [
            "Entrée en vigueur Les lois entrent en vigueur.",
            "Il modifie les lois et les règlements. Les lois restent.",
            "Le Secrétaire général et les Nations Unies",
        ]
    )
    assert found.hidden_open.tolist() == [1, 0, 0]
    assert found.hidden_closed.tolist() == [0, 1, 0]


def test_inner_stops_are_seen_in_chinese_and_arabic() -> None:
    assert cues(["决定：审议。", "قرر؛ وطلب."]).hidden_closed.tolist() == [1, 1]


def test_letters_and_capitals_are_counted_in_any_script() -> None:
    found = cues(["", "A b", "Été  du CONSEIL 12", "第十七条　规定", "\u00a0x", "Решение"])
    assert found.letters.tolist() == [0, 2, 14, 6, 1, 7]
    assert found.capitals.tolist() == pytest.approx([0, 1 / 2, 8 / 12, 0, 0, 1 / 7])
