"""Similarity providers by name.

================== ===========================================================================
auto               the encoder for documents of up to 2,000 units, beyond that lexical
encoder            the sentence encoder that ships; sixteen languages
transformer        LaBSE, or any sentence-transformers model: ``transformer:NAME or PATH``
lexical            no model: spelling, numbers, and words learned from the document; any pair
================== ===========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from aligner.errors import ModelError, UsageError
from aligner.model import Bead
from aligner.similarity import Similarity
from aligner.similarity.comparison import Comparison, Joined, Matrix
from aligner.similarity.lexical import Lexical

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

READ_WHOLE = 2000
"""Units of the longer side up to which ``auto`` lets the encoder read the document."""
LABSE = "sentence-transformers/LaBSE"


@dataclass(frozen=True, slots=True)
class Encoded:
    """The sentence encoder that ships."""

    name: ClassVar[str] = "encoder"

    @property
    def signature(self) -> str:
        """Name, version and settings."""
        from aligner.similarity import encoder

        return encoder.load().signature

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of sentence vectors; pairs of neighbours are read as one text."""
        from aligner.similarity import encoder

        return Joined(encoder.load().embed, src, tgt, width)

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """It knows the languages beforehand."""


@dataclass(frozen=True)
class Transformer:
    """A sentence-transformers model of the user's choice.

    Attributes:
        model: Name of a model that is on this machine, or path of its folder.
    """

    model: str = LABSE
    name: ClassVar[str] = "encoder"

    @property
    def signature(self) -> str:
        """Which model."""
        return f"transformer({self.model})"

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of sentence vectors; pairs of neighbours are read as one text.

        Raises:
            ModelError: The model is not on this machine. Nothing is ever downloaded.
        """
        return Joined(self._embed, src, tgt, width)

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """It knows the languages beforehand."""

    def _embed(self, texts: Sequence[str]) -> Matrix:
        vectors = self._loaded.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    @cached_property
    def _loaded(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.model, local_files_only=True)
        except Exception as error:
            raise ModelError(
                f"{self.model}: not a sentence-transformers model on this machine; copy its folder "
                "here and name it, as in --similarity transformer:/path/to/model"
            ) from error


_PROVIDERS: dict[str, Callable[[], Similarity]] = {
    "encoder": Encoded,
    "transformer": Transformer,
    "lexical": Lexical,
}
NAMES = ("auto", *_PROVIDERS)


def provider(name: str, units: int = 0) -> Similarity:
    """The provider of a name.

    Args:
        name: One of :data:`NAMES`, or ``transformer:`` with the name or path of a model.
        units: Units of the longer side of the document, for ``auto``.

    Raises:
        UsageError: There is none of that name.
    """
    if name == "auto":
        return Encoded() if units <= READ_WHOLE else Lexical()
    if name.startswith("transformer:"):
        return Transformer(name.removeprefix("transformer:"))
    if name not in _PROVIDERS:
        raise UsageError(f"no similarity called '{name}'; choose one of {', '.join(NAMES)}")
    return _PROVIDERS[name]()
