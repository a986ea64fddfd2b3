"""PDF with a text layer: physical lines, page by page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.reading import pdf_page
from aligner.reading.blocks import Block, Role
from aligner.reading.pdf_lines import Line, Segment, gutter_of, lines, segments

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

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
            pages = _pages(document, name)
        finally:
            document.close()
    gutters = [gutter for page in pages if (gutter := gutter_of(page.segments)) is not None]
    usual = median(gutters) if gutters else None
    return tuple(_blocks(pages, usual))


@dataclass(frozen=True, slots=True)
class _Page:
    """The segments of one page, those of each part that is set sideways, and what is not shown."""

    segments: list[Segment]
    sideways: tuple[list[Segment], ...]
    unseen: dict[str, str]


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


def _pages(document: PdfDocument, name: str) -> list[_Page]:
    """The pages.

    Raises:
        InputError: There is no text, or too much, or the fonts do not say which letters they are.
    """
    import pypdfium2 as pdfium

    pages: list[_Page] = []
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
        scanned += not shown and content.pictured
        written += bool(glyphs)
        total += len(glyphs)
        if total > MAX_GLYPHS:
            raise InputError(f"{name}: holds over {MAX_GLYPHS // 10**6} million letters; split it")
        pages.append(
            _Page(
                segments(content.glyphs),
                tuple(segments(part) for part in content.sideways),
                content.unseen,
            )
        )
        page.close()
    if scanned and 2 * scanned >= written + scanned:
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


def _blocks(pages: list[_Page], gutter: float | None) -> Iterator[Block]:
    """The lines of all pages; each part that is set sideways is a flow of its own."""
    read = [
        [lines(page.segments, gutter), *(lines(p, None) for p in page.sideways)] for page in pages
    ]
    usual = _usual_pitch([part for parts in read for part in parts])
    apart = 0
    for number, (page, parts) in enumerate(zip(pages, read, strict=True), start=1):
        line = 0
        for place, part in enumerate(parts):
            apart += bool(place)
            for block in _part(part, usual):
                line += bool(block.text)
                yield replace(block, page=number, line=line, flow=apart if place else 0)
        for why, words in page.unseen.items():
            text = f"Page {number}, {why}, not read: {words}"
            yield Block(text, Role.UNSEEN, number)


def _part(part: list[Line], usual: float) -> Iterator[Block]:
    above: Line | None = None
    for line in part:
        if above is not None and _is_gap(above, line, usual):
            yield Block("")
        yield Block(" " * min(40, round(2 * line.indent)) + line.text)
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
