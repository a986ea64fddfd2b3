"""What a format reader hands on: stretches of text in reading order, before they are paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.model import Cell


class Role(StrEnum):
    """What the format itself says of a block."""

    LINE = "line"
    """A physical line (text files, PDF); several make a paragraph."""
    PARAGRAPH = "paragraph"
    """A logical paragraph (DOCX, HTML, or lines that were joined)."""
    HEADING = "heading"
    TABLE = "table"
    """A table cell."""
    FOOTNOTE = "footnote"
    NOTE = "note"
    """A physical line of a footnote, at the foot of its page."""
    CONTENTS = "contents"
    """An entry of a table of contents."""
    FURNITURE = "furniture"
    """A header or footer that the format marks as one."""
    UNSEEN = "unseen"
    """What the file holds and a reader does not see, told in a sentence with its place."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with its place in the file.

    Attributes:
        text: Text without line ends; leading white space is kept for lines, where it carries
            layout. An empty line is a block with an empty text. Automatic numbering (DOCX) is
            written out in front, as it is printed.
        role: What the format says it is.
        page: From 1; None where the format has no pages.
        line: From 1; the line of a text file, the paragraph of a DOCX, the line on a PDF page.
        flow: 0 for the running text; any other number for a stretch that stands apart from it and
            goes on with nothing else: text in a margin, in a box, along the side of a page.
        cell: Which table cell it is, or is a line of.
        unit: Blocks that follow each other with the same number are the lines of one paragraph.
        room: How much of the line above would be left free, as a share of its column, if this
            line's first word stood there; negative where it had no room. None where not known.
        unsure: Words of it that were recognised with little confidence, in order, and that, 0 to 1.
    """

    text: str
    role: Role = Role.LINE
    page: int | None = None
    line: int | None = None
    flow: int = 0
    cell: Cell | None = None
    room: float | None = None
    unit: int | None = None
    unsure: tuple[tuple[str, float], ...] = ()
