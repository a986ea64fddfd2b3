"""The termbase beside the text: terms marked in the rows, and added from them."""

from __future__ import annotations

from playwright.sync_api import expect

from aligner.model import Actor, Entry, Role, Status, Term
from aligner.store import Store
from aligner.store.deeds.concepts import AddEntry
from aligner.store.deeds.rows import DecideRows
from tests.e2e.conftest import Desk
from tests.e2e.reviewing import (
    CURRENT,
    SAID,
    Kept,
    current,
    database,
    numbered,
    one_to_one,
)

__all__ = ["database"]

SELECT = """(cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell.querySelector('.al-s'));
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
}"""


def test_terms_are_marked_shown_and_added_beside_the_text(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("terms-marked", one_to_one(8)))
    [glossary] = [one for one in database.glossaries() if one.project == kept.id]
    words = (Term("fr", "décider"), Term("en", "decide"))
    entry = Entry("c-1", words, definition="To come to a decision.", status=Status.APPROVED)
    database.decide(Actor("Li", Role.TERMINOLOGIST), AddEntry(glossary.id, entry))
    page = desk.listen(kept.path)
    row = current(page, "Décide 1.")
    expect(row.locator("mark")).to_have_count(0)
    page.get_by_role("button", name="Terms V").click()
    expect(row.locator("[lang=en] mark").first).to_have_text("Decides")
    row.locator("[lang=en] mark").first.click()
    card = page.locator(".al-card")
    expect(card).to_contain_text("décider")
    expect(card).to_contain_text("To come to a decision.")
    expect(card.get_by_role("link", name="Open the concept")).to_be_visible()
    page.keyboard.press("v")
    expect(row.locator("mark")).to_have_count(0)

    for lang in ("fr", "en"):
        page.locator(f"{CURRENT} [lang={lang}]").evaluate(SELECT)
    page.keyboard.press("d")
    expect(page.locator(SAID)).to_contain_text("Added “Décide 1 · Decides 1”")
    for lang in ("fr", "en"):
        page.locator(f"{CURRENT} [lang={lang}]").evaluate(SELECT)
    fourth = kept.rows[3]  # Somebody else decides, and the rows are drawn anew.
    decided = DecideRows(((fourth.id, fourth.version),), Status.APPROVED)
    database.decide(Actor("Li", Role.REVIEWER), decided)
    expect(page.locator(".al-filters")).to_contain_text("Approved 1")
    page.keyboard.press("d")
    expect(page.locator(".al-question")).to_contain_text("There already: Décide 1 · Decides 1")
    page.get_by_role("button", name="Back").click()
    current(page, "Décide 1.")
    added = [one for one in database.glossary(kept.id).entries if one.id != "c-1"]
    assert [[term.text for term in one.terms] for one in added] == [["Décide 1", "Decides 1"]]
    assert added[0].contexts[0].units == {"fr": (0,), "en": (0,)}
    page.keyboard.press("d")
    expect(page.get_by_role("dialog", name="Add a term").get_by_role("textbox")).to_have_count(2)
