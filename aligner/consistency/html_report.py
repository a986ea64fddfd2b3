"""A report as one page of HTML that needs nothing else, and prints well."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from aligner.consistency.finding import Finding, Report
from aligner.consistency.quality import ParagraphQuality, marked_diff
from aligner.consistency.rules import BY_ID
from aligner.consistency.sheets import summary
from aligner.formats.files import aside
from aligner.languages import language
from aligner.model import Document, Paragraph

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --paper: #fff; --line: #d5dbe3; --quiet: #5b6876;
  --error: #b3261e; --warning: #8a5a00; --hint: #2f5fa8; --mark: #ffe08a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf0; --paper: #14181d; --line: #343c46;
  --quiet: #9aa6b2; --error: #ff8a80; --warning: #f2c14e; --hint: #8fb4ff; --mark: #6b5200; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
.facts th { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; width: 8rem;
  font-weight: 600; color: var(--quiet); }
.facts td { overflow-wrap: anywhere; }
article { border-top: 1px solid var(--line); padding: .8rem 0; break-inside: avoid; }
.texts { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; margin-top: .5rem; }
.texts p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; } li { margin: .15rem 0; }
b.error { color: var(--error); } b.warning { color: var(--warning); } b.hint { color: var(--hint); }
.rule, .label { color: var(--quiet); } .label { float: right; }
mark { background: var(--mark); color: inherit; }
del { color: var(--error); } ins { color: var(--hint); text-decoration-thickness: 2px; }
nav label { margin-right: 1rem; }
.no-hint li:has(b.hint), .no-hint article:not(:has(b.error, b.warning)) { display: none; }
@media print { nav { display: none; } body { margin: 0; max-width: none; font-size: 11px; } }
"""
_SCRIPT = (
    "document.getElementById('hints').addEventListener('change', e =>"
    " document.body.classList.toggle('no-hint', !e.target.checked));"
)


def write(report: Report, path: Path) -> None:
    """Write a report as HTML.

    Raises:
        OutputError: The file cannot be written.
    """
    with aside(path) as part:
        part.write_text(page(report), encoding="utf-8")


def page(report: Report) -> str:
    """The whole page; it fetches nothing."""
    title = f"{report.bitext.tgt.name}: consistency"
    facts = "".join(
        f"<tr><th>{_escape(what)}</th><td>{_escape(value)}</td></tr>"
        for what, value in summary(report)
    )
    groups = groupby(report.findings, key=lambda f: (f.src_id, f.tgt_id))
    articles = "".join(_article(report, list(findings)) for _, findings in groups)
    body = articles or "<p>Nothing was found.</p>"
    worst = report.quality.farthest() if report.quality else []
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_escape(title)}</title><style>{_STYLE}</style></head>"
        f'<body class="no-hint"><h1>{_escape(title)}</h1><table class="facts">{facts}</table>'
        '<nav><label><input type="checkbox" id="hints"> show hints</label></nav>'
        f"<main>{body}</main>{_differences(worst, report.bitext.tgt.lang)}"
        f"{_legend(report.findings)}<script>{_SCRIPT}</script></body></html>"
    )


def _article(report: Report, findings: Sequence[Finding]) -> str:
    first = findings[0]
    lines = "".join(
        f'<li><b class="{f.severity}">{f.severity}</b> {_escape(f.message)} '
        f'<span class="rule">{_escape(f.rule)}</span></li>'
        for f in findings
    )
    label = f'<span class="label">{_escape(first.label)}</span>' if first.label else ""
    texts = "".join(
        _text(document, number, [span for f in findings for span in f.spans(side)])
        for document, number, side in (
            (report.bitext.src, first.src_id, "src"),
            (report.bitext.tgt, first.tgt_id, "tgt"),
        )
    )
    others = "".join(
        _difference(f.found, f.expected[0], report.bitext.tgt.lang)
        for f in findings
        if f.is_comparison and f.rule != "quality"
    )
    return f'<article>{label}<ul>{lines}</ul><div class="texts">{texts}</div>{others}</article>'


def _difference(draft: str, other: str, lang: str) -> str:
    """A text struck out where another differs from it, which is underlined."""
    direction = "rtl" if language(lang).rtl else "ltr"
    return f"<p lang='{_escape(lang)}' dir='{direction}'>{marked_diff(draft, other)}</p>"


def _text(document: Document, number: int | None, spans: Iterable[tuple[int, int]]) -> str:
    """A paragraph with what is meant in it marked, unless that is all of it."""
    direction = "rtl" if language(document.lang).rtl else "ltr"
    paragraph = document.paragraphs[number] if number is not None else Paragraph(0, "")
    parts = [(i, j) for i, j in spans if j - i < len(paragraph.body)]
    marked = _marked(paragraph.text, parts)
    return f'<p lang="{_escape(document.lang)}" dir="{direction}">{marked}</p>'


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        if end > start:
            out += [_escape(text[at:start]), "<mark>", _escape(text[start:end]), "</mark>"]
            at = end
    return "".join([*out, _escape(text[at:])])


def _differences(worst: Sequence[ParagraphQuality], lang: str) -> str:
    """The paragraphs that are farthest from the reference, as word diffs."""
    if not worst:
        return ""
    articles = "".join(
        f"<article><span class='label'>chrF++ {p.chrf:.0f} · BLEU {p.bleu:.0f} · TER {p.ter:.0f}"
        f"</span>{_difference(p.draft, p.reference, lang)}</article>"
        for p in worst
    )
    return f"<h2>Farthest from the reference: draft struck out, reference underlined</h2>{articles}"


def _legend(findings: Sequence[Finding]) -> str:
    used = [BY_ID[name] for name in dict.fromkeys(finding.rule for finding in findings)]
    if not used:
        return ""
    rows = "".join(
        f"<tr><th>{_escape(rule.id)}</th><td>{_escape(rule.explanation)}</td></tr>" for rule in used
    )
    return f'<h2>Rules</h2><table class="facts">{rows}</table>'


def _escape(text: object) -> str:
    return html.escape(str(text), quote=True)
