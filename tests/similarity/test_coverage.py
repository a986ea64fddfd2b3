"""What of a text is said elsewhere, and whether in the same order."""

from __future__ import annotations

import numpy as np
import pytest

from aligner.similarity.coverage import Coverage, Words

LETTERS = "abcdefgh"


def words(units: list[str]) -> Words:
    """Each letter is a word that is like itself alone."""
    indices = [LETTERS.index(letter) for unit in units for letter in unit]
    starts = np.cumsum([0, *map(len, units)])
    identity = np.eye(len(LETTERS), dtype=np.float32)
    return Words(identity, np.ones(len(LETTERS), np.float32), np.array(indices, np.int64), starts)


def order(src: list[str], tgt: list[str]) -> list[float]:
    bead = np.array([[len(src), len(tgt), len(src), len(tgt)]])
    return Coverage(words(src), words(tgt), 6).order(bead)[0].tolist()


def test_a_run_covers_what_it_says() -> None:
    found = Coverage(words(["abcd"]), words(["ab", "ce"]), 6).block(
        range(1, 2), range(1, 3), [(1, 1), (1, 2)]
    )
    assert found.src[:, 0, 1].tolist() == pytest.approx([1 / 4, 3 / 4])
    assert found.tgt[:, 0, 1].tolist() == pytest.approx([1 / 2, 3 / 4])
    assert found.least[1, 0, 1] == pytest.approx(1 / 2)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_heading_that_the_paragraph_begins_with_has_its_part(mirrored: bool) -> None:
    one, several = ["abcdef"], ["ab", "cdef"]
    out_of_order, part_least, found_least = order(several, one) if mirrored else order(one, several)
    assert (out_of_order, part_least, found_least) == pytest.approx((0, 0, 1))


def test_a_heading_of_which_the_paragraph_speaks_only_later_has_none() -> None:
    out_of_order, part_least, found_least = order(["cdefb"], ["ab", "cdefb"])
    assert out_of_order == pytest.approx(0)
    assert part_least == pytest.approx(np.log(1 / 3))
    assert found_least == 0


def test_parts_that_stand_the_other_way_round_are_out_of_order() -> None:
    assert order(["cdab"], ["ab", "cd"])[0] == pytest.approx(1 / 2)


def test_order_is_asked_only_where_one_unit_stands_against_several() -> None:
    assert order(["ab"], ["ab"]) == [0, 0, 0]
    assert order(["ab", "c"], ["ab", "c"]) == [0, 0, 0]
    assert order(["ab", "c"], [""]) == [0, 0, 0]
