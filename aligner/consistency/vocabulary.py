"""A glossary made ready for a check: its terms indexed on both sides, with what each may do."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from aligner.languages import language
from aligner.model import USABLE, Entry, Glossary, Status, Term
from aligner.terminology import wordforms
from aligner.terminology.termbase import Termbase, words

_QUALIFIER = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_ARTICLE = re.compile(r"\s*\((?:l['’]|le|la|les|el|los|las|the|los)\)\s*$", re.IGNORECASE)


class TermStanding(Enum):
    """What a term of the target language is worth."""

    APPROVED = auto()
    DEPRECATED = auto()
    FORBIDDEN = auto()


_STANDINGS = dict.fromkeys(USABLE, TermStanding.APPROVED) | {
    Status.DEPRECATED: TermStanding.DEPRECATED,
    Status.FORBIDDEN: TermStanding.FORBIDDEN,
}


class Rendering(NamedTuple):
    """A form of a term of the target language.

    Attributes:
        concept: Position of its concept in :attr:`Vocabulary.concepts`.
        text: The term it is a form of, as the glossary writes it.
        standing: What it is worth.
    """

    concept: int
    text: str
    standing: TermStanding


@dataclass(frozen=True, slots=True)
class KnownConcept:
    """What the glossary says of one concept in the two languages.

    Attributes:
        entry: Id of its entry.
        src: Its source terms.
        approved: Its approved renderings, the preferred one first, acronyms included.
        keys: The words of each approved form that carry meaning, as matching sees them.
        proper: True for the name of a body, a person or an act.
    """

    entry: str
    src: tuple[str, ...]
    approved: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    proper: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A glossary for one pair of languages.

    Attributes:
        src: Source forms; each match carries positions in ``concepts``.
        tgt: Target forms of every standing.
        concepts: Those with terms in both languages.
        note: What a reader has to know of how the glossary was read; often empty.
    """

    src: Termbase[int]
    tgt: Termbase[Rendering]
    concepts: tuple[KnownConcept, ...]
    note: str = ""


def vocabulary(glossary: Glossary, src_lang: str, tgt_lang: str) -> Vocabulary:
    """Index a glossary for one pair of languages.

    A glossary in which nothing is approved, forbidden or deprecated is taken as approved whole.

    Args:
        glossary: Any glossary; entries without both languages are left out.
        src_lang: BCP 47 code; regions do not matter.
        tgt_lang: The same.
    """
    if not language(src_lang).spaces or not language(tgt_lang).spaces:
        _quiet_segmenter()
    decided = any(
        _status(entry, term) in _STANDINGS for entry in glossary.entries for term in entry.terms
    )
    notes = []
    if not glossary.entries:
        notes.append("the glossary is empty: no term was checked")
    elif not decided:
        notes.append("no term of the glossary is approved: all of them are taken as approved")
    src_forms: list[tuple[str, int]] = []
    tgt_forms: list[tuple[str, Rendering]] = []
    concepts: list[KnownConcept] = []
    for entry in glossary.entries:
        src = [t for t in entry.terms if _in(t, src_lang) and _status(entry, t) is not _OUT]
        tgt = [
            (t, standing)
            for t in entry.terms
            if _in(t, tgt_lang) and (standing := _standing(entry, t, decided)) is not None
        ]
        if entry.status is Status.REJECTED or not src or not tgt:
            continue
        number = len(concepts)
        concepts.append(_concept(entry, src, tgt, tgt_lang))
        src_forms += ((form, number) for term in src for form in _forms(term, _ARTICLE))
        tgt_forms += (
            (form, Rendering(number, term.text, standing))
            for term, standing in tgt
            for form in _forms(term, _QUALIFIER)
        )
    if glossary.entries and not concepts:
        notes.append(f"no entry of the glossary has both {src_lang} and {tgt_lang}")
    return Vocabulary(
        Termbase(src_lang, src_forms),
        Termbase(tgt_lang, tgt_forms),
        tuple(concepts),
        "; ".join(notes),
    )


_OUT = Status.REJECTED


def _quiet_segmenter() -> None:
    """Keep the segmenter of Chinese words from telling on standard error how it loads."""
    importlib.import_module("jieba").setLogLevel("WARNING")


def _in(term: Term, lang: str) -> bool:
    return term.lang.split("-")[0].lower() == lang.split("-")[0].lower()


def _status(entry: Entry, term: Term) -> Status:
    return entry.status if term.status is Status.CANDIDATE else term.status


def _standing(entry: Entry, term: Term, decided: bool) -> TermStanding | None:
    status = _status(entry, term)
    if status is Status.CANDIDATE and not decided:
        return TermStanding.APPROVED
    return _STANDINGS.get(status)


def _concept(
    entry: Entry, src: list[Term], tgt: list[tuple[Term, TermStanding]], tgt_lang: str
) -> KnownConcept:
    ranked = sorted(
        (term for term, standing in tgt if standing is TermStanding.APPROVED),
        key=lambda term: USABLE.index(s) if (s := _status(entry, term)) in USABLE else 9,
    )
    approved = [form for t in ranked for form in (t.text, t.acronym) if form]
    forms = dict.fromkeys(form for term in ranked for form in _forms(term, _QUALIFIER))
    keys = (content(form, tgt_lang) for form in forms)
    return KnownConcept(
        entry.id,
        tuple(term.text for term in src),
        tuple(dict.fromkeys(approved)),
        tuple(dict.fromkeys(key for key in keys if key)),
        any(_is_proper(term) for term in entry.terms),
    )


def content(text: str, lang: str) -> tuple[str, ...]:
    """The words of a term that carry meaning, as matching sees them."""
    return tuple(
        word.key
        for word in words(text, lang)
        if word.key[0].isalnum() and not is_grammatical(text[word.start : word.end], lang)
    )


def is_compound(keys: Sequence[str], lang: str) -> bool:
    """True for the keys of more than one word; a Chinese word has two characters as a rule."""
    return len(keys) > (1 if language(lang).spaces else 2)


def is_grammatical(word: str, lang: str) -> bool:
    """True for an article, a preposition, a conjunction and the like."""
    return wordforms.is_grammatical(word, lang.split("-")[0].lower())


def _forms(term: Term, dispensable: re.Pattern[str]) -> Iterator[str]:
    for form in term.forms:
        yield form
        if (bare := dispensable.sub("", form).strip()) and bare != form:
            yield bare


def _is_proper(term: Term) -> bool:
    """A term that its writers give capitals inside, an acronym, or one that is tagged as a name."""
    if term.pos == "PROPN" or term.acronym:
        return True
    text = term.text
    if text.isupper():
        return len(text) <= 8 and " " not in text
    inner = [word for word in re.split(r"[\s\-]", text)[1:] if len(word) > 3]
    return bool(inner) and sum(word[0].isupper() for word in inner) * 2 > len(inner)
