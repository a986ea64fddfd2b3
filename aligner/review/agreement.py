"""How far each document is, and how often people agreed with the alignment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Event, Status
from aligner.review.confidence import BANDS, Band, band
from aligner.store import OutlineRow, ProjectSummary

BY_HAND = frozenset({"edit", "merge", "merge rows", "split", "gap", "move"})
"""Actions by which a person puts a row right."""

_STATUSES = (
    (Status.APPROVED, "approved", "sure"),
    (Status.REJECTED, "rejected", "doubtful"),
    (Status.EXCLUDED, "set aside", "likely"),
    (Status.CANDIDATE, "pending", "pending"),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What people have made of one project.

    Attributes:
        statuses: Rows by status.
        agreed: By band of confidence, how many decided rows were approved as they were aligned, and
            how many were decided. Rows that were set aside count as neither.
    """

    project: ProjectSummary
    statuses: Mapping[Status, int]
    agreed: Mapping[Band, tuple[int, int]]

    @staticmethod
    def of(
        project: ProjectSummary, rows: Sequence[OutlineRow], events: Iterable[Event]
    ) -> Progress:
        """The progress of a project from its rows and its log."""
        mended = {
            row
            for event in events
            if event.action in BY_HAND and not event.undone
            for row in event.rows
        }
        statuses = dict.fromkeys((status for status, *_ in _STATUSES), 0)
        agreed = dict.fromkeys(BANDS, (0, 0))
        for row in rows:
            statuses[row.status] += 1
            if row.status in (Status.APPROVED, Status.REJECTED):
                good, all_of = agreed[band(row.confidence)]
                as_aligned = row.status == Status.APPROVED and row.id not in mended
                agreed[band(row.confidence)] = (good + as_aligned, all_of + 1)
        return Progress(project, statuses, agreed)

    @property
    def agreement(self) -> float | None:
        """Share of the decided rows that were approved as they were aligned; None without any."""
        good = sum(found[0] for found in self.agreed.values())
        decided = sum(found[1] for found in self.agreed.values())
        return good / decided if decided else None

    @property
    def told(self) -> str:
        """Its rows by what was decided, in words."""
        return ", ".join(
            f"{self.statuses[status]:,} {word}"
            for status, word, _ in _STATUSES
            if self.statuses[status]
        )

    @property
    def bar(self) -> list[tuple[str, float]]:
        """Share of its rows by what was decided, each with its colour."""
        total = max(1, sum(self.statuses.values()))
        return [
            (colour, self.statuses[status] / total)
            for status, _, colour in _STATUSES
            if self.statuses[status]
        ]
