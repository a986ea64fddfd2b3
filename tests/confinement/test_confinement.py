"""Whatever happens to a process that reads a file, the one that asked gets a value or one line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from aligner import confinement
from aligner.confinement import limits, wire
from aligner.errors import InputError, UsageError
from tests.confinement import readers

FILE = Path("draft.fr.txt")


@pytest.fixture(autouse=True)
def tight(monkeypatch):
    monkeypatch.setenv("ALIGNER_CPU_SECONDS", "1")
    monkeypatch.setenv("ALIGNER_MEMORY_MB", "400")


def refused(work) -> str:
    with pytest.raises(InputError) as caught:
        confinement.run(work, file=FILE)
    message = str(caught.value)
    assert message.startswith("draft.fr.txt: ")
    assert "\n" not in message
    return message


def test_a_value_comes_back_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Le Conseil\nde sécurité", encoding="utf-8")
    value = confinement.run(partial(readers.paragraph, path), file=path)
    assert value == readers.paragraph(path)


def test_it_is_another_process():
    assert confinement.run(readers.process, file=FILE) != os.getpid()


@pytest.mark.parametrize("work", [readers.spin, readers.spin_in_c])
def test_processor_time_is_bounded(work):
    assert "processor time" in refused(work)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setenv("ALIGNER_CPU_SECONDS", "20")
    assert "400 MB of memory" in refused(readers.fill)


def test_time_by_the_clock_is_bounded(monkeypatch):
    monkeypatch.setenv("ALIGNER_WAIT_SECONDS", "0.1")
    monkeypatch.setenv("ALIGNER_CPU_SECONDS", "0.1")
    assert "is not read after" in refused(readers.sleep)


def test_a_crash_is_told():
    assert "SIGSEGV" in refused(readers.crash)


def test_an_end_without_an_answer_is_told():
    assert "breaks the reader" in refused(readers.leave)


def test_depth_is_told():
    assert "nested deeper" in refused(readers.deep)


def test_what_a_library_raises_is_told_in_a_line():
    assert "KeyError" in refused(readers.stumble)


def test_an_error_for_people_comes_as_it_is():
    assert refused(partial(readers.refuse, FILE)) == "draft.fr.txt: is not for us; give another"


def test_nothing_is_written(tmp_path):
    path = tmp_path / "new.txt"
    refused(partial(readers.write, path))
    assert not path.exists() or path.read_text() == ""


needs_landlock = pytest.mark.skipif(
    limits._libc() is None or limits._libc().syscall(limits._CREATE_RULESET, None, 0, 1) < 4,
    reason="this kernel has no Landlock for files and connections",
)


@needs_landlock
def test_nothing_is_made_or_removed_and_nothing_started(tmp_path):
    path = tmp_path / "kept.txt"
    path.write_text("kept")
    assert "PermissionError" in refused(partial(readers.remove, path))
    assert "PermissionError" in refused(partial(readers.write, tmp_path / "new.txt"))
    assert "PermissionError" in refused(readers.start_program)
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.txt"]


@needs_landlock
def test_no_connection_is_opened():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert "PermissionError" in refused(partial(readers.connect, server.getsockname()[1]))


def test_only_values_come_back():
    assert "breaks the reader" in refused(readers.odd)
    with pytest.raises(wire.Broken):
        wire.unpacked(b"cos\nsystem\n(S'true'\ntR.")


def test_items_come_as_they_are_made_and_the_rest_after_them():
    items = confinement.stream(partial(readers.numbers, 1000), file=FILE)
    found = []
    while True:
        try:
            found.append(next(items))
        except StopIteration as ended:
            assert ended.value == "that was all"
            break
    assert found == list(range(1000))


def test_a_crash_among_items_is_told():
    items = confinement.stream(readers.numbers_then_crash, file=FILE)
    with pytest.raises(InputError, match="SIGSEGV"):
        list(items)


def test_a_reader_ends_when_nobody_listens():
    items = confinement.stream(partial(readers.numbers, 10**9), file=FILE)
    assert next(items) == 0
    items.close()
    assert confinement.run(readers.process, file=FILE)


def test_many_threads_ask_at_once():
    found: list[int] = []

    def ask() -> None:
        found.append(confinement.run(readers.process, file=FILE))

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 12


def test_the_one_who_asked_outlives_the_nursery():
    confinement.run(readers.process, file=FILE)
    confinement._control.shutdown(socket.SHUT_RDWR)
    assert confinement.run(readers.process, file=FILE) != os.getpid()


def test_nothing_is_left_behind():
    """A command that is killed takes its readers with it."""
    code = (
        "from pathlib import Path; from aligner import confinement; "
        "from tests.confinement import readers; print('ready', flush=True); "
        "confinement.run(readers.sleep, file=Path('x'))"
    )
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "LEFT_BEHIND": str(os.getpid())}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment
    ) as command:
        command.stdout.readline()
        end = time.monotonic() + 30
        while len(_marked()) < 4 and time.monotonic() < end:
            time.sleep(0.05)
        command.kill()
        command.wait()
    end = time.monotonic() + 30
    while _marked() and time.monotonic() < end:
        time.sleep(0.05)
    assert not _marked()


def _marked() -> list[str]:
    """Processes that were started with our mark in their environment."""
    mark = f"LEFT_BEHIND={os.getpid()}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in entry.read_bytes():
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def test_limits_come_from_a_file_and_the_environment(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("aligner.toml").write_text("[limits]\nmemory-mb = 900\nwait-seconds = 5\n")
    found = confinement.settings()
    assert (found.memory_mb, found.wait_seconds, found.cpu_seconds) == (400, 5, 1)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("memory = 1", "has no 'memory'"),
        ("memory-mb = -1", "above zero"),
        ("memory-mb = nan", "above"),
    ],
)
def test_a_limit_that_is_none_is_told(tmp_path, monkeypatch, said, words):
    monkeypatch.chdir(tmp_path)
    Path("aligner.toml").write_text(f"[limits]\n{said}\n")
    with pytest.raises(UsageError, match=words):
        confinement.settings()


@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 5_000,
        b"a." * 5000 + b"b = 1",
        b"\xff\xfe",
        b"a = ",
    ],
    ids=["deep", "digits", "dots", "utf-16", "cut"],
)
def test_settings_from_anywhere(tmp_path, content):
    path = tmp_path / "rules.toml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        confinement.table(path)
    assert "\n" not in str(caught.value)


def test_whoever_trusts_a_file_reads_it_in_place():
    with confinement.unconfined():
        assert confinement.run(readers.process, file=FILE) == os.getpid()
