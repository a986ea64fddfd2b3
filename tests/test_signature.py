"""One line says how a result was made."""

from __future__ import annotations

from pathlib import Path

import aligner
from aligner import signature
from aligner.model import Document
from tests.conftest import ROOT

PACKAGE = ROOT / "aligner"
SMALL = 3_000
"""Bytes under which a data file is no weights but a table or a setting."""


def test_it_names_the_version_the_weights_and_what_was_chosen() -> None:
    src, tgt = (Document.of_lines("a", lang, ["1", "2"]) for lang in ("fr", "en"))
    made = aligner.align(src, tgt, "lexical").signature
    assert made.startswith(f"aligner:{aligner.__version__}|weights:{signature.weights()}|")
    assert "similarity:lexical" in made
    assert aligner.align(src, tgt, "lexical").signature == made
    assert aligner.align(src, tgt, "lexical", sentences=False).signature != made


def test_joined_it_keeps_what_differs_and_says_the_rest_once() -> None:
    one, two = signature.of(similarity="a"), signature.of(similarity="b")
    assert signature.joined([one, one]) == one
    assert signature.joined([one, two], pivot="fr").endswith("|similarity:a,b|pivot:fr")


def test_every_file_of_weights_counts() -> None:
    counted = {path for pattern in signature.SHIPPED for path in PACKAGE.glob(pattern)}
    folders = {path.parent for path in counted if path.name == "manifest.json"}
    for path in _data():
        covered = path in counted or any(folder in path.parents for folder in folders)
        assert covered, f"{path.relative_to(PACKAGE)} is not in signature.SHIPPED"


def test_the_page_of_models_names_every_file_of_weights() -> None:
    page = (ROOT / "docs" / "models.md").read_text("utf-8")
    for path in _data():
        names = {f"aligner/{p.as_posix()}" for p in _and_above(path.relative_to(PACKAGE))}
        assert any(f"`{name}`" in page for name in names), f"{path} is not in docs/models.md"


def _data() -> list[Path]:
    """Files of the package that a program reads as numbers."""
    kinds = {".json", ".npz", ".npy", ".bin", ".safetensors", ".model", ".pt", ".tsv.gz"}
    return [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in kinds and path.stat().st_size > SMALL and "__pycache__" not in path.parts
    ]


def _and_above(path: Path) -> list[Path]:
    return [path, *path.parents]
