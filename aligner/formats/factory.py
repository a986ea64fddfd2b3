"""Reads any format that the house knows, by what is in the file and not by its name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from aligner.errors import InputError
from aligner.formats import skos, tables, tbx, tmx, unread, xliff
from aligner.formats.encodings import is_wide
from aligner.formats.files import opened, zip_members
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
_NAMES = "TMX, TBX, XLIFF, SKOS, CSV, XLSX and ODS"
_START = 4096


def read(path: Path, *, strict: bool = False, languages: Sequence[str] = ()) -> Imported:
    """Read translation units or a glossary from a file of any known format.

    Args:
        path: TMX, TBX, XLIFF, SKOS, CSV, XLSX or ODS; also compressed by gzip.
        strict: Raise where something would be skipped or not kept.
        languages: What the file is in, where it does not say so: of a table without a header,
            or of the targets of an XLIFF.

    Raises:
        InputError: The format is not known, or the file cannot be read.
    """
    found = kind(path)
    if found in ("table", "xliff"):
        return _READERS[found](path, strict=strict, languages=languages)
    return _READERS[found](path, strict=strict)


def kind(path: Path) -> str:
    """The format of a file: ``tmx``, ``tbx``, ``xliff``, ``skos`` or ``table``.

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


def _is_json_ld(start: bytes) -> bool:
    plain = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return plain[:1] in (b"{", b"[") and bool(
        re.search(rb"\"@(context|graph|id|type)\"\s*:", plain)
    )


def _is_text(start: bytes) -> bool:
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return b"\0" not in start or marked or is_wide(start)
