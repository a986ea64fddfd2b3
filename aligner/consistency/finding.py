"""What a check says: findings, and the report that holds them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from aligner.consistency.quality import Quality
from aligner.model import Bitext


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    def reaches(self, other: Severity) -> bool:
        """True where this is as bad as the other, or worse."""
        order = list(Severity)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that a reviser would look at.

    Attributes:
        rule: Id of the rule, see :mod:`aligner.consistency.rules`.
        kind: What was found among the things that the rule looks for, such as ``number``.
        severity: How much it matters.
        message: The same in words, for a person.
        src_id: Paragraph of the source; None where there is none.
        tgt_id: Paragraph of the draft; None where there is none.
        side: ``tgt`` where the span lies in the draft, ``src`` where it lies in the source,
            because the draft lacks what should be there.
        span: Offsets in the ``text`` of that paragraph, first and one past the last.
        expected: What would be right, the best first; empty where that cannot be said.
        found: What stands there instead; empty where something is missing.
        label: Number of the paragraph as one cites it, such as ``2 (c)``.
        topic: What this finding shares with others of its kind in any document; see
            :attr:`place`.
        place: What it shares with itself in a later run, however the paragraphs are renumbered.
        src_span: What it is about in the source paragraph, where the span lies in the draft.
    """

    rule: str
    kind: str
    severity: Severity
    message: str
    src_id: int | None
    tgt_id: int | None
    side: str
    span: tuple[int, int]
    expected: tuple[str, ...] = ()
    found: str = ""
    label: str = ""
    topic: str = ""
    place: str = ""
    src_span: tuple[int, int] | None = None

    @property
    def is_comparison(self) -> bool:
        """True where ``found`` is a whole paragraph that is another than ``expected``."""
        return self.rule in ("quality", "segment-inconsistent") and bool(self.expected)

    @property
    def where(self) -> str:
        """The number of the paragraph as one cites it, or its place."""
        number = self.src_id if self.src_id is not None else self.tgt_id or 0
        return self.label or f"no. {number + 1}"

    def spans(self, side: str) -> list[tuple[int, int]]:
        """What is meant in the paragraph of one side, ``src`` or ``tgt``."""
        own = [self.span] if self.side == side else []
        other = [self.src_span] if self.src_span and side == "src" != self.side else []
        return own + other


def shortened(text: str, width: int = 60) -> str:
    """The beginning of a text, cut between words, for a message."""
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"


def fingerprint(*parts: object) -> str:
    """A short name for some values, the same on every machine."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the two texts could be checked.

    Attributes:
        src: Paragraphs of the source.
        tgt: Paragraphs of the draft.
        unsure: Paragraphs of the source whose alignment is too uncertain to check.
        unmatched: Paragraphs of the source without a counterpart.
    """

    src: int
    tgt: int
    unsure: int
    unmatched: int

    @property
    def share(self) -> float:
        """Share of the source paragraphs that were checked, 0 to 1."""
        return (self.src - self.unsure - self.unmatched) / self.src if self.src else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """All that one check found, and what it was made with.

    Attributes:
        bitext: The source and the draft, aligned.
        findings: In the order of the text.
        coverage: How much could be checked.
        glossary: Name and version of the glossary and how many of its terms count.
        quality: How near the draft is to a reference; None without one.
        notes: What a reader has to know of the run, in words.
        ignored: Findings that people have set aside.
        signature: Alignment, settings and version; enough to make the report again.
    """

    bitext: Bitext
    findings: tuple[Finding, ...]
    coverage: Coverage
    glossary: str = ""
    quality: Quality | None = None
    notes: tuple[str, ...] = ()
    ignored: tuple[Finding, ...] = ()
    signature: str = ""

    def counts(self) -> Counter[Severity]:
        """Findings by severity."""
        return Counter(finding.severity for finding in self.findings)

    def reaching(self, severity: Severity) -> list[Finding]:
        """Findings as bad as this, or worse."""
        return [f for f in self.findings if f.severity.reaches(severity)]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the text; those of the draft alone by their place in the draft."""
    order = list(Severity)
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                f.src_id if f.src_id is not None else f.tgt_id or 0,
                f.src_id is None,
                f.side,
                f.span,
                order.index(f.severity),
                f.rule,
            ),
        )
    )
