"""Takes the pictures of the review desk in ``docs/images`` from the worked example.

Run ``make demo`` first, then::

    python docs/screenshots.py [DATABASE_URL]

Needs Chromium: on the path, or named by the environment variable ALIGNER_CHROMIUM.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from aligner.review import server
from aligner.store import DEFAULT_URL

IMAGES = Path(__file__).parent / "images"
SIZE = {"width": 1440, "height": 900}
PICTURES = {
    "documents": ("", "light"),
    "repair": ("?view=repairs&repairs=text", "light"),
    "review": ("review?at=2 (a)", "light"),
    "review-dark": ("review?at=2 (a)", "dark"),
    "terms": ("terms?find=traite", "light"),
    "exports": ("exports", "light"),
}


def main() -> None:
    """Take all pictures."""
    url = sys.argv[1] if len(sys.argv) > 1 else DEFAULT_URL
    chromium = os.environ.get("ALIGNER_CHROMIUM") or shutil.which("chromium")
    IMAGES.mkdir(exist_ok=True)
    with server.running(url) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (path, scheme) in PICTURES.items():
            _take(browser, f"{address}/{path}", scheme, IMAGES / f"{name}.png")
        browser.close()


def _take(browser: Browser, address: str, scheme: str, file: Path) -> None:
    address, _, label = address.partition("?at=")
    context = browser.new_context(viewport=SIZE, color_scheme=scheme)
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
    page.wait_for_timeout(1500)
    page.screenshot(path=file)
    print(f"wrote {file}")
    context.close()


if __name__ == "__main__":
    main()
