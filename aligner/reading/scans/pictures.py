"""The pages of a file as grey pictures, as Tesseract wants them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
"""Dots an inch at which Tesseract reads best."""
MAX_FRAMES = 5_000
_LARGEST = 60_000_000
"""Dots of a picture; a page of A3 at 500 dots an inch has fewer."""
_LEAST_DPI = 70
"""A picture that says less than this says nothing of its size."""
_PAGE_INCHES = 8.27
"""Width of a page of A4, which a picture that does not tell its size is taken for."""
_UPSCALED = 2.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey.

    Attributes:
        pgm: The picture as a portable graymap.
        dpi: Its dots an inch.
    """

    pgm: bytes
    dpi: int


def count(data: bytes, name: str) -> int:
    """Number of pages of a TIFF, PNG, JPEG or GIF.

    Raises:
        InputError: It cannot be opened, or has too many.
    """
    with _opened(data, name) as image:
        frames = int(getattr(image, "n_frames", 1))
    if frames > MAX_FRAMES:
        raise InputError(
            f"{name}: has {frames} pages, more than the {MAX_FRAMES} that are read; split it"
        )
    return frames


def page(data: bytes, name: str, number: int) -> Picture:
    """One page, from 1, of a PDF or a picture.

    Raises:
        InputError: The page is damaged or too large.
    """
    return _printed(data, name, number) if b"%PDF-" in data[:1024] else _frame(data, name, number)


def _printed(data: bytes, name: str, number: int) -> Picture:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        sheet = document[number - 1]
        width, height = sheet.get_size()
        scale = min(DPI / 72, (_LARGEST / max(1.0, width * height)) ** 0.5)
        drawn = sheet.render(scale=scale, grayscale=True).to_pil()
    except pdfium.PdfiumError:
        raise InputError(f"{name}: page {number} is damaged; get the file again") from None
    return Picture(_pgm(drawn), round(72 * scale))


def _frame(data: bytes, name: str, number: int) -> Picture:
    with _opened(data, name) as image:
        image.seek(number - 1)
        if image.width * image.height > _LARGEST:
            raise InputError(
                f"{name}: page {number} has {image.width} x {image.height} dots, more than a page "
                "needs; scan it at 300 dots an inch"
            )
        dpi = _dpi(image)
        grey = _grey(image)
    if dpi < 0.75 * DPI:
        wanted = min(_UPSCALED, DPI / dpi, (_LARGEST / (grey.width * grey.height)) ** 0.5)
        grey = grey.resize((round(grey.width * wanted), round(grey.height * wanted)))
        dpi = round(dpi * wanted)
    return Picture(_pgm(grey), dpi)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image]:
    from PIL import Image as pillow  # noqa: N813 - a module that is called as its class

    try:
        with pillow.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "GIF")) as image:
            yield image
    except (OSError, ValueError, SyntaxError, EOFError, pillow.DecompressionBombError):
        raise InputError(f"{name}: is a damaged picture; get the file again") from None


def _dpi(image: Image) -> int:
    """Dots an inch: what the file says, or what makes a page of A4 of it."""
    said = float(image.info.get("dpi", (0, 0))[0] or 0)
    return round(said) if said > _LEAST_DPI else max(1, round(image.width / _PAGE_INCHES))


def _grey(image: Image) -> Image:
    """Shades of grey on white paper, turned as the camera says."""
    from PIL import Image as pillow  # noqa: N813
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if "transparency" in upright.info or upright.mode in {"RGBA", "LA", "PA"}:
        clear = upright.convert("RGBA")
        paper = pillow.new("RGBA", clear.size, "white")
        upright = pillow.alpha_composite(paper, clear)
    if upright.mode.startswith("I;16"):
        return upright.point(lambda value: value / 256).convert("L")
    return upright.convert("L")


def _pgm(image: Image) -> bytes:
    out = io.BytesIO()
    image.convert("L").save(out, "PPM")
    return out.getvalue()
