"""The static embedding that ships: the vector of a text is the sum of its subwords' vectors.

It knows no word order, and in exchange reads tens of thousands of paragraphs a second; and since
the vector of a joined text is the sum of those of its parts, the search has the vectors of all runs
of units for the price of the units. ``training/static`` makes it from open corpora;
``aligner/models/static/MODEL_CARD.md`` says from which, and what it is worth.

Words repeat: each distinct word of a call is folded (:mod:`aligner.similarity.folding`), cut into
pieces and summed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.models import manifest
from aligner.similarity.coverage import Words
from aligner.similarity.folding import fold

if TYPE_CHECKING:
    pass

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

FOLDER = manifest.MODELS / "static"
VERSION = 1
MAX_CHARACTERS = 50_000

_SLICE_CHARACTERS = 1_500_000
_SIDE_BY_SIDE = 256
_KEPT = 1 << 17
"""Words whose pieces are kept, since texts of one subject are of the same words."""
_FEW = 1_000
"""Words that are cut sooner than threads are begun."""


class Tokenizer:
    """Cuts texts into words at white space, and words into pieces."""

    def __init__(self, path: Path) -> None:
        self._model = manifest.sentencepiece(path)
        self.silent = frozenset({self._model.unk_id(), self._model.piece_to_id("▁")})
        self._cut: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return int(self._model.get_piece_size())

    def surfaces(self) -> list[str]:
        """The pieces by id; ``▁`` stands for the beginning of a word."""
        return [self._model.id_to_piece(i) for i in range(len(self))]

    def words(self, texts: Sequence[str]) -> tuple[list[str], Integers, Integers]:
        """The distinct words of texts, the index of each word of each text, and texts' lengths."""
        index: defaultdict[str, int] = defaultdict(count().__next__)
        found: list[int] = []
        lengths = np.zeros(len(texts), np.int64)
        for i, text in enumerate(texts):
            words = text[:MAX_CHARACTERS].split()
            lengths[i] = len(words)
            found.extend(map(index.__getitem__, words))
        return list(index), np.array(found, np.int64), lengths

    def pieces(self, words: Sequence[str]) -> tuple[Integers, Integers]:
        """Piece ids of words one after the other, and how many each word has; silent ones aside."""
        new = [word for word in words if word not in self._cut]
        if len(self._cut) + len(new) > _KEPT:
            self._cut, new = {}, list(words)
        if new:
            threads = 1 if len(new) < _FEW else -1
            found = self._model.encode([fold(word) for word in new], num_threads=threads)
            for word, ids in zip(new, found, strict=True):
                self._cut[word] = [piece for piece in ids if piece not in self.silent]
        cut = [self._cut[word] for word in words]
        lengths = np.fromiter(map(len, cut), np.int64, len(cut))
        flat = np.fromiter((piece for ids in cut for piece in ids), np.int64, int(lengths.sum()))
        return flat, lengths


class Static:
    """Bags of subwords.

    Attributes:
        name: ``static``.
        signature: Name, version and digest of the weights.
        dimensions: Number of values of a vector.
    """

    name = "static"

    def __init__(self, found: manifest.ModelFolder) -> None:
        from safetensors.numpy import load_file

        self.signature = found.signature
        self._tokenizer = Tokenizer(found.path("tokenizer.model"))
        arrays = load_file(found.path("model.safetensors"))
        self._table, self._scale = arrays["embeddings"], arrays["weights"]
        self.dimensions: int = self._table.shape[1]

    def embed(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts.

        Args:
            texts: Any number of texts of any length; of a text of more than 50,000 characters the
                first 50,000 are read.

        Returns:
            Array (n, dimensions), each row of length 1; a text without words gets a row of zeros.
        """
        vectors = self.bag(texts)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors

    def bag(self, texts: Sequence[str]) -> Floats:
        """Sums of the subwords' vectors, not normalised.

        The bag of texts joined by white space is the sum of their bags.

        Returns:
            Array (n, dimensions).
        """
        bags = np.zeros((len(texts), self.dimensions), np.float32)
        for a, b in _slices(texts):
            words, indices, lengths = self._tokenizer.words(texts[a:b])
            bags[a:b] = _sums(self._of_words(words), indices, lengths)
        return bags

    def words(self, texts: Sequence[str]) -> Words:
        """The pieces of texts with their vectors, for :class:`Coverage`."""
        words, indices, counts = self._tokenizer.words(texts)
        pieces, lengths = self._tokenizer.pieces(words)
        kinds, own = np.unique(pieces, return_inverse=True)
        ends = np.cumsum(lengths)
        cut = [own[end - length : end] for end, length in zip(ends, lengths, strict=True)]
        taken = np.concatenate([[0], np.cumsum(lengths[indices])])
        vectors = self._table[kinds].astype(np.float32)
        norms = np.linalg.norm(vectors, axis=1)
        return Words(
            vectors=vectors / np.maximum(norms, 1e-6)[:, None],
            weights=np.asarray(norms * self._scale[kinds], np.float32),
            indices=np.concatenate([own[:0], *(cut[i] for i in indices)]),
            starts=taken[np.concatenate([[0], np.cumsum(counts)])],
        )

    def _of_words(self, words: list[str]) -> Floats:
        pieces, lengths = self._tokenizer.pieces(words)
        kinds, indices = np.unique(pieces, return_inverse=True)
        return _sums(self._table[kinds] * self._scale[kinds, None], indices, lengths)


def _slices(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of texts, so that the distinct words of one stretch stay few."""
    first = characters = 0
    for i, text in enumerate(texts):
        characters += min(len(text), MAX_CHARACTERS)
        if characters > _SLICE_CHARACTERS:
            yield first, i + 1
            first, characters = i + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _sums(rows: Floats, indices: Integers, lengths: Integers) -> Floats:
    """Sums of rows, of which ``lengths[i]`` of the ``indices`` in turn make sum ``i``.

    Sums of about one length are made side by side, one row of each at a time: several times as fast
    as ``np.add.reduceat``.
    """
    sums = np.zeros((len(lengths), rows.shape[1]), np.float32)
    order = np.argsort(-lengths, kind="stable")
    starts = np.cumsum(lengths) - lengths
    gathered = np.empty((_SIDE_BY_SIDE, rows.shape[1]), np.float32)
    for first in range(0, len(order), _SIDE_BY_SIDE):
        some = order[first : first + _SIDE_BY_SIDE]
        longest_first = lengths[some]
        part = np.zeros((len(some), rows.shape[1]), np.float32)
        for place in range(longest_first[0]):
            n = int(np.searchsorted(-longest_first, -place))
            taken = gathered[:n]
            np.take(rows, indices[starts[some[:n]] + place], axis=0, out=taken, mode="clip")
            part[:n] += taken
        sums[some] = part
    return sums


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Static:
    """The static embedding, loaded once.

    Args:
        folder: Where its weights lie.

    Raises:
        ModelError: The weights are missing, cut short or of another version.
    """
    return Static(manifest.check(folder, "static", VERSION))


__all__ = ["Static", "Tokenizer", "load"]
