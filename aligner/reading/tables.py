"""Where the cells of a table stand, for formats that name them row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

from aligner.model import Cell

MAX_SPAN = 1_000
"""Rows or columns that a cell may be said to take; more is a mistake of the file."""


@dataclass(slots=True)
class Grid:
    """A table that is filled from the top, and in each row from the side where reading begins.

    Attributes:
        table: Its number in the document, from 1.
        outer: The cell that holds it, if one does.
    """

    table: int
    outer: Cell | None = None
    _row: int = 0
    _column: int = 1
    _taken: dict[int, int] = field(default_factory=dict)
    """Last row that a cell from above takes, by column."""

    def next_row(self, number: int | None = None) -> None:
        """Begin a row, the next one or the one that has this number."""
        self._row = number or self._row + 1
        self._column = 1

    def move_to(self, column: int) -> None:
        """Leave columns out, where the file says in which one a cell stands."""
        self._column = max(self._column, column)

    def place(self, rows: int = 1, columns: int = 1, *, header: bool = False) -> Cell:
        """The next cell of the row, past those that reach down from above.

        Args:
            rows: Rows that it takes.
            columns: Columns that it takes.
            header: True where it names what stands under it or beside it.
        """
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        rows, columns = (min(max(1, span), MAX_SPAN) for span in (rows, columns))
        cell = Cell(self.table, self._row, self._column, rows, columns, header, self.outer)
        for column in range(self._column, self._column + columns):
            self._taken[column] = self._row + rows - 1
        self._column += columns
        return cell
