"""Reads any format that the house knows, by what is in the file and not by its name."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from pathlib import Path

from aligner import confinement
from aligner.errors import InputError
from aligner.formats import skos, tables, tbx, tmx, xliff
from aligner.formats.files import zip_members
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import local_name, start_of
from aligner.model import TranslationUnit

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

    It is read in a process of its own, with limits: see :mod:`aligner.confinement`.

    Args:
        path: TMX, TBX, XLIFF, SKOS (RDF/XML), CSV or XLSX.
        strict: Raise where something would be skipped.

    Raises:
        InputError: The format is not known, or the file cannot be read or goes beyond the limits.
    """
    return confinement.run(partial(_read, path, strict), file=path)


def _read(path: Path, strict: bool) -> Imported:
    return _READERS[kind(path)](path, strict=strict)


def stream(path: Path, *, strict: bool = False) -> Generator[TranslationUnit, None, Imported]:
    """Read as :func:`read`, but the units one by one, those of TMX in constant memory.

    Args:
        path: TMX, TBX, XLIFF, SKOS (RDF/XML), CSV or XLSX.
        strict: Raise where something would be skipped, before the first unit.

    Yields:
        Units, in file order.

    Returns:
        All else that is in the file, with an account of what was skipped.

    Raises:
        InputError: The format is not known, or the file cannot be read or goes beyond the limits.
    """
    return confinement.stream(partial(_stream, path, strict), file=path)


def _stream(path: Path, strict: bool) -> Generator[TranslationUnit, None, Imported]:
    if kind(path) != "tmx":
        imported = _read(path, strict)
        yield from imported.units
        return replace(imported, units=())
    if strict:  # Once through before anything is handed on.
        deque(tmx.stream(path, strict=True), maxlen=0)
    account = Account(path, strict=strict)
    yield from tmx.stream(path, account)
    return Imported(skipped=tuple(account.skipped), notes=account.notes)


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
