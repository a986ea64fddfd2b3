"""Moments as the formats write them: always in UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken to be UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@lru_cache(maxsize=4096)
def to_iso(moment: datetime | None) -> str:
    """The moment as ``2016-12-20T15:00:00Z`` (ISO 8601, ``xs:dateTime``); empty for None."""
    return "" if moment is None else in_utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=4096)
def from_iso(text: str) -> datetime | None:
    """The moment of an ISO 8601 date or time; None where it is none."""
    if not text:
        return None
    try:
        return in_utc(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        return None
