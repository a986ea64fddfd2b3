"""Findings as JSON Lines and as SARIF (OASIS, *Static Analysis Results Interchange Format* 2.1.0).

SARIF is what code hosts and editors show as annotations; the region of a finding is the place of
its paragraph in the file that was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aligner.consistency.finding import Finding, Report, Severity
from aligner.consistency.rules import RULES
from aligner.formats.files import aside
from aligner.model import Paragraph
from aligner.version import VERSION

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def records(report: Report) -> Iterator[dict[str, object]]:
    """One JSON object a finding, in the order of the text."""
    for finding in report.findings:
        yield record(finding)


def record(finding: Finding) -> dict[str, object]:
    """A finding as a JSON object."""
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity.value,
        "src_id": finding.src_id,
        "tgt_id": finding.tgt_id,
        "side": finding.side,
        "span": list(finding.span),
        "src_span": list(finding.src_span) if finding.src_span else None,
        "expected": list(finding.expected),
        "found": finding.found,
        "message": finding.message,
        "label": finding.label,
        "topic": finding.topic,
        "place": finding.place,
    }


def write_sarif(report: Report, path: Path) -> None:
    """Write a report as SARIF.

    Raises:
        OutputError: The file cannot be written.
    """
    with aside(path) as part:
        part.write_text(json.dumps(sarif(report), ensure_ascii=False, indent=1), encoding="utf-8")


def sarif(report: Report) -> dict[str, Any]:
    """A report as a SARIF log with one run."""
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "aligner",
                        "version": VERSION,
                        "rules": [
                            {
                                "id": rule.id,
                                "shortDescription": {"text": rule.explanation},
                                "defaultConfiguration": {
                                    "enabled": rule.on,
                                    "level": _LEVELS[rule.severity],
                                },
                            }
                            for rule in RULES
                        ],
                    }
                },
                "properties": {
                    "glossary": report.glossary,
                    "coverage": round(report.coverage.share, 4),
                    "signature": report.signature,
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(report, finding) for finding in report.findings],
            }
        ],
    }


def _result(report: Report, finding: Finding) -> dict[str, Any]:
    in_draft = finding.side == "tgt"
    document = report.bitext.tgt if in_draft else report.bitext.src
    number = finding.tgt_id if in_draft else finding.src_id
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "partialFingerprints": {"place/v1": finding.place},
        "properties": {
            "kind": finding.kind, "expected": list(finding.expected), "found": finding.found,
            "srcId": finding.src_id, "tgtId": finding.tgt_id, "label": finding.label,
        },
    }  # fmt: skip
    if number is not None:
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(document.source or document.name)},
                    "region": _region(document.paragraphs[number], finding),
                }
            }
        ]
    return result


def _uri(name: str) -> str:
    """A path as a reference of a URI: relative to the working folder, unless it was absolute."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _region(paragraph: Paragraph, finding: Finding) -> dict[str, object]:
    start, end = finding.span
    region: dict[str, object] = {"snippet": {"text": paragraph.text[start:end]}}
    if paragraph.line is not None:
        region["startLine"] = paragraph.line
    return region
