"""The sentence encoder that ships: the convolutional multilingual Universal Sentence Encoder v3.

Yang et al., *Multilingual Universal Sentence Encoder for Semantic Retrieval* (arXiv 1907.04307):
128,000 SentencePiece pieces with vectors of 512 values, two layers of convolutions over 2, 3 and 5
neighbouring pieces, a sum over the pieces, and a small residual network; sixteen languages (ar, de,
en, es, fr, it, ja, ko, nl, pl, pt, ru, th, tr, zh in both scripts). ``training/encoder/convert.py``
takes the weights whole; ``aligner/models/encoder/MODEL_CARD.md`` says where from.

The computation is numpy only, and saves what it can without changing the result:

- the first layers depend on the piece alone, so a batch computes them once for each distinct piece
  (a convolution is then a sum of rows already at hand);
- the table is unpacked block by block as pieces are met. Pieces are ordered by frequency, so most
  texts touch few blocks;
- the last normalisation and projection are linear in the sum over pieces and come after it.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from aligner.models import manifest

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

Floats = NDArray[np.float32]
Integers = NDArray[np.integer[Any]]

FOLDER = manifest.MODELS / "encoder"
VERSION = 1
CHUNKS = 17
BLOCK_ROWS = CHUNKS * 120
MAX_CHARACTERS = 50_000

_PIECES = 128_010
_WIDTH = 512
_CHANNELS = 256
_ORDERS = ((2, 0), (3, 1), (5, 2))
_PAD = 2
_EPSILON = np.float32(1e-12)
_BATCH_PIECES = 4096
_SLICE_PIECES = 512
_TOKENIZED_TEXTS = 1024
_UNKNOWN, _BEGIN, _END, _SPACE = 0, 1, 2, 6
_MARKS = 2
_WORKERS = min(os.cpu_count() or 1, 8)


class Encoder:
    """Sentence vectors of 512 values.

    Attributes:
        name: ``encoder``.
        signature: Name, version and digest of the weights.
        dimensions: 512.
    """

    name = "encoder"
    dimensions = _WIDTH

    def __init__(self, found: manifest.ModelFolder, tokenizer: SentencePieceProcessor) -> None:
        self.signature = found.signature
        self._tokenizer = tokenizer
        with np.load(found.path("network.npz")) as arrays:
            values = {name: arrays[name] for name in arrays.files}
        self._network = _Network(values)
        self._table = _Table(found.path("table.bin"), values)

    def embed(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, each on its own.

        Args:
            texts: Any number of texts of any length; of a text of more than 50,000 characters the
                first 50,000 are read.

        Returns:
            Array (n, 512), each row of length 1; a text without words gets a row of zeros.
        """
        distinct = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        vectors = np.zeros((len(distinct), _WIDTH), np.float32)
        batches = self._batches(self._pieces(list(distinct)))
        # Whole batches side by side, each on one thread, keep two cores busier than two threads
        # inside each of the many small matrix products.
        with _blas().limit(limits=1, user_api="blas"), ThreadPoolExecutor(_WORKERS) as pool:
            for batch, encoded in zip(batches, pool.map(self._encode, batches), strict=True):
                vectors[[row for row, _ in batch]] = encoded
        return vectors[[distinct[text] for text in texts]]

    def unpack(self) -> None:
        """Unpack the whole table at once, for a process from which others are forked."""
        self._table.rows(np.arange(_PIECES))

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Number of pieces of each text, without the marks of its beginning and end."""
        return [len(ids) - _MARKS for ids in self._pieces(texts)]

    def piece_means(self, texts: Sequence[str]) -> Floats:
        """Means (n, 512) of the pieces' own vectors, before the network; zeros without pieces."""
        means = np.zeros((len(texts), _WIDTH), np.float32)
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
        limit = min(max(share, _SLICE_PIECES), _BATCH_PIECES)
        batches: list[list[tuple[int, Integers]]] = []
        size = limit
        for row, ids in filled:
            if size + len(ids) > limit:
                batches.append([])
                size = 0
            batches[-1].append((row, ids))
            size += len(ids)
        return batches

    def _encode(self, batch: list[tuple[int, Integers]]) -> Floats:
        """Vectors (texts, 512) of texts given as piece ids."""
        lengths = np.array([len(ids) for _, ids in batch])
        ids = np.concatenate([ids for _, ids in batch])
        distinct, kinds = np.unique(ids, return_inverse=True)
        # A text lies between two empty places on either side, which stand for the zero padding of
        # the convolutions; row 0 of each table below is the empty place.
        owners = np.repeat(np.arange(len(batch)), lengths + _PAD)
        owners = np.concatenate([np.zeros(_PAD, np.int64), owners])
        ends = _PAD + np.cumsum(lengths + _PAD)
        filled = np.ones(len(owners), bool)
        filled[:_PAD] = False
        for place in range(1, _PAD + 1):
            filled[ends - place] = False
        stream = np.zeros(len(owners), np.int64)
        stream[filled] = kinds + 1
        embedded = np.zeros((len(distinct) + 1, _WIDTH), np.float32)
        embedded[1:] = self._table.rows(distinct)
        return self._network.run(embedded, stream, owners, lengths)


class _Table:
    """The vectors of the pieces: 6-bit values in deflated blocks, unpacked when first asked for."""

    def __init__(self, path: Path, values: dict[str, NDArray[Any]]) -> None:
        self._packed = np.memmap(path, np.uint8, "r")
        self._offsets = values["block_offsets"]
        self._scale, self._low = values["table_scale"], values["table_low"]
        self._rows = np.empty((_PIECES, _WIDTH), np.uint8)
        self._unpacked = np.zeros(len(self._offsets) - 1, bool)

    def rows(self, ids: Integers) -> Floats:
        """Vectors (n, 512) of pieces."""
        blocks = np.unique(ids // BLOCK_ROWS)
        for block in blocks[~self._unpacked[blocks]]:
            self._unpack(int(block))
        chunks = ids % CHUNKS
        vectors = self._rows[ids].astype(np.float32)
        vectors *= self._scale[chunks, None]
        vectors += self._low[chunks, None]
        return vectors

    def _unpack(self, block: int) -> None:
        packed = self._packed[self._offsets[block] : self._offsets[block + 1]]
        values = np.frombuffer(zlib.decompress(packed.tobytes(), -15), np.uint8)
        # Inside a block the rows of a chunk lie together; ids count over the chunks in turn.
        rows = values.reshape(CHUNKS, -1, _WIDTH).swapaxes(0, 1).reshape(-1, _WIDTH)
        self._rows[block * BLOCK_ROWS : block * BLOCK_ROWS + len(rows)] = rows
        self._unpacked[block] = True


class _Network:
    """Everything above the table."""

    def __init__(self, values: dict[str, NDArray[Any]]) -> None:
        self._values = values

    def _matrix(self, name: str) -> Floats:
        scaled: Floats = self._values[name] * self._values[f"{name}_scale"]
        return scaled

    def _taps(self, name: str) -> list[Floats]:
        """One matrix (256, 256) for each place of a convolution's window."""
        return list(self._matrix(name).reshape(-1, _CHANNELS, _CHANNELS))

    @cached_property
    def _projection(self) -> Floats:
        return np.concatenate([self._matrix(f"projection_{n}") for n, _ in _ORDERS], axis=1)

    @cached_property
    def _convolutions(self) -> list[tuple[slice, int, list[Floats], list[Floats]]]:
        """Channels, reach to the left, and the taps of both layers, for each width of window."""
        return [
            (
                slice(i * _CHANNELS, (i + 1) * _CHANNELS),
                left,
                self._taps(f"conv1_{n}"),
                self._taps(f"conv2_{n}"),
            )
            for i, (n, left) in enumerate(_ORDERS)
        ]

    @cached_property
    def _dense(self) -> dict[str, Floats]:
        return {name: self._matrix(name) for name in ("output", "d0", "d1", "d2", "d3", "p1", "p3")}

    def run(
        self, embedded: Floats, stream: Integers, owners: Integers, lengths: Integers
    ) -> Floats:
        """Vectors (texts, 512).

        Args:
            embedded: Vectors (kinds + 1, 512) of the distinct pieces; row 0 is the empty place.
            stream: The kind at each place of the texts laid end to end; 0 where it is empty.
            owners: The text that each place belongs to, ascending.
            lengths: Number of pieces of each text.
        """
        projected = embedded @ self._projection + self._values["projection_bias"]
        _normalise(projected)
        projected *= self._values["norm1_gain"]
        projected += self._values["norm1_bias"]
        projected[0] = 0
        first = [
            self._first_layer(projected[:, channels], taps, left, channels, stream)
            for channels, left, taps, _ in self._convolutions
        ]
        sums = self._sum_over_pieces(embedded, first, stream, owners, len(lengths))
        sums *= self._values["norm2_gain"]
        counts = lengths.astype(np.float32)[:, None]
        sums += counts * self._values["norm2_bias"]
        return self._finish(sums, counts)

    def _first_layer(
        self, kinds: Floats, taps: list[Floats], left: int, channels: slice, stream: Integers
    ) -> Floats:
        """First convolution (places, 256): each tap is computed once for each kind of piece."""
        kinds = np.ascontiguousarray(kinds)
        products = [kinds @ tap for tap in taps]
        result = np.zeros((len(stream), _CHANNELS), np.float32)
        bias = self._values["conv1_bias"][channels]
        for a, b in _slices(len(stream)):
            part = np.tile(bias, (b - a, 1))
            for offset, product in enumerate(products, start=-left):
                part += product[stream[a + offset : b + offset]]
            np.maximum(part, 0, out=part)
            part += kinds[stream[a:b]]
            part[stream[a:b] == 0] = 0
            result[a:b] = part
        return result

    def _second_layer(self, first: list[Floats], a: int, b: int) -> Floats:
        """Second convolution (b - a, 768) of the places from ``a`` to ``b``."""
        result = np.empty((b - a, len(first) * _CHANNELS), np.float32)
        for before, (channels, left, _, taps) in zip(first, self._convolutions, strict=True):
            part = np.tile(self._values["conv2_bias"][channels], (b - a, 1))
            for offset, tap in enumerate(taps, start=-left):
                part += before[a + offset : b + offset] @ tap
            np.maximum(part, 0, out=part)
            part += before[a:b]
            result[:, channels] = part
        return result

    def _sum_over_pieces(
        self, embedded: Floats, first: list[Floats], stream: Integers, owners: Integers, texts: int
    ) -> Floats:
        """Sums (texts, 1280) of the normalised features of each text's pieces.

        Features are the piece's own vector and the three convolutions. Normalising a place
        subtracts its mean and divides by its deviation; both are applied to the sums.
        """
        width = _WIDTH + len(first) * _CHANNELS
        sums = np.zeros((texts, width), np.float32)
        total = embedded.sum(axis=1)
        squares = np.einsum("ij,ij->i", embedded, embedded)
        factors = np.zeros((texts, len(embedded)), np.float32)
        shifts = np.zeros(texts, np.float32)
        for a, b in _slices(len(stream)):
            kinds, texts_here = stream[a:b], owners[a:b]
            second = self._second_layer(first, a, b)
            mean = (total[kinds] + second.sum(axis=1)) / width
            variance = (squares[kinds] + np.einsum("ij,ij->i", second, second)) / width - mean**2
            factor = 1 / np.sqrt(np.maximum(variance, 0) + _EPSILON)
            factor[kinds == 0] = 0
            second *= factor[:, None]
            np.add.at(factors, (texts_here, kinds), factor)
            np.add.at(shifts, texts_here, factor * mean)
            starts = np.flatnonzero(np.diff(texts_here, prepend=-1))
            sums[texts_here[starts], _WIDTH:] += np.add.reduceat(second, starts, axis=0)
        sums[:, :_WIDTH] = factors @ embedded
        sums -= shifts[:, None]
        return sums

    def _finish(self, sums: Floats, counts: Floats) -> Floats:
        dense = self._dense
        mean = (sums @ dense["output"] + counts * self._values["output_bias"]) / np.sqrt(counts)
        hidden = np.maximum(mean @ dense["d0"], 0)
        joined = np.maximum(mean @ dense["p1"] + hidden @ dense["d1"], 0)
        vectors: Floats = np.tanh(
            joined @ dense["p3"] + np.maximum(joined @ dense["d2"], 0) @ dense["d3"]
        )
        vectors /= np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), _EPSILON))[:, None]
        return vectors


def _normalise(rows: Floats) -> None:
    """Bring each row to mean 0 and deviation 1, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + _EPSILON)[:, None]


def _slices(places: int) -> Iterator[tuple[int, int]]:
    """Stretches of the stream, small enough for the cache, without the empty places at its ends."""
    for a in range(_PAD, places - _PAD, _SLICE_PIECES):
        yield a, min(a + _SLICE_PIECES, places - _PAD)


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
