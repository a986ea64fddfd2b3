"""Errors that a person can act on.

::

    AlignerError            every error that the tool raises on purpose
    ├── InputError          a file or text that cannot be used as it is
    ├── UsageError          a request that makes no sense as it stands
    ├── ModelError          weights or a pipeline that is missing, cut short or of another version
    ├── OutputError         a result that cannot be written
    └── StoreError          a project database that cannot be used

Each message is one line that says what is wrong, with which file, page or line, and what to do.
The command line prints it as it is and exits with status 2.
"""

from __future__ import annotations


class AlignerError(Exception):
    """Root of every error that the tool raises on purpose."""


class InputError(AlignerError):
    """A file or text that cannot be used as it is."""


class UsageError(AlignerError):
    """A request that makes no sense as it stands, such as two files of one language."""


class ModelError(AlignerError):
    """Weights or a language pipeline that is missing, cut short or of another version."""


class OutputError(AlignerError):
    """A result that cannot be written: a read-only folder, a full disk."""


class StoreError(AlignerError):
    """A project database that cannot be opened, read or written."""
