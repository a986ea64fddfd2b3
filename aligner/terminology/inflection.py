"""Russian lemmas by the OpenCorpora dictionary, chosen by what a tagger saw in the sentence.

spaCy's own component leaves a word as it stands where no analysis of pymorphy3 agrees with every
feature, and where the dictionary does not list the word. Here the analysis that agrees best is
taken, a guessed one too, and between equals the lemma that is commoner in the language. ``ё`` is
written ``е``, as official texts print it, so that one word has one lemma.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from spacy.lang.ru.lemmatizer import oc2ud
from spacy.language import Language
from spacy.tokens import Doc, Token

from aligner.languages.frequency import zipf

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

CLASS, FEATURE, SCORE, COMMON = 3.0, 0.5, 2.0, 0.15
"""Weights of the part of speech, of each feature, of pymorphy's own score, and of each power of ten
of frequency; set by hand on the training treebanks; ``python -m benchmarks.taggers`` prints the
lemmas that come of them."""

_LIKE = {"PROPN": "NOUN", "AUX": "VERB", "DET": "PRON"}
"""Parts of speech that the dictionary does not tell apart."""

_NEAR = {("ADJ", "PRON"): 0.5, ("PRON", "ADJ"): 0.5, ("ADJ", "NUM"): 0.5}
"""Part of speech in the sentence and in the dictionary that are often taken for one another."""

_PARTICIPLE = 0.6
"""The same for an adjective that the dictionary has as a participle; set by hand too."""


@Language.factory("russian_lemmatizer", assigns=["token.lemma"])
def russian_lemmatizer(nlp: Language, name: str) -> RussianLemmatizer:
    """For the configuration of a pipeline."""
    return RussianLemmatizer()


class RussianLemmatizer:
    """Gives a lemma to every word that has none yet; stands behind a tagger."""

    def __init__(self) -> None:
        self._lemma = lru_cache(maxsize=200_000)(self._choose)

    @cached_property
    def _morph(self) -> MorphAnalyzer:
        from pymorphy3 import MorphAnalyzer

        return MorphAnalyzer(lang="ru")

    def __call__(self, doc: Doc) -> Doc:
        """Write the lemmas of a document."""
        for token in doc:
            if not token.lemma:
                token.lemma_ = self.lemma(token)
        return doc

    def lemma(self, token: Token) -> str:
        """The lemma of a tagged word, in lower case."""
        word = token.lower_
        if token.pos_ in {"PUNCT", "SYM", "SPACE"} or not word[:1].isalpha():
            return word
        return self._lemma(word, token.pos_, str(token.morph))

    def _choose(self, word: str, pos: str, features: str) -> str:
        seen = dict(pair.split("=", 1) for pair in features.split("|") if "=" in pair)
        parses = self._morph.parse(word)
        best = max(parses, key=lambda parse: _agreement(parse, pos, seen), default=None)
        return _normal(best, pos).replace("ё", "е") if best is not None else word


def _agreement(parse: Parse, pos: str, seen: Mapping[str, str]) -> float:
    """How well an analysis of the dictionary fits what the tagger saw."""
    kind, features = _universal(str(parse.tag))
    here, there = _LIKE.get(pos, pos), _LIKE.get(kind, kind)
    near = 1.0 if here == there else _NEAR.get((here, there), 0.0)
    if features.get("VerbForm") == "Part":
        near = max(near, {"VERB": 1.0, "ADJ": _PARTICIPLE}.get(here, 0.0))
    agreeing = sum(
        1 if seen[name].lower() == value.lower() else -1
        for name, value in features.items()
        if name in seen
    )
    common = COMMON * zipf(parse.normal_form, "ru")
    return float(CLASS * near + FEATURE * agreeing * (near > 0) + SCORE * parse.score + common)


def _normal(parse: Parse, pos: str) -> str:
    """The dictionary form; that of an adjective where a participle is used as one."""
    if pos == "ADJ" and "PRTF" in parse.tag:
        nominative = parse.inflect({"nomn", "sing", "masc"})
        if nominative is not None:
            return str(nominative.word)
    return str(parse.normal_form)


@lru_cache(maxsize=10_000)
def _universal(tag: str) -> tuple[str, dict[str, Any]]:
    """A tag of OpenCorpora as universal part of speech and features."""
    kind, features = oc2ud(tag)
    return kind, features
