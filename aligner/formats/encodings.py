"""The character set of a text that does not say it, judged by script and language.

A text in a wrong character set has words that no one writes: letters of one script inside another,
accents on every letter, capitals in the middle, characters that are never used. Each reading is
weighed by its words; the one with the best stands, and where none is good the text is refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from aligner.languages import OFFICIAL, language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("cp1252", "mac_roman", "cp850")
_OF_OTHERS = {
    **dict.fromkeys(("uk", "be", "bg", "mk", "sr", "kk"), ("cp1251", "koi8-r", "cp866")),
    **dict.fromkeys(("fa", "ur"), ("cp1256", "iso8859-6")),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sq"), ("cp1250",)),
    "el": ("cp1253",), "tr": ("cp1254",), "he": ("cp1255",),
    "lt": ("cp1257",), "lv": ("cp1257",), "et": ("cp1257",), "th": ("cp874",),
    "ja": ("cp932", "euc_jp"), "ko": ("cp949",), "vi": ("cp1258",),
}  # fmt: skip
"""Character sets before Unicode of languages that have no module; any other is in Latin ones."""
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßªº")
_MARKS_OF_TEXT = frozenset(
    "«»“”„‘’‚…–—°№€§·•¿¡،؛؟、。，；：？！（）《》〈〉「」±×½¼©®£¥\xa0\u3000\ufeff"
)
_WORD = re.compile(r"[^\W\d_]+")
_EARLY = 4096
"""Bytes at the beginning that are looked at to know UTF-16."""


class EncodingUnknownError(ValueError):
    """No character set gives words."""


def decoded(
    raw: bytes, languages: Iterable[str] = (), weigh: Callable[[str], float] | None = None
) -> tuple[str, str]:
    """The text of some bytes, and the name of the character set where it had to be judged.

    Args:
        raw: All of the text.
        languages: BCP 47 tags of what it is in, as far as that is known; the six languages and
            those of western Europe if not given.
        weigh: How good a reading is, beyond :func:`plausible`; it may look at single columns.

    Raises:
        EncodingUnknownError: It is in no Unicode encoding and none of the others gives words.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name, errors="replace"), ""
    if wide := _utf16(raw):
        try:
            return raw.decode(wide), "UTF-16 without a byte-order mark"
        except UnicodeDecodeError:
            pass
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    best, best_text, best_name = 0.0, "", ""
    for name in _candidates(languages):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        score = plausible(text) + (weigh(text) if weigh else 0.0)
        if score > best:
            best, best_text, best_name = score, text, name
    if not best_name:
        raise EncodingUnknownError(
            "not in Unicode, and no other character set gives words; save it as UTF-8"
        )
    return best_text, _said(best_name)


def _said(name: str) -> str:
    """A character set as people call it."""
    if name.startswith("cp125"):
        return f"Windows-{name[2:]}"
    return {"gb18030": "GBK", "mac_roman": "Mac Roman", "big5": "Big5"}.get(name, name.upper())


def _candidates(languages: Iterable[str]) -> tuple[str, ...]:
    known = [lang.partition("-")[0] for lang in languages] or OFFICIAL
    named = [language(lang).charsets or _OF_OTHERS.get(lang, ()) for lang in known]
    return (*dict.fromkeys((*_LATIN[:1], *(n for names in named for n in names), *_LATIN[1:])),)


def _utf16(raw: bytes) -> str:
    """UTF-16 without a mark: every second byte of what is ASCII in it is zero."""
    early = raw[: _EARLY - _EARLY % 2]
    zeros = early[::2].count(0), early[1::2].count(0)
    if max(zeros) < max(2, len(early) // 20) or min(zeros) * 4 > max(zeros):
        return ""
    wide = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = early.decode(wide, errors="replace")
    binary = any(
        (letter < " " and letter not in "\t\r\n") or unicodedata.category(letter) in ("Cn", "Co")
        for letter in text
    )
    return "" if binary or text.count("\ufffd") > 1 else wide


def is_wide(raw: bytes) -> bool:
    """Whether some bytes are UTF-16 without a mark."""
    return bool(_utf16(raw))


def narrow(start: bytes) -> bytes:
    """The beginning of a text in UTF-8 without a mark, where it is in UTF-16; else as it is."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", errors="ignore").encode()
    if wide := _utf16(start):
        return start.decode(wide, errors="ignore").encode()
    return start.removeprefix(codecs.BOM_UTF8)


def plausible(text: str) -> float:
    """How much of what is not ASCII in a text is as people write, less what is not; in letters."""
    score = sum(_word(word) for word in set(_WORD.findall(text)) if not word.isascii())
    for sign in set(text):
        if sign >= "\x80" and not sign.isalpha() and sign not in _MARKS_OF_TEXT:
            category = unicodedata.category(sign)
            if category[0] == "C" or category in ("Sk", "So", "Sm", "Lm"):
                score -= 1.0
    return score


@lru_cache(maxsize=65536)
def _word(word: str) -> float:
    kinds = {_script(letter) for letter in word}
    strange = [letter for letter in word if letter >= "\x80"]
    if kinds == {"LATIN"}:
        known = sum(letter.lower() in _WESTERN for letter in strange)
        shape = word.islower() or word.isupper() or word.istitle() or word[1:].islower()
        if known < len(strange):
            return float(-len(strange)) if known or len(strange) > 1 or not shape else 0.2
        if not shape or (len(strange) * 2 > len(word) and len(word) > 1):
            return float(-len(strange))
        return float(len(strange))
    if len(kinds) > 1 and not kinds <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return float(-len(strange))
    if kinds == {"CYRILLIC"}:
        if not (word.islower() or word.isupper() or word[1:].islower()):
            return float(-len(strange))
        return len(strange) * (0.4 if word.isupper() and len(word) > 1 else 1.0)
    if kinds <= {"CJK", "HIRAGANA", "KATAKANA"}:
        return float(sum(2.0 if _frequent(letter) else -1.0 for letter in strange))
    return float(len(strange))


@lru_cache(maxsize=65536)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(maxsize=65536)
def _frequent(letter: str) -> bool:
    """Whether a character is of the first level of GB 2312 or of Big5, or is a kana."""
    if "\u3040" <= letter <= "\u30ff":
        return True
    for name, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = letter.encode(name)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return True
    return False
