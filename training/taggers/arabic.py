"""Where Arabic words are cut into the words of Universal Dependencies.

Arabic writes conjunctions, prepositions, the future mark and object pronouns together with the
word they belong to: ``وبحقوقهم`` is *wa-bi-ḥuqūqi-him*, four words. The cuts are found by a
model of prefixes, stem and suffix that are independent of one another, estimated by
expectation-maximisation from raw text and begun with the counts of a treebank. A spaCy tokenizer
then holds them as data: cuts of words that were seen as special cases, those of other words as
affix patterns.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.tokenizer import Tokenizer

from training.taggers.treebanks import Sentence

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك", "س")
PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه")
VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
"""Signs that only a vocalised text has."""

_PUNCTUATION = str.maketrans(",;?", "،؛؟")
_LETTERS = 34
_WORD = re.compile(r"[ء-غف-ي]+")

Cut = tuple[str, ...]
"""The pieces of a word in order."""

_MARKS = r"[\"'“”„«»()\[\].,:;!?؟،؛…%/\\*+=~_-]"

OPEN_PREFIXES = (
    _MARKS,
    r"[وف](?=ال[ء-ي]{2})",
    r"[وف](?=[بلك]ال[ء-ي]{2})",
    r"[وف](?=لل[ء-ي]{2})",
    r"[بك](?=ال[ء-ي]{2})",
    r"ل(?=ل[ء-ي]{3})",
    r"و(?=[ء-ي]{4})",
    r"س(?=ي[ء-ي]{2})",
    r"س(?=[تن][ء-ي]{4})",
)
"""Prefixes of words that were never seen."""

OPEN_SUFFIXES = (
    _MARKS,
    r"(?<=[ء-ي]{3})(?:ها|هما|هم|هن)",
    r"(?<=[ء-ي]{3}[اتئؤ])ه",
    r"(?<=[ء-ي]{3}ت)نا",
)
"""Suffixes of words that were never seen."""


class Cutter:
    """Affixes and stems with their counts."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.prefixes: Counter[Cut] = Counter()
        self.suffixes: Counter[str] = Counter()
        self.stems: Counter[str] = Counter()
        for word in (word for sentence in sentences for word in written_words(sentence)):
            prefixes, stem, suffix = _parts(word)
            self._count(prefixes, stem, suffix, 1.0)

    def adapt(self, counts: Counter[str], rounds: int = 3) -> None:
        """Re-estimate from the words of raw text, each with its count, damped by its root."""
        start = (self.prefixes.copy(), self.suffixes.copy(), self.stems.copy())
        for _ in range(rounds):
            expected = [(w, n, self.analyses(w)) for w, n in counts.items()]
            self.prefixes, self.suffixes, self.stems = (c.copy() for c in start)
            for _, n, analyses in expected:
                for weight, prefixes, stem, suffix in analyses:
                    self._count(prefixes, stem, suffix, weight * math.sqrt(n))

    def analyses(self, word: str) -> list[tuple[float, Cut, str, str]]:
        """Every way to cut a word, with its probability."""
        found = []
        for prefixes, rest in _beginnings(word):
            for suffix in ("", *PRONOUNS):
                stem = rest[: len(rest) - len(suffix)]
                if suffix and _definite(prefixes, stem):
                    continue
                if rest.endswith(suffix) and len(stem) >= (2 if suffix or prefixes else 1):
                    found.append(
                        (self._probability(prefixes, stem, suffix), prefixes, stem, suffix)
                    )
                elif prefixes and suffix and rest == suffix:
                    found.append((self._probability(prefixes, suffix, ""), prefixes, suffix, ""))
        total = sum(weight for weight, *_ in found) or 1.0
        return [(weight / total, *parts) for weight, *parts in found]

    def cut(self, word: str) -> Cut:
        """The likeliest pieces of a word."""
        analyses = self.analyses(word)
        if not analyses:
            return (word,)
        _, prefixes, stem, suffix = max(analyses)
        return (*prefixes, stem, *([suffix] if suffix else []))

    def _probability(self, prefixes: Cut, stem: str, suffix: str) -> float:
        affixes = (self.prefixes[prefixes] + 0.1) * (self.suffixes[suffix] + 0.1)
        keys = _keys(prefixes, stem, suffix)
        return affixes * max(self.stems[key] + 30.0 * _LETTERS ** -len(key) for key in keys)

    def _count(self, prefixes: Cut, stem: str, suffix: str, weight: float) -> None:
        self.prefixes[prefixes] += weight  # type: ignore[assignment]
        self.suffixes[suffix] += weight  # type: ignore[assignment]
        keys = _keys(prefixes, stem, suffix)
        key = max(keys, key=lambda k: self.stems[k])
        self.stems[key] += weight  # type: ignore[assignment]


def tokenizer(nlp: Language, cutter: Cutter, counts: Counter[str], least: int = 2) -> Tokenizer:
    """A tokenizer that cuts off clitics.

    Args:
        nlp: A blank Arabic pipeline, for the rules of punctuation.
        cutter: The model of cuts.
        counts: Words of raw text.
        least: Words seen this often are cut by the model, others by pattern.
    """
    import spacy

    nlp.tokenizer.prefix_search = spacy.util.compile_prefix_regex(
        [*nlp.Defaults.prefixes, *OPEN_PREFIXES]
    ).search
    nlp.tokenizer.suffix_search = spacy.util.compile_suffix_regex(
        [*nlp.Defaults.suffixes, *OPEN_SUFFIXES]
    ).search
    cuts = {word: cutter.cut(word) for word, count in counts.items() if count >= least}
    for _ in range(3):  # a special case also applies to what is left of another word
        wrong = {w: p for w, p in cuts.items() if tuple(t.text for t in nlp.tokenizer(w)) != p}
        for word, pieces in wrong.items():
            nlp.tokenizer.add_special_case(word, [{"ORTH": piece} for piece in pieces])
    return nlp.tokenizer


def as_printed(sentence: Sentence) -> Sentence:
    """The sentence with Arabic punctuation and without vowels, as official texts are printed."""
    return [
        replace(word, form=(VOWELS.sub("", word.form) or word.form).translate(_PUNCTUATION))
        for word in sentence
    ]


def word_counts(lines: Iterable[str]) -> Counter[str]:
    """How often each written word stands in lines of text."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(_WORD.findall(line))
    return counts


def written_words(sentence: Sentence) -> list[Cut]:
    """The words of a sentence as they are written, each with its pieces, punctuation left out."""
    found: list[Cut] = []
    pieces: list[str] = []
    for word in sentence:
        if _WORD.fullmatch(word.form):
            pieces.append(word.form)
        if word.space or not _WORD.fullmatch(word.form):
            if pieces:
                found.append(tuple(pieces))
            pieces = []
    return found + ([tuple(pieces)] if pieces else [])


def _definite(prefixes: Cut, stem: str) -> bool:
    """True for a word with the article, which takes no pronoun."""
    return stem.startswith("ال") or (prefixes[-1:] == ("ل",) and stem.startswith("ل"))


def _parts(pieces: Cut) -> tuple[Cut, str, str]:
    """Prefixes, stem and suffix of a word that is cut."""
    i = 0
    while i < len(pieces) - 1 and pieces[i] in (*CONJUNCTIONS, *PREPOSITIONS):
        i += 1
    suffix = pieces[-1] if len(pieces) > i + 1 and pieces[-1] in PRONOUNS else ""
    stem = "".join(pieces[i : len(pieces) - bool(suffix)])
    return pieces[:i], stem, suffix


def _beginnings(word: str) -> list[tuple[Cut, str]]:
    """The prefixes a word may have, with what follows."""
    found: list[tuple[Cut, str]] = [((), word)]
    for prefixes, rest in tuple(found):
        if rest[:1] in CONJUNCTIONS and len(rest) > 1:
            found.append(((*prefixes, rest[0]), rest[1:]))
    for prefixes, rest in tuple(found):
        if rest[:1] in PREPOSITIONS and len(rest) > 1:
            found.append(((*prefixes, rest[0]), rest[1:]))
    return found


def _keys(prefixes: Cut, stem: str, suffix: str) -> list[str]:
    """The spellings of a stem when it stands alone."""
    keys = [stem]
    if prefixes[-1:] == ("ل",) and stem.startswith("ل"):
        keys = ["ا" + stem]
    if suffix and stem.endswith("ت"):
        keys.append(keys[0][:-1] + "ة")
    if suffix and stem.endswith("ي"):
        keys.append(keys[0][:-1] + "ى")
    if suffix and stem[-1:] in ("ئ", "ؤ"):
        keys.append(keys[0][:-1] + "ء")
    return keys
