"""One cause, one finding: what is lost with a passage is told with the passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.omission import ADDITION, OMISSION
from aligner.consistency.settings import Settings

_LOST_WITH_IT = frozenset({"reference", "name", "term-missing", "negation"})
_SIDES = {OMISSION: "src", ADDITION: "tgt"}


def joined(findings: Sequence[Finding], settings: Settings) -> list[Finding]:
    """The findings without those that a passage left out or added explains.

    The passage is as sure as the surest of them. A rule whose severity is capped explains nothing.
    """
    passages = [f for f in findings if f.rule in _SIDES and settings.rule(f.rule).severity is None]
    inside = {id(p): [f for f in findings if _is_inside(f, p)] for p in passages}
    gone = {id(f) for lost in inside.values() for f in lost}
    kept = []
    for finding in findings:
        if id(finding) in gone:
            continue
        lost = inside.get(id(finding), [])
        worst = min((f.severity for f in (finding, *lost)), key=list(Severity).index)
        kept.append(finding if worst is finding.severity else replace(finding, severity=worst))
    return kept


def _is_inside(finding: Finding, passage: Finding) -> bool:
    """Whether a finding lies on the side of a passage and within it."""
    side = _SIDES[passage.rule]
    if finding.rule not in _LOST_WITH_IT or finding.side != side:
        return False
    ids = [f.tgt_id if side == "tgt" else f.src_id for f in (finding, passage)]
    (start, end), (first, last) = passage.span, finding.span
    return ids[0] == ids[1] and start <= first < last <= end
