"""Stretches of a text that may be terms: noun phrases, and the long names of bodies and acts.

Every stretch that matches the language's pattern is a candidate, nested ones included; which of
them is the term is for termhood and translation to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aligner.languages.grammar import Grammar
from aligner.terminology import acronyms, names
from aligner.terminology.names import Bonds
from aligner.terminology.soundness import Soundness, soundness
from aligner.terminology.tagging import Token, surface

LONGEST_STRETCH = 7
"""Words in a stretch that is taken whatever its shape; set by hand, and the network of
:mod:`ranking` was learned with it."""

LONGEST_LED = 3
"""Words behind a word of grammar that leads such a stretch: ``par écrit``, ``autre loi``."""

_CODES = {
    "NOUN": "N", "PROPN": "P", "ADJ": "A", "ADV": "R", "NUM": "0", "CCONJ": "C", "VERB": "F",
}  # fmt: skip
_FORMS = {"Part": "V", "Ger": "G", "Inf": "I"}
_MEASURE = re.compile("o?R?o?0")
"""What goes on behind an adjective that measures: ``enfants âgés (de moins de 5 ans)``."""
_CONTENT = frozenset("NPAVGIR0WF")
_LEADING = frozenset("xei")
_SINGLE = frozenset("NPAVGW")


class Span(NamedTuple):
    """A candidate where it stands.

    Attributes:
        start: First word, as an index in the words of its text.
        end: One past the last.
        key: What gathers its occurrences: the lemmas, articles left out.
        name: True for the long name of a body or act.
        acronym: Its short form, where the text ties one to it.
        formed: False where it is a candidate for another reason than its shape.
        doubtful: True where it has the shape and yet may be a phrase of the sentence
            (:mod:`soundness`); it is formed where it recurs.
    """

    start: int
    end: int
    key: str
    name: bool
    acronym: str = ""
    formed: bool = True
    doubtful: bool = False


class Text(NamedTuple):
    """One text, read for terms.

    Attributes:
        tokens: Its words.
        codes: One letter a word, see :mod:`grammar`; ``F`` is a finite verb.
        spans: Its candidates, by start and then by end.
    """

    tokens: tuple[Token, ...]
    codes: str
    spans: tuple[Span, ...]


def read(
    tokens: Sequence[Token],
    grammar: Grammar,
    stops: frozenset[str] | None,
    bound: Bonds,
    known: Iterable[tuple[int, int]] = (),
    *,
    free: bool = False,
    loose: bool = False,
) -> Text:
    """Find the candidates of one text.

    Args:
        tokens: Its words.
        grammar: Of its language.
        stops: Stop words, where the words carry no parts of speech; None where they do.
        bound: Neighbours that stay together.
        known: Stretches that are candidates whatever their shape.
        free: Take every stretch between two content words, whatever its shape.
        loose: Take single nouns, adjectives and participles too, though they have no shape.
    """
    codes = "".join(_code(token, grammar, stops) for token in tokens)
    spans = {
        (start, end): Span(start, end, key(tokens[start:end], codes[start:end]), name=True)
        for start, end in names.find(tokens, codes, grammar)
    }
    spans |= {(s.start, s.end): s for s in _pairs_of_nouns(tokens, codes, grammar)}
    spans |= {(span.start, span.end): span for span in _phrases(tokens, codes, grammar)}
    for start, end, short in acronyms.find(tokens):
        name = key(tokens[start:end], codes[start:end])
        spans[start, end] = Span(start, end, name, name=True, acronym=short)
    spans = {place: span for place, span in spans.items() if not _cuts(tokens, place, bound)}
    if free:
        known = [*known, *_stretches(tokens, codes)]
    if loose:
        single = (i for i, code in enumerate(codes) if code in _SINGLE)
        known = [*known, *((i, i + 1) for i in single if _worded(tokens[i]))]
    for start, end in known:
        name = key(tokens[start:end], codes[start:end])
        spans.setdefault((start, end), Span(start, end, name, name=False, formed=False))
    return Text(tuple(tokens), codes, tuple(spans[place] for place in sorted(spans)))


def content(text: Text, stops: frozenset[str]) -> list[int]:
    """Indices of the words that carry meaning: all but the grammatical ones."""
    nominal = "NPAV0"
    return [
        i
        for i, code in enumerate(text.codes)
        if code in _CONTENT and (code in nominal or text.tokens[i].text.lower() not in stops)
    ]


def _cuts(tokens: Sequence[Token], place: tuple[int, int], bound: Bonds) -> bool:
    start, end = place
    before = start > 0 and (tokens[start - 1].text, tokens[start].text) in bound
    return before or (end < len(tokens) and (tokens[end - 1].text, tokens[end].text) in bound)


def key(tokens: Sequence[Token], codes: str) -> str:
    """The lemmas of a stretch, articles left out."""
    drop = repeated(codes)
    return " ".join(t.lemma for i, t in enumerate(tokens) if codes[i] != "D" and i != drop)


def form(body: str, tokens: Sequence[Token], codes: str) -> str:
    """A stretch as it stands in its text; of two joined nouns the second loses its article."""
    drop = repeated(codes)
    if drop is None:
        return surface(body, tokens)
    return f"{surface(body, tokens[:drop])} {surface(body, tokens[drop + 1 :])}"


def repeated(codes: str) -> int | None:
    """Where two joined nouns have an article or preposition between them, which both have."""
    return 2 if len(codes) == 4 and codes[1] == "C" and codes[2] in "Ddoi" else None


def _code(token: Token, grammar: Grammar, stops: frozenset[str] | None) -> str:
    if token.text == ",":
        return ","
    if any(c.isdecimal() for c in token.text):
        return "0"
    if stops is not None:
        return _untagged_code(token, grammar, stops)
    if token.text.lower() in grammar.standing and token.pos in {"NOUN", "PRON"}:
        return "N"
    if token.lemma in grammar.determining or not any(c.isalpha() for c in token.text):
        return "x"
    if token.text.lower() in grammar.contracted:
        return "d"
    if token.lemma in grammar.of or token.lemma in grammar.genitive:
        return "o" if token.lemma in grammar.of else "s"
    for read in (token.form, token.pos):
        if read in grammar.codes:
            return grammar.codes[read]
    if token.pos == "DET":
        return "D" if token.lemma in grammar.articles else "x"
    if token.pos in {"ADP", "PART", "SCONJ"}:
        return "i" if token.lemma in grammar.linking else "e"
    return _FORMS.get(token.form, "") or _CODES.get(token.pos, "x")


def _untagged_code(token: Token, grammar: Grammar, stops: frozenset[str]) -> str:
    word = token.text.lower()
    if word in grammar.linking:
        return "L"
    return "x" if word in stops or not any(c.isalpha() for c in word) else "W"


def _stretches(tokens: Sequence[Token], codes: str) -> Iterable[tuple[int, int]]:
    """Stretches from one content word to another, also with the word of grammar before them."""
    for start, code in enumerate(codes):
        if code not in _CONTENT:
            continue
        led = start > 0 and codes[start - 1] in _LEADING and _worded(tokens[start - 1])
        for end in range(start + 1, min(start + LONGEST_STRETCH, len(codes)) + 1):
            last, alone = codes[end - 1], end == start + 1
            if last == "," or (last == "F" and not alone) or not _worded(tokens[end - 1]):
                break
            if last in _CONTENT:
                yield start, end
                if led and end - start <= LONGEST_LED:
                    yield start - 1, end
            if last == "F":
                break


def _worded(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)


def _phrases(tokens: Sequence[Token], codes: str, grammar: Grammar) -> Iterable[Span]:
    pattern = re.compile(grammar.pattern)
    for start, code in enumerate(codes):
        if code not in "NPAVGRW":
            continue
        within = names.stands_within(tokens, codes, start)
        for end in range(start + 1, min(start + grammar.longest, len(codes)) + 1):
            if (within and codes[end - 1] in "oid") or names.joins_another(codes, start, end - 1):
                break
            if codes[end - 1] in "xe,F0I" or names.opens_another(tokens, codes, end - 1, grammar):
                break
            if codes[end - 1] not in "NPAVW" or not pattern.fullmatch(codes, start, end):
                continue
            if codes[end - 1] in "AV" and _MEASURE.match(codes, end):
                continue
            sound = soundness(tokens[start:end], codes[start:end], grammar)
            if sound != Soundness.BROKEN:
                name, formed = key(tokens[start:end], codes[start:end]), sound == Soundness.SOUND
                yield Span(start, end, name, name=False, formed=formed, doubtful=not formed)


def _pairs_of_nouns(tokens: Sequence[Token], codes: str, grammar: Grammar) -> Iterable[Span]:
    """Two nouns that a conjunction joins, and nothing else: ``privileges and immunities``.

    Where both have an article or preposition of their own, these are the same; where the language
    has articles and the two share one, they are one thing: ``les privilèges et immunités``.
    """
    for found in re.finditer(f"(?=({grammar.twofold}))", codes) if grammar.twofold else ():
        start, end = found.span(1)
        before, behind = codes[start - 1 : start], codes[end : end + 1]
        if before in tuple("NPAVGsC0,") or behind in tuple(grammar.going_on):
            continue
        inner = codes[start + 2 : end - 1]
        if inner and before != inner:
            continue
        nouns = tokens[start], tokens[end - 1]
        if any(noun.lemma in grammar.weak_heads or len(noun.text) == 1 for noun in nouns):
            continue
        shared = not inner and before in tuple("Dd")
        name = key(tokens[start:end], codes[start:end])
        yield Span(start, end, name, name=False, formed=shared, doubtful=not shared)
