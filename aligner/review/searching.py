"""Words that are looked for in the rows of a document, and what replacing them would make of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from aligner.errors import UsageError
from aligner.store import OutlineRow
from aligner.store.deeds.rows import EditCells

Texts = Mapping[int, Mapping[str, str]]
"""The words of rows without their labels, a paragraph a line, by row id and language."""

_LONGEST = 200  # characters of what is looked for
_NESTED = re.compile(r"[+*}]\??\)(?:[+*]|\{\d)")
"""A repeat of what holds a repeat: on some texts it takes for ever."""


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
    def compiled(self) -> re.Pattern[str]:
        """As a regular expression; apostrophes and spaces of any kind are the same in words."""
        if not self.words.strip():
            raise UsageError("say what to look for")
        if len(self.words) > _LONGEST:
            raise UsageError(f"look for {_LONGEST} characters at most")
        flags = re.NOFLAG if self.exact else re.IGNORECASE
        if not self.pattern:
            said = re.escape(self.words).replace("'", "’").replace("’", "['’]")
            return re.compile(re.sub(r"(?:\\?\s)+", r"\\s+", said), flags)
        if _NESTED.search(self.words):
            raise UsageError("a repeat inside a repeat can take for ever; write it without")
        try:
            return re.compile(self.words, flags)
        except re.error as error:
            raise UsageError(f"this is no regular expression: {error}") from None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand; an empty stretch does not count."""
        found = (match.span() for match in self.compiled.finditer(text))
        return [(start, end) for start, end in found if end > start]

    def looks_in(self, lang: str) -> bool:
        """Whether it is looked for in a language."""
        return self.lang in ("", lang)

    def rows(self, texts: Texts, languages: Sequence[str]) -> frozenset[int]:
        """The rows in which the words stand, by id."""
        langs = [lang for lang in languages if self.looks_in(lang)]
        return frozenset(
            row for row, of in texts.items() if any(self.spans(of.get(lang, "")) for lang in langs)
        )

    def replaced(self, text: str) -> str:
        """A text with the words replaced.

        Raises:
            UsageError: The replacement names a group that is not there.
        """
        by = self.by or ""
        try:
            return self.compiled.sub(by if self.pattern else lambda match: by, text)
        except (re.error, IndexError) as error:
            raise UsageError(f"the replacement does not fit the expression: {error}") from None


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
