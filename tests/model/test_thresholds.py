"""How sure is sure: one set of limits, judged in hundredths, as a confidence is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from aligner.model import Row, Status, thresholds


@dataclass(frozen=True)
class Line:
    """What is known of a row, and what its texts show."""

    status: Status = Status.CANDIDATE
    confidence: float = 0.95
    one_to_one: bool = True
    notes: int = 0
    same_number: bool = True
    numbers_differ: bool = False
    doubts: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("confidence", "sure", "uncertain"),
    [
        (1.0, True, False),
        (0.9, True, False),
        (0.895001, True, False),
        (0.8949, False, False),
        (0.8, False, False),
        (0.795001, False, False),
        (0.7949, False, True),
        (0.0, False, True),
    ],
)
def test_a_confidence_is_judged_as_it_reads(confidence: float, sure: bool, uncertain: bool) -> None:
    assert thresholds.is_sure(confidence) == sure
    assert thresholds.is_uncertain(confidence) == uncertain
    assert thresholds.needs_look(Status.CANDIDATE, confidence) == uncertain


def test_what_is_decided_needs_no_look() -> None:
    assert not any(
        thresholds.needs_look(status, 0.1) for status in Status if status != Status.CANDIDATE
    )


def test_an_omission_needs_a_look_however_sure_it_is() -> None:
    omitted = Row(0, {"fr": (3,), "en": (), "zh": ()}, 0.99)
    assert omitted.needs_look and omitted.lacking == ("en", "zh")
    assert not Row(0, {"fr": (3,), "en": (2,), "zh": (2,)}, 0.99).needs_look
    assert not thresholds.needs_look(Status.APPROVED, 0.99, complete=False)


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.APPROVED},
        {"status": Status.REJECTED},
        {"confidence": 0.89},
        {"one_to_one": False},
        {"notes": 1},
        {"same_number": False},
        {"numbers_differ": True},
        {"doubts": ("another date",)},
    ],
    ids=str,
)
def test_a_row_goes_in_bulk_unless_anything_speaks_against_it(change: dict[str, object]) -> None:
    def goes(line: Line) -> bool:
        return thresholds.bulk_at_sight(line) and thresholds.bulk_when_read(line)

    assert goes(Line())
    assert not goes(replace(Line(), **change))  # type: ignore[arg-type]
