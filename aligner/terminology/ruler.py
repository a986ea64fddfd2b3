"""spaCy's attribute ruler, quick where a rule asks for one word only.

A pipeline's rules are a few hundred patterns, and spaCy tries each of them at every word of a text:
more work than the tagging itself. Nearly all ask for a single word with its tag; what these say of
a word is found once and kept, and only patterns of several words are tried at every place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

NAME = "attribute_ruler"
FACTORY = "aligner_attribute_ruler"

KEPT = 100_000
"""Words with their tags whose rules are kept; far more than one language of a collection has."""

_READING: list[int | str] = ["ORTH", "TAG", "POS", "MORPH"]
_OWN = frozenset(
    [
        "ORTH",
        "TEXT",
        "LOWER",
        "SHAPE",
        "LENGTH",
        "IS_SPACE",
        "IS_ALPHA",
        "IS_DIGIT",
        "TAG",
        "POS",
        "MORPH",
        "DEP",
    ]
)
"""What a pattern may ask of a word so that its answer is the same wherever the word stands with the
same tag; pipelines are loaded without parsers, so that no word has a dependency."""

Pattern = list[dict[int | str, Any]]
Reading = tuple[int, ...]
"""A word, its tags and its inflection, as spaCy's numbers."""


class QuickRuler(AttributeRuler):
    """An attribute ruler that sets what spaCy's own would set."""

    def __init__(self, vocab: Vocab, name: str = NAME) -> None:
        super().__init__(vocab, name)
        self.clear()

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._single = Matcher(self.vocab)
        self._several = Matcher(self.vocab)
        self._known: dict[Reading, tuple[tuple[int, int], ...]] = {}

    def add(self, patterns: Iterable[Pattern], attrs: dict[Any, Any], index: int = 0) -> None:
        """Add a rule, see spaCy's :meth:`AttributeRuler.add`."""
        patterns = list(patterns)
        super().add(patterns, attrs, index)
        key = str(len(self.attrs) - 1)
        for matcher, alone in ((self._single, True), (self._several, False)):
            if some := [pattern for pattern in patterns if _is_of_one_word(pattern) == alone]:
                matcher.add(key, some)  # type: ignore[arg-type]
        self._known.clear()

    def match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """The rules that hold, later ones last: number, name, first word and one past the last."""
        readings = [tuple(reading) for reading in doc.to_array(_READING).tolist()]
        if len(self._known) > KEPT:
            self._known.clear()
        if new := [reading for reading in dict.fromkeys(readings) if reading not in self._known]:
            self._learn(new)
        several = self._several(doc, allow_missing=True) if len(self._several) else ()
        found = [(int(self.vocab.strings[name]), name, start, end) for name, start, end in several]
        found += [
            (number, name, i, i + 1)
            for i, reading in enumerate(readings)
            for number, name in self._known[reading]
        ]
        return sorted(found)

    def _learn(self, readings: Sequence[Reading]) -> None:
        """Find the rules that hold for words by themselves."""
        doc = Doc(self.vocab, words=[self.vocab.strings[reading[0]] for reading in readings])
        tags = np.array([reading[1:] for reading in readings], np.uint64)
        doc.from_array(_READING[1:], tags)  # type: ignore[arg-type]
        rules: list[list[tuple[int, int]]] = [[] for _ in readings]
        matches = self._single(doc, allow_missing=True) if len(self._single) else ()
        for name, start, _ in matches:
            rules[start].append((int(self.vocab.strings[name]), name))
        self._known.update(zip(readings, map(tuple, rules), strict=True))


def quicken(nlp: Language) -> None:
    """Give a pipeline the quick ruler in place of its own, with the same rules."""
    if not nlp.has_pipe(NAME):
        return
    patterns = nlp.get_pipe(NAME).patterns  # type: ignore[attr-defined]
    nlp.replace_pipe(NAME, FACTORY)
    nlp.get_pipe(NAME).add_patterns(patterns)  # type: ignore[attr-defined]


@Language.factory(FACTORY)
def _quick_ruler(nlp: Language, name: str) -> QuickRuler:
    return QuickRuler(nlp.vocab, name)


def _is_of_one_word(pattern: Pattern) -> bool:
    return len(pattern) == 1 and all(str(what).upper() in _OWN for what in pattern[0])
