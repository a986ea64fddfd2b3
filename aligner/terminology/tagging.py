"""Words with their lemmas and parts of speech, by whichever spaCy pipeline serves a language.

:func:`tagger` is the one place that decides which pipeline a language gets, and it says why: one
that is asked for by name, else an installed package that the language names, else one that ships in
``aligner/models``. A language without any gets spaCy's tokenizer alone; its words then carry no
part of speech, and candidates come from stop words instead of patterns.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import ModelError
from aligner.languages import language
from aligner.models.manifest import MODELS, check
from aligner.terminology import corrections, loading, unbroken
from aligner.terminology.recent import Recent

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

COMPONENTS = (
    "tok2vec",
    "transformer",
    "tagger",
    "morphologizer",
    "attribute_ruler",
    "lemmatizer",
    "trainable_lemmatizer",
)
"""What candidates need; parsers and entity recognisers cost more than they give here."""

_FORMAT = ("taggers", 1)
"""Model and version that the manifests of shipped pipelines give."""

_REGISTERED = ("aligner.terminology.clitics", "aligner.terminology.inflection")
"""Modules that make known to spaCy what the shipped pipelines name in their configuration."""

_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})
"""One character for one, so that offsets stay."""

REMEMBERED = 300_000
"""Characters of text whose words are remembered, the last that were read: those of a document are
read for its terms and again for the concordance."""

BATCH = 256
"""Texts that a pipeline reads at a time; more take room and no longer less time."""

NOUN_SHARE = 0.2
"""A form read as a noun at least this often is a noun wherever else it is read as a gerund, or as a
verb that has no inflection to tell it by; set by hand."""

WAVERING = 0.25
"""Share of a form's readings from which on a second lemma is taken to be the same word; set by
hand."""


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
        alone: The word as it is written when it stands alone, where a clitic changed it: Arabic
            ``لأمم`` behind its preposition is ``الأمم``; otherwise empty.
    """

    text: str
    lemma: str
    pos: str
    form: str
    start: int
    end: int
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Tagger:
    """A pipeline with the story of how it was chosen.

    Attributes:
        lang: BCP 47 code it was chosen for.
        name: Name and version, such as ``fr_core_news_md 3.8.0`` or ``blank es``.
        reason: Why this one, in words for a person.
        tags: True where its words carry parts of speech and lemmas.
        nlp: The spaCy pipeline.
        recent: The texts that it read last.
    """

    lang: str
    name: str
    reason: str
    tags: bool
    nlp: Language
    recent: Recent[Sequence[Token]] = field(
        default_factory=lambda: Recent(REMEMBERED), compare=False, repr=False
    )

    def tag(self, texts: Sequence[str]) -> Sequence[Sequence[Token]]:
        """The words of each text, hyphenated words whole; a text that recurs is read once."""
        tagged = self.recent.known(texts)
        new = [text for text in dict.fromkeys(texts) if text not in tagged]
        docs = (unbroken.words(self.nlp, text.translate(_PLAIN)) for text in new)
        read = map(_tokens, self.nlp.pipe(docs, batch_size=BATCH))
        tagged |= zip(new, read, strict=True)
        self.recent.keep(tagged)
        return [tagged[text] for text in texts]

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
        ModelError: The pipeline asked for by name is not installed or cannot be loaded, or one that
            ships is not whole.
    """
    primary = lang.split("-")[0].lower()
    if name:
        return _loaded(primary, name, "asked for by name")
    loading.import_spacy()
    facts = language(primary).tagging
    for package in facts.packages:
        if find_spec(package):
            return _loaded(primary, package, f"the project's choice for {primary!r}")
    if facts.ships:
        missing = [library for library in facts.libraries if not find_spec(library)]
        if not missing:
            return _shipped(primary)
        lacking = f"the pipeline for {primary!r} needs {missing[0]}: pip install {missing[0]}"
    elif facts.packages:
        package = facts.packages[0].replace("_", "-")
        lacking = f"no pipeline for {primary!r} is installed: pip install {package}"
    else:
        lacking = f"no pipeline for {primary!r} is known; any spaCy pipeline may be named"
    return _words_only(primary, f"{lacking}; words only, without parts of speech")


def surface(text: str, tokens: Sequence[Token]) -> str:
    """Words as they stand in a text, and at both edges as they are written without clitics."""
    first, last = tokens[0], tokens[-1]
    form = text[first.start : last.end]
    if last.alone and last.alone[-1] != form[-1]:
        form = form[:-1] + last.alone[-1]
    if first.alone and first.alone[0] != form[0]:
        more = len(first.alone) - (first.end - first.start)
        form = first.alone[: more + 1] + form[1:]
    return form


def harmonise(texts: Sequence[Sequence[Token]]) -> list[list[Token]]:
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
        if token.pos == "VERB" and token.form in {"Ger", ""} and form in noun:
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


def _shipped(lang: str) -> Tagger:
    """A pipeline of ``aligner/models``, found whole."""
    weights = check(MODELS / lang, *_FORMAT)
    for module in _REGISTERED:
        importlib.import_module(module)
    _quiet(lang)
    found = _loaded(lang, str(weights.folder), f"the pipeline for {lang!r} that ships")
    return replace(found, name=f"{lang}-{weights.signature}")


def _loaded(lang: str, name: str, reason: str) -> Tagger:
    import spacy

    from aligner.terminology import fast_tagging

    facts = language(lang).tagging
    if not (spacy.util.is_package(name) or Path(name).exists()):
        known = "".join(facts.packages[:1]) or (lang if facts.ships else "")
        otherwise = f", or leave the name out to use {known!r}" if known else ""
        raise ModelError(f"the spaCy pipeline {name!r} is not installed: pip install it{otherwise}")
    exclude = ["ner", "parser", "senter"]
    if Path(name).name in facts.packages:
        exclude.append("strings")  # their components know their words by hash
    try:
        with loading.quick():
            nlp = spacy.load(name, exclude=exclude)
    except (OSError, ValueError, ImportError) as error:
        message = f"the spaCy pipeline {name!r} cannot be loaded: {error}"
        raise ModelError(" ".join(message.split())) from error
    for pipe in [pipe for pipe in nlp.pipe_names if pipe not in COMPONENTS]:
        nlp.remove_pipe(pipe)
    fast_tagging.speed_up(nlp)
    if Path(name).name in facts.packages:
        corrections.apply(nlp, lang)
    tags = bool({"tagger", "morphologizer"} & set(nlp.pipe_names))
    return Tagger(lang, f"{Path(name).name} {nlp.meta['version']}", reason, tags, nlp)


def _words_only(lang: str, reason: str) -> Tagger:
    """A tokenizer alone; spaCy raises ImportError for what it does not know or find."""
    import spacy

    _quiet(lang)
    name = lang
    try:
        nlp = spacy.blank(lang, config=dict(language(lang).tagging.tokenizer))
    except ImportError:
        name, nlp = "xx", spacy.blank("xx")
    return Tagger(lang, f"blank {name}", reason, tags=False, nlp=nlp)


def _quiet(lang: str) -> None:
    """Keep jieba from telling how it loads its dictionary, and add what that lacks."""
    facts = language(lang).tagging
    if "jieba" in facts.libraries and find_spec("jieba"):
        jieba = importlib.import_module("jieba")
        jieba.setLogLevel("WARNING")
        for word in facts.more_words:
            jieba.add_word(word)


def _common(token: Token, lemmas: Mapping[str, str]) -> Token:
    if token.pos != "PROPN":
        return token
    return token._replace(lemma=lemmas.get(token.text.lower(), token.lemma))


def _tokens(doc: Doc) -> list[Token]:
    tokens: list[Token] = []
    alone: dict[int, str] = doc.user_data.get("alone", {})
    words = [word for word in doc if not word.is_space]
    i = 0
    while i < len(words):
        j = _hyphenated_end(words, i)
        token = _token(words[i]) if j == i + 1 else _compound(words[i:j])
        tokens.append(token._replace(alone=alone[words[i].i]) if words[i].i in alone else token)
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
        before.idx + len(before) == hyphen.idx
        and hyphen.idx + 1 == after.idx
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
    if all(piece.pos_ in {"NOUN", "PUNCT"} for piece in pieces):
        lemma = "".join(_token(piece).lemma for piece in pieces)
        return Token(text, lemma, "NOUN", "", start, end)
    stem = text[: len(text) - len(pieces[-1].text)].lower()
    noun = last.pos in {"NOUN", "PROPN"} or not last.pos
    return Token(text, stem + last.lemma, last.pos if noun else "ADJ", "", start, end)
