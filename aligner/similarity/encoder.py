"""The sentence encoder that ships: the convolutional multilingual Universal Sentence Encoder v3.

Yang et al., *Multilingual Universal Sentence Encoder for Semantic Retrieval* (arXiv 1907.04307):
128,000 SentencePiece pieces with vectors of 512 values, two layers of convolutions over 2, 3 and 5
neighbouring pieces, a sum over the pieces, and a small residual network; sixteen languages (ar, de,
en, es, fr, it, ja, ko, nl, pl, pt, ru, th, tr, zh in both scripts). ``training/encoder/convert.py``
takes the weights whole; ``aligner/models/encoder/MODEL_CARD.md`` says where from.

The sum over the pieces of a text is kept apart from what comes after it, so that a unit is read
once for all the runs of units that it is part of.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from aligner.models import manifest
from aligner.similarity.encoder_layers import (
    PAD,
    PIECES,
    SLICE_PIECES,
    WIDTH,
    Floats,
    Integers,
    Network,
    Table,
)
from aligner.similarity.runs import summed

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

Part = TypeVar("Part")

FOLDER = manifest.MODELS / "encoder"
VERSION = 1
MAX_CHARACTERS = 50_000

_AT_ONCE = 8192
"""Texts whose sums are held at once where only their vectors are wanted: 50 MB."""
_BATCH_PIECES = 4096
_SLICE_RUNS = 1024
_TOKENIZED_TEXTS = 1024
_UNKNOWN, _BEGIN, _END, _SPACE = 0, 1, 2, 6
_MARKS = 2
_PARTS = 3
_WORKERS = min(os.cpu_count() or 1, 8)


class Encoder:
    """Sentence vectors of 512 values.

    Attributes:
        name: ``encoder``.
        signature: Name, version and digest of the weights.
        dimensions: 512.
    """

    name = "encoder"
    dimensions = WIDTH

    def __init__(self, found: manifest.ModelFolder, tokenizer: SentencePieceProcessor) -> None:
        self.signature = found.signature
        self._tokenizer = tokenizer
        with np.load(found.path("network.npz")) as arrays:
            values = {name: arrays[name] for name in arrays.files}
        self._network = Network(values)
        self._table = Table(found.path("table.bin"), values)

    def embed(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, each on its own.

        Args:
            texts: Any number of texts of any length; of a text of more than 50,000 characters the
                first 50,000 are read.

        Returns:
            Array (n, 512), each row of length 1; a text without words gets a row of zeros.
        """
        if len(texts) > _AT_ONCE:
            slices = (texts[a : a + _AT_ONCE] for a in range(0, len(texts), _AT_ONCE))
            return np.concatenate([self.embed(some) for some in slices])
        return self.runs(self.sums(texts), 1)

    def sums(self, texts: Sequence[str]) -> Floats:
        """What the pieces of texts add up to before the last layers; :meth:`runs` reads on.

        Args:
            texts: As for :meth:`embed`.

        Returns:
            Array (n, 3, 513): the mark of the beginning, the pieces, the mark of the end; the last
            value is how many there are.
        """
        distinct = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        sums = np.repeat(self._marks[None], len(distinct), axis=0)
        batches = self._batches(self._pieces(list(distinct)))
        for batch, summed_up in zip(batches, _side_by_side(self._sums, batches), strict=True):
            sums[[row for row, _ in batch]] = summed_up
        return sums[[distinct[text] for text in texts]]

    def runs(self, sums: Floats, length: int) -> Floats:
        """The vectors of runs of consecutive texts, from the texts' own :meth:`sums`.

        They are those of the joined texts but for what the pieces on either side of a seam say of
        each other: at most four on each.

        Args:
            sums: Those of the texts, shape (n, 3, 513).
            length: Texts of a run.

        Returns:
            Array (n - length + 1, 512), each row of length 1; zeros for a run without words.
        """
        count = max(len(sums) - length + 1, 0)
        whole = summed(sums[:, 1], length)[length - 1 :]
        vectors = np.zeros((count, WIDTH), np.float32)
        filled = np.flatnonzero(whole[:, -1])
        whole += sums[:count, 0] + sums[length - 1 :, 2]
        parts = [filled[a : a + _SLICE_RUNS] for a in range(0, len(filled), _SLICE_RUNS)]
        finished = _side_by_side(lambda part: self._network.finish(whole[part]), parts)
        for part, rows in zip(parts, finished, strict=True):
            vectors[part] = rows
        return vectors

    def unpack(self) -> None:
        """Unpack the whole table at once, for a process from which others are forked."""
        self._table.rows(np.arange(PIECES))

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Number of pieces of each text, without the marks of its beginning and end."""
        return [len(ids) - _MARKS for ids in self._pieces(texts)]

    def piece_means(self, texts: Sequence[str]) -> Floats:
        """Means (n, 512) of the pieces' own vectors, before the network; zeros without pieces."""
        means = np.zeros((len(texts), WIDTH), np.float32)
        for row, ids in enumerate(self._pieces(texts)):
            inner = ids[1:-1]
            inner = inner[inner != _SPACE] if len(inner) > 1 else inner
            if len(inner):
                means[row] = self._table.rows(inner).mean(axis=0)
        return means

    def _pieces(self, texts: Sequence[str]) -> list[Integers]:
        """Piece ids of each text, with the marks of its beginning and end."""
        pieces: list[Integers] = []
        for first in range(0, len(texts), _TOKENIZED_TEXTS):
            some = [text[:MAX_CHARACTERS] for text in texts[first : first + _TOKENIZED_TEXTS]]
            for text, ids in zip(some, self._tokenizer.encode(some), strict=True):
                if _UNKNOWN in ids:
                    ids = self._unknown_by_character(text)
                pieces.append(np.array([_BEGIN, *ids, _END], np.int32))
        return pieces

    def _unknown_by_character(self, text: str) -> list[int]:
        """Piece ids in which each unknown character counts; the library gives a run of them as one.

        The weights were published with a tokenizer that counts each.
        """
        surfaces = self._tokenizer.encode(text, out_type=str)
        ids = self._tokenizer.encode(text)
        return [
            id
            for id, surface in zip(ids, surfaces, strict=True)
            for _ in range(len(surface) if id == _UNKNOWN else 1)
        ]

    def _batches(self, pieces: list[Integers]) -> list[list[tuple[int, Integers]]]:
        """Row and piece ids of the texts that are computed together; empty texts are left out."""
        filled = [(row, ids) for row, ids in enumerate(pieces) if len(ids) > _MARKS]
        share = sum(len(ids) for _, ids in filled) // _WORKERS
        limit = min(max(share, SLICE_PIECES), _BATCH_PIECES)
        batches: list[list[tuple[int, Integers]]] = []
        size = limit
        for row, ids in filled:
            if size + len(ids) > limit:
                batches.append([])
                size = 0
            batches[-1].append((row, ids))
            size += len(ids)
        return batches

    @cached_property
    def _marks(self) -> Floats:
        """Sums (3, 513) of a text without pieces."""
        summed_up: Floats = self._sums([(0, np.array([_BEGIN, _END], np.int32))])[0]
        return summed_up

    def _sums(self, batch: list[tuple[int, Integers]]) -> Floats:
        """Sums (texts, 3, 513) of texts given as piece ids."""
        lengths = np.array([[1, len(ids) - _MARKS, 1] for _, ids in batch])
        ids = np.concatenate([ids for _, ids in batch])
        distinct, kinds = np.unique(ids, return_inverse=True)
        # A text lies between two empty places on either side, which stand for the zero padding of
        # the convolutions; row 0 of each table below is the empty place.
        padded = (lengths + np.array([0, 0, PAD])).reshape(-1)
        owners = np.repeat(np.arange(lengths.size), padded)
        owners = np.concatenate([np.zeros(PAD, np.int64), owners])
        ends = PAD + np.cumsum(padded)[_PARTS - 1 :: _PARTS]
        filled = np.ones(len(owners), bool)
        filled[:PAD] = False
        for place in range(1, PAD + 1):
            filled[ends - place] = False
        stream = np.zeros(len(owners), np.int64)
        stream[filled] = kinds + 1
        embedded = np.zeros((len(distinct) + 1, WIDTH), np.float32)
        embedded[1:] = self._table.rows(distinct)
        sums = self._network.sums(embedded, stream, owners, lengths.reshape(-1))
        return sums.reshape(len(batch), _PARTS, WIDTH + 1)


def _side_by_side(compute: Callable[[Part], Floats], parts: Sequence[Part]) -> Iterator[Floats]:
    """Results for parts of a task, each computed on one thread.

    Whole parts side by side keep two cores busier than two threads inside each of the many small
    matrix products.
    """
    with _blas().limit(limits=1, user_api="blas"):
        if len(parts) == 1:
            yield compute(parts[0])
            return
        with ThreadPoolExecutor(_WORKERS) as pool:
            yield from pool.map(compute, parts)


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Encoder:
    """The encoder, loaded once.

    Args:
        folder: Where its weights lie.

    Raises:
        ModelError: The weights are missing, cut short or of another version.
    """
    found = manifest.check(folder, "encoder", VERSION)
    return Encoder(found, manifest.sentencepiece(found.path("tokenizer.model")))


@lru_cache(maxsize=1)
def _blas() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


__all__ = ["Encoder", "load"]
