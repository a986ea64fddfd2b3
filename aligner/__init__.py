"""Multilingual alignment and terminology for United Nations documents.

    >>> import aligner
    >>> fr = aligner.read("texts/fr/S-RES-2331-2016.ocr.txt")
    >>> en = aligner.read("texts/en/S-RES-2331-2016.txt")
    >>> bitext = aligner.align(fr, en)
    >>> bitext
    <Bitext S-RES-2331-2016, fr-en: 47 beads>
    >>> src, tgt, confidence = list(bitext.pairs())[-1]
    >>> print(tgt)
    24. Decides to remain actively seized of the matter.
    >>> glossary = aligner.extract_terms([bitext])
    >>> [entry.term("en").text for entry in glossary.entries[:2]]
    ['armed conflict', 'Member States']

Functions are values in, values out; :mod:`aligner.model` has the nouns. Everything is loaded when
it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from aligner.version import VERSION

__version__ = VERSION

_HOMES = {
    "AlignerError": "aligner.errors",
    "read": "aligner.reading",
    "align": "aligner.alignment",
    "join": "aligner.alignment",
    "extract_terms": "aligner.terminology",
    "check": "aligner.consistency",
    "run": "aligner.pipeline",
    "assemble": "aligner.pipeline",
    "connect": "aligner.store",
}

if TYPE_CHECKING:
    from aligner.alignment import align, join
    from aligner.consistency import check
    from aligner.errors import AlignerError
    from aligner.pipeline import assemble, run
    from aligner.reading import read
    from aligner.store import connect
    from aligner.terminology import extract_terms

__all__ = [
    "AlignerError",
    "__version__",
    "align",
    "assemble",
    "check",
    "connect",
    "extract_terms",
    "join",
    "read",
    "run",
]


def __getattr__(name: str) -> object:
    """Load a public function when it is first asked for, so that importing is quick."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'aligner' has no attribute '{name}'")


def __dir__() -> list[str]:
    """What there is, also of what is not loaded yet."""
    return sorted({*globals(), *__all__})
