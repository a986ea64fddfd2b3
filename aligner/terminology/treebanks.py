"""Universal Dependencies treebanks, as taggers are trained on them and measured by them.

A sentence has the words as they are written: a multiword token such as ``del`` stays one token and
takes its analysis from the word that carries it (``dar`` in ``darle``; the preposition in ``del``).
A pipeline that reads raw text meets no other tokens.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CONTENT = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM"})
"""Parts of speech that carry a multiword token in which they stand."""


@dataclass(frozen=True, slots=True)
class TreebankWord:
    """One token as it is written.

    Attributes:
        form: The word in the text.
        lemma: Its dictionary form.
        pos: Universal part of speech; empty where it is not to be learned.
        feats: Morphological features, ``Case=Nom|Number=Sing`` or empty.
        head: Index of the token it depends on; its own for the root.
        relation: Universal dependency relation.
        space: True where a space follows.
        size: How many words of the treebank it stands for.
    """

    form: str
    lemma: str
    pos: str
    feats: str
    head: int
    relation: str
    space: bool
    size: int = 1


Sentence = list[TreebankWord]


def read(
    path: Path, rewrite: Callable[[str], str] = str, *, whole: bool = True
) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, gzipped.

    Args:
        path: The file.
        rewrite: Applied to every form and lemma, for instance to change the script.
        whole: False for the words that multiword tokens stand for (``de`` and ``el``).
    """
    lines: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.startswith("#"):
                continue
            if line.strip():
                lines.append(line.rstrip("\n").split("\t"))
            elif lines:
                yield _sentence(lines, rewrite, whole)
                lines = []
    if lines:
        yield _sentence(lines, rewrite, whole)


def _sentence(lines: list[list[str]], rewrite: Callable[[str], str], whole: bool) -> Sentence:
    spans: list[tuple[int, int, str, str]] = []
    words: dict[int, list[str]] = {}
    end = 0
    for fields in lines:
        if "-" in fields[0]:
            if not whole:
                continue
            start, end = map(int, fields[0].split("-"))
            spans.append((start, end, fields[1], fields[9]))
        elif "." not in fields[0]:
            number = int(fields[0])
            words[number] = fields
            if number > end:
                spans.append((number, number, fields[1], fields[9]))
    token_of = {n: i for i, (start, end, *_) in enumerate(spans) for n in range(start, end + 1)}
    sentence = []
    for i, (start, end, form, misc) in enumerate(spans):
        parts = [words[n] for n in range(start, end + 1)]
        carrier = _carrier(parts, range(start, end + 1))
        head = int(carrier[6])
        sentence.append(
            TreebankWord(
                rewrite(form),
                rewrite(carrier[2]),
                carrier[3],
                "" if carrier[5] == "_" else carrier[5],
                token_of[head] if head else i,
                "ROOT" if not head else carrier[7],
                "SpaceAfter=No" not in misc,
                len(parts),
            )
        )
    return sentence


def _carrier(parts: list[list[str]], inside: range) -> list[str]:
    """Of the words in one token, that which depends on a word outside; content before function."""
    outside = [part for part in parts if int(part[6]) not in inside] or parts
    return next((part for part in outside if part[3] in CONTENT), outside[0])
