"""Pairs of terms that say opposite things: ``pays en développement`` is not *developed countries*.

Such terms have the same words but for a negation, a prefix or the end of a participle, so that
links, meaning and looks all take one for the other. What each language marks with is data
(:class:`aligner.languages.grammar.Polarity`); a mark that only one side has proves nothing by
itself (*landlocked* is *sans littoral*), it does where the texts have the opposite too.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.languages import language
from aligner.terminology.corpus import Corpus, Ints
from aligner.terminology.wordforms import folded

STEM = 5
"""Letters by which two words are known to be of one family; set by hand."""


class Poles(NamedTuple):
    """What the candidates of a language say of the way things are, each array of shape ``(n,)``.

    Attributes:
        denied: True where one has a negation or a least degree.
        aspect: 1 for what goes on, -1 for what is done, 0 where nothing tells.
        stem: Number of the beginning of the word that tells the aspect, 0 for none.
        contrasted: True where the texts have the term with another pole too.
    """

    denied: NDArray[np.bool_]
    aspect: Ints
    stem: Ints
    contrasted: NDArray[np.bool_]


class _Read(NamedTuple):
    """The poles of one form, and its words without what tells them."""

    denied: bool
    aspect: int
    stem: str
    bare: str


def poles(corpus: Corpus) -> Poles:
    """The poles of every candidate of a corpus."""
    lang = corpus.lang.split("-")[0].lower()
    read = [_read(term.form, lang) for term in corpus.terms]
    sides: dict[str, set[tuple[bool, int]]] = defaultdict(set)
    for found in read:
        sides[found.bare].add((found.denied, found.aspect))
    return Poles(
        np.array([found.denied for found in read], bool),
        np.array([found.aspect for found in read], np.int32),
        np.array([zlib.crc32(f.stem.encode()) >> 1 if f.stem else 0 for f in read], np.int32),
        np.array([_contrasts(found, sides[found.bare]) for found in read], bool),
    )


def opposed(one: Poles, other: Poles, pairs: tuple[Ints, Ints]) -> NDArray[np.bool_]:
    """Which pairs of candidates of two languages cannot be each other's translation.

    Args:
        one: Poles of the source candidates.
        other: Poles of the target candidates.
        pairs: Ids of both sides, each of shape ``(p,)``.

    Returns:
        Shape ``(p,)``.
    """
    src, tgt = _of(one, pairs[0]), _of(other, pairs[1])
    known = src.contrasted | tgt.contrasted
    denies = (src.denied != tgt.denied) & known
    turned = (src.aspect * tgt.aspect < 0) & (known | ((src.stem == tgt.stem) & (src.stem != 0)))
    opposed: NDArray[np.bool_] = denies | turned
    return opposed


def _of(poles: Poles, ids: Ints) -> Poles:
    return Poles(poles.denied[ids], poles.aspect[ids], poles.stem[ids], poles.contrasted[ids])


def _contrasts(found: _Read, sides: set[tuple[bool, int]]) -> bool:
    denied = any(side[0] != found.denied for side in sides)
    return denied or (found.aspect != 0 and any(side[1] == -found.aspect for side in sides))


@lru_cache(maxsize=200_000)
def _read(form: str, lang: str) -> _Read:
    marks = language(lang).grammar.polarity
    if marks is None:
        return _Read(False, 0, "", form)
    text = form.lower().replace("\u2019", "'")
    bare, times = re.subn(marks.denied, " ", text)
    found = {1: re.search(marks.ongoing, bare), -1: re.search(marks.completed, bare)}
    told = [(sign, folded(match.group(1))[:STEM]) for sign, match in found.items() if match]
    for mark in (marks.ongoing, marks.completed):
        bare = re.sub(mark, lambda match: folded(match.group(1))[:STEM], bare)
    aspect, stem = told[0] if len(told) == 1 else (0, "")
    return _Read(times > 0, aspect, stem, " ".join(sorted(folded(bare).split())))
