"""Tables in: CSV with any delimiter and encoding, and workbooks."""

from __future__ import annotations

import codecs
import csv
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from aligner.errors import InputError
from aligner.formats.files import zip_members
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import clean
from aligner.formats.table_cells import (
    ALTERNATIVE,
    GLOSSARY_TAIL,
    ROWS_HEAD,
    ROWS_TAIL,
    literal,
    to_entry,
    to_unit,
)
from aligner.formats.tags import language_tag
from aligner.model import Entry, Glossary, TranslationUnit

_Item = TypeVar("_Item")
_OURS = {*ROWS_HEAD, *ROWS_TAIL, *GLOSSARY_TAIL, "related"}
_OF_ROWS = {"document", "label", "confidence"}
_MAX_COLUMNS = 200
_MAX_CELL = 1_000_000
_MAX_SHEET_CELL = 32_767
_LEAST_ROWS = 10_000
_BYTES_A_ROW = 8
_MAX_UNPACKED = 1_000_000_000
_HARMLESS = 50_000_000
_MAX_GROWTH = 200
"""Bounds against files that are made to fill the memory: columns, characters a cell, those that a
spreadsheet has room for, rows that may be far apart, bytes that a row takes at least, bytes, bytes
below which growth does not matter, and times that an archive may grow; sheets grow ten to thirty
times."""


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read a table whose first row names its columns; languages by tag or name.

    A sheet with the columns ``document``, ``label`` or ``confidence`` holds translation units; any
    other holds a glossary.

    Args:
        path: ``.xlsx``, or text separated by commas, semicolons or tabs.
        strict: Raise where something would be skipped.

    Raises:
        InputError: It is no table, no column is headed by a language, or, in strict reading, a
            row cannot be read.
    """
    account = Account(path, strict=strict)
    units: list[TranslationUnit] = []
    entries: list[Entry] = []
    languages: dict[str, None] = {}
    found = False
    title, sheets = _sheets(path, account)
    for header, *rows in sheets:
        by_column = _languages(header, account)
        header = [name.lower() for name in header]
        if not by_column:
            continue
        found = True
        if _OF_ROWS.intersection(header):
            units += _items(rows, header, by_column, account, to_unit)
        else:
            languages.update(dict.fromkeys(by_column.values()))
            entries += _items(rows, header, by_column, account, to_entry)
    if not found:
        raise InputError(
            f"{path}: no column is headed by a language; name them in the first row, "
            "such as fr and en"
        )
    account.close(len(units) + len(entries))
    ids = {entry.id for entry in entries}
    entries = [
        replace(entry, related=tuple(other for other in entry.related if other in ids))
        for entry in entries
    ]
    return Imported(
        units=tuple(units),
        glossary=Glossary(title or path.stem, tuple(languages), tuple(entries))
        if languages
        else None,
        skipped=tuple(account.skipped),
        notes=account.notes,
    )


def _languages(header: Sequence[str], account: Account) -> dict[str, str]:
    """Language tag by the name of its column in lower case; a second one of it is left out."""
    found: dict[str, str] = {}
    for written in header:
        name = written.lower()
        if not name or name in _OURS or name in found or ALTERNATIVE.fullmatch(name):
            continue
        try:
            lang = language_tag(name)
        except ValueError:
            continue
        if lang in found.values():
            account.skip(1, f"a second column for {lang}")
            continue
        found[name] = lang
        if name != lang.lower():
            account.note(f"language {written} read as {lang}")
    return found


def _items(
    rows: Iterable[list[str]],
    header: Sequence[str],
    languages: Mapping[str, str],
    account: Account,
    make: Callable[[Mapping[str, str], Mapping[str, str], int], _Item],
) -> Iterator[_Item]:
    for number, cells in enumerate(rows, start=2):
        record = {name: text for name, text in zip(header, cells, strict=False) if text}
        if not record:
            continue
        try:
            yield make(record, languages, number - 1)
        except ValueError as error:
            account.skip(number, str(error))


def _sheets(path: Path, account: Account) -> tuple[str, list[list[list[str]]]]:
    """What the file calls itself, and its sheets that have rows, each as rows of text."""
    try:
        title, sheets = _workbook(path) if zip_members(path) else ("", [_csv(path, account)])
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    return title, [rows for rows in sheets if rows]


def _csv(path: Path, account: Account) -> list[list[str]]:
    text = _decoded(path.read_bytes(), account)
    if "\0" in text:
        raise InputError(f"{path}: a binary file, not a table; check that it is the right one")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    csv.field_size_limit(_MAX_CELL)
    try:
        return [
            [_trimmed(literal(cell)) for cell in row[:_MAX_COLUMNS]]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise InputError(f"{path}: not a table that can be read ({error})") from error


def _decoded(raw: bytes, account: Account) -> str:
    """The text of a file by its byte-order mark, as UTF-8, or else as Windows-1252."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        account.note("not UTF-8, read as Windows-1252")
        return raw.decode("cp1252", errors="replace")


def _workbook(path: Path) -> tuple[str, list[list[list[str]]]]:
    import openpyxl

    unpacked = sum(member.file_size for member in zip_members(path))
    if unpacked > min(_MAX_UNPACKED, max(_HARMLESS, _MAX_GROWTH * path.stat().st_size)):
        raise InputError(
            f"{path}: unpacks to {unpacked / 1e6:,.0f} MB, more than a workbook of its size does; "
            "save it again"
        )
    try:
        with path.open("rb") as file, warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            title = clean(book.properties.title or "").strip()
            most = max(_LEAST_ROWS, unpacked // _BYTES_A_ROW)
            return title, [_rows(sheet, most, path) for sheet in book.worksheets]
    except InputError:
        raise
    except Exception as error:  # openpyxl fails in as many ways as workbooks are broken
        raise InputError(
            f"{path}: not a workbook that can be read ({type(error).__name__}); save it again"
        ) from error


def _rows(
    sheet: Any,  # noqa: ANN401 (openpyxl has no types)
    most: int,
    path: Path,
) -> list[list[str]]:
    """The rows of a sheet, no more than it has room for; what it says of its size is not believed.

    A text that many cells share is looked at once.
    """
    sheet.reset_dimensions()
    shared: dict[str, str] = {}
    found: list[list[str]] = []
    for row in sheet.iter_rows(max_row=most, max_col=_MAX_COLUMNS, values_only=True):
        cells = []
        for value in row:
            if isinstance(value, str):
                if value not in shared:
                    shared[value] = _text(value, path)
                cells.append(shared[value])
            else:
                cells.append(_cell(value))
        found.append(cells)
    return found


def _text(value: str, path: Path) -> str:
    if len(value) > _MAX_SHEET_CELL:
        raise InputError(
            f"{path}: a cell holds {len(value):,} characters, more than a spreadsheet has room "
            "for; save it again"
        )
    return _trimmed(value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _trimmed(str(value))


def _trimmed(text: str) -> str:
    """The text without outer spaces; line ends stay, as the lines of a cell belong together."""
    return clean(text).strip(" \t\r\xa0")
