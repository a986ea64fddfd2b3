"""Rows and terms as tables for people: XLSX and CSV, written row by row.

A workbook has a sheet ``Rows`` (one row a unit) and a sheet ``Terms`` (one row a concept). What a
spreadsheet would run as a formula is kept from running: as a text cell in XLSX, behind an
apostrophe in CSV (OWASP, *CSV Injection*); reading takes the apostrophe off again.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import UsageError
from aligner.formats.files import aside
from aligner.formats.safexml import clean
from aligner.formats.table_cells import (
    GLOSSARY_TAIL,
    ROWS_HEAD,
    ROWS_TAIL,
    SIGNATURE,
    Cell,
    glossary_record,
    neutral,
    unit_record,
)
from aligner.formats.table_reading import read
from aligner.languages import language
from aligner.model import Glossary, TranslationUnit

if TYPE_CHECKING:
    import xlsxwriter

__all__ = ["read", "write_glossary", "write_rows", "write_workbook"]

_MAX_CELL = 32_767
_MAX_ROWS = 1_048_575
"""Limits of XLSX: characters a cell, rows a sheet without the header."""
_WIDTHS = {"id": 10, "document": 20, "label": 9, "confidence": 11, "status": 12, "note": 30}
_LANGUAGE_WIDTH, _OTHER_WIDTH = 60, 16
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date, so that equal content gives equal bytes."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet: what stands over its columns, and its rows by column, to be read once."""

    name: str
    columns: Sequence[str]
    records: Iterable[Mapping[str, Cell]]


def write_rows(
    units: Iterable[TranslationUnit],
    path: Path,
    languages: Sequence[str],
    *,
    signature: str = "",
) -> int:
    """Write units as a table, one row each, to ``.xlsx`` or ``.csv``.

    Args:
        units: What to write; which status may go out is for the caller to say.
        path: Where to; its extension says the format.
        languages: One column each, in this order.
        signature: How the alignment was made: in XLSX among the properties, in CSV a column of its
            own that is filled in the first row.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: The extension is neither, or the table is too large for XLSX.
    """
    return _write([_rows(units, languages)], path, languages, signature=signature)


def write_glossary(glossary: Glossary, path: Path) -> int:
    """Write a glossary as a table, one row a concept, to ``.xlsx`` or ``.csv``.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: The extension is neither, or the table is too large for XLSX.
    """
    return _write([_terms(glossary)], path, glossary.languages, glossary.name)


def write_records(
    name: str,
    columns: Sequence[str],
    records: Iterable[Mapping[str, Cell]],
    path: Path,
    languages: Sequence[str] = (),
) -> int:
    """Write any table to ``.xlsx`` or ``.csv``.

    Args:
        name: Of the sheet.
        columns: What stands over them, in their order.
        records: Rows by column; read once.
        path: Where to.
        languages: Columns that hold texts, by their codes.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: The extension is neither, or the table is too large for XLSX.
    """
    return _write([_Table(name, columns, records)], path, languages, name)


def write_workbook(
    units: Iterable[TranslationUnit],
    glossary: Glossary,
    path: Path,
    languages: Sequence[str] = (),
    *,
    signature: str = "",
) -> int:
    """Write units and glossary as one ``.xlsx`` with the sheets ``Rows`` and ``Terms``.

    Args:
        units: For ``Rows``.
        glossary: For ``Terms``.
        path: Where to.
        languages: Columns of ``Rows``; those of the glossary if not given.
        signature: How the alignment was made, for the properties of the workbook.

    Returns:
        Number of rows written, over both sheets.

    Raises:
        OutputError: The file cannot be written.
        UsageError: It is not ``.xlsx``, or a table is too large for it.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}: two sheets need a workbook; give a name that ends in .xlsx")
    languages = languages or glossary.languages
    return _write(
        [_rows(units, languages), _terms(glossary)],
        path,
        (*languages, *glossary.languages),
        glossary.name,
        signature,
    )


def _rows(units: Iterable[TranslationUnit], languages: Sequence[str]) -> _Table:
    records = (unit_record(unit, languages) for unit in units)
    return _Table("Rows", (*ROWS_HEAD, *languages, *ROWS_TAIL), records)


def _terms(glossary: Glossary) -> _Table:
    columns = ["id"]
    for lang in glossary.languages:
        columns += [lang, f"{lang} acronym", f"{lang} variants"]
    columns += [*GLOSSARY_TAIL, *(f"{lang} context" for lang in glossary.languages)]
    records = (glossary_record(entry, glossary.languages) for entry in glossary.entries)
    return _Table("Terms", columns, records)


def _write(
    tables: Sequence[_Table],
    path: Path,
    languages: Sequence[str],
    title: str = "",
    signature: str = "",
) -> int:
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise UsageError(f"{path}: not a table format; give a name that ends in .xlsx or .csv")
    with aside(path) as part:
        if kind == ".csv":
            return _write_csv(_signed(tables[0], signature) if signature else tables[0], part)
        try:
            return _write_xlsx(tables, part, frozenset(languages), title, signature)
        except _TooMuchError as error:
            raise UsageError(
                f"{path}: {error} than a workbook can hold; write .csv instead"
            ) from error


def _signed(table: _Table, signature: str) -> _Table:
    """The table with a last column for the signature, which the first row has."""
    records = iter(table.records)
    first = ({**record, SIGNATURE: signature} for record in [next(records, None)] if record)
    return _Table(table.name, (*table.columns, SIGNATURE), chain(first, records))


def _write_csv(table: _Table, path: Path) -> int:
    written = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(map(neutral, table.columns))
        for record in table.records:
            out.writerow([neutral(record.get(column, "")) for column in table.columns])
            written += 1
    return written


class _TooMuchError(Exception):
    """What of a table is beyond the limits of XLSX, in words."""


def _write_xlsx(
    tables: Sequence[_Table], path: Path, languages: frozenset[str], title: str, signature: str
) -> int:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with tempfile.TemporaryDirectory() as folder:  # of the rows, each written before the next
        book = xlsxwriter.Workbook(str(path), options | {"tmpdir": folder})
        written = sum(_add_sheet(book, table, languages) for table in tables)
        book.set_properties(
            {"created": _CREATED, "title": clean(title), "comments": clean(signature)}
        )
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
    return written


def _add_sheet(book: xlsxwriter.Workbook, table: _Table, languages: frozenset[str]) -> int:
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    shape = {"text_wrap": True, "valign": "top", "quote_prefix": True}
    left = book.add_format(shape)
    right = book.add_format(shape | {"reading_order": 2, "align": "right"})
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    formats = []
    for column, name in enumerate(table.columns):
        lang = name.split(" ")[0]
        formats.append(right if lang in languages and language(lang).rtl else left)
        wide = _LANGUAGE_WIDTH if name in languages else _OTHER_WIDTH
        sheet.set_column(column, column, _WIDTHS.get(name, wide))
        sheet.write_string(0, column, name, heading)
    last = 0
    for last, record in enumerate(table.records, start=1):
        if last > _MAX_ROWS:
            raise _TooMuchError("more rows")
        _write_row(sheet, last, map(record.get, table.columns), formats)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    return last


def _write_row(
    sheet: Any,  # noqa: ANN401 (xlsxwriter has no types)
    row: int,
    cells: Iterator[Cell | None],
    formats: Sequence[xlsxwriter.format.Format],
) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, str):
            if len(value) > _MAX_CELL:
                raise _TooMuchError("a longer text")
            if value:
                text = value if value.isprintable() else clean(value)
                sheet.write_string(row, column, text, formats[column])
        elif value is not None:
            sheet.write_number(row, column, value)
