"""hOCR, the output of Tesseract, as glyphs that stand where a PDF would put them.

The format is that of *The hOCR Embedded OCR Workflow* (Breuel 2007; version 1.2): each word has its
box and confidence, each line its slope and the height of its letters, in dots from the top left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from aligner.reading import bidi
from aligner.reading.blocks import Block
from aligner.reading.pdf_blocks import Sheet
from aligner.reading.pdf_drawings import Box, Drawings
from aligner.reading.pdf_glyphs import Glyph
from aligner.reading.pdf_parts import parted

if TYPE_CHECKING:
    from lxml.etree import _Element

UNSURE = 0.8
"""Words that were read with less confidence are told to repair."""
_NOISE = 0.3
"""Signs without a letter that were read with less are specks; so are lines of nothing better."""
_PICTURE = 0.5
"""A page of which the words were read with less confidence, most of them, is a picture."""
_ALIKE = 1.4
"""Lines whose letters differ in height by less have the height of the page."""
_SHORT = 3
"""Letters of a line that do not tell how high its letters are."""
_UNDER_MIDDLE = 0.3
"""Ems from the middle of a line down to its baseline, in scripts whose baseline is not found."""
_SPACED = 0.25
"""Width in ems of a space that is written between two words."""
_TITLE = re.compile(r"(bbox|baseline|x_size|x_wconf|ppageno)((?:\s+-?[\d.]+)+)")
_CLASSES = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page.

    Attributes:
        text: What was read.
        box: Where it stands, in dots; y grows downward.
        confidence: 0 to 1.
    """

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words.

    Attributes:
        words: From left to right as they were read.
        box: Where it stands, in dots; y grows downward.
        slope: By how many dots it sinks, a dot of its length.
        base: Height of its baseline at its left edge, in dots from the top.
        size: Height of its letters, ascender to descender, in dots.
    """

    words: tuple[Word, ...]
    box: Box
    slope: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """Its words with nothing between them."""
        return "".join(word.text for word in self.words)

    def level(self, slope: float, size: float) -> float:
        """Height of its baseline, in dots from the top, on a page that is turned level.

        Args:
            slope: That of the lines of the page.
            size: Height of the letters of the line.
        """
        if bidi.is_rtl(self.text) or _is_wide(self.text[0]):
            x, y = self.box.center
            return y + _UNDER_MIDDLE * size - slope * x
        return self.base - slope * self.box.left


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as it was recognised.

    Attributes:
        hocr: What Tesseract says of it.
        dpi: Dots an inch of the picture.
    """

    hocr: bytes
    dpi: int


def lines(page: Recognised) -> tuple[tuple[Line, ...], Box]:
    """The lines of a page, specks left out, and its edges in dots.

    A page on which most words were hardly read has none: it shows something else than text.
    """
    from lxml import html

    root = html.fromstring(page.hocr, parser=html.HTMLParser(encoding="utf-8"))
    edges = Box(0, 0, 1, 1)
    found = []
    for element in root.iter("div", "span"):
        kind = element.get("class", "")
        if kind == "ocr_page":
            edges = _box(_facts(element)["bbox"])
        elif kind in _CLASSES and (line := _line(element)):
            found.append(line)
    words = [word for line in found for word in line.words]
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) for word in words if word.confidence >= _PICTURE)
    return (tuple(found) if 2 * sure >= letters else ()), edges


def confidence(page: Recognised) -> float:
    """With what confidence the letters of a page were read, 0 to 1; 0 where there are none."""
    found, _ = lines(page)
    words = [word for line in found for word in line.words]
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / max(1, letters)


def text(page: Recognised) -> str:
    """The words of a page, line by line."""
    return "\n".join(" ".join(word.text for word in line.words) for line in lines(page)[0])


def marked(blocks: Iterable[Block], pages: Mapping[int, Recognised]) -> Iterator[Block]:
    """The same blocks, each with the words that were read with little confidence.

    Args:
        blocks: Those of a whole document.
        pages: The pages of it that were recognised, by number.
    """
    waiting = {number: _unsure(page) for number, page in pages.items()}
    for block in blocks:
        words = Counter(block.text.split())
        found: list[tuple[str, float]] = []
        left: list[tuple[str, float]] = []
        for word, confidence in waiting.get(block.page or 0, ()):
            words[word] -= 1
            (found if words[word] >= 0 else left).append((word, confidence))
        if found and block.page:
            waiting[block.page] = left
        yield replace(block, unsure=tuple(found)) if found else block


def _unsure(page: Recognised) -> list[tuple[str, float]]:
    return [
        (word.text, word.confidence)
        for line in lines(page)[0]
        for word in line.words
        if word.confidence < UNSURE
    ]


def sheet(page: Recognised) -> Sheet:
    """A page as glyphs in their places, in points, its lines level."""
    found, edges = lines(page)
    scale = 72 / page.dpi
    slope = median(line.slope for line in found for _ in line.words) if found else 0.0
    usual = median(line.size for line in found for _ in line.words) if found else 1.0
    glyphs: list[Glyph] = []
    for run, line in enumerate(found):
        alike = usual / _ALIKE < line.size < usual * _ALIKE or len(line.text) < _SHORT
        size = usual if alike else line.size
        baseline = (edges.top - line.level(slope, size)) * scale
        glyphs += _glyphs(line, scale, size * scale, baseline, run)
    running, margins, parts = parted(glyphs, Drawings())
    placed = Box(0, 0, (edges.right - edges.left) * scale, (edges.top - edges.bottom) * scale)
    return Sheet(placed, running, parts, tuple(margins), (), (), {})


def _facts(element: _Element) -> dict[str, list[float]]:
    found = _TITLE.findall(element.get("title") or "")
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _box(numbers: Sequence[float]) -> Box:
    """A box in dots from the top left: ``bottom`` is its upper edge there, ``top`` its lower."""
    return Box(*numbers[:4])


def _line(element: _Element) -> Line | None:
    facts = _facts(element)
    if len(facts.get("bbox", ())) < 4:
        return None
    box = _box(facts["bbox"])
    slope, offset = (facts.get("baseline") or [0.0, 0.0])[:2]
    words = tuple(_words(element))
    if all(word.confidence < _NOISE for word in words):
        return None
    size = (facts.get("x_size") or [box.top - box.bottom])[0]
    return Line(words, box, slope, box.top + offset, max(1.0, size))


def _words(element: _Element) -> Iterator[Word]:
    for word in element.iter("span"):
        facts = _facts(word)
        said = " ".join("".join(word.itertext()).split())
        if word.get("class") != "ocrx_word" or not said or len(facts.get("bbox", ())) < 4:
            continue
        sure = (facts.get("x_wconf") or [0.0])[0] / 100
        if sure >= _NOISE or any(map(str.isalnum, said)):
            yield Word(said, _box(facts["bbox"]), sure)


def _glyphs(line: Line, scale: float, size: float, baseline: float, run: int) -> Iterator[Glyph]:
    """The letters of a line, those of a word spread over its box, with spaces between words."""
    rtl = bidi.is_rtl(line.text)
    last: Word | None = None
    edge = 0.0
    for word in sorted(line.words, key=lambda word: word.box.left) if rtl else line.words:
        left, right = word.box.left * scale, word.box.right * scale
        if last:
            if left - edge < size and _is_wide(last.text[-1]) and _is_wide(word.text[0]):
                left = edge
            elif left - edge < size:
                left = max(left, edge + _SPACED * size)
                yield Glyph(" ", edge, left, baseline, size, run)
        right = max(right, left + 0.1 * size)
        letters = bidi.to_logical(word.text, rtl=True) if rtl else word.text
        step = (right - left) / max(1, sum(not _is_mark(letter) for letter in letters))
        place = -1
        for letter in letters:
            place += not _is_mark(letter)
            at = left + max(0, place) * step
            yield Glyph(letter, at, at + step, baseline, size, run)
        last, edge = word, right


def _is_wide(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uff60"


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
