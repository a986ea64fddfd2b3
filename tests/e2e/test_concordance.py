"""Words found in every document and language, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Desk, person


def test_words_are_found_without_their_accents_and_lead_to_their_row(
    desk: Desk, browser: Browser
) -> None:
    page = desk.listen("concordance?project=1")
    page.get_by_label(re.compile("Words in a row")).fill("TRAITE d'etres humains")
    page.keyboard.press("Enter")
    expect(page.locator(".al-hit mark").first).to_have_text("traite d’êtres humains")
    expect(page).to_have_url(re.compile("q=TRAITE"))
    with person(browser, desk.address) as context:
        other = context.new_page()
        other.goto(page.url)
        expect(other.locator(".al-hit mark").first).to_have_text("traite d’êtres humains")
    page.locator(".al-hit a").first.click()
    expect(page.locator(".al-row[aria-current=true]")).to_contain_text("traite d’êtres humains")


def test_what_stands_before_arabic_words_is_on_their_right(desk: Desk) -> None:
    page = desk.open("concordance?project=1&q=أعمال")
    line = page.locator(".al-kwic[lang=ar]").first
    expect(line).to_be_visible()
    before, _ = line.locator("span").all()
    left, match = before.bounding_box(), line.locator("mark").bounding_box()
    assert left is not None
    assert match is not None
    assert left["x"] >= match["x"] + match["width"]
