"""The structure that a tagged PDF carries: paragraphs, headings, notes and table cells.

Word and LibreOffice write it by default (ISO 32000-1, 14.8). It names stretches of the page by
numbers; their letters are put in lines by where they stand. PDFium shows the tree page by page, an
element that a page cuts on both pages: it is the same where its path from the root is.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.model import Cell
from aligner.reading.blocks import Block, Role
from aligner.reading.pdf_drawings import Handle
from aligner.reading.pdf_glyphs import Glyph
from aligner.reading.pdf_lines import Line, lines, segments, stacked
from aligner.reading.pdf_page import Page
from aligner.reading.pdf_units import STOPS, Path, Unit, mended
from aligner.reading.tables import Grid

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_ROLES = {
    **{f"H{n or ''}": Role.HEADING for n in range(7)},
    **dict.fromkeys(("Title", "Caption"), Role.HEADING),
    **dict.fromkeys(("P", "LI", "BlockQuote", "Index", "Figure"), Role.PARAGRAPH),
    **dict.fromkeys(("Note", "FENote"), Role.FOOTNOTE),
    "TOCI": Role.CONTENTS,
}
"""Elements that hold one paragraph; others are inside one, or hold several."""
_NOTES = frozenset({"Note", "FENote"})
_WHOLE = frozenset({*_NOTES, "TOCI"})
"""Elements whose paragraphs are one unit."""
_ROW_GROUPS = frozenset({"THead", "TBody", "TFoot"})
_DEPTH = 60
_LEAST_NAMED = 0.97
"""Share of the letters that the structure must name to be believed."""
_MOST_CUT = 0.05
"""Share of the paragraphs that may break off in mid-sentence, as where each line is tagged."""
_LONGEST = 6_000
"""Letters over which a paragraph is a page that was tagged as a whole."""
_BESIDE = 0.6
"""Ems that part the words of a cell from those of the next."""


@dataclass(slots=True)
class Structure:
    """What the tags of a document say, gathered page after page.

    Attributes:
        units: Paragraphs in the order of the structure, by where they stand in it.
        loose: Lines that no element names, with their page; True where the file says that they
            are furniture.
        unseen: What pages do not show.
    """

    units: dict[Path, Unit] = field(default_factory=dict)
    loose: list[tuple[int, Line, bool]] = field(default_factory=list)
    unseen: list[Block] = field(default_factory=list)
    _kinds: dict[Path, str] = field(default_factory=dict)
    _firsts: dict[Path, Path] = field(default_factory=dict)
    _notes: dict[Path, Path] = field(default_factory=dict)
    _grids: dict[Path, Grid | None] = field(default_factory=dict)
    _rows: dict[Path, int] = field(default_factory=dict)
    _cells: dict[Path, Cell] = field(default_factory=dict)
    _named: int = 0
    _letters: int = 0

    def add(self, number: int, page: PdfPage, content: Page) -> None:
        """Read the tags of one page; pages are given in order, from 1."""
        from pypdfium2 import raw

        every = [*content.glyphs, *(glyph for part in content.sideways for glyph in part)]
        marked: defaultdict[int, list[Glyph]] = defaultdict(list)
        for glyph in every:
            marked[glyph.mark].append(glyph)
        found: dict[Path, list[int]] = {}
        tree = raw.FPDF_StructTree_GetForPage(page)
        if tree:
            for i, child in _children(
                tree, raw.FPDF_StructTree_CountChildren, raw.FPDF_StructTree_GetChildAtIndex
            ):
                self._walk(child, (i,), None, None, found)
            raw.FPDF_StructTree_Close(tree)
        taken: set[int] = set()
        held = {path: [g for mark in marks for g in marked[mark]] for path, marks in found.items()}
        filled = {path for path, glyphs in held.items() if glyphs}
        filled.update(path for path, unit in self.units.items() if unit.lines)
        for path, glyphs in held.items():
            taken.update(found[path])
            self._named += _count(glyphs)
            for place, part in self._shared(path, glyphs, filled):
                self.units[place].lines += [(number, line) for line in _lines(part)]
        rest = [g for mark, part in marked.items() if mark not in taken or mark < 0 for g in part]
        for artifact in (True, False):
            part = [glyph for glyph in rest if glyph.artifact is artifact]
            self._letters += 0 if artifact else _count(part)
            self.loose += [(number, line, artifact) for line in lines(segments(part))]
        self.unseen += [
            Block(f"Page {number}, {why}, not read: {words}", Role.UNSEEN, number)
            for why, words in content.unseen.items()
        ]

    def _walk(
        self,
        element: Handle,
        path: Path,
        owner: Path | None,
        cell: Cell | None,
        found: dict[Path, list[int]],
    ) -> None:
        """Gather the numbers of an element's letters under the paragraph that owns them."""
        from pypdfium2 import raw

        if len(path) > _DEPTH:
            return
        kind = _words(raw.FPDF_StructElement_GetType, element)
        if kind == "Table":
            self._place_rows(element, path, cell)
            owner = cell = None
        elif kind == "TR":
            self._place_cells(element, path)
        elif path in self._cells:
            owner, cell = path, self._cells[path]
        else:
            owner = self._owner(kind, path, owner, cell)
            cell = None if kind in _NOTES else cell
        for i in range(raw.FPDF_StructElement_CountChildren(element)):
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if mark < 0:
                child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
                if child:
                    self._walk(child, (*path, i), owner, cell, found)
                continue
            place = owner or path
            if place not in self.units:
                role = _ROLES.get(self._kinds.get(place, kind), Role.PARAGRAPH)
                note = self._notes.get(place)
                self.units[place] = Unit(Role.TABLE if cell else role, cell, note=note)
            found.setdefault(place, []).append(mark)

    def _owner(self, kind: str, path: Path, owner: Path | None, cell: Cell | None) -> Path | None:
        """The paragraph to which the letters of an element belong.

        What stands in a cell is of the cell; the first paragraph of a list item goes on after the
        label of the item; each paragraph of the notes may be a note.
        """
        held = self._kinds.get(owner, "") if owner else ""
        if owner and held in _NOTES and kind == "P":
            self._notes[path] = self._notes.get(owner, owner)
            self._kinds[path] = held
            return path
        if kind not in _NOTES:
            if cell is not None or kind not in _ROLES or held in _WHOLE:
                return owner
            if (
                owner
                and held == "LI"
                and kind == "P"
                and self._firsts.setdefault(owner, path) == path
            ):
                return owner
        self._kinds[path] = kind
        return path

    def _place_rows(self, table: Handle, path: Path, outer: Cell | None) -> None:
        """Count the rows of a table, also those that stand on other pages."""
        from pypdfium2 import raw

        if path in self._grids:
            return
        count = 0
        single = 0
        for i in range(raw.FPDF_StructElement_CountChildren(table)):
            child = raw.FPDF_StructElement_GetChildAtIndex(table, i)
            kind = _words(raw.FPDF_StructElement_GetType, child) if child else "TR"
            if kind in _ROW_GROUPS:
                for j in range(raw.FPDF_StructElement_CountChildren(child)):
                    count += 1
                    self._rows[*path, i, j] = count
            elif kind == "TR":
                count += 1
                self._rows[*path, i] = count
                single = raw.FPDF_StructElement_CountChildren(child) if child else 2
        if count == 1 and single == 1:
            self._grids[path] = None
            return
        numbered = sum(grid is not None for grid in self._grids.values())
        self._grids[path] = Grid(numbered + 1, outer)

    def _place_cells(self, row: Handle, path: Path) -> None:
        from pypdfium2 import raw

        grid = self._grids.get(path[:-1]) or self._grids.get(path[:-2])
        if grid is None or path in self._kinds:
            return
        self._kinds[path] = "TR"
        grid.next_row(self._rows.get(path))
        for i in range(raw.FPDF_StructElement_CountChildren(row)):
            child = raw.FPDF_StructElement_GetChildAtIndex(row, i)
            if child:
                rows, columns = _number(child, "RowSpan"), _number(child, "ColSpan")
                header = _words(raw.FPDF_StructElement_GetType, child) == "TH"
                self._cells[*path, i] = grid.place(rows, columns, header=header)
            else:
                # an empty cell, or one that stands on another page
                self._cells[*path, i] = grid.place()

    def _shared(
        self, path: Path, glyphs: list[Glyph], filled: set[Path]
    ) -> Iterator[tuple[Path, list[Glyph]]]:
        """A paragraph with its letters.

        LibreOffice puts the list of a cell into the cell before it; what stands beside the words
        of a cell is of the next one that has none.
        """
        first, *others = _sides(glyphs) if path in self._cells else [glyphs]
        yield path, first
        place = path
        for side in others:
            after = (*place[:-1], place[-1] + 1)
            place = after if after in self._cells and after not in filled else place
            if place not in self.units:
                self.units[place] = Unit(Role.TABLE, self._cells[place])
            yield place, side

    def agrees(self) -> bool:
        """True where the structure names nearly all letters, and paragraphs are paragraphs."""
        if not self._named or self._named < _LEAST_NAMED * (self._named + self._letters):
            return False
        prose = [u for u in self.units.values() if u.role is Role.PARAGRAPH and u.lines]
        texts = [unit.text for unit in prose]
        if any(len(text) > _LONGEST for text in texts):
            return False
        cut = sum(a[-1:].isalnum() and b[:1].islower() for a, b in pairwise(texts))
        widest = max((line.length for unit in prose for _, line in unit.lines), default=0.0)
        full = sum(
            len(unit.lines) == 1
            and unit.lines[0][1].length > 0.85 * widest
            and not text.endswith(STOPS)
            for unit, text in zip(prose, texts, strict=True)
        )
        return cut <= 1 + _MOST_CUT * len(prose) and full <= 2 + 0.25 * len(prose)

    def blocks(self) -> Iterator[Block]:
        """The paragraphs, line by line; what no element names stands at the end of its page."""
        loose = list(self.loose)
        units = mended(unit for _, unit in sorted(self.units.items(), key=lambda item: item[0]))
        for number, unit in enumerate(units, start=1):
            while loose and loose[0][0] < unit.lines[0][0]:
                yield self._loose(*loose.pop(0))
            for page, line in unit.lines:
                yield Block(line.text, unit.role, page, 1, cell=unit.cell, unit=number)
        yield from (self._loose(*left) for left in loose)
        yield from self.unseen

    def _loose(self, page: int, line: Line, artifact: bool) -> Block:
        role = Role.FURNITURE if artifact else Role.LINE
        return Block(line.text, role, page, 1, flow=len(self.units) + page)


def _count(glyphs: Sequence[Glyph]) -> int:
    return sum(not glyph.text.isspace() for glyph in glyphs)


def _lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of one paragraph; where it goes on at the head of a column, a stack by itself."""
    stacks: list[list[Glyph]] = []
    low = 0.0
    for glyph in glyphs:
        if not stacks or glyph.baseline > low + 1.6 * glyph.size:
            stacks.append([])
            low = glyph.baseline
        stacks[-1].append(glyph)
        low = min(low, glyph.baseline)
    return [line for stack in stacks for line in stacked(segments(stack))]


def _sides(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters that stand beside each other with a gap between that goes all the way down."""
    edges: list[float] = []
    start = right = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.left):
        if glyph.text.isspace():
            continue
        apart = glyph.left > right + _BESIDE * glyph.size
        # what is as narrow as a bullet has its words beside it
        if not edges or (apart and right - start > 2 * glyph.size):
            edges.append(glyph.left)
            start = glyph.left
        right = max(right, glyph.right)
    if len(edges) < 2:
        return [list(glyphs)]
    sides: list[list[Glyph]] = [[] for _ in edges]
    for glyph in glyphs:
        sides[max(0, bisect_right(edges, glyph.center) - 1)].append(glyph)
    return sides


def _children(
    parent: Handle, count: Callable[[Handle], int], child: Callable[[Handle, int], Handle]
) -> Iterator[tuple[int, Handle]]:
    for i in range(count(parent)):
        if found := child(parent, i):
            yield i, found


def _words(read: Callable[..., int], element: Handle) -> str:
    size = read(element, None, 0)
    buffer = ctypes.create_string_buffer(max(2, size))
    read(element, buffer, size)
    return buffer.raw.decode("utf-16le", "replace").rstrip("\0")


def _number(element: Handle, name: str) -> int:
    """A number among the attributes of an element; 1 where it is not given."""
    from pypdfium2 import raw

    value = ctypes.c_float()
    for i in range(raw.FPDF_StructElement_GetAttributeCount(element)):
        attributes = raw.FPDF_StructElement_GetAttributeAtIndex(element, i)
        found = raw.FPDF_StructElement_Attr_GetValue(attributes, name.encode())
        if found and raw.FPDF_StructElement_Attr_GetNumberValue(found, value):
            return max(1, int(value.value))
    return 1
