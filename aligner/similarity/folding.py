"""Rewriting of words before they are cut into subwords: numerals and the article of Arabic.

What can be folded character by character (letter case, accents, Arabic letter forms, traditional
characters, digits of every script) is folded by the tokenizer itself; see
``training/static/vocabulary.py``. What needs a look at the neighbours is done here, by rules that
are data: pairs of a regular expression and the text that takes the place of each match. They are
written in the subset that Python's ``re`` and the Oniguruma engine of the ``tokenizers`` library
read alike, so that ``aligner/models/static/tokenizer.json`` holds the very same rules.

No rule looks across white space: a text is folded word by word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Rule = tuple[str, str]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"
_ARABIC = "\u0621-\u0652\u0670-\u06d3"

_DIGITS = "一二三四五六七八九"
_ANY = f"{_DIGITS}〇零○十百千"


def _han_rules() -> tuple[Rule, ...]:
    """Chinese numerals up to 9,999 to digits, where they count or number something.

    First the units ten, hundred and thousand give way to the digits they stand for (二十五 to
    二五, 三百 to 三〇〇), then digits beside other digits, after 第, or alone before 、 or a
    bracket become ASCII. A lone 一 in running text stays: it is more often "a" than "1".
    """
    digit = f"[{_DIGITS}]"
    zero = "[零〇○]"
    places: list[Rule] = [
        (f"(?<={digit})千{zero}(?={digit}[十百])", "〇"),
        (f"(?<={digit})千{zero}(?={digit})", "〇〇"),
        (f"(?<={digit})千(?={digit}百)", ""),
        (f"(?<={digit})千(?![{_ANY}])", "〇〇〇"),
        (f"(?<={digit})百{zero}(?={digit})", "〇"),
        (f"(?<={digit})百(?={digit}十)", ""),
        (f"(?<={digit})百(?![{_ANY}])", "〇〇"),
        (f"(?<={digit})十(?={digit})", ""),
        (f"(?<={digit})十(?![{_ANY}])", "〇"),
        (f"(?<![{_ANY}])十(?={digit})", "一"),
        (f"(?<=第)十(?![{_ANY}])|(?<![{_HAN}])十(?=[、.．）)])", "一〇"),
    ]
    digits = f"0-9{_DIGITS}〇零○"
    for value, character in enumerate(["[〇零○]", *_DIGITS]):
        places.append(
            (
                f"{character}(?=[{digits}])|(?<=[{digits}]){character}|(?<=第){character}"
                f"|(?<![{_HAN}]){character}(?=[、.．）)])",
                str(value),
            )
        )
    return tuple(places)


def _roman_rules() -> tuple[Rule, ...]:
    """Roman numerals to digits: capitals standing alone up to 49, small ones before a bracket.

    A lone ``I`` stays, which in English is a pronoun; ``V`` and ``X`` alone are numerals.
    """
    rules: list[Rule] = []
    for value in range(49, 1, -1):
        numeral = ("", "X", "XX", "XXX", "XL")[value // 10]
        numeral += ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
        rules.append((rf"(?<!\w){numeral}(?!\w)", str(value)))
        if len(numeral) > 1 and value < 20:
            rules.append((rf"(?<!\w){numeral.lower()}(?=\))", str(value)))
    return tuple(rules)


def _arabic_rules() -> tuple[Rule, ...]:
    """The article, and the particles written together with it, apart from the noun."""
    rules: list[Rule] = []
    for conjunction in ("و", "ف", ""):
        for particle in ("ب", "ك", ""):
            apart = " ".join(filter(None, (conjunction, particle, "ال"))) + " "
            rules.append((f"(?<![{_ARABIC}]){conjunction}{particle}ال(?=[{_ARABIC}]{{2}})", apart))
        apart = " ".join(filter(None, (conjunction, "ل", "ال"))) + " "
        rules.append((f"(?<![{_ARABIC}]){conjunction}لل(?=[{_ARABIC}]{{2}})", apart))
    return tuple(rules)


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that have a cheap common sign.

    Attributes:
        sign: A word in which this is not found is left alone by all of the rules.
        rules: Applied one after the other.
    """

    sign: re.Pattern[str]
    rules: tuple[Rule, ...]


FAMILIES = (
    Family(re.compile(f"[{_ANY}]"), _han_rules()),
    Family(re.compile(r"[IVXL]{2}|(?<!\w)[VX](?!\w)|[iv]{2}\)|[ix]{2}\)"), _roman_rules()),
    Family(re.compile(f"(?<![{_ARABIC}])[وف]?(?:[بك]?ال|لل)[{_ARABIC}]"), _arabic_rules()),
)
"""All rules, in the order in which they are applied."""

_COMPILED = tuple(
    (family.sign, tuple((re.compile(pattern), text) for pattern, text in family.rules))
    for family in FAMILIES
)


def fold(word: str) -> str:
    """A word, or several, with numerals as digits and Arabic particles apart.

    >>> fold("第十七条"), fold("XIV"), fold("(iv)"), fold("وبالدول")
    ('第17条', '14', '(4)', 'و ب ال دول')
    """
    for sign, rules in _COMPILED:
        if sign.search(word):
            for pattern, text in rules:
                word = pattern.sub(text, word)
    return word


__all__ = ["FAMILIES", "Family", "fold"]
