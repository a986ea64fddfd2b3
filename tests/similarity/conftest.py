"""The embeddings that ship, loaded once."""

from __future__ import annotations

import pytest

from aligner.similarity import encoder, static


@pytest.fixture(scope="session")
def sentence_encoder() -> encoder.Encoder:
    return encoder.load()


@pytest.fixture(scope="session")
def bags() -> static.Static:
    return static.load()
