"""Similarity providers by name.

================== ===========================================================================
auto               static and encoder in equal parts, beyond 2,500 units only where static alone is
                   unsure; encoder or lexical for languages that those do not know
static             the bag of subwords that ships: six languages, a hundred times faster
encoder            the sentence encoder that ships; sixteen languages
transformer        LaBSE, or any sentence-transformers model: ``transformer:NAME or PATH``
lexical            no model: spelling, numbers, and words learned from the document; any pair
================== ===========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from aligner.errors import ModelError, UsageError
from aligner.model import Bead
from aligner.similarity import Similarity
from aligner.similarity.cache import cached, fingerprint
from aligner.similarity.comparison import (
    Additive,
    Comparison,
    Joined,
    Mixture,
    normalised,
    read_joined,
)
from aligner.similarity.coverage import Coverage
from aligner.similarity.lexical import Lexical
from aligner.similarity.memory import Memory
from aligner.similarity.runs import Matrix

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

READ_WHOLE = 2500
"""Units of the longer side up to which ``auto`` lets the encoder read the document."""
STATIC_LANGUAGES = frozenset({"ar", "en", "es", "fr", "ru", "zh"})
ENCODER_LANGUAGES = STATIC_LANGUAGES | frozenset(
    ["de", "it", "ja", "ko", "nl", "pl", "pt", "th", "tr"]
)
LABSE = "sentence-transformers/LaBSE"


@dataclass(frozen=True, slots=True)
class Static:
    """The bag of subwords that ships.

    Attributes:
        refiner: What looks again where it is unsure; None for nothing.
    """

    refiner: Similarity | None = None
    name: ClassVar[str] = "static"

    @property
    def signature(self) -> str:
        """Name, version and settings."""
        from aligner.similarity import static

        return static.load().signature

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of summed vectors of subwords."""
        from aligner.similarity import static

        model = static.load()
        return Additive(model.bag(src), model.bag(tgt), width)

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """It knows the languages beforehand."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The sentence encoder that ships."""

    name: ClassVar[str] = "encoder"
    refiner: ClassVar[None] = None

    @property
    def signature(self) -> str:
        """Name, version and settings."""
        from aligner.similarity import encoder

        return encoder.load().signature

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of sentence vectors; each unit is read once, whatever runs it is part of."""
        return Joined(_runs(src, width), _runs(tgt, width))

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """It knows the languages beforehand."""


def _runs(texts: Sequence[str], width: int) -> list[Matrix]:
    from aligner.similarity import encoder

    sums = _read_lately().embed(texts)
    return [encoder.load().runs(sums, length) for length in range(1, width + 1)]


@cache
def _read_lately() -> Memory:
    from aligner.similarity import encoder

    return Memory(lambda texts: encoder.load().sums(texts))


@dataclass(frozen=True, slots=True)
class Auto:
    """Static and encoder in equal parts: the two see different things."""

    name: ClassVar[str] = "auto"
    refiner: ClassVar[None] = None

    @property
    def signature(self) -> str:
        """Names, versions and settings of both."""
        return f"{Static().signature}+{Encoded().signature}"

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """The mean of both cosines, and the coverage of words."""
        from aligner.similarity import static

        parts = (Static().compare(src, tgt, width), Encoded().compare(src, tgt, width))
        words = static.load().words
        return Mixture(
            tuple((0.5, part) for part in parts), Coverage(words(src), words(tgt), width)
        )

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """Both know the languages beforehand."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """An encoder of one's own.

    Attributes:
        embed: Texts to vectors, shape ``(len(texts), d)``, of any length. It is given each side's
            units, and each two neighbours joined.
        signature: What to say of it in results.
    """

    embed: Callable[[Sequence[str]], ArrayLike]
    signature: str = "embedding"
    name: ClassVar[str] = "encoder"
    refiner: ClassVar[None] = None

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of the vectors.

        Raises:
            UsageError: What comes back is not a row of numbers for each text.
        """
        return Joined(*(read_joined(self._read, side, width) for side in (src, tgt)))

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """It knows the languages beforehand."""

    def _read(self, texts: Sequence[str]) -> Matrix:
        vectors = np.asarray(self.embed(list(texts)), np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise UsageError(
                f"the embedding gave numbers of shape {vectors.shape} for {len(texts)} texts; it "
                f"has to give one row of finite numbers for each: ({len(texts)}, d)"
            )
        return normalised(vectors)


@dataclass(frozen=True)
class Transformer:
    """A sentence-transformers model of the user's choice; its vectors are kept on disk.

    Attributes:
        model: Path of its folder, or name of a model that is on this machine.
    """

    model: str = LABSE
    name: ClassVar[str] = "encoder"
    refiner: ClassVar[None] = None

    @property
    def signature(self) -> str:
        """Which model."""
        return f"transformer({self.model})"

    def compare(self, src: Sequence[str], tgt: Sequence[str], width: int) -> Comparison:
        """Cosines of sentence vectors; pairs of neighbours are read as one text.

        Raises:
            ModelError: The model is not on this machine. Nothing is ever downloaded.
        """
        return Joined(*(read_joined(self.embed, side, width) for side in (src, tgt)))

    def adapt(self, src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> None:
        """It knows the languages beforehand."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Vectors of unit norm, shape ``(len(texts), d)``; see :mod:`aligner.similarity.cache`.

        Raises:
            ModelError: The model is not on this machine.
        """
        return cached(texts, self._read, fingerprint(self._folder))

    def _read(self, texts: Sequence[str]) -> Matrix:
        vectors = self._loaded.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    @cached_property
    def _folder(self) -> Path:
        """Where the model lies, whether it was given by its path or by its name on the hub."""
        if (folder := Path(self.model)).is_dir():
            if not any((folder / file).exists() for file in ("modules.json", "config.json")):
                raise ModelError(
                    f"{folder}: holds no sentence-transformers model (no modules.json, no "
                    "config.json); copy the whole folder of the model there"
                )
            return folder
        from huggingface_hub import snapshot_download

        name = self.model if "/" in self.model else f"sentence-transformers/{self.model}"
        # Whatever goes wrong means the same to the user: it is not here.
        with suppress(Exception):
            return Path(snapshot_download(name, local_files_only=True))
        raise ModelError(
            f"{self.model}: no such model on this machine, and nothing is downloaded; get it where "
            "there is a network (for a model of the Hugging Face hub: hf download NAME --local-dir "
            "FOLDER), copy the folder here and give --similarity transformer:FOLDER"
        )

    @cached_property
    def _loaded(self) -> SentenceTransformer:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise ModelError(
                "transformer needs sentence-transformers and torch; "
                "pip install 'un-aligner[transformer]'"
            ) from None
        try:
            return SentenceTransformer(str(self._folder), local_files_only=True)
        except Exception as error:
            raise ModelError(
                f"{self._folder}: sentence-transformers cannot load a model from it "
                f"({_first_line(error)}); copy the whole folder of the model again"
            ) from error


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0].strip()


_PROVIDERS: dict[str, Callable[[], Similarity]] = {
    "static": Static,
    "encoder": Encoded,
    "transformer": Transformer,
    "lexical": Lexical,
}
NAMES = ("auto", *_PROVIDERS)


def provider(name: str, units: int = 0, languages: Sequence[str] = ()) -> Similarity:
    """The provider of a name.

    Args:
        name: One of :data:`NAMES`, or ``transformer:`` with the name or path of a model.
        units: Units of the longer side of the document, for ``auto``.
        languages: BCP 47 codes of both sides, for ``auto``; the six are taken where none is given.

    Raises:
        UsageError: There is none of that name.
    """
    if name == "auto":
        return _fitting(units, {code.split("-")[0].lower() for code in languages})
    if name.startswith("transformer:"):
        return Transformer(name.removeprefix("transformer:"))
    if name not in _PROVIDERS:
        raise UsageError(f"no similarity called '{name}'; choose one of {', '.join(NAMES)}")
    return _PROVIDERS[name]()


def static_knows(*languages: str) -> bool:
    """Whether the bag of subwords that ships knows all of some languages, given by BCP 47 codes."""
    return {code.split("-")[0] for code in languages} <= STATIC_LANGUAGES


def _fitting(units: int, languages: set[str]) -> Similarity:
    """What ``auto`` stands for: the most that knows the languages and is worth its time."""
    if not languages <= ENCODER_LANGUAGES:
        return Lexical()
    if not languages <= STATIC_LANGUAGES:
        return Encoded() if units <= READ_WHOLE else Lexical()
    return Auto() if units <= READ_WHOLE else Static(refiner=Auto())
