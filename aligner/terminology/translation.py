"""For each candidate of the source language the stretch that translates it.

A pair of candidates is weighed where it stands: the soft word links of the aligned unit that run
from one span into the other, against those that run elsewhere and against words without links
(the idea of consistent phrase pairs, Koehn et al. 2003, made soft). What the units say is gathered
over the collection and joined with the meaning of the two spans and their looks. Then, in every
unit, each span takes the counterpart that is best for both, so that nested terms and synonyms do
not steal from one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.terminology import lexicon
from aligner.terminology.corpus import Candidate, Corpus, Stretch
from aligner.terminology.lexicon import Embed, Floats, Ints, Lexicon, Unit

UNLINKED = 0.5
"""What a word without a counterpart costs, against a word whose counterpart is outside."""
CONSISTENT = 0.35
"""Least consistency of a pair that is looked at further."""
KEPT = 6
"""Counterparts that a span keeps in each unit."""

CONSISTENCY, MEANING, LOOKS, SHARE, BIAS = 6.0, 4.0, 0.5, 1.0, -4.2
"""Weights of the evidence in the log-odds that a pair is right."""
FORMED = 1.0
"""Log-odds for a target that has the shape of a term."""
ACRONYMS = 3.0
"""Log-odds for a pair of full forms that both have an acronym."""
REPEATED = 0.7
"""Log-odds that each doubling (by e) of the number of links adds."""


class Segment(NamedTuple):
    """Aligned stretches of the two languages.

    Attributes:
        src: Stretches of the source side, in order.
        tgt: Stretches of the target side.
        bead: Number of the bead, over all bitexts, in which they stand.
    """

    src: tuple[Stretch, ...]
    tgt: tuple[Stretch, ...]
    bead: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """A source candidate and its translation, with the evidence.

    Attributes:
        src: Id of the source candidate.
        tgt: Id of the target candidate.
        probability: That each is the other's exact counterpart, 0 to 1.
        consistency: Share of the word links of both spans that join the two, 0 to 1.
        meaning: csls of the two spans in the encoder's space, about -1 to 1.
        looks: Cosine of their letter n-grams, 0 to 1.
        share: Share of the occurrences of the source term that have the other near, 0 to 1.
        links: Number of times that one was taken for the other.
        beads: The beads in which both stand, ascending; empty without links.
    """

    src: int
    tgt: int
    probability: float
    consistency: float
    meaning: float
    looks: float
    share: float
    links: int
    beads: tuple[int, ...]


def translate(
    segments: Sequence[Segment],
    src: Corpus,
    tgt: Corpus,
    embed: Embed,
    progress: Callable[[float], None] = lambda _: None,
) -> list[Rendering]:
    """Pair the candidates of two languages.

    Args:
        segments: The aligned units.
        src: Corpus of the source language.
        tgt: Corpus of the target language.
        embed: Encoder of words and spans.
        progress: Told the share of the work that is done.

    Returns:
        Every pair that was looked at, those that were never the best for both sides (``links`` 0)
        included, in no order.
    """
    if not segments:
        return []
    units = [_joined(segment.src) for segment in segments], [_joined(s.tgt) for s in segments]
    words = lexicon.learn(
        [Unit(a.words, b.words) for a, b in zip(*units, strict=True)],
        [word.form for word in src.words],
        [word.form for word in tgt.words],
        embed,
    )
    progress(0.4)
    cells = [_cells(a, b, words) for a, b in zip(*units, strict=True)]
    progress(0.6)
    if not any(len(unit.rows) for unit in cells):
        return []
    pairs = _weigh(cells, src, tgt, embed)
    progress(0.9)
    links = _links(cells, pairs)
    beads = np.array([segment.bead for segment in segments], np.int32)
    where = _where(units[0], beads), _where(units[1], beads)
    renderings = []
    for pair, code in enumerate(pairs.codes):
        one, other = divmod(int(code), pairs.width)
        both = tuple(np.intersect1d(where[0][one], where[1][other]).tolist()) if links[pair] else ()
        renderings.append(pairs.rendering(pair, links[pair], both))
    return renderings


class _Cells(NamedTuple):
    """The span pairs of one unit that are worth a look.

    Attributes:
        rows: Place of each pair's source span among those of the unit.
        columns: Place of its target span.
        src: Id of its source candidate.
        tgt: Id of its target candidate.
        consistency: Share of the links of both spans that join the two, 0 to 1.
    """

    rows: Ints
    columns: Ints
    src: Ints
    tgt: Ints
    consistency: Floats


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Evidence for each distinct pair of candidates; arrays of shape ``(p,)``."""

    codes: NDArray[np.int64]
    width: int
    consistency: Floats
    meaning: Floats
    looks: Floats
    share: Floats
    odds: Floats

    def ids(self, pair: int) -> tuple[int, int]:
        src, tgt = divmod(int(self.codes[pair]), self.width)
        return src, tgt

    def find(self, cells: _Cells) -> NDArray[np.int64]:
        found: NDArray[np.int64] = np.searchsorted(
            self.codes, cells.src.astype(np.int64) * self.width + cells.tgt
        )
        return found

    def rendering(self, pair: int, links: int, beads: tuple[int, ...]) -> Rendering:
        src, tgt = self.ids(pair)
        odds = self.odds[pair] + REPEATED * np.log(max(links, 0.5))
        return Rendering(
            src,
            tgt,
            probability=float(1 / (1 + np.exp(-odds))),
            consistency=float(self.consistency[pair]),
            meaning=float(self.meaning[pair]),
            looks=float(self.looks[pair]),
            share=float(self.share[pair]),
            links=links,
            beads=beads,
        )


def _joined(stretches: Sequence[Stretch]) -> Stretch:
    """Several stretches as one; spans keep to their own."""
    if len(stretches) == 1:
        return stretches[0]
    shifts = np.cumsum([0, *(len(stretch.words) for stretch in stretches)])
    shifted = [
        Stretch(s.words, s.terms, s.starts + shift, s.ends + shift)
        for s, shift in zip(stretches, shifts[:-1], strict=True)
    ]
    return Stretch(
        *(np.concatenate(parts).astype(np.int32) for parts in zip(*shifted, strict=True))
    )


def _cells(src: Stretch, tgt: Stretch, words: Lexicon) -> _Cells:
    """Weigh every span of one side against every span of the other."""
    links = words.links(Unit(src.words, tgt.words))
    table = np.zeros((links.shape[0] + 1, links.shape[1] + 1), np.float32)
    table[1:, 1:] = links.cumsum(axis=0).cumsum(axis=1)
    top, bottom = src.starts[:, None], src.ends[:, None]
    left, right = tgt.starts[None, :], tgt.ends[None, :]
    inside = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
    need = _need(links.sum(axis=1), src)[:, None] + _need(links.sum(axis=0), tgt)[None, :]
    consistency = 2 * inside / (need + 1e-6)
    if consistency.shape[1] > KEPT:
        least = np.partition(consistency, -KEPT, axis=1)[:, -KEPT][:, None]
        consistency = np.where(consistency >= least, consistency, 0)
    rows, columns = np.nonzero(consistency > CONSISTENT)
    return _Cells(
        rows.astype(np.int32),
        columns.astype(np.int32),
        src.terms[rows],
        tgt.terms[columns],
        consistency[rows, columns],
    )


def _need(linked: Floats, side: Stretch) -> Floats:
    """How much a counterpart has to cover of each span: its links, and half of what has none."""
    words = np.minimum(linked, 1)
    words = words + UNLINKED * (1 - words)
    total = np.concatenate([[0], words.cumsum()])
    needed: Floats = (total[side.ends] - total[side.starts]).astype(np.float32)
    return needed


def _weigh(cells: Sequence[_Cells], src: Corpus, tgt: Corpus, embed: Embed) -> _Pairs:
    """Gather what the units say of each pair and join it with meaning and looks."""
    width = len(tgt.terms)
    flat = np.concatenate([c.src.astype(np.int64) * width + c.tgt for c in cells])
    codes, place = np.unique(flat, return_inverse=True)
    seen = np.bincount(place, minlength=len(codes))
    summed = np.bincount(place, np.concatenate([c.consistency for c in cells]), len(codes))
    consistency = (summed / np.maximum(seen, 1)).astype(np.float32)
    heads, tails = (codes // width).astype(np.int32), (codes % width).astype(np.int32)
    forms, other = _forms(src.terms, heads), _forms(tgt.terms, tails)
    heads, tails = _renumbered(heads), _renumbered(tails)
    meaning = lexicon.csls(embed(forms), embed(other), heads, tails)
    looks = lexicon.rowwise(lexicon.letters(forms), lexicon.letters(other), heads, tails)
    counts = np.array([c.count for c in src.terms])[codes // width]
    tied = np.array([bool(c.acronyms) for c in src.terms])[codes // width]
    tied &= np.array([bool(c.acronyms) for c in tgt.terms])[codes % width]
    share = np.minimum(seen / counts, 1).astype(np.float32)
    odds = BIAS + CONSISTENCY * consistency + MEANING * meaning + LOOKS * looks + SHARE * share
    formed = np.array([c.formed for c in tgt.terms])[codes % width]
    odds += ACRONYMS * tied + FORMED * (formed - 1.0)
    return _Pairs(codes, width, consistency, meaning, looks, share, odds.astype(np.float32))


def _forms(terms: Sequence[Candidate], ids: Ints) -> list[str]:
    return [terms[i].form for i in np.unique(ids)]


def _renumbered(ids: Ints) -> Ints:
    return np.unique(ids, return_inverse=True)[1].astype(np.int32)


def _links(cells: Sequence[_Cells], pairs: _Pairs) -> Counter[int]:
    """How often each pair was the best for both of its spans."""
    links: Counter[int] = Counter()
    for unit in cells:
        if not len(unit.rows):
            continue
        found = pairs.find(unit)
        worth = pairs.odds[found] + CONSISTENCY * unit.consistency
        best_row = np.full(unit.rows.max() + 1, -np.inf, np.float32)
        best_column = np.full(unit.columns.max() + 1, -np.inf, np.float32)
        np.maximum.at(best_row, unit.rows, worth)
        np.maximum.at(best_column, unit.columns, worth)
        mutual = (worth >= best_row[unit.rows]) & (worth >= best_column[unit.columns])
        links.update(found[mutual].tolist())
    return links


def _where(sides: Sequence[Stretch], beads: Ints) -> dict[int, Ints]:
    """The beads in which each candidate stands."""
    terms = np.concatenate([side.terms for side in sides])
    places = np.repeat(beads, [len(side.terms) for side in sides])
    order = np.lexsort((places, terms))
    terms, places = terms[order], places[order]
    ids, starts = np.unique(terms, return_index=True)
    return {int(i): np.unique(p) for i, p in zip(ids, np.split(places, starts[1:]), strict=True)}
