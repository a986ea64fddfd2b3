"""HTML of the page Consistency: the head, the list of findings, and one beside its texts."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.consistency import Finding, Report
from aligner.consistency.quality import marked_diff
from aligner.consistency.rules import BY_ID
from aligner.model import Document, Ignored
from aligner.review.frame import desk
from aligner.review.markup import escape, in_language, language_name, marked
from aligner.review.pages.checked import Checked
from aligner.review.row_markup import row_link


def head(report: Report) -> str:
    """What was checked, against what, and how much of it."""
    coverage = report.coverage
    alone = f", {coverage.unmatched} without a counterpart" if coverage.unmatched else ""
    unsure = f", {coverage.unsure} aligned too uncertainly to check" if coverage.unsure else ""
    notes = "".join(f"<li>{escape(note)}</li>" for note in report.notes)
    return (
        '<dl class="al-check-facts">'
        f"<dt>Glossary</dt><dd>{escape(report.glossary or 'nothing approved yet')}</dd>"
        f"<dt>Checked</dt><dd>{coverage.share:.1%} of {coverage.src:,} paragraphs{alone}{unsure}"
        f"</dd>{_scores(report)}</dl>"
        + (f'<ul class="al-check-notes">{notes}</ul>' if notes else "")
    )


def _scores(report: Report) -> str:
    """How near the draft is to the reference, with what is needed to make the figures again."""
    if report.quality is None:
        return ""
    return "".join(
        f"<dt>{escape(score.name)}</dt><dd>{score.value:.1f} "
        f'<span class="al-quiet">{escape(score.signature)}</span></dd>'
        for score in report.quality.scores
    )


def farthest(report: Report) -> str:
    """The paragraphs that differ most from the reference, as word diffs."""
    worst = report.quality.farthest() if report.quality else []
    return "".join(
        f'<article class="al-check"><p class="al-quiet">chrF++ {p.chrf:.0f} · BLEU {p.bleu:.0f} · '
        f"TER {p.ter:.0f}</p>{_diff(p.draft, p.reference, report.bitext.tgt.lang)}</article>"
        for p in worst
    )


def _diff(draft: str, reference: str, lang: str) -> str:
    """A draft against its reference, word by word: struck out, and underlined."""
    words = marked_diff(draft, reference)
    return f'<p class="al-text al-diff" {in_language(lang)}>{words}</p>'


def finding_list(
    project_id: int, findings: Sequence[Finding], at_hand: Finding | None, total: int
) -> str:
    """One line a finding."""
    lines = "".join(_line(project_id, finding, finding is at_hand) for finding in findings)
    return (
        f'<div class="al-findings" role="list" aria-label="Findings">{lines}</div>'
        f'<p class="al-quiet">{total:,} finding{_plural(total)}</p>'
    )


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


def _line(project_id: int, finding: Finding, at_hand: bool) -> str:
    url = escape(desk.link("consistency", project=project_id, finding=finding.place))
    go = escape(f"finding:{finding.place}")
    here = ' aria-current="true"' if at_hand else ""
    return (
        f'<div class="al-finding" role="listitem" data-go="{go}"{here}>{severity(finding)}'
        f'<span class="al-number">{escape(finding.where)}</span>'
        f'<a href="{url}" data-go="{go}">{escape(finding.message)}</a>'
        f'<span class="al-quiet">{escape(finding.rule)}</span></div>'
    )


def severity(finding: Finding) -> str:
    """A severity as a colour and a word."""
    return f'<b class="al-severity al-{finding.severity}">{finding.severity}</b>'


def beside(project_id: int, checked: Checked, finding: Finding, others: Sequence[Finding]) -> str:
    """A finding with both texts, what is meant marked in them."""
    bitext = checked.report.bitext
    spans = {
        side: [span for f in (finding, *others) for span in f.spans(side)]
        for side in ("src", "tgt")
    }
    texts = _text(bitext.src, finding.src_id, spans["src"])
    texts += _text(bitext.tgt, finding.tgt_id, spans["tgt"])
    row = checked.row(finding)
    link = escape(row_link(project_id, row)) if row is not None else ""
    go = f'<a class="al-open" href="{link}" data-go="{link}">Open in Review</a>' if link else ""
    if finding.is_comparison:
        texts += '<p class="al-lang">This text struck out, the other underlined</p>'
        texts += _diff(finding.found, finding.expected[0], bitext.tgt.lang)
    expected = "".join(
        f"<li {in_language(bitext.tgt.lang)}>{escape(form)}</li>"
        for form in finding.expected[:8]
        if not finding.is_comparison
    )
    wanted = f'<p class="al-lang">Expected</p><ul class="al-expected">{expected}</ul>' * bool(
        expected
    )
    return (
        f'<article class="al-check">{severity(finding)} <b>{escape(finding.where)}</b>'
        f"<h2>{escape(finding.message)}</h2>"
        f'<p class="al-quiet">{escape(BY_ID[finding.rule].explanation)}</p>{texts}{wanted}{go}'
        "</article>"
    )


def _text(document: Document, number: int | None, spans: Sequence[tuple[int, int]]) -> str:
    name = f'<p class="al-lang">{escape(language_name(document.lang))}</p>'
    if number is None:
        return f'{name}<p class="al-none">no counterpart</p>'
    text = document.paragraphs[number].text
    partial = [span for span in spans if span[1] - span[0] < len(text)]
    return f'{name}<p class="al-text" {in_language(document.lang)}>{marked(text, partial)}</p>'


def resting(ignored: Ignored) -> str:
    """Why a finding was let rest, by whom and when."""
    scope = {"here": "here", "document": "in this document", "always": "always"}[ignored.scope]
    return (
        f"<p>Ignored {scope} by {escape(ignored.actor)}, {ignored.at:%Y-%m-%d %H:%M} UTC: "
        f"<q>{escape(ignored.because)}</q></p>"
    )
