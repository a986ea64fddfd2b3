"""The findings of the page Consistency: the head, the list, and one beside its texts."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.consistency import Finding, Report
from aligner.consistency.quality import word_diff
from aligner.consistency.rules import BY_ID
from aligner.model import Document, Ignored
from aligner.review.links import link, row_link
from aligner.review.pages.checked import Checked
from aligner.review.spans import Diff, Marked, marked
from aligner.review.templates import render

_MOST_EXPECTED = 8
_SCOPES = {"here": "here", "document": "in this document", "always": "always"}


def head(report: Report) -> str:
    """What was checked, against what, how much of it, and how near it is to a reference."""
    return render("findings.html:head", report=report)


def farthest(report: Report) -> str:
    """The paragraphs that differ most from the reference, as word diffs; empty without one."""
    worst = report.quality.farthest() if report.quality else []
    pairs = [(pair, _diff(pair.draft, pair.reference)) for pair in worst]
    return render("findings.html:farthest", worst=pairs, lang=report.bitext.tgt.lang)


def _diff(draft: str, reference: str) -> Diff:
    """A draft against its reference, word by word."""
    places = {"same": 0, "gone": 1, "new": 2}
    found = []
    for what, text in word_diff(draft, reference):
        piece = ["", "", ""]
        piece[places[what]] = text
        found.append((piece[0], piece[1], piece[2]))
    return found


def finding_list(
    project_id: int, findings: Sequence[Finding], at_hand: Finding | None, total: int
) -> str:
    """One line a finding."""
    lines = [
        (link("consistency", project=project_id, finding=finding.place), finding)
        for finding in findings
    ]
    return render("findings.html:list", lines=lines, at_hand=at_hand, total=total)


def beside(
    project_id: int | None, checked: Checked, finding: Finding, others: Sequence[Finding]
) -> str:
    """A finding with both texts, what is meant marked in them."""
    bitext = checked.report.bitext
    spans = {
        side: [span for f in (finding, *others) for span in f.spans(side)]
        for side in ("src", "tgt")
    }
    row = checked.row(finding)
    return render(
        "findings.html:beside",
        finding=finding,
        explanation=BY_ID[finding.rule].explanation,
        sides=[
            (bitext.src.lang, _text(bitext.src, finding.src_id, spans["src"])),
            (bitext.tgt.lang, _text(bitext.tgt, finding.tgt_id, spans["tgt"])),
        ],
        words=_diff(finding.found, finding.expected[0]) if finding.is_comparison else None,
        expected=() if finding.is_comparison else finding.expected[:_MOST_EXPECTED],
        lang=bitext.tgt.lang,
        row=row_link(project_id, row) if project_id is not None and row is not None else "",
    )


def _text(
    document: Document, number: int | None, spans: Sequence[tuple[int, int]]
) -> Marked | None:
    """A paragraph, marked but where the whole is meant; None without one."""
    if number is None:
        return None
    text = document.paragraphs[number].text
    return marked(text, [span for span in spans if span[1] - span[0] < len(text)])


def resting(ignored: Ignored) -> str:
    """Why a finding was let rest, by whom and when."""
    return render("findings.html:resting", ignored=ignored, scope=_SCOPES[ignored.scope])
