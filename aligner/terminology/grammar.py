"""How terms are built in each language, as data.

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
rather than a term. They are general to official prose, not to one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Grammar:
    """Facts of one language that candidates need.

    Attributes:
        pattern: The whole of a noun phrase, as a regular expression over codes.
        articles: Lemmas with code ``D``; other determiners break a term.
        contracted: Forms with code ``d``.
        of: Lemmas with code ``o``.
        genitive: Lemmas with code ``s``, which mark the word before as a possessor.
        linking: Lemmas with code ``i`` (``L`` in a language without a tagging pipeline).
        determining: Lemmas that determine, whatever their part of speech; no term contains one.
        weak_modifiers: Lemmas that may not stand at either edge.
        weak_heads: Lemmas that may not be the head.
        vague: Lemmas that measure or judge; a phrase with one is seldom a term.
        head_first: True where the first noun is the head; False where it is the last noun before
            the first preposition.
        capitals: How names are written: ``all`` words but the grammatical ones have a capital,
            the ``first`` word has one, or the script has ``none``.
        longest: Most words in a noun phrase.
    """

    pattern: re.Pattern[str]
    articles: frozenset[str] = frozenset()
    contracted: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    determining: frozenset[str] = frozenset()
    weak_modifiers: frozenset[str] = frozenset()
    weak_heads: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    head_first: bool = True
    capitals: str = "first"
    longest: int = 8


_ROMANCE_NOUN = r"A?[NP]+(?:R?[AV]|C[AV])*"
_ROMANCE_LINK = r"(?:[oi]D?|d|oi)"
_ROMANCE = (
    rf"{_ROMANCE_NOUN}(?:{_ROMANCE_LINK}{_ROMANCE_NOUN}(?:C{_ROMANCE_LINK}?{_ROMANCE_NOUN})?)*"
)
_GERMANIC_NOUN = r"(?:R?[AVNP]s?(?:C[AVNP])?)*[NP]"
_GERMANIC = rf"(?:{_GERMANIC_NOUN}|G(?=[oi]))(?:[oi]D?{_GERMANIC_NOUN}(?:C{_GERMANIC_NOUN})?)*"
_UNTAGGED = re.compile(r"W(?:L{0,2}W)*")

GRAMMARS: dict[str, Grammar] = {
    "fr": Grammar(
        pattern=re.compile(_ROMANCE),
        articles=_words("le un"),
        contracted=_words("du des au aux"),
        of=_words("de d'"),
        linking=_words("à en contre sur pour par sans entre envers après"),
        determining=_words(
            "tel autre même certain différent divers ce quelque plusieurs chaque aucun tout ledit "
            "différents dit notamment"
        ),
        weak_modifiers=_words(
            "présent premier deuxième second troisième dernier nouveau propre seul particulier "
            "suivant précédent susmentionné susvisé éventuel compris concerné concerner "
            "nombreux nécessaire important grand petit bon meilleur majeur récent actuel possible "
            "voulu vouloir commis commettre visé viser lié lier associé associer fondé fonder "
            "relatif touché toucher prévu prévoir énoncé énoncer mentionné mentionner donné donner "
            "pris prendre fait faire mené mener chargé charger connu connaître exposé exposer "
            "exigé établi établir engagé engager subi subir ci-dessus ci-après ci-dessous dire "
            "plein entier multiple moindre semblable quelconque concomitant servi appelé appeler "
            "tenu tenir mis mettre dû devoir étroit susceptible disponible conforme propice vaste "
            "notable considérable ayant étant prochain applicable voisin issu celui "
            "présenté présenter adopté adopter soumis soumettre formulé formuler situé situer "
            "désigné désigner"
        ),
        weak_heads=_words(
            "fois égard cas façon manière sorte titre fait nombre ensemble plupart suite sein "
            "issue lieu raison matière point cours proie occasion vue fin but question encontre "
            "faveur regard propos compte moment temps période type genre série majorité "
            "totalité part effet conformité vertu application exception faute force mesure "
            "instar aide-mémoire lumière base cadre jour an année mois date côté demande "
            "tant peu beaucoup chose contexte appui article paragraphe alinéa "
            "intention intermédiaire moyen réserve défaut lors face aperçu être facon portée "
            "intérêt besoin avis voie ligne sujet objet terme note main nom voix "
            "domaine stade particulier suivant ensemble présent"
        ),
        vague=_words(
            "pertinent compétent solide extrême massif approprié adéquat efficace global concret "
            "spécifique essentiel crucial fort faible significatif suffisant considérable"
        ),
    ),
    "en": Grammar(
        pattern=re.compile(_GERMANIC),
        articles=_words("the a an"),
        of=_words("of"),
        genitive=_words("'s '"),
        linking=_words("in on for to against from"),
        determining=_words(
            "such other same certain various different several many any all each both some this "
            "that these those include including"
        ),
        weak_modifiers=_words(
            "more most much own first "
            "second third last next new present particular above-mentioned aforementioned said "
            "concerned necessary appropriate possible important full further similar "
            "due great large high low current recent include included including affect affected "
            "commit committed associate associated relate related relating base based concern "
            "concerning follow following regard regarding respective whole "
            "entire overall main major good well better best utmost available suffer suffered "
            "take taken make made give given set hold held use used provide provided set-out "
            "subject able likely so-called latter former few less least only very broad close "
            "wide require required submit submitted describe described mention mentioned call "
            "called specify specified prescribe prescribed establish established adopt adopted "
            "refer referred state stated which who that what whose not known"
        ),
        weak_heads=_words(
            "time way case fact number part order view regard connection context basis account "
            "respect purpose kind type sort variety range extent matter thing issue manner "
            "instance example addition occasion behalf accordance light course lot majority "
            "end set series sake pursuance virtue face relation reference result place "
            "day year month date other others one something anything effect mind "
            "article paragraph subparagraph subsection section a priority implementation "
            "who which what that this those these here there concern need interest subject note "
            "hand name voice area stage following present particular"
        ),
        vague=_words(
            "relevant strong robust extreme massive appropriate adequate effective comprehensive "
            "concrete specific essential crucial weak significant sufficient considerable"
        ),
        head_first=False,
        capitals="all",
    ),
    "es": Grammar(
        pattern=_UNTAGGED,
        linking=_words("de del la el los las en y a al para contra sobre por con entre"),
        longest=7,
    ),
    "ru": Grammar(pattern=_UNTAGGED, linking=_words("и в с по на для о об от к против"), longest=6),
    "ar": Grammar(
        pattern=_UNTAGGED, linking=_words("في من على إلى عن و"), capitals="none", longest=6
    ),
    "zh": Grammar(pattern=_UNTAGGED, linking=_words("的 和 与 及 在"), capitals="none", longest=6),
}

TAGGED: dict[str, re.Pattern[str]] = {
    "es": re.compile(_ROMANCE),
    "ru": re.compile(r"(?:[AV](?:C[AV])?)*[NP](?:(?:[AV](?:C[AV])?)*[NP]|iD?(?:[AV])*[NP])*"),
    "ar": re.compile(r"[NP]A*(?:o?D?[NP]A*)*"),
    "zh": re.compile(r"(?:[ANPV]L?)*[NP]"),
}
"""Patterns for the day that a pipeline with parts of speech serves one of these languages."""

PLAIN = Grammar(pattern=_UNTAGGED, longest=5)
"""A language of which nothing is known."""


def grammar(lang: str, *, tagged: bool) -> Grammar:
    """The grammar of a language.

    Args:
        lang: BCP 47 code.
        tagged: True where the words carry parts of speech.
    """
    primary = lang.split("-")[0].lower()
    found = GRAMMARS.get(primary, PLAIN)
    if tagged and primary in TAGGED:
        return replace(found, pattern=TAGGED[primary])
    if not tagged and found.pattern is not _UNTAGGED:
        return replace(found, pattern=_UNTAGGED)
    return found
