"""Which language a text or a file name is in.

The model is that of langid.py (Lui and Baldwin 2012, *langid.py: An Off-the-shelf Language
Identification Tool*), which ships inside the package ``py3langid`` and knows 97 languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.languages import LANGUAGES, OFFICIAL
from aligner.reading import kinds

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH_LETTERS = 200
"""Fewer letters than these never contradict what a person said of the language."""

_PASSAGE = 240
_PASSAGES = 24
_TELLING = 60
"""Letters and spaces from which on a passage may be of a language that is not an official one."""
_EXTENSIONS = frozenset((*kinds.DOCUMENTS, *kinds.SCANS, "ocr"))
_TAG = r"[A-Za-z]{2}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}))?"
_INFIX = re.compile(rf"(?P<stem>.*?)[._-](?P<code>{_TAG})")
_MARKS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Detection:
    """A language and how sure it is.

    Attributes:
        lang: BCP 47 code; ``und`` for a text without letters.
        confidence: Share of the text, 0 to 1, that reads as this language.
        letters: Number of letters in the text.
    """

    lang: str
    confidence: float
    letters: int = 0

    @property
    def is_sure(self) -> bool:
        """True where there is text enough and nearly all of it agrees."""
        return self.letters >= ENOUGH_LETTERS and self.confidence >= 0.8


def detect(text: str) -> Detection:
    """The language of a text, by a vote over passages from all of its length.

    One of the languages the tool knows is preferred where a passage is too short to tell.

    Args:
        text: At least a sentence; the more the surer.
    """
    words = _MARKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    letters = len(words) - words.count(" ")
    if not letters:
        return Detection("und", 0.0)
    votes: Counter[str] = Counter()
    passages = _sample(words)
    for passage in passages:
        votes[_classify(passage)] += 1
    lang, count = votes.most_common(1)[0]
    share = count / len(passages)
    return Detection(lang, share * min(1.0, letters / 40), letters)


def from_path(path: Path) -> str | None:
    """The language that a path names, or None.

    The file name speaks before the folder: ``name.fr.txt``, ``name-fr.txt``, ``name_FR.txt``,
    ``name.fr``, ``fr.txt``; then ``fr/name.txt``. Only languages count of which
    it is known how documents are worded.
    """
    return _parts(path)[1] or _known(path.parent.name)


def document_name(path: Path) -> str:
    """What a file is called in every language: without language, ``.ocr`` and extension."""
    return storable(_parts(path)[0])


def storable(name: str) -> str:
    r"""A file's name as files and databases can keep it.

    Control characters and bytes that are no text, which a file system allows, become ``_``.

    >>> storable("a\nb\x1b.txt")
    'a_b_.txt'
    """
    return "".join("_" if unicodedata.category(c) in ("Cc", "Cs") else c for c in name)


def _parts(path: Path) -> tuple[str, str | None]:
    stem, lang = path.name, None
    while "." in stem:
        head, _, suffix = stem.rpartition(".")
        if head and suffix.lower() in _EXTENSIONS:
            stem = head
        elif head and lang is None and (code := _known(suffix)):
            stem, lang = head, code
        else:
            break
    if lang is None and (match := _INFIX.fullmatch(stem)) and (code := _known(match["code"])):
        stem, lang = match["stem"], code
    if lang is None and (code := _known(stem)):
        stem, lang = path.parent.name, code
    return stem or path.stem, lang


def _known(code: str) -> str | None:
    primary = code[:2].lower()
    return primary if re.fullmatch(_TAG, code) and _is_read(primary) else None


def _is_read(lang: str) -> bool:
    """True where it is known how documents are worded in a language."""
    return lang in LANGUAGES and LANGUAGES[lang].drafted


def _sample(words: str) -> list[str]:
    if len(words) <= _PASSAGE:
        return [words]
    count = min(_PASSAGES, len(words) // _PASSAGE)
    stride = (len(words) - _PASSAGE) / max(1, count - 1)
    return [words[round(i * stride) : round(i * stride) + _PASSAGE] for i in range(count)]


def prepare() -> None:
    """Load the model."""
    _identifier()


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _classify(passage: str) -> str:
    ranking = _identifier().rank(passage.lower())
    best, probability = ranking[0]
    enough = len(passage) > _TELLING  # A few words of Spanish may read as Portuguese.
    if best in OFFICIAL or (enough and (probability > 0.99 or _is_read(best))):
        return str(best)
    return next(str(lang) for lang, _ in ranking if lang in OFFICIAL)
