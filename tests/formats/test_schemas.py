"""Whatever a project holds, the files are valid against the schemas of their formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.formats import tbx, tmx, xliff
from aligner.model import Glossary, TranslationUnit
from tests.formats.examples import GLOSSARY, LANGUAGES, UNITS, glossaries, units

some = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
OASIS = "urn:oasis:names:tc:xliff"


@pytest.fixture(scope="module")
def schemas(shared: Path) -> Path:
    folder = shared / "formats" / "schemas"
    if not folder.is_dir():
        pytest.skip(f"needs the schemas of the formats ({folder})")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schemas")


@some
@given(st.lists(units(), max_size=3))
def test_tmx_is_valid(schemas: Path, folder: Path, rows: list[TranslationUnit]) -> None:
    path = folder / "a.tmx"
    tmx.write([*UNITS, *rows], path, srclang="fr", languages=LANGUAGES, signature="s")
    for name in ("omegat", "maxprograms", "okapi"):
        dtd = etree.DTD(schemas / "tmx" / f"tmx14.{name}.dtd")
        assert dtd.validate(etree.parse(path)), dtd.error_log


@some
@given(glossaries())
def test_tbx_v3_is_valid(schemas: Path, folder: Path, glossary: Glossary) -> None:
    path = folder / "a.tbx"
    for dialect, schema in {
        "tbx-basic-v3": "TBXcoreStructV03_TBX-Basic_integrated_v1.2.rng",
        "tbx-basic-v3-dct": "TBXcoreStructV03.rng",
    }.items():
        rng = etree.RelaxNG(etree.parse(schemas / "tbx3" / schema))
        for content in (GLOSSARY, glossary):
            tbx.write(content, path, dialect=dialect)
            assert rng.validate(etree.parse(path)), rng.error_log


@some
@given(glossaries())
def test_tbx_v2_is_valid(schemas: Path, folder: Path, glossary: Glossary) -> None:
    path = folder / "a.tbx"
    dtd = etree.DTD(schemas / "tbx2008/TBXBasiccoreStructV02.dtd")
    rng = etree.RelaxNG(etree.parse(schemas / "tbx2008/TBXBasicRNGV02.rng"))
    for content in (GLOSSARY, glossary):
        tbx.write(content, path, dialect="tbx-basic-v2")
        tree = etree.parse(path)
        assert dtd.validate(tree), dtd.error_log
        assert rng.validate(tree), rng.error_log


def test_tbx_v2_keeps_to_the_picklists_and_levels(schemas: Path, tmp_path: Path) -> None:
    """The DTD and the RNG do not look at picklists; the XCS does."""
    path = tmp_path / "a.tbx"
    tbx.write(GLOSSARY, path, dialect="tbx-basic-v2")
    allowed = _constraints(schemas / "tbx2008/TBXBasicXCSV02.xcs")
    seen = set()
    for element in etree.parse(path).iter("termNote", "descrip", "admin", "transac", "ref"):
        kind = (str(element.tag), element.get("type", ""))
        assert kind in allowed
        picklist, levels = allowed[kind]
        level = next(element.iterancestors("tig", "langSet", "termEntry")).tag
        assert not picklist or element.text in picklist
        assert not levels or {"tig": "term"}.get(str(level), level) in levels
        seen.add(kind)
    assert len(seen) >= 9


def _constraints(xcs: Path) -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """Picklist and levels by element and type."""
    found = {}
    specifications = etree.parse(xcs, etree.XMLParser(load_dtd=False)).find("datCatSet")
    assert specifications is not None
    for item in specifications.iterchildren("*"):
        contents = item.find("contents")
        picklist = contents is not None and contents.get("datatype") == "picklist"
        words = (item.findtext("contents") or "").split() if picklist else []
        levels = (item.findtext("levels") or "").split()
        key = (str(item.tag).removesuffix("Spec"), item.get("name", ""))
        found[key] = (set(words), set(levels))
    return found


@some
@given(st.lists(units(("fr", "ar")), max_size=3))
def test_xliff_is_valid(schemas: Path, folder: Path, rows: list[TranslationUnit]) -> None:
    path = folder / "a.xlf"
    oasis = schemas / "xliff21/xliff-21/schemas"
    halves = ({"fr": "Un.", "ar": "واحد."}, {"fr": "Deux.", "ar": "اثنان."})
    cut = TranslationUnit(
        "cut",
        {"fr": "Un. Deux.", "ar": "واحد. اثنان."},
        segments=tuple(TranslationUnit("", texts, confidence=0.9) for texts in halves),
    )
    xliff.write([*UNITS, cut, *rows], path, srclang="fr", tgtlang="ar", glossary=GLOSSARY)
    tree = etree.parse(path)
    core = etree.XMLSchema(etree.parse(oasis / "xliff_core_2.0.xsd"))
    assert core.validate(tree), core.error_log
    for module in ("matches", "glossary", "metadata"):
        schema = etree.XMLSchema(etree.parse(oasis / f"{module}.xsd"))
        for element in tree.iter(f"{{{OASIS}:{module}:2.0}}{module}"):
            assert schema.validate(element), schema.error_log


def test_ids_that_are_there_twice_do_not_make_a_file_invalid(schemas: Path, tmp_path: Path) -> None:
    twice = replace(GLOSSARY, entries=GLOSSARY.entries * 2)
    assert tbx.write(twice, tmp_path / "a.tbx") == 4
    rng = etree.RelaxNG(etree.parse(schemas / "tbx3/TBXcoreStructV03.rng"))
    assert rng.validate(etree.parse(tmp_path / "a.tbx")), rng.error_log
    xliff.write(UNITS * 2, tmp_path / "a.xlf", srclang="fr", tgtlang="en")
    ids = etree.parse(tmp_path / "a.xlf").xpath("//*[local-name()='unit']/@id")
    assert len(set(ids)) == 6
