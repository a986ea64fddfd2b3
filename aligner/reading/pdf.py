"""PDF with a text layer: physical lines, page by page."""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from itertools import pairwise
from statistics import median, quantiles
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.reading.blocks import Block, Role
from aligner.reading.pdf_glyphs import Glyph
from aligner.reading.pdf_lines import Line, gutter_of, lines, segments

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 5_000
MAX_GLYPHS = 20_000_000

_PARAGRAPH_GAP = 1.3
"""A distance between baselines over so many times the usual one parts paragraphs."""
_SHORT_LINE = 6.0
"""White space in ems, at the end of the last line of a column, that ends a paragraph there."""
_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""
_PASSWORD = 4
_NO_FILE = 2
_LINE_END_HYPHEN = "\x02"


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The lines of a PDF in reading order, with empty lines where a wide gap parts paragraphs.

    Args:
        data: The bytes of the file.
        name: What errors call the file.

    Raises:
        InputError: The file is damaged or locked, has no pages or too many, or has no text layer.
    """
    with _PDFIUM:
        document = _open(data, name)
        try:
            pages = [segments(glyphs) for glyphs in _glyphs(document, name)]
        finally:
            document.close()
    gutters = [gutter for page in pages if (gutter := gutter_of(page)) is not None]
    usual = median(gutters) if gutters else None
    return tuple(_blocks([lines(page, usual) for page in pages]))


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


def _glyphs(document: PdfDocument, name: str) -> list[list[Glyph]]:
    """The glyphs of each page.

    Raises:
        InputError: There are none, or too many, or the fonts do not say which letters they are.
    """
    import pypdfium2 as pdfium

    pages: list[list[Glyph]] = []
    total = unmapped = scanned = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise InputError(f"{name}: page {number + 1} is damaged; get the file again") from None
        glyphs = list(_page_glyphs(page))
        shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
        unmapped += sum(glyph.text == "\ufffd" for glyph in shown)
        scanned += not shown and _has_picture(page)
        total += len(glyphs)
        if total > MAX_GLYPHS:
            raise InputError(f"{name}: holds over {MAX_GLYPHS // 10**6} million letters; split it")
        pages.append(glyphs)
        page.close()
    if scanned and 2 * scanned >= sum(bool(glyphs) for glyphs in pages) + scanned:
        raise InputError(
            f"{name}: {scanned} of {len(pages)} pages are pictures without a text layer; "
            "run OCRmyPDF on it first (ocrmypdf --skip-text IN.pdf OUT.pdf)"
        )
    if not total:
        raise InputError(f"{name}: has no text on its pages; if it shows text, run OCRmyPDF on it")
    if 5 * unmapped > total:
        raise InputError(
            f"{name}: its fonts do not say which letters they show; run OCRmyPDF on it "
            "(ocrmypdf --force-ocr IN.pdf OUT.pdf)"
        )
    return pages


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _page_glyphs(page: PdfPage) -> Iterator[Glyph]:
    """Upright glyphs with their advance boxes; text set at an angle is no running text."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, i)
        angle = raw.FPDFText_GetCharAngle(textpage, i)
        if angle > 0 and min(angle, abs(angle - 2 * math.pi)) > 0.1:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, i, box):
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetMatrix(textpage, i, matrix)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        size = max(1.0, scale * raw.FPDFText_GetFontSize(textpage, i))
        char = _character(code)
        if not char.isspace() or box.right - box.left > 0.05 * size:
            yield Glyph(char, box.left, box.right, y.value, size)
    textpage.close()


def _character(code: int) -> str:
    char = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
    if char == _LINE_END_HYPHEN:
        return "-"
    return "\ufffd" if char in "\ufffe\uffff" else char


def _blocks(pages: list[list[Line]]) -> Iterator[Block]:
    usual = _usual_pitch(pages)
    for page, page_lines in enumerate(pages, start=1):
        above: Line | None = None
        for number, line in enumerate(page_lines, start=1):
            if above is not None and _is_gap(above, line, usual):
                yield Block("", Role.LINE, page, number)
            indent = " " * min(40, round(2 * line.indent))
            yield Block(indent + line.text, Role.LINE, page, number)
            above = line


def _is_gap(above: Line, line: Line, usual: float) -> bool:
    """True where white space parts paragraphs: between two lines, or at the end of a column."""
    if above.column != line.column:
        return above.slack > _SHORT_LINE
    return (above.baseline - line.baseline) / max(above.size, line.size) > _PARAGRAPH_GAP * usual


def _usual_pitch(pages: list[list[Line]]) -> float:
    """Distance between two baselines inside a paragraph, in font sizes: the lower quartile."""
    pitches = [
        (above.baseline - line.baseline) / max(above.size, line.size)
        for page in pages
        for above, line in pairwise(page)
        if above.column == line.column and above.baseline > line.baseline
    ]
    return quantiles(pitches, n=4)[0] if len(pitches) > 1 else 1.2
