"""Where the paragraphs of one reading of a document stand in the next, and what became of the rest.

A paragraph is known by its words; its number may be another. One with a repair that a person
refused must be the same to the letter, as the place of the repair is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from aligner.model import Document, Paragraph
from aligner.store.row_states import Piece
from aligner.store.words import forms

Cells = Mapping[str, tuple[Piece, ...]]

_RUN = 4
"""Words in a row by which two texts are compared."""
_REWORDED = 0.5
"""Share of the words from which on one paragraph counts as another wording of the other."""
_MOST = 10_000
"""Pairs of paragraphs to compare in one place; beyond, they are taken in order."""


@dataclass(frozen=True)
class Rereading:
    """A reading of one language and the reading before it."""

    old: Document
    new: Document

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each old paragraph stands now; those whose words are others are absent."""
        before, after = self._keys(self.old), self._keys(self.new)
        if before == after:
            return {i: i for i in range(len(before))}
        found = {a + i: b + i for a, b, size in self._blocks for i in range(size)}
        taken = set(found.values())
        left = [i for i in range(len(before)) if i not in found]
        free = [i for i in range(len(after)) if i not in taken]
        once = _once(before, left), _once(after, free)
        return found | {i: once[1][key] for key, i in once[0].items() if key in once[1]}

    @cached_property
    def became(self) -> Mapping[int, int]:
        """The same, and for reworded paragraphs the new wording."""
        found = dict(self.places)
        taken = set(found.values())
        at_old = at_new = 0
        for a, b, size in self._blocks:
            left = [i for i in range(at_old, a) if i not in found]
            free = [i for i in range(at_new, b) if i not in taken]
            found |= self._reworded(left, free)
            at_old, at_new = a + size, b + size
        return found

    @cached_property
    def fresh(self) -> frozenset[int]:
        """New paragraphs that were not there before in these words."""
        return frozenset(range(len(self.new.paragraphs))) - frozenset(self.places.values())

    @property
    def gone(self) -> int:
        """Number of old paragraphs that are not there any more in these words."""
        return len(self.old.paragraphs) - len(self.places)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Paragraphs that read differently, that are new, and that are gone."""
        changed = min(len(self.fresh), self.gone)
        return changed, len(self.fresh) - changed, self.gone - changed

    def pieces(self, old: Sequence[Piece]) -> tuple[Piece, ...] | None:
        """Pieces of old paragraphs in the new ones; None where the words of one are others."""
        found = []
        for ordinal, start, end in old:
            if (to := self.places.get(ordinal)) is None:
                return None
            was, now = self.old.paragraphs[ordinal], self.new.paragraphs[to]
            shift = now.body_start - was.body_start
            found.append((to, start and start + shift, None if end is None else end + shift))
        return tuple(found)

    @cached_property
    def _blocks(self) -> list[tuple[int, int, int]]:
        before, after = self._keys(self.old), self._keys(self.new)
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        return [(match.a, match.b, match.size) for match in blocks]

    def _keys(self, document: Document) -> list[str]:
        exact = {change.paragraph for change in self.old.changes if change.refused}
        known = {self.old.paragraphs[i].text for i in exact}
        return [p.text if p.text in known else p.body for p in document.paragraphs]

    def _reworded(self, left: Sequence[int], free: Sequence[int]) -> Iterator[tuple[int, int]]:
        if len(left) * len(free) > _MOST:
            yield from zip(left, free, strict=False)
            return
        words = {i: Counter(forms(self.new.paragraphs[i].body)) for i in free}
        for i in left:
            mine = Counter(forms(self.old.paragraphs[i].body))
            shares = {j: _share(mine, other) for j, other in words.items()}
            best = max(shares, key=lambda j: shares[j], default=None)
            if best is not None and shares[best] >= _REWORDED:
                del words[best]
                yield i, best


Readings = Mapping[str, Rereading]
"""By language; one that only either of two versions has is absent."""


def compare(old: Mapping[str, Document], new: Mapping[str, Document]) -> Readings:
    """The readings of each language that both have."""
    return {lang: Rereading(old[lang], new[lang]) for lang in old if lang in new}


def carried(readings: Readings, cells: Cells) -> Cells | None:
    """The cells of a row in the new paragraphs; None where any of its words are others."""
    found = {}
    for lang, old in cells.items():
        pieces = readings[lang].pieces(old) if lang in readings else None
        if pieces is None:
            return None
        found[lang] = pieces
    return found


def likeness(old: Mapping[str, Document], new: Mapping[str, Document]) -> float | None:
    """How much of the shorter text stands in the longer one, 0 to 1, by words in a row.

    Of several languages the most alike counts: a document keeps its French where its English is
    written anew. None where there is no language to compare.
    """
    shares = []
    for lang in old.keys() & new.keys():
        sides = [_runs(document.paragraphs) for document in (old[lang], new[lang])]
        if all(sides):
            shares.append(_share(*sides))
    return max(shares, default=None)


def _runs(paragraphs: Sequence[Paragraph]) -> Counter[tuple[str, ...]]:
    words = [form for paragraph in paragraphs for form in forms(paragraph.body)]
    return Counter(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))


def _share(one: Counter[Any], other: Counter[Any]) -> float:
    """What two texts have in common, as a share of the shorter."""
    least = min(one.total(), other.total())
    return (one & other).total() / least if least else float(one == other)


def _once(keys: Sequence[str], of: Sequence[int]) -> Mapping[str, int]:
    """Those of some paragraphs whose words no other of them has."""
    found: dict[str, list[int]] = defaultdict(list)
    for i in of:
        found[keys[i]].append(i)
    return {key: at[0] for key, at in found.items() if len(at) == 1}
