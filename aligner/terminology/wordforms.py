"""One key for all inflected forms of a word, from the form alone.

No context is read, so millions of words cost seconds and a form always matches itself. Within a
term only number varies (its adjectives keep the gender of its noun), so the Romance languages and
English need their plural endings undone and nothing else; words that end in ``s`` by nature are
found with simplemma's dictionary. Russian and Arabic take their lemmas from that dictionary whole,
broken plurals of Arabic included.
Case and accents are folded last.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice

from aligner.accents import bare
from aligner.languages import language
from aligner.languages.frequency import zipf
from aligner.languages.words import Inflection

LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ى": "ي", "ة": "ه", "ـ": "", "\u00ad": "", "\u200c": ""}
)
_WORD = re.compile(r"[^\W_]+")
KNOWN_WORDS = 300_000
"""Words of general language in which those that end in ``s`` by nature are looked for."""
GRAMMATICAL, COMMON = 6.5, 3.0
"""Zipf frequencies from which a word makes no term by itself, and is taken to be a word at all; set
by hand."""


@lru_cache(maxsize=1_000_000)
def key(word: str, lang: str) -> str:
    """What all forms of a word share; empty for an article.

    Args:
        word: One word, as it stands in a text.
        lang: Primary language subtag.

    >>> key("FINANCIÈRES", "fr"), key("policies", "en"), key("l", "fr")
    ('financiere', 'policy', '')
    """
    rules = language(lang).inflection
    if rules.dictionary:
        return lemma(word, lang)
    plain = folded(word)
    if rules.plurals and len(plain) > 3 and _ends_so_by_nature(plain, lang):
        return rules.particles.get(plain, rules.irregular.get(plain, plain))
    return stem(word, lang)


def keys(text: str, lang: str) -> list[str]:
    """The keys of the words of a text, in order; articles have none.

    Args:
        text: Any words.
        lang: BCP 47 code.

    >>> keys("la traite d'êtres humains", "fr")
    ['traite', 'de', 'etre', 'humain']
    """
    primary = lang.split("-")[0].lower()
    return [found for word in _WORD.findall(text) if (found := key(word, primary))]


def stem(word: str, lang: str) -> str:
    """As :func:`key`, but also an ``s`` that is the word's own is cut off.

    That is enough to find a word by itself, and where plurals are endings no dictionary is read.

    Args:
        word: One word, as it stands in a text.
        lang: Primary language subtag.

    >>> stem("procès", "fr"), stem("children", "en")
    ('proce', 'child')
    """
    rules = language(lang).inflection
    if rules.dictionary:
        return lemma(word, lang)
    plain = folded(word)
    if (particle := rules.particles.get(plain)) is not None:
        return particle
    if (irregular := rules.irregular.get(plain)) is not None:
        return irregular
    if len(plain) > 3:
        for ending, singular in rules.plurals:
            if plain.endswith(ending):
                return plain[: len(plain) - len(ending)] + singular
    return plain


@lru_cache(maxsize=1_000_000)
def lemma(word: str, lang: str) -> str:
    """The dictionary form of a word out of context, folded; the word itself where none is known.

    Args:
        word: One word, as it stands in a text.
        lang: Primary language subtag.
    """
    found = folded(_dictionary_form(word.lower(), lang))
    return language(lang).inflection.irregular.get(found, found)


def folded(text: str) -> str:
    """Lower case without accents, vowel marks and the like, letter for letter."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    return bare(plain.translate(LETTERS))


@lru_cache(maxsize=200_000)
def clashes(one: str, other: str, lang: str) -> bool:
    """True for two words of one key that differ by their accents and are both words: arme, armé."""
    if one.isupper() or other.isupper() or language(lang).inflection.dictionary:
        return False
    pairs = zip(one.lower(), other.lower(), strict=False)
    if all(a == b or folded(a) != folded(b) for a, b in pairs):
        return False
    return min(zipf(one.lower(), lang), zipf(other.lower(), lang)) >= COMMON


def is_grammatical(word: str, lang: str) -> bool:
    """True for the few hundred commonest words, which make no term by themselves."""
    return zipf(word.lower(), lang) >= GRAMMATICAL


def _dictionary_form(word: str, lang: str) -> str:
    import simplemma

    rules = language(lang).inflection
    if rules == Inflection():
        return word
    endings, ending = rules.adjectives
    if endings and (found_ending := re.search(endings, word)):
        return word[: found_ending.start()] + ending
    proclitics = rules.proclitics
    plain = "".join(c for c in word if not "\u064b" <= c <= "\u0652") if proclitics else word
    found = simplemma.lemmatize(plain, lang)
    if found == plain and proclitics and not simplemma.is_known(plain, lang):
        stem = re.sub(rf"^(?:{proclitics})(?=..)", "", plain)
        found = simplemma.lemmatize(stem, lang)
        if found == stem and not simplemma.is_known(stem, lang):
            found = simplemma.lemmatize(re.sub(rules.suffixes, "", stem), lang)
    return found


@lru_cache(maxsize=200_000)
def _ends_so_by_nature(plain: str, lang: str) -> bool:
    """True for a folded word that ends like a plural and is none: procès, crisis."""
    if not plain.endswith("s"):
        return False
    import simplemma

    frequent, accented = _words_in_s(lang)
    spellings = [*accented.get(plain, ()), *({plain} & frequent)]
    return any(
        simplemma.is_known(word, lang) and simplemma.lemmatize(word, lang) == word
        for word in spellings
    )


@cache
def _words_in_s(lang: str) -> tuple[frozenset[str], dict[str, list[str]]]:
    """The words of general language that end in ``s``; and by their letters those with accents."""
    import wordfreq

    known = islice(wordfreq.get_frequency_dict(lang), KNOWN_WORDS)
    words = frozenset(word for word in known if word.endswith("s"))
    accented: dict[str, list[str]] = {}
    for word in words:
        if not word.isascii():
            accented.setdefault(folded(word), []).append(word)
    return words, accented
