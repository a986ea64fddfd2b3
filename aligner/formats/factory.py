"""Reads any format that the house knows, by what is in the file and not by its name."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

from aligner.errors import InputError
from aligner.formats import skos, tables, tbx, tmx, xliff
from aligner.formats.files import zip_members
from aligner.formats.imported import Imported
from aligner.formats.safexml import local_name, start_of

_READERS: dict[str, Callable[..., Imported]] = {
    "tmx": tmx.read,
    "tbx": tbx.read,
    "xliff": xliff.read,
    "skos": skos.read,
    "table": tables.read,
}
_ROOTS = {
    "tmx": "tmx",
    "tbx": "tbx",
    "martif": "tbx",
    "TBX": "tbx",
    "xliff": "xliff",
    "RDF": "skos",
}
_START = 4096


def read(path: Path, *, strict: bool = False) -> Imported:
    """Read translation units or a glossary from a file of any known format.

    Args:
        path: TMX, TBX, XLIFF, SKOS (RDF/XML), CSV or XLSX.
        strict: Raise where something would be skipped.

    Raises:
        InputError: The format is not known, or the file cannot be read.
    """
    return _READERS[kind(path)](path, strict=strict)


def kind(path: Path) -> str:
    """The format of a file: ``tmx``, ``tbx``, ``xliff``, ``skos`` or ``table``.

    Raises:
        InputError: It is none of them, or it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    members = {member.filename for member in zip_members(path)}
    if not start.strip():
        raise InputError(f"{path}: the file is empty")
    if _is_markup(start):
        root = local_name(start_of(path))
        if root in _ROOTS:
            return _ROOTS[root]
        raise InputError(f"{path}: a <{root}> file, which is none of {', '.join(_READERS)}")
    if "xl/workbook.xml" in members or (not members and _is_text(start)):
        return "table"
    raise InputError(f"{path}: none of TMX, TBX, XLIFF, SKOS (RDF/XML), CSV and XLSX")


def _is_markup(start: bytes) -> bool:
    return start.replace(b"\0", b"").lstrip(codecs.BOM_UTF8 + b"\xff\xfe \t\r\n").startswith(b"<")


def _is_text(start: bytes) -> bool:
    return b"\0" not in start or start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
