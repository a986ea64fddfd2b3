"""How a text was set in lines, and whether one line goes on with the paragraph of another.

What answers, in this order: what the lines say (a label, an opening line, a line that breaks off
in mid-sentence), how they stand (an empty line, a page break, an indentation), and whether the
first word of the second line would have had room on the first. How much room a typesetter leaves
is measured on the lines of the text itself, on those that surely break in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from aligner.languages import Language
from aligner.reading import labels
from aligner.reading.blocks import Block
from aligner.reading.hyphens import HYPHENS

_WIDEST = 160
"""Columns; longer lines are paragraphs of their own."""
_INDENT = 3
"""Columns by which an indentation differs from a page break's single space and from jitter."""
_CLOSERS = "»“”\"'’)]）」』》›"
_LEADING_MARKS = ",;:.!?%)]»”’،؛؟，。；：、！？）」』》"
_CITED_LABEL = re.compile(r"[(（]?\b\w{1,4}[)）]\s?[,;،，；、]?$")

_WIDE = re.compile(r"[ᄀ-ᅟ⺀-\ua4cf가-힣豈-\ufaff︰-\ufe6f\uff01-｠￠-￦]")
_PART = re.compile(r"[^\W\d]+ (?:[IVXLC]+|\d{1,3})\.?")
"""A part by its number alone: its title follows on a line of its own."""
_BULLET = re.compile(r"\s*[•◦▪‣●○■□◆▶➢✓✔]\s")
_NO_ROOM = 0.005
_HARDLY_ROOM = 0.05
_SOME_ROOM = 0.1
_LITTLE_ROOM = 0.25
"""Shares of a column that are free at the end of a line that is full, of one that may be the last
of a paragraph, of one that may be a heading though no mark ends it, and of one nearly full."""
_MIDDLE = 8
"""Columns of white space before a line that is set in the middle."""
_COMBINING = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670]")

Pair = tuple[str, str, int]
"""Two lines that follow each other and the number of empty lines between them."""


class End(Enum):
    """How a line ends."""

    OPEN = auto()
    """In mid-sentence: without any mark."""
    PAUSE = auto()
    CLAUSE = auto()
    STOP = auto()


class Start(Enum):
    """How a line begins."""

    LOWER = auto()
    UPPER = auto()
    NEUTRAL = auto()
    """A digit, or a letter of a script that has no capitals."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text was set.

    Attributes:
        language: Its language.
        wrapped: True where paragraphs run over several lines.
        room: Columns that a line and the next line's first word must reach together, for that
            word to have had no room.
        spaced: True where an empty line stands after every line and means nothing.
        gapped: True where empty lines stand between paragraphs.
        hanging: True where paragraphs begin to the left of their further lines.
        indented: True where they begin to the right of them.
        margin: Least indentation of any line, in columns.
    """

    language: Language
    wrapped: bool = False
    room: int = 0
    spaced: bool = False
    gapped: bool = False
    hanging: bool = False
    indented: bool = False
    margin: int = 0

    @property
    def loose(self) -> float:
        """The room that is asked for where other signs already speak for one paragraph."""
        return 0.75 * self.room

    def end(self, text: str) -> End:
        """How a line ends, closing quotation marks, brackets and ``and`` after a mark aside."""
        last = text.rstrip().rstrip(_CLOSERS)[-1:]
        if last and last in self.language.pauses:
            return End.PAUSE
        if last and last in self.language.stops + ":：":
            return End.STOP
        if (last and last in self.language.clause_marks) or self._item_ends(text.rstrip()):
            return End.CLAUSE
        return End.OPEN

    def _item_ends(self, text: str) -> bool:
        """True for ``...; and``."""
        for word in self.language.conjunctions:
            if text.endswith(word):
                mark = text.removesuffix(word).rstrip()[-1:]
                return bool(mark) and mark in self.language.clause_marks + self.language.pauses
        return False

    def start(self, text: str) -> Start:
        """How a line begins, opening quotation marks and brackets aside."""
        first = next((c for c in text if c.isalnum()), "")
        if not first.isalpha() or not (first.isupper() or first.islower()):
            return Start.NEUTRAL
        return Start.UPPER if first.isupper() else Start.LOWER


def measure(lines: Sequence[Block | None], language: Language) -> Shape:
    """How the lines of a text were set.

    Args:
        lines: Its lines in reading order, empty ones included; None where something else, such as
            furniture, stands between.
        language: Its language.
    """
    probe = Shape(language)
    pairs = list(_neighbours(lines))
    inner = [pair for pair in pairs if not _is_told(pair, language)]
    close = [pair for pair in inner if not pair[2]]
    apart = [pair for pair in inner if pair[2]]
    spaced = len(apart) > 4 * len(close) and bool(_sure(apart, probe, spaced=True))
    sure = _sure(apart if spaced else close, probe)
    if not sure:
        return Shape(language, gapped=bool(apart))
    margin = min(_indent(line) for pair in pairs for line in pair[:2])
    steps = [_step(a, b) for a, b, _ in sure]
    inward, outward = steps.count(1), steps.count(-1)
    flush = sum(not _step(a, b) and _indent(a) < margin + _INDENT for a, b, _ in sure)
    shape = Shape(
        language,
        wrapped=True,
        room=_quantile(sorted(_reach(a, b, language) for a, b, _ in sure), 0.05),
        spaced=spaced,
        hanging=inward > outward + flush,
        indented=outward > inward,
        margin=margin,
    )
    return replace(shape, gapped=not spaced and _gapped(pairs, shape))


def _is_told(pair: Pair, language: Language) -> bool:
    """True where the words alone part two lines, so that they tell nothing of how lines are set."""
    a, b, _ = pair
    own = labels.read(a, language)
    if own is not None and own.end >= len(a.rstrip()):
        return True
    return labels.read(b, language) is not None or _landmark(a, b, full=False, language=language)


def _gapped(pairs: Sequence[Pair], shape: Shape) -> bool:
    """True where paragraphs are parted by empty lines, rather than by short last lines."""
    apart = close = 0
    for a, b, gap in pairs:
        apart += gap > 0
        ended = shape.end(a) in (End.STOP, End.CLAUSE)
        begun = _reach(a, b, shape.language) < shape.loose or labels.read(b, shape.language)
        close += not gap and ended and bool(begun)
    return apart > close


def _sure(pairs: Sequence[Pair], probe: Shape, *, spaced: bool = False) -> list[Pair]:
    """Pairs that surely break in mid-sentence; none where the text as a whole is not wrapped.

    Args:
        pairs: Neighbouring lines.
        probe: Knows the language.
        spaced: An empty line stands between the lines: only a small letter after it tells that a
            sentence goes on, since a title over a numbered paragraph has no mark at its end either.
    """
    if not pairs:
        return []
    width = _quantile(sorted(columns(a) for a, _, _ in pairs), 0.9)
    broken = [pair for pair in pairs if _breaks(pair[0], pair[1], probe)]
    if spaced and probe.language.cased:
        broken = [pair for pair in broken if probe.start(pair[1]) is Start.LOWER]
    long = [pair for pair in broken if columns(pair[0]) >= 0.6 * width or _is_cut(pair[0])]
    enough = len(broken) >= 0.25 * len(pairs) and 2 * len(long) >= len(broken)
    return long if enough and width <= _WIDEST else []


def _breaks(a: str, b: str, probe: Shape) -> bool:
    end, start = probe.end(a), probe.start(b)
    if end is End.PAUSE:
        return start is Start.LOWER and not _opens(b, probe.language)
    return end is End.OPEN and start is not Start.UPPER


def _quantile(values: Sequence[int], share: float) -> int:
    return values[round(share * (len(values) - 1))]


def columns(text: str) -> int:
    """Width of a line in columns of a fixed-width font: 2 for an ideograph, 0 for a vowel sign."""
    text = text.strip()
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text)) - len(_COMBINING.findall(text))


def _reach(a: str, b: str, language: Language) -> int:
    words = b.split(maxsplit=1)
    word = words[0] if language.spaces and words else b.strip()[:1]
    return columns(a) + columns(word) + language.spaces


def _neighbours(lines: Sequence[Block | None]) -> Iterator[Pair]:
    previous = ""
    gap = 0
    for line in lines:
        if line is None:
            previous = ""
        elif not line.text.strip():
            gap += 1
        else:
            if previous:
                yield previous, line.text, gap
            previous, gap = line.text, 0


def goes_on(
    a: str, b: str, gap: int, turned: bool, shape: Shape, room: float | None = None
) -> bool:
    """True where line ``b`` is of the same paragraph as line ``a``.

    Args:
        a: A line.
        b: The next line that is not empty.
        gap: Number of empty lines between them.
        turned: True where a page ends between them.
        shape: How the text was set.
        room: Share of its column that would be left free if the first word of ``b`` stood on the
            line of ``a``; None where it has to be guessed from the columns that they take.
    """
    language = shape.language
    label = labels.read(b, language)
    if labels.stands_alone(a, language):
        return label is None
    end, start = shape.end(a), shape.start(b)
    if not gap and start is Start.LOWER and label is None and _is_cut(a):
        return True
    if not shape.wrapped:
        return turned and end is End.OPEN and start is Start.LOWER and label is None
    full, loose = _filled(a, b, shape, room)
    begun = _BULLET.match(b) or _begins(a, b, turned, shape, room)
    if begun or _landmark(a, b, loose, language):
        return False
    if b.strip()[:1] in _LEADING_MARKS:
        return True
    if label is not None:
        cited = bool(_CITED_LABEL.search(a.rstrip()))
        inside = end is End.OPEN or (cited and end is End.PAUSE)
        return inside and not gap and loose
    if gap and not shape.spaced and not turned:
        cut = end is End.OPEN and start is not Start.UPPER and full
        return cut and not _opens(b, language)
    if turned and shape.gapped and end in (End.STOP, End.CLAUSE):
        return start is Start.LOWER
    if shape.gapped and not turned:
        return loose or start is Start.LOWER
    if room is not None and not full and end is not End.OPEN:
        return end is End.PAUSE and start is Start.LOWER
    if room is not None and room > _SOME_ROOM and start is Start.UPPER and not b.isupper():
        loose = False
    return _flows(a, b, shape, full, loose)


def _filled(a: str, b: str, shape: Shape, room: float | None) -> tuple[bool, bool]:
    """Whether line ``a`` is full, and whether it is nearly so."""
    if room is not None:
        return room < _NO_ROOM, room < _LITTLE_ROOM
    reach = _reach(a, b, shape.language)
    return 0 < shape.room <= reach, reach >= shape.loose


def _flows(a: str, b: str, shape: Shape, full: bool, loose: bool) -> bool:
    """The same for lines that follow each other in a text without empty lines."""
    end, start = shape.end(a), shape.start(b)
    if end is End.OPEN:
        return loose or start is Start.LOWER or _centred(a, b)
    if step := _step(a, b):
        return (step > 0) is shape.hanging
    inside = _indent(b) >= shape.margin + _INDENT
    if shape.hanging or (shape.indented and inside):
        return shape.hanging and inside
    if end is End.PAUSE and not _opens(b, shape.language):
        return full or start is Start.LOWER
    if end is End.STOP:
        return full
    return full and start is not Start.UPPER


def _begins(a: str, b: str, turned: bool, shape: Shape, room: float | None) -> bool:
    """True for a line with the indentation of a first line, after one that may be a last line.

    A small letter begins a paragraph only on a new page: in the middle of one it is of a title that
    is set in the middle.
    """
    if room is None or not shape.indented or _indent(b) < shape.margin + _INDENT:
        return False
    if shape.end(a) is End.OPEN or labels.read(a, shape.language) is not None:
        return False
    if shape.start(b) is Start.LOWER and not turned:
        return False
    return _step(a, b) > 0 or room > _HARDLY_ROOM or _opens(b, shape.language)


def _is_cut(line: str) -> bool:
    """True for a line that ends inside a word."""
    line = line.rstrip()
    return line[-1:] in HYPHENS and line[-2:-1].isalpha()


def _opens(text: str, language: Language) -> bool:
    return re.match(language.drafting.preambular, text.strip()) is not None


def _step(a: str, b: str) -> int:
    """1 where the second line is indented further than the first, -1 where less, else 0."""
    difference = _indent(b) - _indent(a)
    return 0 if abs(difference) < _INDENT else 1 if difference > 0 else -1


def _centred(a: str, b: str) -> bool:
    """True for the two lines of a heading that is set in the middle."""
    return _indent(a) > _MIDDLE and _indent(b) > _MIDDLE


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _landmark(a: str, b: str, full: bool, language: Language) -> bool:
    """True where the words of either line say that a paragraph ends or begins there."""
    drafting = language.drafting
    full = full and _indent(a) <= _MIDDLE
    a, b = a.strip(), b.strip()
    own = labels.read(a, language)
    alone = own is not None and own.end >= len(a)
    if not full and (alone or (a[:1].isupper() and _PART.fullmatch(a))):
        return True
    if re.match(drafting.title, a):
        if re.match(drafting.adoption, b):
            return True
        if not full and not a.endswith(tuple(language.pauses)):
            return True
    whole = (drafting.opening, drafting.annex, drafting.heading)
    return any(
        (re.fullmatch(pattern, a) and not full) or re.fullmatch(pattern, b) for pattern in whole
    )
