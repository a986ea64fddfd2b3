"""Numbers as lists print them: letters, roman numerals, and the scripts of the six languages."""

from __future__ import annotations

from collections.abc import Callable

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = "零一二三四五六七八九"
_CHINESE_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_MOST = 9_999
"""Counts beyond this are printed in plain digits: no list is so long, but a file may say so."""
_MOST_REPEATS = 20
"""Times that a letter of a list is repeated before plain digits take over."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def printed(number: int, style: str) -> str:
    """A list number as it is printed.

    Args:
        number: From 0; most styles begin at 1 and print others, and those beyond any list, in
            plain digits.
        style: Name of the style in WordprocessingML (``ST_NumberFormat``, ISO/IEC 29500-1
            17.18.59); one that is not known prints plain digits, ``none`` prints nothing.
    """
    if style == "none":
        return ""
    write = _STYLES.get(style)
    return write(number) if write and 0 < number <= _MOST else str(number)


def _letters(alphabet: str) -> Callable[[int], str]:
    """``a`` to ``z``, then ``aa`` to ``zz``, as Word counts on."""

    def write(number: int) -> str:
        repeats, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (1 + repeats) if repeats < _MOST_REPEATS else str(number)

    return write


def _cyclic(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out += sign * count
    return out


def _chinese(digits: str, ten: str, hundred: str) -> Callable[[int], str]:
    """Counting up to 999: 十, 十一, 二十, 一百零一."""

    def write(number: int) -> str:
        if number > 999:
            return "".join(digits[int(digit)] for digit in str(number))
        hundreds, rest = divmod(number, 100)
        tens, ones = divmod(rest, 10)
        out = digits[hundreds] + hundred if hundreds else ""
        if tens:
            out += (digits[tens] if tens > 1 or hundreds else "") + ten
        elif hundreds and ones:
            out += digits[0]
        return out + (digits[ones] if ones else "")

    return write


def _digits(signs: str) -> Callable[[int], str]:
    return lambda n: "".join(signs[int(digit)] for digit in str(n))


_counting = _chinese(_CHINESE, "十", "百")
_STYLES: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "arabicAlpha": _letters(_ARABIC_ALPHA),
    "arabicAbjad": _letters(_ARABIC_ABJAD),
    "hindiNumbers": lambda n: str(n).translate(_ARABIC_INDIC),
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "numberInDash": lambda n: f"- {n} -",
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "chineseLegalSimplified": _chinese(_CHINESE_LEGAL, "拾", "佰"),
    "ideographDigital": _digits("〇" + _CHINESE[1:]),
    "taiwaneseDigital": _digits("〇" + _CHINESE[1:]),
    "ideographTraditional": _cyclic(_STEMS),
    "ideographZodiac": _cyclic(_BRANCHES),
}
