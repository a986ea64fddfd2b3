"""Two people at one document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from aligner.model import Status
from aligner.store import Store
from tests.e2e.conftest import PATIENCE, Desk, person
from tests.e2e.reviewing import CURRENT, Kept, current, database, numbered, one_to_one

__all__ = ["database"]


@pytest.fixture
def colleague(desk: Desk, browser: Browser) -> Iterator[Desk]:
    """Li, in a browser of her own."""
    context = person(browser, desk.address, "Li")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield Desk(page, desk.address)
    context.close()


def test_the_second_of_two_sees_a_conflict_with_both_values_and_the_log_has_both(
    desk: Desk, colleague: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("together-conflict", one_to_one(8)))
    mine, hers = desk.listen(kept.path), colleague.listen(kept.path)
    current(mine, "Décide 1.")
    current(hers, "Décide 1.")
    hers.keyboard.press("e")
    hers.get_by_role("textbox", name="Text of this cell").fill("Resolves <i>1</i>.")
    mine.keyboard.press("a")
    expect(mine.locator(".al-filters")).to_contain_text("Approved 1")
    hers.keyboard.press("Control+Enter")
    clash = hers.locator(".al-clash")
    expect(clash).to_contain_text("You wanted")
    expect(clash).to_contain_text("Resolves <i>1</i>.")
    expect(clash).to_contain_text("Ana has set")
    expect(clash).to_contain_text("status: approved")
    assert kept.statuses[0] == Status.APPROVED
    assert kept.texts("en")[0] == "Decides 1. Decides 1 bis."
    hers.get_by_role("button", name="Mine after all").click()
    expect(clash).to_have_count(0)
    expect(hers.locator(f"{CURRENT} .al-edited")).to_contain_text("Resolves <i>1</i>.")
    assert kept.statuses[0] == Status.CANDIDATE
    assert kept.texts("en")[0] == "Resolves <i>1</i>."
    history = database.history(kept.rows[0].id)
    assert [(event.actor, event.action) for event in history] == [
        ("Ana", "approve"),
        ("Li", "edit"),
    ]


def test_one_sees_who_else_is_here_and_what_they_do(
    desk: Desk, colleague: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("together-presence", one_to_one(8)))
    mine = desk.listen(kept.path)
    current(mine, "Décide 1.")
    hers = colleague.listen(kept.path)
    current(hers, "Décide 1.")
    here = mine.locator(".al-company li")
    expect(here).to_contain_text("Li", timeout=6_000)
    hers.keyboard.press("a")
    expect(mine.locator(".al-filters")).to_contain_text("Approved 1", timeout=6_000)
    current(mine, "Décide 1.")
    expect(here).to_contain_text("at 2", timeout=6_000)
