"""The command line, called as a person would."""

from __future__ import annotations

import sys

import pytest

from aligner import cli


def call(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run ``aligner`` with some words; returns its exit status."""
    monkeypatch.setattr(sys, "argv", ["aligner", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)
