"""Takes the pictures of the review desk in ``docs/images`` from the worked example.

First align the example in its six languages, then take the pictures::

    aligner run texts/{fr,en,es,ru,ar,zh}/S-RES-2331-2016* --out out
    python docs/screenshots.py [DATABASE_URL]

Needs Chromium: on the path, or named by the environment variable ALIGNER_CHROMIUM.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from aligner import store
from aligner.model import Actor, Role, Status
from aligner.review.frame import people, server
from aligner.store import DEFAULT_URL
from aligner.store.deeds.concepts import DecideEntry
from aligner.store.deeds.rows import DecideRows

IMAGES = Path(__file__).parent / "images"
SIZE = {"width": 1440, "height": 900}
PERSON = "Reviewer"
APPROVED = 12
"""Rows, and terms, that are approved before the pictures are taken."""
PICTURES = {
    "documents": ("", "light"),
    "repair": ("?view=repairs&repairs=text", "light"),
    "review": ("review?at=2 (a)", "light"),
    "terms": ("terms?find=traite", "light"),
    "concordance": ("concordance?q=traite", "light"),
    "exports": ("exports", "light"),
    "review-dark": ("review?at=2 (a)", "dark"),
}


def main() -> None:
    """Take all pictures."""
    url = sys.argv[1] if len(sys.argv) > 1 else DEFAULT_URL
    chromium = os.environ.get("ALIGNER_CHROMIUM") or shutil.which("chromium")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        begun = _begun(url, Path(folder))
        with server.running(begun) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (path, scheme) in PICTURES.items():
                _take(browser, f"{address}/{path}", scheme, IMAGES / f"{name}.png")
            browser.close()


def _begun(url: str, folder: Path) -> str:
    """A copy of the database on which somebody has begun to work, as on a desk in use."""
    copy = folder / "aligner.db"
    store.backup(url, copy)
    reviewer = Actor(PERSON, Role.ADMIN)
    with store.connect(f"sqlite:///{copy}") as database:
        [project, *_] = database.projects()
        rows = tuple((row.id, row.version) for row in database.outline(project.id)[:APPROVED])
        database.decide(reviewer, DecideRows(rows, Status.APPROVED))
        glossary = database.glossary(project.id)
        for entry in glossary.entries[:APPROVED]:
            deed = DecideEntry(glossary.id, entry.id, entry.version, Status.APPROVED)
            database.decide(reviewer, deed)
    return f"sqlite:///{copy}"


def _take(browser: Browser, address: str, scheme: str, file: Path) -> None:
    address, _, label = address.partition("?at=")
    context = browser.new_context(viewport=SIZE, color_scheme=scheme)
    context.add_cookies([{"name": people.COOKIE, "value": PERSON, "url": address}])
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=60_000)
    if label:
        number = label.split(" ")[0]
        page.locator(".al-rail a").get_by_text(number, exact=True).first.click()
        row = page.locator(".al-row", has=page.get_by_role("link", name=label, exact=True))
        row.locator(".al-gutter").click()
        page.locator(".al-row[aria-current=true]", has_text=label.split(" ")[-1]).wait_for()
        page.mouse.move(700, 5)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.wait_for_timeout(1500)
    page.screenshot(path=file)
    print(f"wrote {file}")
    context.close()


if __name__ == "__main__":
    main()
