"""5,000 paragraphs in six languages; how fast they are says ``python -m benchmarks.desk``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import WebSocket, expect

from aligner import store
from aligner.model import Status
from benchmarks.desk import long_project
from tests.e2e.conftest import Desk
from tests.e2e.reviewing import CURRENT, Kept, current

ROWS = 5000
LIMIT = 200_000  # bytes a key; where others tell news meanwhile, rows come twice


@pytest.fixture
def kept(database_url: str) -> Iterator[Kept]:
    with store.connect(database_url) as opened:
        yield Kept(opened, long_project(ROWS))


def test_five_thousand_rows_in_six_languages_are_as_light_as_a_few(desk: Desk, kept: Kept) -> None:
    frames: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(len(frame)))

    desk.page.on("websocket", listen)
    page = desk.listen(f"{kept.path}&langs=en,es,ru,ar,zh")
    current(page, "1. ")
    assert page.locator(f"{CURRENT} .al-cell").count() == 6
    arabic = page.locator(f"{CURRENT} .al-cell[lang=ar]")
    assert arabic.evaluate("cell => getComputedStyle(cell).direction") == "rtl"
    page.keyboard.press("g")
    page.keyboard.type("2500")
    page.keyboard.press("Enter")
    current(page, "2500. ")
    received = []
    for i in range(6):
        page.wait_for_timeout(300)
        frames.clear()
        page.keyboard.press("a")
        expect(page.locator(".al-filters")).to_contain_text(f"Approved {i + 1}")
        received.append(sum(frames))
    assert 0 < min(received) < LIMIT
    assert kept.statuses[2499:2505] == [Status.APPROVED] * 6
