"""XLIFF 2.1 for translators, and what comes back from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import InputError, UsageError
from aligner.formats import xliff
from aligner.model import Status, TranslationUnit
from tests.formats.examples import GLOSSARY, UNITS

CORE = {"x": "urn:oasis:names:tc:xliff:document:2.0"}


def written(folder: Path) -> etree._ElementTree:
    path = folder / "out.xlf"
    xliff.write(UNITS, path, srclang="fr", tgtlang="en", glossary=GLOSSARY)
    return etree.parse(path)


def test_states_tell_what_is_decided_and_matches_how_sure_the_rest_is(tmp_path: Path) -> None:
    tree = written(tmp_path)
    assert tree.xpath("//x:segment/@state", namespaces=CORE) == ["final", "translated"]
    assert tree.xpath("//@matchQuality") == ["50.00"]
    assert tree.xpath("//x:file/@original", namespaces=CORE) == ["S-RES-2331-2016"]


def test_the_terms_of_a_unit_stand_with_it(tmp_path: Path) -> None:
    tree = written(tmp_path)
    unit = tree.find(".//x:unit", CORE)
    assert unit is not None
    assert [str(text) for text in unit.xpath(".//*[local-name()='glossEntry']//text()")] == [
        "traite d’êtres humains",
        "trafficking in persons",
        "human trade",
        "The recruitment of persons by force for exploitation.",
    ]


@pytest.mark.parametrize(
    ("was", "left_as", "status"),
    [
        (Status.APPROVED, "final", Status.APPROVED),
        (Status.PREFERRED, "final", Status.PREFERRED),
        (Status.CANDIDATE, "final", Status.APPROVED),
        (Status.CANDIDATE, "reviewed", Status.APPROVED),
        (Status.APPROVED, "translated", Status.CANDIDATE),
        (Status.REJECTED, "initial", Status.REJECTED),
        (Status.REJECTED, "translated", Status.CANDIDATE),
    ],
)
def test_what_the_reviewer_did_to_the_state_is_the_decision(
    tmp_path: Path, was: Status, left_as: str, status: Status
) -> None:
    path = tmp_path / "out.xlf"
    unit = TranslationUnit("1", {"fr": "oui", "en": "yes"}, status=was)
    xliff.write([unit], path, srclang="fr", tgtlang="en")
    tree = etree.parse(path)
    segment = tree.find(".//x:segment", CORE)
    assert segment is not None
    segment.set("state", left_as)
    tree.write(path)
    assert xliff.read(path).units[0].status is status


def test_codes_of_tmx_travel_through_xliff(tmp_path: Path) -> None:
    path = tmp_path / "out.xlf"
    codes = {"⟦1⟧": "<hi>", "⟦2⟧": "</hi>", "⟦3⟧": '<ph x="1">&lt;br/&gt;</ph>'}
    unit = TranslationUnit("1", {"fr": "⟦1⟧a⟦2⟧ ⟦3⟧⟦3⟧", "en": "⟦1⟧b⟦2⟧"}, codes=codes)
    xliff.write([unit], path, srclang="fr", tgtlang="en")
    assert xliff.read(path, strict=True).units == (unit,)


V12 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="en-us" target-language="fr" datatype="plaintext"><body>
<group><trans-unit id="1" approved="yes" resname="2 (c)"><source>A <g id="1">bold</g> word</source>
<target>Un mot <g id="1">gras</g></target><note>mind</note>
<alt-trans><source>no</source><target>non</target></alt-trans></trans-unit></group>
<trans-unit id="2"><source>New</source><target state="new"/></trans-unit>
<trans-unit id="3"><source>Done</source><target state="signed-off">Fait</target></trans-unit>
<trans-unit id="4"><source/></trans-unit>
</body></file></xliff>"""


def test_xliff_1_2_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xlf"
    path.write_text(V12, encoding="utf-8")
    back = xliff.read(path)
    assert back.units == (
        TranslationUnit(
            "1",
            {"en-US": "A ⟦1⟧bold⟦2⟧ word", "fr": "Un mot ⟦1⟧gras⟦2⟧"},
            document="a.docx",
            label="2 (c)",
            status=Status.APPROVED,
            note="mind",
            codes={"⟦1⟧": '<g id="1">', "⟦2⟧": "</g>"},
        ),
        TranslationUnit("2", {"en-US": "New"}, document="a.docx"),
        TranslationUnit(
            "3", {"en-US": "Done", "fr": "Fait"}, document="a.docx", status=Status.APPROVED
        ),
    )
    assert back.notes == ("language en-us read as en-US", "not kept: element alt-trans (1)")
    assert [skipped.line for skipped in back.skipped] == [9]
    with pytest.raises(InputError, match="element alt-trans cannot be kept"):
        xliff.read(path, strict=True)


def test_a_target_in_the_language_of_the_source_does_not_take_its_place(tmp_path: Path) -> None:
    path = tmp_path / "base.xliff"
    path.write_text(V12.replace('target-language="fr"', 'target-language="en-US"'), "utf-8")
    back = xliff.read(path)
    assert [list(unit.texts.values()) for unit in back.units] == [
        ["A ⟦1⟧bold⟦2⟧ word"],
        ["New"],
        ["Done"],
    ]
    assert "not kept: target in en-US, as is the source (2)" in back.notes


def test_changes_that_trados_tracked_are_read_as_they_end_and_comments_are_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "studio.sdlxliff"
    path.write_text(
        """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"
        xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">
        <file original="a.docx" source-language="en" target-language="es"><body>
        <trans-unit id="1"><source>The quorum was met.</source>
        <seg-source><mrk mtype="seg" mid="1">The quorum was met.</mrk></seg-source>
        <target><mrk mtype="seg" mid="1">Hubo <mrk mtype="x-sdl-deleted" sdl:revid="a">un</mrk>"""
        """<mrk mtype="x-sdl-added" sdl:revid="b">el</mrk> """
        """<mrk mtype="x-sdl-comment" sdl:cid="c">quórum</mrk>.</mrk></target>"""
        "</trans-unit></body></file></xliff>",
        encoding="utf-8",
    )
    back = xliff.read(path)
    assert [unit.texts for unit in back.units] == [
        {"en": "The quorum was met.", "es": "Hubo el quórum."}
    ]
    assert not back.units[0].codes
    assert back.notes == (
        "tracked changes: words that were deleted are left out",
        "not kept: comment (1)",
    )


V20 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"
srcLang="en" trgLang="fr">
<file id="f"><unit id="u"><originalData><data id="d">&lt;br/&gt;</data></originalData>
<segment state="final"><source>One.<ph id="p" dataRef="d"/></source><target>Un.</target></segment>
<ignorable><source> </source><target> </target></ignorable>
<segment state="translated"><source>Two.</source><target>Deux.</target></segment></unit>
<unit id="v"><segment><source>One.</source><target>Un.</target></segment>
<segment><source>Two.</source></segment></unit></file></xliff>"""


def test_the_segments_of_a_unit_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "new.xlf"
    path.write_text(V20, encoding="utf-8")
    back = xliff.read(path, strict=True)
    assert [unit.texts for unit in back.units] == [
        {"en": "One.⟦1⟧ Two.", "fr": "Un. Deux."},
        {"en": "One.Two."},
    ]
    assert back.units[0].codes == {"⟦1⟧": '<ph id="p" equiv="&lt;br/&gt;"/>'}
    assert back.units[0].status is Status.CANDIDATE
    assert back.notes == ("unit v is translated only in part; its target is left out",)


def test_nothing_to_write_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no unit has text in ru"):
        xliff.write(UNITS, tmp_path / "out.xlf", srclang="ru", tgtlang="en")
    assert list(tmp_path.iterdir()) == []
