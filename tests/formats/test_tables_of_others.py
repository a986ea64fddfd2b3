"""Tables as people and tools make them: headings, layouts, character sets, damage."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from aligner.errors import InputError
from aligner.formats import factory, tables
from aligner.formats.imported import Imported
from aligner.model import Entry, Status


def made(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def entry(back: Imported) -> Entry:
    assert back.glossary is not None
    return back.glossary.entries[0]


def terms(back: Imported) -> list[tuple[str, str]]:
    return [(term.lang, term.text) for term in entry(back).terms]


@pytest.mark.parametrize(
    "header",
    [
        "Anglais;Français;Arabe",
        "Inglés;Francés;Árabe",
        "Английский;Французский;Арабский",
        "الإنجليزية;الفرنسية;العربية",
        "英文;法语;阿拉伯语",
        "Englisch;Französisch;Arabisch",
        "ENG;FRE;ARA",
        "Angl.;Fr.;Ar.",
        "E;F;A",
        "Term (EN);Terme en français;المصطلح العربي",
        "English (United States);French_France;Arabic",
        "英文术语;法文术语;阿拉伯文术语",
    ],
)
def test_languages_are_known_by_their_names_in_any_language(tmp_path: Path, header: str) -> None:
    back = tables.read(made(tmp_path, f"{header}\npeace;paix;سلام\nhealth;santé;صحة\n"))
    assert [(lang[:2], text) for lang, text in terms(back)] == [
        ("en", "peace"), ("fr", "paix"), ("ar", "سلام"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "rows", "langs"),
    [
        ("Nr,English,Is", "1,sea,y\n2,river,n\n", {"en"}),
        ("No,English", "et hus,a house\nen elv,a river\n", {"no", "en"}),
        ("Cat,English", "Law,treaty\nLaw,court\nTrade,tariff\n", {"en"}),
        ("Cat,English", "el riu,the river\nla muntanya,the mountain\n", {"ca", "en"}),
        ("Src,Id,English", "UNEP,A-1,water\nWHO,A-2,health\n", {"en"}),
        ("Id,English", "sungai,river\nrumah,house\n", {"id", "en"}),
        ("de,English", "Fluss,river\nBerg,mountain\n", {"de", "en"}),
    ],
)
def test_a_short_code_is_a_language_only_if_its_cells_are_in_it(
    tmp_path: Path, header: str, rows: str, langs: set[str]
) -> None:
    back = tables.read(made(tmp_path, f"{header}\n{rows}"))
    assert back.glossary is not None
    assert {*back.glossary.languages} == langs


def test_a_column_that_is_not_kept_is_named_with_its_count_and_strict_refuses(
    tmp_path: Path,
) -> None:
    path = made(tmp_path, "English,French,Gender,Owner\nsea,mer,f,\nriver,fleuve,m,Ana\n")
    back = tables.read(path)
    assert [note for note in back.notes if "not kept" in note] == [
        "not kept: column Gender (2)",
        "not kept: column Owner (1)",
    ]
    with pytest.raises(InputError, match="column Gender cannot be kept"):
        tables.read(path, strict=True)


def test_a_term_base_of_memoq(tmp_path: Path) -> None:
    back = tables.read(
        made(
            tmp_path,
            "Entry_ID,Entry_Domain,Entry_Note,English,English_Def,Term_Info,Term_Example,French,"
            "French_Def,Term_Info,Term_Example\n"
            "41,Seas,see art. 3,high seas,beyond all zones,CasePermissive,on the high seas,"
            "grand large,hors zones,Forbidden,en haute mer\n",
        )
    )
    found = entry(back)
    assert (found.id, found.domain, found.definition) == ("41", "Seas", "beyond all zones")
    assert found.note == "see art. 3\nfr: hors zones"
    assert [term.status for term in found.terms] == [Status.CANDIDATE, Status.FORBIDDEN]
    assert [dict(c.texts) for c in found.contexts] == [
        {"en": "on the high seas", "fr": "en haute mer"}
    ]
    assert "not kept: Term_Info CasePermissive (1)" in back.notes


def test_a_term_base_of_multiterm(tmp_path: Path) -> None:
    back = tables.read(
        made(
            tmp_path,
            "Entry Number\tEnglish\tEnglish Status\tFrench\tForbidden\tSubject\tDéfinition\n"
            "7\tflag State\tPreferred\tpavillon\tyes\tShipping\tun État\n",
        )
    )
    found = entry(back)
    assert (found.id, found.domain, found.definition) == ("7", "Shipping", "un État")
    assert [term.status.value for term in found.terms] == ["preferred", "forbidden"]


@pytest.mark.parametrize(
    "text",
    [
        "en;en;fr\nship;vessel;navire\n",
        "en,fr\nship|vessel,navire\n",
        "en,fr\nship; vessel,navire\n",
        "en\tEN 2\tfr\nship\tvessel\tnavire\n",
        "English,Synonyms (English),French\nship,vessel,navire\n",
        "en,Sinónimo EN,fr\nship,vessel,navire\n",
    ],
)
def test_synonyms_stand_in_columns_or_behind_separators(tmp_path: Path, text: str) -> None:
    assert terms(tables.read(made(tmp_path, text))) == [
        ("en", "ship"), ("en", "vessel"), ("fr", "navire"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("sep=;\nen;fr\nship;navire\n", None),
        ('"sep=,"\nen,fr\nship,navire\n', None),
        ("Terms of the sea;\nMarch;\n\nen;fr\nship;navire\n", "line 1 stands above the header"),
    ],
)
def test_what_stands_above_the_header_is_passed_over(
    tmp_path: Path, text: str, note: str | None
) -> None:
    back = tables.read(made(tmp_path, text))
    assert terms(back) == [("en", "ship"), ("fr", "navire")]
    assert any(said.startswith(note or "") for said in back.notes) is bool(note)


def test_a_list_without_a_header_is_read_in_the_languages_that_are_named(tmp_path: Path) -> None:
    path = made(tmp_path, "navire\tship\tau sens large\nport\tharbour\n")
    with pytest.raises(InputError, match="--languages"):
        factory.read(path)
    back = factory.read(path, languages=("fr", "en"))
    assert terms(back) == [("fr", "navire"), ("en", "ship")]
    assert entry(back).note == "au sens large"
    sided = made(tmp_path, "source,target\nnavire,ship\n")
    assert terms(factory.read(sided, languages=("fr", "en"))) == terms(back)


def test_comments_in_a_list_of_omegat_are_no_terms(tmp_path: Path) -> None:
    first = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
    path = made(tmp_path, f"{first}\n#1\tnumber one\n# harbours\nport\tharbour\n")
    back = factory.read(path, languages=("fr", "en"))
    assert back.glossary is not None
    found = [[term.text for term in entry.terms] for entry in back.glossary.entries]
    assert found == [["#1", "number one"], ["port", "harbour"]]
    assert back.notes[1:] == (
        f"line 1 is a comment and was left out: {first}",
        "line 3 is a comment and was left out: # harbours",
    )


@pytest.mark.parametrize(
    ("encoding", "header", "text"),
    [
        ("cp1251", "ru;en", "верховенство права"),
        ("koi8-r", "Русский;Английский", "верховенство права"),
        ("cp866", "ru;en", "верховенство права"),
        ("cp1256", "ar;en", "سيادة القانون"),
        ("gbk", "zh;en", "法治"),
        ("gb18030", "中文;英文", "法治国家"),
        ("big5", "zh-Hant;en", "法治國家"),
        ("cp1252", "Français;Anglais", "primauté du droit"),
        ("mac_roman", "Français;Anglais", "primauté du droit"),
        ("utf-16-le", "ru;en", "верховенство права"),
        ("utf-16-be", "fr;en", "primauté du droit"),
    ],
)
def test_the_character_set_is_judged_by_script_and_language(
    tmp_path: Path, encoding: str, header: str, text: str
) -> None:
    back = tables.read(made(tmp_path, f"{header}\n{text};rule of law\n", encoding))
    assert [found for _, found in terms(back)] == [text, "rule of law"]
    assert back.notes[0].startswith("not UTF-8, read as ")


def test_letters_that_became_question_marks_are_told_and_not_taken(tmp_path: Path) -> None:
    back = tables.read(made(tmp_path, "ru;en\n??? ??????;rule of law\nмир;peace\n"))
    assert terms(back) == [("en", "rule of law")]
    assert back.skipped[0].line == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('en,fr\n"ship,navire\nsea,mer\nport,port\n', 2),
        ('en;fr\nsea;mer\nport;port\nship;"navire\n', 4),
        ('en;fr\n"ship;navire\nsea";mer\nport;port\nsea;mer\n', 2),
    ],
)
def test_a_stray_quotation_mark_costs_its_own_line_only(
    tmp_path: Path, text: str, line: int
) -> None:
    back = tables.read(made(tmp_path, text))
    assert back.glossary is not None
    assert [skipped.line for skipped in back.skipped] == [line]
    assert len(back.glossary.entries) >= 2
    assert not any(";" in t.text or "\n" in t.text for e in back.glossary.entries for t in e.terms)


def test_quotation_marks_that_belong_to_the_text_stay(tmp_path: Path) -> None:
    back = tables.read(made(tmp_path, 'en;fr\na 3" pipe;tuyau\n"so ""called""";dit\n'))
    assert back.glossary is not None
    assert [e.terms[0].text for e in back.glossary.entries] == ['a 3" pipe', 'so "called"']


def test_hidden_sheets_are_left_out_and_hidden_rows_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    shown, hidden = book.active, book.create_sheet("2019")
    for sheet in (shown, hidden):
        sheet.append(["en", "fr"])
        sheet.append(["ship", "navire"])
        sheet.append(["sea", "mer"])
    hidden.sheet_state = "hidden"
    shown.row_dimensions[3].hidden = True
    book.save(path)
    back = tables.read(path)
    assert back.glossary is not None and len(back.glossary.entries) == 2
    assert "not kept: hidden sheet '2019', rows (3)" in back.notes
    assert any("1 hidden row" in note for note in back.notes)


def test_an_apostrophe_that_a_spreadsheet_kept_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "document", "fr", "en"])
    book.active.append(["1", "D", "'- un point", "'twas"])
    book.save(path)
    assert tables.read(path).units[0].texts == {"fr": "- un point", "en": "'twas"}


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="S">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def test_a_sheet_of_opendocument_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in (("en", "fr"), ("high<text:s/>seas", "haute mer"))
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows))
    assert terms(factory.read(path)) == [("en", "high seas"), ("fr", "haute mer")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"en": "ship"}', "JSON"),
        (rb"{\rtf1\ansi ship}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "save it as .xlsx"),
        (b"SQLite format 3\0" + bytes(100), "export TMX"),
        (b"%20240101~101010\t%ANA\t%TU=1\t%EN-US\t%Wordfast TM", "Wordfast"),
        (b"<?xml version='1.0'?><root><data name='a'/></root>", "RESX"),
        (b"%PDF-1.7\n", "PDF"),
    ],
)
def test_what_is_not_read_is_named_with_the_way_out(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "thing.dat"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        factory.read(path)
    assert "\n" not in str(caught.value)
