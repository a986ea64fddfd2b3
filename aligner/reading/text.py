"""Plain text: bytes to lines, whatever the encoding and the line ends."""

from __future__ import annotations

import codecs
import re
import unicodedata

from aligner.errors import InputError
from aligner.reading.blocks import Block, Role

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = (
    "cp1252",
    "cp1251",
    "cp1256",
    "gb18030",
    "koi8_r",
    "cp866",
    "iso8859_6",
    "big5",
)
_SAMPLE = 500_000
"""Bytes on which a legacy encoding is told; more do not make it surer."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def read(data: bytes, name: str) -> tuple[tuple[Block, ...], str]:
    """Lines with their numbers, and the encoding.

    A form feed begins a page; it does not count as a line of its own, as editors count.

    Args:
        data: The bytes of the file.
        name: What errors call the file.

    Raises:
        InputError: The bytes are no text, or text in an encoding that cannot be told.
    """
    decoded, encoding = decode(data, name)
    blocks: list[Block] = []
    page = 1
    for number, line in enumerate(lines(decoded), start=1):
        pieces = line.split("\f")
        for i, piece in enumerate(pieces):
            page += i > 0
            if piece or len(pieces) == 1:
                blocks.append(Block(piece.rstrip(), Role.LINE, page, number))
    return tuple(blocks), encoding


def lines(decoded: str) -> list[str]:
    r"""The lines as Python's ``open`` sees them: ``\n``, ``\r\n`` and ``\r`` end one, no other."""
    split = decoded.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return split[:-1] if split[-1] == "" else split


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and Python's name of its encoding: a byte-order mark, UTF-8, or the likeliest other.

    Raises:
        InputError: The bytes are no text, or text in an encoding that cannot be told.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name), encoding
    if b"\x00" in data:
        return _wide(data, name)
    try:
        decoded, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error, name)
        encoding = _legacy(data, name)
        decoded = _strict(data, encoding, name)
    _refuse_binary(decoded, name)
    lost = decoded.count("\ufffd")
    if lost > 3 and lost * 100 > len(decoded):
        raise InputError(
            f"{name}: {lost} letters were lost (U+FFFD) when it was saved in a wrong encoding; "
            "save the original again as UTF-8"
        )
    return decoded, encoding


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        label = encoding.removesuffix("-sig").upper()
        raise InputError(
            f"{name}: line {line} is not valid {label}, which the file seems to be in; "
            "save it again as UTF-8"
        ) from None


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16 without a mark is the only text that holds zero bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(unicodedata.category(char) in {"Cc", "Cn", "Co"} for char in decoded)
        odd -= sum(decoded.count(char) for char in "\n\r\t\f")
        blanks = sum(decoded.count(char) for char in " \n\u3000，。")
        if odd == 0 and blanks * 200 >= len(decoded):
            return decoded, encoding
    raise InputError(f"{name}: is no text (it holds zero bytes); give .txt, .docx, .pdf or .html")


def _refuse_binary(decoded: str, name: str) -> None:
    controls = len(_CONTROL.findall(decoded))
    if controls * 100 > len(decoded):
        raise InputError(
            f"{name}: is no text ({controls} control characters); give .txt, .docx, .pdf or .html"
        )


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """A few wrong bytes among many right ones are damage; another encoding would spoil the rest."""
    high = sum(byte > 0x7F for byte in data)
    valid = sum(len(match) for match in _MULTIBYTE.findall(data))
    if valid * 10 >= high * 9 and data.decode("utf-8", "replace").count("\ufffd") * 20 < valid:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}: line {line} holds a byte that is not UTF-8 (0x{data[error.start]:02X}) in a "
            "file that otherwise is; mend that line and save it as UTF-8"
        )


def _legacy(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY)).best()
    if best is None:
        raise InputError(
            f"{name}: is no text, or is in an encoding that cannot be told; save it as UTF-8"
        )
    return best.encoding
