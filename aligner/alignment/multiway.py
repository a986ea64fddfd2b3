"""Pairwise beads over one pivot become rows over all languages."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Bead, Bitext, Document, Multitext, Row

Node = tuple[str, int]
"""A paragraph as its language and id."""


def join(bitexts: Sequence[Bitext]) -> Multitext:
    """Join bitexts that share their source document into rows.

    Paragraphs that any bead holds together stand in one row. A row has the order of its first pivot
    paragraph; one without any follows the row of the paragraph before it in its own language.

    Args:
        bitexts: One or more, all with the pivot as their source.
    """
    pivot = bitexts[0].src
    documents = {pivot.lang: pivot} | {bitext.tgt.lang: bitext.tgt for bitext in bitexts}
    groups = _groups(bitexts)
    places = _places(groups, documents, pivot.lang)
    beads = _beads_by_node(bitexts)
    rows: list[Row] = []
    for group in sorted(groups, key=lambda group: places[group[0]]):
        cells = {lang: tuple(sorted(i for code, i in group if code == lang)) for lang in documents}
        confidence, reason = _worth(group, beads)
        rows.append(Row(len(rows), cells, confidence, reason))
    return Multitext(pivot.lang, documents, tuple(rows), bitexts[0].signature)


def _groups(bitexts: Sequence[Bitext]) -> list[list[Node]]:
    """Connected paragraphs, as a union-find over the beads."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for bitext in bitexts:
        for bead in bitext.beads:
            nodes = _nodes(bitext, bead)
            for node in nodes:
                parent[root(node)] = root(nodes[0])
    found: dict[Node, list[Node]] = {}
    for node in parent:
        found.setdefault(root(node), []).append(node)
    return list(found.values())


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


def _beads_by_node(bitexts: Sequence[Bitext]) -> dict[Node, list[tuple[str, Bead]]]:
    found: dict[Node, list[tuple[str, Bead]]] = {}
    for bitext in bitexts:
        for bead in bitext.beads:
            for node in _nodes(bitext, bead):
                found.setdefault(node, []).append((bitext.tgt.lang, bead))
    return found


def _worth(group: Sequence[Node], beads: dict[Node, list[tuple[str, Bead]]]) -> tuple[float, str]:
    """The least confidence of the beads of a row, and what is said against any of them."""
    held = {(lang, id(bead)): bead for node in group for lang, bead in beads[node]}
    languages = {lang for lang, _ in held}
    reasons = [
        f"{lang}: {bead.reason}" if len(languages) > 1 else bead.reason
        for (lang, _), bead in held.items()
        if bead.reason
    ]
    return min(bead.confidence for bead in held.values()), "; ".join(dict.fromkeys(reasons))
