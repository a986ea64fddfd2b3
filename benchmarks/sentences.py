"""Sentence ends found: the rules that ship against spaCy's sentencizer.

    python -m benchmarks.sentences

The first table counts the published rule cases that come out exactly (``golden_pysbd.json``); the
second is the F1 of inner sentence ends in the parallel treebanks (PUD), four sentences run together
to a paragraph. The word lists of the rules were made with both at hand: neither is held out. The
data lie in a folder given by ALIGNER_SHARED or ``../shared``.
"""

from __future__ import annotations

import datetime
import gzip
import json
import platform
import time
from collections.abc import Callable
from importlib.metadata import version

import spacy

from aligner.languages import LANGUAGES
from aligner.reading.sentences import split
from benchmarks import SHARED

GROUP = 4

Ends = Callable[[str], list[tuple[int, int]]]


def rules(lang: str) -> Ends:
    """The splitter that ships."""
    return lambda text: [(s.start, s.end) for s in split(text, LANGUAGES[lang])]


def sentencizer(lang: str) -> Ends:
    """The rule-based component of spaCy on an empty pipeline."""
    pipeline = spacy.blank(lang)
    pipeline.add_pipe("sentencizer")
    return lambda text: [(s.start_char, s.end_char) for s in pipeline(text).sents]


def exact(lang: str, ends: Ends) -> tuple[int, int]:
    """Published cases that come out exactly, white space aside, and how many there are."""
    cases = json.loads((SHARED / "formats/golden/golden_pysbd.json").read_text("utf-8"))[lang]
    right = 0
    for case in cases:
        found = [" ".join(case["text"][a:b].split()) for a, b in ends(case["text"])]
        right += [s for s in found if s] == [" ".join(s.split()) for s in case["sents"]]
    return right, len(cases)


def treebank(lang: str) -> list[str]:
    """The sentences of the parallel treebank, as printed."""
    with gzip.open(
        SHARED / f"treebanks/{lang}_pud-ud-test.conllu.gz", "rt", encoding="utf-8"
    ) as lines:
        return [line[9:].strip() for line in lines if line.startswith("# text = ")]


def f1(lang: str, ends: Ends) -> float:
    """F1 of the sentence ends inside paragraphs of ``GROUP`` sentences, 0 to 1."""
    gap = " " if LANGUAGES[lang].spaces else ""
    sentences = treebank(lang)
    right = found_all = gold_all = 0
    for start in range(0, len(sentences), GROUP):
        group = sentences[start : start + GROUP]
        paragraph = gap.join(group)
        gold = {len(gap.join(group[:n])) for n in range(1, len(group))}
        found = {end for _, end in ends(paragraph)} - {len(paragraph)}
        right += len(gold & found)
        found_all += len(found)
        gold_all += len(gold)
    return 2 * right / (found_all + gold_all)


def main() -> None:
    """Print the tables, with the speed of the rules on one core."""
    print(f"{datetime.date.today()}, Python {platform.python_version()}, spaCy {version('spacy')}")
    print("lang  cases: rules  spaCy  of   PUD F1: rules  spaCy   paragraphs/s")
    for lang in LANGUAGES:
        mine, theirs = rules(lang), sentencizer(lang)
        right, cases = exact(lang, mine)
        began = time.perf_counter()
        score = f1(lang, mine)
        speed = len(treebank(lang)) / GROUP / (time.perf_counter() - began)
        print(
            f"{lang:4} {right:12} {exact(lang, theirs)[0]:6} {cases:3}"
            f"{score:15.3f} {f1(lang, theirs):6.3f} {speed:14,.0f}"
        )


if __name__ == "__main__":
    main()
