"""The pages of a scan, each recognised by itself, several at once."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aligner import confinement
from aligner.errors import InputError
from aligner.languages import LANGUAGES, OFFICIAL, language
from aligner.model.progress import Progress
from aligner.reading import detection
from aligner.reading.scans import hocr, pictures, tesseract
from aligner.reading.scans.hocr import Recognised

_WELL_READ = 0.6
"""Confidence under which a page is tried the other way round."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file of which pages have to be recognised before it can be read.

    Attributes:
        pages: Their numbers, from 1.
        lang: BCP 47 code; None where nobody has said it, and no page tells.
        what: What they are, for a person: ``is a picture``.
    """

    pages: tuple[int, ...]
    lang: str | None
    what: str


def remedy(lang: str | None) -> str:
    """What to do so that scans in a language can be read."""
    names = _names(lang)
    return f"to have it read, install Tesseract: {tesseract.install(names)}"


def recognise(
    path: Path, scan: Scan, progress: Progress | None = None
) -> tuple[Mapping[int, Recognised], str | None]:
    """The pages of a scan by number, recognised; and its language.

    Without Tesseract, or without its data for the language, there are none.

    Args:
        path: The file.
        scan: Which of its pages, and in which language.
        progress: Told of each page.

    Raises:
        InputError: A page cannot be recognised within the limits.
    """
    have = tesseract.languages()
    lang = scan.lang
    if lang is None and have:
        lang = _language(path, scan.pages[0], have)
    names = _names(lang)
    if not have.issuperset(names.split("+")):
        return {}, lang
    found: dict[int, Recognised] = {}
    with ThreadPoolExecutor(max_workers=min(len(scan.pages), os.cpu_count() or 1)) as pool:
        work = {pool.submit(_page, path, number, names): number for number in scan.pages}
        try:
            for done in as_completed(work):
                found[work[done]] = done.result()
                if progress:
                    share = len(found) / len(scan.pages)
                    progress(f"recognising {path.name}, {len(found)} of {len(scan.pages)}", share)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found, lang


def _names(lang: str | None) -> str:
    """What Tesseract calls a language; all official ones where it is not known."""
    if lang is None:
        return "+".join(LANGUAGES[code].tesseract for code in OFFICIAL)
    if known := language(lang).tesseract:
        return known
    import langcodes

    try:
        return langcodes.Language.get(lang).to_alpha3()
    except LookupError:
        return "eng"


def _language(path: Path, number: int, have: frozenset[str]) -> str | None:
    """The language that a page reads as, by all that can be recognised."""
    names = "+".join(name for name in _names(None).split("+") if name in have)
    if not names:
        return None
    page = _page(path, number, names)
    return confinement.run(partial(_told, page), file=path, prepare=detection.prepare)


def _told(page: Recognised) -> str | None:
    found = detection.detect(hocr.text(page))
    return found.lang if found.lang in LANGUAGES else None


def _page(path: Path, number: int, names: str) -> Recognised:
    """One page; where hardly anything is read of it, as it stands when it is turned upright."""
    picture = confinement.run(partial(_picture, path, number), file=path)
    page = _recognised(path, number, picture, names)
    if confinement.run(partial(hocr.confidence, page), file=path) >= _WELL_READ:
        return page
    limits = confinement.settings()
    turn = tesseract.turn(
        picture.pgm,
        dpi=picture.dpi,
        seconds=limits.page_seconds,
        wait=limits.wall(limits.page_seconds),
    )
    return _recognised(path, number, _turned(picture, turn), names) if turn else page


def _picture(path: Path, number: int) -> pictures.Picture:
    return pictures.page(path.read_bytes(), path.name, number)


def _turned(picture: pictures.Picture, degrees: int) -> pictures.Picture:
    from PIL import Image

    with Image.open(io.BytesIO(picture.pgm), formats=("PPM",)) as image:
        out = io.BytesIO()
        image.rotate(-degrees, expand=True).save(out, "PPM")
    return pictures.Picture(out.getvalue(), picture.dpi)


def _recognised(path: Path, number: int, picture: pictures.Picture, names: str) -> Recognised:
    limits = confinement.settings()
    seconds = limits.page_seconds
    try:
        said = tesseract.hocr(
            picture.pgm, names, dpi=picture.dpi, seconds=seconds, wait=limits.wall(seconds)
        )
    except tesseract.Unread as unread:
        raise InputError(
            f"{path.name}: page {number} {unread}; leave it out, or raise page-seconds "
            "([limits] in aligner.toml)"
        ) from None
    return Recognised(said, picture.dpi)
