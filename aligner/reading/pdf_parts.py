"""Tables and frames of a page with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.reading import bidi, pdf_alignments, pdf_margins
from aligner.reading.pdf_columns import Segment, columns
from aligner.reading.pdf_drawings import Drawings
from aligner.reading.pdf_glyphs import Glyph
from aligner.reading.pdf_lines import Line, is_rtl, segments, stacked
from aligner.reading.pdf_tables import Lattice, banded, lattices

_WHOLE_PAGE = 0.7
"""Share of the glyphs of a page from which a frame around them is the frame of the page."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or a frame around text.

    Attributes:
        lattice: How it is ruled.
        lines: The lines of each cell, in the order of ``lattice.cells``.
        rtl: True where its first column stands on the right.
    """

    lattice: Lattice
    lines: tuple[list[Line], ...]
    rtl: bool

    @property
    def is_frame(self) -> bool:
        """True for a frame of one cell."""
        return len(self.lines) == 1

    @property
    def height(self) -> int:
        """Number of its rows."""
        return len(self.lattice.ys) - 1

    @property
    def headed(self) -> bool:
        """True where its first row is set bold and the second is not."""
        looks = [
            [line.bold for (row, *_), run in self.cells() if row == wanted for line in run]
            for wanted in (0, 1)
        ]
        return bool(looks[0] and looks[1]) and all(looks[0]) and not all(looks[1])

    def cells(self) -> Iterator[tuple[tuple[int, int, int, int], list[Line]]]:
        """Row, column, rows, columns and lines of each cell, columns from where reading begins."""
        width = len(self.lattice.xs) - 1
        found = []
        for (row, column, rows, wide), run in zip(self.lattice.cells, self.lines, strict=True):
            start = width - column - wide if self.rtl else column
            found.append(((row, start, rows, wide), run))
        yield from sorted(found, key=lambda pair: pair[0])

    def row_texts(self, wanted: int) -> list[str]:
        """What stands in the cells of one row."""
        return [
            " ".join(line.text for line in run) for (row, *_), run in self.cells() if row == wanted
        ]

    def is_like(self, other: Part, slack: float) -> bool:
        """True where the columns of two tables stand in the same places."""
        xs, others = self.lattice.xs, other.lattice.xs
        return len(xs) == len(others) and all(
            abs(a - b) <= slack for a, b in zip(xs, others, strict=True)
        )


def parted(
    glyphs: Sequence[Glyph], drawings: Drawings
) -> tuple[list[Segment], list[list[Segment]], list[Part]]:
    """The segments of a page, with one for each table and frame; those of each margin; the parts.

    Args:
        glyphs: The glyphs of the page.
        drawings: What is drawn on it.
    """
    parts: list[Part] = []
    rest = list(glyphs)
    for lattice in (*lattices(drawings), *banded(drawings)):
        box = lattice.box
        inside = [g for g in rest if box.holds(g.center, g.baseline + 0.3 * g.size, 0.0)]
        if not inside or (len(lattice.cells) == 1 and len(inside) > _WHOLE_PAGE * len(glyphs)):
            continue
        shared = lattice.shared(inside)
        runs = tuple(stacked(segments(cell)) for cell in shared)
        if not _holds(runs, lattice):
            continue
        if sum(map(bool, runs)) == 1:
            lattice = Lattice((box.left, box.right), (box.top, box.bottom), ((0, 0, 1, 1),))
            runs = (next(run for run in runs if run),)
        parts.append(Part(lattice, runs, bidi.is_rtl("".join(g.text for g in inside))))
        taken = {id(glyph) for glyph in inside}
        rest = [glyph for glyph in rest if id(glyph) not in taken]
    placed = [_placed(number, part) for number, part in enumerate(parts)]
    running, margins = pdf_margins.apart([*segments(rest), *placed])
    rtl = is_rtl(running)
    for found in pdf_alignments.tables(running, drawings, least=3):
        running = _replaced(running, found, parts)
    for group in columns(running, rtl, None):
        for found in pdf_alignments.tables(group, drawings):
            running = _replaced(running, found, parts)
    return running, margins, parts


def _replaced(
    running: list[Segment], found: pdf_alignments.Found, parts: list[Part]
) -> list[Segment]:
    """The segments with one for a table in place of its own; the table is added to the parts."""
    segment, part = _aligned(found, len(parts))
    parts.append(part)
    taken = {id(s) for cell in found.cells for s in cell}
    return [*(s for s in running if id(s) not in taken), segment]


def _aligned(found: pdf_alignments.Found, number: int) -> tuple[Segment, Part]:
    glyphs = [glyph.text for cell in found.cells for s in cell for glyph in s.glyphs]
    runs = tuple(stacked(cell) for cell in found.cells)
    part = Part(found.lattice, runs, bidi.is_rtl("".join(glyphs)))
    return _placed(number, part), part


def _holds(runs: Sequence[list[Line]], lattice: Lattice) -> bool:
    """False for a drawing that encloses more empty cells than words."""
    return 8 * sum(map(bool, runs)) >= len(lattice.cells)


def _placed(number: int, part: Part) -> Segment:
    box = part.lattice.box
    return Segment((), box.left, box.right, box.top, 10.0, number)
