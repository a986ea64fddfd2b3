"""Words that are looked for in the rows of a document, and what replacing them would make of it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from aligner.errors import UsageError
from aligner.store import OutlineRow
from aligner.store.deeds.rows import EditCells

Texts = Mapping[int, Mapping[str, str]]
"""The words of rows without their labels, a paragraph a line, by row id and language."""

_LONGEST = 200  # characters of what is looked for
_PATIENCE = 2.0  # seconds for all texts together; some expressions take for ever


@dataclass(frozen=True)
class Search:
    r"""What is looked for.

    Attributes:
        words: Words as they stand, or a regular expression.
        lang: The language in which; empty for all that are shown.
        pattern: The words are a regular expression.
        exact: Letter case matters.
        by: What is to stand in their place; None where nothing is to be replaced. In it ``\1`` is
            the first group of a regular expression.
    """

    words: str
    lang: str = ""
    pattern: bool = False
    exact: bool = False
    by: str | None = None

    @staticmethod
    def read(text: str) -> Search:
        """What the form of the browser says.

        Raises:
            UsageError: Nothing is looked for, or it is no regular expression.
        """
        said = json.loads(text)
        by = str(said["by"]) if said.get("replaces") else None
        search = Search(
            str(said["words"]), str(said["lang"]), bool(said["pattern"]), bool(said["exact"]), by
        )
        _ = search.compiled
        return search

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """As a regular expression; apostrophes and spaces of any kind are the same in words."""
        if not self.words.strip():
            raise UsageError("say what to look for")
        if len(self.words) > _LONGEST:
            raise UsageError(f"look for {_LONGEST} characters at most")
        flags = 0 if self.exact else regex.IGNORECASE
        if not self.pattern:
            said = (regex.escape(word, literal_spaces=True) for word in self.words.split())
            return regex.compile(r"\s+".join(said).replace("'", "’").replace("’", "['’]"), flags)
        try:
            return regex.compile(self.words, flags)
        except regex.error as error:
            raise UsageError(f"this is no regular expression: {error}") from None

    def spans(self, text: str, until: float | None = None) -> list[tuple[int, int]]:
        """Where the words stand; an empty stretch does not count.

        Args:
            text: What is looked through.
            until: When to give up, by the monotonic clock.

        Raises:
            UsageError: It takes too long.
        """
        try:
            found = [hit.span() for hit in self.compiled.finditer(text, timeout=_left(until))]
        except TimeoutError:
            raise _slow() from None
        return [(start, end) for start, end in found if end > start]

    def looks_in(self, lang: str) -> bool:
        """Whether it is looked for in a language."""
        return self.lang in ("", lang)

    def rows(self, texts: Texts, languages: Sequence[str]) -> frozenset[int]:
        """The rows in which the words stand, by id.

        Raises:
            UsageError: It takes too long.
        """
        until = time.monotonic() + _PATIENCE
        langs = [lang for lang in languages if self.looks_in(lang)]
        return frozenset(
            row
            for row, of in texts.items()
            if any(self.spans(of.get(lang, ""), until) for lang in langs)
        )

    def replaced(self, text: str) -> str:
        """A text with the words replaced.

        Raises:
            UsageError: The replacement names a group that is not there, or it takes too long.
        """
        by = self.by or ""
        new = by if self.pattern else lambda match: by
        try:
            return self.compiled.sub(new, text, timeout=_PATIENCE)
        except TimeoutError:
            raise _slow() from None
        except (regex.error, IndexError) as error:
            raise UsageError(f"the replacement does not fit the expression: {error}") from None


def _left(until: float | None) -> float:
    """Seconds; never none, which would be without end."""
    return _PATIENCE if until is None else max(1e-3, until - time.monotonic())


def _slow() -> UsageError:
    return UsageError("this expression takes too long; write it without repeats inside repeats")


class Change(NamedTuple):
    """What a replacement makes of a cell."""

    row: OutlineRow
    before: str
    after: str


def changes(search: Search, rows: Iterable[OutlineRow], texts: Texts) -> list[Change]:
    """What replacing would make of some rows, where it makes a difference.

    Raises:
        UsageError: No language is named, or a text would be empty.
    """
    if not search.lang:
        raise UsageError("choose the language in which to replace")
    found = []
    for row in rows:
        before = texts.get(row.id, {}).get(search.lang, "")
        if before and (after := search.replaced(before)) != before:
            if not after.strip():
                raise UsageError("a cell would be empty; take its text elsewhere first")
            found.append(Change(row, before, after))
    return found


def deed(search: Search, found: Sequence[Change]) -> EditCells:
    """All changes as one step, of the rows as they were shown."""
    rows = tuple((change.row.id, change.row.version) for change in found)
    return EditCells(rows, search.lang, tuple(change.after for change in found))
