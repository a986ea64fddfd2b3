"""What it costs to turn texts into vectors, apart from all the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
P = ParamSpec("P")
R = TypeVar("R")


class Stopwatch:
    """Adds up the wall seconds of the calls that it watches, nested ones once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._inside = False

    def watched(self, function: Callable[P, R]) -> Callable[P, R]:
        """The function, with its seconds added up."""

        @wraps(function)
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            if self._inside:
                return function(*args, **kwargs)
            self._inside, begin = True, time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - begin
                self._inside = False

        return timed


@contextmanager
def watching() -> Iterator[Stopwatch]:
    """Watch whatever turns texts into vectors in this project."""
    from aligner.similarity import encoder, static
    from aligner.similarity.providers import Transformer

    watch = Stopwatch()
    places = [(encoder.Encoder, "embed"), (encoder.Encoder, "sums"), (encoder.Encoder, "runs"),
              (static.Static, "bag"), (static.Static, "embed"), (Transformer, "embed")]  # fmt: skip
    before = [(owner, name, getattr(owner, name)) for owner, name in places]
    for owner, name, function in before:
        setattr(owner, name, watch.watched(function))
    try:
        yield watch
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)


@dataclass
class Reader:
    """Turns texts into vectors, remembers them, and says what they cost.

    What peers ask for twice is read once, but paid for by each of them.
    """

    embed: Callable[[Sequence[str]], Vectors]
    seconds: float = 0.0
    _known: dict[str, tuple[Vectors, float]] = field(default_factory=dict)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit norm, shape ``(len(texts), d)``."""
        fresh = list(dict.fromkeys(text for text in texts if text not in self._known))
        if fresh:
            begin = time.perf_counter()
            vectors = self.embed(fresh)
            each = (time.perf_counter() - begin) / len(fresh)
            self._known.update(
                (text, (vector, each)) for text, vector in zip(fresh, vectors, strict=True)
            )
        self.seconds += sum(self._known[text][1] for text in dict.fromkeys(texts))
        return np.stack([self._known[text][0] for text in texts])

    def forget(self) -> None:
        """Let go of all texts."""
        self._known.clear()
