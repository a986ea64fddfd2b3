"""What a text counts, dates and cites, in one form for all languages and scripts.

A text becomes *items*: a date, a document symbol, a resolution with its year, a percentage, an
amount of money, a number. Each has a value that is the same in every language, and *atoms*, the
numbers it is made of, so that a date in one language still agrees with a year and a number in
another that words it differently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import product

from aligner.accents import fold, unmarked
from aligner.amounts.notation import date_patterns, time_patterns
from aligner.amounts.numerals import han
from aligner.languages import LATIN, language
from aligner.languages.notation import Notation
from aligner.similarity import cues


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a translation has to take over as it is.

    Attributes:
        kind: ``symbol``, ``resolution``, ``date``, ``time``, ``paragraph``, ``years``,
            ``percentage``, ``currency``, ``number`` or ``roman``.
        values: Its value in one form for all languages; several where the writing is ambiguous
            (``1.000``).
        atoms: The numbers in it, each with its possible values.
        start: First character, as an offset in the text.
        end: One past the last.
    """

    kind: str
    values: frozenset[str]
    atoms: tuple[frozenset[str], ...]
    start: int
    end: int


_SYMBOL = re.compile(
    r"(?<![^\W\u3400-\u9fff])(?<![/.])[A-ZА-Я]{1,6}(?:/(?:[A-Z0-9][A-Za-z0-9.\-]*|\([A-Z]+\)))+(?:\s?\(\d{4}\))?"
    r"(?:/[A-Z0-9][A-Za-z0-9.\-]*)*"
)
_LOOKALIKE = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_RESOLUTION = re.compile(
    r"(?<![a-z\d/.,])(\d{1,4})\s?([a-z]{1,2})?\s?\(\s?((?:19[4-9]|20\d)\d)\s?\)"
)
_PARTED = re.compile(r"(?<![a-z\d/.,])(\d{1,3})/(\d{1,4})(?![\d/])")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)?\d\d)(?![\d\-])")
_PARAGRAPH = re.compile(
    r"(?<![a-z\d.])(\d+(?:\.\d+)*)((?:\s?\(\s?(?:\d{1,3}(?:\.\d+)?|[ivx]{1,4}|[^\W\d_])\s?\)"
    r"|\s?(?:[ivx]{1,4}|[^\W\d_])\s?\))+)"
)
_SIGN = re.compile(r"[\d〇零一二三四五六七八九十百千IVXLC/]")
_YEARLY = re.compile(r"(?:19|20)?\d\d-\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_NUMBER = re.compile(
    r"0\d\d(?: \d{3})* \d{1,3}(?!\d)|"
    r"\d{1,3}(?:[ .,'\u066b\u066c]\d{3})+(?![\d])(?:[.,\u066b]\d+)?"
    r"|\d+(?:[.\u066b]\d+){2,}|\d+(?:[.,\u066b]\d+)?"
)
_ROMAN = re.compile(r"(?<![\w.])(?=[IVXLC]{2,}(?!\w))(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")
_HAN_PERCENT = re.compile(r"百分之([〇零一二三四五六七八九十百\d.]+)")
_SIGN_BEFORE = re.compile(r"(us\$|c\$|a\$|\$|€|£|¥|\busd|\beur)\s?$")


def items(text: str, lang: str) -> list[Item]:
    """What a text counts, dates and cites, in order.

    >>> [item.values for item in items("le 20 décembre 2016, S/RES/2253 (2015)", "fr")]
    [frozenset({'2016-12-20'}), frozenset({'S/RES/2253(2015)'})]
    """
    return list(_items(text, lang))


@lru_cache(maxsize=256)
def _items(text: str, lang: str) -> tuple[Item, ...]:
    """Kept for a while, since a text is compared with those of several languages."""
    if not _SIGN.search(text):
        return ()
    bare, places = unmarked(text)
    if not places:
        return tuple(_ItemReader(text, lang).read())
    return tuple(
        replace(item, start=places[item.start], end=places[item.end - 1] + 1)
        for item in _ItemReader(bare, lang).read()
    )


def equal(one: Item, other: Item) -> bool:
    """Whether two items have one value, whatever their writing leaves open."""
    if one.kind == other.kind == "symbol" and one.values != other.values:
        return _same_register(*one.values, *other.values)
    if not one.values & other.values:
        return False
    return one.kind == other.kind or {one.kind, other.kind} <= {"number", "roman"}


def _same_register(one: str, other: str) -> bool:
    """True for a register that is called otherwise in the other language: DORS/2009-3, SOR/2009-3.

    Prefixes of United Nations symbols are short, or the same in every language; none of two letters
    goes with a year and a number, as in TR/2009-3, SI/2009-3.
    """
    first, _, rest = one.partition("/")
    second, _, tail = other.partition("/")
    least = 2 if _YEARLY.fullmatch(rest) else 3
    return rest == tail and min(len(first), len(second)) >= least and first != second


@dataclass(slots=True)
class _ItemReader:
    """Reads one text, the longest things first; what is read is blotted out."""

    text: str
    lang: str
    folded: str = field(init=False)
    here: Notation = field(init=False)

    def __post_init__(self) -> None:
        self.folded, self.here = fold(self.text), language(self.lang).notation

    def read(self) -> Iterator[Item]:
        found = [*self._symbols(), *self._resolutions(), *self._dates(), *self._times()]
        found += [*self._paragraphs(), *self._years(), *self._numbers()]
        return iter(sorted(found, key=lambda item: item.start))

    def _blot(self, start: int, end: int) -> None:
        self.folded = self.folded[:start] + "\x00" * (end - start) + self.folded[end:]

    def _symbols(self) -> Iterator[Item]:
        for match in _SYMBOL.finditer(self.text):
            symbol = match.group().rstrip(".-").translate(_LOOKALIKE)
            if not any(char.isdigit() for char in symbol):
                continue
            end = match.start() + len(symbol)
            self._blot(match.start(), end)
            value = frozenset({re.sub(r"\s", "", symbol).upper()})
            yield Item("symbol", value, (value,), match.start(), end)

    def _resolutions(self) -> Iterator[Item]:
        for match in _RESOLUTION.finditer(self.folded):
            number, letters, year = match.groups()
            value = frozenset({f"{number}{letters or ''}({year})"})
            parts = (frozenset({number}), frozenset({year}))
            self._blot(*match.span())
            yield Item("resolution", value, parts, *match.span())
        for match in _PARTED.finditer(self.folded):
            atoms = tuple(frozenset({bare(part)}) for part in match.groups())
            self._blot(*match.span())
            yield Item("symbol", frozenset({"/".join(match.groups())}), atoms, *match.span())

    def _paragraphs(self) -> Iterator[Item]:
        """Citations of sub-paragraphs: ``2 c)``, ``2 (c)``, ``10(1)e)``."""
        for match in _PARAGRAPH.finditer(self.folded):
            if _YEAR.fullmatch(match.group(1)):
                continue
            parts = [match.group(1), *_PART.findall(match.group(2))]
            options = [letters(part, self.lang) for part in parts]
            value = frozenset(".".join(chosen) for chosen in product(*options))
            atoms = tuple(frozenset({part}) for part in parts if part[0].isdigit())
            self._blot(*match.span())
            yield Item("paragraph", value, atoms, *match.span())

    def _years(self) -> Iterator[Item]:
        """Years as in ``2011-12``, of which the second may stand for 2012."""
        for match in _YEARS.finditer(self.folded):
            first, second = match.groups()
            whole = frozenset({second, first[:2] + second} if len(second) == 2 else {second})
            self._blot(*match.span())
            value = frozenset({f"{first}-{first[:2] + second if len(second) == 2 else second}"})
            yield Item("years", value, (frozenset({first}), whole), *match.span())

    def _dates(self) -> Iterator[Item]:
        months = self.here.month_numbers
        for pattern in date_patterns(self.lang):
            for match in pattern.finditer(self.folded):
                parts = match.groupdict()
                name = (parts.get("m") or "").rstrip(".")
                month = months.get(name) or _integer(parts.get("n"))
                day, year = _integer(parts.get("d")), _integer(parts.get("y"))
                if (day is not None and day > 31) or (month is not None and month > 12):
                    continue
                if name == "may" and year is None and not self._capital(match.start("m")):
                    continue
                atoms = [str(part) for part in (day, year) if part is not None]
                atoms += [f"month {month}"] if month is not None else []
                value = f"{year or '----'}-{month or 0:02}-{day or 0:02}"
                self._blot(*match.span())
                yield Item(
                    "date",
                    frozenset({value}),
                    tuple(frozenset({atom}) for atom in atoms),
                    *match.span(),
                )

    def _times(self) -> Iterator[Item]:
        for pattern in time_patterns(self.lang):
            for match in pattern.finditer(self.folded):
                parts = match.groupdict()
                hour, minute = int(parts["h"]), int(parts.get("min") or 0)
                if hour > 24 or minute > 59:
                    continue
                hour += 12 if parts.get("pm") and hour < 12 else 0
                told = frozenset({str(hour), str(hour % 12 or 12)})
                atoms = (told, frozenset({str(minute)})) if minute else (told,)
                self._blot(*match.span())
                yield Item("time", frozenset({f"{hour}:{minute:02}"}), atoms, *match.span())

    def _capital(self, at: int) -> bool:
        return self.text[at].isupper()

    def _numbers(self) -> Iterator[Item]:
        for match in _HAN_PERCENT.finditer(self.folded):
            number = match.group(1)
            values = readings(number) if number[0].isdigit() else frozenset({str(han(number))})
            self._blot(*match.span())
            yield Item("percentage", values, (values,), *match.span())
        read = 0
        for match in _NUMBER.finditer(self.folded):
            if match.start() >= read and (item := self._number(match)) is not None:
                read = item.end
                yield item
        if language(self.lang).spaces:
            for match in _ROMAN.finditer(self.text):
                if self.folded[match.start()] != "\x00" and match.group():
                    value = frozenset({cues.numbers(match.group())[0]})
                    yield Item("roman", value, (value,), *match.span())

    def _number(self, match: re.Match[str]) -> Item | None:
        start, end = match.span()
        if start and self.folded[start - 1].isascii() and self.folded[start - 1].isalpha():
            return None
        values = readings(match.group())
        end, values = self._scaled(end, values)
        percent = re.compile(rf"\s?(?:{self.here.percent})").match(self.folded, end)
        if percent:
            return Item("percentage", values, (values,), start, percent.end())
        code, *span = self._currency(start, end)
        if code:
            return Item("currency", frozenset(f"{code} {v}" for v in values), (values,), *span)
        return Item("number", values, (values,), start, end)

    def _scaled(self, end: int, values: frozenset[str]) -> tuple[int, frozenset[str]]:
        if not self.here.scales:
            return end, values
        own = _scales(self.lang).match(self.folded, end)
        match = own or _shared_scales(self.lang).match(self.folded, end)
        if not match:
            return end, values
        factor = {fold(word): n for word, n in self.here.scales.items()}[match.group(1)]
        scaled = frozenset(plain(float(v) * factor) for v in values if _is_decimal(v))
        return (own.end(), scaled or values) if own else (end, values | scaled)

    def _currency(self, start: int, end: int) -> tuple[str, int, int]:
        """Code of the currency of a number, empty for none, and its span with the name or sign."""
        words = self.here.money
        if sign := _SIGN_BEFORE.search(self.folded, max(0, start - 5), start):
            return words.get(sign.group(1), "USD"), sign.start(), end
        after = self.folded[end : end + 48].lstrip(" .")
        for name in ("de ", "d'"):
            after = after.removeprefix(name)
        fits = [word for word in words if after.startswith(word) and _ends(after, len(word))]
        if not fits:
            return "", start, end
        name = max(fits, key=len)
        return words[name], start, self.folded.index(name, end) + len(name)


def _ends(text: str, at: int) -> bool:
    """True where a word ends: before a mark, the end, or a Chinese character."""
    after = text[at : at + 1]
    return not (after.isalpha() and text[at - 1].isalpha()) or after > "\u2e7f"


@cache
def _shared_scales(lang: str) -> re.Pattern[str]:
    """The scale of the next number, which may do for the one before: *2 to 3 million*."""
    words = "|".join(map(re.escape, map(fold, language(lang).conjunctions))) or "(?!)"
    between = rf"\s?(?:{language(lang).notation.through}|{words})\s?\d+(?:[.,]\d+)?"
    return re.compile(between + _scales(lang).pattern)


@cache
def _scales(lang: str) -> re.Pattern[str]:
    words = sorted(map(fold, language(lang).notation.scales), key=len, reverse=True)
    spaces = language(lang).spaces
    space = r"\s" if spaces else r"\s?"
    edge = r"\b" if spaces else ""
    return re.compile(rf"{space}({'|'.join(map(re.escape, words))}){edge}")


def _is_decimal(value: str) -> bool:
    return value.count(".") <= 1


def plain(value: float) -> str:
    """A number without the marks that differ by language."""
    return str(int(value)) if value == int(value) else repr(round(value, 6))


@cache
def letters(part: str, lang: str) -> frozenset[str]:
    """The Latin list letters that a list letter can stand for; a number stands for itself."""
    part = fold(part)
    if part.isdigit() or len(part) > 1 or part.isascii():
        return frozenset({part})
    here = language(lang)
    found = {LATIN[i] for a in here.alphabets if 0 <= (i := fold(a).find(part)) < len(LATIN)}
    looks, letters = here.lookalikes
    if (i := looks.find(part)) >= 0 and letters[i] in LATIN:
        found.add(letters[i])
    return frozenset(found or {part})


@cache
def readings(number: str) -> frozenset[str]:
    """The values that a written number can have.

    Arabic text may hold the groups of a number from right to left: ``000 100``.

    >>> sorted(readings("1.000")), sorted(readings("1 000,5")), sorted(readings("3.1.4"))
    (['1', '1000'], ['1000.5'], ['3.1.4'])
    """
    marks = [c for c in number if not c.isdigit()]
    parts = re.split(r"[ .,'\u066b\u066c]", number)
    if not marks:
        return frozenset({bare(number)})
    if len(marks) > 1 and len(set(marks)) == 1 and any(len(p) != 3 for p in parts[1:]):
        return frozenset({".".join(parts)})
    found = set()
    if all(len(part) == 3 for part in parts[1:]):
        found.add(bare("".join(parts)))
    if parts[0].startswith("0") and set(marks) == {" "}:
        found.add(bare("".join(reversed(parts))))
    if marks[-1] != " " and marks[-1] != "'" and marks.count(marks[-1]) == 1:
        whole = "".join(parts[:-1])
        if len(whole) <= _LONGEST and all(len(part) == 3 for part in parts[1:-1]):
            found.add(plain(float(f"{whole}.{parts[-1]}")))
    return frozenset(found or {".".join(parts)})


_LONGEST = 300
"""Digits of the longest number that is reckoned with; longer ones are compared as they stand."""


def bare(digits: str) -> str:
    """Digits of any script as plain ones, without leading zeros; as many as there are.

    >>> bare("007"), bare("٠١٢")
    ('7', '12')
    """
    return "".join(str(unicodedata.decimal(c, 0)) for c in digits).lstrip("0") or "0"


def _integer(text: str | None) -> int | None:
    if not text or len(text) > _LONGEST:
        return None
    return int(text) if text.isdigit() else han(text)
