"""What ships for a language: its lexicon, its context weights and its facts, checked on loading.

A language is added by adding a folder to ``aligner/models/ocr``: ``training/ocr`` makes one from
a hunspell dictionary and open corpora. Nothing in the code names a language.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import cache

from aligner.errors import ModelError
from aligner.models import manifest
from aligner.reading.ocr import context, judgement, lexicon

VERSION = 1
_FOLDER = manifest.MODELS / "ocr"


@dataclass(frozen=True, slots=True)
class RepairModel:
    """What repair knows of a language.

    Attributes:
        lexicon: Its words.
        pairs: Models of the real words that are told apart by their neighbours.
        judgement: Weights of :mod:`aligner.reading.ocr.judgement`.
        article: The article that stands elided before a vowel (``l``), or an empty string.
        ordinal: What follows the digits of an ordinal (``e`` in ``7847e``), or an empty string.
        before_ordinal: Words after which a number with a degree sign is an ordinal.
        clitics: Small words that stand between subject and verb.
    """

    lexicon: lexicon.Lexicon
    pairs: tuple[context.Pair, ...]
    judgement: tuple[float, ...]
    article: str
    ordinal: str
    before_ordinal: frozenset[str]
    clitics: frozenset[str]


def lexicon_languages() -> tuple[str, ...]:
    """Codes of the languages whose words can be mended; the others get marks and scripts only."""
    return tuple(sorted(entry.name for entry in _FOLDER.iterdir() if entry.is_dir()))


@cache
def load(lang: str) -> RepairModel | None:
    """The weights of a language, or None where none ship.

    Raises:
        ModelError: A file is missing, damaged or of another version.
    """
    if lang not in lexicon_languages():
        return None
    found = manifest.check(_FOLDER / lang, "ocr", VERSION)
    profile = json.loads(found.path("profile.json").read_text("utf-8"))
    if len(profile["judgement"]) != len(judgement.FEATURES):
        raise ModelError(f"the OCR weights for {lang} have other features; reinstall aligner")
    return RepairModel(
        lexicon=lexicon.unpack(found.path("lexicon.xz").read_bytes()),
        pairs=context.unpack(
            lzma.decompress(found.path("context.xz").read_bytes()), profile["pairs"]
        ),
        judgement=tuple(profile["judgement"]),
        article=profile["article"],
        ordinal=profile["ordinal"],
        before_ordinal=frozenset(profile["before_ordinal"]),
        clitics=frozenset(profile["clitics"]),
    )
