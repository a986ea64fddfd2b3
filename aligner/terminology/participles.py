"""Present participles that belong to a noun as adjectives do: ``the receiving State``.

A tagger reads ``developing`` as a verb in *developing countries* and in *by developing the sector*.
The texts taken together tell which it is: behind a determiner or an adjective a participle belongs
to the noun that follows; one that takes determiners itself is a verb. Where participles stand
behind their noun (``l'État requérant``), one belongs to it that a verb, a mark or a conjunction
follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.languages.grammar import Grammar
from aligner.terminology.tagging import Token

RECURS = 2
"""Times that a participle which nowhere takes a determiner stands before the same noun, from which
it belongs to it; set by hand."""

_NOUNS = frozenset({"NOUN", "PROPN"})
_OPEN = frozenset({"DET", "ADJ"})
_OBJECTS = frozenset({"DET", "PRON", "NUM"})
_CLOSED = frozenset({"VERB", "AUX", "PUNCT", "CCONJ", ""})

Pair = tuple[str, str]
"""Form of a participle and lemma of the noun beside it."""


class _Place(NamedTuple):
    """A participle where it stands.

    Attributes:
        word: Its index.
        pair: With its noun; the lemma is empty where none stands beside it.
        bound: True where nothing but an adjective can stand there.
        verb: True where it has an object.
    """

    word: int
    pair: Pair
    bound: bool
    verb: bool


def attributive(texts: Sequence[list[Token]], grammar: Grammar) -> list[list[Token]]:
    """Read the participles that belong to a noun as adjectives, with their form as lemma.

    Args:
        texts: The words of texts that belong together.
        grammar: Of their language; where participles stand on no side of nouns, nothing changes.
    """
    known = grammar.attributive
    if not known and not grammar.participles_follow:
        return list(texts)
    found = [list(_places(tokens, grammar)) for tokens in texts]
    every = [place for places in found for place in places]
    bound = {place.pair for place in every if place.bound}
    verbs = {place.pair[0] for place in every if place.verb}
    met = Counter(place.pair for place in every)
    read = []
    for tokens, places in zip(texts, found, strict=True):
        words = list(tokens)
        for place in places:
            form, noun = place.pair
            again = met[place.pair] >= RECURS and form not in verbs and bool(known)
            if noun and (place.bound or place.pair in bound or form in known or again):
                words[place.word] = words[place.word]._replace(pos="ADJ", form="", lemma=form)
        read.append(words)
    return read


def _places(tokens: Sequence[Token], grammar: Grammar) -> Iterator[_Place]:
    for i, word in enumerate(tokens):
        if word.form != "Ger":
            continue
        before, behind = tokens[i - 1 : i], tokens[i + 1 : i + 2]
        form, after = word.text.lower(), behind[0].pos if behind else ""
        leading = before[0].pos if before else ""
        verb = after in _OBJECTS
        if grammar.attributive:
            noun = behind[0].lemma if after in _NOUNS else ""
            yield _Place(i, (form, noun), bool(noun) and leading in _OPEN, verb)
        else:
            noun = before[0].lemma if leading in _NOUNS else ""
            fits = bool(noun) and (before[0].text[-1] in "sx") == (form[-1] == "s")
            yield _Place(i, (form, noun if fits else ""), fits and after in _CLOSED, verb)
