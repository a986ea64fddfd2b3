"""The page Consistency in a real browser: acceptance scenario 10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from aligner import store
from aligner.review.frame import server
from tests.consistency.drafts import RIGHT, draft, project
from tests.e2e.conftest import Desk, person, sitting

FINDING = ".al-finding"


@pytest.fixture(scope="module")
def checked_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Project 1 is a right draft; project 2 has one wrong and one forbidden term."""
    url = f"sqlite:///{tmp_path_factory.mktemp('consistency') / 'aligner.db'}"
    with store.connect(url) as database:
        database.save(project("A-RIGHT", draft()))
        database.save(project("A-WRONG", draft(wrong=True)))
    with server.running(url) as address:
        yield address


@pytest.fixture
def checks(checked_app: str, browser: Browser) -> Iterator[Desk]:
    with sitting(browser, checked_app) as opened:
        yield opened


def test_a_draft_with_correct_inflections_gives_no_alarm(checks: Desk) -> None:
    page = checks.listen("consistency?project=1&show=all")
    expect(page.get_by_text("Nothing to look at here.")).to_be_visible()
    expect(page.locator(".al-check-facts")).to_contain_text("version")
    expect(page.locator(".al-check-facts")).to_contain_text("100.0% of 6 paragraphs")


def test_a_wrong_and_a_forbidden_term_are_two_findings_that_can_be_ignored(
    checks: Desk, browser: Browser
) -> None:
    page = checks.listen("consistency?project=2&show=all")
    expect(page.locator(FINDING)).to_have_count(2)
    expect(page.locator(FINDING).first).to_contain_text(re.compile(r"2.*term-missing", re.DOTALL))
    forbidden = page.locator(FINDING, has_text="term-forbidden")
    expect(forbidden.locator(".al-number")).to_have_text("3")
    forbidden.locator(".al-number").click()
    expect(page.locator(".al-check mark")).to_have_text(
        ["traite des êtres humains", "human trafficking"]
    )
    expect(page.get_by_role("button", name="Use “trafficking in human beings”")).to_be_visible()

    page.get_by_label("Ignore it, because").fill("the heading of an older text <b>")
    page.get_by_role("button", name="Ignore here").click()
    expect(page.locator(FINDING)).to_have_count(1)
    page.reload()
    checks.settle()
    expect(page.locator(FINDING)).to_have_count(1)

    other = person(browser, checks.address, "Li")
    theirs = other.new_page()
    theirs.goto(f"{checks.address}/consistency?project=2&show=ignored")
    expect(theirs.locator(FINDING)).to_have_count(1)
    expect(theirs.get_by_text("the heading of an older text <b>")).to_be_visible()
    theirs.get_by_role("button", name="Find it again").click()
    expect(theirs.get_by_text("Nothing to look at here.")).to_be_visible()
    other.close()


def test_the_approved_term_is_put_in_by_a_button_and_the_finding_is_gone(checks: Desk) -> None:
    page = checks.listen("consistency?project=2&show=all&rule=term-forbidden")
    expect(page.locator(FINDING)).to_have_count(1)
    page.get_by_role("button", name="Use “trafficking in human beings”").click()
    expect(page.get_by_text("Nothing to look at here.")).to_be_visible()
    page.goto(f"{checks.address}/review?project=2&row=9")
    expect(page.locator(".al-row[aria-current=true]")).to_contain_text(
        "Stresses that trafficking in human beings fuels armed conflicts"
    )


def test_an_official_translation_gives_scores_and_word_diffs(checks: Desk, tmp_path: Path) -> None:
    official = tmp_path / "official.txt"
    official.write_text("\n\n".join(RIGHT), encoding="utf-8")
    page = checks.listen("consistency?project=2&show=all")
    facts = page.locator(".al-check-facts")
    expect(facts).not_to_contain_text("BLEU")
    page.get_by_role("button", name="Compare with an official translation").click()
    page.locator("input[type=file]:not([multiple])").set_input_files(str(official))
    expect(facts).to_contain_text("chrF2++")
    expect(facts).to_contain_text("version:")
    page.keyboard.press("Escape")
    page.get_by_text("Farthest from the reference").click()
    expect(page.locator(".al-diff ins", has_text="laundering").first).to_be_visible()
    expect(page.locator(".al-diff del", has_text="dirty").first).to_be_visible()


def test_terms_that_the_texts_render_in_several_ways_are_looked_for_when_asked(
    checks: Desk,
) -> None:
    page = checks.listen("consistency?project=1&show=all")
    page.get_by_text("Find terms rendered in several ways").click()
    page.wait_for_url("**evidence=1**")
    expect(page.locator(".al-check-facts")).to_be_visible()


def test_a_draft_is_checked_without_being_added(checks: Desk) -> None:
    source = (
        "Le Comité se réunit chaque année au siège de l’Organisation.\n\n"
        "Il adopte son rapport à la majorité des 15 membres présents et votants.\n"
    )
    draft = (
        "The Committee shall meet every year at the headquarters of the Organization.\n\n"
        "It shall adopt its report by a majority of the 51 members present and voting.\n"
    )
    page = checks.open("consistency?project=1")
    page.get_by_text("Check a draft without adding it").click()
    checks.settle()
    page.locator("input[type=file][multiple]").set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in (("bylaws.fr.txt", source), ("bylaws.en.txt", draft))
        ]
    )
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("the number 15 of the source is 51 in the draft")).to_be_visible()
    with page.expect_download() as report:
        page.get_by_role("button", name="All as a web page").click()
    assert "51" in report.value.path().read_text("utf-8")
    page = checks.open("")
    expect(page.get_by_text("bylaws")).to_have_count(0)
