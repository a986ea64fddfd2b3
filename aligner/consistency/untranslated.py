"""Rules ``untranslated`` and ``wrong-language``: what was left in, or strayed into, another tongue.

Languages that share a script are told apart by their commonest function words, which no text of a
few lines is without; those of different scripts by the script.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from aligner.accents import fold
from aligner.consistency.finding import Finding, Severity, shortened
from aligner.consistency.pairs import Pair
from aligner.languages import LANGUAGES, OFFICIAL, language
from aligner.languages.frequency import zipf

UNTRANSLATED, WRONG = "untranslated", "wrong-language"

RUN = 5
"""Words in a row that both sides share, from which on they are taken to be left over."""
_LONGEST_NAME = 8
"""Words; a shorter run that begins with a capital may be the name of a body."""
_OPENERS, _CLOSERS = '(«“"„[（《', ')»”"“]）》'
_AT_HOME = 1.2
"""How much commoner (Zipf scale) words of one language are there than in another."""
_AT_LEAST = 0.15
"""Share of function words in a text of which nothing more is asked."""
_ENOUGH_WORDS = 8
_ENOUGH_LETTERS = 12
_PLACES, _LOOK = 8, 60

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hani", "GREEK": "Grek",
    "HEBREW": "Hebr", "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan",
}  # fmt: skip
_WRITTEN_IN = {"Hans": "Hani", "Hant": "Hani"}


def check(pair: Pair) -> Iterator[Finding]:
    """Passages of a bead that are not in the language of the draft."""
    if not pair.src.paragraphs or not pair.tgt.paragraphs:
        return
    runs = list(_left_over(pair))
    yield from runs
    if not runs and (reads_as := _other_language(pair.tgt.text, pair.tgt.lang)):
        name = language(reads_as).name if len(reads_as) == 2 else f"the script {reads_as}"
        yield pair.finding(
            WRONG,
            "paragraph",
            Severity.ERROR,
            f"reads as {name}, not as {language(pair.tgt.lang).name}",
            tgt=(0, len(pair.tgt.text)),
            found=pair.tgt.text[:60],
        )


def _left_over(pair: Pair) -> Iterator[Finding]:
    """Runs of words that stand in the draft as they stand in the source."""
    src = _WORD.findall(fold(pair.src.text))
    words = list(_WORD.finditer(fold(pair.tgt.text)))
    tgt = [match.group() for match in words]
    if pair.src.lang == pair.tgt.lang or sum(map(set(src).__contains__, tgt)) < RUN:
        return
    starts: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(src) - RUN + 1):
        starts.setdefault(tuple(src[i : i + RUN]), []).append(i)
    j = 0
    while j <= len(tgt) - RUN:
        length = _longest(src, starts.get(tuple(tgt[j : j + RUN]), []), tgt, j)
        if length and _is_foreign(tgt[j : j + length], pair.src.lang, pair.tgt.lang):
            span = words[j].start(), words[j + length - 1].end()
            found = pair.tgt.text[slice(*span)]
            j += length
            if _is_quoted(pair.tgt.text, *span):
                continue
            is_name = found[0].isupper() and length < _LONGEST_NAME
            yield pair.finding(
                UNTRANSLATED,
                "name" if is_name else "passage",
                Severity.HINT if is_name else Severity.ERROR,
                f"left in {language(pair.src.lang).name}: {shortened(found)}",
                tgt=span,
                found=found,
            )
        else:
            j += max(1, length - _LOOK)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """True for a passage in brackets or quotation marks, where another language is at home."""
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip(" .,")[:1]
    return before in _OPENERS and after in _CLOSERS and bool(before and after)


def _longest(src: list[str], starts: Sequence[int], tgt: list[str], j: int) -> int:
    """Words from `j` on that stand in the source, from one of the places where they begin.

    Where a text says the same again and again, only the first places are looked at, and which is
    best is told by the first words, so that time grows with the text and no faster.
    """
    best = max(starts[:_PLACES], key=lambda i: _common(src, i, tgt, j, _LOOK), default=None)
    return 0 if best is None else _common(src, best, tgt, j, len(tgt))


def _common(src: list[str], i: int, tgt: list[str], j: int, most: int) -> int:
    most = min(most, len(src) - i, len(tgt) - j)
    return next((k for k in range(most) if src[i + k] != tgt[j + k]), most)


def _is_foreign(words: list[str], src_lang: str, tgt_lang: str) -> bool:
    """Whether shared words are words of the source language, and not loans or names of both."""
    if written_in(src_lang) != written_in(tgt_lang):
        own = written_in(tgt_lang)
        return sum(_script(word[0]) != own for word in words) > len(words) / 2
    gains = [zipf(word, src_lang) - zipf(word, tgt_lang) for word in words if len(word) > 1]
    at_home = sum(gain >= _AT_HOME for gain in gains)
    return at_home >= 2 and at_home * 3 >= len(gains)


def _other_language(text: str, lang: str) -> str:
    """The language or script that a text is in instead; empty where all is well or unclear."""
    letters = Counter(filter(str.isalpha, text))
    count = letters.total()
    own = written_in(lang)
    if count >= _ENOUGH_LETTERS and own:
        scripts: Counter[str] = Counter()
        for letter, times in letters.items():
            scripts[_script(letter)] += times
        foreign = max(scripts, key=lambda script: scripts[script])
        if foreign != own and scripts[own] < 0.2 * count:
            small = count - sum(letters[letter] for letter in letters if letter.isupper())
            return foreign if small > count / 2 else ""
    known = _function_words()
    if lang not in known:
        return ""
    words = _WORD.findall(fold(text))
    if len(words) < _ENOUGH_WORDS:
        return ""
    counts = {code: sum(word in own for word in words) for code, own in known.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] >= 0.25 * len(words) and counts[best] >= 3 * counts[lang] + 3:
        return best
    if counts[lang] >= _AT_LEAST * len(words):
        return ""
    return _commoner(tuple(words), lang)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """Function words of each language that has some."""
    every = {code: facts.usage.function_words for code, facts in LANGUAGES.items()}
    return {code: words for code, words in every.items() if words}


def _commoner(words: Sequence[str], lang: str) -> str:
    """The language in which the words of a text are far commoner than in its own."""
    scores = {
        code: sum(zipf(word, code) for word in words) / len(words)
        for code in dict.fromkeys((*OFFICIAL, lang))
        if code in _function_words()
    }
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= scores[lang] + _AT_HOME else ""


def written_in(lang: str) -> str:
    """ISO 15924 code of the script of a language, Han whatever its form."""
    script = language(lang).script
    return "" if script == "Zyyy" else _WRITTEN_IN.get(script, script)


@cache
def _script(char: str) -> str:
    name = unicodedata.name(char, "").split(" ")[0].split("-")[0]
    return _SCRIPTS.get(name, "Zyyy")
