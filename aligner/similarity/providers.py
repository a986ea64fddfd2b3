"""Similarity providers by name.

========== ===================================================================================
auto       static and encoder together; the encoder reads documents of up to 2,000 units
static     the bag of subwords that ships: a hundred times faster than the encoder
encoder    the six-language sentence encoder that ships
lexical    no model: spelling, numbers, and words learned from the document; any pair
========== ===================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from aligner.errors import UsageError
from aligner.similarity import Similarity
from aligner.similarity.comparison import Additive, Comparison, Joined, Mixture
from aligner.similarity.lexical import Lexical

READ_WHOLE = 2000
"""Units of the longer side up to which ``auto`` lets the encoder read the whole document."""


@dataclass(frozen=True, slots=True)
class Static:
    """The static embedding alone."""

    name: ClassVar[str] = "static"

    @property
    def signature(self) -> str:
        """Name, version and settings."""
        from aligner.similarity import static

        return static.load().signature

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of summed subword vectors."""
        from aligner.similarity import static

        model = static.load()
        return Additive(model.bag(src), model.bag(tgt), width)

    def adapt(self, *_: object) -> None:
        """It knows the languages beforehand."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The sentence encoder alone."""

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

    def adapt(self, *_: object) -> None:
        """It knows the languages beforehand."""


@dataclass(frozen=True, slots=True)
class Auto:
    """Static and encoder in equal parts, the encoder as far as its time is well spent."""

    name: ClassVar[str] = "auto"

    @property
    def signature(self) -> str:
        """Name, version and settings of both."""
        return f"auto({Static().signature}+{Encoded().signature})"

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Averaged cosines; beyond :data:`READ_WHOLE` units those of the static vectors."""
        quick = Static().compare(src, tgt, width)
        if max(len(src), len(tgt)) > READ_WHOLE:
            return quick
        return Mixture(((0.5, quick), (0.5, Encoded().compare(src, tgt, width))))

    def adapt(self, *_: object) -> None:
        """Both know the languages beforehand."""


_PROVIDERS: dict[str, Callable[[], Similarity]] = {
    "auto": Auto,
    "static": Static,
    "encoder": Encoded,
    "lexical": Lexical,
}
NAMES = tuple(_PROVIDERS)


def provider(name: str) -> Similarity:
    """The provider of a name.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in _PROVIDERS:
        raise UsageError(f"no similarity called '{name}'; choose one of {', '.join(NAMES)}")
    return _PROVIDERS[name]()
