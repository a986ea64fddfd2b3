"""PDF: physical lines, page by page, or the paragraphs that its own structure tells."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.reading import pdf_blocks, pdf_page
from aligner.reading.blocks import Block, Role
from aligner.reading.pdf_blocks import Sheet
from aligner.reading.pdf_lines import segments
from aligner.reading.pdf_page import Page
from aligner.reading.pdf_parts import parted
from aligner.reading.pdf_tags import Structure
from aligner.reading.scans import hocr
from aligner.reading.scans.hocr import Recognised

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 5_000
MAX_GLYPHS = 20_000_000

_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""
_PASSWORD = 4
_NO_FILE = 2


@dataclass(frozen=True, slots=True)
class Pages:
    """What a PDF holds.

    Attributes:
        blocks: Its text in reading order, with empty lines where a wide gap parts paragraphs.
        unread: Numbers of the pages, from 1, that show text which the file does not hold.
        what: What these are, for a person; empty where there are none.
        needed: True where they are too many to do without.
    """

    blocks: tuple[Block, ...]
    unread: tuple[int, ...] = ()
    what: str = ""
    needed: bool = False


@dataclass(slots=True)
class _Tally:
    """What was met on the pages so far.

    Attributes:
        pictures: Pages that show a picture and hold no text.
        unmapped: Pages whose fonts do not say which letters they show.
        written: Number of pages that hold text.
        glyphs: Letters on all pages.
    """

    pictures: list[int] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)
    written: int = 0
    glyphs: int = 0

    def add(self, number: int, content: Page) -> None:
        glyphs = [*content.glyphs, *(glyph for part in content.sideways for glyph in part)]
        shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
        unknown = sum(_is_unknown(glyph.text) for glyph in shown)
        if not shown and content.scan:
            self.pictures.append(number)
        elif 5 * unknown > len(shown) or 20 * content.unnamed > len(shown):
            self.unmapped.append(number)
        self.written += bool(glyphs)
        self.glyphs += len(glyphs)

    @property
    def unread(self) -> tuple[int, ...]:
        """Pages that have to be recognised."""
        return tuple(sorted((*self.pictures, *self.unmapped)))

    @property
    def needed(self) -> bool:
        """True where these are half of the pages that show anything, or more."""
        return 2 * len(self.unread) >= self.written + len(self.pictures)

    def what(self, count: int) -> str:
        """What the pages are that have to be recognised, of so many."""
        said = []
        if self.pictures:
            said.append(f"{len(self.pictures)} of {count} pages are pictures without a text layer")
        if self.unmapped:
            said.append(
                f"the fonts of {len(self.unmapped)} of {count} pages do not say which letters they "
                "show"
            )
        return " and ".join(said)


def read(data: bytes, name: str, recognised: Mapping[int, Recognised] | None = None) -> Pages:
    """The lines of a PDF.

    What the pages do not show, and what stands at an angle, is no text; a block of the role
    ``UNSEEN`` tells of it.

    Args:
        data: The bytes of the file.
        name: What errors call the file.
        recognised: Pages, by number, that are taken as they were recognised, whatever the file
            says of them.

    Raises:
        InputError: The file is damaged or locked, has no pages or too many, or has no text.
    """
    with _PDFIUM:
        document = _open(data, name)
        try:
            found = {n: page for n, page in (recognised or {}).items() if hocr.lines(page)[0]}
            looked_at = recognised or {}
            tally = _Tally()
            blocks = () if found else _tagged(document, name, tally, looked_at)
            if not blocks:
                tally = _Tally()
                blocks = _placed(document, name, tally, found, looked_at)
            if not (tally.unread or looked_at or tally.glyphs):
                raise InputError(
                    f"{name}: has no text on its pages; if it shows text, print it to a picture "
                    "and give that"
                )
            untold = [
                Block(f"Page {n}, a picture, not read", Role.UNSEEN, n) for n in tally.pictures
            ]
            what = tally.what(len(document))
            return Pages((*blocks, *untold), tally.unread, what, bool(what) and tally.needed)
        finally:
            document.close()


def _tagged(
    document: PdfDocument, name: str, tally: _Tally, recognised: Collection[int]
) -> tuple[Block, ...]:
    """The paragraphs that the file's own structure tells; none where it is not to be believed."""
    from pypdfium2 import raw

    if not raw.FPDFCatalog_IsTagged(document):
        return ()
    structure = Structure()
    for number, page, content in _contents(document, name, tally, recognised):
        structure.add(number, page, content)
    if tally.unmapped or not structure.agrees():
        return ()
    return tuple(structure.blocks())


def _placed(
    document: PdfDocument,
    name: str,
    tally: _Tally,
    found: Mapping[int, Recognised],
    recognised: Collection[int],
) -> tuple[Block, ...]:
    """The lines, as they stand on the pages."""
    sheets = []
    for number, _, content in _contents(document, name, tally, recognised):
        if number in found:
            sheets.append(hocr.sheet(found[number]))
            continue
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


def _contents(
    document: PdfDocument,
    name: str,
    tally: _Tally,
    recognised: Collection[int] = (),
) -> Iterator[tuple[int, PdfPage, Page]]:
    """The pages with their numbers and what they hold; recognised ones are not counted.

    Raises:
        InputError: A page is damaged, or there is too much text.
    """
    import pypdfium2 as pdfium

    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            raise InputError(f"{name}: page {number} is damaged; get the file again") from None
        content = pdf_page.read(page)
        if number not in recognised:
            tally.add(number, content)
        if tally.glyphs > MAX_GLYPHS:
            raise InputError(f"{name}: holds over {MAX_GLYPHS // 10**6} million letters; split it")
        yield number, page, content
        page.close()


def _is_unknown(char: str) -> bool:
    """True for what stands where a font does not say which letter it shows."""
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff"
