"""Parts of speech and lemmas of the pipelines in use, on the test treebanks.

    python -m benchmarks.taggers             # the six languages; writes benchmarks/taggers.md
    python -m benchmarks.taggers --only es ru --errors 20

Two figures each. *words*: the pipeline is given the words of the treebank, multiword tokens taken
apart (Spanish ``del`` is ``de el``), and the figure is the share of words that are right. *text*:
it is given the sentence as it is written and cuts it up itself; a token is right where it covers
the same characters as one of the treebank and has its annotation, and the figure is the F1 of that.
There a multiword token counts as a whole, unless the pipeline cuts it where the treebank does.

A pipeline is measured as :mod:`aligner.terminology.tagging` uses it, and one of the package index
also with its parser, whose relations some of its rules for parts of speech look at. Lemmas are
compared in lower case, Arabic ones without vowels; *exact* minds the case. LAS is given where the
pipeline parses. The treebanks lie in ``treebanks`` of a folder of development data, given by
ALIGNER_SHARED or ``../shared``; the Arabic test is every tenth sentence of ``ar_pud``.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from aligner.terminology.tagging import tagger
from aligner.terminology.treebanks import Sentence, TreebankWord, read
from benchmarks import SHARED

TESTS = {
    "fr": "fr_sequoia-ud-test",
    "en": "en_ewt-ud-test",
    "es": "es_gsd-ud-test",
    "ru": "ru_gsd-ud-test",
    "ar": "ar_pud-ud-test",
    "zh": "zh_gsdsimp-ud-test",
}
"""The treebank that each language is tested on."""

_TABLE = Path(__file__).with_suffix(".md")
_HEADS = (
    "",
    "pipeline",
    "words",
    "UPOS",
    "lemma",
    "exact",
    "text: tokens",
    "UPOS",
    "lemma",
    "LAS",
    "words/s",
)
_TENTH = frozenset({"ar_pud-ud-test"})
_UNPRINTED = re.compile("[\u064b-\u0652\u0670\u0640`]")
"""Vowel signs of Arabic, which texts leave out."""


@dataclass(slots=True)
class Score:
    """Counts of what is right.

    Attributes:
        gold: Tokens of the treebank.
        found: Tokens of the pipeline.
        right: How many are right, by figure.
        errors: Form, right and wrong part of speech, with counts.
        seconds: Time of the pipeline.
    """

    gold: int = 0
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seconds: float = 0.0

    def __getitem__(self, figure: str) -> float:
        """F1 of a figure; accuracy where both sides have the same tokens."""
        return 2 * self.right[figure] / (self.gold + self.found)


def on_words(nlp: Language, sentences: list[Sentence]) -> Score:
    """Score a pipeline that is given the words."""
    started = time.perf_counter()
    docs = list(nlp.pipe(_document(sentence, nlp) for sentence in sentences))
    score = Score(seconds=time.perf_counter() - started)
    for sentence, doc in zip(sentences, docs, strict=True):
        score.gold += len(sentence)
        score.found += len(doc)
        for i, word in enumerate(sentence):
            _judge(score, doc, i, word)
            head = doc[i].head.i == word.head
            score.right["las"] += head and _bare(doc[i].dep_) == _bare(word.relation)
    return score


def on_text(nlp: Language, whole: list[Sentence], apart: list[Sentence]) -> Score:
    """Score a pipeline that is given the text."""
    score = Score()
    texts = ["".join(w.form + " " * w.space for w in s).rstrip() for s in whole]
    started = time.perf_counter()
    docs = list(nlp.pipe(texts))
    score.seconds = time.perf_counter() - started
    for tokens, words, doc in zip(whole, apart, docs, strict=True):
        spans = {(t.idx, t.idx + len(t)): t.i for t in doc if not t.is_space}
        score.found += len(spans)
        for start, end, word in _units(tokens, words, spans):
            score.gold += 1
            if (start, end) in spans:
                score.right["tokens"] += 1
                _judge(score, doc, spans[start, end], word)
    return score


def _units(
    tokens: Sentence, words: Sentence, spans: dict[tuple[int, int], int]
) -> Iterator[tuple[int, int, TreebankWord]]:
    """Each token of the treebank with its characters, taken apart where the pipeline does."""
    position, i = 0, 0
    for token in tokens:
        end = position + len(token.form)
        parts = words[i : i + token.size]
        joined = "".join(part.form for part in parts) == token.form
        if joined and (position, position + len(parts[0].form)) in spans:
            for part in parts:
                yield position, position + len(part.form), part
                position += len(part.form)
        else:
            yield position, end, token
        position = end + token.space
        i += token.size


def _document(sentence: Sentence, nlp: Language) -> Doc:
    return Doc(nlp.vocab, [w.form for w in sentence], [w.space for w in sentence])


def _judge(score: Score, doc: Doc, i: int, word: TreebankWord) -> None:
    token = doc[i]
    lemma, gold = _UNPRINTED.sub("", token.lemma_ or token.text), _UNPRINTED.sub("", word.lemma)
    gold = gold.replace("ٱ", "ا")
    score.right["upos"] += token.pos_ == word.pos
    score.right["lemma"] += lemma.lower() == gold.lower()
    score.right["exact"] += lemma == gold
    if token.pos_ != word.pos:
        score.errors[word.form.lower(), word.pos, token.pos_] += 1


def _bare(relation: str) -> str:
    return relation.split(":")[0].lower()


def _test(lang: str, folder: Path, *, whole: bool) -> list[Sentence]:
    name = TESTS[lang]
    sentences = list(read(folder / f"{name}.conllu.gz", whole=whole))
    return sentences[9::10] if name in _TENTH else sentences


def _pipelines(lang: str) -> Iterator[tuple[str, Language]]:
    """The pipeline of a language as it is used, and whole where it has more to it."""
    used = tagger(lang)
    yield used.name, used.nlp
    package, _, version = used.name.partition(" ")
    if version:
        yield f"{used.name}, with its parser", spacy.load(package, exclude=["ner"])


def _rows(lang: str, folder: Path, errors: int) -> Iterator[str]:
    apart, whole = _test(lang, folder, whole=False), _test(lang, folder, whole=True)
    for name, nlp in _pipelines(lang):
        given, cut = on_words(nlp, apart), on_text(nlp, whole, apart)
        las = f"{given['las']:.3f}" if nlp.has_pipe("parser") else "-"
        figures = [given[f] for f in ("upos", "lemma", "exact")]
        figures += [cut[f] for f in ("tokens", "upos", "lemma")]
        speed = f"{cut.found / cut.seconds:,.0f}"
        cells = [lang, name, f"{given.gold:,}", *(f"{f:.3f}" for f in figures), las, speed]
        yield f"| {' | '.join(cells)} |"
        for (form, gold, found), count in given.errors.most_common(errors):
            yield f"    {count:4} {form}: {gold}, found {found}"


def main() -> None:
    """Print the table, and keep it where all languages were measured."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("--only", nargs="+", default=list(TESTS), choices=list(TESTS))
    parser.add_argument("--errors", type=int, default=0, help="print so many errors a language")
    arguments = parser.parse_args()
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    versions = f"Python {platform.python_version()}, spaCy {spacy.__version__}"
    lines = [f"{datetime.date.today()}, {machine}, {versions}: python -m benchmarks.taggers", ""]
    lines += [f"| {' | '.join(_HEADS)} |", "|---" * len(_HEADS) + "|"]
    print("\n".join(lines))
    for lang in arguments.only:
        for row in _rows(lang, SHARED / "treebanks", arguments.errors):
            print(row, flush=True)
            lines.append(row)
    if arguments.only == list(TESTS) and not arguments.errors:
        _TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
