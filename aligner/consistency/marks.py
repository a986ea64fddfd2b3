"""Rules ``doubled-word``, ``brackets`` and ``typography``: slips that need no second language.

What the source does too is not reported: a quotation that runs over several paragraphs, a name
such as ``Baden-Baden``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.pairs import Pair
from aligner.languages import language

DOUBLED, BRACKETS, TYPOGRAPHY = "doubled-word", "brackets", "typography"

_DOUBLE = re.compile(
    r"(?<![\w'’.\-\u0300-\u036f])((?:[^\W\d_][\u0300-\u036f]*)+)([ \u00a0\u202f]+)(\1)"
    r"(?![\w'’\-\u0300-\u036f])",
    re.IGNORECASE,
)
_HAN_DOUBLE = re.compile(r"(的)(的)(?!确)|([\u4e00-\u9fff]{2,4})\3")
_PAIRS = {
    "(": ")", "（": "）", "[": "]", "［": "］", "{": "}", "«": "»", "“": "”", "「": "」",
    "『": "』", "《": "》", "〈": "〉", "【": "】", "„": "“",
}  # fmt: skip
_CLOSERS = {close: opener for opener, close in _PAIRS.items()} | {"”": "“"}
_SIGN = r"(?:(?![\u3400-\u9fff])[^\W_]|[一二三四五六七八九十])"
_LABEL = re.compile(
    rf"(?:^|(?<=[\s(«“;,:/\-–)\]\d；，、：（\u3400-\u9fff])){_SIGN}{{1,5}}\s?$"
    rf"|\d+(?:\s?\({_SIGN}{{1,4}}\))*\s?{_SIGN}{{0,4}}$"
)


_LISTED = re.compile(rf"(?<![\d\w)\]])(?<!\d )\((?!\d){_SIGN}\)")
"""The label of a list in the text that has both its brackets."""
_BARE = re.compile(rf"(?<!\d)(?<!\d )(?<![\w()]){_SIGN}$|[\u3400-\u9fff][a-z]$")
_WIDE = str.maketrans("（）［］", "()[]")
_QUOTES = '«»“”„"「」『』'

TYPOGRAPHY_RULES = (
    (r"(?<=\S)[ ]{2,}(?=\S)", "two spaces in a row"),
    (r"(?<=[(\[]) +(?=\S)", "a space after an opening bracket"),
    (r"(?<=\w) +(?=[)\]])", "a space before a closing bracket"),
)
"""What no language wants, as patterns with what is wrong."""


def doubled(pair: Pair) -> Iterator[Finding]:
    """Words that stand twice in a row in the draft, unless one does in the source too."""
    text, facts = pair.tgt.text, language(pair.tgt.lang)
    pattern = _DOUBLE if facts.spaces else _HAN_DOUBLE
    for match in pattern.finditer(text):
        word = match.group(1) or match.group(3)
        if word.lower() in facts.usage.may_double or pattern.search(pair.src.text):
            continue
        second = match.group(3) or ""
        if second[:1].isupper() and (word[0].islower() or len(word) == 1):
            continue
        if second[:1].islower() and _ends_name(text, match.start()):
            continue
        yield pair.finding(
            DOUBLED,
            "word",
            Severity.WARNING,
            f"{word!r} stands twice",
            tgt=match.span(),
            expected=(word,),
            found=match.group(),
        )


def _ends_name(text: str, at: int) -> bool:
    """True for the last word of a name, before the same word in its own sense: *Customs Tariff*."""
    before = text[:at].split()
    return text[at].isupper() and bool(before) and before[-1][0].isupper()


def brackets(pair: Pair) -> Iterator[Finding]:
    """Brackets and quotation marks of the draft without a partner, where the source is sound."""
    loose = unbalanced(pair.tgt.text)
    if not loose:
        return
    theirs = [mark for _, mark in unbalanced(pair.src.text)]
    quoted = any(mark in _QUOTES for mark in theirs)
    for at, mark in loose:
        kind = "quotation" if mark in _QUOTES else "bracket"
        if (kind == "quotation" and quoted) or mark.translate(_WIDE) in theirs:
            continue
        does = "does not close" if mark in _PAIRS else "was never opened"
        does = "has no partner" if mark == '"' else does
        yield pair.finding(
            BRACKETS,
            kind,
            Severity.WARNING,
            f"{mark} {does}",
            tgt=(at, at + 1),
            expected=(_PAIRS.get(mark) or _CLOSERS.get(mark) or mark,),
            found=mark,
        )


def unbalanced(text: str) -> list[tuple[int, str]]:
    """Brackets and quotation marks without a partner, with their offsets.

    The bracket of a label, ``a)`` or ``2 c)``, needs none; full-width and other brackets pair.

    >>> unbalanced("a) un (deux"), unbalanced("article 2 c) et d)")
    ([(6, '(')], [])
    """
    found: list[tuple[int, str]] = []
    open_marks: list[tuple[int, str]] = []
    both = _LISTED.search(text) is not None
    for at, char in enumerate(text):
        plain = char.translate(_WIDE)
        if plain in _CLOSERS and _close(open_marks, plain):
            continue
        if plain in _PAIRS:
            open_marks.append((at, plain))
        elif plain in _CLOSERS and not (plain == ")" and _is_label(text, at, both)):
            found.append((at, char))
    straight = [
        at for at, char in enumerate(text) if char == '"' and not text[at - 1 : at].isdigit()
    ]
    odd = [(straight[-1], '"')] if len(straight) % 2 else []
    return sorted([*found, *open_marks, *odd])


def _is_label(text: str, at: int, both: bool) -> bool:
    """True for the bracket of ``c)``, unless the lists of this text have both brackets."""
    before = text[max(0, at - 24) : at]
    return bool(_LABEL.search(before)) and not (both and _BARE.search(before))


def _close(open_marks: list[tuple[int, str]], char: str) -> bool:
    """Take the last opening mark that this one closes off the stack."""
    for i in range(len(open_marks) - 1, -1, -1):
        mark = open_marks[i][1]
        if _PAIRS[mark] == char or _CLOSERS[char] == mark:
            del open_marks[i]
            return True
    return False


def typography(pair: Pair) -> Iterator[Finding]:
    """Spaces and marks that are not as the language of the draft wants them."""
    for pattern, message in _typography(pair.tgt.lang.split("-")[0]):
        for match in pattern.finditer(pair.tgt.text):
            yield pair.finding(
                TYPOGRAPHY,
                message,
                Severity.HINT,
                message,
                tgt=match.span(),
                found=match.group()[:40],
            )


@cache
def _typography(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = (*TYPOGRAPHY_RULES, *language(lang).usage.typography)
    return tuple((re.compile(pattern), message) for pattern, message in rules)
