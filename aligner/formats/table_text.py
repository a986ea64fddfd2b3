"""Separated text in: its rows, whatever divides the cells, with what is wrong told by line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.encodings import EncodingUnknownError, decoded
from aligner.formats.files import opened
from aligner.formats.imported import Account
from aligner.formats.safexml import clean
from aligner.formats.table_cells import literal
from aligner.formats.table_columns import column, scripts, share_in_script

MAX_COLUMNS = 200
_MAX_CELL = 1_000_000
"""Bounds against files that are made to fill the memory: columns, characters a cell."""
_DELIMITERS = ",;\t|"
_SAMPLE = 50
_FARTHEST = 1_000
"""Lines that one row may take."""
_MOST_STRAYS = 100
_SEP = re.compile(r'\s*"?sep=(.)"?,*;*\r?$', re.IGNORECASE)

Line = tuple[int, list[str]]
"""The number of a line, from 1, and the cells of the row that begins there."""


def rows(path: Path, account: Account, languages: tuple[str, ...] = ()) -> list[Line]:
    """The rows of a file that have text.

    A quotation mark that is not closed, and would swallow the rows that follow it, is told with
    its line; only that line is left out.

    Args:
        path: Text in any encoding.
        account: Told how it was read and what was left out.
        languages: What it is in, as far as that is known.

    Raises:
        InputError: It is no text, in no character set that can be told, or full of quotation
            marks that are not closed.
    """
    with opened(path) as file:
        raw = file.read()
    try:
        text, judged = decoded(raw, languages or _languages(raw), _by_columns)
    except EncodingUnknownError as error:
        raise InputError(f"{path}: {error}") from error
    if judged:
        account.note(f"not UTF-8, read as {judged}")
    if "\0" in text:
        raise InputError(f"{path}: a binary file, not a table; check that it is the right one")
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    first, delimiter = 0, ""
    if lines and (said := _SEP.match(lines[0].rstrip("\n"))):
        first, delimiter = 1, said[1]
    return list(_records(path, lines, first, delimiter or _delimiter(lines), account))


def _languages(raw: bytes) -> list[str]:
    """The languages over the columns, where they can be read without knowing the character set."""
    start = raw[:4096].decode("ascii", errors="replace")
    for line in start.splitlines()[:10]:
        for delimiter in _DELIMITERS:
            found = [column(cell.strip(' "')) for cell in line.split(delimiter)]
            langs = [f.lang for f in found if f.lang and "\ufffd" not in f.name]
            if len(langs) > 1 and "\ufffd" not in line:
                return langs
    return []


def _by_columns(text: str) -> float:
    """How well the cells of a reading fit the languages over them; headings count for much."""
    lines = text.splitlines()[:_SAMPLE]
    delimiter = _delimiter(lines)
    cut = [line.split(delimiter) for line in lines]
    score = 0.0
    header: list[str] = []
    for cells in cut[:10]:
        langs = [column(cell.strip(' "')).lang for cell in cells[:MAX_COLUMNS]]
        if sum(map(bool, langs)) > sum(map(bool, header)):
            header = langs
            score = 20.0 * sum(
                bool(lang) and not cell.isascii() for lang, cell in zip(langs, cells, strict=False)
            )
    for i, lang in enumerate(header):
        own = scripts(lang) if lang else ()
        for cells in cut if own else ():
            if i < len(cells) and not cells[i].isascii():
                strange = "".join(letter for letter in cells[i] if letter >= "\x80")
                fits = share_in_script(strange, own) if strange else 0.0
                score += len(strange) * (2 * fits - 1) * 2
    return score


def _delimiter(lines: list[str]) -> str:
    """What divides the cells: what cuts the first line into the most columns that languages head.

    Where that says nothing, what cuts most of the first lines into the same number of cells.
    """
    sample = [line for line in lines if line.strip() and not _SEP.match(line)][:_SAMPLE]
    headed = Counter(
        {delimiter: _headed(sample[0], delimiter) for delimiter in _DELIMITERS} if sample else {}
    ).most_common(2)
    if headed and headed[0][1] > max(1, headed[1][1]):
        return headed[0][0]
    best, found = (0, 0), ","
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(
                len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1
            )
        except csv.Error:
            widths = Counter(line.count(delimiter) + 1 for line in sample if delimiter in line)
        if delimiter == "|" and best > (0, 0):
            break
        if widths:
            width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (often, width) > best:
                best, found = (often, width), delimiter
    return found


def _headed(line: str, delimiter: str) -> int:
    """How many columns languages head, where the line is cut so."""
    return sum(bool(column(cell.strip(' "')).lang) for cell in line.split(delimiter))


def _records(
    path: Path, lines: list[str], first: int, delimiter: str, account: Account
) -> Iterator[Line]:
    csv.field_size_limit(_MAX_CELL)
    start, width, strays = first, 0, 0
    while start < len(lines):
        line = lines[start]
        if '"' not in line:
            cells, end = line.rstrip("\r\n").split(delimiter), start + 1
        else:
            cells, end = _quoted(lines, start, delimiter, width)
        if not end:
            strays += 1
            if strays > _MOST_STRAYS:
                raise InputError(
                    f"{path}: more than {_MOST_STRAYS} quotation marks that are not closed; "
                    "export it again with quotation marks doubled"
                )
            account.skip(start + 1, "a quotation mark that is not closed; close or double it")
            start += 1
            continue
        if max(map(len, cells)) > _MAX_CELL:
            raise InputError(
                f"{path}, line {start + 1}: a cell of more than {_MAX_CELL} characters"
            )
        found = [trimmed(literal(cell)) for cell in cells[:MAX_COLUMNS]]
        if any(found):
            width = width or len(cells)
            yield start + 1, found
        start = end


def _quoted(lines: list[str], start: int, delimiter: str, width: int) -> tuple[list[str], int]:
    """The row that begins at a line, and the line after it; 0 where its quotes make no sense."""
    ahead = iter(lines[start : start + _FARTHEST])
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        loose = next(csv.reader([lines[start]], delimiter=delimiter))
        closed = lines[start].count('"') % 2 == 0
        return (loose, start + 1) if closed and len(loose) == max(width, 1) else ([], 0)
    taken = lines[start : start + reader.line_num]
    if len(taken) > 1 and width > 1:
        widths = {line.count(delimiter) + 1 for line in taken if line.strip()}
        if widths == {width} or (len(cells) != width and width in widths):
            return [], 0  # Each line is a row of its own.
    return cells, start + reader.line_num


def trimmed(text: str) -> str:
    """The text without outer spaces; line ends stay, as the lines of a cell belong together."""
    return clean(text).strip(" \t\r\xa0")
