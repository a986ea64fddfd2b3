"""What ``aligner.toml`` says of the checks.

::

    [check]
    profile = "law"              # resolution, treaty, law or report
    fail-on = "error"            # error, warning, hint or never
    least-confidence = 0.3       # alignment below which a paragraph is not checked

    [check.rules.typography]
    on = true                    # off by default

    [check.rules.term-missing]
    severity = "warning"         # nothing that the rule finds is worse than this
    off = ["anaphora"]           # kinds of findings that are left out

What the file says of a rule comes before what the profile says (``profiles.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aligner import confinement
from aligner.consistency.finding import Finding, Severity
from aligner.consistency.rules import BY_ID, RULES
from aligner.errors import InputError, UsageError
from aligner.model.thresholds import UNCHECKED

NEVER = "never"
FILE = Path("aligner.toml")
PROFILES = Path(__file__).with_name("profiles.toml")


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What is set for one rule.

    Attributes:
        on: Whether it runs.
        severity: The worst that a finding of it can be; None leaves it as it is.
        off: Kinds of findings that are left out.
    """

    on: bool
    severity: Severity | None = None
    off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for a check.

    Attributes:
        fail_on: Severity from which on a check fails; None for never.
        least_confidence: Confidence of a bead, 0 to 1, below which it is not checked.
        rules: By the id of the rule; those that are not named are as :data:`RULES` has them.
        profile: The kind of document whose profile they start from; empty for none.
    """

    fail_on: Severity | None = Severity.ERROR
    least_confidence: float = UNCHECKED
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    profile: str = ""

    def rule(self, name: str) -> RuleSettings:
        """The settings of one rule."""
        return self.rules.get(name) or RuleSettings(BY_ID[name].on)

    def allows(self, finding: Finding) -> bool:
        """False for a kind of finding that was turned off."""
        return finding.kind not in self.rule(finding.rule).off

    @property
    def signature(self) -> str:
        """What differs from the usual, in a short form."""
        off = [rule.id for rule in RULES if not self.rule(rule.id).on]
        said = [f"confidence>={self.least_confidence:g}"]
        said += [f"profile={self.profile}"] if self.profile else []
        return " ".join([*said, f"off={','.join(off)}"] if off else said)


@cache
def profiles() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The rules by kind of document, as ``profiles.toml`` has them."""
    return tomllib.loads(PROFILES.read_text(encoding="utf-8"))


def load(path: Path | None = None, profile: str | None = None) -> Settings:
    """The settings of a file.

    Args:
        path: A TOML file; ``aligner.toml`` in the working folder, if it is there, where None.
        profile: The kind of document, in place of what the file says of it.

    Raises:
        InputError: The file cannot be read, or names a rule, an option or a profile that does not
            exist.
        UsageError: There is no such profile.
    """
    if profile is not None and profile not in profiles():
        raise UsageError(f"--profile is {profile!r}; give one of {', '.join(profiles())}")
    if path is None and not FILE.exists():
        return _settings({}, FILE, profile)
    path = path or FILE
    return _settings(confinement.table(path).get("check", {}), path, profile)


def _settings(table: Any, path: Path, profile: str | None) -> Settings:  # noqa: ANN401 (any file)
    _known(table, {"profile", "fail-on", "least-confidence", "rules"}, path, "check")
    kind = profile or table.get("profile", "")
    if kind and kind not in profiles():
        raise InputError(f"{path}: profile is {kind!r}; give one of {', '.join(profiles())}")
    confidence = table.get("least-confidence", Settings().least_confidence)
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise InputError(f"{path}: least-confidence is {confidence!r}; give a number from 0 to 1")
    rules = table.get("rules", {})
    _known(rules, set(BY_ID), path, "check.rules")
    usual = profiles()[kind] if kind else {}
    made = {name: _rule(name, rule, PROFILES) for name, rule in usual.items()}
    made |= {name: _rule(name, rule, path, usual.get(name)) for name, rule in rules.items()}
    return Settings(
        severity(table.get("fail-on", "error"), f"{path}: fail-on"), float(confidence), made, kind
    )


def _rule(
    name: str,
    table: Any,  # noqa: ANN401
    path: Path,
    usual: Mapping[str, Any] | None = None,
) -> RuleSettings:
    _known(table, {"on", "severity", "off"}, path, f"check.rules.{name}")
    table = {**(usual or {}), **table}
    on, off = table.get("on", BY_ID[name].on), table.get("off", [])
    if not isinstance(on, bool):
        raise InputError(f"{path}: on of {name} is {on!r}; give true or false")
    if not isinstance(off, list) or not all(isinstance(kind, str) for kind in off):
        raise InputError(f"{path}: off of {name} is {off!r}; give a list of kinds")
    said = table.get("severity")
    worst = severity(said, f"{path}: severity of {name}") if said is not None else None
    return RuleSettings(on, worst, frozenset(off))


def severity(value: object, where: str) -> Severity | None:
    """A severity by its name; None for ``never``.

    Raises:
        InputError: It is neither.
    """
    if value == NEVER:
        return None
    try:
        return Severity(str(value))
    except ValueError:
        known = ", ".join([*Severity, NEVER])
        raise InputError(f"{where} is {value!r}; give one of {known}") from None


def _known(table: Any, names: set[str], path: Path, where: str) -> None:  # noqa: ANN401
    if not isinstance(table, dict):
        raise InputError(f"{path}: [{where}] is no table; see docs/consistency.md")
    if unknown := sorted(set(table) - names):
        raise InputError(
            f"{path}: [{where}] has no {unknown[0]!r}; it has {', '.join(sorted(names))}"
        )
