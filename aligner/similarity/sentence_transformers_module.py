"""The encoder as a module of sentence-transformers.

``SentenceTransformer("aligner/models/encoder", trust_remote_code=True)`` finds this class through
``modules.json``; sentence-transformers from version 6 asks for the flag wherever a model is not
made of its own modules alone. Only that library imports this file: it needs torch.
"""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers.base.modules.input_module import InputModule

from aligner.errors import ModelError, UsageError
from aligner.similarity import encoder


class EncoderModule(InputModule):
    """Gives the vectors of :class:`aligner.similarity.encoder.Encoder`; cannot be trained."""

    def __init__(self, folder: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._encoder = encoder.load(folder)

    def preprocess(  # type: ignore[override]
        self, inputs: list[str], prompt: str | None = None, **_: object
    ) -> dict[str, torch.Tensor]:
        """The vectors of texts, as the only feature."""
        texts = self._prepend_prompt(inputs, prompt) if prompt else inputs
        return {"sentence_embedding": torch.from_numpy(self._encoder.embed(texts))}

    def forward(self, features: dict[str, torch.Tensor], **_: object) -> dict[str, torch.Tensor]:
        """The features as they are: :meth:`preprocess` has computed the vectors."""
        return features

    @property
    def max_seq_length(self) -> int:
        """Number of characters that are read of a text."""
        return encoder.MAX_CHARACTERS

    def get_embedding_dimension(self) -> int:
        """Number of values of a vector."""
        return self._encoder.dimensions

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Not offered: the weights are made by ``training/encoder/convert.py``.

        Raises:
            UsageError: Always.
        """
        raise UsageError(f"cannot save to {output_path}: copy the folder of the weights instead")

    @classmethod
    def load(cls, model_name_or_path: str, *_: object, **__: object) -> EncoderModule:
        """The module over the weights of a folder.

        Raises:
            ModelError: The weights are missing, cut short or of another version.
        """
        folder = Path(model_name_or_path)
        if not folder.is_dir():
            raise ModelError(f"{folder} is not a folder with the weights of the encoder")
        return cls(folder)


__all__ = ["EncoderModule"]
