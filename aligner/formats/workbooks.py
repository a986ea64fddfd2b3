"""Workbooks in: the sheets of XLSX and ODS as rows of text, hidden ones told."""

from __future__ import annotations

import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from aligner.errors import InputError
from aligner.formats.files import zip_members
from aligner.formats.imported import Account
from aligner.formats.safexml import clean
from aligner.formats.table_cells import literal
from aligner.formats.table_text import MAX_COLUMNS, Line, trimmed

_MAX_UNPACKED = 1_000_000_000
_MAX_SHEET_CELL = 32_767
_LEAST_ROWS = 10_000
_BYTES_A_ROW = 8
_HARMLESS = 50_000_000
_MAX_GROWTH = 200
"""Bounds against files that are made to fill the memory: bytes, characters of a cell for which a
spreadsheet has room, rows that may be far apart, bytes that a row takes at least, bytes below which
growth does not matter, and times that an archive may grow; sheets grow ten to thirty times."""
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def sheets(path: Path, account: Account) -> tuple[str, list[list[Line]]]:
    """What the workbook calls itself, and its sheets that are shown, each as its rows.

    Args:
        path: XLSX or ODS.
        account: Told of hidden sheets, which are left out, and of hidden rows, which are read.

    Raises:
        InputError: It is damaged, or unpacks to more than a workbook of its size does.
    """
    members = zip_members(path)
    unpacked = sum(member.file_size for member in members)
    if unpacked > min(_MAX_UNPACKED, max(_HARMLESS, _MAX_GROWTH * path.stat().st_size)):
        raise InputError(
            f"{path}: unpacks to {unpacked / 1e6:,.0f} MB, more than a workbook of its size does; "
            "save it again"
        )
    most = max(_LEAST_ROWS, unpacked // _BYTES_A_ROW)
    try:
        if any(member.filename == "xl/workbook.xml" for member in members):
            return _xlsx(path, account, most)
        return _ods(path, account)
    except InputError:
        raise
    except Exception as error:  # openpyxl fails in as many ways as workbooks are broken
        raise InputError(
            f"{path}: not a workbook that can be read ({type(error).__name__}); save it again"
        ) from error


def _xlsx(path: Path, account: Account, most: int) -> tuple[str, list[list[Line]]]:
    import openpyxl

    with path.open("rb") as file, warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        title = clean(book.properties.title or "").strip()
        found = []
        for sheet in book.worksheets:
            rows = _rows(sheet, most, path)
            if sheet.sheet_state != "visible":
                if rows:
                    account.drop(f"hidden sheet {sheet.title!r}, rows", len(rows))
                continue
            _tell_hidden_rows(path, sheet, account)
            found.append(rows)
        return title, found


def _rows(sheet: Any, most: int, path: Path) -> list[Line]:  # noqa: ANN401 (openpyxl has no types)
    """The rows of a sheet that have text, no more than it has room for.

    What it says of its own size is not believed, and a text that many cells share is looked at
    once. An apostrophe that a spreadsheet kept from a CSV, where it stood before a formula, goes;
    one in a cell that is marked as text belongs to it.
    """
    sheet.reset_dimensions()
    shared: dict[str, str] = {}
    rows: list[Line] = []
    marked = False
    for number, row in enumerate(
        sheet.iter_rows(max_row=most, max_col=MAX_COLUMNS, values_only=True), start=1
    ):
        cells = []
        for value in row:
            if isinstance(value, str):
                if value not in shared:
                    shared[value] = _text(value, path)
                    marked = marked or literal(shared[value]) != shared[value]
                cells.append(shared[value])
            else:
                cells.append(_cell(value))
        if any(cells):
            rows.append((number, cells))
    return _without_marks(sheet, rows) if marked else rows


def _without_marks(sheet: Any, rows: list[Line]) -> list[Line]:  # noqa: ANN401
    """The rows without the apostrophes of a CSV that a spreadsheet took for text."""
    sheet.reset_dimensions()
    by_number = dict(rows)
    last = max(by_number)
    for number, row in enumerate(sheet.iter_rows(max_row=last, max_col=MAX_COLUMNS), start=1):
        cells = by_number.get(number)
        for i, cell in enumerate(row if cells else ()):
            if cells and literal(cells[i]) != cells[i] and not cell.style_array.quotePrefix:
                cells[i] = trimmed(literal(cells[i]))
    return rows


def _text(value: str, path: Path) -> str:
    if len(value) > _MAX_SHEET_CELL:
        raise InputError(
            f"{path}: a cell holds {len(value):,} characters, more than a spreadsheet has room "
            "for; save it again"
        )
    return trimmed(value)


def _tell_hidden_rows(path: Path, sheet: Any, account: Account) -> None:  # noqa: ANN401
    """Count the rows and columns of a sheet that are not shown."""
    member = sheet._worksheet_path  # openpyxl does not give it otherwise when it reads a stream
    rows = columns = 0
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        shapes = etree.iterparse(file, tag=("{*}row", "{*}col"), resolve_entities=False)
        for _, element in shapes:
            if element.get("hidden") in ("1", "true"):
                if etree.QName(element).localname == "row":
                    rows += len(element) > 0
                else:
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    columns += max(0, min(last, MAX_COLUMNS) - first + 1)
            element.clear()
    for count, what in ((rows, "hidden row"), (columns, "hidden column")):
        if count:
            account.note(f"{count:,} {what}{'s' * (count > 1)} of sheet {sheet.title!r} read too")


def _ods(path: Path, account: Account) -> tuple[str, list[list[Line]]]:
    """Sheets of OpenDocument, read as XML, so that a cell repeated a million times is one."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        root = etree.parse(
            file, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        ).getroot()
    hidden = {
        style.get(_ods_name("style", "name"))
        for style in root.iterfind(".//{*}style")
        if style.get(_ods_name("style", "family")) == "table"
        and any(
            shape.get(_ods_name("table", "display")) == "false"
            for shape in style.iterfind("{*}table-properties")
        )
    }
    found = []
    for table in root.iterfind(".//{*}spreadsheet/{*}table"):
        rows = _ods_rows(table)
        name = table.get(_ods_name("table", "name"), "")
        if table.get(_ods_name("table", "style-name")) in hidden:
            if rows:
                account.drop(f"hidden sheet {name!r}, rows", len(rows))
            continue
        found.append(rows)
    return "", found


def _ods_name(space: str, name: str) -> str:
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{space}:1.0}}{name}"


def _ods_rows(table: etree._Element) -> list[Line]:
    rows: list[Line] = []
    number = 1
    for row in table.iter("{*}table-row"):
        cells: list[str] = []
        for cell in row:
            name = etree.QName(cell).localname
            if name not in ("table-cell", "covered-table-cell"):
                continue
            paragraphs = cell.iterfind("{*}p")
            text = trimmed(literal("\n".join(map(_ods_text, paragraphs))))
            again = int(cell.get(_ods_name("table", "number-columns-repeated"), 1))
            cells += [text] * min(again, MAX_COLUMNS - len(cells))
        if any(cells):
            rows.append((number, cells))
        number += int(row.get(_ods_name("table", "number-rows-repeated"), 1))
    return rows


def _ods_text(paragraph: etree._Element) -> str:
    """The text of a paragraph; notes at its side are not part of it."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        name = etree.QName(child).localname
        if name == "s":
            pieces.append(" " * int(child.get(_ods_name("text", "c"), 1)))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            pieces.append(_ods_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return trimmed(str(value))
