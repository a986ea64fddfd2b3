"""What a person can have decided."""

from __future__ import annotations

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
