"""The log, and taking back what is in it."""

from __future__ import annotations

from playwright.sync_api import expect

from aligner.model import Status
from aligner.store import Store
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows
from tests.e2e.conftest import Desk
from tests.e2e.reviewing import SOMEBODY, Kept, current, database, numbered, one_to_one

__all__ = ["database"]


def test_a_step_of_the_log_is_taken_back_and_leads_to_its_row(desk: Desk, database: Store) -> None:
    kept = Kept(database, numbered("activity", one_to_one(6)))
    first, second = kept.rows[:2]
    database.decide(SOMEBODY, NoteRow(first.id, "<img src=x onerror=alert(1)>"))
    pairs = tuple((row.id, row.version) for row in kept.rows[1:4])
    event = database.decide(SOMEBODY, DecideRows(pairs, Status.APPROVED))
    page = desk.listen(f"activity?project={kept.id}&who=Li")
    lines = page.locator(".al-log tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("in bulk, 3 at once")
    expect(lines.last).to_contain_text("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name=f"Take back number {event.id}").click()
    expect(lines.first).to_contain_text("taken back by")
    assert kept.count(Status.CANDIDATE) == 6
    assert database.undoable(kept.id, SOMEBODY) is not None
    lines.first.get_by_role("link", name="2").click()
    current(page, "Décide 2.")
    assert f"row={second.id}" in page.url
