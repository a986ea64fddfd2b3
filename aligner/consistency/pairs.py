"""The beads of a bitext as the rules read them: two texts, with the way back to paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.consistency.finding import Finding, Severity, fingerprint
from aligner.model import Bead, Bitext, Document, Kind, Paragraph

LONGEST_HEADING = 80
"""Characters of a line without a stop that is taken for a heading."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a bead: the words of its paragraphs without their labels.

    Attributes:
        lang: BCP 47 code.
        paragraphs: In order; none on the empty side of an omission.
        text: Their bodies, joined by a line feed.
        starts: Where each paragraph begins in ``text``.
    """

    lang: str
    paragraphs: tuple[Paragraph, ...]
    text: str
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int | None, tuple[int, int]]:
        """Paragraph id and span in its whole text, label included, of a stretch of ``text``."""
        if not self.paragraphs:
            return None, (0, 0)
        i = max(bisect_right(self.starts, start) - 1, 0)
        paragraph = self.paragraphs[i]
        shift = paragraph.body_start - self.starts[i]
        last = len(paragraph.text)
        return paragraph.id, (min(start + shift, last), min(end + shift, last))


@dataclass(frozen=True, slots=True)
class Pair:
    """One bead with the texts of its sides."""

    bead: Bead
    src: Side
    tgt: Side

    @property
    def label(self) -> str:
        """The number as one cites it, from the source or else the draft."""
        both = (*self.src.paragraphs, *self.tgt.paragraphs)
        return next((p.path for p in both if p.path), "")

    @property
    def is_heading(self) -> bool:
        """Headings are worded freely: a few words without a stop at the end."""
        kinds = {paragraph.kind for paragraph in self.src.paragraphs}
        text = self.src.text.rstrip()
        return bool(kinds & {Kind.HEADING, Kind.TITLE}) or (
            kinds == {Kind.BODY} and len(text) < LONGEST_HEADING and text[-1:].isalnum()
        )

    def finding(
        self,
        rule: str,
        kind: str,
        severity: Severity,
        message: str,
        *,
        tgt: tuple[int, int] | None = None,
        src: tuple[int, int] | None = None,
        expected: Sequence[str] = (),
        found: str = "",
    ) -> Finding:
        """A finding in this bead.

        Args:
            rule: Id of the rule.
            kind: See :class:`Finding`.
            severity: How much it matters.
            message: In words.
            tgt: Offsets in ``self.tgt.text`` where it lies in the draft.
            src: Offsets in ``self.src.text``; they say where it lies where ``tgt`` does not, and
                else which source paragraph it belongs to.
            expected: What would be right.
            found: What stands there.
        """
        src_id, src_span = self.src.place(*(src or (0, 0)))
        tgt_id, tgt_span = self.tgt.place(*(tgt or (0, 0)))
        topic = fingerprint(rule, kind, self.tgt.lang, *expected, "/", found)
        side, span = ("tgt", tgt_span) if tgt is not None else ("src", src_span)
        text = self.src.text or self.tgt.text
        return Finding(
            rule, kind, severity, message, src_id, tgt_id, side, span,
            tuple(expected), found, self.label, topic,
            place=fingerprint(topic, " ".join(text.split()), side, span[0] if side == "src" else 0),
            src_span=src_span if src is not None and src[1] > src[0] else None,
        )  # fmt: skip


def pairs(bitext: Bitext) -> tuple[Pair, ...]:
    """The beads of a bitext, in order."""
    return tuple(
        Pair(bead, side(bitext.src, bead.src), side(bitext.tgt, bead.tgt)) for bead in bitext.beads
    )


def side(document: Document, ids: Sequence[int]) -> Side:
    """Some paragraphs of a document as one side of a bead."""
    chosen = tuple(document.paragraphs[i] for i in ids)
    bodies = [paragraph.body for paragraph in chosen]
    starts, at = [], 0
    for body in bodies:
        starts.append(at)
        at += len(body) + 1
    return Side(document.lang, chosen, "\n".join(bodies), tuple(starts))
