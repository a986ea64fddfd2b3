"""One replacement in a paragraph as it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aligner.model import Change


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put ``after`` in place of ``text[start:end]``; the other fields are those of a change."""

    start: int
    end: int
    after: str
    rule: str
    reason: str
    confidence: float

    def holds(self, start: int, end: int) -> bool:
        """True where a stretch lies in what it is about."""
        return self.start <= start and end <= self.end

    def meets(self, other: Edit | Change) -> bool:
        """True where both are about some of the same letters."""
        return self.start < other.end and other.start < self.end


def shifted(offset: int, changes: Iterable[Change]) -> int:
    """Where an offset of a text is when changes have been made to it, which are in order."""
    shift = 0
    for change in changes:
        if change.start - shift >= offset:
            break
        shift += len(change.after) - len(change.before)
    return offset + shift


def apply(
    text: str, edits: Iterable[Edit], paragraph: int, line: int | None
) -> tuple[str, tuple[Change, ...]]:
    """The mended text and its changes, in order; of edits that overlap the first stands."""
    pieces: list[str] = []
    changes: list[Change] = []
    at = length = 0
    for edit in sorted(edits):
        before = text[edit.start : edit.end]
        if edit.start < at or before == edit.after:
            continue
        kept = text[at : edit.start]
        start = length + len(kept)
        pieces += (kept, edit.after)
        length = start + len(edit.after)
        at = edit.end
        changes.append(
            Change(
                paragraph,
                start,
                length,
                before,
                edit.after,
                edit.rule,
                edit.reason,
                round(edit.confidence, 3),
                line,
            )
        )
    return "".join((*pieces, text[at:])), tuple(changes)
