"""A desk with 20 people at it for half an hour: is its memory flat, is every press answered?

    python -m benchmarks.soak [--minutes 30] [--people 20] [-o benchmarks/soak.md]

The people sit in browsers of their own (contexts of one Chromium), five to a document of the worked
example's paragraphs in six languages, so that they also get in one another's way. Each presses a
key about once in ten seconds: approve and go on, go on, take back; now and then one opens another
page and comes back. Told ten times: memory of the desk's process and of those it has started,
presses, how long the median and the slowest fifth of them waited, and answers that never came. At
the end the database is opened anew: every event has to begin where the one before had ended.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NoAnswer

from aligner import store
from aligner.review.frame import server
from benchmarks.desk import CURRENT, PATIENCE, chromium, long_project, person

_TOGETHER = 5
"""People at one document."""
_ROWS = 600
_KEYS = ("a", "a", "j", "a", "j", "u")
_ELSEWHERE = ("terms", "activity", "exports", "consistency")
_OFTEN = 20
"""Presses after which a person opens another page."""
_PAUSE = 10.0
"""Seconds between two presses of one person."""

_PRESS = """([key, code]) => {
    const seen = () => Number(document.querySelector('.al-rows')?.dataset.seen ?? 0);
    const refusal = () => [...globalThis.alignerLogs.values()].some((log) => log.refused);
    const before = seen();
    const start = performance.now();
    globalThis.took = 0;
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}));
    const look = () => {
        if (seen() > before || refusal()) globalThis.took = performance.now() - start;
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""

_STATE = """() => JSON.stringify([...globalThis.alignerLogs.entries()].map(([page, log]) => [
    page, log.events, log.held, log.refused, log.waiting, log.heard, log.cursor?.obstacle()]))"""


@dataclass
class Stretch:
    """What happened in a few minutes; memory in MB, waits in milliseconds."""

    minute: float = 0.0
    desk: float = 0.0
    beside: float = 0.0
    waits: list[float] = field(default_factory=list)
    silent: int = 0


@dataclass(frozen=True)
class Sitter:
    """Somebody at the desk."""

    page: Page
    project: int

    def sit(self, address: str) -> None:
        """Open the document, and wait until it takes keys."""
        self.page.goto(f"{address}/review?project={self.project}")
        self.page.locator(CURRENT).wait_for(timeout=PATIENCE)
        self.page.wait_for_selector("html[data-listening]", state="attached", timeout=PATIENCE)

    def look_elsewhere(self, address: str, page: str) -> None:
        """Open another page, and come back."""
        self.page.goto(f"{address}/{page}?project={self.project}")
        self.page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=PATIENCE)
        self.sit(address)


def memory() -> tuple[float, float]:
    """MB of the desk's process, and of all that it has started."""
    for process in psutil.Process().children():
        if "streamlit" in " ".join(process.cmdline()):
            beside = sum(child.memory_info().rss for child in process.children(recursive=True))
            return process.memory_info().rss / 1e6, beside / 1e6
    raise RuntimeError("the desk does not run")


def press(sitter: Sitter, key: str) -> None:
    """Press a key, without waiting for the answer."""
    sitter.page.evaluate(_PRESS, [key, f"Key{key.upper()}"])


def answer(sitter: Sitter, told: Stretch) -> None:
    """Note how long the last press waited for its answer, or that it has none."""
    try:
        took = sitter.page.wait_for_function("globalThis.took", timeout=PATIENCE)
        told.waits.append(float(took.json_value()))
    except NoAnswer:
        told.silent += 1
        print(f"no answer at {sitter.page.url}: {sitter.page.evaluate(_STATE)}")


def soak(
    people: Sequence[Sitter], address: str, minutes: float, chance: random.Random
) -> list[Stretch]:
    """Let them work; what happened, in ten stretches."""
    for sitter in people:
        sitter.sit(address)
    began = time.monotonic()
    found = [Stretch(0.0, *memory())]
    told = Stretch()
    pressed: set[int] = set()
    while (passed := (time.monotonic() - began) / 60) < minutes:
        i = chance.randrange(len(people))
        if i in pressed:
            answer(people[i], told)
        if chance.random() < 1 / _OFTEN:
            people[i].look_elsewhere(address, chance.choice(_ELSEWHERE))
        press(people[i], chance.choice(_KEYS))
        pressed.add(i)
        time.sleep(_PAUSE / len(people))
        if passed > minutes * len(found) / 10:
            found.append(replace(told, minute=passed, desk=memory()[0], beside=memory()[1]))
            told = Stretch()
    for i in pressed:
        answer(people[i], told)
    return [*found, replace(told, minute=minutes, desk=memory()[0], beside=memory()[1])]


def sound(url: str) -> int:
    """How many events the log has; each begins where the one before had left a row.

    Raises:
        RuntimeError: Two people changed one state of a row.
    """
    with store.connect(url) as database:
        events = [
            event
            for project in database.projects()
            for event in database.events(project.id, limit=None, newest_first=False)
        ]
    known: dict[tuple[int | None, str, str], object] = {}
    for event in events:
        for subject, fields in event.after.items():
            for name, value in (fields or {}).items():
                stood = (event.before.get(subject) or {}).get(name)
                place = (event.project, subject, name)
                if known.get(place, stood) != stood:
                    raise RuntimeError(f"event {event.id} on {subject} overwrote another one")
                known[place] = value
    return len(events)


def _table(found: Sequence[Stretch]) -> str:
    lines = [
        "| minute | desk, MB | beside, MB | presses | median, ms | slowest fifth, ms | no answer |"
    ]
    lines.append("|---" * 7 + "|")
    for told in found:
        waits = sorted(told.waits) or [0.0]
        slow = waits[int(0.8 * len(waits)) :]
        lines.append(
            f"| {told.minute:.0f} | {told.desk:.0f} | {told.beside:.0f} | {len(told.waits):,} "
            f"| {statistics.median(waits):.0f} | {statistics.mean(slow):.0f} | {told.silent} |"
        )
    return "\n".join(lines)


def _sitters(browser: Browser, address: str, count: int, errors: list[str]) -> list[Sitter]:
    found = []
    for i in range(count):
        page = person(browser, address, f"P{i}")
        page.on("pageerror", lambda error: errors.append(str(error)))
        found.append(Sitter(page, 1 + i // _TOGETHER))
    return found


def main() -> None:
    """Soak, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("-o", "--out", type=Path, default=Path(__file__).with_name("soak.md"))
    given = parser.parse_args()
    errors: list[str] = []
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{folder}/aligner.db"
        with store.connect(url) as database:
            for i in range(-(-given.people // _TOGETHER)):
                database.save(replace(long_project(_ROWS), name=f"A-{i}"))
        address = stack.enter_context(server.running(url))
        browser = stack.enter_context(chromium())
        sitters = _sitters(browser, address, given.people, errors)
        found = soak(sitters, address, given.minutes, random.Random(1))
        events = sound(url)
    told = (
        f"# A desk with {given.people} people for {given.minutes:.0f} minutes\n\n"
        f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, which the "
        f"browsers share; `python -m benchmarks.soak`.\n\n{_table(found)}\n\n"
        f"{events:,} events in the log, none from a state that another one had changed; "
        f"{len(errors)} errors in pages.\n"
    )
    given.out.write_text(told, encoding="utf-8")
    print(told, *sorted(set(errors)), sep="\n")


if __name__ == "__main__":
    main()
