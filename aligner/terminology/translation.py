"""For each candidate of the source language the stretch that translates it.

A pair of candidates is weighed where it stands: the soft word links of the aligned unit that run
from one span into the other, against those that run elsewhere and against words without links
(the idea of consistent phrase pairs, Koehn et al. 2003, made soft). What the units say is gathered
over the collection and joined with the meaning of the two spans and their looks. Then, in every
unit, each span takes the counterpart that is best for both, so that nested terms and synonyms do
not steal from one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.terminology import evidence, lexicon, polarity, prior
from aligner.terminology.corpus import Corpus, Stretch
from aligner.terminology.evidence import Judge, Judges
from aligner.terminology.lexicon import Embed, Floats, Ints, Known, Lexicon, Unit

# Set by hand; on what texts is not on record. The networks of :mod:`evidence` were learned with
# them as they are: after a change ``training/terminology/weights.py`` has to be run again.
# ``python -m benchmarks.terminology_numbers`` prints what a change of each does to glossaries.
UNLINKED = 0.5
"""What a word without a counterpart costs, against a word whose counterpart is outside."""
CONSISTENT = 0.2
"""Least consistency of a pair that is looked at further."""
KEPT = 8
"""Counterparts that a span keeps in each unit."""
TIED = 4.0
"""Log-odds for a pair of full forms that both have an acronym, which are too rare to learn from."""
OPPOSED = 8.0
"""Log-odds against a pair that says opposite things (:mod:`polarity`)."""
LOPSIDED = 3.0
"""Log-odds against a pair of which one side has more than twice as many words, and three more."""
CLIPPED_ODDS = 12.0
"""Log-odds beyond which nothing is surer."""
HERE = 4.0
"""Log-odds that full consistency in the unit itself is worth when spans are linked there."""


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
        links: Number of times that each was the best for the other.
        linked: The beads in which it was so, ascending.
        beads: The beads in which both stand, ascending; empty without links.
        evidence: See :data:`aligner.terminology.evidence.NAMES`, shape ``(f,)``.
    """

    src: int
    tgt: int
    probability: float
    links: int
    linked: tuple[int, ...]
    beads: tuple[int, ...]
    evidence: Floats


def translate(
    segments: Sequence[Segment],
    src: Corpus,
    tgt: Corpus,
    embed: Embed,
    progress: Callable[[float], None] = lambda _: None,
    *,
    judges: Judges | None = None,
    words: Lexicon | None = None,
) -> list[Rendering]:
    """Pair the candidates of two languages.

    Args:
        segments: The aligned units.
        src: Corpus of the source language.
        tgt: Corpus of the target language.
        embed: Encoder of spans.
        progress: Told the share of the work that is done.
        judges: Weights of the evidence; those that ship where None.
        words: What :func:`learn_words` gave for the same units; learned here where None.

    Returns:
        Every pair that was looked at, those that were never the best for both sides (``links`` 0)
        included, in no order.
    """
    if not segments:
        return []
    judges = judges or evidence.judges()
    units = [joined(segment.src) for segment in segments], [joined(s.tgt) for s in segments]
    words = words or learn_words(segments, src, tgt, embed)
    progress(0.4)
    cells = [_cells(a, b, words) for a, b in zip(*units, strict=True)]
    progress(0.6)
    if not any(len(unit.rows) for unit in cells):
        return []
    pairs = _weigh(cells, (src, tgt), words, embed, judges.linking)
    progress(0.9)
    beads = np.array([segment.bead for segment in segments], np.int32)
    linked = _links(cells, pairs, beads)
    links = np.array([len(linked.get(pair, ())) for pair in range(len(pairs.codes))])
    odds = _final(pairs, links, (src, tgt), judges.final)
    where = _where(units[0], beads), _where(units[1], beads)
    probabilities = (1 / (1 + np.exp(-np.clip(odds, -CLIPPED_ODDS, CLIPPED_ODDS)))).tolist()
    renderings = []
    for pair, (one, other) in enumerate(pairs.ids()):
        both = tuple(sorted(where[0][one] & where[1][other])) if links[pair] else ()
        renderings.append(
            Rendering(
                one,
                other,
                probabilities[pair],
                links=int(links[pair]),
                linked=tuple(dict.fromkeys(linked.get(pair, ()))),
                beads=both,
                evidence=pairs.evidence[pair],
            )
        )
    return renderings


def learn_words(segments: Sequence[Segment], src: Corpus, tgt: Corpus, embed: Embed) -> Lexicon:
    """Which words stand for which in some aligned units."""
    return lexicon.learn(
        [Unit(joined(s.src).words, joined(s.tgt).words) for s in segments],
        [word.form for word in src.words],
        [word.form for word in tgt.words],
        evidence.bags(embed),
        _known(src, tgt),
    )


def _known(src: Corpus, tgt: Corpus) -> Known:
    """What the table that ships has for pairs of words of two corpora."""
    table = prior.load(src.lang, tgt.lang)
    rows = table.rows([word.form for word in src.words], src.lang)
    columns = table.columns([word.form for word in tgt.words], tgt.lang)
    return lambda heads, tails: table.probabilities(rows[heads], columns[tails])


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
    """The distinct pairs of candidates.

    Attributes:
        codes: ``src * width + tgt``, ascending, shape ``(p,)``.
        width: Number of target candidates.
        evidence: Shape ``(p, f)``.
        odds: Log-odds before spans are linked, shape ``(p,)``.
        opposed: True where the two say opposite things, shape ``(p,)``.
    """

    codes: NDArray[np.int64]
    width: int
    evidence: Floats
    odds: Floats
    opposed: NDArray[np.bool_]

    def ids(self) -> Iterator[tuple[int, int]]:
        """The source and the target candidate of each pair."""
        return (divmod(code, self.width) for code in self.codes.tolist())

    def find(self, cells: _Cells) -> NDArray[np.int64]:
        found: NDArray[np.int64] = np.searchsorted(
            self.codes, cells.src.astype(np.int64) * self.width + cells.tgt
        )
        return found


def joined(stretches: Sequence[Stretch]) -> Stretch:
    """Several stretches as one; spans keep to their own."""
    if len(stretches) == 1:
        return stretches[0]
    shifts = np.cumsum([0, *(len(stretch.words) for stretch in stretches)])
    shifted = [
        (s.words, s.terms, s.starts + shift, s.ends + shift)
        for s, shift in zip(stretches, shifts[:-1], strict=True)
    ]
    parts = (np.concatenate(part).astype(np.int32) for part in zip(*shifted, strict=True))
    return Stretch._make((*parts, None))


def _cells(src: Stretch, tgt: Stretch, words: Lexicon) -> _Cells:
    """Weigh every span of one side against every span of the other."""
    links = words.links(Unit(src.words, tgt.words))
    consistency = consistencies(links, src, tgt)
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


def consistencies(links: Floats, src: Stretch, tgt: Stretch) -> Floats:
    """Share of the links of two spans that join them, for every pair of spans of a unit.

    Args:
        links: See :meth:`Lexicon.links`.
        src: The source side.
        tgt: The target side.

    Returns:
        Shape ``(len(src.terms), len(tgt.terms))``, 0 to 1.
    """
    table = np.zeros((links.shape[0] + 1, links.shape[1] + 1), np.float32)
    table[1:, 1:] = links.cumsum(axis=0).cumsum(axis=1)
    top, bottom = src.starts[:, None], src.ends[:, None]
    left, right = tgt.starts[None, :], tgt.ends[None, :]
    inside = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
    need = _need(links.sum(axis=1), src)[:, None] + _need(links.sum(axis=0), tgt)[None, :]
    found: Floats = 2 * inside / (need + 1e-6)
    return found


def _need(linked: Floats, side: Stretch) -> Floats:
    """How much a counterpart has to cover of each span: its links, and half of what has none."""
    words = np.minimum(linked, 1)
    words = words + UNLINKED * (1 - words)
    total = np.concatenate([[0], words.cumsum()])
    needed: Floats = (total[side.ends] - total[side.starts]).astype(np.float32)
    return needed


def _weigh(
    cells: Sequence[_Cells],
    corpora: tuple[Corpus, Corpus],
    words: Lexicon,
    embed: Embed,
    judge: Judge,
) -> _Pairs:
    """Gather what speaks for each distinct pair."""
    width = len(corpora[1].terms)
    flat = np.concatenate([c.src.astype(np.int64) * width + c.tgt for c in cells])
    strength = np.concatenate([c.consistency for c in cells])
    codes, place = np.unique(flat, return_inverse=True)
    seen = np.bincount(place, minlength=len(codes)).astype(np.int32)
    mean = (np.bincount(place, strength, len(codes)) / seen).astype(np.float32)
    greatest = np.zeros(len(codes), np.float32)
    np.maximum.at(greatest, place, strength)
    ids = (codes // width).astype(np.int32), (codes % width).astype(np.int32)
    found = evidence.gather(ids, (seen, mean, greatest), corpora, words, embed, len(cells))
    tied = TIED * found[:, evidence.column("acronyms")]
    opposed = polarity.opposed(polarity.poles(corpora[0]), polarity.poles(corpora[1]), ids)
    odds: Floats = judge.odds(found, ids[0]) + tied - np.float32(OPPOSED) * opposed
    return _Pairs(codes, width, found, odds, opposed)


def _links(cells: Sequence[_Cells], pairs: _Pairs, beads: Ints) -> dict[int, list[int]]:
    """The beads in which each pair was the best for both of its spans, one for each time."""
    links: dict[int, list[int]] = defaultdict(list)
    for unit, bead in zip(cells, beads.tolist(), strict=True):
        if not len(unit.rows):
            continue
        found = pairs.find(unit)
        worth = pairs.odds[found] + HERE * unit.consistency
        best_row = np.full(unit.rows.max() + 1, -np.inf, np.float32)
        best_column = np.full(unit.columns.max() + 1, -np.inf, np.float32)
        np.maximum.at(best_row, unit.rows, worth)
        np.maximum.at(best_column, unit.columns, worth)
        mutual = (worth >= best_row[unit.rows]) & (worth >= best_column[unit.columns])
        for pair in found[mutual].tolist():
            links[pair].append(bead)
    return links


def _final(
    pairs: _Pairs, links: NDArray[np.int_], corpora: tuple[Corpus, Corpus], judge: Judge
) -> Floats:
    """Log-odds of each pair with what links say; fills in their columns of the evidence."""
    src, tgt = (np.array([term.count for term in corpus.terms]) for corpus in corpora)
    heads, tails = pairs.codes // pairs.width, pairs.codes % pairs.width
    share = links / np.sqrt(src[heads] * tgt[tails])
    pairs.evidence[:, evidence.column("links")] = np.log1p(links)
    pairs.evidence[:, evidence.column("exclusive")] = np.minimum(share, 1)
    odds: Floats = judge.odds(pairs.evidence, heads.astype(np.int32))
    sizes = (np.array([len(t.lemmas) for t in corpus.terms]) for corpus in corpora)
    few, many = np.sort([n[ids] for n, ids in zip(sizes, (heads, tails), strict=True)], axis=0)
    odds -= OPPOSED * pairs.opposed
    odds += TIED * pairs.evidence[:, evidence.column("acronyms")]
    odds -= LOPSIDED * ((many - few >= 3) & (many > 2 * few))
    return odds


def _where(sides: Sequence[Stretch], beads: Ints) -> dict[int, frozenset[int]]:
    """The beads in which each candidate stands."""
    terms = np.concatenate([side.terms for side in sides])
    places = np.repeat(beads, [len(side.terms) for side in sides])
    order = np.lexsort((places, terms))
    terms, places = terms[order], places[order]
    ids, starts = np.unique(terms, return_index=True)
    parts = np.split(places, starts[1:])
    return {i: frozenset(p.tolist()) for i, p in zip(ids.tolist(), parts, strict=True)}
