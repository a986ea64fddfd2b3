"""Reports made shorter: what is new, and so many warnings a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.consistency import Report, Severity, check, narrowing
from aligner.consistency.records import records
from aligner.errors import InputError
from tests.consistency.drafts import bitext, draft, glossary


def report(*, wrong: bool = False) -> Report:
    return check(bitext(draft(wrong=wrong)), glossary())


def saved(made: Report, folder: Path) -> Path:
    file = folder / "before.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in records(made)), encoding="utf-8")
    return file


def test_only_what_is_new_since_an_earlier_report_is_told(tmp_path: Path) -> None:
    worse = report(wrong=True)
    assert worse.findings
    again = narrowing.since(worse, saved(worse, tmp_path))
    assert not again.findings
    fresh = narrowing.since(worse, saved(report(), tmp_path))
    assert {f.place for f in fresh.findings} == {f.place for f in worse.findings}
    assert "new" in fresh.notes[-1]


def test_a_file_that_is_no_report_is_told_in_a_line(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("by hand\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: is no finding"):
        narrowing.since(report(), file)
    with pytest.raises(InputError, match="cannot be read"):
        narrowing.since(report(), tmp_path / "none.jsonl")


def test_warnings_beyond_the_budget_of_a_page_are_hints() -> None:
    lines = [line.replace("armed", "armed armed").replace("States", "States (") for line in draft()]
    made = check(bitext(lines), glossary())
    warnings = made.counts()[Severity.WARNING]
    assert warnings > 2
    short = narrowing.within(made, 2)
    assert short.counts()[Severity.WARNING] == 2
    assert len(short.findings) == len(made.findings)
    assert short.notes[-1] == f"{warnings - 2} warnings beyond 2 a page are hints"
    assert narrowing.within(made, warnings) is made


def test_every_rule_has_its_cost() -> None:
    from aligner.consistency.rules import RULES

    left = {rule.id for rule in RULES} - set(narrowing.COSTLY)
    assert left == {"typography", "quality"}
