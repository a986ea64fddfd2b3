"""What a reader sees in a unit before reading it: its numbers, its label, its length, its look.

Each cue is a small matrix with one row a unit, so that the cue of a run of units is a sum of rows
and two runs are compared by one product.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BUCKETS = 128
"""Width of a hashed cue; a unit holds a handful of numbers, so collisions are rare."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u066b\u066c ]\d{3})*(?:[.,\u066b]\d+)?")
_HAN_NUMBER = re.compile(
    r"(?:第)([〇零一二三四五六七八九十百千]+)|([〇零一二三四五六七八九十百千]{2,})|^([一二三四五六七八九十]+)、"
)
_MONTH = re.compile(r"(?<!\d)\d++\s*+月")
_ROMAN = re.compile(r"\b(?=[IVXLC]{2})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[IVXLC])\b")
_HAN_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千]")
_ROMAN_NUMERAL = re.compile(r"[IVXLC]{2}")
_NUMERAL = re.compile(rf"\d|{_ROMAN_NUMERAL.pattern}|{_HAN_NUMERAL.pattern}")
"""What a text without has no number; most texts are without."""
_LABEL = re.compile(
    r"^\W*?(?:(?P<number>\d{1,4})(?:\s*[.\-\u2013)]|(?=\s))"
    r"|\(?\s?(?P<letter>[^\W\d_]{1,5})\s?\))"
)
_LOWER, _UPPER, _SPACE = 1, 2, 3
_KINDS = np.array(
    [
        _UPPER if c.isupper() else _LOWER if c.islower() else _SPACE if c.isspace() else 0
        for c in map(chr, range(0x3002))
    ],
    np.uint8,
)
"""Kind of each character up to the Chinese space; above, next to nothing has any."""
_ENDED = re.compile(r"[.;:!?؟؛](?=\s+\S)|[。；：！？](?=\s*\S)")
_CAPITALS = "".join(c for c in map(chr, range(0x2E80)) if c.isupper())
_BEGUN = re.compile(rf"(?<=[^\s.;:!?…])\s([{_CAPITALS}]\w*)")
_READ = 4096
"""Units whose characters are looked at together."""
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

Counts = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one side.

    Attributes:
        numbers: Hashed counts of the numbers of each unit, shape ``(n, BUCKETS)``.
        labels: Hashed label of each unit, one-hot or zero, shape ``(n, BUCKETS)``.
        numbered: Which units hold numbers, shape ``(n,)``.
        labelled: Which units have a label, shape ``(n,)``.
        letters: Characters of each unit, spaces left out, shape ``(n,)``.
        words: 1.0 where a unit has more than numbers and marks in it, shape ``(n,)``.
        capitals: Share of capital letters among its letters, shape ``(n,)``.
        closed: 1.0 where it ends as sentences and clauses end, shape ``(n,)``.
        hidden_open: Places in it where a line begins though none has ended, shape ``(n,)``: a
            heading that has run into its paragraph. 0 in scripts without capitals.
        hidden_closed: Places in it where a sentence or clause ends, shape ``(n,)``.
    """

    numbers: Counts
    labels: Counts
    numbered: NDArray[np.bool]
    labelled: NDArray[np.bool]
    letters: NDArray[np.float32]
    words: NDArray[np.float32]
    capitals: NDArray[np.float32]
    closed: NDArray[np.float32]
    hidden_open: NDArray[np.float32]
    hidden_closed: NDArray[np.float32]

    def of(self, units: slice) -> Cues:
        """The cues of some of the units."""
        return Cues(*(getattr(self, name)[units] for name in self.__slots__))


def cues(units: Sequence[str], labels: Sequence[str] | None = None) -> Cues:
    """The cues of a sequence of units.

    Args:
        units: Texts, one a unit.
        labels: Label of each as it compares across languages (``2.c``); where None, labels are
            read from the beginning of each text.
    """
    found = [label_of(text) for text in units] if labels is None else labels
    held = [numbers(text) for text in units]
    letters, capitals = _looks(units)
    return Cues(
        numbers=_hashed(held),
        labels=_hashed([[label] if label else [] for label in found]),
        numbered=np.array([bool(tokens) for tokens in held], np.bool),
        labelled=np.array([bool(label) for label in found], np.bool),
        letters=letters,
        words=np.array([any(map(str.isalpha, text)) for text in units], np.float32),
        capitals=capitals,
        closed=np.array(
            [text.rstrip()[-1:] in set(".;:,!?。；：，！？؛،؟") for text in units], np.float32
        ),
        hidden_open=_begun(units),
        hidden_closed=np.array([len(_ENDED.findall(text)) for text in units], np.float32),
    )


def numbers(text: str) -> list[str]:
    """The numbers of a text in plain digits, whatever script or numerals they are written in.

    >>> numbers("第十七条, S/RES/2253 (٢٠١٥), Part IV, 1 000")
    ['17', '2253', '2015', '4', '1000']
    """
    if not _NUMERAL.search(text):
        return []
    found = [(m.start(), _plain(m.group())) for m in _NUMBER.finditer(text)]
    if _HAN_NUMERAL.search(text):
        found += [
            (m.start(), str(_han(next(filter(None, m.groups())))))
            for m in _HAN_NUMBER.finditer(text)
        ]
    if _ROMAN_NUMERAL.search(text):
        found += [(m.start(), str(_roman(m.group()))) for m in _ROMAN.finditer(text)]
    return [number for _, number in sorted(found)]


def compared_numbers(*texts: str) -> frozenset[str]:
    """The numbers in which texts must agree with their translation, each once.

    One language says a number again where another says *the same*; and the month of a date is a
    number in Chinese and a name elsewhere.

    >>> sorted(compared_numbers("2016年12月20日"))
    ['20', '2016']
    """
    return frozenset(number for text in texts for number in numbers(_MONTH.sub(" ", text)))


def label_of(text: str) -> str:
    """The label that a unit opens with, comparable across languages, or an empty string.

    >>> label_of("12. Decides"), label_of("(c) To act"), label_of("c) D'agir")
    ('12', 'c', 'c')
    """
    match = _LABEL.match(text)
    if not match:
        return ""
    if number := match["number"]:
        return _plain(number)
    return unicodedata.normalize("NFKC", match["letter"]).lower()


def _plain(number: str) -> str:
    if number.isascii() and number.isdecimal():
        return number.lstrip("0") or "0"
    digits = "".join(str(unicodedata.decimal(c)) if c.isdigit() else c for c in number)
    whole, *rest = re.split(r"[.,\u066b](?=\d{1,2}$)", digits)
    whole = re.sub(r"\D", "", whole)
    return ".".join([whole.lstrip("0") or "0", *rest])


_LONGEST = 300
"""Numerals of the longest number that is reckoned with."""


def _han(text: str) -> int:
    total, digit = 0, 0
    if not any(c in _HAN_UNITS for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text[:_LONGEST]))
    for c in text:
        if c in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[c]
            digit = 0
        else:
            digit = _HAN_DIGITS[c]
    return total + digit


def _roman(text: str) -> int:
    values = [_ROMAN_DIGITS[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _looks(units: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How many characters each unit has, spaces left out, and the share of capitals."""
    letters, capitals = (np.zeros(len(units), np.float32) for _ in range(2))
    for first in range(0, len(units), _READ):
        some = units[first : first + _READ]
        points = np.frombuffer("".join(some).encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = _KINDS[np.minimum(points, len(_KINDS) - 1)]
        ends = np.cumsum([0, *map(len, some)])
        lower, upper, space = (
            np.diff(np.concatenate([[0], np.cumsum(kinds == kind)])[ends])
            for kind in (_LOWER, _UPPER, _SPACE)
        )
        letters[first : first + _READ] = np.diff(ends) - space
        capitals[first : first + _READ] = upper / np.maximum(lower + upper, 1)
    return letters, capitals


def _begun(units: Sequence[str]) -> NDArray[np.float32]:
    """How often a word is written with a capital inside a unit that has none by itself.

    Which words these are is seen from the document: names and titles are hardly ever written small.
    """
    begun = [_BEGUN.findall(text) for text in units]
    small = Counter(word for text in units[:_READ] for word in text.split())
    large = Counter(word for words in begun[:_READ] for word in words)
    common = {word for word, count in large.items() if small[word.lower()] > count}
    return np.array([sum(word in common for word in words) for words in begun], np.float32)


def _hashed(bags: Sequence[Sequence[str]]) -> Counts:
    matrix = np.zeros((len(bags), BUCKETS), np.uint16)
    for row, bag in zip(matrix, bags, strict=True):
        for token in bag:
            row[zlib.crc32(token.encode()) % BUCKETS] += 1
    return matrix
