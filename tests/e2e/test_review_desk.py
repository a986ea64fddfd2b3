"""The desk in a real browser. Each test also fails on any request that leaves the machine."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Desk, person

CURRENT = ".al-row[aria-current=true]"
PATHS = (
    "",
    "?view=repairs",
    "?view=making",
    "review",
    "terms",
    "concordance?q=traite",
    "consistency",
    "exports",
    "activity",
)


def test_documents_leads_to_review(desk: Desk) -> None:
    page = desk.listen("")
    page.locator("tr", has_text="S-RES-2331-2016").get_by_text("Review", exact=True).click()
    expect(page).to_have_url(re.compile(r"/review\?.*project=1"))
    expect(page.locator(CURRENT)).to_contain_text("Résolution 2331 (2016)")


def test_every_page_opens_without_asking_anything_of_the_internet(desk: Desk) -> None:
    for path in PATHS:
        desk.open(path)
        expect(desk.page.locator("[data-testid=stException]")).to_have_count(0)
    assert desk.requests


def test_markup_in_a_document_is_drawn_as_text(desk: Desk) -> None:
    page = desk.listen("review?project=1&row=5")
    expect(page.locator(CURRENT)).to_contain_text('<script>document.title = "owned"</script>')
    page.goto(f"{desk.address}/?project=1&view=repairs")
    expect(page.locator(".al-change").first).to_contain_text("<script>")
    page.goto(f"{desk.address}/terms?project=1&entry=c2")
    expect(page.locator(".al-concept h2").first).to_have_text("rapport <b>")
    assert page.locator(".stHtml script, .stHtml img").count() == 0
    assert page.title() not in ("owned", "1")


def test_one_key_moves_one_row(desk: Desk) -> None:
    page = desk.listen("review?project=2")
    expect(page.locator(CURRENT)).to_contain_text("Décide 1.")
    page.keyboard.press("j")
    expect(page.locator(CURRENT)).to_contain_text("Décide 2.")
    page.keyboard.press("k")
    expect(page.locator(CURRENT)).to_contain_text("Décide 1.")
    page.keyboard.press("l")
    expect(page.locator(CURRENT)).to_contain_text("Décide 10.")


def test_no_key_is_lost_however_fast_they_come(desk: Desk) -> None:
    page = desk.listen("review?project=2")
    expect(page.locator(CURRENT)).to_contain_text("Décide 1.")
    for _ in range(40):
        page.keyboard.press("j")
    expect(page.locator(CURRENT)).to_contain_text("Décide 41.")
    desk.settle()
    expect(page.locator(CURRENT)).to_contain_text("Décide 41.")


def test_keys_do_nothing_while_a_person_types(desk: Desk) -> None:
    page = desk.listen("review?project=2")
    expect(page.locator(CURRENT)).to_contain_text("Décide 1.")
    page.get_by_role("combobox", name="Document").click()
    page.keyboard.type("jlj")
    page.keyboard.press("Escape")
    desk.settle()
    expect(page.locator(CURRENT)).to_contain_text("Décide 1.")


def test_a_row_is_chosen_by_a_click_on_it_on_the_rail_or_on_the_strip(desk: Desk) -> None:
    page = desk.listen("review?project=2")
    page.locator(".al-row", has_text="Décide 5.").click()
    expect(page.locator(CURRENT)).to_contain_text("Décide 5.")
    page.locator(".al-rail a", has_text=re.compile(r"^12$")).click()
    expect(page.locator(CURRENT)).to_contain_text("Décide 12.")
    desk.settle()
    strip = page.locator(".al-strip")
    expect(strip).to_be_visible()
    box = strip.bounding_box()
    assert box is not None
    strip.click(position={"x": box["width"] * 0.5, "y": 4})
    expect(page.locator(CURRENT)).to_contain_text(re.compile(r"Décide 15[01]\."))


def test_a_filtered_url_opens_the_same_in_another_browser(desk: Desk, browser: Browser) -> None:
    page = desk.listen("review?project=2")
    page.get_by_role("button", name=re.compile("Uncertain 30")).click()
    expect(page.locator(CURRENT)).to_contain_text("Décide 10.")
    page.keyboard.press("j")
    expect(page.locator(CURRENT)).to_contain_text("Décide 20.")
    desk.settle()
    row = page.locator(CURRENT).get_attribute("data-row")
    expect(page).to_have_url(re.compile(f"row={row}&show=uncertain"))
    shown = page.locator(".al-row").all_inner_texts()
    context = person(browser, desk.address)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator(CURRENT)).to_contain_text("Décide 20.")
    assert other.locator(".al-row").all_inner_texts() == shown
    context.close()


def test_languages_are_chosen_in_the_url_and_arabic_runs_from_the_right(desk: Desk) -> None:
    page = desk.listen("review?project=1&langs=ar,zh")
    arabic = page.locator(f"{CURRENT} [lang=ar]")
    expect(arabic).to_contain_text("القرار")
    assert arabic.evaluate("cell => getComputedStyle(cell).direction") == "rtl"
    assert arabic.evaluate("cell => getComputedStyle(cell).textAlign") == "start"
    expect(page.locator(f"{CURRENT} [lang=zh]")).to_contain_text("号决议")
    expect(page.locator(f"{CURRENT} [lang=en]")).to_have_count(0)


def test_a_ribbon_of_the_map_opens_its_row(desk: Desk) -> None:
    page = desk.listen("?project=1")
    page.locator("path.doubtful").first.click()
    expect(page).to_have_url(re.compile("/review"))
    expect(page.locator(CURRENT)).to_contain_text("flux financiers")


def test_a_term_leads_to_its_row_and_the_row_back_to_its_term(desk: Desk) -> None:
    page = desk.listen("terms?project=1")
    expect(page.locator(".al-concept h2").first).to_have_text("traite d’êtres humains")
    page.locator(".al-term", has_text="rapport").click()
    expect(page.locator(".al-concept h2").first).to_have_text("rapport <b>")
    page.locator(".al-context a").first.click()
    expect(page.locator(CURRENT)).to_contain_text("Prend note du rapport")
    page.locator(".al-panel li a").first.click()
    expect(page.locator(".al-concept h2").first).to_have_text("rapport <b>")
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.locator(CURRENT)).to_contain_text("Prend note du rapport")
    desk.settle()
    expect(page.locator(CURRENT)).to_contain_text("Prend note du rapport")


def test_the_page_follows_the_dark_scheme_of_the_browser(app: str, browser: Browser) -> None:
    context = person(browser, app, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{app}/review?project=1")
    expect(page.locator(CURRENT)).to_be_visible()
    colours = page.locator(CURRENT).evaluate(
        "row => [getComputedStyle(row).backgroundColor, getComputedStyle(row).color]"
    )
    background, ink = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert background < 150 < 550 < ink
    context.close()
