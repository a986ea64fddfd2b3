"""Every page can be used without sight or mouse: WCAG 2.2 AA as axe-core sees it."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import Desk

PAGES = {
    "Documents": "",
    "Review": "review?project=1&terms=all",
    "Terms": "terms?project=1",
    "Look up": "lookup?q=traite",
    "Concordance": "concordance?q=traite",
    "Consistency": "consistency",
    "Exports": "exports",
    "Activity": "activity",
}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


WIDTHS = (1024, 768, 390)
CUT_OFF = """() => {
    const told = [];
    if (document.scrollingElement.scrollWidth > innerWidth + 1) told.push("the page is wider");
    const pushed = (e) => {
        for (let on = e; on; on = on.parentElement)
            if (["auto", "scroll"].includes(getComputedStyle(on).overflowX)
                && on.scrollWidth > on.clientWidth) return true;
        return false;
    };
    for (const e of document.querySelectorAll("[data-testid=stMain] *")) {
        const words = [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
        const { left, right, width, height } = e.getBoundingClientRect();
        if (!words.length || width < 2 || !height || e.closest(".al-hidden")) continue;
        const said = words.map((n) => n.data.trim()).join(" ");
        const outside = (left < -1 || right > innerWidth + 1) && !pushed(e);
        const letters = said.length > 4 && height > 4 * width;  // one below the other
        if (outside || letters) told.push(`${e.className || e.tagName}: ${said.slice(0, 40)}`);
    }
    return told;
}"""
"""What cannot be read at this width: outside of the window, or in a column of single letters."""


def violations(desk: Desk) -> list[tuple[str, list[str]]]:
    """What axe-core finds on the page at rest: rules, and the elements that break them."""
    desk.settle()
    found = Axe().run(desk.page, options=RULES).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


def test_no_page_has_a_violation_and_each_says_its_name(desk: Desk) -> None:
    for name, path in PAGES.items():
        page = desk.open(path)
        expect(page).to_have_title(f"{name} · aligner")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_function(
                "it => getComputedStyle(document.querySelector('.stApp')).colorScheme === it",
                arg=scheme,
            )
            told = violations(desk)
            for _ in range(4):  # what is being drawn anew is pale until it is there
                if not told:
                    break
                page.wait_for_timeout(1000)
                told = violations(desk)
            assert told == [], f"{name}, {scheme}"


def test_nothing_is_cut_off_on_smaller_screens(desk: Desk) -> None:
    for path in PAGES.values():
        page = desk.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            desk.settle()
            page.wait_for_function(f"() => innerWidth === {width} && !({CUT_OFF})().length")


def test_the_first_tab_leads_past_the_menu(desk: Desk) -> None:
    page = desk.listen("review?project=1")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#stMain")).to_be_focused()


def test_a_key_is_moved_elsewhere_and_its_button_says_so(desk: Desk) -> None:
    page = desk.listen("review?project=2")
    current = page.locator(".al-row[aria-current=true]")
    expect(current).to_contain_text("Décide 1.")
    page.keyboard.press("h")
    page.get_by_role("button", name="Change the key: Next row", exact=True).click()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Change the key: Next row", exact=True)).to_have_text(
        "Taken: another"
    )
    page.keyboard.press("q")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Next Q")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("q")
    expect(current).to_contain_text("Décide 2.")
