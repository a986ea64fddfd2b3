"""What can be seen of a row only in its texts: whether numbers and labels agree over languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from aligner.model import Paragraph
from aligner.store import OutlineRow, Store

_AT_ONCE = 500  # rows whose texts are in memory at once


@dataclass(frozen=True, slots=True)
class Facts:
    """What the texts of a row show.

    Attributes:
        version: Version of the row that was looked at.
        numbers_differ: Two of its languages do not hold the same numbers, labels left out.
        same_number: Every language has the same label, and there is one.
    """

    version: int
    numbers_differ: bool
    same_number: bool


class FactBook:
    """The facts of a project's rows, each found once for each version of a row."""

    def __init__(self, database: Store) -> None:
        self._database = database
        self._known: dict[int, Facts] = {}
        self._lock = Lock()

    def of(self, rows: Sequence[OutlineRow]) -> Mapping[int, Facts]:
        """The facts of rows, by row id; those of other rows may be there too."""
        with self._lock:
            new = [row for row in rows if not self._is_known(row)]
            for start in range(0, len(new), _AT_ONCE):
                self._look(new[start : start + _AT_ONCE])
            return self._known

    def _is_known(self, row: OutlineRow) -> bool:
        known = self._known.get(row.id)
        return known is not None and known.version == row.version

    def _look(self, rows: Sequence[OutlineRow]) -> None:
        texts = self._database.paragraphs([row.id for row in rows])
        edits = self._database.edits([row.id for row in rows if row.edited])
        for row in rows:
            self._known[row.id] = found(row, texts.get(row.id, {}), edits.get(row.id, {}))


def found(
    row: OutlineRow, texts: Mapping[str, Sequence[Paragraph]], edits: Mapping[str, str]
) -> Facts:
    """The facts of one row from its paragraphs and from the texts that a person wrote."""
    bodies = {lang: [p.body for p in paragraphs] for lang, paragraphs in texts.items()}
    bodies |= {lang: [text] for lang, text in edits.items()}
    told = {lang: "\n".join(found) for lang, found in bodies.items() if "".join(found).strip()}
    labels = {next((p.path for p in texts.get(lang, ()) if p.path), "") for lang in row.cells}
    return Facts(
        version=row.version,
        numbers_differ=_differ(told),
        same_number=len(labels) == 1 and labels != {""},
    )


def _differ(texts: Mapping[str, str]) -> bool:
    """Whether a text counts, dates or cites what the first does not, in whatever form."""
    from aligner.amounts.differences import differences
    from aligner.amounts.equivalents import Passage
    from aligner.similarity.cues import compared_numbers

    if len({compared_numbers(text) for text in texts.values()}) < 2:
        return False
    first, *others = (Passage(text, lang) for lang, text in texts.items())
    found = (differences(first, other) for other in others)
    return any(each.src_left or each.tgt_left for each in found)
