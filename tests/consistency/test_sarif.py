"""SARIF 2.1.0: the parts that a report has, with what the standard asks of each (3.13 and after).

The schema that OASIS publishes comes without terms under which it could lie here, so these parts
of it are written anew: names that may stand there, those that must, types and enumerations.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aligner.consistency import check
from aligner.consistency.records import sarif
from aligner.consistency.rules import RULES
from tests.consistency.drafts import SOURCE, bitext, draft, glossary


def closed(*required: str, **properties: object) -> dict[str, Any]:
    """An object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
MESSAGE = closed("text", text=TEXT)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object"}
REGION = closed(
    startLine={"type": "integer", "minimum": 1}, snippet=closed("text", text={"type": "string"})
)
PLACE = closed(
    "artifactLocation",
    artifactLocation=closed("uri", uri={"type": "string", "format": "uri-reference"}),
    region=REGION,
)
RULE = closed(
    "id",
    id=TEXT,
    shortDescription=MESSAGE,
    defaultConfiguration=closed(enabled={"type": "boolean"}, level=LEVEL),
)
RESULT = closed(
    "message",
    ruleId=TEXT,
    level=LEVEL,
    message=MESSAGE,
    locations=listed(closed(physicalLocation=PLACE)),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    properties=BAG,
)
RUN = closed(
    "tool",
    tool=closed("driver", driver=closed("name", name=TEXT, version=TEXT, rules=listed(RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=listed(RESULT),
    properties=BAG,
)
LOG = closed(
    "version",
    "runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=listed(RUN),
)


def errors(log: object) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the extra desk")
    validator = jsonschema.Draft202012Validator(LOG, format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(log)]


def test_a_report_is_valid_sarif_and_names_only_rules_that_it_lists() -> None:
    log = sarif(check(bitext(draft(wrong=True)), glossary()))
    assert errors(log) == []
    run = log["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == [rule.id for rule in RULES]
    assert run["results"] and {result["ruleId"] for result in run["results"]} <= set(ids)


def test_any_path_of_a_draft_is_a_reference_of_a_uri(tmp_path: Path) -> None:
    made = bitext(draft(wrong=True), SOURCE)
    for name in ("projet de résolution 100 %.en.txt", str(tmp_path / "brouillon à revoir.txt")):
        log = sarif(check(replace(made, tgt=replace(made.tgt, source=name)), glossary()))
        assert errors(log) == []
        (uri, *_) = {
            place["physicalLocation"]["artifactLocation"]["uri"]
            for result in log["runs"][0]["results"]
            for place in result["locations"]
            if "en.txt" in str(place) or "brouillon" in str(place)
        }
        assert " " not in uri and uri.startswith("file:///") == name.startswith("/")


def test_what_is_no_sarif_is_told() -> None:
    log = sarif(check(bitext(draft(wrong=True)), glossary()))
    log["runs"][0]["results"][0]["level"] = "hint"
    log["runs"][0]["surplus"] = 1
    assert len(errors(log)) == 2
