"""Rows put right: merged, split, shifted, edited, realigned, approved in bulk, and undone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from aligner.model import Status
from aligner.store import Store
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows
from tests.e2e.conftest import Desk
from tests.e2e.reviewing import (
    CURRENT,
    FAILED,
    SAID,
    SOMEBODY,
    Kept,
    current,
    database,
    numbered,
    one_to_one,
)

__all__ = ["database"]


def press(page: Page, key: str, said: str) -> None:
    """Press a key and wait until the page says what was done."""
    page.keyboard.press(key)
    expect(page.locator(SAID)).to_contain_text(said)


def test_merging_leaves_the_pivot_alone_and_undo_restores_it_to_the_byte(
    desk: Desk, database: Store
) -> None:
    cells = [*one_to_one(3), {"fr": (3,), "en": (3, 4)}, {"fr": (4,), "en": (5,)}]
    kept = Kept(database, numbered("rows-merge", cells))
    before, french = kept.snapshot(), kept.texts("fr")
    row = kept.rows[3].id
    page = desk.listen(f"{kept.path}&row={row}")
    current(page, "Decides 5.")
    press(page, "m", "Merged in 4")
    expect(page.locator(f"{CURRENT} .al-cell[lang=en] p")).to_have_count(1)
    assert kept.texts("fr") == french
    assert kept.rows[3].edited == ("en",)
    assert "Decides 4. Decides 4 bis." in kept.texts("en")[3]
    assert "Decides 5. Decides 5 bis." in kept.texts("en")[3]
    page.reload()
    desk.settle()
    expect(page.locator(f"{CURRENT} .al-cell[lang=en] p")).to_have_count(1)
    page.wait_for_selector("html[data-listening]", state="attached")
    press(page, "u", "Taken back: merged in 4")
    expect(page.locator(f"{CURRENT} .al-cell[lang=en] p")).to_have_count(2)
    page.reload()
    desk.settle()
    expect(page.locator(f"{CURRENT} .al-cell[lang=en] p")).to_have_count(2)
    assert kept.snapshot() == before


def test_a_row_is_divided_and_joined_whole_unless_the_source_is_kept_locked(
    desk: Desk, database: Store
) -> None:
    cells = [{"fr": (0, 1), "en": (0,)}] + [{"fr": (i + 1,), "en": (i,)} for i in range(1, 6)]
    kept = Kept(database, numbered("rows-whole", cells))
    before = kept.snapshot()
    page = desk.listen(kept.path)
    current(page, "Décide 2.")
    page.keyboard.press("Shift+S")
    expect(page.get_by_role("radio", checked=True)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_contain_text("Divided 1")
    assert [row.cells["fr"] for row in kept.rows[:3]] == [(0,), (1,), (2,)]
    assert kept.texts("en")[:2] == ["Decides 1.", "Decides 1 bis."]
    page.keyboard.press("j")
    current(page, "Décide 2.")
    expect(page.locator(".al-history")).to_contain_text("divide row")
    page.keyboard.press("k")
    current(page, "Décide 1.")
    press(page, "m", "Joined rows at 1")
    assert [row.cells for row in kept.rows] == cells
    press(page, "u", "Taken back: joined rows at 1")
    press(page, "u", "Taken back: divided 1")
    assert kept.snapshot() == before
    page.keyboard.press("h")
    page.get_by_role("checkbox", name="Keep the source locked").check()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("Shift+M")
    expect(page.locator(FAILED)).to_contain_text("keep locked")
    assert [row.cells for row in kept.rows] == cells


def test_single_keys_are_switched_off_and_the_buttons_go_on(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("rows-no-keys", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("h")
    page.get_by_role("checkbox", name="No single keys").check()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("a")
    page.get_by_role("button", name="Reject X").click()
    current(page, "Décide 2.")
    expect(page.locator(".al-filters")).to_contain_text("Rejected 1")
    assert kept.count(Status.APPROVED) == 0


def test_a_shifted_column_is_realigned_and_what_was_approved_stays(
    desk: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("rows-shift", one_to_one(16)))
    approved = [(row.id, row.version) for row in kept.rows[:4]]
    database.decide(SOMEBODY, DecideRows(tuple(approved), Status.APPROVED))
    held = [(row.id, row.version, row.cells) for row in kept.rows[:4]]
    page = desk.listen(kept.path)
    current(page, "Décide 5.")
    press(page, "i", "Gap inserted at 5")
    expect(page.locator(f"{CURRENT} .al-gap")).to_have_count(1)
    assert [row.cells["en"] for row in kept.rows[4:8]] == [(), (4,), (5,), (6,)]
    page.keyboard.press("p")
    page.get_by_role("button", name="Realign", exact=True).click()
    expect(page.locator(".al-work")).to_contain_text("Realigned what is pending")
    assert [(row.id, row.version, row.cells) for row in kept.rows[:4]] == held
    assert [row.cells["en"] for row in kept.rows[4:]] == [(i,) for i in range(4, 16)]


def test_a_cell_is_split_at_a_sentence_and_moved_back(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("rows-split", one_to_one(8)))
    before = kept.snapshot()
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("s")
    page.get_by_role("button", name="Decides 1 bis.").click()
    expect(page.locator(SAID)).to_contain_text("Split")
    assert kept.texts("en")[:2] == ["Decides 1.", "Decides 1 bis."]
    press(page, "u", "Taken back: split")
    assert kept.snapshot() == before


def test_a_paragraph_moves_down_with_shift_and_the_key_that_moves_the_reader(
    desk: Desk, database: Store
) -> None:
    cells = [*one_to_one(2), {"fr": (2,), "en": (2, 3)}, {"fr": (3,), "en": ()}]
    kept = Kept(database, numbered("rows-move", cells))
    page = desk.listen(f"{kept.path}&row={kept.rows[2].id}")
    current(page, "Decides 4.")
    press(page, "Shift+J", "Moved text of 3")
    assert [row.cells["en"] for row in kept.rows] == [(0,), (1,), (2,), (3,)]


def test_a_cell_is_written_in_beside_its_source_and_nothing_else_changes(
    desk: Desk, database: Store
) -> None:
    cells = [{"fr": (0,), "ar": (0, 1)}] + [{"fr": (i,), "ar": (i + 1,)} for i in range(1, 8)]
    kept = Kept(database, numbered("rows-edit", cells))
    texts = kept.texts("ar")
    page = desk.listen(kept.path)
    row = current(page, "Décide 1.")
    page.keyboard.press("e")
    area = row.get_by_role("textbox", name="Text of this cell")
    expect(area).to_be_focused()
    expect(area).to_have_value("يقرر 1. يقرر 1 bis.\nيقرر 2. يقرر 2 bis.")
    for name, value in (("lang", "ar"), ("dir", "rtl"), ("spellcheck", "true")):
        expect(area).to_have_attribute(name, value)
    expect(row.get_by_text("Décide 1 bis.")).to_be_visible()
    area.fill("يقرر <b>أولا</b> & 1.\nيقرر 2.")
    page.keyboard.press("Escape")
    expect(area).to_have_count(0)
    page.keyboard.press("e")
    expect(area).to_have_value("يقرر <b>أولا</b> & 1.\nيقرر 2.")
    database.decide(SOMEBODY, NoteRow(kept.rows[0].id, "look"))  # does not disturb who is writing
    page.keyboard.press("Control+Enter")
    written = page.locator(f"{CURRENT} .al-edited p")
    expect(written).to_have_text(["1. يقرر <b>أولا</b> & 1.", "2. يقرر 2."])
    assert kept.texts("ar") == ["يقرر <b>أولا</b> & 1.\nيقرر 2.", *texts[1:]]
    assert kept.count(Status.CANDIDATE) == 8
    expect(page.locator(".al-panel")).to_contain_text("look")
    page.keyboard.press("a")
    current(page, "Décide 2.")


def test_sure_rows_are_approved_in_one_step_after_a_look_at_ten(
    desk: Desk, database: Store
) -> None:
    cells = [*one_to_one(28), {"fr": (28,), "en": (28, 29)}, {"fr": (29,), "en": (30,)}]
    sure = [0.97] * 30
    sure[3] = 0.5
    kept = Kept(database, numbered("rows-bulk", cells, sure))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("b")
    expect(page.locator(".al-question h2")).to_have_text("Approve 27 rows in one step?")
    expect(page.locator(".al-sample .al-row")).to_have_count(10)
    assert kept.count(Status.APPROVED) == 0
    page.get_by_role("button", name="Approve 27 rows").click()
    expect(page.locator(SAID)).to_contain_text("Approved 27 rows in one step")
    [event] = database.events(kept.id, action="approve")
    assert event.bulk
    assert event.actor == "Ana"
    left = [i for i, status in enumerate(kept.statuses) if status != Status.APPROVED]
    assert left == [3, 28, 29]
    press(page, "u", "Taken back: approved 27 rows")
    assert kept.count(Status.APPROVED) == 0


def test_filters_live_in_the_url(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("rows-filter", one_to_one(20)))
    pairs = [(row.id, row.version) for row in kept.rows]
    database.decide(SOMEBODY, DecideRows(tuple(pairs[:3]), Status.APPROVED))
    database.decide(SOMEBODY, DecideRows((pairs[5],), Status.REJECTED))
    for query, first, count in (
        ("status=pending", "Décide 4.", 16),
        ("status=rejected", "Décide 6.", 1),
        ("show=by&by=Li", "Décide 1.", 4),
        ("status=approved&show=since&since=2020-01-01T00:00", "Décide 1.", 3),
    ):
        page = desk.listen(f"{kept.path}&{query}")
        current(page, first)
        expect(page.locator(".al-filters [aria-pressed=true] small").first).to_have_text(str(count))
    page.get_by_role("button", name="Pending").click()
    expect(page.locator(".al-filters [aria-pressed=true]").first).to_contain_text("Pending")
    assert "status=pending" in page.url


def test_rows_changed_since_a_time_are_a_button_and_a_form_away(
    desk: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("rows-since", one_to_one(8)))
    row = kept.rows[4]
    database.decide(SOMEBODY, DecideRows(((row.id, row.version),), Status.APPROVED))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.get_by_role("button", name="Changed since").click()
    page.get_by_role("textbox", name="Rows changed since").fill("2020-01-01T00:00")
    page.get_by_role("button", name="Show", exact=True).click()
    current(page, "Décide 5.")
    expect(page.locator(".al-row")).to_have_count(1)
    expect(page.get_by_role("button", name="Changed since 1 Jan 00:00")).to_be_visible()
    assert "since=2020-01-01T00%3A00" in page.url
