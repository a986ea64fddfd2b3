"""The page Review with 5,000 rows in six languages, in a real browser.

    python -m benchmarks.desk [--rows N] [--presses N] [-o benchmarks/desk.md]

The rows are the paragraphs of the worked example in all its languages, again and again under new
numbers, so that lengths and scripts are those of a resolution. The app runs as a process of its own
and Chromium opens it with all six languages side by side.

*ready*: from opening the URL until the current row is drawn and takes keys, in a browser that was
never there: as the first person since the app was started (it imports what it needs and reads all
rows), and as the second. *key*: from the press until the answer of the server is drawn; the mark
moves in the browser before that. *bytes*: what comes over the web socket in between.
Half of the presses approve a row and go on, half only go on.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from aligner import reading, store
from aligner.model import Bead, Bitext, Document, Glossary, Multitext, Paragraph, Project, Row
from aligner.review.frame import people, server

TEXTS = Path(__file__).resolve().parents[1] / "texts"
CURRENT = ".al-row[aria-current=true]"
PATIENCE = 60_000  # milliseconds

_PRESS = """([key, code]) => new Promise(resolve => {
    const before = Number(document.querySelector('.al-rows').dataset.seen);
    const row = document.querySelector('.al-row[aria-current=true]').dataset.row;
    const start = performance.now();
    let moved = 0;
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}));
    const look = () => {
        const now = document.querySelector('.al-row[aria-current=true]');
        if (!moved && now && now.dataset.row !== row) moved = performance.now() - start;
        if (Number(document.querySelector('.al-rows')?.dataset.seen ?? 0) > before)
            resolve([performance.now() - start, moved]);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, in seconds, milliseconds and bytes.

    Attributes:
        first_ready: Seconds until the page takes keys, for the first person at the desk.
        ready: The same for the second.
        keys: Milliseconds of each press until its answer is drawn.
        marks: Milliseconds of each press until the mark has moved.
        bytes: Received for each press.
        first: Bytes received until the page was ready.
    """

    first_ready: float
    ready: float
    keys: Sequence[float]
    marks: Sequence[float]
    bytes: Sequence[int]
    first: int


def long_project(count: int) -> Project:
    """The worked example in six languages, again and again, as `count` rows."""
    parts: dict[str, list[Paragraph]] = {}
    for folder in sorted(TEXTS.iterdir()):
        if folder.is_dir():
            file = next(file for file in sorted(folder.iterdir()) if file.is_file())
            parts[folder.name] = list(reading.read(file).paragraphs)
    languages = ["fr", *(lang for lang in parts if lang != "fr")]
    documents = {
        lang: Document(
            "A-LONG", lang, tuple(_numbered(parts[lang], i) for i in range(count)), sha256=lang
        )
        for lang in languages
    }
    rows = tuple(
        Row(i, dict.fromkeys(languages, (i,)), 0.6 if i % 10 == 9 else 0.97) for i in range(count)
    )
    beads = tuple(Bead((row.id,), (row.id,), row.confidence) for row in rows)
    bitexts = tuple(
        Bitext(documents["fr"], documents[lang], beads) for lang in languages if lang != "fr"
    )
    return Project(
        "A-LONG",
        Multitext("fr", documents, rows),
        bitexts,
        Glossary("A-LONG", tuple(languages), ()),
    )


def _numbered(parts: Sequence[Paragraph], i: int) -> Paragraph:
    """The next paragraph, under the number `i` + 1."""
    found = parts[i % len(parts)]
    label = f"{i + 1}. "
    shift = len(label) - found.body_start
    sentences = tuple(
        replace(
            s,
            start=max(0, s.start + shift if s.start else 0),
            end=s.end + shift,
            clauses=tuple(c + shift for c in s.clauses),
        )
        for s in found.sentences
        if s.end > found.body_start
    )
    return replace(
        found,
        id=i,
        text=label + found.body,
        label=(str(i + 1),),
        body_start=len(label),
        sentences=sentences,
    )


def open_review(page: Page, address: str) -> float:
    """Open Review in all six languages; seconds until it takes keys."""
    start = time.perf_counter()
    page.goto(f"{address}/review?langs=en,es,ru,ar,zh")
    page.locator(CURRENT).wait_for(timeout=PATIENCE)
    page.wait_for_selector("html[data-listening]", state="attached", timeout=PATIENCE)
    return time.perf_counter() - start


def measure(first: Page, second: Page, address: str, presses: int) -> Result:
    """Open Review twice, and press keys in the second."""
    received: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(len(frame)))

    first_ready = open_review(first, address)
    first.close()
    second.on("websocket", listen)
    ready = open_review(second, address)
    second.wait_for_timeout(2000)
    until_ready = sum(received)
    keys, marks, sizes = [], [], []
    for i in range(presses):
        key = "ja"[i % 2]
        received.clear()
        answered, moved = second.evaluate(_PRESS, [key, f"Key{key.upper()}"])
        keys.append(answered)
        marks.append(moved)
        second.wait_for_timeout(150)
        sizes.append(sum(received))
    return Result(first_ready, ready, keys, marks, sizes, until_ready)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    path = os.environ.get("ALIGNER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


def person(browser: Browser, address: str, name: str) -> Page:
    """A page in a browser of one's own, where somebody has given their name."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": people.COOKIE, "value": name, "url": address}])
    return context.new_page()


def report(count: int, result: Result) -> str:
    """The table, with what it was measured on."""
    keys = sorted(result.keys)
    most = keys[int(0.95 * (len(keys) - 1))]
    lines = [
        ("ready, first person", f"{result.first_ready:.1f} s", "5 s"),
        ("ready, second person", f"{result.ready:.1f} s", "5 s"),
        ("key, median", f"{statistics.median(keys):.0f} ms", "300 ms"),
        ("key, 95th percentile", f"{most:.0f} ms", ""),
        ("mark moves, median", f"{statistics.median(result.marks):.0f} ms", ""),
        ("bytes a key, median", f"{statistics.median(result.bytes) / 1000:.0f} KB", "200 KB"),
        ("bytes a key, most", f"{max(result.bytes) / 1000:.0f} KB", "200 KB"),
        ("bytes until ready", f"{result.first / 1000:.0f} KB", ""),
    ]
    body = "\n".join(f"| {name} | {value} | {bound} |" for name, value, bound in lines)
    return (
        f"# The review desk with {count:,} rows in six languages\n\n"
        f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores; load "
        f"{os.getloadavg()[0]:.1f} while it ran; "
        f"`python -m benchmarks.desk`, {len(keys)} presses.\n\n"
        f"| what | measured | bound |\n|---|---|---|\n{body}\n"
    )


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--presses", type=int, default=50)
    parser.add_argument("-o", "--out", type=Path, default=Path(__file__).with_name("desk.md"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/aligner.db"
        with store.connect(url) as database:
            database.save(long_project(given.rows))
        with server.running(url) as address, chromium() as browser:
            result = measure(
                person(browser, address, "Ana"),
                person(browser, address, "Li"),
                address,
                given.presses,
            )
    told = report(given.rows, result)
    given.out.write_text(told, encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
