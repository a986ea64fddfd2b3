"""Errors that a person can act on.

::

    AlignerError            every error that the tool raises on purpose
    ├── InputError          a file or text that cannot be used as it is
    │   └── Exceeded        one that asks for more time or memory than it may have
    ├── UsageError          a request that makes no sense as it stands
    ├── ModelError          weights or a pipeline that is missing, cut short or of another version
    ├── OutputError         a result that cannot be written
    └── StoreError          a project database that cannot be used
        ├── Conflict        a decision made for a state that somebody else has changed since
        └── Forbidden       a decision that the person's role does not allow

Each message is one line that says what is wrong, with which file, page or line, and what to do.
The command line prints it as it is and exits with status 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class AlignerError(Exception):
    """Root of every error that the tool raises on purpose."""


class InputError(AlignerError):
    """A file or text that cannot be used as it is."""


class Exceeded(InputError):  # noqa: N818 - a state of affairs, not a fault
    """A file that asks for more time or memory than it may have.

    Attributes:
        what: What it asked for, such as ``is not read after 10 s of processor time``.
    """

    def __init__(self, message: str, *, what: str = "") -> None:
        super().__init__(message)
        self.what = what


class UsageError(AlignerError):
    """A request that makes no sense as it stands, such as two files of one language."""


class ModelError(AlignerError):
    """Weights or a language pipeline that is missing, cut short or of another version."""


class OutputError(AlignerError):
    """A result that cannot be written: a read-only folder, a full disk."""


class StoreError(AlignerError):
    """A project database that cannot be opened, read or written."""


class Conflict(StoreError):  # noqa: N818 - a state of affairs, not a fault
    """A decision made for a state that somebody else has changed since; nothing was written.

    Attributes:
        subject: What it was about, such as ``row 12``.
        wanted: What the person wanted to have there, as it would have been logged.
        standing: What stands there now.
        by: Who changed it last; empty where the log does not say.
    """

    def __init__(
        self,
        message: str,
        *,
        subject: str = "",
        wanted: Mapping[str, Any] | None = None,
        standing: Mapping[str, Any] | None = None,
        by: str = "",
    ) -> None:
        super().__init__(message)
        self.subject = subject
        self.wanted = wanted or {}
        self.standing = standing or {}
        self.by = by


class Forbidden(StoreError):  # noqa: N818
    """A decision that the person's role does not allow; nothing was written."""


def require(value: object, kind: type, what: str, advice: str) -> None:
    """See that a caller gave what a function takes.

    Args:
        value: What was given.
        kind: What it has to be.
        what: What was called, such as ``align``.
        advice: What to write instead.

    Raises:
        UsageError: It is something else.
    """
    if not isinstance(value, kind):
        given = repr(value) if isinstance(value, str) else f"a {type(value).__name__}"
        raise UsageError(f"{what} takes a {kind.__name__}, not {given}; {advice}")
