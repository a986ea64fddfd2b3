"""One cause, one finding: what is lost with a passage is told with the passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from aligner.consistency.finding import Finding, Severity
from aligner.consistency.lost_words import KIND as WORD
from aligner.consistency.omission import ADDITION, OMISSION
from aligner.consistency.settings import Settings

_LOST_WITH_IT = frozenset({"reference", "name", "term-missing", "negation"})
_TERM = 100
"""Characters up to which a finding is about a few words, and not about the whole paragraph."""
_SIDES = {OMISSION: "src", ADDITION: "tgt"}


def joined(findings: Sequence[Finding], settings: Settings) -> list[Finding]:
    """The findings without those that a passage left out or added explains.

    The passage is as sure as the surest of them. A rule whose severity is capped explains nothing.
    """
    findings = _without_words_told(findings)
    passages = [
        f
        for f in findings
        if f.rule in _SIDES and not _is_word(f) and settings.rule(f.rule).severity is None
    ]
    lying: dict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in findings if passages else ():
        if finding.rule in _LOST_WITH_IT:
            lying[_where(finding, finding.side)].append(finding)
    inside = {
        id(p): [f for f in lying[_where(p, _SIDES[p.rule])] if _is_inside(f, p)] for p in passages
    }
    gone = {id(f) for lost in inside.values() for f in lost}
    kept = []
    for finding in findings:
        if id(finding) in gone:
            continue
        lost = inside.get(id(finding), [])
        worst = min((f.severity for f in (finding, *lost)), key=list(Severity).index)
        kept.append(finding if worst is finding.severity else replace(finding, severity=worst))
    return kept


def _is_word(finding: Finding) -> bool:
    return finding.rule in _SIDES and finding.kind == WORD


def _without_words_told(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings without single words of which another finding tells more."""
    told: dict[tuple[str, int | None], list[tuple[int, int]]] = defaultdict(list)
    for finding in findings:
        if _is_word(finding):
            continue
        for side, number, span in (
            (*_where(finding, finding.side), finding.span),
            ("src", finding.src_id, finding.src_span or (0, 0)),
        ):
            if finding.rule in _SIDES or span[1] - span[0] <= _TERM:
                told[side, number].append(span)
    return [
        finding
        for finding in findings
        if not _is_word(finding)
        or not any(_meet(finding.span, span) for span in told[_where(finding, finding.side)])
    ]


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _where(finding: Finding, side: str) -> tuple[str, int | None]:
    """A side, and the paragraph of it that a finding is about."""
    return side, finding.tgt_id if side == "tgt" else finding.src_id


def _is_inside(finding: Finding, passage: Finding) -> bool:
    (start, end), (first, last) = passage.span, finding.span
    return start <= first < last <= end
