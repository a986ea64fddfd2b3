"""kill -9 in the middle of runs, imports, approvals, edits and undos, fifty times over.

What was acknowledged is there, and what was not is there whole or not at all.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection

import pytest

from aligner import store
from aligner.model import Actor, Project, Role, Status, TranslationUnit
from aligner.store.deeds.moves import InsertGap
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows
from aligner.store.deeds.undoing import Undo
from tests import example_project
from tests.store.conftest import one_by_one

ADA = Actor("Ada", Role.ADMIN)
KILLS = 50
BATCH = 7
TEXTS = [f"Alinéa {i}." for i in range(12)]


def work(url: str, acknowledged: Connection, seed: int) -> None:
    """Do all kinds of things for ever, and tell of each when the store has said that it is done."""
    with store.connect(url) as database:
        project_id = database.save(one_by_one(TEXTS, TEXTS), ADA).project_id
        for i in count():
            tag = f"{seed}-{i}"
            saved = database.save(replace(example_project.project(), name=tag), ADA)
            acknowledged.send(("project", saved.project_id))
            units = [
                TranslationUnit(f"{tag}-{n}", {"fr": "Un.", "en": "One."}, document=tag)
                for n in range(BATCH)
            ]
            database.save_units("memory", units, ADA)
            acknowledged.send(("units", tag))
            rows = database.outline(project_id)
            row = rows[i % len(rows)]
            other = Status.CANDIDATE if row.decided else Status.APPROVED
            event = database.decide(ADA, DecideRows(((row.id, row.version),), other), tag)
            acknowledged.send(("event", event.id))
            note = database.decide(ADA, NoteRow(row.id, tag))
            acknowledged.send(("event", note.id))
            row = next(r for r in database.outline(project_id) if r.cells["en"])
            gap = database.decide(ADA, InsertGap(row.id, row.version, "en"))
            acknowledged.send(("event", gap.id))
            acknowledged.send(("event", database.decide(ADA, Undo(gap.id)).id))


def killed(url: str, seed: int, wait: float) -> list[tuple[str, object]]:
    """Start a process, kill it a while after its first word, and return what it had told."""
    hear, tell = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=work, args=(url, tell, seed))
    process.start()
    tell.close()
    told = [hear.recv()]
    time.sleep(wait)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    while True:
        try:
            told.append(hear.recv())
        except (EOFError, OSError):
            return told


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_nothing_acknowledged_is_lost_and_no_half_state_is_left(url: str, project: Project) -> None:
    chance = random.Random(2331)
    told: list[tuple[str, object]] = []
    for seed in range(KILLS):
        told += killed(url, seed, chance.uniform(0, 0.08))
    with store.connect(url) as database:
        projects = {summary.id: summary for summary in database.projects()}
        memory = next((p for p in projects.values() if p.name == "memory"), None)
        events = {event.id: event for event in database.events(limit=None)}
        things = Counter(kind for kind, _ in told)
        assert things["project"] >= KILLS
        assert {what for kind, what in told if kind == "project"} <= projects.keys()
        assert {what for kind, what in told if kind == "event"} <= events.keys()
        if memory is not None:
            batches = Counter(unit.document for unit in database.units(memory.id))
            assert {what for kind, what in told if kind == "units"} <= batches.keys()
            assert set(batches.values()) == {BATCH}
        worked_on = next(p.id for p in projects.values() if p.name == "A-1")
        assert_rows_follow_from_the_log(database, worked_on)
        whole = replace(project.multitext, rows=project.multitext.rows)
        for summary in list(projects.values())[:20]:
            if summary.name not in ("memory", "A-1"):
                assert database.load(summary.id).multitext == whole


def assert_rows_follow_from_the_log(database: store.Store, project_id: int) -> None:
    """Each row has the status and the version that its events give it, and its text once."""
    statuses: dict[str, str] = {}
    versions: Counter[str] = Counter()
    for event in database.events(project_id, limit=None, newest_first=False):
        for name, fields in event.after.items():
            if name.startswith("row "):
                versions[name] += 1
                statuses[name] = (fields or {}).get("status", statuses.get(name))
    rows = database.outline(project_id)
    for row in rows:
        name = f"row {row.id}"
        assert row.status == (statuses.get(name) or Status.CANDIDATE)
        assert row.version == 1 + versions[name]
    assert [row.position for row in rows] == list(range(len(rows)))
    texts = database.paragraphs([row.id for row in rows])
    for lang in ("fr", "en"):
        assert [p.text for row in rows for p in texts[row.id].get(lang, ())] == TEXTS
