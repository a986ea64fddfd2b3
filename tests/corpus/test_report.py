"""The report of an archive: a page that says what it is like and what to look at first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree, html

from aligner.corpus import archive as archives
from aligner.corpus import report_page, reporting, tables
from aligner.corpus.archive import Archive, File
from aligner.corpus.history import TermOverTime
from aligner.corpus.results import KeptRow, KeptTerm, Result
from aligner.errors import InputError
from tests.command import call

ENGLISH = dict.fromkeys((1990, 1991, 1992), "lame harbours") | {1991: "lame harbour"}
ENGLISH |= dict.fromkeys((2010, 2011, 2012), "open harbours")
"""How *ports* is rendered, by year."""


def result(name: str, year: int) -> Result:
    bad = year == 2011
    rows = [
        KeptRow(0, "", 0.99, "", False, {"fr": "Un", "en": "One", "ar": "واحد"}),
        KeptRow(1, "1", 0.3 if bad else 0.85, "", bad, {"fr": "Deux", "en": "Two"}),
        KeptRow(2, "2", 1.0, "", False, {"fr": "Trois", "en": "Three"}),
    ]
    if year != 1990:
        rows = [KeptRow(r.row, r.label, r.confidence, r.reason, r.crossing,
                        {k: v for k, v in r.texts.items() if k != "ar"}) for r in rows]  # fmt: skip
    ways = "ship's <b>" if year % 2 else "vessel"
    terms = [
        KeptTerm("c1", 0.8, 2, "", {"fr": [["ports", "port"]], "en": [[ENGLISH[year], "x"]]}, [1]),
        KeptTerm("c2", 0.9, 3, "", {"fr": [["navire", "navire"]], "en": [[ways, ways]]}, [2]),
    ]
    languages = ["fr", "en", "ar"] if year == 1990 else ["fr", "en"]
    return Result(name, "fr", languages, dict.fromkeys(languages, 3), "x", [], rows, terms)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archives.made(tmp_path_factory.mktemp("report") / "archive")
    files = [
        File(f"S/{year}/7", lang, f"/x/{lang}/{year}", 9, lang, f"S/{year}/7", "S", year)
        for year in ENGLISH
        for lang in (("ar", "en", "fr") if year == 1990 else ("en", "fr"))
    ]
    files += [File("<script>", lang, f"/x/{lang}/s", 9, lang) for lang in ("en", "fr")]
    files.append(File("x", "fr", "/x/fr/empty.txt", problem="the file is empty"))
    made.write(files)
    for item in made.items():
        if item.symbol:
            made.result(item.key).parent.mkdir(parents=True, exist_ok=True)
            made.result(item.key).write_bytes(result(item.id, int(item.year or 0)).packed())
        else:
            made.set_aside(item, "breaks the reader & more", 2)
    tables.write(made)
    return made


def ways(terms: tuple[TermOverTime, ...]) -> dict[str, list[tuple[str, int, str]]]:
    return {t.text: [(r.text, r.count, r.span) for r in t.renderings] for t in terms}


def test_figures_count_rows_by_confidence_language_and_what_they_lack(archive: Archive) -> None:
    report = reporting.of(archive)
    assert (report.documents, report.rows, report.years) == (6, 18, (1990, 2012))
    assert (report.sure, report.uncertain, report.nulls, report.crossing) == (12, 1, 2, 1)
    low, middle, high = report.histogram[6], report.histogram[17], report.histogram[19]
    assert (low, middle, high) == (1, 5, 12)  # 1 itself is in the last
    told = {s.lang: (s.documents, s.missing, s.rows, s.nulls) for s in report.languages}
    assert told == {"fr": (6, 0, 18, 0), "en": (6, 0, 18, 0), "ar": (1, 6, 3, 2)}
    assert ("S/1991/7", ("ar",)) in report.lacking


def test_what_to_look_at_stands_first(archive: Archive) -> None:
    report = reporting.of(archive)
    assert [s.document for s in report.suspects] == ["S/1990/7", "S/2011/7"]
    assert report.aside == (("<script>", "breaks the reader & more"),)
    assert report.unused == (("/x/fr/empty.txt", "the file is empty"),)


def test_terms_tell_what_took_the_place_of_what_and_what_stands_side_by_side(
    archive: Archive,
) -> None:
    terms = reporting.of(archive).terms
    assert ways(terms.drifted) == {
        "ports": [("lame harbours", 6, "1990–1992"), ("open harbours", 6, "2010–2012")]
    }  # harbour and harbours are one
    assert ways(terms.several) == {
        "navire": [("vessel", 12, "1990–2012"), ("ship's <b>", 6, "1991–2011")]
    }
    assert list(ways(terms.frequent)) == ["navire", "ports"]
    assert terms.drifted[0].renderings[0].organs == ("S",)


def test_the_page_needs_nothing_else_and_escapes_what_it_shows(
    archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = tmp_path / "report.html"
    assert call(monkeypatch, "corpus", "report", archive.folder, "-o", page) == 0
    assert capsys.readouterr().out == f"wrote {page}\n"
    text = page.read_text("utf-8")
    assert not re.search(r"<script|src=|href=|url\(|@import", text)
    assert "&lt;script&gt;" in text and "breaks the reader &amp; more" in text
    tree = html.fromstring(text)
    assert [h.text for h in tree.findall(".//h2")] == [
        "How sure the rows are", "Languages", "Look at these first", "Set aside",
        "Languages missing", "Files that are not used", "Terms whose rendering changed",
        "Terms rendered in several ways", "The most frequent terms",
    ]  # fmt: skip
    for picture in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        etree.fromstring(picture)
    bars = tree.findall(".//rect")
    assert len(bars) == reporting.BINS
    assert [bar.get("class") for bar in bars if float(bar.get("height"))] == [
        "unsure", "middle", "sure",
    ]  # fmt: skip
    assert "0.95 to 1.00: 12 rows" in text and "1990: 2 rows" in text


def test_an_archive_that_was_not_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing is done yet; aligner corpus run first"):
        reporting.of(archives.made(tmp_path / "empty"))


def test_bars_and_dots_stand_inside_their_pictures(archive: Archive) -> None:
    report = reporting.of(archive)
    bars = report_page.bars(report.histogram)
    assert max(bar.height for bar in bars) == report_page.HEIGHT
    assert all(b.x >= 0 and b.x + b.width <= report_page.WIDTH and b.y >= 0 for b in bars)
    assert report.years is not None
    lines = [report_page.dots(r, report.years) for r in report.terms.drifted[0].renderings]
    assert [len(line) for line in lines] == [3, 3]
    for dot in (dot for line in lines for dot in line):
        assert dot.radius <= dot.x <= report_page.YEARS - dot.radius
