"""Rows and terms as tables for people: XLSX and CSV.

A workbook has a sheet ``Rows`` (one row a unit) and a sheet ``Terms`` (one row a concept). What a
spreadsheet would run as a formula is kept from running: as a text cell in XLSX, behind an
apostrophe in CSV (OWASP, *CSV Injection*); reading takes the apostrophe off again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import UsageError
from aligner.formats.files import aside
from aligner.formats.safexml import clean
from aligner.formats.table_cells import (
    GLOSSARY_TAIL,
    ROWS_HEAD,
    ROWS_TAIL,
    glossary_record,
    neutral,
    unit_record,
)
from aligner.formats.table_reading import read
from aligner.languages import language
from aligner.model import Glossary, TranslationUnit

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read", "write_glossary", "write_rows", "write_workbook"]

_MAX_CELL = 32_767
_MAX_ROWS = 1_048_575
"""Limits of XLSX: characters a cell, rows a sheet without the header."""
_WIDTHS = {"id": 10, "document": 20, "label": 9, "confidence": 11, "status": 12, "note": 30}
_LANGUAGE_WIDTH, _OTHER_WIDTH = 60, 16
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date, so that equal content gives equal bytes."""


def write_rows(units: Iterable[TranslationUnit], path: Path, languages: Sequence[str]) -> int:
    """Write units as a table, one row each, to ``.xlsx`` or ``.csv``.

    Args:
        units: What to write; which status may go out is for the caller to say.
        path: Where to; its extension says the format.
        languages: One column each, in this order.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: The extension is neither, or the table is too large for XLSX.
    """
    return _write({"Rows": _rows(units, languages)}, path, languages)


def write_glossary(glossary: Glossary, path: Path) -> int:
    """Write a glossary as a table, one row a concept, to ``.xlsx`` or ``.csv``.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
        UsageError: The extension is neither, or the table is too large for XLSX.
    """
    return _write({"Terms": _terms(glossary)}, path, glossary.languages, glossary.name)


def write_workbook(
    units: Iterable[TranslationUnit], glossary: Glossary, path: Path, languages: Sequence[str] = ()
) -> int:
    """Write units and glossary as one ``.xlsx`` with the sheets ``Rows`` and ``Terms``.

    Args:
        units: For ``Rows``.
        glossary: For ``Terms``.
        path: Where to.
        languages: Columns of ``Rows``; those of the glossary if not given.

    Returns:
        Number of rows written, over both sheets.

    Raises:
        OutputError: The file cannot be written.
        UsageError: It is not ``.xlsx``, or a table is too large for it.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}: two sheets need a workbook; give a name that ends in .xlsx")
    languages = languages or glossary.languages
    tables = {"Rows": _rows(units, languages), "Terms": _terms(glossary)}
    return _write(tables, path, (*languages, *glossary.languages), glossary.name)


def _rows(units: Iterable[TranslationUnit], languages: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    columns = [*ROWS_HEAD, *languages, *ROWS_TAIL]
    records = [unit_record(unit, languages) for unit in units]
    return pd.DataFrame(records, columns=columns, dtype=object)


def _terms(glossary: Glossary) -> pd.DataFrame:
    import pandas as pd

    columns = ["id"]
    for lang in glossary.languages:
        columns += [lang, f"{lang} acronym", f"{lang} variants"]
    columns += [*GLOSSARY_TAIL, *(f"{lang} context" for lang in glossary.languages)]
    records = [glossary_record(entry, glossary.languages) for entry in glossary.entries]
    return pd.DataFrame(records, columns=columns, dtype=object)


def _write(
    tables: dict[str, pd.DataFrame], path: Path, languages: Sequence[str], title: str = ""
) -> int:
    if path.suffix.lower() == ".csv":
        (table,) = tables.values()
        with aside(path) as part:
            safe = table.map(neutral).rename(columns=neutral)
            safe.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    elif path.suffix.lower() == ".xlsx":
        if problem := next(filter(None, map(_too_much, tables.values())), ""):
            raise UsageError(f"{path}: {problem} than a workbook can hold; write .csv instead")
        with aside(path) as part:
            _write_xlsx(tables, part, frozenset(languages), title)
    else:
        raise UsageError(f"{path}: not a table format; give a name that ends in .xlsx or .csv")
    return sum(len(table) for table in tables.values())


def _too_much(table: pd.DataFrame) -> str:
    """What of a table is beyond the limits of XLSX, in words; nothing where it fits."""
    if len(table) > _MAX_ROWS:
        return "more rows"
    longest = max(
        (len(value) for value in table.to_numpy().flat if isinstance(value, str)), default=0
    )
    return "a longer text" if longest > _MAX_CELL else ""


def _write_xlsx(
    tables: dict[str, pd.DataFrame], path: Path, languages: frozenset[str], title: str
) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"created": _CREATED, "title": clean(title)})
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        shape = {"text_wrap": True, "valign": "top", "quote_prefix": True}
        formats = {
            False: book.add_format(shape),
            True: book.add_format(shape | {"reading_order": 2, "align": "right"}),
        }
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
            for column, title in enumerate(table.columns):
                lang = title.split(" ")[0]
                form = formats[lang in languages and language(lang).rtl]
                wide = _LANGUAGE_WIDTH if title in languages else _OTHER_WIDTH
                sheet.set_column(column, column, _WIDTHS.get(title, wide))
                sheet.write_string(0, column, title, heading)
                for row, value in enumerate(table[title], start=1):
                    if isinstance(value, int | float):
                        sheet.write_number(row, column, value)
                    elif value:
                        sheet.write_string(row, column, clean(value), form)
    path.write_bytes(made.getvalue())
