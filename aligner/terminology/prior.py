"""What words of one language stand for in the other, learned beforehand from open parallel text.

A compact table for each pair of languages, made by ``training/terminology/lexicon.py``: the
probabilities, in both directions, of the word pairs that an aligner linked. One document is too
thin to learn them from; with the table, a single page is enough. ``aligner/models/lexicon`` holds
the tables with their card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.languages import language
from aligner.models import manifest
from aligner.terminology import unbroken, wordforms

Floats = NDArray[np.float32]

FOLDER = manifest.MODELS / "lexicon"
VERSION = 1
STEPS = 32.0
"""Steps of a stored probability in each power of e; 255 stands for zero."""
ZERO = 255

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0640])*(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Prior:
    """Translation probabilities of words, by the lemmas that the forms alone give.

    Attributes:
        src: Row of each source word.
        tgt: Column of each target word.
        codes: ``row * width + column`` of the pairs that are known, ascending, shape ``(p,)``.
        forward: Probability of the target word given the source word, shape ``(p,)``.
        backward: The other way round.
        signature: Name, version and digest of the table; empty where there is none.
    """

    src: dict[str, int]
    tgt: dict[str, int]
    codes: NDArray[np.int64]
    forward: Floats
    backward: Floats
    signature: str = ""

    def rows(self, words: Sequence[str], lang: str) -> NDArray[np.int64]:
        """Row of each source word, -1 where it is not known."""
        return np.array([self.src.get(lemma(word, lang), -1) for word in words], np.int64)

    def columns(self, words: Sequence[str], lang: str) -> NDArray[np.int64]:
        """Column of each target word, -1 where it is not known."""
        return np.array([self.tgt.get(lemma(word, lang), -1) for word in words], np.int64)

    def probabilities(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> tuple[Floats, Floats]:
        """Probabilities of word pairs in either direction; 0 for what is not known.

        Args:
            rows: Source words, see :meth:`rows`, shape ``(n,)``.
            columns: Target words, shape ``(n,)``.

        Returns:
            Two arrays of shape ``(n,)``.
        """
        if not len(self.codes):
            nothing = np.zeros(len(rows), np.float32)
            return nothing, nothing
        wanted = rows * len(self.tgt) + columns
        place = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        known = (self.codes[place] == wanted) & (rows >= 0) & (columns >= 0)
        return (
            np.where(known, self.forward[place], 0).astype(np.float32),
            np.where(known, self.backward[place], 0).astype(np.float32),
        )

    def reversed(self) -> Prior:
        """The same table with the two languages changed over."""
        rows, columns = np.divmod(self.codes, max(len(self.tgt), 1))
        codes = columns * len(self.src) + rows
        order = np.argsort(codes)
        return Prior(
            self.tgt,
            self.src,
            codes[order],
            self.backward[order],
            self.forward[order],
            self.signature,
        )


NOTHING = Prior({}, {}, np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))
"""For a pair of languages that has no table."""


@lru_cache(maxsize=32)
def load(src: str, tgt: str, folder: Path = FOLDER) -> Prior:
    """The table of a pair of languages; :data:`NOTHING` where none ships.

    Args:
        src: BCP 47 code of the source language.
        tgt: BCP 47 code of the target language.
        folder: Where the tables lie.

    Raises:
        ModelError: The tables are missing, cut short, changed or of another version.
    """
    one, other = (lang.split("-")[0].lower() for lang in (src, tgt))
    found = _checked(folder)
    path = found.path(f"{one}-{other}.npz")
    if path.is_file():
        return _read(path, found.signature)
    path = found.path(f"{other}-{one}.npz")
    return _read(path, found.signature).reversed() if path.is_file() else NOTHING


def lemma(word: str, lang: str) -> str:
    """The dictionary form of a word out of context, folded: the unit of the tables.

    Args:
        word: One word.
        lang: BCP 47 code.
    """
    return wordforms.lemma(word, lang.split("-")[0].lower())


def words(text: str, lang: str) -> list[str]:
    """The words of a text as the tables count them; numbers and punctuation are left out."""
    plain = text.replace("\u2019", "'")
    if language(lang).tagging.cuts_words:
        return [lemma(word, lang) for word in _cut(plain, lang) if word[0].isalpha()]
    return [lemma(match.group(), lang) for match in WORD.finditer(plain)]


def _cut(text: str, lang: str) -> Iterator[str]:
    """The words that the language's pipeline finds, each as it is written alone."""
    from aligner.terminology.tagging import tagger
    from aligner.terminology.termbase import simplified

    doc = unbroken.words(tagger(lang).nlp, text if language(lang).spaces else simplified(text))
    alone = doc.user_data.get("alone", {})
    return (alone.get(token.i, token.text) for token in doc)


@lru_cache(maxsize=4)
def _checked(folder: Path) -> manifest.ModelFolder:
    return manifest.check(folder, "lexicon", VERSION)


def _read(path: Path, signature: str) -> Prior:
    with np.load(path) as arrays:
        src, tgt = (_vocabulary(arrays[name]) for name in ("src", "tgt"))
        rows = np.repeat(np.arange(len(src), dtype=np.int64), arrays["counts"])
        codes = rows * len(tgt) + arrays["columns"].astype(np.int64)
        forward, backward = (_probability(arrays[name]) for name in ("forward", "backward"))
    order = np.argsort(codes)
    return Prior(src, tgt, codes[order], forward[order], backward[order], signature)


def _vocabulary(packed: NDArray[np.uint8]) -> dict[str, int]:
    return {word: i for i, word in enumerate(packed.tobytes().decode().split("\n"))}


def _probability(steps: NDArray[np.uint8]) -> Floats:
    probability: Floats = np.exp(-steps.astype(np.float32) / STEPS)
    return np.where(steps == ZERO, 0, probability).astype(np.float32)
