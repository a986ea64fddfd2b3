"""How terms are built in a language, as data.

A word is one letter, its *code*, and a pattern is a regular expression over codes:

====  =========================================  ====  ====================================
N     noun                                       P     proper noun
A     adjective                                  V     past participle
G     present participle, gerund                 F     finite verb
R     adverb                                     0     number
D     article                                    C     coordinating conjunction
o     preposition of the ``de``/``of`` kind      i     another preposition that terms contain
d     the two in one word: ``du``, ``aux``       s     sign of the genitive
e     any other preposition: only names cross    I     infinitive
,     comma                                      x     anything else: no term crosses it
W     word without a part of speech              L     function word inside an untagged term
====  =========================================  ====  ====================================

The lists of weak words are lemmas that are grammatical where the patterns can see them: they
determine (``autre``, ``such``), point (``susmentionné``) or are half of a prepositional phrase
(``égard``, ``connection``). A noun phrase that starts or ends with one is a phrase of the text
rather than a term. They are general to official prose, not to one document. Light words are weak
alone and part of terms with others (``force majeure``, ``public order``): what has one is a term
where it recurs, or where the other language has no light word there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

UNTAGGED = r"W(?:L{0,2}W)*"
"""Where the words carry no parts of speech."""


class Polarity(NamedTuple):
    """What tells a term from its opposite, as patterns over lower case.

    Attributes:
        denied: A negation, a prefix that denies, or a least degree.
        ongoing: What goes on (``developing``); its first group is the word that says it.
        completed: What is done (``developed``).
    """

    denied: str
    ongoing: str = ""
    completed: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Facts of one language that candidates need.

    Attributes:
        pattern: The whole of a noun phrase, as a regular expression over codes.
        articles: Lemmas with code ``D``; other determiners break a term.
        contracted: Forms with code ``d``.
        of: Lemmas with code ``o``.
        genitive: Lemmas with code ``s``, which mark the word before as a possessor.
        linking: Lemmas with code ``i`` (``L`` where the words carry no parts of speech).
        stopped: Lemmas with code ``L`` in place of the linking ones, where they are not the same.
        determining: Lemmas that determine, whatever their part of speech; no term contains one.
        standing: Forms of such words that are nouns all the same: *of others*.
        weak_modifiers: Lemmas that may not stand at either edge.
        weak_heads: Lemmas that may not be the head.
        light_modifiers: Lemmas that are weak by themselves and yet open or close terms: ``best
            interests of the child``, ``petits États insulaires``.
        light_heads: Weak heads that a noun may complete: ``moyens de subsistance``; the others take
            an adjective alone: ``mesures provisoires``.
        twofold: Two joined nouns, as a regular expression over codes.
        going_on: Codes behind two joined nouns with which they are a piece of something longer.
        attributive: Present participles that stand before nouns as adjectives do, whatever else a
            text makes of them; empty where participles do not stand there.
        participles_follow: True where present participles stand behind nouns as adjectives do:
            ``État requérant``.
        plurals: Last letters of plurals, where adjectives agree with their noun and the plural
            has an ending of its own; a word that has one in its lemma too says nothing of its
            number.
        polarity: What tells a term from its opposite; None where nothing is known.
        vague: Lemmas that measure or judge; a phrase with one is seldom a term.
        especially: Lemmas behind a comma and a preposition that single out a part of a whole:
            ``, en particulier des femmes``; a name may go on so.
        codes: Codes of parts of speech, or of forms such as ``Inf``, that are not those of the
            table: ``W`` for a verb where verbs stand in noun phrases as they are.
        head_first: True where the first noun is the head; False where it is the last noun before
            the first preposition.
        adjectives_follow: True where an adjective in front of its noun is seldom part of a term.
        capitals: How names are written: ``all`` words but the grammatical ones have a capital,
            the ``first`` word has one, or the script has ``none``.
        longest: Most words in a noun phrase.
    """

    pattern: str = UNTAGGED
    articles: frozenset[str] = frozenset()
    contracted: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    stopped: frozenset[str] = frozenset()
    determining: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    weak_modifiers: frozenset[str] = frozenset()
    weak_heads: frozenset[str] = frozenset()
    light_modifiers: frozenset[str] = frozenset()
    light_heads: frozenset[str] = frozenset()
    twofold: str = ""
    going_on: str = "NPsC"
    attributive: frozenset[str] = frozenset()
    participles_follow: bool = False
    plurals: str = ""
    polarity: Polarity | None = None
    vague: frozenset[str] = frozenset()
    especially: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    head_first: bool = True
    adjectives_follow: bool = False
    capitals: str = "first"
    longest: int = 8


PLAIN = Grammar(longest=5)
"""Of a language of which nothing is known."""


_ROMANCE_NOUN = r"A?[NP]+(?:R?[AV]|DR[AV]|C[AV])*"
_ROMANCE_LINK = r"(?:[oi]D?|d|oi)"
ROMANCE = (
    rf"{_ROMANCE_NOUN}(?:{_ROMANCE_LINK}{_ROMANCE_NOUN}(?:C{_ROMANCE_LINK}?{_ROMANCE_NOUN})?)*"
)
IBERIAN = (
    rf"{_ROMANCE_NOUN}(?:{_ROMANCE_LINK}{_ROMANCE_NOUN}"
    rf"(?:C(?:{_ROMANCE_LINK}|D)?{_ROMANCE_NOUN})?)*"
)
_GERMANIC_NOUN = r"(?:R?[AVNP]s?(?:C[AVNP])?)*[NP]"
TWO_NOUNS = "NC[Ddo]?N"
GERMANIC = rf"(?:{_GERMANIC_NOUN}|G(?=[oi]))(?:[oi]D?{_GERMANIC_NOUN}(?:C{_GERMANIC_NOUN})?)*"
_SLAVIC_NOUN = r"(?:R?[AVG](?:C[AVG])?)*[NP]"
SLAVIC = rf"{_SLAVIC_NOUN}(?:i?{_SLAVIC_NOUN}(?:C{_SLAVIC_NOUN})?)*"
_SEMITIC_NOUN = r"A?[NP]+A*(?:CA+)?"
SEMITIC = rf"{_SEMITIC_NOUN}(?:i{_SEMITIC_NOUN}(?:Ci?{_SEMITIC_NOUN})?)*"
_SINITIC_NOUN = r"(?:R?[ANPW])*[NPW]"
SINITIC = rf"{_SINITIC_NOUN}(?:[oiC]{_SINITIC_NOUN})?(?:o{_SINITIC_NOUN})?"
UNTAGGED = r"W(?:L{0,2}W)*"
