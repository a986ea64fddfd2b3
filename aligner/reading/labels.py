"""Labels at the head of a paragraph: all that they may mean.

``i)`` is the ninth letter or the first roman number, ``с)`` of a Russian text is the third Latin
or the seventeenth Cyrillic letter, ``I.`` of a scan is a heading's number or a damaged ``1.``. So
a label is read as all that it can mean, and :mod:`aligner.reading.structure` chooses by the list in
which it stands.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from aligner.accents import fold
from aligner.languages import LATIN, Language
from aligner.reading.numerals import printed

QUOTES = "«»“”„\"'‘’‹›「『《"
"""Marks that may open a paragraph: press releases set one at each."""


class System(StrEnum):
    """What a list counts in."""

    ARTICLE = "article"
    NUMBER = "number"
    DECIMAL = "decimal"
    LETTER = "letter"
    ROMAN = "roman"
    UPPER_LETTER = "upper letter"
    UPPER_ROMAN = "upper roman"
    DASH = "dash"


_STYLES = {
    System.LETTER: "lowerLetter",
    System.ROMAN: "lowerRoman",
    System.UPPER_LETTER: "upperLetter",
    System.UPPER_ROMAN: "upperRoman",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a label.

    Attributes:
        system: What it counts in.
        ordinal: Its place in the list, from 1; 0 where the label does not say.
        damaged: True where a letter or digit was taken for another that scans confuse with it.
        outer: For ``3.2.1``, what stands before the last point: ``("3", "2")``.
        inserted: For ``(4.1)``, put in between 4 and 5 when a law was amended: ``1``.
        zeros: For ``63.01``, which is not ``63.1``, the zeros before its number.
    """

    system: System
    ordinal: int
    damaged: bool = False
    outer: tuple[str, ...] = ()
    inserted: str = ""
    zeros: str = ""

    @property
    def token(self) -> str:
        """The label in its normal form: digits, Latin letters or Latin roman numbers."""
        return self.zeros + printed(self.ordinal, _STYLES.get(self.system, "decimal"))


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in the text.

    Attributes:
        readings: What it can mean, the likeliest first; at least one.
        shape: What encloses it, such as ``()``, ``)`` or ``.``; a list keeps one shape.
        end: Offset just past it and the white space that follows.
    """

    readings: tuple[Reading, ...]
    shape: str
    end: int


_LABEL = re.compile(
    r"\s*(?:"
    r"[(（]\s?(?P<enclosed>\w{1,5}ـ?|[¢©€|])(?:\.(?P<inside>\d{1,2}))?\s?[)）]"
    r"|(?P<sign>[㈠-㈩⑴-⒇①-⑳⒈-⒛])"
    r"|['‘’“\"](?P<quoted>\d{1,2})['‘’”\"](?=\s)"
    r"|(?P<hanzi>[一二三四五六七八九十]{1,3})(?:、|．|\.(?=\s))"
    r"|(?P<cyclic>[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥])(?:、|．|\.(?=\s))"
    r"|(?P<decimal>\d{1,3}(?:\.(?:\d{1,3}|[a-z])){1,3})\.?"
    r"(?=\s+(?:[^\W\d_a-zà-ÿ]|[(（\[]\w))"
    r"|(?P<mark>\d{1,3}(?:\s?bis)?|[IlO|\[\d]{1,3}|[^\W\d_]{1,5}ـ?|[¢©€|])"
    r"(?:\.(?P<before>\d{1,2})(?=[)）]))?"
    r"(?P<after>[)）]|[.．](?!\d)|\s?[-–—](?=\s|$)|(?P<tight>-)(?=[^\W\d_]))"
    r"|(?P<dash>[-–—])(?=\s)"
    r")\s*"
)
_BARE = re.compile(r"(\d{1,3})\s+(?=[^\W\d_]|[(（\[«“\"]\s?\w)")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT_SHAPES = str.maketrans("IlO|[", "11011")
_LETTER_SHAPES = {"¢": "c", "©": "c", "€": "e", "é": "e", "|": "l"}


def read(text: str, language: Language) -> Label | None:
    """The label at the head of a text, opening quotation marks passed over, or None.

    Args:
        text: A paragraph or a line.
        language: Gives list letters, articles and spelled-out labels.
    """
    start = _past_quotes(text)
    if article := re.match(language.drafting.article, text[start:]):
        reading = Reading(System.ARTICLE, _counted(article[1]))
        return Label((reading,), "article", start + article.end())
    if match := _LABEL.match(text, start):
        shape, readings = _meanings(match, language)
        if inserted := match["inside"] or match["before"]:
            readings = tuple(replace(reading, inserted=inserted) for reading in readings)
        if readings:
            return Label(readings, shape, match.end())
    return _spelled(text, start, language)


def read_bare(text: str, language: Language) -> Label | None:
    """A number without any mark behind it at the head of a text, as sections of laws have it.

    ``5 The operator must`` and ``6 (1) The Minister may``; whether it is a label and not a quantity
    is for the order of the numbers to say.

    Args:
        text: A paragraph.
        language: Tells dates, and whether a sentence begins with a capital letter.
    """
    match = _BARE.match(text)
    if match is None:
        return None
    first = text[match.end() : match.end() + 1]
    if first.isalpha() and language.cased and not first.isupper():
        return None
    word = _WORD.match(text, match.end())
    if word and fold(word.group()) in language.notation.month_numbers:
        return None
    reading = Reading(System.NUMBER, int(match[1]))
    return Label((reading,), "bare", match.end())


def stands_alone(text: str, language: Language) -> bool:
    """True for a label whose words are on the next line; not for ``Article 5``, a heading."""
    label = read(text, language)
    if label is None or label.end < len(text.rstrip()):
        return False
    return label.readings[0].system is not System.ARTICLE


def _past_quotes(text: str) -> int:
    offset = 0
    while offset < len(text) and (text[offset].isspace() or text[offset] in QUOTES):
        offset += 1
    quoted = text[offset : offset + 1].isdecimal() and text[offset + 1 : offset + 2] in QUOTES
    return max(0, offset - 1) if quoted and offset + 1 < len(text) else offset


def _meanings(match: re.Match[str], language: Language) -> tuple[str, tuple[Reading, ...]]:
    if match["enclosed"]:
        return "()", _enclosed(match["enclosed"], language)
    if sign := match["sign"]:
        system = System.ROMAN if "㈠" <= sign <= "㈩" else System.NUMBER
        return "()", (Reading(system, int(unicodedata.numeric(sign))),)
    if match["quoted"]:
        return "'", (Reading(System.ROMAN, int(match["quoted"])),)
    if match["hanzi"]:
        return "、", (Reading(System.UPPER_ROMAN, _counted(match["hanzi"])),)
    if match["cyclic"]:
        return "、", _list_letters(match["cyclic"], language)
    if match["decimal"]:
        *outer, last = match["decimal"].split(".")
        ordinal = int(last) if last.isdecimal() else LATIN.index(last) + 1
        zeros = last[: len(last) - len(last.lstrip("0"))]
        return "decimal", (Reading(System.DECIMAL, ordinal, outer=tuple(outer), zeros=zeros),)
    if match["dash"]:
        return "-", (Reading(System.DASH, 0),) if language.dash_labels else ()
    return _marked(match, language)


def _marked(match: re.Match[str], language: Language) -> tuple[str, tuple[Reading, ...]]:
    mark, after = match["mark"], match["after"].strip()
    if after in "-–—":
        allowed = language.dash_labels or not match["tight"]
        return "-", tuple(r for r in _numbers(mark) if allowed and not r.damaged)
    if after in ")）":
        return ")", _enclosed(mark, language)
    lower = _list_letters(mark, language) if len(mark) == 1 and mark.islower() else ()
    return ".", (*_numbers(mark), *_upper(mark), *lower)


def _enclosed(mark: str, language: Language) -> tuple[Reading, ...]:
    if counted := _chinese_numbers().get(mark):
        return (Reading(System.ROMAN, counted),)
    if mark.isdecimal():
        return (Reading(System.NUMBER, int(mark)),)
    plain = mark.rstrip("ـ")
    letters = _list_letters(plain, language)
    roman = _roman_numbers().get(plain)
    return (*letters, *((Reading(System.ROMAN, roman),) if roman else ()), *_upper(plain))


def _list_letters(mark: str, language: Language) -> tuple[Reading, ...]:
    damaged = mark in _LETTER_SHAPES
    mark = _LETTER_SHAPES.get(mark, mark)
    twin = mark.translate(str.maketrans(*language.lookalikes))
    alphabets = dict.fromkeys((*language.alphabets, LATIN))
    places = (_place(form, alphabet) for form in (mark, twin) for alphabet in alphabets)
    return tuple(Reading(System.LETTER, n, damaged) for n in dict.fromkeys(places) if n)


def _place(mark: str, alphabet: str) -> int:
    """Place of a letter, or of two past the end of the alphabet (``aa`` or ``ab``); 0 for none."""
    if not 1 <= len(mark) <= 2 or any(char not in alphabet for char in mark):
        return 0
    first, last = alphabet.index(mark[0]) + 1, alphabet.index(mark[-1]) + 1
    if len(mark) == 1:
        return first
    return len(alphabet) + first if first == last else len(alphabet) * first + last


def _numbers(mark: str) -> tuple[Reading, ...]:
    digits = mark.removesuffix("bis").rstrip()
    if digits.isdecimal():
        return (Reading(System.NUMBER, int(digits)),)
    mended = mark.translate(_DIGIT_SHAPES)
    if mended.isdecimal() and int(mended):
        return (Reading(System.NUMBER, int(mended), damaged=True),)
    return ()


def _upper(mark: str) -> tuple[Reading, ...]:
    if not (mark.isascii() and mark.isupper()):
        return ()
    roman = _roman_numbers().get(mark.lower())
    readings = [Reading(System.UPPER_ROMAN, roman)] if roman else []
    if len(mark) == 1:
        readings.append(Reading(System.UPPER_LETTER, LATIN.index(mark.lower()) + 1))
    return tuple(readings)


def _spelled(text: str, start: int, language: Language) -> Label | None:
    systems = (System.UPPER_ROMAN, System.UPPER_LETTER)
    for system, words in zip(systems, language.drafting.ordinals, strict=True):
        for ordinal, word in enumerate(words, 1):
            if text.startswith(word, start) and (
                match := re.compile(r"ً?\s*[-–—:]\s*").match(text, start + len(word))
            ):
                return Label((Reading(system, ordinal),), "-", match.end())
    return None


_DIGITS = 18
"""Digits of the longest number that is one of a list."""


def _counted(mark: str) -> int:
    """Digits of any script, Chinese numerals, or 1 for a word: the only one is for the first."""
    if mark.isdecimal():
        return int(mark[-_DIGITS:])
    return _chinese_numbers().get(mark.replace("〇", "零"), 1)


@cache
def _chinese_numbers() -> dict[str, int]:
    return {printed(n, "chineseCounting"): n for n in range(1, 1000)}


@cache
def _roman_numbers() -> dict[str, int]:
    return {printed(n, "lowerRoman"): n for n in range(1, 80)}
