"""What a scan misread is mended by what its translations say at the same place.

Digits that the other versions do not have, where these have others that may have been misread so,
are mended, if more versions say so than not. A word that repair doubted is mended where a version
has its cognate; a name, where versions agree on a spelling that one confusion of shapes leads away
from. Each change says its evidence, and can be refused.

Only a version that shows the damage of a scan is mended.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial

from aligner.accents import fold
from aligner.languages import language
from aligner.model import Change, Document, Multitext, Paragraph, Row
from aligner.reading.ocr.confusions import BY_SEEN
from aligner.reading.ocr.edits import Edit, apply, shifted

SURE_ROW = 0.5
"""Least confidence of a row whose versions bear witness for each other."""
_LONG_NUMBER = 3
_CHANCES = (0.9, 0.97, 0.99)
"""Probability that a change is right, by the number of its witnesses."""
_SHAPES = str.maketrans("IlO|oSBZ", "11010582")
_LIKE = frozenset(
    map(frozenset, ("06", "08", "09", "14", "17", "27", "35", "38", "49", "56", "68", "69", "89"))
)
"""Digits of a like shape."""
_READ = re.compile(
    r"(?<![^\W\d_])[IlO|oSBZ]?\d(?:[\dIlO|oSBZ]*\d)?[IlO|oSBZ]?(?![^\W\d_]{3})"
    r"|(?<=[(.])[IlOSBZ](?![^\W_])|(?<![^\W_])[IlOSBZ](?=[.,(]\d)"
)
"""Digits, with letters of their shapes among them; one such letter where a number may stand."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_WORD = 5
_STEM = 4
"""Letters that cognates share at their beginning, and how alike they are as a whole."""
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class _Witness:
    """What another version of a row says.

    Attributes:
        lang: Its language.
        digits: Its digits, run by run, in plain ones.
        words: Its words in Latin letters, small and without accents, with how they are written.
    """

    lang: str
    digits: tuple[str, ...]
    words: Mapping[str, str]


def mend(text: Multitext) -> Multitext:
    """The same rows with versions that are mended by the others.

    Args:
        text: Aligned versions; the changes and doubts of each tell whether it was damaged.
    """
    found: dict[str, dict[int, list[Edit]]] = {}
    for lang, document in text.documents.items():
        if document.changes or document.doubts:
            found[lang] = _edits(text, document)
    if not any(found.values()):
        return text
    documents = {
        lang: _mended(document, found.get(lang, {})) for lang, document in text.documents.items()
    }
    return replace(text, documents=documents)


def _edits(text: Multitext, document: Document) -> dict[int, list[Edit]]:
    """By paragraph, what the other versions mend of a document."""
    doubts: dict[int, list[Change]] = {}
    for doubt in document.doubts:
        doubts.setdefault(doubt.paragraph, []).append(doubt)
    often = Counter(word for p in document.paragraphs for word in _WORD.findall(p.text))
    out: dict[int, list[Edit]] = {}
    for row in text.rows:
        ids = row.cells.get(document.lang, ())
        witnesses = _witnesses(text, row, document.lang)
        if not ids or not witnesses or row.confidence < SURE_ROW:
            continue
        own = [document.paragraphs[i] for i in ids]
        for paragraph, edit in (
            *_numbers(own, witnesses),
            *(found for p in own for found in _cognates(p, doubts.get(p.id, ()), witnesses)),
            *(found for p in own for found in _names(p, often, witnesses)),
        ):
            out.setdefault(paragraph, []).append(edit)
    return out


def _witnesses(text: Multitext, row: Row, lang: str) -> list[_Witness]:
    out = []
    for code, ids in row.cells.items():
        paragraphs = [text.documents[code].paragraphs[i] for i in ids if code != lang]
        said = " ".join(paragraph.body for paragraph in paragraphs)
        if said:
            latin = _WORD.findall(said) if language(code).script == "Latn" else []
            words = {fold(word).lower(): word for word in latin if len(word) >= _SHORTEST_WORD}
            out.append(_Witness(code, _digits(said), words))
    return out


def _digits(said: str) -> tuple[str, ...]:
    runs: list[str] = re.findall(r"\d+", said)
    return tuple("".join(str(unicodedata.decimal(digit)) for digit in run) for run in runs)


# --- numbers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """Digits as they were read, or what may be digits.

    Attributes:
        paragraph: Id of the paragraph.
        start: Where it stands there.
        seen: What was read.
    """

    paragraph: int
    start: int
    seen: str


def _numbers(own: Sequence[Paragraph], witnesses: Sequence[_Witness]) -> Iterator[tuple[int, Edit]]:
    """Digits that witnesses have otherwise; ``477.59 (11)`` has three runs of them."""
    tokens = [
        _Token(paragraph.id, match.start(), match.group())
        for paragraph in own
        for match in _READ.finditer(paragraph.text, paragraph.body_start)
    ]
    votes: dict[_Token, dict[str, list[str]]] = {}
    against: Counter[_Token] = Counter()
    for witness in witnesses:
        meant = _meant(tokens, witness.digits)
        for token in tokens:
            if (number := meant.get(token)) is None:
                against[token] += 1
            elif number:
                votes.setdefault(token, {}).setdefault(number, []).append(witness.lang)
    for token, found in votes.items():
        number, langs = max(found.items(), key=lambda pair: len(pair[1]))
        others = sum(map(len, found.values())) - len(langs)
        if len(langs) > others + against[token]:
            end = token.start + len(token.seen)
            reason = f"{number} in {_named(langs)}"
            edit = Edit(token.start, end, number, "witness", reason, _chance(langs))
            yield token.paragraph, edit


def _meant(tokens: Sequence[_Token], digits: Sequence[str]) -> dict[_Token, str]:
    """What the tokens that one version does not have were, by that version.

    Tokens that it has are left out; those for which it has nothing have an empty string. What
    stands in the same place among the digits of both versions goes together, or else what is the
    only thing that a token may have been.
    """
    seen = [token.seen for token in tokens]
    more, less = Counter(seen) - Counter(digits), Counter(digits) - Counter(seen)
    found: dict[_Token, str] = {}
    for tag, a, b, c, d in SequenceMatcher(None, seen, digits, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for token in tokens[a:b]:
            if more[token.seen] > 0:
                found[token] = ""
        if b - a == d - c:
            for token, number in zip(tokens[a:b], digits[c:d], strict=True):
                if token in found and less[number] > 0 and _may_be(token.seen, number):
                    found[token] = number
                    less[number] -= 1
    for token, number in found.items():
        may = [other for other in +less if _may_be(token.seen, other)]
        if not number and len(may) == 1 and len(may[0]) >= _LONG_NUMBER:
            found[token] = may[0]
            less[may[0]] -= 1
    return found


def _may_be(seen: str, number: str) -> bool:
    """True where digits may be misread so: one of them, two that changed places, by letters.

    Of one or two digits only those of a like shape may be taken for each other.
    """
    digits = seen.translate(_SHAPES)
    if digits == number:
        return digits != seen
    if len(digits) != len(number):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(digits, number, strict=True)) if a != b]
    if len(wrong) == 1:
        pair = frozenset((digits[wrong[0]], number[wrong[0]]))
        return len(number) >= _LONG_NUMBER or pair in _LIKE
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(digits) == sorted(number)


# --- words ---------------------------------------------------------------------------------------


def _cognates(
    paragraph: Paragraph, doubts: Sequence[Change], witnesses: Sequence[_Witness]
) -> Iterator[tuple[int, Edit]]:
    """Words that repair doubted, where a witness has a cognate of what they may have been."""
    for doubt in doubts:
        after = fold(doubt.after).lower()
        if doubt.after == doubt.before or len(after) < _SHORTEST_WORD:
            continue
        stem = after[:_STEM]
        found = {
            witness.lang: written
            for witness in witnesses
            for word, written in witness.words.items()
            if word.startswith(stem) and _alike(word, after) >= _ALIKE
        }
        if found:
            said = " and ".join(f"{word} in {_named([lang])}" for lang, word in found.items())
            yield (
                paragraph.id,
                Edit(
                    doubt.start,
                    doubt.end,
                    doubt.after,
                    "witness",
                    f"{said}; {doubt.reason}",
                    _chance(list(found)),
                ),
            )


def _names(
    paragraph: Paragraph, often: Mapping[str, int], witnesses: Sequence[_Witness]
) -> Iterator[tuple[int, Edit]]:
    """Capitalised words, met once, that two witnesses write with one other shape in them."""
    said = [set(witness.words.values()) for witness in witnesses]
    for match in _WORD.finditer(paragraph.text, paragraph.body_start):
        word = match.group()
        if len(word) < _SHORTEST_WORD or not word[0].isupper() or often[word] > 1:
            continue
        if any(word in words for words in said):
            continue
        for meant in _other_shapes(word):
            langs = [w.lang for w, words in zip(witnesses, said, strict=True) if meant in words]
            if len(langs) > 1:
                reason = f"{meant} in {_named(langs)}"
                edit = Edit(*match.span(), meant, "witness", reason, _chance(langs))
                yield paragraph.id, edit
                break


def _other_shapes(word: str) -> Iterator[str]:
    """What a word may have been before one letter, or two, were taken for others of their shape."""
    for size in (1, 2):
        for at in range(len(word) - size + 1):
            for confusion in BY_SEEN.get(word[at : at + size], ()):
                if not confusion.is_accent and confusion.true.isalpha():
                    yield word[:at] + confusion.true + word[at + size :]


def _alike(word: str, other: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(word, other)


# --- changes -------------------------------------------------------------------------------------


def _named(langs: Sequence[str]) -> str:
    names = [language(lang).name for lang in langs]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _chance(langs: Sequence[str]) -> float:
    return _CHANCES[min(len(langs), len(_CHANCES)) - 1]


def _mended(document: Document, edits: Mapping[int, Sequence[Edit]]) -> Document:
    """A document with some stretches replaced; what stood at other places stands there still."""
    if not edits:
        return document
    paragraphs = list(document.paragraphs)
    changes: list[Change] = []
    doubts: list[Change] = []
    for paragraph in document.paragraphs:
        before = [change for change in document.changes if change.paragraph == paragraph.id]
        doubted = [change for change in document.doubts if change.paragraph == paragraph.id]
        wanted = [edit for edit in edits.get(paragraph.id, ()) if not any(map(edit.meets, before))]
        text, made = apply(paragraph.text, wanted, paragraph.id, paragraph.line)
        paragraphs[paragraph.id] = paragraph.respelled(text, partial(shifted, changes=made))
        changes += sorted((*(_moved(c, made) for c in before), *made), key=lambda c: c.start)
        doubts += [_moved(c, made) for c in doubted if not any(edit.meets(c) for edit in wanted)]
    return replace(
        document, paragraphs=tuple(paragraphs), changes=tuple(changes), doubts=tuple(doubts)
    )


def _moved(change: Change, made: Sequence[Change]) -> Change:
    start, end = shifted(change.start, made), shifted(change.end, made)
    return replace(change, start=start, end=end)
