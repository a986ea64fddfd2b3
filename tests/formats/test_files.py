"""Files stand whole or not at all, and what a killed process left goes with the next write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.formats.files import aside


def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    left, ours = (tmp_path / f".a.tmx.{pid}.part" for pid in (gone.pid, os.getppid()))
    other = tmp_path / f".b.tmx.{gone.pid}.part"
    for path in (left, ours, other):
        path.write_text("half", "utf-8")
    with aside(tmp_path / "a.tmx") as part:
        part.write_text("whole", "utf-8")
    assert (tmp_path / "a.tmx").read_text("utf-8") == "whole"
    assert not left.exists() and ours.exists() and other.exists()  # the last is of another file


def test_a_failure_leaves_what_stood_there(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text("before", "utf-8")
    with pytest.raises(KeyboardInterrupt), aside(tmp_path / "a.tmx") as part:
        part.write_text("half", "utf-8")
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["a.tmx"]
    assert (tmp_path / "a.tmx").read_text("utf-8") == "before"
