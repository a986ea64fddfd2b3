"""What the pages show, and that no text of a file becomes markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from aligner import store
from aligner.review.frame import people
from aligner.review.markdown import literal
from aligner.review.pages import row_panels
from tests import example_project
from tests.review.conftest import Drawn

PAGES = ("documents", "rows", "concepts", "concordance", "exports")


def html(page: AppTest) -> str:
    assert not page.exception, page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def test_documents_lists_each_project_with_its_counts(draw: Drawn) -> None:
    shown = html(draw("documents"))
    assert "S-RES-2331-2016" in shown
    assert "French <small>7</small>" in shown
    assert "English <small>8</small>" in shown
    assert "4 sure, 1 likely, 2 uncertain, 1 doubtful" in shown


def test_documents_shows_ocr_repairs_as_a_diff_the_least_sure_first(draw: Drawn) -> None:
    shown = html(draw("documents", view="repairs"))
    assert "<del>étres</del><ins>êtres</ins>" in shown
    assert shown.index("<del>I.</del>") < shown.index("<del>étres</del>")
    assert "é for ê" in shown


def test_documents_says_how_a_project_was_made(draw: Drawn) -> None:
    shown = html(draw("documents", view="making"))
    assert "aligner:0.1.0|similarity:lexical" in shown
    assert "S-RES-2331-2016.fr.txt" in shown
    assert "S/RES/2331 (2016) · 2/9" in shown


def test_terms_shows_pairs_with_score_count_and_contexts_that_lead_to_rows(draw: Drawn) -> None:
    shown = html(draw("concepts"))
    assert "sure <b>0.94</b>" in shown
    assert 'also <span lang="fr" dir="ltr">traite des êtres humains</span>' in shown
    assert 'href="review?project=1&amp;row=4"' in shown
    assert "<mark>traite d’êtres humains</mark>" in shown


def test_terms_are_found_whatever_the_accents(draw: Drawn) -> None:
    page = draw("concepts")
    page.text_input[0].set_value("ETRES").run()
    assert "1 concept<" in html(page)


def test_exports_tells_what_is_left_out(draw: Drawn) -> None:
    shown = html(draw("exports"))
    assert "0 of 8 rows go out. Left out: 8 pending." in shown
    assert "0 of 2 concepts go out. Left out: 2 pending." in shown


def test_exports_offers_every_writer() -> None:
    from aligner import exports
    from aligner.review.pages.exports import FILES

    assert FILES.keys() == exports.WRITERS.keys()


def test_concordance_lines_up_the_words_and_leads_to_their_rows(draw: Drawn) -> None:
    page = draw("concordance")
    assert "Nothing is searched for yet." in html(page)
    page.text_input[0].set_value("TRAITE d'etres").run()
    shown = html(page)
    assert "<mark>traite d’êtres</mark>" in shown
    assert 'href="review?project=1&amp;row=4"' in shown
    page.text_input[0].set_value("<script>").run()
    assert "&lt;script" in html(page)
    assert "<script" not in html(page)


def test_the_translation_stands_beside_each_place_and_goes_into_a_workbook(
    draw: Drawn, url: str, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    from aligner.review.pages import concordance

    shown = html(draw("concordance", q="traite d'etres", beside="en"))
    assert "Condemns all acts of trafficking in persons;" in shown
    with store.connect(url) as database:
        lines = concordance.translated(database.concordance("trafficking"), database, "en")
        assert [line.lang for line in lines] == ["fr"]  # beside a place in English, another one
        path = tmp_path / "hits.xlsx"
        path.write_bytes(concordance.workbook(lines, "en"))
    heading, row = load_workbook(path).active.iter_rows(values_only=True)
    assert dict(zip(heading, row, strict=True)) == {
        "document": "S-RES-2331-2016",
        "label": "1",
        "language": "English",
        "before": "Condemns all acts of ",
        "found": "trafficking",
        "behind": " in persons;",
        "translation": "Condamne tous les actes de traite d’êtres humains ;",
        "translated into": "French",
    }


def test_several_documents_go_out_in_one_archive_a_file_each(url: str, tmp_path: Path) -> None:
    import zipfile
    from dataclasses import replace

    from aligner.review.pages import exports

    with store.connect(url) as database:
        database.save(replace(example_project.project(), name="../S-RES/2331"))
        path = tmp_path / "several.zip"
        path.write_bytes(exports.archive(database, database.projects(), ["tmx", "csv"], "all"))
    with zipfile.ZipFile(path) as packed:
        assert sorted(packed.namelist()) == [
            "-S-RES-2331.rows.csv",
            "-S-RES-2331.tmx",
            "S-RES-2331-2016.rows.csv",
            "S-RES-2331-2016.tmx",
        ]
        assert b"trafficking in persons" in packed.read("-S-RES-2331.tmx")


def test_documents_are_found_by_name_and_put_in_order_as_people_do(url: str) -> None:
    from dataclasses import replace

    from aligner.review.pages.documents import matching, ordered

    with store.connect(url) as database:
        for name in ("A/RES/79/10", "A/RES/79/9", "Décision 4"):
            database.save(replace(example_project.project(), name=name))
        found = database.projects()
    assert [one.name for one in matching(found, "DECISION")] == ["Décision 4"]
    assert [one.name for one in ordered(found, "name")] == [
        "A/RES/79/9",
        "A/RES/79/10",
        "Décision 4",
        "S-RES-2331-2016",
    ]


def test_an_older_version_is_looked_at_as_it_stood(draw: Drawn, url: str) -> None:
    from dataclasses import replace

    project = example_project.project()
    english = project.multitext.documents["en"]
    paragraphs = [replace(p, text=p.text.replace("statement", "word")) for p in english.paragraphs]
    documents = project.multitext.documents | {"en": replace(english, paragraphs=tuple(paragraphs))}
    with store.connect(url) as database:
        renewed = replace(project, multitext=replace(project.multitext, documents=documents))
        database.save(renewed)
    shown = html(draw("documents", view="versions"))
    assert "Recalling the statement by its President" in shown
    assert "Recalling the word by" not in shown


def test_concordance_runs_arabic_from_right_to_left(draw: Drawn) -> None:
    page = draw("concordance", langs="ar")
    page.text_input[0].set_value("الاتجار").run()
    assert 'role="cell" lang="ar" dir="rtl"' in html(page)
    assert "1 place: Arabic 1" in html(page)


def test_terms_of_all_glossaries_are_looked_up_and_lead_to_where_they_are_worked_on(
    draw: Drawn,
) -> None:
    assert "The one glossary is searched" in html(draw("lookup"))
    shown = html(draw("lookup", q="ETRES hum"))
    assert "1 concept<" in shown
    assert '<dd lang="fr" dir="ltr" class="al-met"><span>traite d’êtres humains' in shown
    assert 'href="terms?project=1&amp;entry=c1&amp;target=fr"' in shown
    assert "No glossary has it." in html(draw("lookup", q="aucun de ces mots"))
    assert "<script" not in html(draw("lookup", q="<script>"))


def test_words_that_stand_nowhere_are_told(draw: Drawn) -> None:
    page = draw("concordance")
    page.text_input[0].set_value("aucun de ces mots").run()
    assert "These words stand nowhere." in html(page)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("documents", {}),
        ("documents", {"view": "repairs"}),
        ("documents", {"view": "repairs", "repairs": "text"}),
        ("documents", {"view": "making"}),
        ("rows", {"row": "5"}),
        ("concepts", {"entry": "c2"}),
    ],
)
def test_markup_in_a_document_is_shown_as_text(
    draw: Drawn, page: str, query: dict[str, str]
) -> None:
    shown = html(draw(page, **query))
    for tag in ("<script", "<img", "<b>]", "report <b>", "rapport <b>"):
        assert tag not in shown


def test_markup_in_a_name_is_shown_as_text(draw: Drawn, tmp_path: Path) -> None:
    from dataclasses import replace

    address = f"sqlite:///{tmp_path / 'other.db'}"
    with store.connect(address) as database:
        database.save(replace(example_project.project(), name=example_project.MARKUP))
    for page in ("documents", "rows", "concepts", "exports"):
        shown = html(draw(page, db=address))
        assert "&lt;script&gt;" in shown
        assert "<script" not in shown


@pytest.mark.parametrize(
    ("page", "query", "told"),
    [
        ("rows", {"project": "999"}, "There is no document 999 here, so this is S-RES-2331-2016."),
        ("rows", {"project": "<b>"}, "There is no document &lt;b&gt; here"),
        ("rows", {"project": "1", "row": "99999"}, "There is no row 99999 in this document"),
        ("concepts", {"project": "1", "entry": "gone"}, "The concept of this link is not here"),
        ("concepts", {"glossary": "77"}, "There is no such glossary here"),
    ],
)
def test_a_link_to_what_is_not_there_says_so_and_shows_what_is(
    draw: Drawn, page: str, query: dict[str, str], told: str
) -> None:
    shown = html(draw(page, **query))
    assert told in shown
    assert "al-row" in shown or "al-term" in shown


def test_a_part_that_fails_says_so_and_the_rest_of_the_page_goes_on(
    draw: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise KeyError("cells")

    monkeypatch.setattr(row_panels, "panel", fail)
    shown = html(draw("rows"))
    assert "What is known of this row cannot be drawn: an error of the program (KeyError)" in shown
    assert 'class="al-row"' in shown
    monkeypatch.setattr(row_panels, "filters", fail)
    assert "This page cannot be drawn: an error of the program (KeyError)" in html(draw("rows"))


@pytest.mark.parametrize("page", PAGES)
def test_without_a_database_each_page_says_how_to_make_one(
    draw: Drawn, tmp_path: Path, page: str
) -> None:
    address = f"sqlite:///{tmp_path / 'none.db'}"
    assert "Nothing to review yet" in html(draw(page, db=address))
    assert not (tmp_path / "none.db").exists()


def test_the_first_document_can_be_added_where_there_is_none(draw: Drawn, tmp_path: Path) -> None:
    page = draw("documents", db=f"sqlite:///{tmp_path / 'none.db'}")
    documents, glossaries = page.get("file_uploader")
    assert "One file for each language version" in documents.proto.label
    assert "TMX, TBX, MultiTerm XML, XLIFF, SKOS" in glossaries.proto.label


def test_an_empty_glossary_is_begun_and_takes_its_first_concept(draw: Drawn, url: str) -> None:
    page = draw("documents")
    name = next(box for box in page.text_input if box.label == "Name of the glossary")
    name.set_value(" Peace  keeping ")
    [languages] = [box for box in page.multiselect if box.label.startswith("Its languages")]
    languages.set_value(["fr", "ru"]).run(timeout=120)
    page.button(key="glossary.begin").click().run(timeout=120)
    with store.connect(url) as database:
        [made] = [glossary for glossary in database.glossaries() if glossary.project is None]
    assert (made.name, made.languages) == ("Peace keeping", ("fr", "ru"))
    assert "New concept" in html(draw("concepts", glossary=str(made.id)))


def test_a_viewer_decides_on_nothing_and_adds_nothing(
    draw: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "_address", lambda: "0.0.0.0")
    documents = draw("documents", view="repairs")
    assert not documents.get("file_uploader")
    assert 'data-go="refuse:' not in html(documents)
    looks_on = {"KeyJ", "KeyK", "KeyT"}
    assert {*re.findall(r'data-do="(\w+)"', html(draw("concepts")))} == looks_on


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_database_says_how_to_fill_it(draw: Drawn, tmp_path: Path, page: str) -> None:
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    store.connect(address).close()
    assert "Nothing to review yet" in html(draw(page, db=address))


def test_a_file_that_is_no_database_is_told_in_one_line(draw: Drawn, tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    file.write_bytes(b"no database " * 200)
    page = draw("documents", db=f"sqlite:///{file}")
    assert [error.value for error in page.error] == [
        literal(f"{file}: not a database file; give another path")
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_database_that_is_no_url_is_told_in_one_line(draw: Drawn, page: str) -> None:
    drawn = draw(page, db="none.db")
    assert not drawn.exception
    assert [error.value for error in drawn.error] == [
        literal("none.db: not a database URL; write sqlite:///none.db")
    ]
