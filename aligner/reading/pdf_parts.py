"""Tables and frames of a page with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.reading import bidi
from aligner.reading.pdf_columns import Segment
from aligner.reading.pdf_drawings import Drawings
from aligner.reading.pdf_glyphs import Glyph
from aligner.reading.pdf_lines import Line, segments, stacked
from aligner.reading.pdf_tables import Lattice, lattices

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
        for (row, column, rows, columns), run in zip(self.lattice.cells, self.lines, strict=True):
            start = width - column - columns if self.rtl else column
            found.append(((row, start, rows, columns), run))
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


def parted(glyphs: Sequence[Glyph], drawings: Drawings) -> tuple[list[Segment], list[Part]]:
    """The segments of a page, with one for each table and frame, and those."""
    parts: list[Part] = []
    rest = list(glyphs)
    for lattice in lattices(drawings):
        box = lattice.box
        inside = [g for g in rest if box.holds(g.center, g.baseline + 0.3 * g.size, 0.0)]
        if not inside or (len(lattice.cells) == 1 and len(inside) > _WHOLE_PAGE * len(glyphs)):
            continue
        shared = lattice.shared(inside)
        runs = tuple(stacked(segments(cell)) for cell in shared)
        if sum(map(bool, runs)) == 1:
            lattice = Lattice((box.left, box.right), (box.top, box.bottom), ((0, 0, 1, 1),))
            runs = (next(run for run in runs if run),)
        parts.append(Part(lattice, runs, bidi.is_rtl("".join(g.text for g in inside))))
        taken = {id(glyph) for glyph in inside}
        rest = [glyph for glyph in rest if id(glyph) not in taken]
    placed = [_placed(number, part) for number, part in enumerate(parts)]
    return [*segments(rest), *placed], parts


def _placed(number: int, part: Part) -> Segment:
    box = part.lattice.box
    return Segment((), box.left, box.right, box.top, 10.0, number)
