"""Filters over rows, as they stand in the URL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from aligner.model import Status, thresholds
from aligner.review import doubts
from aligner.review.doubts import Doubt, Mark
from aligner.store import OutlineRow


class Standing(StrEnum):
    """What was decided of a row, as a filter."""

    ANY = "any"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    ASIDE = "aside"


class Show(StrEnum):
    """What a row is like, as a filter; its value stands in the URL."""

    ALL = "all"
    DOUBT = "doubt"
    UNCERTAIN = "uncertain"
    NOT_ONE_TO_ONE = "not-1-1"
    NOTES = "notes"
    BY = "by"
    SINCE = "since"
    SAMPLE = "sample"
    FOUND = "found"
    LEFT_OUT = Mark.LEFT_OUT.value
    ADDED = Mark.ADDED.value
    NUMBER = Mark.NUMBER.value
    DATE = Mark.DATE.value
    SYMBOL = Mark.SYMBOL.value
    NEGATION = Mark.NEGATION.value
    LANGUAGE = Mark.LANGUAGE.value
    OCR = Mark.OCR.value


STANDINGS = {
    Standing.ANY: "All",
    Standing.PENDING: "Pending",
    Standing.APPROVED: "Approved",
    Standing.REJECTED: "Rejected",
    Standing.ASIDE: "Set aside",
}
TITLES = {
    Show.ALL: "Any row",
    Show.DOUBT: "Any doubt",
    Show.UNCERTAIN: "Uncertain",
    Show.NOT_ONE_TO_ONE: "Not 1:1",
    Show.NOTES: "With notes",
    Show.BY: "Mine",
    Show.SINCE: "Changed since",
    Show.SAMPLE: "Sample",
    Show.FOUND: "Found",
    **{Show(mark.value): title for mark, title in doubts.TITLES.items()},
}
MARKS = tuple(Show(mark.value) for mark in Mark)
"""The filters that show rows with one kind of doubt each."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are shown.

    Attributes:
        standing: What was decided of them.
        show: What they are like.
        by: Name of the person who changed them last, for :attr:`Show.BY`.
        since: When they were changed at the earliest, for :attr:`Show.SINCE`.
    """

    standing: Standing = Standing.ANY
    show: Show = Show.ALL
    by: str = ""
    since: datetime | None = None

    @staticmethod
    def of_query(query: Mapping[str, str]) -> Filter:
        """The filter that a URL names; what it does not know it leaves open."""
        standing, show = query.get("status", ""), query.get("show", "")
        since = _time(query.get("since", ""))
        by = query.get("by", "")
        found = Show(show) if show in set(Show) else Show.ALL
        if (found == Show.BY and not by) or (found == Show.SINCE and not since):
            found = Show.ALL
        return Filter(
            Standing(standing) if standing in set(Standing) else Standing.ANY, found, by, since
        )

    def query(self) -> dict[str, str]:
        """The filter as query parameters; what is open is absent."""
        given = {
            "status": "" if self.standing == Standing.ANY else self.standing.value,
            "show": "" if self.show == Show.ALL else self.show.value,
            "by": self.by if self.show == Show.BY else "",
            "since": f"{self.since:%Y-%m-%dT%H:%M}"
            if self.show == Show.SINCE and self.since
            else "",
        }
        return {name: value for name, value in given.items() if value}


PARAMETERS = ("status", "show", "by", "since")


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def is_uncertain(row: OutlineRow) -> bool:
    """True where a person had better look."""
    return thresholds.is_uncertain(row.confidence)


def is_pending(row: OutlineRow) -> bool:
    """True where nobody has decided yet."""
    return row.status == Status.CANDIDATE


def is_open(row: OutlineRow) -> bool:
    """True where nobody has decided on a row that is uncertain, or that some language lacks."""
    return row.needs_look


class Traits(NamedTuple):
    """What filters look at, so that rows alike are counted as one.

    Attributes:
        marks: Kinds of what may be wrong, as far as anybody has looked.
    """

    standing: Standing
    uncertain: bool
    one_to_one: bool
    marks: frozenset[Mark]
    noted: bool
    changer: str

    @staticmethod
    def of(row: OutlineRow, found: Iterable[Doubt] = ()) -> Traits:
        """The traits of a row, and of what may be wrong with it."""
        return Traits(
            standing=_STANDING[row.status],
            uncertain=is_uncertain(row),
            one_to_one=row.one_to_one,
            marks=frozenset(doubt.mark for doubt in found),
            noted=row.notes > 0,
            changer=row.changer,
        )

    @property
    def doubted(self) -> bool:
        """True where a person had better look, for whatever reason."""
        return self.uncertain or bool(self.marks)

    @property
    def open(self) -> bool:
        """True where that is so and nobody has decided."""
        return self.doubted and self.standing is Standing.PENDING

    def fit(self, show: Show, by: str) -> bool:
        """True where rows like this pass; those whose times must be seen pass too."""
        match show:
            case Show.UNCERTAIN:
                return self.uncertain
            case Show.NOT_ONE_TO_ONE:
                return not self.one_to_one
            case Show.DOUBT:
                return self.doubted
            case Show.NOTES:
                return self.noted
            case Show.BY:
                return self.changer == by
            case mark if mark in MARKS:
                return Mark(mark.value) in self.marks
            case _:
                return True


def fits(row: OutlineRow, traits: Traits, only: Filter) -> bool:
    """True where a row passes a filter."""
    if only.standing not in (Standing.ANY, traits.standing):
        return False
    match only.show:
        case Show.SINCE:
            return bool(row.changed and only.since and row.changed >= only.since)
        case show:
            return traits.fit(show, only.by)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows each choice would leave, the other choice being as it is.

    Attributes:
        standings: By what was decided.
        shows: By what the row is like; times are not counted, as they have many values, and a
            sample is known to who has drawn it.
    """

    standings: Mapping[Standing, int]
    shows: Mapping[Show, int]

    @staticmethod
    def of(rows: Iterable[Traits], only: Filter, actor: str) -> Counts:
        """Count rows for a person who has a filter on."""
        standings: dict[Standing, int] = dict.fromkeys(Standing, 0)
        shows: dict[Show, int] = dict.fromkeys(_COUNTED, 0)
        for traits, count in Counter(rows).items():
            if traits.fit(only.show, only.by):
                standings[Standing.ANY] += count
                standings[traits.standing] += count
            if only.standing in (Standing.ANY, traits.standing):
                for show in _COUNTED:
                    shows[show] += count * traits.fit(show, actor)
        return Counts(standings, shows)


PASSING = (Show.SAMPLE, Show.FOUND)
"""The filters of one sitting, which nobody else could know what they let through."""

_COUNTED = tuple(show for show in Show if show not in (Show.SINCE, *PASSING))
_STANDING = {
    Status.CANDIDATE: Standing.PENDING,
    Status.APPROVED: Standing.APPROVED,
    Status.REJECTED: Standing.REJECTED,
    Status.EXCLUDED: Standing.ASIDE,
}
