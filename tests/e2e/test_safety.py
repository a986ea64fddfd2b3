"""No text of a person or a file becomes markup, nothing leaves the machine, no other reaches in."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from aligner import store
from aligner.model import Actor, Role, Term
from aligner.review.frame import uploads, waiting_files
from aligner.store.deeds.concepts import EditEntry
from aligner.store.deeds.notes import NoteRow
from tests import example_project
from tests.e2e.conftest import READY, Desk

SCRIPT = example_project.MARKUP
NAME = 'a<img src=x onerror="document.title=1">.fr.txt'
PAGES = (
    "?project={0}",
    "?project={0}&view=repairs",
    "?project={0}&view=repairs&repairs=text",
    "?project={0}&view=making",
    "review?project={0}&row={1}",
    "terms?project={0}&entry=c1",
    "exports?project={0}",
)


@pytest.fixture
def hostile(database_url: str, request: pytest.FixtureRequest) -> tuple[int, int]:
    """A project with markup wherever a person or a file has a say, and its row with a note."""
    given = example_project.project()
    versions = {
        lang: replace(document, source=NAME, furniture=(SCRIPT,))
        for lang, document in given.multitext.documents.items()
    }
    text = replace(given.multitext, documents=versions, signature=SCRIPT)
    project = replace(given, name=f"{SCRIPT} {request.node.name}", multitext=text)
    actor = Actor(f"<b>{SCRIPT[:80]}", Role.ADMIN)
    with store.connect(database_url) as database:
        saved = database.save(project)
        row = database.outline(saved.project_id)[4]
        database.decide(actor, NoteRow(row.id, SCRIPT))
        glossary = database.glossary(saved.project_id)
        entry = glossary.entries[0]
        terms = (*entry.terms, Term("en", SCRIPT))
        deed = EditEntry(
            glossary.id, entry.id, entry.version, terms=terms, definition=SCRIPT, note=SCRIPT
        )
        database.decide(actor, deed)
    return saved.project_id, row.id


def is_clean(page: Page) -> None:
    """Nothing of the hostile text runs or is an element."""
    assert page.title() not in ("owned", "1")
    assert page.locator("img[src=x], .stHtml script, .stHtml img").count() == 0
    assert page.evaluate("[...document.querySelectorAll('[onerror],[onload]')].length") == 0


def test_markup_in_names_paragraphs_terms_and_notes_is_drawn_as_text(
    desk: Desk, hostile: tuple[int, int]
) -> None:
    for path in PAGES:
        page = desk.open(path.format(*hostile))
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        if "exports" not in path:  # there the name stands in the box to choose a document
            expect(page.get_by_text("onerror").first).to_be_attached()
        is_clean(page)


def test_markup_in_the_name_of_an_upload_is_drawn_as_text(desk: Desk, tmp_path: Path) -> None:
    page = desk.open("")
    page.get_by_test_id("stExpander").get_by_text("Add a document").click()
    text = "Le Conseil de sécurité condamne tous les actes de traite d’êtres humains."
    page.locator("input[type=file][multiple]").set_input_files(
        [{"name": NAME, "mimeType": "text/plain", "buffer": text.encode()}]
    )
    expect(page.locator(".al-upload")).to_contain_text("a<img src=x onerror=")
    is_clean(page)


def test_markup_in_the_url_and_in_a_search_is_drawn_as_text(
    desk: Desk, hostile: tuple[int, int]
) -> None:
    evil = "%3Cimg src=x onerror=document.title=1%3E"
    for path in (
        "?project=1&view=",
        "terms?project=1&status=",
        "terms?project=1&find=",
        "review?show=",
    ):
        page = desk.open(path + evil)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        is_clean(page)


def test_an_upload_over_the_limit_is_refused_by_the_server(desk: Desk) -> None:
    page = desk.open("")
    page.get_by_test_id("stExpander").get_by_text("Add a document").click()
    desk.settle()
    page.locator("input[type=file][multiple]").evaluate(
        """(input, bytes) => {
          const given = new DataTransfer();
          given.items.add(new File([new Uint8Array(bytes)], "large.fr.txt"));
          input.files = given.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        uploads.MEGABYTES * 2**20 + 1,
    )
    expect(page.get_by_text(re.compile("must be .*50.*MB|exceed|too large", re.I))).to_be_visible()
    expect(page.locator(".al-upload")).to_have_count(0)


def test_a_window_gives_so_many_files_and_no_more(desk: Desk) -> None:
    page = desk.open("")
    page.get_by_test_id("stExpander").get_by_text("Add a document").click()
    desk.settle()
    with page.expect_request("**/_stcore/upload_file/**") as asked:
        page.locator("input[type=file][multiple]").set_input_files(
            [{"name": "a.fr.txt", "mimeType": "text/plain", "buffer": b"Le Conseil"}]
        )
    given = page.evaluate(
        """async ([url, headers, times]) => {
          const answers = [];
          for (let i = 0; i < times; i++) {
            const body = new FormData();
            body.append("file", new File(["Le Conseil"], "a.fr.txt"));
            answers.push((await fetch(url + i, { method: "PUT", body, headers })).status);
          }
          return answers;
        }""",
        [
            asked.value.url,
            {"X-Xsrftoken": asked.value.headers.get("x-xsrftoken", "")},
            waiting_files.FILES + 3,
        ],
    )
    assert given == [204] * (waiting_files.FILES - 1) + [413] * 4


def test_the_server_listens_on_this_machine_alone(app: str) -> None:
    port = urlsplit(app).port
    assert port is not None
    # The whole of 127.0.0.0/8 is this machine: who listens everywhere answers there too.
    for host, answers in (("127.0.0.1", True), ("127.0.0.2", False)):
        with socket.socket() as tried:
            tried.settimeout(2)
            assert (tried.connect_ex((host, port)) == 0) is answers


def test_every_page_can_be_used_with_the_keyboard_and_names_its_controls(desk: Desk) -> None:
    for path in ("", "?view=repairs", "review?project=1", "terms?project=1", "exports?project=1"):
        page = desk.open(path)
        page.wait_for_selector(READY)
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("main :is(button, a[href], input, select)")]
              .filter((node) => node.offsetParent !== null)
              .filter((node) => !(node.getAttribute("aria-label") || node.textContent.trim()
                || node.labels?.length || node.getAttribute("title") || node.placeholder))
              .map((node) => node.outerHTML.slice(0, 120))"""
        )
        assert nameless == []
        untabbed = page.evaluate(
            """() => [...document.querySelectorAll("main [data-go], main [data-do]")]
              .filter((node) => node.offsetParent !== null)
              .filter((node) => !["A", "BUTTON"].includes(node.tagName))
              .filter((node) => !node.querySelector("a, button") && !node.closest("a, button"))
              .map((node) => node.outerHTML.slice(0, 120))"""
        )
        assert untabbed == []
