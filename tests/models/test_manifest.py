from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aligner.errors import ModelError
from aligner.models import manifest
from aligner.similarity import encoder, static


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "table.bin").write_bytes(b"\x01\x02\x03\x04")
    manifest.write_manifest(tmp_path, "encoder", 1, ["table.bin"])
    return tmp_path


def test_whole_weights_are_found_with_a_signature(folder: Path):
    found = manifest.check(folder, "encoder", 1)
    assert found.path("table.bin").read_bytes() == b"\x01\x02\x03\x04"
    assert found.signature.startswith("encoder-v1-")


def test_the_signature_changes_with_the_weights(folder: Path):
    before = manifest.check(folder, "encoder", 1).signature
    (folder / "table.bin").write_bytes(b"\x01\x02\x03\x05")
    assert manifest.write_manifest(folder, "encoder", 1, ["table.bin"]).signature != before


def expect_one_line(folder: Path, *words: str) -> None:
    with pytest.raises(ModelError) as caught:
        manifest.check(folder, "encoder", 1)
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in (*words, "install the package again"))


def test_a_missing_folder_says_which_file(tmp_path: Path):
    expect_one_line(tmp_path / "nowhere", "manifest.json", "is missing")


def test_a_missing_file_says_which(folder: Path):
    (folder / "table.bin").unlink()
    expect_one_line(folder, "table.bin", "is missing")


def test_a_file_cut_short_says_by_how_much(folder: Path):
    (folder / "table.bin").write_bytes(b"\x01\x02")
    expect_one_line(folder, "table.bin", "2 of 4 bytes")


def test_a_changed_file_is_not_used(folder: Path):
    (folder / "table.bin").write_bytes(b"\x01\x02\x03\x05")
    expect_one_line(folder, "table.bin", "was changed")


def test_weights_of_another_version_are_not_used(folder: Path):
    manifest.write_manifest(folder, "encoder", 2, ["table.bin"])  # as a later release would
    expect_one_line(folder, "version 2", "needs 'encoder' version 1")


def test_weights_of_another_model_are_not_used(folder: Path):
    manifest.write_manifest(folder, "static", 1, ["table.bin"])
    expect_one_line(folder, "'static'", "needs 'encoder'")


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"files": 3}', "\x00\x01"])
def test_a_damaged_manifest_is_one_clear_line(folder: Path, manifest: str):
    (folder / "manifest.json").write_text(manifest)
    expect_one_line(folder, "manifest.json")


@pytest.mark.parametrize("facts", [3, None, {}, {"bytes": "many"}, {"bytes": 4, "sha256": 7}])
def test_odd_facts_in_a_manifest_are_one_clear_line(folder: Path, facts: object):
    manifest = {"model": "encoder", "version": 1, "files": {"table.bin": facts}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    expect_one_line(folder, "table.bin")


@pytest.mark.parametrize("model", [encoder, static])
def test_a_shipped_model_without_one_of_its_files_does_not_load(model, tmp_path: Path):
    shutil.copytree(model.FOLDER, tmp_path / "copy")
    (tmp_path / "copy" / "tokenizer.model").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.model is missing"):
        model.load(tmp_path / "copy")
