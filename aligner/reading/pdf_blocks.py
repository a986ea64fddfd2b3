"""The pages of a PDF as blocks: running text, what stands apart from it, tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median, quantiles

from aligner.model import Cell
from aligner.reading.blocks import Block, Role
from aligner.reading.pdf_columns import Segment, gutter_of
from aligner.reading.pdf_drawings import Box
from aligner.reading.pdf_edges import told_apart
from aligner.reading.pdf_lines import Line, evened, lines, opposite
from aligner.reading.pdf_parts import Part

_PARAGRAPH_GAP = 1.3
"""A distance between baselines over so many times the usual one parts paragraphs."""
_SHORT_LINE = 6.0
"""White space in ems, at the end of the last line of a column, that ends a paragraph there."""
_OTHER_SIZE = 1.08
"""Ratio of font sizes from which two lines belong to two paragraphs."""
_LONG_CELL = 1_000
"""Characters up to which the lines of a cell are one unit."""
_SAME_COLUMN = 3.0
"""Points by which columns of one table may differ from page to page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, its glyphs in segments.

    Attributes:
        edges: Of the page.
        segments: The running text, tables and frames as one segment each.
        parts: The tables and frames.
        sideways: What stands in the margins or runs another way, each by itself.
        pictures: Where pictures stand.
        rules: Horizontal lines that are drawn on it.
        unseen: What the page does not show, by reason.
    """

    edges: Box
    segments: list[Segment]
    parts: list[Part]
    sideways: tuple[list[Segment], ...]
    pictures: tuple[Box, ...]
    rules: tuple[Box, ...]
    unseen: dict[str, str]


def blocks(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """The blocks of all pages in reading order; lines with empty ones where paragraphs part."""
    gutters = [gutter for sheet in sheets if (gutter := gutter_of(sheet.segments)) is not None]
    usual = median(gutters) if gutters else None
    pages = evened(
        [
            lines(s.segments, usual, (*s.pictures, *(part.lattice.box for part in s.parts)))
            for s in sheets
        ],
        [sheet.edges for sheet in sheets],
    )
    pages = told_apart(pages, [_rules(sheet) for sheet in sheets])
    book = _Book(_usual_pitch(pages))
    read = [
        block
        for number, (sheet, page) in enumerate(zip(sheets, pages, strict=True), start=1)
        for block in book.page(number, sheet, page)
    ]
    yield from _gathered(read)


def _gathered(read: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, the lines of a cell that a page cuts where the cell begins."""
    cells: dict[Cell, list[Block]] = {}
    for block in read:
        if block.role is Role.TABLE and block.cell:
            cells.setdefault(block.cell, []).append(block)
    for block in read:
        if block.role is Role.TABLE and block.cell:
            yield from cells.pop(block.cell, ())
        else:
            yield block


def _rules(sheet: Sheet) -> list[Box]:
    """Horizontal lines that are no part of a table or frame."""
    boxes = [part.lattice.box for part in sheet.parts]
    return [rule for rule in sheet.rules if not any(box.holds(*rule.center, 3) for box in boxes)]


@dataclass(slots=True)
class _Table:
    """A table as far as it was read.

    Attributes:
        number: Its number in the document.
        part: Its last part.
        page: The page of that.
        rows: Rows that it has so far.
        head: What stands in its first row.
        after: Lines that have followed it on its last page.
        foot: What stands in its last row.
    """

    number: int
    part: Part
    page: int
    rows: int
    head: list[str]
    after: int = 0
    foot: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Book:
    """A document while its pages are turned.

    Attributes:
        pitch: Usual distance between two baselines of a paragraph, in font sizes.
        flows: Stretches so far that stand apart from the running text.
        tables: Tables so far.
        last: The last table.
        units: Number of each table cell.
        above: The line before, where it tells how the next one follows it.
        line: Lines so far of the page.
    """

    pitch: float
    flows: int = 0
    tables: int = 0
    last: _Table | None = None
    units: dict[Cell, int] = field(default_factory=dict)
    above: Line | None = None
    line: int = 0

    def page(self, number: int, sheet: Sheet, page: list[Line]) -> Iterator[Block]:
        self.line = 0
        for block in self._column(number, sheet, page):
            yield self._numbered(replace(block, page=number))
        for part in sheet.sideways:
            self.flows += 1
            for block in self._running(lines(part)):
                yield self._numbered(replace(block, page=number, flow=self.flows))
        for why, words in sheet.unseen.items():
            text = f"Page {number}, {why}, not read: {words}"
            yield Block(text, Role.UNSEEN, number)

    def _numbered(self, block: Block) -> Block:
        self.line += bool(block.text)
        return replace(block, line=max(1, self.line))

    def _column(self, number: int, sheet: Sheet, page: list[Line]) -> Iterator[Block]:
        passed = 0
        turned = True
        for line in page:
            if line.role is not Role.LINE:
                yield Block(line.text, line.role)
            elif line.part is None:
                yield from self._next(line, turned)
                passed += 1
                turned = False
                if self.last:
                    self.last.after += 1
            elif (part := sheet.parts[line.part]).is_frame:
                self.flows += 1
                margins = opposite(part.lines[0], part.lattice.box)
                inside = [line.reaching(margins) for line in part.lines[0]]
                for block in self._running(inside):
                    yield replace(block, flow=self.flows)
            else:
                yield from self._table(number, part, passed)
                self.above = None

    def _next(self, line: Line, turned: bool = False) -> Iterator[Block]:
        """A line, after an empty one where white space or another look parts paragraphs."""
        above, self.above = self.above, line
        if above is not None and not turned and _is_gap(above, line, self.pitch):
            yield Block("")
        yield Block(" " * min(40, round(2 * line.indent)) + line.text, room=_room(above, line))

    def _running(self, run: list[Line]) -> Iterator[Block]:
        """Lines that stand apart from the running text."""
        kept, self.above = self.above, None
        for line in run:
            yield from self._next(line)
        self.above = kept

    def _table(self, number: int, part: Part, above: int) -> Iterator[Block]:
        """The cells of a table; one that the page before has cut goes on with its rows."""
        last = self.last
        first = 0
        if last and self._goes_on(last, number, part, above):
            if part.row_texts(0) == last.head and any(last.head):
                first = 1
                yield Block("  ".join(filter(None, last.head)), Role.FURNITURE)
        else:
            self.tables += 1
            last = _Table(self.tables, part, number, 0, part.row_texts(0))
        offset = last.rows - first
        if last.rows and _is_cut(last.foot, part.row_texts(first)):
            offset -= 1
        for (row, column, rows, columns), run in part.cells():
            if row < first:
                continue
            place = Cell(
                last.number,
                row + 1 + offset,
                column + 1,
                rows,
                columns,
                header=not offset and not row and part.headed,
            )
            yield from self._cell(place, run)
        last.part, last.page, last.rows, last.after = part, number, offset + part.height, 0
        last.foot = part.row_texts(part.height - 1)
        self.last = last

    def _goes_on(self, last: _Table, number: int, part: Part, above: int) -> bool:
        return (
            last.page == number - 1
            and not above
            and not last.after
            and part.is_like(last.part, _SAME_COLUMN)
        )

    def _cell(self, cell: Cell, run: list[Line]) -> Iterator[Block]:
        if sum(len(line.text) for line in run) <= _LONG_CELL:
            unit = self.units.setdefault(cell, len(self.units) + 1)
            yield from (Block(line.text, Role.TABLE, cell=cell, unit=unit) for line in run)
            return
        self.flows += 1
        yield from (replace(b, cell=cell, flow=self.flows) for b in self._running(run))


def _is_cut(above: Sequence[str], below: Sequence[str]) -> bool:
    """True where the page cuts a row: what stands below goes on with cells that have begun."""
    if len(above) != len(below):
        return False
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b]
    return (
        len(pairs) < sum(map(bool, above))
        and all(a for a, _ in pairs)
        and all(not b[0].isupper() for _, b in pairs)
    )


def _is_gap(above: Line, line: Line, usual: float) -> bool:
    """True where white space parts paragraphs: between two lines, or at the end of a column."""
    if above.column != line.column:
        return above.slack > _SHORT_LINE
    sizes = sorted((above.size, line.size))
    if sizes[1] > _OTHER_SIZE * sizes[0] or above.bold != line.bold:
        return True
    return (above.baseline - line.baseline) / sizes[1] > _PARAGRAPH_GAP * usual


def _room(above: Line | None, line: Line) -> float | None:
    if above is None or not above.width:
        return None
    return (above.slack - line.first * line.size / above.size) / above.width


def _usual_pitch(pages: Sequence[list[Line]]) -> float:
    """Distance between two baselines inside a paragraph, in font sizes: the lower quartile."""
    pitches = [
        (above.baseline - line.baseline) / max(above.size, line.size)
        for page in pages
        for above, line in pairwise(line for line in page if line.part is None)
        if above.column == line.column and above.baseline > line.baseline
    ]
    return quantiles(pitches, n=4)[0] if len(pitches) > 1 else 1.2
