"""Files stand whole or not at all, and what a killed process left goes with the next write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.errors import OutputError
from aligner.formats.files import aside
from tests.command import aligner


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


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    goal, link = tmp_path / "far" / "a.tmx", tmp_path / "link.tmx"
    link.symlink_to(goal)  # first to nothing, then to a file
    for text in ("one", "two"):
        with aside(link) as part:
            assert part.parent == goal.parent
            part.write_text(text, "utf-8")
        assert link.is_symlink() and goal.read_text("utf-8") == text
    assert [path.name for path in goal.parent.iterdir()] == ["a.tmx"]
    loop = tmp_path / "loop.tmx"
    loop.symlink_to(loop)
    with pytest.raises(OutputError, match="leads to itself"), aside(loop):
        pass
    assert loop.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="no devices and pipes among the files")
def test_the_command_replaces_nothing_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "full").symlink_to("/dev/full")
    (tmp_path / "a.txt").write_text("One line.\n", "utf-8")
    words = ("align", "a.txt", "a.txt", "--src-lang", "en", "--tgt-lang", "fr", "--lines")
    for name, what in (("pipe", "a pipe"), ("folder", "a folder"), ("full", "a device")):
        ended = aligner(*words, "--json", name, cwd=tmp_path)
        assert ended.returncode == 2
        assert ended.stderr == f"aligner: {name}: not a file but {what}; give the name of a file\n"
    assert (tmp_path / "pipe").is_fifo() and (tmp_path / "full").is_symlink()
    assert Path("/dev/full").is_char_device()
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "folder", "full", "pipe"}
