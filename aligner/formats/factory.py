"""Reads any format that the house knows, by what is in the file and not by its name."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from aligner import confinement
from aligner.errors import InputError
from aligner.formats import multiterm, po, skos, tables, tbx, tmx, unread, xliff
from aligner.formats.encodings import is_wide, narrow
from aligner.formats.files import opened, zip_members
from aligner.formats.imported import Account, Imported
from aligner.formats.safexml import local_name, start_of
from aligner.model import TranslationUnit

_READERS: dict[str, Callable[..., Imported]] = {
    "tmx": tmx.read,
    "tbx": tbx.read,
    "xliff": xliff.read,
    "po": po.read,
    "multiterm": multiterm.read,
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
    "mtf": "multiterm",
}
_NAMES = "TMX, TBX, MultiTerm XML, XLIFF, SKOS, PO, CSV, XLSX and ODS"
_START = 4096


def read(path: Path, *, strict: bool = False, languages: Sequence[str] = ()) -> Imported:
    """Read translation units or a glossary from a file of any known format.

    It is read in a process of its own, with limits: see :mod:`aligner.confinement`.

    Args:
        path: TMX, TBX, MultiTerm XML, XLIFF, SKOS, PO, CSV, XLSX or ODS; also compressed by gzip.
        strict: Raise where something would be skipped or not kept.
        languages: What the file is in, where it does not say so: of a table without a header,
            or of an XLIFF or PO.

    Raises:
        InputError: The format is not known, or the file cannot be read or goes beyond the limits.
    """
    return confinement.run(partial(_read, path, strict, tuple(languages)), file=path)


def _read(path: Path, strict: bool, languages: Sequence[str]) -> Imported:
    found = kind(path)
    if found in ("table", "xliff", "po"):
        return _READERS[found](path, strict=strict, languages=languages)
    return _READERS[found](path, strict=strict)


def stream(
    path: Path, *, strict: bool = False, languages: Sequence[str] = ()
) -> Generator[TranslationUnit, None, Imported]:
    """Read as :func:`read`, but the units one by one, those of TMX in constant memory.

    Args:
        path: TMX, TBX, MultiTerm XML, XLIFF, SKOS, PO, CSV, XLSX or ODS; also compressed by gzip.
        strict: Raise where something would be skipped or not kept, before the first unit.
        languages: As for :func:`read`.

    Yields:
        Units, in file order.

    Returns:
        All else that is in the file, with an account of what was skipped.

    Raises:
        InputError: The format is not known, or the file cannot be read or goes beyond the limits.
    """
    return confinement.stream(partial(_stream, path, strict, tuple(languages)), file=path)


def _stream(
    path: Path, strict: bool, languages: Sequence[str]
) -> Generator[TranslationUnit, None, Imported]:
    if kind(path) != "tmx":
        imported = _read(path, strict, languages)
        yield from imported.units
        return replace(imported, units=())
    if strict:  # Once through before anything is handed on.
        deque(tmx.stream(path, strict=True), maxlen=0)
    account = Account(path, strict=strict)
    yield from tmx.stream(path, account)
    return Imported(skipped=tuple(account.skipped), notes=account.notes)


def kind(path: Path) -> str:
    """The format of a file: one of those that have a reader, such as ``tmx`` or ``table``.

    Raises:
        InputError: It is none of them, or it cannot be opened.
    """
    try:
        with opened(path) as file:
            start = file.read(_START)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    members = {member.filename for member in zip_members(path)}
    if not start.strip(b" \t\r\n\xef\xbb\xbf"):
        raise InputError(f"{path}: the file is empty")
    if members:
        if "xl/workbook.xml" in members or _is_ods(path, members):
            return "table"
        raise InputError(f"{path}: {unread.by_members(members)}")
    if _is_triples(start) or _is_json_ld(start):
        return "skos"
    if _is_markup(start):
        root = local_name(start_of(path))
        if root in _ROOTS:
            return _ROOTS[root]
        said = unread.by_root(root) or f"a <{root}> file, which is none of {_NAMES}"
        raise InputError(f"{path}: {said}")
    if _is_po(start):
        return "po"
    if said := unread.by_start(start):
        raise InputError(f"{path}: {said}")
    if _is_text(start):
        return "table"
    raise InputError(f"{path}: none of {_NAMES}")


def _is_ods(path: Path, members: set[str]) -> bool:
    import zipfile

    if "content.xml" not in members or "mimetype" not in members:
        return False
    with zipfile.ZipFile(path) as archive, archive.open("mimetype") as file:
        return b"opendocument.spreadsheet" in file.read(100)


def _is_markup(start: bytes) -> bool:
    return start.replace(b"\0", b"").lstrip(codecs.BOM_UTF8 + b"\xff\xfe \t\r\n").startswith(b"<")


def _is_triples(start: bytes) -> bool:
    """Whether a file begins as Turtle or N-Triples do, past its comments."""
    plain = unread.without_comments(start.removeprefix(codecs.BOM_UTF8))
    return bool(
        re.match(rb"@(prefix|base)\s", plain)
        or re.match(rb"(?i:prefix|base)\s+[\w.-]*:?\s*<", plain)
        or re.match(rb"(<[^<>\"{}|^`\\\s]*>|_:\w+)\s+<[^<>\"\s]+>\s+[<\"_]", plain)
    )


def _is_po(start: bytes) -> bool:
    plain = unread.without_comments(narrow(start))
    return re.match(rb"(msgctxt|msgid) \"", plain) is not None


def _is_json_ld(start: bytes) -> bool:
    plain = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return plain[:1] in (b"{", b"[") and bool(
        re.search(rb"\"@(context|graph|id|type)\"\s*:", plain)
    )


def _is_text(start: bytes) -> bool:
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return b"\0" not in start or marked or is_wide(start)
