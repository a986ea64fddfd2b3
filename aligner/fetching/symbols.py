"""Symbols of documents in a file, a line each."""

from __future__ import annotations

from pathlib import Path

from aligner.errors import InputError, UsageError
from aligner.fetching.service import symbol_of


def read(path: Path) -> list[str]:
    """The symbols of a text file, each once and in its order; empty lines and ``# notes`` are none.

    Raises:
        InputError: The file cannot be read, or a line is no symbol; with what may be meant.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise InputError(
            f"{path}: cannot be read ({reason}); give a text with a symbol a line"
        ) from None
    found: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        try:
            found[symbol_of(written).text] = None
        except UsageError as error:
            raise InputError(f"{path}: line {number}: {error}") from None
    if not found:
        raise InputError(f"{path}: has no symbols; write one a line, such as S/RES/2331(2016)")
    return list(found)
