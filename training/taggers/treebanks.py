"""Universal Dependencies treebanks as spaCy documents.

A sentence becomes one document whose tokens are the words as they are written: a multiword token
such as ``del`` stays one token and takes its analysis from the word that carries it (``dar`` in
``darle``; the preposition in ``del``). A pipeline that reads raw text meets no other tokens.
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

CONTENT = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM"})
"""Parts of speech that carry a multiword token in which they stand."""


@dataclass(frozen=True, slots=True)
class Word:
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


Sentence = list[Word]


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


def harmonised(others: Iterable[Sentence], primary: Iterable[Sentence]) -> list[Sentence]:
    """Sentences of other treebanks, annotated as the primary one would.

    Treebanks of one language disagree about function words: Spanish *su* is a determiner in one
    and a pronoun in the other. Where the two disagree about a form for at least a third of its
    occurrences (total variation), a form that has one analysis in the primary treebank gets it,
    and the part of speech of a form that is ambiguous there is not learned from the others.
    """
    others = list(others)
    ours, theirs = _analyses(primary), _analyses(others)
    return [[_as_in(word, ours, theirs) for word in sentence] for sentence in others]


def in_capitals(sentence: Sentence) -> Sentence:
    """The sentence as a heading in capitals."""
    return [replace(word, form=word.form.upper()) for word in sentence]


def joined(sentence: Sentence, cut: Callable[[str], Iterable[str]]) -> Sentence:
    """The sentence with those words in one that a segmenter does not cut apart.

    Args:
        sentence: A sentence of a language that is written without spaces.
        cut: The segmenter. Where it cuts inside a word, the word stays as it is; function words
            stay apart.

    Returns:
        The sentence without its dependencies.
    """
    ends = {0}
    for piece in cut("".join(word.form for word in sentence)):
        ends.add(max(ends) + len(piece))
    found: Sentence = []
    parts: Sentence = []
    position = 0
    for word in (replace(word, head=0, relation="dep") for word in sentence):
        parts.append(word)
        position += len(word.form)
        if position in ends:
            found.extend([_one(parts)] if all(part.pos in _LEXICAL for part in parts) else parts)
            parts = []
    return found + parts


def document(sentence: Sentence, vocab: Vocab) -> Doc:
    """A sentence as a document with gold annotation."""
    doc = Doc(
        vocab,
        words=[word.form for word in sentence],
        spaces=[word.space for word in sentence],
        pos=[word.pos for word in sentence],
        morphs=[word.feats for word in sentence],
        lemmas=[word.lemma for word in sentence],
        heads=[word.head for word in sentence],
        deps=[word.relation for word in sentence],
    )
    for token, word in zip(doc, sentence, strict=True):
        if not word.pos:
            token.set_morph(None)
    return doc


_LEXICAL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "PART"})


def _one(parts: Sentence) -> Word:
    """Words written as one: the last one leads, and what a suffix makes is a noun or a name."""
    if len(parts) == 1:
        return parts[0]
    pos = parts[-1].pos
    if pos == "PART":
        pos = "PROPN" if parts[0].pos == "PROPN" else "NOUN"
    form = "".join(part.form for part in parts)
    return replace(parts[-1], form=form, lemma=form, pos=pos, feats="")


Analyses = dict[str, Counter[tuple[str, str]]]


def _analyses(sentences: Iterable[Sentence]) -> Analyses:
    """How often each form, in lower case, has which part of speech and features."""
    found: Analyses = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence:
            found[word.form.lower()][word.pos, word.feats] += 1
    return found


def _as_in(word: Word, ours: Analyses, theirs: Analyses) -> Word:
    form = word.form.lower()
    if form not in ours or min(ours[form].total(), theirs[form].total()) < 3:
        return word
    here, there = _shares(ours[form]), _shares(theirs[form])
    if sum(abs(here[pos] - there[pos]) for pos in {*here, *there}) / 2 < 1 / 3:
        return word
    pos, share = here.most_common(1)[0]
    if share < 0.9:
        return replace(word, pos="", feats="")
    return replace(word, pos=pos, feats=_feats(ours[form], pos))


def _shares(analyses: Counter[tuple[str, str]]) -> Counter[str]:
    shares: Counter[str] = Counter()
    for (pos, _), count in analyses.items():
        shares[pos] += count / analyses.total()  # type: ignore[assignment]
    return shares


def _feats(analyses: Counter[tuple[str, str]], pos: str) -> str:
    """The most frequent features of a form that is that part of speech."""
    return next(feats for (tag, feats), _ in analyses.most_common() if tag == pos)


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
            Word(
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
