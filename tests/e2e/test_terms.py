"""Terms decided on by key and by button, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, Page, expect

from aligner import store
from aligner.model import Entry, Glossary, Status, Term
from tests import example_project
from tests.e2e.conftest import Desk, person

AT_HAND = ".al-term[aria-current=true]"
PAIRS = (
    ("c3", "traite d’êtres humains", "human trafficking"),
    ("c4", "conflit armé", "armed conflict"),
    ("c5", "groupe terroriste", "terrorist group"),
    ("c6", "Conseil de sécurité", "Security Council"),
)


@dataclass
class Termbase:
    """A project of one test and the page Terms on it."""

    page: Page
    desk: Desk
    url: str
    project: int

    def entry(self, entry_id: str) -> Entry:
        with store.connect(self.url) as database:
            entries = database.glossary(self.project).entries
        return next(entry for entry in entries if entry.id == entry_id)

    def ids(self) -> list[str]:
        with store.connect(self.url) as database:
            return [entry.id for entry in database.glossary(self.project).entries]

    def open(self, **query: str) -> Page:
        named = "".join(f"&{name}={value}" for name, value in query.items())
        page = self.desk.listen(f"terms?project={self.project}{named}")
        expect(page.locator(AT_HAND)).to_be_visible()
        return page

    def press(self, key: str, *, then: str) -> None:
        """Press a key and wait until the concept says what came of it."""
        self.page.keyboard.press(key)
        expect(self.page.locator(".al-concept")).to_contain_text(then)


def glossary(name: str) -> Glossary:
    given = example_project.glossary()
    more = tuple(
        Entry(i, (Term("fr", fr), Term("en", en)), score=0.8 - n / 100, count=3)
        for n, (i, fr, en) in enumerate(PAIRS)
    )
    return replace(given, name=name, entries=(*given.entries, *more))


@pytest.fixture
def termbase(desk: Desk, database_url: str, request: pytest.FixtureRequest) -> Iterator[Termbase]:
    name = request.node.name
    project = replace(example_project.project(), name=name, glossary=glossary(name))
    with store.connect(database_url) as database:
        saved = database.save(project)
    yield Termbase(desk.page, desk, database_url, saved.project_id)


def test_a_approves_and_goes_to_the_next_pending_x_rejects_and_u_takes_it_back(
    termbase: Termbase,
) -> None:
    page = termbase.open()
    expect(page.locator(AT_HAND)).to_contain_text("trafficking in persons")
    page.keyboard.press("a")
    expect(page.locator(AT_HAND)).to_contain_text("human trafficking")
    assert termbase.entry("c1").status == Status.APPROVED
    assert termbase.entry("c1").changer == "Ana"
    page.keyboard.press("x")
    expect(page.locator(AT_HAND)).to_contain_text("armed conflict")
    assert termbase.entry("c3").status == Status.REJECTED
    termbase.press("u", then="Taken back: rejected “traite d’êtres humains”")
    expect(page.locator(AT_HAND)).to_contain_text("human trafficking")
    assert termbase.entry("c3").status == Status.CANDIDATE
    assert termbase.entry("c1").status == Status.APPROVED


def test_terms_are_preferred_admitted_deprecated_and_forbidden_by_key_and_by_button(
    termbase: Termbase,
) -> None:
    page = termbase.open(entry="c1")
    termbase.press("p", then="preferred")
    page.keyboard.press("t")
    expect(page.locator(".al-named[aria-current]")).to_contain_text("trafficking in persons")
    page.get_by_role("button", name="Forbid").click()
    expect(page.locator(".al-named[aria-current]")).to_contain_text("forbidden")
    expect(page.get_by_role("button", name="Forbid")).to_have_attribute("aria-pressed", "true")
    statuses = [term.status for term in termbase.entry("c1").terms]
    assert statuses == [Status.PREFERRED, Status.FORBIDDEN]
    page.get_by_role("button", name="Deprecate").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".al-named[aria-current]")).to_contain_text("deprecated")
    page.keyboard.press("i")
    expect(page.locator(".al-named[aria-current]")).to_contain_text("admitted")
    page.reload()
    expect(page.locator(".al-named").nth(1)).to_contain_text("admitted")


def test_keys_that_come_too_fast_decide_on_nothing_that_was_not_on_the_screen(
    termbase: Termbase,
) -> None:
    page = termbase.open()
    for _ in range(8):
        page.keyboard.press("a")
    expect(page.locator(".al-term.al-is-approved").first).to_be_visible()
    termbase.desk.settle()
    with store.connect(termbase.url) as database:
        events = database.events(termbase.project, action="decide entry")
        entries = database.glossary(termbase.project).entries
    decided = [entry.id for entry in entries if entry.status == Status.APPROVED]
    assert sorted(i for event in events for i in event.entries) == sorted(decided)


def test_letters_typed_into_a_field_decide_on_nothing(termbase: Termbase) -> None:
    page = termbase.open()
    page.get_by_label("Search terms").click()
    page.keyboard.type("axpidf")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No term matches.")).to_be_visible()
    assert {entry_status.status for entry_status in map(termbase.entry, termbase.ids())} == {
        Status.CANDIDATE
    }


def test_what_is_typed_before_a_form_is_there_decides_on_nothing(termbase: Termbase) -> None:
    page = termbase.open(entry="c4")
    page.keyboard.press("e")
    page.keyboard.type("axpidfmc")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".al-terms")).to_have_attribute("data-form", "")
    with store.connect(termbase.url) as database:
        assert database.events(termbase.project, actor="Ana") == []
    page.keyboard.press("a")
    expect(page.locator(".al-is-approved")).to_have_count(1)


def test_filters_and_the_concept_at_hand_open_the_same_from_the_url(
    termbase: Termbase, browser: Browser
) -> None:
    page = termbase.open(entry="c3")
    page.keyboard.press("x")
    expect(page.locator(AT_HAND)).to_contain_text("armed conflict")
    page.get_by_role("radio", name=re.compile("Pending 5")).click()
    page.get_by_role("radio", name="A to Z").click()
    page.get_by_label("Search terms").fill("CONSEIL SECURITE")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No term matches.")).to_be_visible()
    page.get_by_label("Search terms").fill("e")
    page.keyboard.press("Enter")
    expect(page.locator(".al-term.al-head")).to_contain_text("5 concepts")
    termbase.desk.settle()
    expect(page).to_have_url(re.compile(r"find=e(&|$)"))
    expect(page).to_have_url(re.compile("status=pending"))
    shown = page.locator(".al-term").all_inner_texts()
    context = person(browser, termbase.desk.address)
    other = context.new_page()
    other.goto(page.url)
    chosen = page.locator(AT_HAND).get_attribute("data-subject") or ""
    expect(other.locator(AT_HAND)).to_have_attribute("data-subject", chosen)
    assert other.locator(".al-term").all_inner_texts() == shown
    context.close()


def test_duplicates_are_found_and_merged_into_the_concept_at_hand(termbase: Termbase) -> None:
    page = termbase.open(entry="c1")
    page.get_by_role("radio", name="Duplicates 2").click()
    expect(page.locator(".al-term a")).to_have_count(2)
    expect(page.locator(".al-concept")).to_contain_text("Other concepts with the same French term")
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("human trafficking")
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("radio", name="Duplicates 0")).to_be_visible()
    merged = termbase.entry("c1")
    assert [t.text for t in merged.terms if t.lang == "en"] == [
        "trafficking in persons",
        "human trafficking",
    ]
    assert "c3" not in termbase.ids()


def test_a_concept_is_edited_in_a_dialog_that_the_keyboard_alone_can_use(
    termbase: Termbase,
) -> None:
    page = termbase.open(entry="c4")
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    english = dialog.get_by_label("English, one term a line")
    english.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\narmed struggle")
    dialog.get_by_label("Definition").focus()
    page.keyboard.type('Resort to armed force <img src=x onerror="document.title=1">')
    dialog.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".al-concept")).to_contain_text("onerror=")
    expect(page.locator(".al-named")).to_have_count(3)
    edited = termbase.entry("c4")
    assert [term.text for term in edited.terms] == [
        "conflit armé",
        "armed conflict",
        "armed struggle",
    ]
    assert page.locator(".stHtml img").count() == 0
    page.keyboard.press("e")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".al-terms")).to_have_attribute("data-form", "")
    page.keyboard.press("a")
    expect(page.locator(".al-is-approved")).to_have_count(1)


def test_a_concept_that_somebody_else_changed_meanwhile_is_not_overwritten(
    termbase: Termbase, browser: Browser
) -> None:
    page = termbase.open(entry="c5")
    with person(browser, termbase.desk.address, name="Li") as context:
        other = context.new_page()
        other.goto(page.url)
        other.wait_for_selector("html[data-listening]", state="attached")
        expect(other.locator(AT_HAND)).to_contain_text("terrorist group")
        other.keyboard.press("x")
        expect(other.locator(".al-is-rejected")).to_have_count(1)
    page.keyboard.press("a")
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("Li")
    assert termbase.entry("c5").status == Status.REJECTED


def test_a_new_concept_is_added_by_hand(termbase: Termbase) -> None:
    page = termbase.open()
    page.get_by_role("button", name="New concept").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("French, one term a line").fill("point de contact")
    dialog.get_by_label("English, one term a line").fill("focal point")
    dialog.get_by_role("button", name="Add").click()
    expect(page.locator(AT_HAND)).to_contain_text("focal point")
    [added] = [i for i in termbase.ids() if i.startswith("hand-")]
    assert termbase.entry(added).status == Status.APPROVED


def test_a_context_leads_to_its_row(termbase: Termbase) -> None:
    page = termbase.open(entry="c1")
    page.locator(".al-context a").first.click()
    expect(page.locator(".al-row[aria-current=true]")).to_contain_text("traite d’êtres humains")
