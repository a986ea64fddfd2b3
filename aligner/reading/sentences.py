"""Sentences of a paragraph, by rules over the data of its language.

A stop ends a sentence unless what stands before it is an abbreviation, an initial or the number of
the paragraph, or what follows cannot begin a sentence. Legal drafting strings clauses on
semicolons: they are marked, not cut.

spaCy's sentencizer knows stops but neither abbreviations nor initials, so that ``art. 5`` and
``M. Ban`` end sentences there; ``benchmarks/sentences.py`` sets the two side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aligner.languages import Language
from aligner.model import Sentence
from aligner.reading import labels

_WIDE_STOPS = "。！？"
_NOT_AFTER_WIDE_STOPS = "，,、；;：:"
_BIDI = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CLOSERS = rf"[»”\"'’›)\]）」』》〉】{_BIDI}]"
_OPENERS = rf"[\s«»“”„\"'‘’‹(\[（「『《〈【¿¡{_BIDI}]"
_BRACKETS = {")": "(", "）": "（", "]": "[", "》": "《", "〉": "〈"}
_NOTE_MARK = r"(?:(?<=[^\W\d]\.)\d{1,2}(?=\s))?"
"""The number of a footnote that sticks to the stop."""
_NEXT_WORD = re.compile(rf"{_OPENERS}*([^\W_]\.|[^\W_][\w’'-]*|\S)")
"""An initial keeps its full stop, so that it is not taken for a word."""
_LAST_WORD = re.compile(r"(?:[^\W\d_]+[°º]?[.\-·])*°?[^\W_]+[°º]?$")
_INITIALS = re.compile(r"(?:[^\W\d_][.·-])*[^\W\d_]")


def split(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, with the clauses inside them.

    Args:
        text: One paragraph, its label included.
        language: Gives stops, abbreviations and what can begin a sentence.

    Returns:
        Sentences in order. They do not overlap, they begin and end in characters that are not
        white space, and every such character lies in one of them.
    """
    rules = _rules(language)
    label = labels.read(text, language)
    brackets = _Brackets.of(text)
    start = _past_space(text, 0)
    found: list[Sentence] = []
    for stop in rules.stop.finditer(text, label.end if label else start):
        if brackets.hold(stop.start()) or not rules.ends(text, start, stop):
            continue
        found.append(rules.sentence(text, start, stop.end(), brackets))
        start = _past_space(text, stop.end())
    end = len(text.rstrip())
    if start < end:
        found.append(rules.sentence(text, start, end, brackets))
    return tuple(found)


def _past_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


@dataclass(frozen=True, slots=True)
class _Brackets:
    """Outermost bracketed stretches of a text; a bracket that never closes encloses nothing."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> _Brackets:
        spans = list(_outermost(text))
        return cls([start for start, _ in spans], [end for _, end in spans])

    def hold(self, offset: int) -> bool:
        place = bisect_right(self.starts, offset) - 1
        return place >= 0 and offset < self.ends[place]


def _outermost(text: str) -> Iterator[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for match in re.finditer(r"[()（）\[\]《》〈〉]", text):
        opener = _BRACKETS.get(match[0])
        if opener is None:
            open_.append((match[0], match.start()))
        elif open_ and open_[-1][0] == opener:
            spans.append((open_.pop()[1], match.start()))
    reached = -1
    for start, end in sorted(spans):
        if start > reached:
            yield start, end
            reached = end


@dataclass(frozen=True, slots=True)
class _Rules:
    """The data of one language as patterns."""

    language: Language
    stop: re.Pattern[str]
    clause: re.Pattern[str]

    def sentence(self, text: str, start: int, end: int, brackets: _Brackets) -> Sentence:
        clauses = (
            mark.end()
            for mark in self.clause.finditer(text, start, end)
            if mark.end() < end and not brackets.hold(mark.start())
        )
        return Sentence(start, end, tuple(clauses))

    def ends(self, text: str, start: int, stop: re.Match[str]) -> bool:
        """True where the stop ends the sentence that began at ``start``."""
        after = text[stop.end() : stop.end() + 1]
        if stop["stop"][-1] in _WIDE_STOPS:
            return not after or after not in _NOT_AFTER_WIDE_STOPS
        if after and not after.isspace():
            return False
        following = _NEXT_WORD.match(text, stop.end())
        if following is None:
            return True
        word = following[1]
        if not word[0].isalnum() or (self.language.cased and word[0].islower()):
            return False
        return stop["stop"] != "." or self._dot_ends(text[start : stop.start()], word)

    def _dot_ends(self, before: str, following: str) -> bool:
        match = _LAST_WORD.search(re.sub(f"[{_BIDI}]", "", before))
        if match is None:
            return True
        word, language = match[0].lower(), self.language
        if word.isdecimal():
            return match.start() > 0
        initials = _INITIALS.fullmatch(word) is not None
        if word in language.final_abbreviations or (
            initials and word not in language.abbreviations
        ):
            head, apostrophe, _ = following.lower().replace("'", "’").partition("’")
            return language.cased and head + apostrophe in language.starters
        return word not in language.abbreviations and (
            initials or word.split(".")[-1] not in language.abbreviations
        )


@cache
def _rules(language: Language) -> _Rules:
    marks = re.escape("".join(mark for mark in language.stops if mark not in ".…"))
    ellipsis = r"[.…](?:\s?\.)+"
    strong = rf"[{marks}…][{marks}….]*|\.[{marks}][{marks}.]*"
    return _Rules(
        language,
        re.compile(rf"(?P<stop>{ellipsis}|{strong}|\.){_NOTE_MARK}{_CLOSERS}*(?:\s»)?\.?"),
        re.compile(rf"[{re.escape(language.clause_marks)}]\s*"),
    )
