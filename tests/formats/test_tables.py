"""Workbooks and CSV files for reviewers."""

from __future__ import annotations

import csv
import itertools
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from aligner.errors import InputError, UsageError
from aligner.formats import table_cells, table_columns, tables
from aligner.model import Context, Glossary, Status, Term, TranslationUnit
from tests.formats.examples import GLOSSARY, UNITS

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1", "''=1"]


def test_a_workbook_has_rows_and_terms_ready_to_read(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert tables.write_workbook(UNITS, GLOSSARY, path, ["fr", "en", "ar"]) == 5
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Rows", "Terms"]
    rows = book["Rows"]
    header = [cell.value for cell in rows[1]]
    assert header[:6] == ["id", "document", "label", "fr", "en", "ar"]
    assert rows.freeze_panes == "A2"
    arabic = rows.cell(2, header.index("ar") + 1)
    assert arabic.alignment.readingOrder == 2
    assert rows.cell(2, header.index("fr") + 1).alignment.readingOrder != 2
    assert rows.column_dimensions["D"].width > rows.column_dimensions["C"].width
    back = tables.read(path, strict=True)
    assert back.glossary is not None
    assert (len(back.units), len(back.glossary.entries)) == (3, 2)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.xlsx"
    tables.write_rows([TranslationUnit(text, {"fr": text, "en": text})], path, ["fr", "en"])
    (row,) = openpyxl.load_workbook(path)["Rows"].iter_rows(min_row=2)
    assert {cell.data_type for cell in row if cell.value is not None} <= {"s", "n"}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_runs_and_reading_gives_the_text_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.csv"
    tables.write_rows([TranslationUnit("1", {"fr": text, "en": "x"})], path, ["fr", "en"])
    cell = path.read_text("utf-8-sig").splitlines()[1].split(",")[3].strip('"')
    assert cell[0] == "'"
    assert tables.read(path).units[0].texts["fr"] == text.strip()


@pytest.mark.parametrize("separator", [";", "\t", "|", "^", "؛", "،", "；", ","])
@pytest.mark.parametrize(
    "hidden", ["=2*3", " +A1", "-A1", '"=A1"', '"""@x', "＝1", "\n=2*3", "'=1", '" "=1']
)
def test_no_list_separator_opens_a_formula(tmp_path: Path, separator: str, hidden: str) -> None:
    path = tmp_path / "out.csv"
    text = f"total{separator}{hidden}{separator}{hidden}{separator}end"
    tables.write_rows([TranslationUnit("1", {"fr": text, "en": "x"})], path, ["fr", "en"])
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
    assert [cell for cell in cells if cell.strip(' "\t').startswith(tuple("=+-@＝"))] == []
    assert tables.read(path).units[0].texts["fr"] == text


def test_whatever_is_covered_is_uncovered_as_it_was() -> None:
    for signs in itertools.product(";\n'\"= a", repeat=6):
        text = "".join(signs)
        assert table_cells.literal(str(table_cells.neutral(text))) == text


def test_ordinary_punctuation_is_left_as_it_is() -> None:
    for text in ("Tel. 22, +41", "a; b - c", "1; 2", "l'eau; l'air", "one\n\ntwo", "x | y"):
        assert table_cells.neutral(text) == text


def test_a_csv_opens_in_a_spreadsheet_as_unicode(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    tables.write_glossary(GLOSSARY, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,fr,")


def test_only_known_extensions_are_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"out\.ods: not a table format"):
        tables.write_glossary(GLOSSARY, tmp_path / "out.ods")
    with pytest.raises(UsageError, match=r"needs? a workbook"):
        tables.write_workbook(UNITS, GLOSSARY, tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_same_content_gives_the_same_workbook(tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    tables.write_workbook(UNITS, GLOSSARY, one)
    tables.write_workbook(UNITS, GLOSSARY, two)
    assert one.read_bytes() == two.read_bytes()
    times = {member.date_time for member in zipfile.ZipFile(one).infolist()}
    assert {year for year, *_ in times} == {1980}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("French;English\nété;summer\n", "utf-8"),
        ("fr\ten\nété\tsummer\n", "utf-16"),
        ("FR,EN\n\nété,summer\n", "cp1252"),
        ("fr-FR,eng\r\nété,summer", "utf-8-sig"),
    ],
)
def test_a_plain_list_of_terms_is_read_whatever_its_dress(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(text.encode(encoding))
    glossary = tables.read(path, strict=True).glossary
    assert glossary is not None
    (entry,) = glossary.entries
    assert [term.text for term in entry.terms] == ["été", "summer"]
    assert [lang[:2] for lang in glossary.languages] == ["fr", "en"]
    assert entry.status is Status.APPROVED


def test_several_terms_of_a_concept_stand_in_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text('fr,en\n"navire [preferred]\nbateau [forbidden]",ship\n', encoding="utf-8")
    glossary = tables.read(path).glossary
    assert isinstance(glossary, Glossary)
    assert glossary.entries[0].terms == (
        Term("fr", "navire", status=Status.PREFERRED),
        Term("fr", "bateau", status=Status.FORBIDDEN),
        Term("en", "ship"),
    )


def test_a_row_that_cannot_be_read_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "id,label,fr,en,status,confidence\n1,,oui,yes,maybe,\n2,,,,,\n3,,non,no,approved,7\n"
        "4,,un,one,,0.5\n",
        encoding="utf-8",
    )
    back = tables.read(path)
    assert [unit.id for unit in back.units] == ["1", "4"]
    assert [skipped.line for skipped in back.skipped] == [3, 4]
    with pytest.raises(InputError, match="line 2: status 'maybe'"):
        tables.read(path, strict=True)


def test_a_status_that_is_not_known_is_told_and_the_edit_beside_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("label,fr,en,status\n1,oui,yes,aproved\n2,non,no,approuvé\n", "utf-8")
    back = tables.read(path)
    assert [unit.status.value for unit in back.units] == ["candidate", "approved"]
    assert "not kept: status 'aproved', which is not known (1)" in back.notes


def test_a_table_without_languages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("quantity,price\n1,2\n")
    with pytest.raises(InputError, match="no column is headed by a language"):
        tables.read(path)


def test_a_thesaurus_as_a_list_has_alternative_terms_and_cross_references(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.tsv"
    path.write_text(
        "id\ten\tfr\talt_en\talt_fr\trelated\n"
        "1\ttrade policy\tpolitique commerciale\ttrade system | trade regime\t\t2,9\n"
        "2\tmarket\tmarché\t\t\t\n",
        encoding="utf-8",
    )
    back = tables.read(path, strict=True)
    assert isinstance(back.glossary, Glossary)
    assert back.glossary.languages == ("en", "fr")
    policy = back.glossary.entries[0]
    assert [(t.lang, t.text, t.status) for t in policy.terms] == [
        ("en", "trade policy", Status.CANDIDATE),
        ("en", "trade system", Status.ADMITTED),
        ("en", "trade regime", Status.ADMITTED),
        ("fr", "politique commerciale", Status.CANDIDATE),
    ]
    assert policy.related == ("2",)
    assert back.notes == ()


def test_a_table_of_terms_says_in_which_documents_each_stands_first_and_last(
    tmp_path: Path,
) -> None:
    places = tuple(Context(name, "", {}) for name in ("2014", "2015", "2015", "2016"))
    entry = replace(GLOSSARY.entries[0], contexts=places)
    assert entry.documents == ("2014", "2015", "2016")
    path = tmp_path / "terms.csv"
    tables.write_glossary(replace(GLOSSARY, entries=(entry,)), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["first document"], row["last document"]) == ("2014", "2016")


def test_ids_that_could_be_words_stay_ids(tmp_path: Path) -> None:
    rows = [TranslationUnit(name, {"fr": "0", "en": "1"}) for name in ("0BD", "dan", "yang")]
    tables.write_rows(rows, tmp_path / "a.csv", ["fr", "en"])
    back = tables.read(tmp_path / "a.csv").units
    assert [(unit.id, unit.texts) for unit in back] == [(unit.id, unit.texts) for unit in rows]


@pytest.mark.parametrize("text", ["traite d’êtres humains a ", "中文", "英文法文", "word-"])
def test_a_text_where_headings_stand_is_not_gone_through_as_one(text: str) -> None:
    assert table_columns.column(text * 20_000).kind == ""
