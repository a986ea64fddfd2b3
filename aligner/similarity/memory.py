"""Vectors of texts that were read a moment ago.

A document is aligned with each of the other languages in turn, and its paragraphs come up again
where a stretch is looked at more closely: without a memory the encoder would read them each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

import numpy as np

from aligner.similarity.runs import Matrix

TEXTS = 8_192
"""Texts that are remembered; 50 MB of sums of the encoder that ships."""


class Memory:
    """Reads texts, each once while it is remembered."""

    def __init__(self, embed: Callable[[Sequence[str]], Matrix], texts: int = TEXTS) -> None:
        """Begin with nothing.

        Args:
            embed: Texts to an array with a row for each.
            texts: How many to remember; those that were read first are forgotten first.
        """
        self._embed = embed
        self._texts = texts
        self._vectors: dict[str, Matrix] = {}

    def embed(self, texts: Sequence[str]) -> Matrix:
        """A row for each text; as many as fit are remembered."""
        if not texts or len(texts) > self._texts:
            return self._embed(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            # Copies: a row of the batch would keep the whole of it.
            rows = (row.copy() for row in self._embed(new))
            self._vectors.update(zip(new, rows, strict=True))
        found = np.stack([self._vectors[text] for text in texts])
        over = len(self._vectors) - self._texts
        for text in list(islice(self._vectors, max(over, 0))):
            del self._vectors[text]
        return found
