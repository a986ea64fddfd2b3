"""From a trained pipeline to the folder that ships: trimmed, described, checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from aligner.models.manifest import ModelFolder, write_manifest

MODEL = "taggers"
FORMAT = 1
VERSION = "1.0.0"
LIMIT = 12_000_000
"""Bytes that a pipeline may take."""


def package(nlp: Language, folder: Path) -> ModelFolder:
    """Write a pipeline without what only training needs, and its manifest.

    The card that stands in the folder stays.

    Raises:
        ValueError: If it is larger than a pipeline may be.
    """
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    _describe(nlp)
    nlp.to_disk(aside)
    _forget_training(aside)
    spacy.load(aside)
    size = sum(path.stat().st_size for path in aside.rglob("*") if path.is_file())
    if size > LIMIT:
        raise ValueError(f"{aside} takes {size:,} bytes, more than {LIMIT:,}")
    card = folder / "MODEL_CARD.md"
    if card.exists():
        shutil.copy(card, aside)
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "MODEL_CARD.md"]
    return write_manifest(folder, MODEL, FORMAT, [str(p.relative_to(folder)) for p in files])


def _describe(nlp: Language) -> None:
    nlp.meta.update(
        name="aligner",
        version=VERSION,
        description="Parts of speech, features and lemmas in the terms of Universal Dependencies",
        license="CC BY-SA 4.0",
        author="",
        email="",
        url="",
    )
    nlp.meta.pop("performance", None)


def _forget_training(folder: Path) -> None:
    """Empty the sections of the configuration that name files and code of the training."""
    path = folder / "config.cfg"
    config = spacy.util.load_config(path)
    for section in ("paths", "training", "corpora", "pretraining"):
        config[section] = {}
    config["initialize"] = {"vectors": None, "components": {}, "tokenizer": {}}
    config.to_disk(path)
