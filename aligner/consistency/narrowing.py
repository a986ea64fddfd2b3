"""A report made shorter: what is new since an earlier one, and so many warnings a page."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from aligner.consistency.finding import Finding, Report, Severity
from aligner.errors import InputError

PAGE = 2000
"""Letters of the source that stand on a page."""
COSTLY = (
    "negation", "modality", "reference", "name", "term-forbidden", "omission", "addition",
    "untranslated", "wrong-language", "structure", "term-missing", "legal-number", "false-friend",
    "term-inconsistent", "segment-inconsistent", "term-deprecated", "order", "doubled-word",
    "brackets",
)  # fmt: skip
"""Rules by what a mistake of theirs costs if it is printed: the law that is changed comes first."""


def by_cost(finding: Finding) -> tuple[int, int]:
    """Sort key: the worst first, and of one severity what would cost most."""
    rank = COSTLY.index(finding.rule) if finding.rule in COSTLY else len(COSTLY)
    return list(Severity).index(finding.severity), rank


def within(report: Report, budget: int) -> Report:
    """Make hints of the warnings that are more than so many a page, the least costly ones.

    Args:
        report: What was found.
        budget: Warnings a page, 0 or more; errors do not count.

    Returns:
        The report, with a note of how many there were.
    """
    pages: dict[int, list[Finding]] = defaultdict(list)
    starts = _pages(report)
    for finding in report.findings:
        if finding.severity is Severity.WARNING:
            side = "src" if finding.src_id is not None else "tgt"
            number = finding.src_id if finding.src_id is not None else finding.tgt_id
            pages[starts[side][number or 0]].append(finding)
    beyond = {
        id(finding) for found in pages.values() for finding in sorted(found, key=by_cost)[budget:]
    }
    if not beyond:
        return report
    findings = tuple(
        replace(f, severity=Severity.HINT) if id(f) in beyond else f for f in report.findings
    )
    said = f"{len(beyond)} warnings beyond {budget} a page are hints"
    return replace(report, findings=findings, notes=(*report.notes, said))


def _pages(report: Report) -> dict[str, list[int]]:
    """The page of each paragraph of either side."""
    pages: dict[str, list[int]] = {}
    for side, document in (("src", report.bitext.src), ("tgt", report.bitext.tgt)):
        letters = 0
        pages[side] = []
        for paragraph in document.paragraphs:
            pages[side].append(letters // PAGE)
            letters += len(paragraph.text)
    return pages


def since(report: Report, earlier: Path) -> Report:
    """Leave what an earlier report has already told.

    Args:
        report: What was found now.
        earlier: JSON Lines of an earlier check (``--json``).

    Returns:
        The report with what is new, and a note of what was there and what is gone.

    Raises:
        InputError: The file cannot be read, or is no such report.
    """
    known = _places(earlier)
    here = {finding.place for finding in report.findings}
    new = tuple(f for f in report.findings if f.place not in known)
    said = (
        f"since {earlier.name}: {len(new)} new, {len(report.findings) - len(new)} as before, "
        f"{len(known - here)} gone"
    )
    return replace(report, findings=new, notes=(*report.notes, said))


def _places(path: Path) -> set[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); give what check --json wrote"
        ) from None
    places = set()
    for number, line in enumerate(lines, 1):
        try:
            places.add(str(json.loads(line)["place"]))
        except (ValueError, KeyError, TypeError):
            raise InputError(
                f"{path}, line {number}: is no finding; give what check --json wrote"
            ) from None
    return places
