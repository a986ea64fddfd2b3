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
