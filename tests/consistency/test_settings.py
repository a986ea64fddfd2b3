"""What ``aligner.toml`` may say, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.consistency import Severity, check
from aligner.consistency.rules import RULES
from aligner.consistency.settings import Settings, load, profiles
from aligner.errors import InputError, UsageError
from tests.consistency.drafts import bitext, draft, glossary


def written(folder: Path, text: str) -> Path:
    path = folder / "aligner.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_is_as_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Settings()
    assert not load().rule("typography").on


def test_a_rule_is_turned_off_and_another_capped(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[check.rules.term-missing]\non = false\n[check.rules.term-forbidden]\nseverity = "hint"\n',
    )
    (finding,) = check(bitext(draft(wrong=True)), glossary(), settings=load(path)).findings
    assert (finding.rule, finding.severity) == ("term-forbidden", Severity.HINT)


def test_kinds_of_findings_are_turned_off(tmp_path: Path) -> None:
    path = written(tmp_path, '[check.rules.term-missing]\noff = ["term"]\n')
    findings = check(bitext(draft(wrong=True)), glossary(), settings=load(path)).findings
    assert [f.rule for f in findings] == ["term-forbidden"]


def test_a_profile_sets_the_rules_and_the_file_has_the_last_word(tmp_path: Path) -> None:
    law = load(written(tmp_path, '[check]\nprofile = "law"\n'))
    assert not law.rule("order").on and "opening" in law.rule("structure").off
    assert "profile=law" in law.signature
    own = '[check]\nprofile = "law"\n[check.rules.order]\non = true\n'
    assert load(written(tmp_path, own)).rule("order").on
    assert load(written(tmp_path, own), "treaty").rule("legal-number").severity is Severity.ERROR
    with pytest.raises(UsageError, match="resolution"):
        load(written(tmp_path, own), "novel")


def test_every_profile_names_rules_that_exist() -> None:
    assert set(profiles()) == {"resolution", "treaty", "law", "report"}
    for rules in profiles().values():
        assert set(rules) <= {rule.id for rule in RULES}


def test_other_sections_of_the_file_are_none_of_our_business(tmp_path: Path) -> None:
    assert load(written(tmp_path, '[roles]\n"ana@example.org" = "reviewer"\n')) == Settings()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[check.rules.no-such-rule]\non = true", "no-such-rule"),
        ("[check]\nfial-on = 'error'", "fial-on"),
        ("[check]\nprofile = 'novel'", "novel"),
        ("[check]\nfail-on = 'sometimes'", "sometimes"),
        ("[check]\nleast-confidence = 7", "7"),
        ("[check.rules.name]\non = 'yes'", "yes"),
        ("[check.rules.name]\noff = 'term'", "term"),
        ("[check", "TOML"),
        ("check = 3", "check"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        load(written(tmp_path, text))
    assert says in str(error.value)
    assert "aligner.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load(tmp_path / "none.toml")


def test_every_rule_has_a_name_of_its_own_and_an_explanation() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.explanation.endswith(".") for rule in RULES)


def test_the_example_of_the_manual_is_read_and_every_rule_is_in_it(tmp_path: Path) -> None:
    manual = Path("docs/consistency.md").read_text("utf-8")
    section = manual[manual.index("## aligner.toml") : manual.index("## Output")]
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    file = tmp_path / "aligner.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    made = load(file)
    assert made.rule("typography").on
    assert made.rule("term-missing").off == {"anaphora"}
    for rule in RULES:
        assert f"| `{rule.id}` |" in manual
