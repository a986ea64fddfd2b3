"""What a person can have decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """What has been decided about a row, an entry or a term."""

    CANDIDATE = "candidate"
    APPROVED = "approved"
    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    REJECTED = "rejected"
    EXCLUDED = "excluded"


USABLE = (Status.PREFERRED, Status.APPROVED, Status.ADMITTED)
"""Statuses of terms that may be used, the best first."""
AVOIDED = (Status.DEPRECATED, Status.FORBIDDEN)
"""Statuses of terms that are not to be used."""

_SAID = {Status.CANDIDATE: "pending", Status.EXCLUDED: "set aside"}


def said(status: str) -> str:
    """A status as people say it; words that are none are left as they are.

    >>> said("candidate"), said("approved")
    ('pending', 'approved')
    """
    return _SAID[Status(status)] if status in _SAID else str(status)


def together(statuses: Iterable[Status]) -> Status:
    """The status that all have; candidate where they differ, as something is still to be decided.

    >>> together([Status.APPROVED, Status.APPROVED]).value
    'approved'
    >>> together([Status.APPROVED, Status.REJECTED]).value
    'candidate'
    """
    found = {*statuses}
    return found.pop() if len(found) == 1 else Status.CANDIDATE
