"""What can be seen of a row only in its texts: what may be wrong, and whether labels agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.model import Change, Paragraph
from aligner.review.doubts import Doubt, at_sight, when_read
from aligner.store import OutlineRow, Store

_AT_ONCE = 50  # rows that are looked at together


@dataclass(frozen=True, slots=True)
class Facts:
    """What the texts of a row show.

    Attributes:
        version: Version of the row that was looked at.
        numbers_differ: Two of its languages do not hold the same numbers, labels left out.
        same_number: Every language has the same label, and there is one.
        doubts: What may be wrong, in any of its languages.
    """

    version: int
    numbers_differ: bool
    same_number: bool
    doubts: tuple[Doubt, ...] = ()


def doubts_of(row: OutlineRow, facts: Facts | None) -> tuple[Doubt, ...]:
    """What may be wrong with a row in the languages that it is seen in, as far as it is known."""
    read = facts.doubts if facts is not None else ()
    return (*at_sight(row), *(doubt for doubt in read if doubt.lang in row.cells))


def batches(rows: Sequence[OutlineRow]) -> Iterator[Sequence[OutlineRow]]:
    """Rows, as many at a time as are looked at together."""
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def look(database: Store, rows: Sequence[OutlineRow]) -> dict[int, Facts]:
    """The facts of rows by row id, from their texts in the database."""
    ids = [row.id for row in rows]
    texts = database.paragraphs(ids)
    edits = database.edits([row.id for row in rows if row.edited])
    repairs = database.repairs(ids)
    return {
        i: found(row, texts.get(i, {}), edits.get(i, {}), repairs.get(i, {}))
        for i, row in zip(ids, rows, strict=True)
    }


def found(
    row: OutlineRow,
    texts: Mapping[str, Sequence[Paragraph]],
    edits: Mapping[str, str],
    repairs: Mapping[str, Sequence[Change]] | None = None,
) -> Facts:
    """The facts of one row from its paragraphs, from the texts that a person wrote, and repairs."""
    from aligner.similarity.cues import compared_numbers

    bodies = {lang: [p.body for p in paragraphs] for lang, paragraphs in texts.items()}
    bodies |= {lang: [text] for lang, text in edits.items()}
    numbers = {compared_numbers(*found) for found in bodies.values() if "".join(found).strip()}
    labels = {next((p.path for p in texts.get(lang, ()) if p.path), "") for lang in row.cells}
    return Facts(
        version=row.version,
        numbers_differ=len(numbers) > 1,
        same_number=len(labels) == 1 and labels != {""},
        doubts=tuple(when_read(texts, edits, tuple(row.cells), repairs or {})),
    )
