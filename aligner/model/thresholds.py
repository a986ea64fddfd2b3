"""How sure is sure: the limits that commands, pages, reports and the alignment itself ask.

A confidence is a probability. It is shown in hundredths and judged as it is shown, so that nothing
that reads 0.80 counts as less than 0.80.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aligner.model.status import Status

SURE = 0.9
"""Confidence from which a row is sure: wrong less than once in ten."""
UNCERTAIN = 0.8
"""Confidence below which a person is asked to look: wrong more than once in five."""
DOUBTFUL = 0.5
"""Confidence below which a row is more likely wrong than right."""
UNCHECKED = 0.3
"""Confidence below which the rules of consistency have nothing to compare."""

WORTH_A_LOOK = 0.3
"""Score of a term below which it goes into no file of a run: mostly words that stood together."""


def is_sure(confidence: float) -> bool:
    """Whether nobody need look for the confidence's sake.

    >>> is_sure(0.896), is_sure(0.894)
    (True, False)
    """
    return shown(confidence) >= SURE


def is_uncertain(confidence: float) -> bool:
    """Whether a person had better look.

    >>> is_uncertain(0.794), is_uncertain(0.796)
    (True, False)
    """
    return shown(confidence) < UNCERTAIN


def needs_look(status: Status, confidence: float, *, complete: bool = True) -> bool:
    """Whether nobody has decided on a row that is uncertain, or that some language lacks.

    An omission may be as sure as can be, and is still what a person must see.

    Args:
        status: What was decided.
        confidence: Probability that the row is right.
        complete: Every language has a text in it.

    >>> needs_look(Status.CANDIDATE, 0.99, complete=False)
    True
    """
    return status is Status.CANDIDATE and (is_uncertain(confidence) or not complete)


class Seen(Protocol):
    """What is known of a row without its texts."""

    @property
    def status(self) -> Status:
        """What was decided of it."""

    @property
    def confidence(self) -> float:
        """Probability that it is right."""

    @property
    def one_to_one(self) -> bool:
        """Whether every language has exactly one text."""

    @property
    def notes(self) -> int:
        """How many notes it has."""


class Read(Protocol):
    """What only the texts of a row show."""

    @property
    def same_number(self) -> bool:
        """Whether every language has the same label, and there is one."""

    @property
    def numbers_differ(self) -> bool:
        """Whether two languages hold other numbers."""

    @property
    def doubts(self) -> Sequence[object]:
        """What may be wrong with it."""


def bulk_at_sight(row: Seen) -> bool:
    """Whether a row may be approved together with others, as far as can be seen without its texts.

    It is pending, one text in every language, sure, and nobody has written a note on it.
    """
    return (
        row.status is Status.CANDIDATE
        and row.one_to_one
        and is_sure(row.confidence)
        and not row.notes
    )


def bulk_when_read(facts: Read) -> bool:
    """The rest of :func:`bulk_at_sight`: one label and the same numbers everywhere, no doubt."""
    return facts.same_number and not facts.numbers_differ and not facts.doubts


BULK_IN_WORDS = (
    f"pending, one text in every language, the same number in each, the same numbers in its text, "
    f"sure ({SURE:.2f} or more), without a note and with nothing flagged"
)
"""The same for people."""


def shown(confidence: float) -> float:
    """A confidence as people read it, and as every limit takes it."""
    return round(confidence, 2)
