"""PDF with a text layer: physical lines, page by page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.reading import pdf_blocks, pdf_page
from aligner.reading.blocks import Block
from aligner.reading.pdf_blocks import Sheet
from aligner.reading.pdf_lines import segments
from aligner.reading.pdf_page import Page
from aligner.reading.pdf_parts import parted
from aligner.reading.pdf_tags import Structure

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 5_000
MAX_GLYPHS = 20_000_000

_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""
_PASSWORD = 4
_NO_FILE = 2


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The lines of a PDF in reading order, with empty lines where a wide gap parts paragraphs.

    What the pages do not show, and what stands at an angle, is no text; a block of the role
    ``UNSEEN`` tells of it.

    Args:
        data: The bytes of the file.
        name: What errors call the file.

    Raises:
        InputError: The file is damaged or locked, has no pages or too many, or has no text layer.
    """
    with _PDFIUM:
        document = _open(data, name)
        try:
            return _tagged(document, name) or _placed(document, name)
        finally:
            document.close()


def _tagged(document: PdfDocument, name: str) -> tuple[Block, ...] | None:
    """The paragraphs that the file's own structure tells; None where it has none to be believed."""
    from pypdfium2 import raw

    if not raw.FPDFCatalog_IsTagged(document):
        return None
    structure = Structure()
    for number, page, content in _contents(document, name):
        structure.add(number, page, content)
    return tuple(structure.blocks()) if structure.agrees() else None


def _placed(document: PdfDocument, name: str) -> tuple[Block, ...]:
    """The lines, as they stand on the pages."""
    sheets = []
    for _, _, content in _contents(document, name):
        running, margins, parts = parted(content.glyphs, content.drawings)
        sideways = (*margins, *(segments(part) for part in content.sideways))
        sheets.append(
            Sheet(
                edges=content.edges,
                segments=running,
                parts=parts,
                sideways=sideways,
                pictures=content.pictures,
                rules=content.drawings.across,
                unseen=content.unseen,
            )
        )
    return tuple(pdf_blocks.blocks(sheets))


def _open(data: bytes, name: str) -> PdfDocument:
    import pypdfium2 as pdfium

    # PDFium refuses a sound document without pages, but reports the error of an earlier call then
    pdfium.raw.FPDF_LoadDocument(b"", None)
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise InputError(f"{name}: is locked by a password; save a copy without one") from None
        if code == _NO_FILE:
            raise InputError(f"{name}: has no pages; get the file again") from None
        raise InputError(f"{name}: is a damaged PDF; get the file again") from None
    if count > MAX_PAGES:
        document.close()
        raise InputError(
            f"{name}: has {count} pages, more than the {MAX_PAGES} that are read; split it"
        )
    return document


def _contents(document: PdfDocument, name: str) -> Iterator[tuple[int, PdfPage, Page]]:
    """The pages with their numbers and what they hold.

    Raises:
        InputError: There is no text, or too much, or the fonts do not say which letters they are.
    """
    import pypdfium2 as pdfium

    total = unmapped = scanned = written = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise InputError(f"{name}: page {number + 1} is damaged; get the file again") from None
        content = pdf_page.read(page)
        glyphs = [*content.glyphs, *(glyph for part in content.sideways for glyph in part)]
        shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
        unmapped += sum(glyph.text == "\ufffd" for glyph in shown)
        scanned += not shown and content.scan
        written += bool(glyphs)
        total += len(glyphs)
        if total > MAX_GLYPHS:
            raise InputError(f"{name}: holds over {MAX_GLYPHS // 10**6} million letters; split it")
        yield number + 1, page, content
        page.close()
    if scanned and 2 * scanned >= written + scanned:
        raise InputError(
            f"{name}: {scanned} of {len(document)} pages are pictures without a text layer; "
            "run OCRmyPDF on it first (ocrmypdf --skip-text IN.pdf OUT.pdf)"
        )
    if not total:
        raise InputError(f"{name}: has no text on its pages; if it shows text, run OCRmyPDF on it")
    if 5 * unmapped > total:
        raise InputError(
            f"{name}: its fonts do not say which letters they show; run OCRmyPDF on it "
            "(ocrmypdf --force-ocr IN.pdf OUT.pdf)"
        )
