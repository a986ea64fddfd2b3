"""The command ``aligner``, as it is installed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _entry() -> str:
    """``module:function`` of the command, as the project names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["scripts"]["aligner"])


def installed() -> list[str]:
    """The words that start the command: its script beside this Python, or what that would do."""
    script = Path(sys.executable).with_name("aligner.exe" if sys.platform == "win32" else "aligner")
    if script.is_file():
        return [str(script)]
    module, function = _entry().split(":")
    return [
        sys.executable,
        "-c",
        f"import sys; from {module} import {function} as f; sys.exit(f())",
    ]


def aligner(
    *words: object,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    text: bool = True,
) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own, as a person or a script does."""
    return subprocess.run(
        [*installed(), *map(str, words)],
        capture_output=True, text=text, cwd=cwd, env=env, encoding="utf-8" if text else None,
        errors="surrogateescape" if text else None, timeout=240, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def call(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """The same in this process, for tests that look at what stands behind; its exit status."""
    module, function = _entry().split(":")
    monkeypatch.setattr(sys, "argv", ["aligner", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        getattr(import_module(module), function)()
    return int(ended.value.code or 0)
