"""Runs in the background: what their files say, and when they count as broken off."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.errors import StoreError
from aligner.model import Actor, Role
from aligner.review.frame import jobs, uploads, worker
from aligner.review.frame.jobs import Job, State

ANA = Actor("Ana", Role.ADMIN)
TEXTS = {
    "fr": "Le Conseil de sécurité condamne tous les actes de traite d’êtres humains.",
    "en": "The Security Council condemns all acts of trafficking in persons.",
}


def job(files: Path, name: str = "report", **changes: object) -> Job:
    given = [
        replace(uploads.keep(f"{name}.{lang}.txt", text.encode(), files), lang=lang)
        for lang, text in TEXTS.items()
    ]
    now = time.time()
    made = Job(name, name, "fr", tuple(given), ANA, now, now)
    made = replace(made, **changes)  # type: ignore[arg-type]
    jobs.write(made, files / "jobs" / f"{made.id}.json")
    return made


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = job(tmp_path, state=State.RUNNING, what="aligning fr-en", share=0.5, said="an excerpt")
    assert jobs.listed(tmp_path) == [made]


def test_the_bar_of_a_run_goes_over_all_the_work_and_never_back(tmp_path: Path) -> None:
    made = job(tmp_path, state=State.RUNNING)
    pulse = worker.Pulse(tmp_path / "jobs" / f"{made.id}.json")
    pulse.step("reading report.fr.txt", 0.0, 0, 2)
    shares = [pulse.job.share]
    aligned = worker._by_pair(pulse, 2)
    for tell, what, share in (
        (pulse.step, "reading report.en.txt", 0.5),
        (aligned, "aligning fr-en", 0.0),
        (aligned, "aligning fr-en", 0.9),
        (aligned, "aligning fr-es", 0.1),
        (aligned, "aligning fr-es", 1.0),
        (aligned, "joining", 0.0),
        (aligned, "extracting terms", 0.0),
    ):
        tell(what, share)
        shares.append(pulse.job.share)
    pulse.settle(state=State.DONE)
    assert shares == sorted(shares)
    assert shares[0] == 0 < shares[3] < shares[4] < shares[-1] < 1


def test_a_run_that_is_silent_for_long_was_broken_off(tmp_path: Path) -> None:
    silent = time.time() - jobs.SILENCE - 1
    job(tmp_path, state=State.RUNNING, begun=silent, heard=silent)
    [found] = jobs.listed(tmp_path)
    assert found.state == State.FAILED
    assert "nothing of it was saved" in found.error


def test_a_run_that_ended_long_ago_stays_what_it_was(tmp_path: Path) -> None:
    job(tmp_path, state=State.DONE, heard=0.0, project=3)
    assert [found.state for found in jobs.listed(tmp_path)] == [State.DONE]


def test_two_runs_work_at_a_time_and_later_ones_wait(tmp_path: Path) -> None:
    first, second, third = (job(tmp_path, name, begun=float(i)) for i, name in enumerate("abc"))
    every = [first, second, third]
    assert [jobs.turn(one, every) for one in every] == [True, True, False]
    done = [replace(first, state=State.DONE), second, third]
    assert jobs.turn(third, done)


def test_a_run_that_is_put_away_leaves_no_file(tmp_path: Path) -> None:
    made = job(tmp_path, state=State.CANCELLED)
    jobs.cancel(made, tmp_path, ANA)
    jobs.forget(made, tmp_path, ANA)
    assert jobs.listed(tmp_path) == []
    assert list((tmp_path / "jobs").iterdir()) == []


def test_a_file_that_is_no_run_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    folder.mkdir()
    (folder / "x.json").write_text("{")
    (folder / "y.json").write_text('{"id": "y"}')
    assert jobs.listed(tmp_path) == []
    with pytest.raises(StoreError, match="no run can be read from it"):
        jobs.read(folder / "x.json")


def test_a_password_of_the_database_is_in_no_file_and_no_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, object] = {}

    class Process:
        def __init__(self, command: list[str], **options: object) -> None:
            seen.update(command=command, environment=options["env"])

        def poll(self) -> None:
            return None

    monkeypatch.setattr(jobs.subprocess, "Popen", Process)
    url = "postgresql+psycopg://ana:secret@db.example.org/desk"
    jobs.begin(job(tmp_path).uploads, name="n", pivot="fr", actor=ANA, url=url, files=tmp_path)
    assert "secret" not in str(seen["command"])
    assert dict(seen["environment"])["ALIGNER_DB"] == url  # type: ignore[call-overload]
    for file in (tmp_path / "jobs").iterdir():
        assert "secret" not in file.read_text()


def test_what_goes_wrong_is_one_line_by_the_names_that_people_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGNER_DB", f"sqlite:///{tmp_path / 'aligner.db'}")
    made = job(tmp_path)
    broken = replace(uploads.keep("broken.en.docx", b"PK\x03\x04", tmp_path), lang="en")
    made = replace(made, uploads=(made.uploads[0], broken))
    file = tmp_path / "jobs" / f"{made.id}.json"
    jobs.write(made, file)
    worker.main(file)
    found = jobs.read(file)
    assert found.state == State.FAILED
    assert found.error.startswith("broken.en.docx: is a damaged zip archive")
    assert not (tmp_path / "aligner.db").exists()


def test_an_error_of_the_program_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(pulse: worker.Pulse) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "_run", fail)
    made = job(tmp_path)
    file = tmp_path / "jobs" / f"{made.id}.json"
    worker.main(file)
    assert jobs.read(file).state == State.FAILED
    assert "MemoryError" in jobs.read(file).error


def test_the_file_of_a_run_is_json_that_a_person_can_read(tmp_path: Path) -> None:
    made = job(tmp_path)
    text = (tmp_path / "jobs" / f"{made.id}.json").read_text(encoding="utf-8")
    assert json.loads(text)["actor"] == {"name": "Ana", "role": "admin"}
    assert "report.fr.txt" in text
