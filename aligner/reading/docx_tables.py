"""The cells of a Word table and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.model import Cell
from aligner.reading.docx_numbering import Element, W
from aligner.reading.tables import Grid

LONGEST = 1_000
"""Characters up to which the paragraphs of a cell are read as one."""
_BETWEEN = frozenset({f"{W}tc", f"{W}tbl", f"{W}txbxContent"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})


def rows(table: Element, number: int, outer: Cell | None) -> list[list[tuple[Element, Cell]]]:
    """The cells of each row that have words of their own, with their places.

    A cell that only goes on with a merged one above it is left out, and so are rows that a tracked
    change deleted.

    Args:
        table: The ``w:tbl`` element.
        number: Its number in the document, from 1.
        outer: The cell that holds it, if one does.
    """
    standing = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
    places = [_columns(row) for row in standing]
    grid = Grid(number, outer)
    out = []
    for r, (row, columns) in enumerate(zip(standing, places, strict=True)):
        grid.next_row()
        header = _is_on(row.find(f"{W}trPr/{W}tblHeader"))
        cells = []
        for column, (node, width, goes_on) in columns.items():
            if goes_on and r:
                continue
            height = 1
            while r + height < len(places) and _continues(places[r + height], column):
                height += 1
            grid.move_to(column)
            cells.append((node, grid.place(height, width, header=header)))
        out.append(cells)
    return out


def is_in(node: Element, outer: Element) -> bool:
    """True where no further cell or table stands between a node and what holds it."""
    for parent in node.iterancestors():
        if parent is outer:
            return True
        if parent.tag in _BETWEEN or parent.tag in _DELETED:
            return False
    return False


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in table.iter(f"{W}tr") if is_in(row, table))


def _columns(row: Element) -> dict[int, tuple[Element, int, bool]]:
    """The cells of a row by first column: the element, its columns, and if it is merged upward."""
    column = 1 + _integer(row.find(f"{W}trPr/{W}gridBefore"), 0)
    out: dict[int, tuple[Element, int, bool]] = {}
    for cell in row.iter(f"{W}tc"):
        if is_in(cell, row):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            width = max(1, _integer(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
            out[column] = cell, width, goes_on
            column += width
    return out


def _continues(columns: dict[int, tuple[Element, int, bool]], column: int) -> bool:
    return column in columns and columns[column][2]


def _integer(node: Element | None, otherwise: int) -> int:
    try:
        return int((node.get(f"{W}val") or "") if node is not None else "")
    except ValueError:
        return otherwise


def _is_on(node: Element | None) -> bool:
    return node is not None and node.get(f"{W}val") not in {"0", "false", "off", "none"}
