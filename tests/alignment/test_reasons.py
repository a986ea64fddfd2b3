"""Why a bead may be wrong, in words."""

from __future__ import annotations

import pytest

from aligner.alignment.reasons import reason
from aligner.model import Bead, Paragraph


def said(ours: str, theirs: str, confidence: float = 0.95) -> str:
    return reason(Bead((0,), (0,), confidence), [Paragraph(0, ours)], [Paragraph(0, theirs)])


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("le mandat prend fin en 2019", "the mandate ends in 2018", "numbers differ: 2019 / 2018"),
        ("le mandat prend fin en 2019", "the mandate ends then", "numbers differ: 2019 / none"),
        ("en 2019 et après 2019", "in 2019 and thereafter", ""),
        ("le 3 mai 2019", "2019年5月3日", ""),
    ],
)
def test_numbers_differ_where_a_reviewer_would_say_so(ours: str, theirs: str, words: str) -> None:
    assert said(ours, theirs) == words


def test_what_reads_as_uncertain_has_a_reason_and_what_does_not_has_none() -> None:
    assert said("Prie", "Requests", 0.79)
    assert not said("Prie", "Requests", 0.796)
