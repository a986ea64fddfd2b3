"""A report as a workbook: a sheet of findings, one of what the report was made with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from aligner.consistency.finding import Finding, Report, Severity
from aligner.formats.files import aside
from aligner.formats.safexml import clean
from aligner.languages import language
from aligner.model import Document

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_MAX_CELL = 32_767
_COLUMNS = (
    ("severity", 10), ("rule", 20), ("kind", 12), ("paragraph", 10), ("what", 60), ("found", 30),
    ("expected", 40), ("source", 70), ("draft", 70), ("source id", 9), ("draft id", 9),
)  # fmt: skip
_COLOURS = {Severity.ERROR: "#f8d7da", Severity.WARNING: "#fff3cd", Severity.HINT: "#e7eefc"}


def write(report: Report, path: Path) -> None:
    """Write a report as a workbook.

    Raises:
        OutputError: The file cannot be written.
    """
    import xlsxwriter

    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        shape = {"text_wrap": True, "valign": "top", "quote_prefix": True}
        rtl = {"reading_order": 2, "align": "right"}
        plain, arabic = book.add_format(shape), book.add_format(shape | rtl)
        coloured = {s: book.add_format(shape | {"bg_color": c}) for s, c in _COLOURS.items()}
        sheet = book.add_worksheet("Findings")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(report.findings), 1), len(_COLUMNS) - 1)
        for column, (title, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        forms = [
            arabic if language(lang).rtl else plain
            for lang in (report.bitext.src.lang, report.bitext.tgt.lang)
        ]
        for row, finding in enumerate(report.findings, start=1):
            for column, value in enumerate(_cells(report, finding)):
                form = {0: coloured[finding.severity], 7: forms[0], 5: forms[1], 8: forms[1]}
                text = clean(value)[:_MAX_CELL]
                sheet.write_string(row, column, text, form.get(column, plain))
        about = book.add_worksheet("Report")
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 100)
        for row, (what, value) in enumerate(summary(report)):
            about.write_string(row, 0, what, bold)
            about.write_string(row, 1, clean(value), plain)
    with aside(path) as part:
        part.write_bytes(made.getvalue())


def _cells(report: Report, finding: Finding) -> Sequence[str]:
    src, tgt = report.bitext.src.paragraphs, report.bitext.tgt.paragraphs
    return (
        finding.severity.value,
        finding.rule,
        finding.kind,
        finding.label,
        finding.message,
        finding.found,
        " | ".join(finding.expected),
        src[finding.src_id].text if finding.src_id is not None else "",
        tgt[finding.tgt_id].text if finding.tgt_id is not None else "",
        "" if finding.src_id is None else str(finding.src_id),
        "" if finding.tgt_id is None else str(finding.tgt_id),
    )


def summary(report: Report) -> list[tuple[str, str]]:
    """What a report was made of, and its figures, as lines for a person."""
    coverage, counts = report.coverage, report.counts()
    lines = [
        ("source", _document(report.bitext.src, coverage.src)),
        ("draft", _document(report.bitext.tgt, coverage.tgt)),
        ("glossary", report.glossary or "none"),
        ("checked", _covered(report)),
        ("findings", ", ".join(_counted(counts[s], s) for s in Severity)
                     + (f"; {len(report.ignored)} ignored" if report.ignored else "")),
    ]  # fmt: skip
    lines += [("note", note) for note in report.notes]
    if report.quality:
        lines += [
            (score.name, f"{score.value:.1f}  ({score.signature})")
            for score in report.quality.scores
        ]
        if unmatched := report.quality.unmatched:
            lines.append(("not scored", f"{_paragraphs(unmatched)} without a counterpart"))
    return [*lines, ("made with", report.signature)]


def _covered(report: Report) -> str:
    coverage = report.coverage
    text = f"{coverage.share:.1%} of the source paragraphs"
    if coverage.unmatched:
        text += f"; {_paragraphs(coverage.unmatched)} without a counterpart"
    if coverage.unsure:
        text += f"; {_paragraphs(coverage.unsure)} aligned too uncertainly to check"
    return text


def _paragraphs(count: int) -> str:
    return f"{count:,} paragraph{'' if count == 1 else 's'}"


def _document(document: Document, paragraphs: int) -> str:
    named = document.source or document.name
    return f"{named}, {language(document.lang).name}, {_paragraphs(paragraphs)}"


def _counted(count: int, severity: Severity) -> str:
    return f"{count:,} {severity}{'' if count == 1 else 's'}"
