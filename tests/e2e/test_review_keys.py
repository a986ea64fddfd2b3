"""One key per good paragraph: nothing lost, nothing approved that was not on the screen."""

from __future__ import annotations

from playwright.sync_api import expect

from aligner.model import Status
from aligner.store import Store
from tests.e2e.conftest import PATIENCE, Desk
from tests.e2e.reviewing import FAILED, SAID, Kept, current, database, numbered, one_to_one

__all__ = ["database"]

RECORD_WHAT_IS_SHOWN = """() => {
    window.shown = new Set();
    const look = () => {
        const row = document.querySelector('.al-row[aria-current=true]');
        if (row) window.shown.add(Number(row.dataset.row));
        requestAnimationFrame(look);
    };
    look();
}"""


COUNT_WHAT_IS_REFUSED = """(failed) => {
    // The page counts on until the person does something else a while later, then from one again.
    window.refused = 0;
    let before = 0;
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
            const told = /^(\\d+) key press(es)? not taken/.exec(addedNodes[0]?.data ?? "");
            const now = told ? Number(told[1]) : 0;
            window.refused += now > before ? now - before : now < before ? now : 0;
            before = now;
        }
    }).observe(failed, { childList: true });
}"""


def test_twenty_presses_of_a_approve_twenty_rows(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("keys-20", one_to_one(60)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    for _ in range(20):
        page.keyboard.press("a")
        page.wait_for_timeout(150)
    expect(page.locator(FAILED)).to_be_empty()
    current(page, "Décide 21.")
    expect(page.locator(SAID)).to_contain_text("Approved 20")
    expect(page.locator(".al-filters")).to_contain_text("Approved 20")
    assert kept.statuses == [Status.APPROVED] * 20 + [Status.CANDIDATE] * 40


def test_presses_without_a_pause_approve_nothing_unseen_and_none_is_lost_silently(
    desk: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("keys-30", one_to_one(60)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.evaluate(RECORD_WHAT_IS_SHOWN)
    page.locator(FAILED).evaluate(COUNT_WHAT_IS_REFUSED)
    for _ in range(30):
        page.keyboard.press("a")
    page.wait_for_function(
        """() => {
            const told = document.querySelector(".al-filters")?.innerText;
            const approved = /Approved\\s+(\\d+)/.exec(told);
            return Number(approved?.[1] ?? 0) + window.refused === 30;
        }""",
        timeout=PATIENCE,
    )
    not_taken = page.evaluate("window.refused")
    shown = set(page.evaluate("[...window.shown]"))
    approved = [row.id for row in kept.rows if row.status == Status.APPROVED]
    assert len(approved) == 30 - not_taken > 0
    assert approved == [row.id for row in kept.rows][: len(approved)]
    assert set(approved) <= shown


def test_a_key_that_is_held_down_approves_one_row(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("keys-held", one_to_one(12)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    for _ in range(5):
        page.keyboard.down("a")
        page.wait_for_timeout(60)
    page.keyboard.up("a")
    expect(page.locator(FAILED)).to_contain_text("4 key presses not taken")
    expect(page.locator(".al-filters")).to_contain_text("Approved 1")
    assert kept.count(Status.APPROVED) == 1


def test_letters_in_a_note_change_no_status(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("keys-note", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("n")
    page.keyboard.type("axmsu <img src=x onerror=alert(1)>")
    page.keyboard.press("Control+Enter")
    note = page.locator(".al-notes li")
    expect(note).to_contain_text("axmsu <img src=x onerror=alert(1)>")
    expect(note).to_contain_text("Ana")
    assert kept.count(Status.CANDIDATE) == 8
    current(page, "Décide 1.")
    assert page.locator(".stHtml img").count() == 0


def test_a_key_pressed_in_the_instant_after_a_form_closed_is_a_key(
    desk: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("keys-instant", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("n")
    page.keyboard.type("short")
    page.locator("dialog textarea").evaluate(
        """area => {
            area.form.requestSubmit();
            const key = { key: "a", code: "KeyA", bubbles: true, composed: true };
            area.dispatchEvent(new KeyboardEvent("keydown", key));
        }"""
    )
    expect(page.locator(".al-filters")).to_contain_text("Approved 1")
    current(page, "Décide 2.")
    assert [note.text for note in database.notes(kept.rows[0].id)] == ["short"]


def test_what_was_typed_is_there_again_after_escape(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("keys-draft", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    note = page.get_by_role("textbox", name="Note on this row")
    page.keyboard.press("n")
    expect(note).to_be_focused()
    page.keyboard.type("half a thought")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("n")
    expect(note).to_have_value("half a thought")


def test_keys_lie_where_they_lie_on_an_arabic_keyboard(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("keys-arabic", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.evaluate(
        """() => document.body.dispatchEvent(
            new KeyboardEvent('keydown', {code: 'KeyA', key: 'ش', bubbles: true}))"""
    )
    current(page, "Décide 2.")
    expect(page.locator(".al-filters")).to_contain_text("Approved 1")
    assert kept.count(Status.APPROVED) == 1


def test_the_next_uncertain_row_and_a_number_are_one_key_away(desk: Desk, database: Store) -> None:
    sure = [0.97] * 30
    sure[4], sure[25] = 0.6, 0.3
    kept = Kept(database, numbered("keys-go", one_to_one(30), sure))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.keyboard.press("l")
    current(page, "Décide 5.")
    page.keyboard.press("l")
    current(page, "Décide 26.")
    page.keyboard.press("g")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    current(page, "Décide 12.")


def test_every_key_is_a_button_too(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("keys-buttons", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.get_by_role("button", name="Reject X").click()
    current(page, "Décide 2.")
    expect(page.locator(".al-filters")).to_contain_text("Rejected 1")
    page.get_by_role("button", name="Undo U").click()
    current(page, "Décide 1.")
    expect(page.locator(".al-filters")).to_contain_text("Rejected 0")
    assert kept.count(Status.CANDIDATE) == 8


def test_without_a_mouse_the_focus_stays_on_the_button_that_was_pressed(
    desk: Desk, database: Store
) -> None:
    kept = Kept(database, numbered("keys-focus", one_to_one(8)))
    page = desk.listen(kept.path)
    current(page, "Décide 1.")
    page.get_by_role("button", name="Pending").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".al-filters [aria-pressed=true]").first).to_contain_text("Pending")
    expect(page.get_by_role("button", name="Pending")).to_be_focused()
    current(page, "Décide 1.")
    page.get_by_role("button", name="Approve A").focus()
    for i in (2, 3):
        page.keyboard.press("Enter")
        current(page, f"Décide {i}.")
        expect(page.locator(".al-filters")).to_contain_text(f"Approved {i - 1}")
        expect(page.get_by_role("button", name="Approve A")).to_be_focused()
    assert kept.count(Status.APPROVED) == 2
