"""How alike two stretches of text are, whatever their languages.

A :class:`Similarity` reads the units of both sides and gives a :class:`Comparison`, which the
search asks for the cosines of runs of units, block by block. Embeddings know the languages
beforehand; :mod:`lexical` learns the pair from the document itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aligner.model import Bead
from aligner.similarity.comparison import Comparison


class Similarity(Protocol):
    """Makes the units of two sides comparable."""

    @property
    def name(self) -> str:
        """What the weights of the search that were learned with it are called."""
        ...

    @property
    def signature(self) -> str:
        """Name, version and settings, for results that say how they were made."""
        ...

    @property
    def refiner(self) -> Similarity | None:
        """What looks again where this one is unsure; None for nothing."""
        ...

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of runs of up to ``width`` units of either side."""
        ...

    def adapt(
        self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]
    ) -> Similarity | None:
        """A provider that has learned from a first alignment; None where it cannot learn."""
        ...


__all__ = ["Comparison", "Similarity"]
