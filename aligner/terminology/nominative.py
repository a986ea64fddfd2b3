"""Russian noun phrases in the nominative, as a dictionary lists them.

The head with the adjectives before it, and a noun that is joined to it, are inflected by the
OpenCorpora dictionary; what depends on them stays: ``вооруженного конфликта`` is *вооруженный
конфликт*, ``торговлей людьми`` is *торговля людьми*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

_NOUNS, _MODIFIERS = frozenset("NP"), frozenset("AVG")
_AGREEING, _SAME_LEMMA = 2.0, 0.5
"""What each adjective that agrees, and the tagger's lemma, are worth against pymorphy's own score;
set by hand."""
_DOUBT = 0.05
"""Score of a reading below which it does not count as possible; set by hand."""


class _Noun(NamedTuple):
    """One reading of a noun, which may be written with hyphens."""

    case: str
    number: str
    gender: str
    score: float
    lemma: str
    parts: tuple[Parse | str, ...]


class _Reading(NamedTuple):
    """A form of a phrase with its head as one noun of one case."""

    words: tuple[str, ...]
    head: int
    noun: _Noun
    score: float
    sure: bool


def nominative(
    forms: Mapping[str, int], codes: str, lemmas: Sequence[str] = (), *, plural: bool | None = None
) -> str:
    """The dictionary form of a phrase.

    A singular that one of the forms has for certain is taken before the plural.

    Args:
        forms: Its surface forms and how often each was met.
        codes: Codes of its words, see :mod:`aligner.languages.grammar`.
        lemmas: The lemmas of its words, by which ``судов`` is of *суд* or of *судно*.
        plural: If a form that may be either is a plural; the likelier where None, and in names.

    Returns:
        The phrase, its head in the nominative; empty where the head is no noun that the dictionary
        knows how to inflect.
    """
    read = {
        form: found for form in forms if (found := _read(form, codes, lemmas, plural)) is not None
    }
    if not read:
        return _before_acronym(max(forms, key=lambda form: (forms[form], form)), codes)
    order = sorted(read, key=lambda form: (-forms[form], form))
    single = [form for form in order if read[form].noun.number == "sing" and read[form].sure]
    chosen = read[(single or order)[0]]
    written = _written(chosen, codes)
    small = sum(n for form, n in forms.items() if form[:1].islower())
    return written[:1].lower() + written[1:] if 2 * small > sum(forms.values()) else written


def _before_acronym(form: str, codes: str) -> str:
    """Adjectives in the nominative before an acronym, which has one form: ``реальный ВВП``."""
    words = form.split()
    head = len(words) - 1
    if head < 1 or len(codes) != len(words) or not _short(words[head]):
        return ""
    for i in range(head):
        adjectives = [p for p in _parses(words[i]) if p.tag.POS in {"ADJF", "PRTF"}]
        if codes[i] not in _MODIFIERS or not adjectives:
            return ""
        parse = min(adjectives, key=lambda p: p.tag.gender == "neut")  # else of a masculine
        wanted = {"nomn", parse.tag.number} | {parse.tag.gender} - {None}
        words[i] = _like(words[i], _changed(parse, wanted))
    return " ".join(words)


def _read(form: str, codes: str, lemmas: Sequence[str], plural: bool | None) -> _Reading | None:
    words = tuple(form.split())
    if len(words) != len(codes):
        return None
    head = next((i for i, code in enumerate(codes) if _is_head(words[i], code)), None)
    if head is None or _short(words[head]) or _unknown(words[head]):
        return None
    nouns = _nouns(words[head])
    modifiers = [i for i in range(head) if codes[i] in _MODIFIERS]

    lemma = lemmas[head] if len(lemmas) == len(codes) else ""

    def worth(noun: _Noun) -> float:
        agreeing = sum(_agreeing(words[i], noun) is not None for i in modifiers)
        return noun.score + _AGREEING * agreeing + _SAME_LEMMA * (noun.lemma == lemma)

    if not nouns:
        return None
    best = max(nouns, key=worth)
    rivals = [n for n in nouns if n.score >= _DOUBT and worth(n) > worth(best) - _AGREEING / 2]
    sure = all(noun.number == best.number for noun in rivals)
    if plural is not None and not sure and words[head][:1].islower():
        number = "plur" if plural else "sing"
        best = max((noun for noun in rivals if noun.number == number), key=worth)
    return _Reading(words, head, best, worth(best), sure)


def _written(reading: _Reading, codes: str) -> str:
    words, noun = list(reading.words), reading.noun
    for i in range(reading.head):
        adjective = _agreeing(words[i], noun) if codes[i] in _MODIFIERS else None
        if adjective is not None:
            words[i] = _like(words[i], _adjective(adjective, noun))
    words[reading.head] = _like(words[reading.head], _inflected(noun))
    joined = _joined(codes, reading.head)
    if joined is not None:
        same = [other for other in _nouns(words[joined]) if other.case == noun.case]
        if same:
            other = max(same, key=lambda found: found.score)
            for i in range(reading.head + 2, joined):
                adjective = _agreeing(words[i], other)
                if adjective is not None:
                    words[i] = _like(words[i], _adjective(adjective, other))
            words[joined] = _like(words[joined], _inflected(other))
    return " ".join(words)


def _is_head(word: str, code: str) -> bool:
    """True for a noun, and for what was read as an adjective and can only be a noun."""
    if code in _NOUNS:
        return True
    kinds = {parse.tag.POS for parse in _parses(word)} if code in _MODIFIERS else set[str]()
    return "NOUN" in kinds and not kinds & {"ADJF", "PRTF"}


def _joined(codes: str, head: int) -> int | None:
    """The noun that a conjunction joins to the head, its adjectives before it."""
    if codes[head + 1 : head + 2] != "C":
        return None
    behind = range(head + 2, len(codes))
    place = next((i for i in behind if codes[i] not in _MODIFIERS), None)
    return place if place is not None and codes[place] in _NOUNS else None


@lru_cache(maxsize=1)
def _morph() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def _parses(word: str) -> tuple[Parse, ...]:
    return tuple(_morph().parse(word.lower()))


@lru_cache(maxsize=50_000)
def _nouns(word: str) -> tuple[_Noun, ...]:
    """Readings of a word as a noun; those parts of a compound that agree are inflected."""
    *first, last = word.split("-")
    whole = tuple(
        _Noun(
            parse.tag.case,
            parse.tag.number,
            parse.tag.gender or "",
            parse.score,
            parse.normal_form.replace("ё", "е"),
            (parse,),
        )
        for parse in _parses(last if first else word)
        if parse.tag.POS == "NOUN" and parse.tag.case and parse.tag.number
    )
    if not first:
        return whole
    found = []
    for noun in whole:
        parts: list[Parse | str] = [_part(part, noun) or part for part in first]
        found.append(noun._replace(parts=(*parts, *noun.parts)))
    known = [noun for noun in found if not all(isinstance(part, str) for part in noun.parts[:-1])]
    return tuple(known or found)


def _part(word: str, noun: _Noun) -> Parse | None:
    """A part before a hyphen as a noun of the same case and number, if it is one."""
    found = (
        parse
        for parse in _parses(word)
        if parse.tag.POS == "NOUN"
        and (parse.tag.case, parse.tag.number) == (noun.case, noun.number)
        and parse.is_known
    )
    return next(found, None)


def _agreeing(word: str, noun: _Noun) -> Parse | None:
    for parse in _parses(word):
        if parse.tag.POS not in {"ADJF", "PRTF"}:
            continue
        if (parse.tag.case, parse.tag.number) != (noun.case, noun.number):
            continue
        if noun.number == "plur" or not noun.gender or parse.tag.gender in {noun.gender, None}:
            return parse
    return None


def _adjective(parse: Parse, noun: _Noun) -> str:
    wanted = {"nomn", noun.number}
    if noun.number == "sing" and noun.gender in {"masc", "femn", "neut"}:
        wanted.add(noun.gender)
    return _changed(parse, wanted)


def _inflected(noun: _Noun) -> str:
    wanted = {"nomn", noun.number}
    return "-".join(
        part if isinstance(part, str) else _changed(part, wanted) for part in noun.parts
    )


def _changed(parse: Parse, wanted: set[str]) -> str:
    found = parse.inflect(wanted)
    return str(parse.word if found is None else found.word)


def _like(word: str, inflected: str) -> str:
    """The inflected word with the capitals and the ``е`` of the one in the text."""
    if "ё" not in word:
        inflected = inflected.replace("ё", "е")
    parts = zip(inflected.split("-"), word.split("-"), strict=False)
    return "-".join(
        part[:1].upper() + part[1:] if like[:1].isupper() else part for part, like in parts
    )


def _unknown(word: str) -> bool:
    """True for a name that the dictionary lacks, of which a guess may find another nominative."""
    last = word.rsplit("-", 1)[-1]
    return last[:1].isupper() and not any(parse.is_known for parse in _parses(last))


def _short(word: str) -> bool:
    """True for an acronym and for a word of another script, which are not inflected."""
    return (word.isupper() and len(word) > 1) or not any("а" <= c <= "я" for c in word.lower())
