"""Pairs of several languages settle what they disagree on.

Every two versions of a document have been aligned directly. Whether two paragraphs belong together
is then put to the vote: the direct pair says yes or no, and so does every other language, over
which the two are joined or not (*a* with *c*, *c* with *b*). Each voice counts by the square of its
confidence, the direct pair twice; a language that has nothing for either paragraph is silent. An
error of one pair is outvoted by the others, who do not share it; what is really merged or split in
one version is confirmed by all of them. (Evidence from a third language: Simard 1999,
"Text-translation alignment: three languages are better than two".)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aligner.model import Bead, Bitext

Node = tuple[str, int]
"""A paragraph as its language and id."""
Links = Mapping[Node, Mapping[Node, float]]
"""What each paragraph is joined to, and how surely."""


DIRECT = 2
"""How often the direct pair is heard. Measured (``benchmarks/six_languages.py``): with one voice
whole rows come out a little better, with two no pair comes out worse than it is alone."""


@dataclass(slots=True)
class _Pairs:
    """All direct alignments, ready to be asked.

    Attributes:
        partners: What a paragraph is joined to in a language, with the confidence of the bead.
        sure: Confidence of the bead that a paragraph is in, by the other language of the pair.
        aligned: Languages that have been aligned with each language.
    """

    partners: dict[tuple[Node, str], dict[Node, float]] = field(default_factory=dict)
    sure: dict[tuple[Node, str], float] = field(default_factory=dict)
    aligned: dict[str, set[str]] = field(default_factory=dict)

    @staticmethod
    def of(bitexts: Iterable[Bitext]) -> _Pairs:
        pairs = _Pairs()
        for bitext in bitexts:
            src, tgt = bitext.src.lang, bitext.tgt.lang
            pairs.aligned.setdefault(src, set()).add(tgt)
            pairs.aligned.setdefault(tgt, set()).add(src)
            for bead in bitext.beads:
                ours, theirs = [(src, i) for i in bead.src], [(tgt, j) for j in bead.tgt]
                pairs._take(ours, theirs, tgt, bead.confidence)
                pairs._take(theirs, ours, src, bead.confidence)
        return pairs

    def _take(self, ours: list[Node], theirs: list[Node], lang: str, confidence: float) -> None:
        for node in ours:
            self.partners[node, lang] = dict.fromkeys(theirs, confidence)
            self.sure[node, lang] = confidence

    def vote(self, a: Node, b: Node) -> tuple[float, float]:
        """How much speaks for two paragraphs of different languages belonging together.

        Returns:
            The weight of all voices for it, and of those against it.
        """
        voices = [self._direct(a, b)] * DIRECT
        between = (self.aligned[a[0]] & self.aligned[b[0]]) - {a[0], b[0]}
        voices += [self._over(lang, a, b) for lang in between]
        return sum(v * v for v in voices if v > 0), sum(v * v for v in voices if v < 0)

    def _direct(self, a: Node, b: Node) -> float:
        if b[0] not in self.aligned[a[0]]:
            return 0.0
        if (sure := self.partners.get((a, b[0]), {}).get(b)) is not None:
            return sure
        return -max(self.sure.get((a, b[0]), 0.0), self.sure.get((b, a[0]), 0.0))

    def _over(self, lang: str, a: Node, b: Node) -> float:
        """The voice of a third language."""
        ours, theirs = self.partners.get((a, lang), {}), self.partners.get((b, lang), {})
        if not ours and not theirs:
            return 0.0
        if both := ours.keys() & theirs.keys():
            return max(ours[c] * theirs[c] for c in both)
        return -self.sure.get((a, lang), 0.0) * self.sure.get((b, lang), 0.0)

    def candidates(self, a: Node) -> set[Node]:
        """Paragraphs that a paragraph is joined to, directly or over one other."""
        near = {b for lang in self.aligned[a[0]] for b in self.partners.get((a, lang), ())}
        over = {
            c for b in near for lang in self.aligned[b[0]] for c in self.partners.get((b, lang), ())
        }
        return {b for b in near | over if b[0] != a[0]}


def voted(bitexts: Sequence[Bitext]) -> dict[Node, dict[Node, float]]:
    """What belongs together by the vote of all pairs.

    Args:
        bitexts: Direct alignments, each two languages once, in either order.

    Returns:
        For each paragraph the paragraphs of other languages that it belongs with, and the share of
        the vote that was for it, from .5 to 1.
    """
    pairs = _Pairs.of(bitexts)
    links: dict[Node, dict[Node, float]] = {node: {} for node in _nodes(bitexts)}
    for a in links:
        for b in pairs.candidates(a):
            if a < b:
                yes, no = pairs.vote(a, b)
                if yes > no:
                    links[a][b] = links[b][a] = yes / (yes + no)
    return links


def beads(links: Links, src: str, tgt: str) -> Iterator[Bead]:
    """What two languages make of links over several: the finest beads, the source's first."""
    own = {node: [n for n in linked if n[0] in (src, tgt)] for node, linked in links.items()
           if node[0] in (src, tgt)}  # fmt: skip
    for group in components(own):
        ours = tuple(sorted(i for lang, i in group if lang == src))
        theirs = tuple(sorted(j for lang, j in group if lang == tgt))
        held = [links[a][b] for a in group for b in own[a]]
        yield Bead(ours, theirs, min(held, default=1.0))


def components(links: Mapping[Node, Iterable[Node]]) -> Iterator[list[Node]]:
    """Groups of paragraphs that are linked, over however many steps."""
    seen: set[Node] = set()
    for first in links:
        if first in seen:
            continue
        group: list[Node] = []
        waiting = [first]
        seen.add(first)
        while waiting:
            group.append(waiting.pop())
            fresh = [node for node in links[group[-1]] if node not in seen]
            seen.update(fresh)
            waiting += fresh
        yield group


def _nodes(bitexts: Sequence[Bitext]) -> Iterator[Node]:
    documents = {side.lang: side for bitext in bitexts for side in (bitext.src, bitext.tgt)}
    for lang, document in documents.items():
        yield from ((lang, paragraph.id) for paragraph in document.paragraphs)
