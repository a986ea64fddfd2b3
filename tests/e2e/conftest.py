"""The real app in its own process, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from aligner import store
from aligner.model import Bitext, Document, Glossary, Kind, Multitext, Paragraph, Project, Row
from aligner.review.frame import people, server
from tests import example_project

CHROMIUM = os.environ.get("ALIGNER_CHROMIUM") or shutil.which("chromium") or ""
PATIENCE = 90_000  # milliseconds; what is tested is what happens, not how fast a busy machine is
READY = ".stApp[data-test-script-state=notRunning]"


def long_project() -> Project:
    """300 numbered paragraphs, every tenth uncertain."""
    versions = {
        lang: Document(
            "A-300",
            lang,
            tuple(
                Paragraph(
                    i, f"{i + 1}. {word} {i + 1}.", Kind.OPERATIVE, (str(i + 1),), len(f"{i + 1}. ")
                )
                for i in range(300)
            ),
        )
        for lang, word in (("fr", "Décide"), ("en", "Decides"))
    }
    rows = tuple(Row(i, {"fr": (i,), "en": (i,)}, 0.6 if i % 10 == 9 else 0.97) for i in range(300))
    bitext = Bitext(versions["fr"], versions["en"], ())
    return Project(
        "A-300", Multitext("fr", versions, rows), (bitext,), Glossary("A-300", ("fr", "en"), ())
    )


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Database of the running app; project 1 is the example, project 2 is long."""
    url = f"sqlite:///{tmp_path_factory.mktemp('app') / 'aligner.db'}"
    with store.connect(url) as database:
        database.save(example_project.project())
        database.save(long_project())
    return url


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[str]:
    """Address of the running app."""
    with server.running(database_url) as address:
        yield address


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("needs Chromium (apt install chromium, or set ALIGNER_CHROMIUM to its path)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Desk:
    """A browser context at the app, with what it asked for and what went wrong."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.address}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing runs on the server, and the buttons of the page take presses."""
        self.page.wait_for_selector(READY, timeout=PATIENCE)
        self.page.wait_for_function(
            """() => "listening" in document.documentElement.dataset
                || !document.querySelector("button:is([data-do], [data-go])")""",
            timeout=PATIENCE,
        )

    def listen(self, path: str) -> Page:
        """Open a page and wait until it takes keys and clicks."""
        self.open(path)
        self.page.wait_for_selector("html[data-listening]", state="attached", timeout=PATIENCE)
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        """Requests that would have left the machine."""
        home = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(home)]


def person(browser: Browser, address: str, name: str = "Ana", **options: Any) -> BrowserContext:
    """A browser of its own at which somebody has given their name."""
    options = {"viewport": {"width": 1440, "height": 900}, "accept_downloads": True} | options
    context = browser.new_context(**options)
    context.add_cookies([{"name": people.COOKIE, "value": quote(name), "url": address}])
    return context


@contextmanager
def sitting(browser: Browser, address: str) -> Iterator[Desk]:
    """Somebody at a desk, whose page makes no request elsewhere and has no error."""
    context = person(browser, address)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    opened = Desk(page, address)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("websocket", lambda socket: opened.requests.append(socket.url))
    page.on("pageerror", lambda error: opened.errors.append(error.stack or str(error)))
    yield opened
    context.close()
    assert opened.elsewhere == []
    assert opened.errors == []


@pytest.fixture
def desk(app: str, browser: Browser) -> Iterator[Desk]:
    with sitting(browser, app) as opened:
        yield opened
