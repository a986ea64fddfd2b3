"""The words of a language: every inflected form, its word classes and how common it is."""

from __future__ import annotations

import lzma
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntFlag

from aligner.errors import ModelError


class Tag(IntFlag):
    """Word classes of a form; a form may be of several."""

    NOUN = 1
    ADJECTIVE = 2
    FINITE = 4
    INFINITIVE = 8
    PARTICIPLE = 16
    FUNCTION = 32
    ADVERB = 64
    ELIDES = 128
    """An elided word (``l'``, ``d'``) may stand before it."""


FLOOR = 1e-8
"""Share of the words given to a form that the frequency corpora do not hold."""

_SHARES = [FLOOR] + [max(FLOOR, 2 ** (step / 8) * 1e-9) for step in range(1, 256)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms in code-point order with two bytes each.

    Attributes:
        forms: Every inflected form, sorted, without elided words before it.
        tags: :class:`Tag` bits of each form.
        steps: How common each form is: 0 for never met, else ``8 * log2(share * 1e9)``.
    """

    forms: list[str]
    tags: bytes
    steps: bytes

    def find(self, form: str) -> int:
        """Position of a form, or -1."""
        at = bisect_left(self.forms, form)
        return at if at < len(self.forms) and self.forms[at] == form else -1

    def begins(self, prefix: str, low: int = 0) -> int:
        """Position of the first form from ``low`` on that begins with a prefix, or -1."""
        at = bisect_left(self.forms, prefix, low)
        return at if at < len(self.forms) and self.forms[at].startswith(prefix) else -1

    def tag(self, form: str) -> int:
        """Word classes of a form, 0 where it is not known."""
        at = self.find(form)
        return self.tags[at] if at >= 0 else 0

    def share(self, form: str) -> float:
        """Share of running words that a form makes up; 0 where it is not a form."""
        at = self.find(form)
        return _SHARES[self.steps[at]] if at >= 0 else 0.0


def unpack(packed: bytes) -> Lexicon:
    """Read a lexicon as ``training/ocr/lexicon.py`` packs it: forms, NUL, tags, steps.

    Raises:
        ModelError: The bytes are not a lexicon.
    """
    try:
        text, _, columns = lzma.decompress(packed).partition(b"\0")
        forms = text.decode("utf-8").split("\n")
    except (lzma.LZMAError, UnicodeDecodeError) as error:
        raise ModelError(f"the OCR lexicon cannot be read ({error}); reinstall aligner") from None
    if len(columns) != 2 * len(forms):
        raise ModelError("the OCR lexicon is cut short; reinstall aligner")
    return Lexicon(forms, columns[: len(forms)], columns[len(forms) :])
