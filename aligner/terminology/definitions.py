"""What a text itself says that its terms mean, and which term is broader than which.

Texts define a term in quotation marks or behind a word such as *term*: ``« déplacé » désigne …``,
``on entend par traite …``, *the term "child" means …*. The cues are data of each language
(``aligner.languages``, ``drafting.meaning``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from aligner.languages import language
from aligner.model import Bitext, Document, Entry, Paragraph
from aligner.model.thresholds import WORTH_A_LOOK
from aligner.terminology.lexicon import fold

LONGEST_TERM, LONGEST = 80, 1_000
"""Letters of a term that is defined and of a definition."""

_QUOTED = r"[«“„\"‘][ \u00a0\u202f]?(?P<quoted>[^«»“”„\"]{1,%d}?)[ \u00a0\u202f]?[»”“\"’]"
_END = re.compile(r"(?<=[^\s.]{3})[.。](?=\s|$)|[;；](?=\s|$)")


class Definition(NamedTuple):
    """What a text says a term means.

    Attributes:
        term: As it stands there.
        text: The definition.
        source: Document and label of the paragraph.
    """

    term: str
    text: str
    source: str


def find(document: Document) -> Iterator[Definition]:
    """The definitions that a text gives, in its order.

    A definition runs to the end of its sentence, or to a semicolon.
    """
    patterns = _patterns(document.lang)
    for paragraph in document.paragraphs if patterns else ():
        for pattern in patterns:
            for found in pattern.finditer(paragraph.body):
                groups = found.groupdict()
                said = _said(paragraph.body[found.end() :])
                term = groups.get("quoted") or groups.get("plain") or ""
                if term.strip() and said:
                    yield Definition(term.strip(), said, _source(document, paragraph))


def add(entries: Sequence[Entry], bitexts: Sequence[Bitext]) -> list[Entry]:
    """Entries with their definition and its source, where a text defines one of their terms.

    That of the source language comes before those of the others, the first of a text before later
    ones.

    Args:
        entries: Entries without definitions.
        bitexts: The texts from which they come.
    """
    both = [*(b.src for b in bitexts), *(b.tgt for b in bitexts)]
    documents = {id(document): document for document in both}.values()
    known: dict[tuple[str, str], Definition] = {}
    for document in documents:
        for definition in find(document):
            known.setdefault((document.lang, fold(definition.term)), definition)
    return [_defined(entry, known) for entry in entries] if known else list(entries)


def relate(entries: Sequence[Entry]) -> list[Entry]:
    """Entries that refer to the next broader one: ``traite d'êtres humains`` to ``traite``.

    One is broader where the longer begins with it, or ends with it where heads come last, in the
    source language and another, and stands around it in every other; it has to be worth a look.
    What joins two things is narrower than neither.
    """
    by_word: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.terms and entry.terms[0].lemma:
            by_word[entry.terms[0].lemma].append(entry)
    return [_related(entry, by_word) for entry in entries]


def _related(entry: Entry, by_lemma: dict[str, list[Entry]]) -> Entry:
    lemmas = entry.terms[0].lemma.split() if entry.terms else []
    for size in range(len(lemmas) - 1, 0, -1):
        for part in (lemmas[:size], lemmas[-size:]):
            for other in by_lemma.get(" ".join(part), ()):
                worth = other is not entry and other.score >= WORTH_A_LOOK
                if worth and _is_broader(other, entry):
                    return replace(entry, related=(*entry.related, other.id))
    return entry


def _is_broader(entry: Entry, narrower: Entry) -> bool:
    shared = 0
    for lang in dict.fromkeys(term.lang for term in narrower.terms):
        one, other = entry.term(lang), narrower.term(lang)
        if one is None or other is None:
            continue
        head_first = language(lang).grammar.head_first
        shape = f"{one.lemma} " if head_first else f" {one.lemma}"
        inside = other.lemma.startswith(shape) if head_first else other.lemma.endswith(shape)
        if not inside and f" {one.lemma} " not in f" {other.lemma} ":
            return False
        joined = set(language(lang).conjunctions) & set(other.lemma.split())
        if lang == narrower.terms[0].lang and (not inside or joined):
            return False
        shared += inside
    return shared >= 2


def _defined(entry: Entry, known: dict[tuple[str, str], Definition]) -> Entry:
    for term in entry.terms:
        for form in term.forms:
            found = known.get((term.lang, fold(form)))
            if found is not None:
                return replace(entry, definition=found.text, source=found.source)
    return entry


@lru_cache(maxsize=32)
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    meaning = language(lang).drafting.meaning
    if meaning is None:
        return ()
    quoted = _QUOTED % LONGEST_TERM
    plain = rf"(?P<plain>[^\W\d][^,;:.«»“”\"()]{{0,{LONGEST_TERM}}}?)"
    found = [rf"{quoted}[,，]?\s*(?:{meaning.means})[,:：]?\s*"]
    if meaning.named:
        found.append(rf"(?:{meaning.named})\s+{plain}\s+(?:{meaning.means})[,:]?\s*")
    if meaning.before:
        found.append(rf"(?:{meaning.before})\s*{quoted}[,，]?\s*")
        found.append(rf"(?:{meaning.before})\s+{plain}(?:,\s*|\s+(?=(?:{meaning.begins})\b))")
    return tuple(map(re.compile, found))


def _said(text: str) -> str:
    end = _END.search(text)
    said = (text[: end.start()] if end else text).strip(" ,:;\u00a0")
    return said if 3 <= len(said) <= LONGEST else ""


def _source(document: Document, paragraph: Paragraph) -> str:
    return ", ".join(filter(None, (document.name, paragraph.path)))
