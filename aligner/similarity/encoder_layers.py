"""The table and the layers of the encoder; :mod:`encoder` says what it is.

The computation is numpy only, and saves what it can without changing the result:

- the first layers depend on the piece alone, so a batch computes them once for each distinct piece
  (a convolution is then a sum of rows already at hand);
- the table is unpacked block by block as pieces are met. Pieces are ordered by frequency, so most
  texts touch few blocks;
- the last normalisation and projection are linear in the sum over pieces and come after it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.integer[Any]]

CHUNKS = 17
BLOCK_ROWS = CHUNKS * 120
PIECES = 128_010
WIDTH = 512
PAD = 2
"""Empty places between two texts."""
SLICE_PIECES = 512

_CHANNELS = 256
_ORDERS = ((2, 0), (3, 1), (5, 2))
_EPSILON = np.float32(1e-12)


class Table:
    """The vectors of the pieces: 6-bit values in deflated blocks, unpacked when first asked for."""

    def __init__(self, path: Path, values: dict[str, NDArray[Any]]) -> None:
        self._packed = np.memmap(path, np.uint8, "r")
        self._offsets = values["block_offsets"]
        self._scale, self._low = values["table_scale"], values["table_low"]
        self._rows = np.empty((PIECES, WIDTH), np.uint8)
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
        rows = values.reshape(CHUNKS, -1, WIDTH).swapaxes(0, 1).reshape(-1, WIDTH)
        self._rows[block * BLOCK_ROWS : block * BLOCK_ROWS + len(rows)] = rows
        self._unpacked[block] = True


class Network:
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

    def sums(
        self, embedded: Floats, stream: Integers, owners: Integers, lengths: Integers
    ) -> Floats:
        """Sums (texts, 513) over the pieces, projected for the last layers, and their number.

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
        projected = sums @ self._dense["output"] + counts * self._values["output_bias"]
        return np.concatenate([projected, counts], axis=1)

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
        width = WIDTH + len(first) * _CHANNELS
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
            sums[texts_here[starts], WIDTH:] += np.add.reduceat(second, starts, axis=0)
        sums[:, :WIDTH] = factors @ embedded
        sums -= shifts[:, None]
        return sums

    def finish(self, sums: Floats) -> Floats:
        """Vectors (texts, 512) of length 1, from :meth:`sums`."""
        dense = self._dense
        mean = sums[:, :-1] / np.sqrt(sums[:, -1:])
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
    for a in range(PAD, places - PAD, SLICE_PIECES):
        yield a, min(a + SLICE_PIECES, places - PAD)
