"""Damage of the character set mended, in any language, without a lexicon.

What is *not* done is as deliberate: quotation marks stay as they are, and full-width Chinese
punctuation stays full-width (plain ``ftfy`` and NFKC would turn both into ASCII). Spaces that do
not break become plain ones: French sets them before ``; : ! ?`` by typographic custom, they carry
no meaning, and every later step then knows one kind of space. Their number is kept. In the same
way a hyphen that does not break becomes a plain one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from aligner.languages import Language
from aligner.reading import bidi

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_SPACES = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085\u000b\u000c\r]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_JOINERS = re.compile(
    "(?<![\u0600-\u06ff\u0750-\u077f])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff])"
)
_TATWEEL = re.compile("(?<=[\u0621-\u065f])\u0640+(?=[\u0621-\u065f])")
_SHAPED = re.compile("[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdfc\ufe70-\ufefc]")
_COMPATIBLE = re.compile(
    "[\ufb00-\ufb06"  # Latin ligatures
    "\u2e80-\u2fd5"  # radicals that PDF fonts give for whole Chinese characters
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"  # full-width digits and letters
    "\uff03-\uff06\uff0b\uff0d-\uff0f\uff1c-\uff1e\uff20\uff3c\uff3e-\uff40\uff5c\uff5e]"  # signs
)
_WIDE_PUNCTUATION = re.compile("[\uff01-\uff5e]")
_PLAIN = {0x2010: "-", 0x2011: "-"} | {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF02D: "-",
    0xF0B0: "°",
}

_RADICALS = str.maketrans(
    "⺁⺅⺌⺟⺠⺩⺮⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "厂亻小母民王竹月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""Radicals without a compatibility mapping that stand for whole characters in PDF text, by
``EquivalentUnifiedIdeograph.txt`` of the Unicode Character Database."""

_LATIN_TO_CYRILLIC = dict(zip("aceopxyABCEHKMOPTXëËïÏ", "асеорхуАВСЕНКМОРТХёЁїЇ", strict=True))
_CYRILLIC_TO_LATIN = {cyrillic: latin for latin, cyrillic in _LATIN_TO_CYRILLIC.items()} | dict(
    zip("іІјЈѕЅ", "iIjJsS", strict=True)
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONE_LATIN = re.compile(r"(?<=[а-яё,;] )[aocyk](?= [а-яё])")
_LONE = str.maketrans("aocyk", "аосук")


def clean(text: str, language: Language) -> str:
    """Text as it was meant: the same letters, each written in one way.

    Mended are text decoded twice (mojibake), byte-order marks, control and invisible characters,
    soft hyphens, all kinds of spaces, ligatures, Arabic presentation forms and visual order,
    full-width digits and letters, Chinese radicals, and words that mix Cyrillic with Latin letters.
    The result is in NFC, and cleaning it again changes nothing. Line feeds, tabs and the number of
    spaces stay.

    Args:
        text: A line or a paragraph.
        language: Decides what depends on the script.
    """
    if text.isascii() and not _CONTROL.search(text):
        return text.replace("\x0b", " ").replace("\x0c", " ").replace("\r", " ")
    for _ in range(8):
        cleaned = _pass(text, language)
        if cleaned == text:
            break
        text = cleaned
    return text


def _pass(text: str, language: Language) -> str:
    import ftfy

    text = _CONTROL.sub("", ftfy.fix_text(text, _ftfy_config()))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = _JOINERS.sub("", text).translate(_PLAIN)
    text = _COMPATIBLE.sub(_compatible, text).translate(_RADICALS)
    if language.spaces:
        text = _WIDE_PUNCTUATION.sub(_compatible, text)
    if language.rtl:
        text = _arabic(text)
    text = text.translate(dict(language.substitutes))
    text = unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = _WORD.sub(lambda match: _one_script(match[0], language), text)
        if language.script == "Cyrl":
            text = _LONE_LATIN.sub(lambda match: match[0].translate(_LONE), text)
    return text


@cache
def _ftfy_config() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )


def _compatible(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _arabic(text: str) -> str:
    text = "\n".join(
        bidi.to_logical(line, rtl=True) if bidi.is_visual(line) else line
        for line in text.split("\n")
    )
    text = _SHAPED.sub(lambda match: _compatible(match).lstrip(" \u0640"), text)
    return _TATWEEL.sub("", text)


def _one_script(word: str, language: Language) -> str:
    """A word of Cyrillic and Latin letters in the script of most of them, if all can be mended."""
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in word)
    latin = sum(char.isascii() or "\u00c0" <= char <= "\u024f" for char in word)
    if not cyrillic or not latin:
        return word
    to_cyrillic = cyrillic > latin or (cyrillic == latin and language.script == "Cyrl")
    table = _LATIN_TO_CYRILLIC if to_cyrillic else _CYRILLIC_TO_LATIN
    mended = "".join(table.get(char, char) for char in word)
    left = sum(("\u0400" <= char <= "\u04ff") != to_cyrillic for char in mended)
    return word if left else mended
