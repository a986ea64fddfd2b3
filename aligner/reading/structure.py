"""From paragraphs to the structure of a document: what each one is and how it is numbered.

The walk goes from top to bottom and keeps the lists that are open, outermost first. A label goes
on with the innermost list in which it can be the next, or else opens a list inside; one that can
mean two things is decided by the list that it would continue and by the label that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from aligner.languages import Language
from aligner.model import Kind, LabelPath, Paragraph
from aligner.reading import labels, sentences
from aligner.reading.blocks import Block, Role
from aligner.reading.labels import Label, Reading, System

_OUTER = {System.NUMBER, System.DECIMAL, System.UPPER_ROMAN, System.UPPER_LETTER, System.DASH}
_HEADED = {System.UPPER_ROMAN, System.UPPER_LETTER}
_LONGEST_TITLE = 240
_LONGEST_HEADING = 120
_LONGEST_IDEOGRAPHIC_HEADING = 40
_GLOSS = re.compile(r"(?<!\s)\s{0,3}[(（][^()（）]{1,80}[)）]$")
_DEFINED = re.compile(r"(?:“[^”]{1,80}”|«[^»]{1,80}»|\"[^\"]{1,80}\")[,\s]+[^\W\dA-ZÀ-ÖØ-Þ]")
"""A term between quotation marks, and a sentence that goes on in small letters."""
_WIDEST_GAP = 3
"""Labels that may be missing between two of one list."""


def build(paragraphs: Sequence[Block], language: Language) -> tuple[Paragraph, ...]:
    """The paragraphs with their kinds, labels and sentences.

    Args:
        paragraphs: One block a logical paragraph, as :func:`aligner.reading.layout.join` gives.
        language: The language of the text.

    Returns:
        Exactly one paragraph a block, in the same order; ids are positions.
    """
    walk = _Walk(language, [block.text for block in paragraphs])
    return tuple(walk.paragraph(i, block) for i, block in enumerate(paragraphs))


class _Part(Enum):
    """The part of a resolution that is being read; a document without one stays in front."""

    FRONT = auto()
    PREAMBLE = auto()
    OPERATIVE = auto()
    ANNEX = auto()


@dataclass(frozen=True, slots=True)
class _Level:
    """A list that is open: what it counts in, what encloses its labels, the last of them."""

    system: System
    shape: str
    ordinal: int
    tokens: LabelPath

    def holds(self, reading: Reading, shape: str) -> bool:
        return reading.system is self.system and shape == self.shape


@dataclass(slots=True)
class _Walk:
    """What is known of a document while it is read from top to bottom."""

    language: Language
    texts: list[str]
    marks: list[Label | None] = field(init=False)
    resolution: bool = field(init=False)
    numbered: bool = field(init=False)
    levels: list[_Level] = field(default_factory=list)
    part: _Part = _Part.FRONT
    annex: int = 0

    def __post_init__(self) -> None:
        opening = self.language.drafting.opening
        self.marks = [labels.read(text, self.language) for text in self.texts]
        for i, mark in _bare_numbers(self.texts, self.marks, self.language).items():
            self.marks[i] = mark
        self.resolution = any(_matches(opening, text, whole=True) for text in self.texts)
        self.numbered = any(_number(mark) for mark in self.marks)

    def paragraph(self, i: int, block: Block) -> Paragraph:
        """The paragraph of one block; blocks are given in order."""
        path: LabelPath = ()
        body_start = 0
        if block.role is Role.TABLE:
            kind = Kind.TABLE
        elif block.role is Role.FOOTNOTE:
            kind = Kind.FOOTNOTE
        elif (landmark := self._landmark(block.text)) is not None:
            kind = landmark
        else:
            kind, path, body_start = self._ordinary(i, block)
        return Paragraph(
            id=i,
            text=block.text,
            kind=kind,
            label=path,
            body_start=body_start,
            annex=self.annex,
            page=block.page,
            line=block.line,
            sentences=sentences.split(block.text, self.language),
            cell=block.cell,
        )

    # --- known by their words --------------------------------------------------------------------

    def _landmark(self, text: str) -> Kind | None:
        drafting = self.language.drafting
        if _matches(drafting.annex, text, whole=True):
            self.annex += 1
            self._enter(_Part.ANNEX)
            return Kind.HEADING
        if self.part is not _Part.PREAMBLE and self._is_title(text):
            self._enter(_Part.FRONT)
            return Kind.TITLE
        if self.part is _Part.FRONT and _matches(drafting.adoption, text):
            return Kind.ADOPTION
        if self.part is _Part.FRONT and _matches(drafting.opening, text, whole=True):
            self._enter(_Part.PREAMBLE)
            return Kind.ORGAN
        if _matches(drafting.heading, text, whole=True):
            return Kind.HEADING
        return None

    def _is_title(self, text: str) -> bool:
        language = self.language
        ended = text.endswith(tuple(language.stops + language.clause_marks + ":："))
        return len(text) <= _LONGEST_TITLE and not ended and _matches(language.drafting.title, text)

    def _enter(self, part: _Part) -> None:
        self.part = part
        self.levels.clear()

    # --- known by their labels -------------------------------------------------------------------

    def _ordinary(self, i: int, block: Block) -> tuple[Kind, LabelPath, int]:
        mark = self.marks[i]
        reading = self._choose(i, mark) if mark else None
        if mark is None or reading is None:
            return self._unlabelled(i, block)
        if reading.system is System.ARTICLE:
            return self._article(block.text, mark, reading)
        if reading.system in _HEADED and self._is_heading(block.text):
            self.levels.clear()
            return Kind.HEADING, (reading.token,), mark.end
        self._place(mark.shape, reading)
        kind = self._numbered_kind(i, reading)
        body_start = mark.end
        inner = labels.read(block.text[body_start:], self.language)
        if inner is not None and (
            first := _first_of_list(inner, bare=mark.shape in ("bare", "decimal"))
        ):
            self._place(inner.shape, first)
            body_start += inner.end
        return kind, self._path(), body_start

    def _article(self, text: str, mark: Label, reading: Reading) -> tuple[Kind, LabelPath, int]:
        self.levels = [_Level(reading.system, mark.shape, reading.ordinal, (reading.token,))]
        if self._is_heading(text):
            return Kind.HEADING, (reading.token,), 0
        return Kind.BODY, (reading.token,), mark.end

    def _numbered_kind(self, i: int, reading: Reading) -> Kind:
        depth = sum(level.system is not System.ARTICLE for level in self.levels)
        if reading.system not in _OUTER or depth > 1:
            return Kind.ITEM
        if not self.resolution:
            heads = self._is_heading(self.texts[i]) and not self._leads_in(i)
            return Kind.HEADING if heads else Kind.BODY
        if self.part is _Part.PREAMBLE:
            self.part = _Part.OPERATIVE
        return Kind.OPERATIVE

    def _path(self) -> LabelPath:
        """The labels of all open lists; ``5.1`` under article 5 says the article itself."""
        levels = self.levels
        if len(levels) > 1 and levels[0].system is System.ARTICLE:
            repeated = (
                levels[1].system is System.DECIMAL and levels[1].tokens[0] == levels[0].tokens[0]
            )
            levels = levels[1:] if repeated else levels
        return tuple(token for level in levels for token in level.tokens)

    # --- known by their place --------------------------------------------------------------------

    def _unlabelled(self, i: int, block: Block) -> tuple[Kind, LabelPath, int]:
        kind = self._kind_by_place(i, block)
        if kind is Kind.OPERATIVE:
            self.levels.clear()
            if self._label_is_missing(i):
                self._place(".", Reading(System.NUMBER, 1))
        return kind, self._path() if kind is Kind.OPERATIVE else (), 0

    def _kind_by_place(self, i: int, block: Block) -> Kind:
        text = block.text
        if block.role is Role.HEADING:
            return Kind.TITLE if i == 0 else Kind.HEADING
        match self.part:
            case _Part.FRONT:
                return self._front_kind(i, text)
            case _Part.PREAMBLE:
                return self._preamble_kind(text)
            case _Part.OPERATIVE if not self.numbered and self._is_operative(text):
                return Kind.OPERATIVE
        if self._is_heading(text) and self._leads(i):
            return Kind.HEADING
        if self.levels and self.levels[-1].system is System.ARTICLE:
            return Kind.BODY
        return Kind.CONTINUATION if self.levels or self.part is _Part.OPERATIVE else Kind.BODY

    def _front_kind(self, i: int, text: str) -> Kind:
        if self._is_heading(text):
            if i == 0 and len(self.texts) > 1:
                return Kind.TITLE
            if self._leads(i):
                return Kind.HEADING
        inside_list = self.levels and self.levels[-1].system is not System.ARTICLE
        return Kind.CONTINUATION if inside_list and not self.numbered else Kind.BODY

    def _preamble_kind(self, text: str) -> Kind:
        if self._is_operative(text):
            self.part = _Part.OPERATIVE
            return Kind.OPERATIVE
        if self.levels and not _matches(self.language.drafting.preambular, text):
            return Kind.CONTINUATION
        self.levels.clear()
        return Kind.PREAMBULAR

    def _is_operative(self, text: str) -> bool:
        drafting = self.language.drafting
        if not _matches(drafting.operative, text):
            return False
        paused = text.rstrip().endswith(tuple(self.language.pauses))
        return not _matches(drafting.preambular, text) or not paused

    def _is_heading(self, text: str) -> bool:
        language = self.language
        limit = _LONGEST_HEADING if language.spaces else _LONGEST_IDEOGRAPHIC_HEADING
        marks = language.stops + language.clause_marks + language.pauses + ":："
        lower = language.cased and text[:1].islower()
        # a definition of a law ends in the term of the other language: "... of Health. (ministre)"
        said = _GLOSS.sub("", text)
        ended = said.endswith(tuple(marks)) or _DEFINED.match(text)
        return 0 < len(text) <= limit and not lower and not ended

    def _leads(self, i: int) -> bool:
        """True where something longer, or labelled, follows that a heading could stand over."""
        after = self.texts[i + 1 : i + 2]
        return bool(after) and (len(after[0]) > len(self.texts[i]) or bool(self.marks[i + 1]))

    def _leads_in(self, i: int) -> bool:
        """True for the beginning of a sentence that items end: *5 The operator must*, *(a) ...*."""
        following = self.marks[i + 1] if i + 1 < len(self.marks) else None
        return following is not None and _first_of_list(following, bare=False) is not None

    def _label_is_missing(self, i: int) -> bool:
        """True where the next number is 2, so that this paragraph must be the first."""
        numbers = (number for mark in self.marks[i + 1 :] if (number := _number(mark)))
        following = next(numbers, None)
        return following is not None and following.ordinal == 2

    # --- lists -----------------------------------------------------------------------------------

    def _choose(self, i: int, mark: Label) -> Reading | None:
        """The meaning of a label that fits the open lists best."""
        sound = [reading for reading in mark.readings if not reading.damaged]
        damaged = [reading for reading in mark.readings if reading.damaged]
        if (number := self._due_number(damaged)) is not None:
            return number
        continuing = self._next_of_open(sound, mark.shape)
        starting = self._first_of_new(sound, mark.shape)
        if continuing and starting:
            return starting if self._starts_here(i, mark, starting) else continuing
        return (
            continuing
            or starting
            or self._next_of_open(damaged, mark.shape)
            or self._beyond(sound, mark.shape)
            or next(iter(sound), None)
        )

    def _due_number(self, damaged: Sequence[Reading]) -> Reading | None:
        """A damaged number where it is the very next: the ``1.`` that a scan shows as ``I.``."""
        if self.part not in (_Part.PREAMBLE, _Part.OPERATIVE):
            return None
        last = next((v.ordinal for v in self.levels if v.system is System.NUMBER), 0)
        due = (r for r in damaged if r.system is System.NUMBER and r.ordinal == last + 1)
        return next(due, None)

    def _next_of_open(self, readings: Sequence[Reading], shape: str) -> Reading | None:
        for level in reversed(self.levels):
            for reading in readings:
                if level.holds(reading, shape) and reading.ordinal == level.ordinal + 1:
                    return reading
        return None

    def _first_of_new(self, readings: Sequence[Reading], shape: str) -> Reading | None:
        for reading in readings:
            taken = any(level.holds(reading, shape) for level in self.levels)
            if reading.ordinal == 1 and not taken:
                return reading
        return None

    def _beyond(self, readings: Sequence[Reading], shape: str) -> Reading | None:
        """A reading that goes on with an open list though labels between are missing."""
        for level in reversed(self.levels):
            for reading in readings:
                gap = reading.ordinal - level.ordinal
                if level.holds(reading, shape) and 1 <= gap <= _WIDEST_GAP:
                    return reading
        return None

    def _starts_here(self, i: int, mark: Label, starting: Reading) -> bool:
        """True where ``i)`` after ``h)`` opens a roman list: the next label or a colon says so."""
        for other in self.marks[i + 1 :]:
            if other is not None and other.shape == mark.shape:
                return any(r.system is starting.system and r.ordinal == 2 for r in other.readings)
        return i > 0 and self.texts[i - 1].endswith((":", "："))

    def _place(self, shape: str, reading: Reading) -> None:
        """Open, continue or restart the list to which a label belongs."""
        if reading.system is System.DASH:
            last = next((v.ordinal for v in self.levels if v.system is System.NUMBER), 0)
            reading = Reading(System.NUMBER, last + 1)
        tokens = (*reading.outer, reading.token, *filter(None, [reading.inserted]))
        level = _Level(reading.system, shape, reading.ordinal, tokens)
        for depth in reversed(range(len(self.levels))):
            if self.levels[depth].holds(reading, shape):
                self.levels[depth:] = [level]
                return
        if reading.system in _OUTER and shape in (".", "-", "、", "decimal", "bare"):
            self.levels = [open_ for open_ in self.levels if open_.system is System.ARTICLE]
        self.levels.append(level)


def _matches(pattern: str, text: str, *, whole: bool = False) -> bool:
    bare = text.strip(labels.QUOTES + " ") if whole else text.lstrip(labels.QUOTES + " ")
    return (re.fullmatch if whole else re.match)(pattern, bare) is not None


def _number(mark: Label | None) -> Reading | None:
    readings = mark.readings if mark else ()
    return next((r for r in readings if r.system is System.NUMBER and not r.damaged), None)


def _first_of_list(mark: Label, *, bare: bool) -> Reading | None:
    """The meaning in which a label inside a labelled paragraph opens a list, as in ``1. (a)``.

    Behind the number of a section that has no mark a number in brackets does so too: ``6 (1)``.
    """
    inner = (r for r in mark.readings if r.ordinal == 1)
    return next((r for r in inner if r.system not in _OUTER or (bare and mark.shape == "()")), None)


def _bare_numbers(
    texts: Sequence[str], marks: Sequence[Label | None], language: Language
) -> dict[int, Label]:
    """Numbers without a mark that label sections, by position.

    A number does where it goes on with the one before or is gone on with by the next, with a few
    left out at most, or where a subsection stands behind it.
    """
    candidates = [
        (i, mark)
        for i, text in enumerate(texts)
        if marks[i] is None and (mark := labels.read_bare(text, language)) is not None
    ]
    numbers = [mark.readings[0].ordinal for _, mark in candidates]
    found: dict[int, Label] = {}
    last: int | None = None
    for (i, mark), number, after in zip(candidates, numbers, [*numbers[1:], None], strict=False):
        inner = labels.read(texts[i][mark.end :], language)
        divided = inner is not None and inner.shape == "()"
        goes_on = last is not None and (
            0 < number - last <= _WIDEST_GAP or (number == 1 and last > 1)
        )
        gone_on_with = after is not None and 0 < after - number <= _WIDEST_GAP
        if goes_on or gone_on_with or divided:
            found[i], last = mark, number
    return found
