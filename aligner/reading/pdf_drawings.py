"""What a PDF page draws besides text: ruled lines, filled boxes, pictures, and in which order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_THIN = 3.0
"""Points; a filled box that is thinner is a ruled line."""
_STRAIGHT = 0.8
"""Points by which the ends of a ruled line may differ in height."""
MAX_DRAWN = 20_000
"""Things drawn on one page of which more are looked at no further: a map, not a document."""
_DEPTH = 12

Handle = Any
"""A pointer that PDFium gives out; its types are known at run time only."""


class Box(NamedTuple):
    """A rectangle, in points; y grows upward."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def center(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float, slack: float = 0.5) -> bool:
        """True where a point lies inside, or outside by no more than ``slack`` points."""
        return (
            self.left - slack <= x <= self.right + slack
            and self.bottom - slack <= y <= self.top + slack
        )

    def meets(self, other: Box) -> bool:
        """True where two boxes have some surface in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def turned(self, turn: int) -> Box:
        """The same on a sheet turned by quarters with the clock."""
        if turn == 1:
            return Box(self.bottom, -self.right, self.top, -self.left)
        if turn == 2:
            return Box(-self.right, -self.top, -self.left, -self.bottom)
        if turn == 3:
            return Box(-self.top, self.left, -self.bottom, self.right)
        return self


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle.

    Attributes:
        box: Where it lies.
        colour: Red, green and blue, 0 to 255.
        opaque: True where nothing under it shows.
        order: Its place among all that the page draws.
    """

    box: Box
    colour: tuple[int, int, int]
    opaque: bool
    order: int


@dataclass(frozen=True, slots=True)
class Drawings:
    """The straight lines and the boxes of a page, as thin boxes and boxes.

    Attributes:
        across: Horizontal lines.
        down: Vertical lines.
        fills: Filled boxes that are no lines, in the order in which they are drawn.
    """

    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    fills: tuple[Fill, ...] = ()


@dataclass(slots=True)
class Painting:
    """All that a page draws, on the sheet as it lies in the file.

    Attributes:
        texts: Place in the order and box of each run of text, by its address.
        lines: Ruled lines.
        fills: Filled boxes.
        pictures: Pictures, with their place in the order.
        veils: What may lie under text in colours that are not known: pictures, shadings, shapes.
    """

    texts: dict[int, tuple[int, Box]] = field(default_factory=dict)
    lines: list[Box] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[tuple[int, Box]] = field(default_factory=list)
    veils: list[tuple[int, Box]] = field(default_factory=list)

    def drawings(self, turn: int) -> Drawings:
        """Lines and boxes on the sheet turned by quarters with the clock."""
        turned = [line.turned(turn) for line in self.lines]
        return Drawings(
            tuple(b for b in turned if b.right - b.left >= b.top - b.bottom),
            tuple(b for b in turned if b.right - b.left < b.top - b.bottom),
            tuple(Fill(f.box.turned(turn), f.colour, f.opaque, f.order) for f in self.fills),
        )


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def survey(page: PdfPage) -> Painting:
    """Everything that a page draws, in order, through the forms that it places."""
    from pypdfium2 import raw

    painting = Painting()
    drawn = 0
    for order, (thing, outer) in enumerate(_things(page), start=1):
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            box = _bounds(thing, outer)
            painting.texts[ctypes.addressof(thing.contents)] = order, box
            continue
        drawn += 1
        if drawn > MAX_DRAWN:
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _path(thing, outer, order, painting)
        else:
            box = _bounds(thing, outer)
            painting.veils.append((order, box))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                painting.pictures.append((order, box))
    return painting


def _things(page: PdfPage) -> Iterator[tuple[Handle, _Matrix]]:
    from pypdfium2 import raw

    def inside(form: Handle, matrix: _Matrix, depth: int) -> Iterator[tuple[Handle, _Matrix]]:
        for i in range(raw.FPDFFormObj_CountObjects(form)):
            yield from unfold(raw.FPDFFormObj_GetObject(form, i), matrix, depth)

    def unfold(thing: Handle, outer: _Matrix, depth: int) -> Iterator[tuple[Handle, _Matrix]]:
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_FORM:
            yield thing, outer
        elif depth < _DEPTH:
            yield from inside(thing, _times(_matrix(thing), outer), depth + 1)

    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from unfold(raw.FPDFPage_GetObject(page, i), _IDENTITY, 0)


def _matrix(thing: Handle) -> _Matrix:
    from pypdfium2 import raw

    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, m):
        return _IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(thing: Handle, outer: _Matrix) -> Box:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    box = Box(left.value, bottom.value, right.value, top.value)
    if outer == _IDENTITY:
        return box
    corners = ((box.left, box.bottom), (box.left, box.top), (box.right, box.bottom), box[2:])
    return _around([_moved(x, y, outer) for x, y in corners])


def _path(thing: Handle, outer: _Matrix, order: int, painting: Painting) -> None:
    """A path as the lines and boxes that it consists of; curves and slopes are no lines."""
    from pypdfium2 import raw

    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, mode, stroked)
    if not mode.value and not stroked.value:
        return
    for points in _strokes(thing, _times(_matrix(thing), outer)):
        if points is None:
            painting.veils.append((order, _bounds(thing, outer)))
            continue
        box = _around(points)
        width, height = box.right - box.left, box.top - box.bottom
        if min(width, height) <= (_THIN if mode.value else _STRAIGHT):
            if max(width, height) > _THIN:
                painting.lines.append(box)
            continue
        if not _is_rectangle(points, box):
            if mode.value:
                painting.veils.append((order, box))
            continue
        if stroked.value:
            left, bottom, right, top = box
            painting.lines += [
                Box(left, bottom, right, bottom),
                Box(left, top, right, top),
                Box(left, bottom, left, top),
                Box(right, bottom, right, top),
            ]
        if mode.value:
            painting.fills.append(_fill(thing, box, order))


def _fill(thing: Handle, box: Box, order: int) -> Fill:
    from pypdfium2 import raw

    colour = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(thing, *colour)
    red, green, blue, alpha = (channel.value for channel in colour)
    opaque = bool(known) and alpha == 255 and not raw.FPDFPageObj_HasTransparency(thing)
    return Fill(box, (red, green, blue), opaque, order)


def _strokes(thing: Handle, matrix: _Matrix) -> Iterator[list[tuple[float, float]] | None]:
    """The points of each stroke of a path; None for a path that is more than a few straight ones.

    A stroke with corners that is drawn and not filled gives one line from corner to corner.
    """
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(thing)
    if not 0 < count <= 4 * MAX_DRAWN:
        yield None
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            yield None
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_moved(x.value, y.value, matrix))
    if points:
        yield points


def _is_rectangle(points: list[tuple[float, float]], box: Box) -> bool:
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    edges = {
        (round(x, 1), round(y, 1)) for x in (box.left, box.right) for y in (box.bottom, box.top)
    }
    return len(points) in {4, 5} and corners == edges
