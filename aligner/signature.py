"""How a result was made, on one line: the same line makes the same result again.

It reads as those of sacrebleu do (Post 2018, *A Call for Clarity in Reporting BLEU Scores*)::

    aligner:0.1.0|weights:1a2b3c4d|similarity:static-v1-0123abcd+encoder-v1-4567cdef|pivot:fr
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from aligner.version import VERSION

_PACKAGE = Path(__file__).resolve().parent
SHIPPED = (
    "models/**/manifest.json",
    "alignment/feature_weights.json",
    "alignment/rescoring.json",
    "terminology/ranking.json",
    "terminology/weights.json",
)
"""The weights that ship, as patterns; a manifest holds the hash of each file beside it."""


@cache
def weights() -> str:
    """First eight hexadecimal digits of a hash over all weights that ship."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SHIPPED for path in _PACKAGE.glob(pattern)):
        # Where the package lies, and how its lines end there, is no part of the weights.
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


def of(**settings: str) -> str:
    """The signature of a result.

    Args:
        settings: What was chosen, by name; what is empty is left out.
    """
    told = {"aligner": VERSION, "weights": weights()} | settings
    return "|".join(f"{name}:{_plain(value)}" for name, value in told.items() if value)


def joined(signatures: Iterable[str], **settings: str) -> str:
    """One signature for what was made of several results; values that differ stand side by side."""
    fields: dict[str, list[str]] = {}
    for signature in signatures:
        for field in filter(None, signature.split("|")):
            name, _, value = field.partition(":")
            fields.setdefault(name, []).append(value)
    told = {name: ",".join(dict.fromkeys(values)) for name, values in fields.items()} | settings
    return "|".join(f"{name}:{_plain(value)}" for name, value in told.items() if value)


def _plain(value: str) -> str:
    return " ".join(value.replace("|", "/").split())
