"""A file as blocks of text: its format is found in its content, never in its name."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.reading.blocks import Block

if TYPE_CHECKING:
    from aligner.reading.scans.hocr import Recognised

MAX_BYTES = 200_000_000
"""Larger files are refused before they are read."""

_LOCKED = "an old Office file without a Word text, or one locked by a password"
_BINARY = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _LOCKED,
    b"{\\rtf": "a Rich Text file",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_REMEDY = {
    _LOCKED: "open it in its program and save it as .docx without a password",
    "a Rich Text file": "save it as .docx",
}
_ZIPPED = {
    "xl/workbook": "a spreadsheet",
    "ppt/presentation": "a presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an e-book",
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_NAMED = {".docx": "docx", ".pdf": "pdf"}
_PREAMBLE = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>|\A---[ \t]*\r?\n.*?\n---[ \t]*\r?\n)+", re.S
)
"""What may stand before the first element of a web page: comments, a declaration, front matter."""
_ELEMENT = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|main|header|footer|nav"
    rb"|section|article|aside|figure|details|p|div|span|h[1-6]|table|ol|ul|dl|pre|blockquote|a|b|i|em"
    rb"|strong|br|hr|img|form)\b[^<]*>",
    re.I,
)
_CLOSED = re.compile(rb"</(?:p|div|li|h[1-6]|td|tr|table|ul|ol|section|article)\s*>", re.I)
_SNIFFED = 65_536
"""Bytes that are looked at to tell a web page from plain text."""
_TAGGED = 3
"""Closed paragraphs, cells and the like that make a page of a text which begins with words."""
_MHTML = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/", re.I
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, before its lines are joined into paragraphs.

    Attributes:
        blocks: Its text in reading order.
        format: ``txt``, ``docx``, ``pdf``, ``html``, ``mhtml`` or ``picture``.
        sha256: Hash of its bytes, in hexadecimal.
        encoding: Python's name of the encoding; None for formats that settle it themselves.
        unread: Pages, from 1, that have to be recognised before they can be read.
        what: What these are, for a person; empty where there are none.
        needed: True where the rest is nothing without them.
    """

    blocks: tuple[Block, ...]
    format: str
    sha256: str
    encoding: str | None = None
    unread: tuple[int, ...] = ()
    what: str = ""
    needed: bool = False


def load(path: Path, recognised: Mapping[int, Recognised] | None = None) -> Source:
    """Read a file of any supported format.

    Args:
        path: The file.
        recognised: Pages of a scan, by number, as they were recognised.

    Raises:
        InputError: The file is missing, unreadable, empty, too large, damaged, locked, of a format
            that is not supported, or without any text.
    """
    data = contents(path)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = _format(data, path)
    encoding = None
    if kind == "docx":
        from aligner.reading import docx

        blocks = docx.read(data, path.name)
    elif kind == "pdf":
        from aligner.reading import pdf

        pages = pdf.read(data, path.name, recognised)
        return Source(pages.blocks, kind, sha256, None, pages.unread, pages.what, pages.needed)
    elif kind == "picture":
        return _picture(data, path.name, sha256, recognised or {})
    elif kind == "html":
        from aligner.reading import html

        blocks, encoding = html.read(data, path.name)
    elif kind == "mhtml":
        from aligner.reading import html, mhtml

        blocks, encoding = html.read(*mhtml.page(data, path.name))
    else:
        from aligner.reading import text

        blocks, encoding = text.read(data, path.name)
    return Source(blocks, kind, sha256, encoding)


def _picture(data: bytes, name: str, sha256: str, recognised: Mapping[int, Recognised]) -> Source:
    from aligner.reading import pdf_blocks
    from aligner.reading.scans import hocr, pictures

    count = pictures.count(data, name)
    sheets = [hocr.sheet(recognised[n]) for n in range(1, count + 1) if n in recognised]
    blocks = tuple(pdf_blocks.blocks(sheets))
    unread = tuple(n for n in range(1, count + 1) if n not in recognised)
    return Source(blocks, "picture", sha256, None, unread, "is a picture", bool(unread))


def contents(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: It is missing, a folder, not readable, empty or over :data:`MAX_BYTES`.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path}: is a folder; give a file")
        if size > MAX_BYTES:
            raise InputError(
                f"{path}: is {size / 1e6:.0f} MB, more than the {MAX_BYTES // 10**6} MB that are "
                "read; split it"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; change its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read: {reason}") from None
    if not data:
        raise InputError(f"{path.name}: is empty (0 bytes); check that it was saved")
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: has no end within {MAX_BYTES // 10**6} MB; give a plain file")
    return data


def _format(data: bytes, path: Path) -> str:
    """The format of the content, which must not belie a name that promises a binary one."""
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            remedy = _REMEDY.get(what, "give the text as .txt, .docx, .pdf or .html")
            raise InputError(f"{path.name}: is {what}; {remedy}")
    if data.startswith(_PICTURES):
        return "picture"
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data, path)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    promised = _NAMED.get(path.suffix.lower())
    if promised == "docx":
        raise InputError(
            f"{path.name}: is named .docx but is no Word file (no zip archive); "
            "save it again from Word, or name it .txt if it is plain text"
        )
    if promised == "pdf":
        raise InputError(
            f"{path.name}: is named .pdf but is no PDF (no %PDF header); get the file again, "
            "or name it .txt if it is plain text"
        )
    head = data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"")
    if _MHTML.match(head):
        return "mhtml"
    return "html" if _is_page(head) else "txt"


def _is_page(head: bytes) -> bool:
    """True for the beginning of a web page or of a part of one."""
    preamble = _PREAMBLE.match(head)
    start = preamble.end() if preamble else 0
    return bool(_ELEMENT.match(head, start)) or len(_CLOSED.findall(head)) >= _TAGGED


def _zip_format(data: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise InputError(
            f"{path.name}: is a damaged zip archive, so no Word file; get the file again"
        ) from None
    for member, what in _ZIPPED.items():
        if any(name.startswith(member) for name in names):
            raise InputError(f"{path.name}: is {what}, no Word file; save its text as .docx")
    if "word/document.xml" in names or {"[Content_Types].xml", "_rels/.rels"} <= names:
        return "docx"
    raise InputError(
        f"{path.name}: is a zip archive but no Word file; give the .docx itself, "
        "or unpack it and give a file from it"
    )
