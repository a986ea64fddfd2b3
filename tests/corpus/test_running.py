"""Whatever is killed, the next run goes on where the archive stands, and nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from aligner.corpus import archive as archives
from aligner.corpus import running, standing
from aligner.corpus.archive import Archive, File
from aligner.corpus.working import Done
from tests.conftest import ROOT
from tests.corpus import doing

DOCUMENTS = 60


def archive_of(folder: Path, names: list[str]) -> Archive:
    archive = archives.made(folder)
    archive.write(
        File(name, lang, f"/nowhere/{lang}/{name}.txt", 100, f"{lang}{name}")
        for name in names
        for lang in ("en", "fr")
    )
    return archive


def begun(archive: Archive) -> list[list[str]]:
    log = archive.folder / "begun.log"
    return [line.split() for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def test_a_killed_client_and_killed_workers_lose_nothing_and_nothing_is_done_twice(
    tmp_path: Path,
) -> None:
    archive = archive_of(tmp_path / "archive", [f"d{n:02}" for n in range(DOCUMENTS)] + ["bad"])
    client = subprocess.Popen(
        [sys.executable, "-m", "tests.corpus.doing", str(archive.folder)], cwd=ROOT
    )
    while len(archive.done()) < 5:
        assert client.poll() is None
        time.sleep(0.05)
    client.kill()
    client.wait()
    workers = {int(process) for process, _ in begun(archive)}
    while any(Path(f"/proc/{process}").exists() for process in workers):
        time.sleep(0.05)  # they end by themselves
    before = {path: path.stat().st_mtime_ns for path in archive.folder.glob("results/*/*")}
    first = len(begun(archive))

    killed: list[int] = []

    def told(done: Done, count: int, of: int) -> None:
        if count in (5, 15):
            process = int(begun(archive)[-1][0])
            killed.append(process)
            os.kill(process, signal.SIGKILL)

    outcome = running.run(archive, workers=2, work=doing.work, told=told)
    assert len(killed) == 2
    stands = archives.standing(archive)
    assert (len(stands.done), len(stands.waiting)) == (DOCUMENTS, 0)
    assert [(item.id, reason) for item, reason in stands.aside] == [("bad", "it is bad")]
    for item in stands.done:
        assert archive.result(item.key).read_bytes() == doing.content(item)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    # Begun again are only those that a killed process had under way, one each.
    again = len(begun(archive)) - first - (DOCUMENTS + 1 - len(before) - _was_bad(archive, first))
    assert 0 <= again <= len(killed)
    assert outcome.done + len(before) == DOCUMENTS
    assert not standing.of(archive).runs


def _was_bad(archive: Archive, first: int) -> bool:
    """Whether the bad one was through before the client was killed."""
    return not any(name == "bad" for _, name in begun(archive)[first:])


def test_what_is_done_or_set_aside_is_left_alone_until_it_is_asked_for_again(
    tmp_path: Path,
) -> None:
    archive = archive_of(tmp_path / "archive", ["bad", "one"])
    one = archive.item("one")
    archive.result(one.key).parent.mkdir(parents=True)
    archive.result(one.key).write_bytes(b"")
    archive.set_aside(archive.item("bad"), "it is bad", 2)
    assert running.run(archive, work=doing.work).done == 0
    assert begun(archive) == []
    assert standing.of(archive).sentence == "1 of 2 documents done, 1 set aside"
    outcome = running.run(archive, workers=1, work=doing.work, again=True)
    assert [done.document for done in outcome.aside] == ["bad"]


def test_other_bytes_or_another_language_make_another_key(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "archive", ["one"])
    before = archive.item("one").key
    files = archive.files()
    archive.write([*files, File("one", "es", "/nowhere/es/one.txt", 100, "es")])
    assert archive.item("one").key != before
    archive.write(files)
    assert archive.item("one").key == before


def test_workers_of_a_scheduler_that_somebody_started_do_the_work_and_one_may_die(
    tmp_path: Path,
) -> None:
    archive = archive_of(tmp_path / "archive", [f"d{n:02}" for n in range(30)] + ["bad"])
    told_where = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = ["--no-dashboard", "--scheduler-file", str(told_where)]
    here = {"cwd": ROOT, "env": os.environ | {"PYTHONPATH": str(ROOT)},
            "stderr": subprocess.DEVNULL}  # fmt: skip
    started = [
        subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *quiet], **here)
    ]
    try:
        while not told_where.exists():
            assert started[0].poll() is None
            time.sleep(0.05)
        started += [
            subprocess.Popen([*dask, "worker", "--nthreads", "1", "--no-nanny", *quiet], **here)
            for _ in range(2)
        ]
        address = json.loads(told_where.read_text("utf-8"))["address"]
        killed: list[int] = []

        def told(done: Done, count: int, of: int) -> None:
            processes = {int(process) for process, _ in begun(archive)}
            if not killed and len(processes) == 2:
                killed.append(min(processes))
                os.kill(killed[0], signal.SIGKILL)

        outcome = running.run(archive, scheduler=address, work=doing.work, told=told)
    finally:
        for process in started:
            process.kill()
            process.wait()
    assert outcome.done == 30 and [done.document for done in outcome.aside] == ["bad"]
    for item in archive.items():
        if item.id != "bad":
            assert archive.result(item.key).read_bytes() == doing.content(item)
    processes = {int(process) for process, _ in begun(archive)}
    assert processes <= {process.pid for process in started[1:]}
