"""From nothing to a reviewed glossary, with files as people have them; and OCR repairs refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import Browser, Locator, Page, expect

from aligner import store
from aligner.model import Status
from aligner.review.frame import server
from tests.e2e.conftest import PATIENCE, READY, Desk, person

CURRENT = ".al-row[aria-current=true]"
FRENCH = (
    "Résolution 2331 (2016)",
    "Le Conseil de sécurité,",
    "Condamnant tous les actes de traite d’êtres humains commis par les groupes terroristes,",
    "1. Engage les États Membres à combattre la traite d’êtres humains dans les conflits armés ;",
    "2. Demande au Secrétaire général de lui rendre compte de la traite d’êtres humains ;",
    "3. Décide de rester activement saisi de la question.",
)
ENGLISH = (
    "Resolution 2331 (2016)",
    "The Security Council,",
    "Condemning all acts of trafficking in persons committed by terrorist groups,",
    "1. Calls upon Member States to combat trafficking in persons in armed conflict;",
    "2. Requests the Secretary-General to report to it on trafficking in persons;",
    "3. Decides to remain actively seized of the matter.",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("first")


@pytest.fixture(scope="module")
def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'aligner.db'}"


@pytest.fixture(scope="module")
def empty_desk(url: str) -> Iterator[str]:
    """Address of a desk where nobody has been yet."""
    with server.running(url) as address:
        yield address


@pytest.fixture(scope="module")
def resolution(folder: Path) -> list[Path]:
    """One resolution as two Word files."""
    files = []
    for lang, lines in (("fr", FRENCH), ("en", ENGLISH)):
        word = Word()
        for line in lines:
            word.add_paragraph(line)
        files.append(folder / f"S-RES-2331-2016.{lang}.docx")
        word.save(str(files[-1]))
    return files


@pytest.fixture
def ana(empty_desk: str, browser: Browser) -> Iterator[Page]:
    context = person(browser, empty_desk)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def give(page: Page, files: list[Path]) -> None:
    """Choose files in the form for a new document."""
    opened(page, "Add a document").locator("input[type=file]").set_input_files(
        [str(file) for file in files]
    )


def opened(page: Page, title: str) -> Locator:
    """The form of a title, unfolded."""
    form = page.get_by_test_id("stExpander").filter(has_text=title).locator("details")
    expect(form).to_be_visible()
    if form.get_attribute("open") is None:
        form.get_by_text(title).click()
    return form


def test_a_glossary_is_tried_imported_and_worked_on_where_no_document_is(
    ana: Page, empty_desk: str, folder: Path, url: str
) -> None:
    file = folder / "relief.csv"
    file.write_text(
        "French;English;Owner\nabri d’urgence;emergency shelter;unit 4\n", encoding="utf-8"
    )
    ana.goto(empty_desk)
    form = opened(ana, "Import a glossary")
    form.locator("input[type=file]").set_input_files(str(file))
    form.get_by_role("button", name="Try it").click()
    account = ana.locator(".al-account")
    expect(account).to_contain_text("relief.csv: 1 entry: 1 added This was a trial")
    expect(account).to_contain_text("not kept: column Owner (1)")
    assert not store.exists(url)
    form.get_by_role("button", name="Import", exact=True).click()
    account.get_by_role("link", name="relief").click()
    expect(ana.locator(".al-concept h2").first).to_contain_text("abri d’urgence")
    ana.get_by_role("button", name="New concept").click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("French, one term a line").fill("vivres")
    dialog.get_by_label("English, one term a line").fill("food supplies")
    dialog.get_by_role("button", name="Add").click()
    expect(ana.locator(".al-term[aria-current]")).to_contain_text("food supplies")

    ana.goto(empty_desk)
    expect(ana.locator(".al-glossaries tbody tr")).to_contain_text("relief")


def test_first_run_from_a_name_and_two_word_files_to_the_first_row(
    empty_desk: str, browser: Browser, resolution: list[Path], url: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(empty_desk)
    page.get_by_label("Your name").fill("  Ana  María ")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="Ana María")).to_be_visible()
    give(page, resolution)
    expect(page.get_by_text("S-RES-2331-2016.en.docx").first).to_be_visible()
    expect(page.get_by_label("Name of the document")).to_have_value("S-RES-2331-2016")
    page.get_by_role("button", name="Align", exact=True).click()
    row = page.locator(".al-projects tbody tr", has_text="S-RES-2331-2016")
    expect(row).to_contain_text("French 6", timeout=2 * PATIENCE)
    expect(row).to_contain_text("English 6")
    expect(row).to_contain_text("0 %")
    row.get_by_role("link", name=re.compile("Review")).click()
    expect(page.locator(CURRENT)).to_contain_text(FRENCH[0])
    page.goto(empty_desk)
    expect(page.get_by_role("button", name="Ana María")).to_be_visible()  # asked once
    context.close()
    with store.connect(url) as database:
        [project] = database.projects()
        assert project.paragraphs == {"fr": 6, "en": 6}
        sources = [document.source for document in database.documents(project.id).values()]
        assert sources == [file.name for file in resolution]


def test_an_approved_term_goes_out_and_a_rejected_one_does_not(
    ana: Page, empty_desk: str, url: str
) -> None:
    with store.connect(url) as database:
        [project] = database.projects()
        entries = database.glossary(project.id).entries
    wanted = next(entry for entry in entries if entry.terms[0].text.startswith("traite d"))
    unwanted = next(entry for entry in entries if entry.id != wanted.id)
    ana.goto(f"{empty_desk}/terms?entry={wanted.id}")
    ana.wait_for_selector("html[data-listening]", state="attached")
    expect(ana.locator(".al-concept h2").first).to_contain_text("traite d’êtres humains")
    expect(ana.locator(".al-concept h2").nth(1)).to_contain_text("trafficking in persons")
    expect(ana.locator(".al-term[aria-current]")).to_be_visible()
    ana.keyboard.press("a")
    expect(ana.get_by_role("radio", name="Approved 1")).to_be_visible()
    ana.goto(f"{empty_desk}/terms?entry={unwanted.id}")
    expect(ana.locator(".al-term[aria-current]")).to_contain_text(unwanted.terms[0].text)
    ana.wait_for_selector("html[data-listening]", state="attached")
    ana.keyboard.press("x")
    expect(ana.get_by_role("radio", name="Rejected 1")).to_be_visible()
    ana.goto(f"{empty_desk}/terms?entry={wanted.id}")
    ana.locator(".al-context a").first.click()
    expect(ana.locator(CURRENT)).to_contain_text("traite d’êtres humains")

    ana.goto(f"{empty_desk}/exports")
    with ana.expect_download() as waiting:
        ana.locator(".st-key-download-tbx button, .st-key-download\\.tbx button").click()
    tbx = waiting.value.path().read_text(encoding="utf-8")
    assert "traite d’êtres humains" in tbx
    assert "trafficking in persons" in tbx
    assert unwanted.terms[0].text not in re.findall(r"<term[^>]*>([^<]*)</term>", tbx)


def test_a_run_goes_on_when_its_page_is_closed_and_keeps_what_was_decided(
    empty_desk: str, browser: Browser, resolution: list[Path], url: str
) -> None:
    with store.connect(url) as database:
        [project] = database.projects()
        before = {entry.id: entry for entry in database.glossary(project.id).entries}
    rejected = next(entry for entry in before.values() if entry.status == Status.REJECTED)
    first = person(browser, empty_desk)
    page = first.new_page()
    page.goto(empty_desk)
    page.wait_for_selector(READY)
    give(page, resolution)
    page.get_by_role("button", name="Align", exact=True).click()
    expect(page.locator(".al-run")).to_have_count(2)  # the first run, done, and this one
    first.close()

    second = person(browser, empty_desk, name="Li")
    other = second.new_page()
    other.goto(empty_desk)
    expect(other.get_by_text("is aligned")).to_have_count(2, timeout=3 * PATIENCE)
    with store.connect(url) as database:
        [project] = database.projects()
        after = {entry.id: entry.status for entry in database.glossary(project.id).entries}
    decided = {i: entry.status for i, entry in before.items() if entry.status != Status.CANDIDATE}
    assert len(decided) == 2
    assert {i: after[i] for i in decided} == decided
    other.goto(f"{empty_desk}/terms?status=pending")
    expect(other.locator(".al-term.al-head")).to_be_visible()
    assert rejected.terms[0].text not in other.locator(".al-term a").all_inner_texts()
    second.close()


def test_a_run_that_is_cancelled_leaves_nothing(ana: Page, empty_desk: str, folder: Path) -> None:
    files = [folder / "stopped.fr.txt", folder / "stopped.en.txt"]
    for file, lines in zip(files, (FRENCH, ENGLISH), strict=True):
        file.write_text("\n\n".join(lines * 40), encoding="utf-8")
    ana.goto(empty_desk)
    ana.wait_for_selector(READY)
    give(ana, files)
    ana.get_by_role("button", name="Align", exact=True).click()
    ana.get_by_role("button", name="Cancel").click()
    run = ana.locator(".al-run", has_text="stopped")
    expect(run).to_contain_text("was cancelled; nothing of it was saved")
    expect(ana.locator(".al-projects tbody tr", has_text="stopped")).to_have_count(0)
    ana.reload()
    expect(run).to_contain_text("was cancelled")
    ana.get_by_role("button", name="Put away").first.click()
    expect(run).to_have_count(0)


def test_files_that_cannot_be_aligned_are_told_in_one_line(
    ana: Page, empty_desk: str, folder: Path, resolution: list[Path]
) -> None:
    broken = folder / "broken.en.docx"
    broken.write_bytes(b"PK\x03\x04 but no archive")
    ana.goto(empty_desk)
    ana.wait_for_selector(READY)
    give(ana, [resolution[0], broken])
    error = ana.locator("[data-testid=stAlert]")
    expect(error).to_have_count(1)
    expect(error).to_contain_text("broken.en.docx: is a damaged zip archive")
    expect(ana.get_by_role("button", name="Align", exact=True)).to_be_disabled()


def test_two_files_of_one_language_wait_for_the_right_one_to_be_chosen(
    ana: Page, empty_desk: str, resolution: list[Path], folder: Path
) -> None:
    twin = folder / "twin.txt"
    twin.write_text("\n\n".join(FRENCH), encoding="utf-8")
    ana.goto(empty_desk)
    ana.wait_for_selector(READY)
    give(ana, [resolution[0], twin])
    expect(ana.get_by_text("are both in French")).to_be_visible()
    expect(ana.get_by_role("button", name="Align", exact=True)).to_be_disabled()
    ana.get_by_role("combobox", name="Language of twin.txt").click()
    ana.get_by_role("option", name="Spanish").click()
    expect(ana.get_by_text("are both in French")).to_have_count(0)
    expect(ana.get_by_role("button", name="Align", exact=True)).to_be_enabled()


def test_an_ocr_repair_is_refused_and_let_stand_again(desk: Desk) -> None:
    page = desk.listen("?project=1&view=repairs")
    repair = page.locator(".al-change", has_text="étres")
    expect(repair.locator("ins")).to_have_text("êtres")
    refuse = repair.get_by_role("button", name="Refuse: étres → êtres")
    refuse.focus()
    page.keyboard.press("Enter")
    expect(repair.locator("ins")).to_have_text("étres")
    page.reload()
    expect(repair.locator("del")).to_have_text("êtres")
    page.goto(f"{desk.address}/review?project=1&row=4")
    expect(page.locator(CURRENT)).to_contain_text("traite d’étres humains")
    desk.listen("?project=1&view=repairs&repairs=refused")
    repair.get_by_role("button", name=re.compile("Restore")).click()
    expect(page.get_by_text("No repair is refused.")).to_be_visible()
    page.goto(f"{desk.address}/review?project=1&row=4")
    expect(page.locator(CURRENT)).to_contain_text("traite d’êtres humains")
