"""A text that a large model has read is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from aligner.errors import ModelError
from aligner.similarity import cache
from aligner.similarity.memory import Memory
from aligner.similarity.providers import Transformer, provider
from aligner.similarity.runs import Matrix


class Reader:
    """Counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Matrix:
        self.read += texts
        return np.array([[len(t), 1, 2, 3] for t in texts], np.float32).reshape(len(texts), 4)


def test_the_second_time_nothing_is_read(tmp_path: Path) -> None:
    file, reader = tmp_path / "deep" / "cache.sqlite", Reader()
    first = cache.cached(["a", "bb", "a"], reader, "model", file=file)
    again = cache.cached(["bb", "a", "ccc"], reader, "model", file=file)
    assert reader.read == ["a", "bb", "ccc"]
    assert first.tolist() == [[1, 1, 2, 3], [2, 1, 2, 3], [1, 1, 2, 3]]
    assert again[:, 0].tolist() == [2, 1, 3]


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    file, reader = tmp_path / "cache.sqlite", Reader()
    cache.cached(["a"], reader, "one", file=file)
    cache.cached(["a"], reader, "other", file=file)
    assert reader.read == ["a", "a"]


def test_no_text_is_stored(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    cache.cached(["a secret draft resolution"], Reader(), "model", file=file)
    assert b"secret" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_the_file_stays_within_its_bounds(tmp_path: Path) -> None:
    file, reader = tmp_path / "cache.sqlite", Reader()
    for start in range(0, 4000, 500):
        texts = [f"text {i}" for i in range(start, start + 500)]
        cache.cached(texts, reader, "model", file=file, limit=100_000)
    assert file.stat().st_size < 300_000
    reader.read.clear()
    cache.cached([f"text {i}" for i in range(3900, 4000)], reader, "model", file=file)
    assert len(reader.read) < 100


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    file, reader = tmp_path / "cache.sqlite", Reader()
    file.write_bytes(b"this is no database at all" * 100)
    cache.cached(["a"], reader, "model", file=file)
    cache.cached(["a"], reader, "model", file=file)
    assert reader.read == ["a"]


def test_without_a_place_to_write_texts_are_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    file, reader = tmp_path / "taken" / "cache.sqlite", Reader()
    for _ in range(2):
        assert cache.cached(["a"], reader, "model", file=file).shape == (1, 4)
    assert reader.read == ["a", "a"]


def test_the_place_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGNER_CACHE", "/somewhere/else")
    assert cache.folder() == Path("/somewhere/else")
    monkeypatch.delenv("ALIGNER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/of/mine")
    assert cache.folder() == Path("/of/mine/aligner")


def test_a_changed_file_makes_another_model(tmp_path: Path) -> None:
    (tmp_path / "weights").write_text("one")
    before = cache.fingerprint(tmp_path)
    assert cache.fingerprint(tmp_path) == before
    (tmp_path / "weights").write_text("three")
    assert cache.fingerprint(tmp_path) != before


@pytest.mark.parametrize("name", ["LaBSE", "nobody/no-such-model", "./not/a/folder"])
def test_a_model_that_is_not_here_is_one_clear_line(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError) as caught:
        provider(f"transformer:{name}").compare(["a"], ["b"], 2)
    message = str(caught.value)
    assert message.startswith(f"{name}: no such model on this machine")
    assert "--similarity transformer:" in message
    assert "\n" not in message


def test_a_folder_that_holds_no_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    empty = tmp_path / "model"
    empty.mkdir()
    with pytest.raises(ModelError, match="holds no sentence-transformers model") as caught:
        Transformer(str(empty)).embed(["a"])
    assert "\n" not in str(caught.value)


def test_a_model_by_its_path_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path))
    ours = Path(cache.__file__).parent.parent / "models" / "static"
    first = Transformer(str(ours)).embed(["le Conseil de sécurité", "the Security Council"])
    assert (tmp_path / "embeddings.sqlite").exists()
    again = Transformer(str(ours))
    monkeypatch.setattr(Transformer, "_read", Reader())
    assert np.array_equal(again.embed(["the Security Council"]), first[1:])
    assert np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-3)


def test_texts_read_a_moment_ago_are_remembered() -> None:
    reader = Reader()
    memory = Memory(reader, texts=3)
    assert memory.embed(["a", "bb"])[:, 0].tolist() == [1, 2]
    assert memory.embed(["bb", "ccc"])[:, 0].tolist() == [2, 3]
    assert reader.read == ["a", "bb", "ccc"]
    memory.embed(["dddd"])
    memory.embed(["a"])
    assert reader.read == ["a", "bb", "ccc", "dddd", "a"]
    assert memory.embed([]).shape == (0, 4)
    assert memory.embed(["e"] * 9).shape == (9, 4)
