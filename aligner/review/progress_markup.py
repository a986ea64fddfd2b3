"""HTML of how far each document is, and how often people agreed with the alignment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Event, Status
from aligner.review.confidence import BANDS, Band, band
from aligner.review.frame import desk
from aligner.review.markup import escape
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


def table(told: Sequence[Progress]) -> str:
    """One line a document: its progress as a bar, and the agreement over all and by band."""
    head = "".join(
        f"<th>{name}</th>"
        for name in ("Document", "Progress", "", "Agreement", *(b.word for b in BANDS))
    )
    lines = "".join(_line(of) for of in told)
    return (
        '<table class="al-projects al-progresses" aria-label="Progress and agreement">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
        '<p class="al-quiet">Agreement: of the rows that people approved or rejected, the share '
        "that was approved as it was aligned, over all and by the confidence it had been given. "
        "Where confidences mean what they say, the share of a band lies within the band: "
        + ", ".join(f"{b.word} from {b.floor:.2f}" for b in BANDS)
        + ".</p>"
    )


def _line(of: Progress) -> str:
    url = escape(desk.link("review", project=of.project.id, status="pending"))
    total = max(1, sum(of.statuses.values()))
    told = ", ".join(f"{of.statuses[s]:,} {word}" for s, word, _ in _STATUSES if of.statuses[s])
    bar = "".join(
        f'<i class="al-{css}" style="width:{100 * of.statuses[status] / total:.1f}%"></i>'
        for status, _, css in _STATUSES
        if of.statuses[status]
    )
    bands = "".join(f"<td>{_share(*of.agreed[b])}</td>" for b in BANDS)
    overall = "–" if of.agreement is None else f"<b>{100 * of.agreement:.0f} %</b>"
    return (
        f'<tr><td><a href="{url}" data-go="{url}"><strong>{escape(of.project.name)}</strong></a>'
        f'</td><td><div class="al-bar al-wide" role="img" aria-label="{told}" title="{told}">{bar}'
        f'</div></td><td class="al-quiet">{told}</td><td>{overall}</td>{bands}</tr>'
    )


def _share(good: int, decided: int) -> str:
    if not decided:
        return '<span class="al-quiet">–</span>'
    return f"{100 * good / decided:.0f} % <small>of {decided:,}</small>"
