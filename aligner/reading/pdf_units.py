"""Paragraphs as the tags of a PDF tell them, mended where its writer cut or joined them.

Word tags a paragraph that a page cuts as two, and all notes of a page as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from aligner.model import Cell
from aligner.reading.blocks import Role
from aligner.reading.pdf_lines import Line

STOPS = tuple(".;:!?»”\"')]…。；：！？؛؟")
_FULL = 0.85
"""Share of the longest line from which on a line is full."""
_SAME_EDGE = 1.0
"""Ems by which the lines of a paragraph begin apart from each other."""
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})\s")

Path = tuple[int, ...]


@dataclass(slots=True)
class Unit:
    """A paragraph.

    Attributes:
        role: What its tag makes of it.
        cell: The table cell that it is.
        lines: Its lines with their pages.
        note: Where in the structure the notes stand of which it is a paragraph.
    """

    role: Role
    cell: Cell | None
    lines: list[tuple[int, Line]] = field(default_factory=list)
    note: Path | None = None

    @property
    def text(self) -> str:
        """Its words, as far as they go."""
        return " ".join(line.text for _, line in self.lines)


def mended(units: Iterable[Unit]) -> list[Unit]:
    """The paragraphs in their order, each whole and by itself.

    Args:
        units: As the tags tell them, in the order of the structure.
    """
    out: list[Unit] = []
    prose: Unit | None = None
    for unit in units:
        if not unit.lines:
            continue
        if unit.role is Role.FOOTNOTE:
            before = out[-1] if out else None
            if before and unit.note == before.note and not _NOTE_MARK.match(unit.text):
                before.lines += unit.lines
            else:
                out.append(unit)
        elif prose and _goes_on(prose, unit):
            prose.lines += unit.lines
        else:
            prose = unit
            out.append(unit)
    return out


def _goes_on(cut: Unit, after: Unit) -> bool:
    """True where a page breaks off in a sentence and the next one begins within it."""
    if not (cut.role is after.role is Role.PARAGRAPH) or cut.cell or after.cell:
        return False
    (page, last), (next_page, first) = cut.lines[-1], after.lines[0]
    longest = max(line.length for _, line in (*cut.lines, *after.lines))
    if next_page != page + 1 or last.text.endswith(STOPS) or last.length < _FULL * longest:
        return False
    if len(after.lines) > 1 and _is_indented(first, after.lines[1][1]):
        return False
    if first.text[:1].islower():
        return True
    return last.text[-1:].isalnum() and first.text[:1].isalpha() and len(after.lines) > 1


def _is_indented(first: Line, second: Line) -> bool:
    apart = first.left - second.left
    if first.rtl:
        apart = second.left + second.length - first.left - first.length
    return apart > _SAME_EDGE * first.size
