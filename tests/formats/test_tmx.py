"""TMX as CAT tools want it, and as they write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import InputError
from aligner.formats import tmx
from aligner.formats.imported import Account
from aligner.model import Status, TranslationUnit
from tests.formats.examples import LANGUAGES, UNITS

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_file(folder: Path, body: str, *, encoding: str = "utf-8", version: str = "1.4") -> Path:
    path = folder / "in.tmx"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="{version}">'
        '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" '
        f'adminlang="en" srclang="en" datatype="plaintext"/>\n<body>\n{body}\n</body></tmx>'
    )
    path.write_bytes(text.encode(encoding))
    return path


def tuv(lang: str, seg: str, attribute: str = "xml:lang") -> str:
    return f'<tuv {attribute}="{lang}"><seg>{seg}</seg></tuv>'


@pytest.fixture
def written(tmp_path: Path) -> etree._ElementTree:
    path = tmp_path / "out.tmx"
    tmx.write(UNITS, path, srclang="fr", languages=LANGUAGES, tool_version="1.2", signature="s")
    return etree.parse(path)


def test_the_header_has_all_that_tools_ask_for(written: etree._ElementTree) -> None:
    header = written.find("header")
    assert header is not None
    assert dict(header.attrib) == {
        "creationtool": "aligner",
        "creationtoolversion": "1.2",
        "segtype": "paragraph",
        "o-tmf": "aligner",
        "adminlang": "en",
        "srclang": "fr",
        "datatype": "plaintext",
    }
    assert header.findtext("prop[@type='x-signature']") == "s"


def test_a_unit_carries_its_history_and_its_place(written: etree._ElementTree) -> None:
    tu = written.find("body/tu")
    assert tu is not None
    assert dict(tu.attrib) == {
        "tuid": "S-RES-2331-2016#1",
        "creationdate": "20161220T150000Z",
        "creationid": "aligner",
        "changedate": "20170109T083000Z",
        "changeid": "reviewer",
    }
    assert {prop.get("type"): prop.text for prop in tu.iter("prop")} == {
        "x-document": "S-RES-2331-2016",
        "x-label": "2 (c)",
        "x-status": "approved",
        "x-confidence": "0.9375",
    }
    assert [tuv.get(XML_LANG) for tuv in tu.iter("tuv")] == ["fr", "en", "ar", "zh"]


def test_a_unit_without_translation_is_left_out_and_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    assert tmx.write(UNITS, path, srclang="fr", languages=["fr", "en"]) == 2
    assert tmx.write(UNITS, path, srclang="fr", languages=["fr", "ar"]) == 1
    assert tmx.write(UNITS, path, srclang="ar", languages=["fr", "ar"]) == 1


def test_dates_go_out_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    in_paris = datetime(2016, 12, 20, 16, 0, tzinfo=timezone(timedelta(hours=1)))
    tmx.write([replace(UNITS[0], created=in_paris)], path, srclang="fr", languages=["fr", "en"])
    assert tmx.read(path).units[0].created == datetime(2016, 12, 20, 15, 0, tzinfo=UTC)


def test_what_xml_cannot_hold_is_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    unit = TranslationUnit(
        "a\0", {"fr": "\x1f un\ud800 \n", "en": "one\ufffe"}, note="\x01note", creator="me\x02"
    )
    tmx.write([unit], path, srclang="fr", languages=["fr", "en"])
    (back,) = tmx.read(path, strict=True).units
    assert back == TranslationUnit("a", {"fr": "un", "en": "one"}, note="note", creator="me")


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4"])
@pytest.mark.parametrize("attribute", ["lang", "xml:lang"])
def test_every_version_and_both_language_attributes_are_read(
    tmp_path: Path, version: str, attribute: str
) -> None:
    body = f"<tu>{tuv('en', 'yes', attribute)}{tuv('fr', 'oui', attribute)}</tu>"
    back = tmx.read(write_file(tmp_path, body, version=version), strict=True)
    assert [unit.texts for unit in back.units] == [{"en": "yes", "fr": "oui"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_encoding_is_that_of_the_file(tmp_path: Path, encoding: str) -> None:
    path = write_file(tmp_path, f"<tu>{tuv('en', 'summer')}{tuv('fr', 'été')}</tu>")
    declared = encoding.removesuffix("-sig")
    text = path.read_text("utf-8").replace('encoding="utf-8"', f'encoding="{declared}"')
    path.write_bytes(text.encode(encoding))
    assert tmx.read(path, strict=True).units[0].texts["fr"] == "été"


@pytest.mark.parametrize(
    ("raw", "tag"),
    [("EN_US", "en-US"), ("eng", "en"), ("fr-ca", "fr-CA"), ("ZH-hans", "zh-Hans"), ("AR", "ar")],
)
def test_language_codes_are_made_canonical_with_a_note(tmp_path: Path, raw: str, tag: str) -> None:
    back = tmx.read(write_file(tmp_path, f"<tu>{tuv(raw, 'x')}{tuv('de', 'y')}</tu>"))
    assert list(back.units[0].texts) == [tag, "de"]
    assert back.notes == (f"language {raw} read as {tag}",)


def test_inline_tags_become_placeholders_and_go_back_as_tags(tmp_path: Path) -> None:
    body = (
        "<tu>"
        + tuv("en", 'See <bpt i="1">&lt;b&gt;</bpt>note<ept i="1">&lt;/b&gt;</ept> <hi>1</hi>')
        + tuv("fr", 'Voir <bpt i="1">&lt;b&gt;</bpt>note<ept i="1">&lt;/b&gt;</ept> <hi>1</hi>')
        + "</tu>"
    )
    source = write_file(tmp_path, body)
    (unit,) = tmx.read(source, strict=True).units
    assert unit.texts == {"en": "See ⟦1⟧note⟦2⟧ ⟦3⟧1⟦4⟧", "fr": "Voir ⟦1⟧note⟦2⟧ ⟦3⟧1⟦4⟧"}
    path = tmp_path / "out.tmx"
    tmx.write([unit], path, srclang="en", languages=["en", "fr"])
    assert tmx.read(path, strict=True).units == (unit,)
    as_text = [etree.tostring(seg, with_tail=False) for seg in etree.parse(source).iter("seg")]
    assert [
        etree.tostring(seg, with_tail=False) for seg in etree.parse(path).iter("seg")
    ] == as_text


def test_a_placeholder_that_the_text_has_by_itself_stays_text(tmp_path: Path) -> None:
    body = f"<tu>{tuv('en', 'literal ⟦1⟧ and <ph>code</ph>')}{tuv('fr', 'x')}</tu>"
    (unit,) = tmx.read(write_file(tmp_path, body)).units
    assert unit.texts["en"] == "literal ⟦1⟧ and ⟦2⟧"
    assert unit.codes == {"⟦2⟧": "<ph>code</ph>"}


def test_markup_that_a_translator_broke_still_gives_a_valid_file(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    codes = {"⟦1⟧": "<hi>", "⟦2⟧": "</hi>", "⟦3⟧": '<g id="1">'}
    unit = TranslationUnit("1", {"en": "a ⟦2⟧b⟦1⟧ ⟦3⟧", "fr": "⟦1⟧c⟦2⟧"}, codes=codes)
    tmx.write([unit], path, srclang="en", languages=["en", "fr"])
    first, second = etree.parse(path).iter("seg")
    assert [ph.text for ph in first] == ["</hi>", "<hi>", '<g id="1">']
    assert [child.tag for child in second] == ["hi"]


def test_what_cannot_be_read_is_skipped_with_line_and_reason(tmp_path: Path) -> None:
    body = "\n".join(
        [
            f"<tu>{tuv('en', 'yes')}{tuv('fr', 'oui')}</tu>",
            f"<tu>{tuv('qqq-nonsense-language', 'x')}{tuv('fr', 'non')}</tu>",
            f"<tu>{tuv('en', '')}</tu>",
            f"<tu tuid='t'>{tuv('en', 'a&undefined;b')}{tuv('fr', 'x')}</tu>",
        ]
    )
    path = write_file(tmp_path, body)
    path.write_text(path.read_text().replace("<tmx ", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx '))
    back = tmx.read(path)
    assert [unit.texts for unit in back.units] == [
        {"en": "yes", "fr": "oui"},
        {"fr": "non"},
        {"fr": "x"},
    ]
    assert [skipped.line for skipped in back.skipped] == [6, 7, 8]
    with pytest.raises(InputError, match=r"in\.tmx, line 6: .*without --strict"):
        tmx.read(path, strict=True)


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = write_file(tmp_path, f"<tu>{tuv('en', 'yes')}{tuv('fr', 'oui')}</tu>\n<tu><tuv>")
    back = tmx.read(path)
    assert len(back.units) == 1
    assert "breaks off" in back.skipped[-1].reason
    with pytest.raises(InputError, match="breaks off"):
        tmx.read(path, strict=True)


def test_a_stream_tells_what_it_skipped(tmp_path: Path) -> None:
    path = write_file(tmp_path, f"<tu>{tuv('en', '')}</tu>")
    account = Account(path)
    assert list(tmx.stream(path, account)) == []
    assert len(account.skipped) == 1


def test_a_second_text_in_one_language_is_told(tmp_path: Path) -> None:
    back = tmx.read(write_file(tmp_path, f"<tu>{tuv('en', 'a')}{tuv('EN', 'b')}</tu>"))
    assert back.units[0].texts == {"en": "a"}
    assert [skipped.reason for skipped in back.skipped] == ["a second text in en for one unit"]


OF_OTHERS = """<tu tuid="7" usagecount="4" lastusagedate="20200102T030405Z" changeid="lead">
<note>on the unit</note><prop type="client">ACME &amp; Co</prop><prop type="client">second</prop>
<prop type="x-status">to be checked</prop>
<tuv xml:lang="en" creationid="ann" creationdate="20190101T000000Z" changeid="lead">
<note>on the text</note><prop type="x-src">web</prop><seg>yes</seg></tuv>
<tuv xml:lang="fr" creationid="bob"><seg>oui</seg></tuv></tu>"""


def test_what_other_tools_say_of_a_unit_and_its_texts_goes_out_again(tmp_path: Path) -> None:
    back = tmx.read(write_file(tmp_path, OF_OTHERS), strict=True)
    (unit,) = back.units
    assert not back.notes
    assert not unit.stated, "a status of another tool is none of ours"
    assert (unit.creator, unit.changer, unit.note) == (
        "ann",
        "lead",
        "on the unit\nen: on the text",
    )
    said = {(p.lang, p.name, p.value) for p in unit.properties}
    assert {("", "usagecount", "4"), ("", "client", "second"), ("en", "x-src", "web")} <= said
    assert ("fr", "creationid", "bob") in said
    path = tmp_path / "out.tmx"
    tmx.write([unit], path, srclang="en", languages=["en", "fr"])
    tu = next(etree.parse(path).iter("tu"))
    assert tu.get("usagecount") == "4"
    assert [p.text for p in tu.iterfind("prop[@type='client']")] == ["ACME & Co", "second"]
    assert [p.text for p in tu.iterfind("tuv/prop")] == ["web"]
    assert [tuv.get("creationid") for tuv in tu.iter("tuv")] == [None, "bob"]
    (again,) = tmx.read(path).units
    assert again.properties == unit.properties
    assert again.note == unit.note


def test_what_a_memory_says_of_itself_is_counted_as_not_kept(tmp_path: Path) -> None:
    path = write_file(tmp_path, f"<tu>{tuv('en', 'yes')}{tuv('fr', 'oui')}</tu>")
    own = '<prop type="owner">me</prop><note>of all</note></header>'
    path.write_text(path.read_text("utf-8").replace('"plaintext"/>', f'"plaintext">{own}'), "utf-8")
    assert tmx.read(path).notes == ("not kept: header prop owner (1)", "not kept: header note (1)")


@pytest.mark.parametrize(
    ("said", "status", "stated"),
    [
        ("Draft", Status.CANDIDATE, True),
        ("Translated", Status.APPROVED, False),
        ("ApprovedSignOff", Status.APPROVED, True),
        ("RejectedTranslation", Status.REJECTED, True),
    ],
)
def test_what_trados_confirmed_is_decided_and_goes_out_again(
    tmp_path: Path, said: str, status: Status, stated: bool
) -> None:
    path = tmp_path / "studio.tmx"
    texts = "".join(
        f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>'
        for lang, text in (("en-GB", "Annual leave"), ("fr-FR", "Congé annuel"))
    )
    path.write_text(
        f'<tmx version="1.4"><header srclang="en-GB"/><body><tu>'
        f'<prop type="x-ConfirmationLevel">{said}</prop>{texts}</tu></body></tmx>',
        encoding="utf-8",
    )
    (unit,) = tmx.read(path).units
    assert (unit.status, unit.stated) == (status, stated)
    tmx.write([replace(unit, status=Status.APPROVED)], path, srclang="en-GB", languages=("fr-FR",))
    (again,) = tmx.read(path).units
    assert (again.status, again.properties) == (Status.APPROVED, unit.properties)


def test_the_documents_of_a_memory_of_memoq_are_no_projects(tmp_path: Path) -> None:
    path = tmp_path / "office.tmx"
    unit = (
        f'<tu><prop type="x-document">{name}.docx</prop><tuv xml:lang="en"><seg>Sea {name}</seg>'
        f'</tuv><tuv xml:lang="ru"><seg>Море {name}</seg></tuv></tu>'
        for name in ("one", "two")
    )
    path.write_text(
        '<tmx version="1.4"><header srclang="en" o-tmf="MemoQTM"/><body>'
        f"{''.join(unit)}</body></tmx>",
        encoding="utf-8",
    )
    units = tmx.read(path).units
    assert [unit.document for unit in units] == ["", ""]
    assert [[said.value for said in unit.properties] for unit in units] == [
        ["one.docx"],
        ["two.docx"],
    ]
    named = [replace(unit, document="office") for unit in units]
    tmx.write(named, path, srclang="en", languages=("en", "ru"))
    assert tmx.read(path).units == tuple(named)
