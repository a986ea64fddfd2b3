"""``kill -9`` at random moments of real commands: nothing is lost, nothing half done.

    python -m benchmarks.faults [--kills 50] [--only run import backup restore realign] [--seed N]

Each command runs in a process group of its own on a database that has a document with approved
rows and notes, and is killed, with all its children, at a moment drawn at random between a third of
the time that it takes undisturbed and a little more than that. After each kill the database is
opened anew and has to be sound and to be either as before or as after an undisturbed command: rows,
texts, statuses and notes of all documents. Files have to be whole or not there. After every fifth
kill the command is given again, has to end well, and to leave what it leaves undisturbed, with no
remains of the killed one. Told by command: kills, how many came before anything was written and how
many after all was, and what was **lost**, **half** done, or **not mended** by doing it again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from aligner import store
from aligner.errors import StoreError
from aligner.formats import tmx
from aligner.model import Actor, Role, Status, TranslationUnit
from aligner.store.deeds.moves import InsertGap
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows

_ADA = Actor("Ada", Role.ADMIN)
_UNITS = 3_000
_REPEAT = 5
"""Kills after which the command is given again."""
_WORDS = ("paix", "peace"), ("traite", "trafficking"), ("siège", "headquarters"), ("juge", "judge")

State = dict[str, tuple[tuple[object, ...], ...]]
"""By name of a document or memory: texts, status and note of each of its rows."""


@dataclass(frozen=True)
class Work:
    """A command that is killed.

    Attributes:
        name: Of the command.
        command: What is run in the folder.
        target: The database that it changes, or the file that it makes.
        fresh: Whether the target is not there before.
    """

    name: str
    command: Sequence[str]
    target: str
    fresh: bool = False


def _works() -> list[Work]:
    aligner = [sys.executable, "-m", "aligner"]
    pair = ["b.fr.txt", "b.en.txt", "--similarity", "lexical"]
    realign = (
        "from aligner import pipeline, store; from aligner.model import Actor, Role;"
        "pipeline.realign(store.connect('sqlite:///work.db'), 1, Actor('Ada', Role.ADMIN))"
    )
    work = ["--db", "sqlite:///work.db"]
    return [
        Work("run", [*aligner, "run", *pair, *work, "-o", "out"], "work.db"),
        Work("import", [*aligner, "import", "memory.tmx", *work], "work.db"),
        Work("realign", [sys.executable, "-c", realign], "work.db"),
        Work(
            "backup",
            [*aligner, "backup", "--db", "sqlite:///base.db", "-o", "copy.db"],
            "copy.db",
            True,
        ),
        Work(
            "restore", [*aligner, "restore", "whole.db", "--db", "sqlite:///new.db"], "new.db", True
        ),
    ]


def _text(lang: int, i: int) -> str:
    words = _WORDS[i % len(_WORDS)][lang], _WORDS[(i // 3) % len(_WORDS)][lang]
    lead = ("Décide de la question de la", "Decides on the matter of the")[lang]
    return f"{i + 1}. {lead} {words[0]}, {words[1]}, {i * 7};"


def prepare(folder: Path) -> None:
    """A database with a document of which half is approved, texts, a memory and a backup."""
    for name, lines in (("a", 12), ("b", 20)):
        for lang, code in enumerate(("fr", "en")):
            text = "\n".join(_text(lang, i) for i in range(lines))
            (folder / f"{name}.{code}.txt").write_text(text + "\n", encoding="utf-8")
    units = (TranslationUnit(str(i), {"fr": _text(0, i), "en": _text(1, i)}) for i in range(_UNITS))
    tmx.write(units, folder / "memory.tmx", srclang="fr", languages=["fr", "en"])
    aligner = [sys.executable, "-m", "aligner"]
    pair = ["a.fr.txt", "a.en.txt", "--similarity", "lexical", "-o", "first"]
    _done([*aligner, "run", *pair, "--db", "sqlite:///base.db"], folder)
    with store.connect(f"sqlite:///{folder / 'base.db'}") as database:
        rows = database.outline(1)[::2]
        database.decide(_ADA, DecideRows(tuple((r.id, r.version) for r in rows), Status.APPROVED))
        for row in rows:
            database.decide(_ADA, NoteRow(row.id, f"read {row.id}"))
        shifted = database.outline(1)[5]  # so that there is something to realign
        database.decide(_ADA, InsertGap(shifted.id, shifted.version, "en"))
    _done([*aligner, "backup", "--db", "sqlite:///base.db", "-o", "whole.db"], folder)


def _done(command: Sequence[str], folder: Path) -> float:
    """Run to the end; seconds taken."""
    began = time.monotonic()
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{' '.join(command[2:])}: {ran.stderr.strip()}")
    return time.monotonic() - began


def state(file: Path) -> State:
    """What a database holds; empty where there is none or nothing in it.

    Raises:
        StoreError, sqlite3.Error: It is damaged.
    """
    if not file.exists() or not file.stat().st_size:
        return {}
    with closing(sqlite3.connect(file)) as connection:
        [(sound,)] = connection.execute("PRAGMA integrity_check").fetchall()
        if sound != "ok":
            raise StoreError(f"{file}: {sound}")
    with store.connect(f"sqlite:///{file}") as database:
        return {
            project.name: tuple(
                (tuple(sorted(unit.texts.items())), unit.status, unit.note)
                for unit in database.units(project.id)
            )
            for project in database.projects()
        }


def _reset(work: Work, folder: Path) -> None:
    for path in folder.glob(f"{work.target}*"):
        path.unlink()
    shutil.rmtree(folder / "out", ignore_errors=True)
    if not work.fresh:
        shutil.copy(folder / "base.db", folder / work.target)


def _killed(work: Work, folder: Path, wait: float) -> bool:
    """Start, and kill after a while; False where it had ended before."""
    process = subprocess.Popen(
        work.command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(wait)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def _remains(folder: Path) -> list[str]:
    """What a killed command left, and files of results that are cut short."""
    cut = [
        path for path in (folder / "out").glob("*") if path.is_file() and not path.stat().st_size
    ]
    return [path.name for path in [*folder.rglob(".*.part"), *cut]]


def kill(work: Work, folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Kill a command again and again.

    Returns:
        How many kills found which state, and the faults.
    """
    before = state(folder / "base.db") if not work.fresh else {}
    _reset(work, folder)
    takes = _done(work.command, folder)
    after = state(folder / work.target)
    if before == after:
        raise RuntimeError(f"{work.name} changes nothing, so that no kill could be seen")
    seen: Counter[str] = Counter()
    while seen["kills"] < kills:
        _reset(work, folder)
        wait = chance.uniform(0.3, 1.05) * takes
        if not _killed(work, folder, wait):
            takes = min(takes, wait)
            continue
        seen["kills"] += 1
        try:
            found = state(folder / work.target)
        except (StoreError, sqlite3.Error) as error:
            print(f"{work.name}: {error}", file=sys.stderr)
            seen["lost"] += 1
            continue
        if found == before:
            seen["as before"] += 1
        elif found == after:
            seen["as after"] += 1
        elif any(found.get(name) != rows for name, rows in before.items()):
            seen["lost"] += 1
        else:
            seen["half"] += 1
        if seen["kills"] % _REPEAT == 0 and not (work.fresh and found):
            seen["again"] += 1
            seen["not mended"] += not _mended(work, folder, after)
    return seen


def _mended(work: Work, folder: Path, after: State) -> bool:
    try:
        _done(work.command, folder)
        problems = _remains(folder) if state(folder / work.target) == after else ["another state"]
    except (RuntimeError, StoreError) as error:
        problems = [str(error)]
    if problems:
        print(f"{work.name}: {', '.join(problems)}", file=sys.stderr)
    return not problems


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--only", nargs="*", default=[work.name for work in _works()])
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    columns = "kills", "as before", "as after", "lost", "half", "again", "not mended"
    print("| command | " + " | ".join(columns) + " |")
    print("|---" * (1 + len(columns)) + "|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for work in _works():
            if work.name not in told.only:
                continue
            seen = kill(work, folder, told.kills, random.Random(f"{told.seed} {work.name}"))
            counts = " | ".join(str(seen[column]) for column in columns)
            print(f"| {work.name} | {counts} |", flush=True)


if __name__ == "__main__":
    main()
