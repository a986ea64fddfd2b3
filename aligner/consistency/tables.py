"""Tables of wording: one row a kind, one column a language, ``|`` between the phrases of a cell.

A phrase is a stretch of words, compared without case and accents (:func:`notation.fold`). ``*``
stands for any letters of a word, and alone for any word; ``…`` for up to :data:`WIDEST` words, and
*que* for *qu'* too. An Arabic word may have a conjunction written together with it; Chinese phrases
may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from aligner.accents import fold
from aligner.languages import language

GAP = "…"
WIDEST = 7
"""Words that a gap may hold."""


@cache
def read(path: Path) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The phrases of a table by kind and language, in the order of the file."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    langs = head.split("\t")[1:]
    rows = (line.split("\t") for line in lines)
    return {
        kind: {
            lang: tuple(filter(None, cell.split("|")))
            for lang, cell in zip(langs, cells, strict=True)
        }
        for kind, *cells in rows
    }


@cache
def kinds(path: Path, named: tuple[str, ...], lang: str) -> re.Pattern[str]:
    """Any phrase of some kinds of a table; of a language that it lacks, nothing."""
    table = read(path)
    lang = lang.split("-")[0]
    return pattern((p for kind in named for p in table[kind].get(lang, ())), lang)


def pattern(phrases: Iterable[str], lang: str) -> re.Pattern[str]:
    """Any of some phrases in folded text, the longest first."""
    return _pattern(tuple(phrases), lang.split("-")[0])


@cache
def _pattern(phrases: tuple[str, ...], lang: str) -> re.Pattern[str]:
    """All phrases after one look at where they begin: of each only its first letter is tried."""
    folded = [fold(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    facts = language(lang)
    if not folded:
        return re.compile("(?!)")
    if not facts.spaces:
        return re.compile("|".join(map(re.escape, folded)))
    any_of = "|".join(map(_phrase, folded))
    joined = f"|{facts.usage.proclitic}(?:{any_of})" if facts.usage.proclitic else ""
    return re.compile(rf"(?<!\w)(?:{any_of}{joined})")


def _phrase(phrase: str) -> str:
    made = ""
    words = phrase.split()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == GAP:
            made += rf"(?:\w+[^\w.;:]+){{0,{WIDEST}}}?"
            continue
        if word == _ELIDED:
            made += r"qu(?:'\s*|e[^\w.;:]+)" if following else rf"qu(?:'|e{_END})"
            continue
        made += r"\w+" if word == "*" else _letters(word)
        made += r"\s*" if word.endswith("'") else r"[^\w.;:]+" if following else _END
    return made


def _letters(word: str) -> str:
    """A word whose Arabic letters may be drawn out (kashida)."""
    return _ARABIC.sub("\\g<0>\u0640*", re.escape(word).replace(r"\*", rf"[\w{_VOWELS}]*"))


_ELIDED = "que"
"""The French word that loses its vowel before another: *autre qu'un*."""
_KASHIDA = "\u0640"
_VOWELS = "\u064b-\u0652"
_END = rf"(?![\w{_VOWELS}])"
"""Where a word ends: before no letter and no vowel mark."""
_ARABIC = re.compile("[\u0621-\u064a]")
