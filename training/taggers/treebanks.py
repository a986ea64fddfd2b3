"""Universal Dependencies treebanks as spaCy documents.

A sentence (:mod:`aligner.terminology.treebanks`) becomes one document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from aligner.terminology.treebanks import Sentence, TreebankWord


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


def _one(parts: Sentence) -> TreebankWord:
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


def _as_in(word: TreebankWord, ours: Analyses, theirs: Analyses) -> TreebankWord:
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
