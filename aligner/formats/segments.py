"""Rows of paragraphs as units of sentences or clauses, for CAT tools that cut texts so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.model import Bead, Document, Project, TranslationUnit
from aligner.model.thresholds import is_uncertain

SEGTYPES = {"paragraph": "paragraph", "sentence": "sentence", "clause": "phrase"}
"""How units may be cut, each with the word of TMX for it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence: its words without the label, and where its second and later clauses begin."""

    text: str
    clauses: tuple[str, ...]


class Segments:
    """Cuts the rows of a project into sentences or clauses, pair by pair with the source."""

    def __init__(self, project: Project, source: str, *, by: str, source_locked: bool) -> None:
        """Look at the beads of a project.

        Args:
            project: With its documents and bitexts.
            source: Language from which the units are translated.
            by: A key of :data:`SEGTYPES`.
            source_locked: Only what is one sentence of the source goes out by itself: the source
                is never joined, the target may be.
        """
        self._source = source
        self._by = by
        self._locked = source_locked
        self._documents = project.multitext.documents
        self._beads: dict[str, Mapping[tuple[tuple[int, ...], tuple[int, ...]], Bead]] = {}
        for bitext in project.bitexts:
            if source == bitext.src.lang:
                beads = {(bead.src, bead.tgt): bead for bead in bitext.beads}
                self._beads[bitext.tgt.lang] = beads
            elif source == bitext.tgt.lang:
                turned = (_turned(bead) for bead in bitext.beads)
                self._beads[bitext.src.lang] = {(bead.src, bead.tgt): bead for bead in turned}

    def of(
        self,
        unit: TranslationUnit,
        cells: Mapping[str, tuple[int, ...]],
        edited: Sequence[str],
        languages: Sequence[str],
    ) -> Iterator[TranslationUnit]:
        """The units of a row: sentences where they are sure, or else the row as it is.

        A sentence bead whose confidence is uncertain, or that has one side only, does not go out
        by itself; the whole paragraph stands for it. So does a row whose words a person wrote
        anew, or that is not one bead.

        Args:
            unit: The row.
            cells: Its paragraphs by language.
            edited: Languages whose words a person wrote anew.
            languages: Of the file, the source first.
        """
        whole: list[str] = []
        number = 0
        for lang in languages:
            if lang == self._source or lang not in unit.texts:
                continue
            key = (cells.get(self._source, ()), cells.get(lang, ()))
            bead = self._beads.get(lang, {}).get(key)
            if bead is None or lang in edited or self._source in edited or not bead.sentences:
                whole.append(lang)
                continue
            sure, complete = self._pairs(bead, lang)
            for (source, target), confidence in sure:
                number += 1
                yield replace(
                    unit,
                    id=f"{unit.id}.{number}",
                    texts={self._source: source, lang: target},
                    confidence=confidence,
                )
            if not complete:
                whole.append(lang)
        if whole or not number:
            texts = {
                name: text
                for name, text in unit.texts.items()
                if name == self._source or name in whole or not number
            }
            yield replace(unit, texts=texts)

    def inside(
        self,
        unit: TranslationUnit,
        cells: Mapping[str, tuple[int, ...]],
        edited: Sequence[str],
        languages: Sequence[str],
    ) -> TranslationUnit:
        """The unit of a row with its sentences inside it, where all are sure; else as it is.

        Arguments are those of :meth:`of`.
        """
        pieces = tuple(self.of(unit, cells, edited, languages))
        if len(pieces) > 1 and all(
            alternating(unit.texts.get(lang, ""), [piece.texts.get(lang, "") for piece in pieces])
            for lang in languages
        ):
            return replace(unit, segments=pieces)
        return unit

    def _pairs(self, bead: Bead, lang: str) -> tuple[list[tuple[tuple[str, str], float]], bool]:
        """Each sure sentence bead as texts with its confidence, and whether all are sure."""
        sides = (
            _pieces(self._documents[self._source], bead.src),
            _pieces(self._documents[lang], bead.tgt),
        )
        found: list[tuple[tuple[str, str], float]] = []
        complete = True
        for inner in bead.sentences:
            if (
                inner.is_null
                or is_uncertain(inner.confidence)
                or (self._locked and len(inner.src) > 1)
            ):
                complete = False
                continue
            left = [sides[0][i] for i in inner.src]
            right = [sides[1][i] for i in inner.tgt]
            found += (
                (pair, inner.confidence) for pair in _cut(left, right, clauses=self._by == "clause")
            )
        return found, complete


def _turned(bead: Bead) -> Bead:
    return replace(bead, src=bead.tgt, tgt=bead.src, sentences=tuple(map(_turned, bead.sentences)))


def _pieces(document: Document, paragraphs: Sequence[int]) -> list[_Piece]:
    """The sentences of some paragraphs, numbered as sentence beads number them."""
    found = []
    for paragraph in (document.paragraphs[i] for i in paragraphs):
        for sentence in paragraph.sentences:
            start = max(sentence.start, min(paragraph.body_start, sentence.end))
            cuts = [start, *(c for c in sentence.clauses if start < c < sentence.end), sentence.end]
            clauses = tuple(paragraph.text[a:b].strip() for a, b in pairwise(cuts))
            found.append(_Piece(paragraph.text[start : sentence.end].strip(), clauses))
    return found


def _cut(
    left: Sequence[_Piece], right: Sequence[_Piece], *, clauses: bool
) -> Iterator[tuple[str, str]]:
    """Source and target of one bead, clause by clause where both have as many."""
    if clauses and len(left) == len(right) == 1:
        both = left[0].clauses, right[0].clauses
        if len(both[0]) == len(both[1]) and all(map(all, both)):
            yield from zip(*both, strict=True)
            return
    yield " ".join(p.text for p in left).strip(), " ".join(p.text for p in right).strip()


def alternating(text: str, pieces: Sequence[str]) -> list[str]:
    """A text cut where pieces of it meet: a piece, the white space after it, the next piece, ...

    White space within the pieces may be otherwise than in the text.

    Returns:
        One less than twice as many strings as pieces, which are the text again when joined, but for
        white space around it; none where the pieces are not the whole text, in its order.
    """
    found: list[str] = []
    at = 0
    for piece in pieces:
        start = _past_space(text, at)
        if found:
            found.append(text[at:start])
        at = start
        for letter in "".join(piece.split()):
            at = _past_space(text, at)
            if text[at : at + 1] != letter:
                return []
            at += 1
        if at == start:
            return []
        found.append(text[start:at])
    return [] if text[at:].strip() else found


def _past_space(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at
