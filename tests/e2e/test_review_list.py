"""The list of rows: all of them are reached by the wheel, and nothing is decided out of sight."""

from __future__ import annotations

from playwright.sync_api import expect

from aligner.model import Status
from aligner.store import Store
from tests.e2e.conftest import Desk
from tests.e2e.reviewing import CURRENT, FAILED, SAID, Kept, current, database, numbered, one_to_one

__all__ = ["database"]

FILLED = """() => {
    const box = document.querySelector('.st-key-rows').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.al-row')].map(row => row.getBoundingClientRect());
    const seen = rows.filter(row => row.bottom > box.top && row.top < box.bottom);
    return seen.length > 7 && seen.at(-1).bottom >= box.bottom - 2 ? seen.length : 0;
}"""
IS_SEEN = """(row) => {
    const box = document.querySelector('.st-key-rows').getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    return top >= box.top && bottom <= box.bottom;
}"""


def test_all_rows_are_reached_by_the_wheel_and_none_is_decided_out_of_sight(
    desk: Desk, database: Store
) -> None:
    desk.page.set_viewport_size({"width": 1440, "height": 1400})
    kept = Kept(database, numbered("list-wheel", one_to_one(300)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.wait_for_function(FILLED)
    box = page.locator(".st-key-rows")
    box.hover()
    fortieth = page.locator(".al-row", has_text="Décide 40.")
    for _ in range(40):  # as many turns as it takes
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(50)
        page.wait_for_function(FILLED)
        if fortieth.count() and fortieth.evaluate(IS_SEEN):
            break
    expect(fortieth).to_be_in_viewport()
    page.mouse.wheel(0, 100_000)
    last = page.locator(".al-row", has_text="Décide 300.")
    expect(last).to_be_in_viewport()
    page.wait_for_function(FILLED)
    page.keyboard.press("a")
    expect(page.locator(FAILED)).to_contain_text("out of sight")
    expect(current(page, "Décide 1.")).to_be_in_viewport()
    assert kept.count(Status.APPROVED) == 0
    box.hover()
    page.mouse.wheel(0, 100_000)
    last.click()
    current(page, "Décide 300.")
    page.keyboard.press("k")
    expect(current(page, "Décide 299.")).to_be_in_viewport()
    page.keyboard.press("a")
    expect(page.locator(".al-filters")).to_contain_text("Approved 1")
    assert kept.statuses[298] is Status.APPROVED
    expect(page.locator(CURRENT)).to_be_in_viewport()


def test_words_are_found_and_replaced_in_the_whole_document_after_a_preview(
    desk: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("list-find", one_to_one(60)))
    before = kept.snapshot()
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("Control+f")
    dialog = page.get_by_role("dialog", name="Find and replace")
    dialog.get_by_role("textbox", name="Find").fill("decides 5")
    dialog.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator(SAID)).to_contain_text("Found in 11 of 60 rows")
    expect(current(page, "Décide 5.").locator("[lang=en] mark").first).to_have_text("Decides 5")
    page.keyboard.press("j")
    current(page, "Décide 50.")
    page.keyboard.press("f")
    dialog.get_by_role("textbox", name="Replace by").fill("Resolves 5")
    dialog.get_by_role("button", name="Preview the replacement…").click()
    expect(page.locator(".al-question h2")).to_contain_text("by “Resolves 5” in 11 rows?")
    expect(page.locator(".al-replaced ins").first).to_have_text("Resolves")
    assert kept.snapshot() == before
    page.get_by_role("button", name="Replace in 11 rows").click()
    expect(page.locator(SAID)).to_contain_text("Replaced in 11 rows in one step")
    assert sum("Resolves 5" in text for text in kept.texts("en")) == 11
    page.keyboard.press("u")
    expect(page.locator(SAID)).to_contain_text("Taken back")
    assert kept.snapshot() == before
