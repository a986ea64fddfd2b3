"""What one PDF page holds: its glyphs as a reader sees them, what is drawn, and what is not shown.

PDFium gives glyphs in the order of the file, in the coordinates of the sheet. Here each is looked
at with the run of text that draws it: which way it is set (a landscape table stands on its side on
the sheet), and whether the page shows it at all. Text is not shown where it is invisible, has the
colour of what lies under it, lies under a filled box, or off the sheet.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.reading import glyph_order
from aligner.reading.pdf_drawings import Box, Drawings, Handle, Painting, survey
from aligner.reading.pdf_glyphs import Glyph

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_TILT = math.radians(6)
"""An angle under this is that of a scan that lies askew; over it, text runs another way."""
_CONTRAST = 16
"""Steps of 255 by which a colour must differ from its ground to be seen."""
_INVISIBLE = 3
_STROKED = 1
_LINE_END_HYPHEN = "\x02"
_OVERHANG = 0.35
"""Ems by which the stroke of an italic letter may begin before its place."""
_NO_INK = 0.005
"""Height in ems under which a glyph shows nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        glyphs: What most of the page is, turned so that it reads upright.
        sideways: Text that runs another way than most of the page, each way by itself, turned
            upright too.
        drawings: Lines and boxes, turned with ``glyphs``.
        unseen: What the file holds and the page does not show, by reason.
        pictures: Where pictures stand that are no ground of the whole page, turned too.
        edges: The edges of the sheet, turned too.
        scan: True where the page has any picture.
        unnamed: How many of its glyphs are numbers of which no font says what letters they show.
    """

    glyphs: tuple[Glyph, ...]
    sideways: tuple[tuple[Glyph, ...], ...]
    drawings: Drawings
    unseen: dict[str, str]
    pictures: tuple[Box, ...]
    edges: Box
    scan: bool
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of text as one drawing instruction sets it.

    Attributes:
        order: Its place among all that the page draws.
        size: Font size as it is shown.
        turn: Quarter turns against the clock of the way it runs; None for any other angle.
        slant: How far letters lean to the right, as a share of their height.
        unseen: Why the page does not show it; empty where it does.
        covers: Boxes drawn over it later.
        bold: True where its font says so.
        ordered: True where its glyphs stand in a known order in the font.
        mark: Number by which the structure of a tagged file names it; -1 for none.
        artifact: True where the file says that it is furniture.
    """

    order: int
    size: float
    turn: int | None
    slant: float
    unseen: str
    covers: tuple[Box, ...]
    bold: bool
    ordered: bool
    mark: int
    artifact: bool


@dataclass(slots=True)
class _Sheet:
    """A page while its glyphs are gathered."""

    page: PdfPage
    textpage: Handle
    crop: Box = field(init=False)
    painting: Painting = field(init=False)
    runs: dict[int, _Run] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.crop = Box(*self.page.get_cropbox())
        self.painting = survey(self.page)

    def run(self, index: int, drawn: Handle, key: int) -> _Run:
        """The run of a glyph."""
        from pypdfium2 import raw

        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.textpage, index, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        scale = math.sqrt(abs(a * d - b * c))
        angle = math.atan2(b, a)
        quarter = round(angle / (math.pi / 2))
        upright = abs(angle - quarter * math.pi / 2) <= _TILT
        length = a * a + b * b
        slant = (a * c + b * d) / length if length and upright else 0.0
        font = _font(drawn)
        place = self.painting.texts.get(key)
        order, box = place if place else (0, None)
        off = box is not None and not box.meets(self.crop)
        return _Run(
            order=order,
            size=max(1.0, scale * raw.FPDFText_GetFontSize(self.textpage, index)),
            turn=quarter % 4 if upright else None,
            slant=slant if abs(slant) > 0.02 else 0.0,
            unseen="off the page" if off else self._unseen(drawn, order, box),
            covers=self._covers(order, box),
            bold=any(weight in font.lower() for weight in ("bold", "black", "heavy")),
            ordered=glyph_order.is_known(font),
            mark=raw.FPDFPageObj_GetMarkedContentID(drawn),
            artifact=_is_artifact(drawn),
        )

    def _unseen(self, drawn: Handle, order: int, box: Box | None) -> str:
        from pypdfium2 import raw

        mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
        if box is None:
            return ""
        if mode == _INVISIBLE:
            # the text layer of a scan is invisible and lies over or under its picture
            return "" if self._on_picture(box) else "invisible"
        read = raw.FPDFPageObj_GetStrokeColor if mode == _STROKED else raw.FPDFPageObj_GetFillColor
        colour = [ctypes.c_uint() for _ in range(4)]
        if not read(drawn, *colour):
            return ""
        red, green, blue, alpha = (channel.value for channel in colour)
        if not alpha:
            return "invisible"
        if mode not in {0, _STROKED}:
            return ""
        ground = self._ground(order, box)
        if ground is None:
            return ""
        steps = (abs(x - y) for x, y in zip((red, green, blue), ground, strict=True))
        return "in the colour of the page" if max(steps) < _CONTRAST else ""

    def _on_picture(self, box: Box) -> bool:
        x, y = box.center
        return any(picture.holds(x, y) for _, picture in self.painting.pictures)

    def _ground(self, order: int, box: Box) -> tuple[int, int, int] | None:
        """The colour under a run: of the last box before it, or the paper's; None if unknown."""
        x, y = box.center
        under = [f for f in self.painting.fills if f.order < order and f.box.holds(x, y)]
        last = under[-1] if under else None
        since = last.order if last else 0
        if any(since < at < order and p.holds(x, y) for at, p in self.painting.veils):
            return None
        return last.colour if last else (255, 255, 255)

    def _covers(self, order: int, box: Box | None) -> tuple[Box, ...]:
        if box is None:
            return ()
        return tuple(
            fill.box
            for fill in self.painting.fills
            if fill.order > order and fill.opaque and fill.box.meets(box)
        )


def read(page: PdfPage) -> Page:
    """The glyphs and drawings of a page; white space counts where it has a width.

    A page whose text mostly runs up or down the sheet is read as if it were turned.
    """
    textpage = page.get_textpage()
    try:
        return _read(_Sheet(page, textpage.raw))
    finally:
        textpage.close()


def _read(sheet: _Sheet) -> Page:
    from pypdfium2 import raw

    textpage = sheet.textpage
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    ways: defaultdict[int, list[Glyph]] = defaultdict(list)
    unseen: defaultdict[str, list[str]] = defaultdict(list)
    previous = order = -1
    unnamed = 0
    for i in range(raw.FPDFText_CountChars(textpage)):
        drawn = raw.FPDFText_GetTextObject(textpage, i)
        if not drawn or raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        key = ctypes.addressof(drawn.contents)
        run = sheet.runs.get(key)
        if run is None:
            run = sheet.runs[key] = sheet.run(i, drawn, key)
        previous, order = order, run.order
        char = _character(raw.FPDFText_GetUnicode(textpage, i))
        if raw.FPDFText_HasUnicodeMapError(textpage, i) == 1:
            char, known = _unnamed(textpage, i, char, run)
            unnamed += not known
        if not raw.FPDFText_GetLooseCharBox(textpage, i, box):
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        left, right, baseline = _upright(box, x.value, y.value, run)
        middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        why = run.unseen or _hidden(middle, run)
        if why or run.turn is None:
            said = unseen[why or "set at an angle"]
            said.append(char if run.order == previous else f" {char}")
        elif not char.isspace() or right - left > 0.05 * run.size:
            ways[run.turn].append(
                Glyph(
                    char,
                    left,
                    right,
                    baseline,
                    run.size,
                    run.order,
                    run.bold,
                    run.mark,
                    run.artifact,
                )
            )
    turns = Counter({turn: len(glyphs) for turn, glyphs in ways.items()})
    main = turns.most_common(1)[0][0] if turns else 0
    return Page(
        tuple(ways.pop(main, ())),
        tuple(tuple(glyphs) for glyphs in ways.values()),
        sheet.painting.drawings(main),
        {why: words for why, text in unseen.items() if (words := " ".join("".join(text).split()))},
        tuple(p.turned(main) for _, p in sheet.painting.pictures if not _is_ground(p, sheet.crop)),
        sheet.crop.turned(main),
        bool(sheet.painting.pictures),
        unnamed,
    )


def _unnamed(textpage: Handle, index: int, char: str, run: _Run) -> tuple[str, bool]:
    """What a glyph shows that its font does not name, and whether that is to be relied on.

    Args:
        textpage: The page.
        index: The glyph.
        char: The character whose code is the number by which the file calls it.
        run: The run that it is in.
    """
    from pypdfium2 import raw

    left, right, low, high = (ctypes.c_double() for _ in range(4))
    boxed = raw.FPDFText_GetCharBox(textpage, index, left, right, low, high)
    if boxed and min(high.value - low.value, right.value - left.value) < _NO_INK * run.size:
        return " ", True
    if run.ordered:
        letter = glyph_order.letter(ord(char))
        return letter or "\ufffd", letter is not None
    # a smaller number can be the code of a letter in a set of one byte
    return char, ord(char) < 256


def _upright(box: Handle, x: float, y: float, run: _Run) -> tuple[float, float, float]:
    """Left, right and baseline of a glyph on a page that is turned so that it reads upright."""
    left, right, low, high, base, along = box.left, box.right, box.bottom, box.top, y, x
    if run.turn == 1:
        left, right, low, high = box.bottom, box.top, -box.right, -box.left
        base, along = -x, y
    elif run.turn == 2:
        left, right, low, high = -box.right, -box.left, -box.top, -box.bottom
        base, along = -y, -x
    elif run.turn == 3:
        left, right, low, high = -box.top, -box.bottom, box.left, box.right
        base, along = x, -y
    if run.slant > 0:
        # the box of a leaning letter is widened by its height
        return left - run.slant * min(0.0, low - base), right - run.slant * (high - base), base
    if left < along < left + _OVERHANG * run.size:
        left = along
    return left, right, base


def _is_ground(picture: Box, sheet: Box) -> bool:
    wide = picture.right - picture.left > 0.8 * (sheet.right - sheet.left)
    return wide and picture.top - picture.bottom > 0.5 * (sheet.top - sheet.bottom)


def _hidden(middle: tuple[float, float], run: _Run) -> str:
    return "under a box" if any(cover.holds(*middle) for cover in run.covers) else ""


def _character(code: int) -> str:
    char = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
    if char == _LINE_END_HYPHEN:
        return "-"
    return "\ufffd" if char in "\ufffe\uffff" else char


def _font(drawn: Handle) -> str:
    """The name of the font, empty where it has none."""
    from pypdfium2 import raw

    font = raw.FPDFTextObj_GetFont(drawn)
    if not font:
        return ""
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    return name.value.decode("ascii", "replace")


def _is_artifact(drawn: Handle) -> bool:
    from pypdfium2 import raw

    name, size = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    for i in range(raw.FPDFPageObj_CountMarks(drawn)):
        mark = raw.FPDFPageObj_GetMark(drawn, i)
        known = raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        if known and bytes(name).decode("utf-16le", "replace").startswith("Artifact\0"):
            return True
    return False
