"""Pairwise beads over one pivot become rows over all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from aligner import signature
from aligner.alignment.reasons import NO_COUNTERPART
from aligner.alignment.voting import Node, components, voted
from aligner.model import Bead, Bitext, Document, Multitext, Row

NO_VOTE_FROM = 0.9
"""Confidence of beads that need no vote of the other languages."""

Direct = Callable[[Document, Document], Bitext]
"""Aligns two documents, neither of them the pivot."""


def join(bitexts: Sequence[Bitext], direct: Direct | None = None) -> Multitext:
    """Join bitexts that share their source document into rows.

    Paragraphs that any bead holds together stand in one row. Where there are three languages or
    more and the pairs leave doubts, the other pairs are aligned as well, and what belongs together
    is settled by all of them (:mod:`aligner.alignment.voting`). A row has the order of its first
    pivot paragraph; one without any follows the row of the paragraph before it in its own language.

    Args:
        bitexts: One or more, all with the pivot as their source.
        direct: Aligns the pairs without the pivot; None leaves every bead as it is.
    """
    pivot = bitexts[0].src
    documents = {pivot.lang: pivot} | {bitext.tgt.lang: bitext.tgt for bitext in bitexts}
    pairs = list(bitexts)
    by_vote = direct is not None and len(bitexts) > 1 and _doubtful(bitexts)
    if direct and by_vote:
        others = combinations([bitext.tgt for bitext in bitexts], 2)
        pairs += [direct(one, other) for one, other in others]
    groups = list(components(voted(pairs) if by_vote else _as_found(bitexts)))
    places = _places(groups, documents, pivot.lang)
    beads = _Beads(pairs, by_vote)
    rows: list[Row] = []
    for group in sorted(groups, key=lambda group: min(places[node] for node in group)):
        cells = {lang: tuple(sorted(i for code, i in group if code == lang)) for lang in documents}
        row = Row(len(rows), cells, beads.confidence(group))
        lacking = f"no counterpart in {', '.join(row.lacking)}" if row.lacking else ""
        said = filter(None, [lacking, beads.reason(group, pivot.lang)])
        rows.append(replace(row, reason="; ".join(said)))
    made = signature.joined(bitext.signature for bitext in bitexts)
    return Multitext(pivot.lang, documents, tuple(rows), made)


def _as_found(bitexts: Iterable[Bitext]) -> dict[Node, set[Node]]:
    """What each paragraph shares a bead with."""
    links: dict[Node, set[Node]] = {}
    for bitext in bitexts:
        for bead in bitext.beads:
            nodes = _nodes(bitext, bead)
            for node in nodes:
                links.setdefault(node, set()).update(nodes)
    return links


def _doubtful(bitexts: Sequence[Bitext]) -> bool:
    """Whether there is anything to settle: beads that are not sure, or units the pivot lacks."""
    beads = [bead for bitext in bitexts for bead in bitext.beads]
    return any(bead.confidence < NO_VOTE_FROM or not bead.src for bead in beads)


def _nodes(bitext: Bitext, bead: Bead) -> list[Node]:
    return [(bitext.src.lang, i) for i in bead.src] + [(bitext.tgt.lang, j) for j in bead.tgt]


def _places(
    groups: Sequence[list[Node]], documents: dict[str, Document], pivot: str
) -> dict[Node, tuple[int, int, int]]:
    """Sort key of each paragraph's row: pivot position, then language and position within it."""
    order = {lang: rank for rank, lang in enumerate(documents)}
    placed: dict[Node, tuple[int, int, int]] = {}
    for group in groups:
        anchors = [i for lang, i in group if lang == pivot]
        if anchors:
            placed.update(dict.fromkeys(group, (min(anchors), 0, 0)))
    for lang, document in documents.items():
        before = -1
        for paragraph in document.paragraphs:
            node = (lang, paragraph.id)
            if node in placed:
                before = max(before, placed[node][0])
            else:
                placed[node] = (before, order[lang], paragraph.id)
    return placed


class _Beads:
    """The beads of all pairs, to be asked what they say of a row."""

    def __init__(self, bitexts: Iterable[Bitext], by_vote: bool) -> None:
        self._by_vote = by_vote
        self._held: dict[Node, list[tuple[Bitext, Bead]]] = {}
        for bitext in bitexts:
            for bead in bitext.beads:
                for node in _nodes(bitext, bead):
                    self._held.setdefault(node, []).append((bitext, bead))

    def confidence(self, row: Sequence[Node]) -> float:
        """Probability that a row is right.

        A pair says the least confidence of its beads in the row, and 0 where one reaches over its
        edge. Where all pairs were asked it is the mean of what they say, which comes nearest to the
        truth (``benchmarks/six_languages.py``); else the least.
        """
        says = [min(self._worth(bead, bitext, set(row)) for bead in beads)
                for bitext, beads in self._by_pair(row)]  # fmt: skip
        return round(sum(says) / len(says), 4) if self._by_vote else min(says)

    def reason(self, row: Sequence[Node], pivot: str) -> str:
        """What is said against the beads with the pivot, and which pairs disagree."""
        members, several = set(row), len({id(b) for node in row for b, _ in self._held[node]}) > 1
        said, otherwise = [], []
        for bitext, beads in self._by_pair(row):
            if not all(self._worth(bead, bitext, members) for bead in beads):
                otherwise.append(f"{bitext.src.lang}-{bitext.tgt.lang}")
            elif bitext.src.lang == pivot:
                lead = f"{bitext.tgt.lang}: " if several else ""
                said += [
                    f"{lead}{bead.reason}"
                    for bead in beads
                    if bead.reason not in ("", NO_COUNTERPART)
                ]
        if otherwise:
            said.append(f"{', '.join(otherwise)} alone would pair it otherwise")
        return "; ".join(dict.fromkeys(said))

    def _by_pair(self, row: Sequence[Node]) -> list[tuple[Bitext, list[Bead]]]:
        found: dict[int, tuple[Bitext, dict[int, Bead]]] = {}
        for node in row:
            for bitext, bead in self._held[node]:
                found.setdefault(id(bitext), (bitext, {}))[1][id(bead)] = bead
        return [(bitext, list(beads.values())) for bitext, beads in found.values()]

    @staticmethod
    def _worth(bead: Bead, bitext: Bitext, row: set[Node]) -> float:
        return bead.confidence if row.issuperset(_nodes(bitext, bead)) else 0.0
