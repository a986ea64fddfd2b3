"""xmllint, jing and Schematron: validators other than the one in our own tests."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, isoschematron

from aligner.formats import xliff
from tests.formats.examples import GLOSSARY, UNITS

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
Tool = Callable[[str], str]


def accepted(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def xmllint_dtd(tool: Tool, dtd: Path, path: Path) -> None:
    accepted(
        tool("xmllint"), "--nonet", "--nowarning", "--noout", "--huge", "--dtdvalid", dtd, path
    )


@pytest.mark.parametrize("dtd", ["tmx14.omegat", "tmx14.maxprograms", "tmx14.okapi"])
def test_xmllint_takes_the_tmx(tool: Tool, schemas: Path, memory: Path, dtd: str) -> None:
    xmllint_dtd(tool, schemas / f"tmx/{dtd}.dtd", memory)


def test_xmllint_takes_the_tbx_v2(tool: Tool, schemas: Path, termbases: dict[str, Path]) -> None:
    dtd = schemas / "tbx2008/TBXBasiccoreStructV02.dtd"
    xmllint_dtd(tool, dtd, termbases["tbx-basic-v2"])


@pytest.mark.parametrize(
    ("dialect", "schema"),
    [
        ("tbx-basic-v3", "tbx3/TBXcoreStructV03.rng"),
        ("tbx-basic-v3", "tbx3/TBXcoreStructV03_TBX-Basic_integrated_v1.2.rng"),
        ("tbx-basic-v3-dct", "tbx3/TBX-Basic.local.nvdl"),
        ("tbx-basic-v2", "tbx2008/TBXBasicRNGV02.rng"),
    ],
)
def test_jing_takes_the_tbx(
    tool: Tool,
    schemas: Path,
    termbases: dict[str, Path],
    tmp_path: Path,
    dialect: str,
    schema: str,
) -> None:
    """Jing would look for the DTD that a DOCTYPE names; it gets the file without one."""
    bare = tmp_path / "bare.tbx"
    root = etree.parse(termbases[dialect]).getroot()
    bare.write_bytes(etree.tostring(root, encoding="utf-8"))
    accepted(tool("jing"), schemas / schema, bare)


@pytest.mark.parametrize(
    ("dialect", "rules"),
    [
        ("tbx-basic-v3", "TBX-Basic_DCA.sch"),
        ("tbx-basic-v3-dct", "TBX-Basic_DCT.sch"),
        ("tbx-basic-v3-dct", "Basic.sch"),
        ("tbx-basic-v3-dct", "Min.sch"),
    ],
)
def test_schematron_takes_the_tbx_v3(
    saxon: list[str],
    schemas: Path,
    termbases: dict[str, Path],
    tmp_path: Path,
    dialect: str,
    rules: str,
) -> None:
    assert not failures(saxon, schemas / "tbx3" / rules, termbases[dialect], tmp_path)


def test_schematron_refuses_what_is_wrong(
    saxon: list[str], schemas: Path, termbases: dict[str, Path], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.tbx"
    text = termbases["tbx-basic-v3"].read_text(encoding="utf-8")
    wrong.write_text(text.replace("preferredTerm-admn-sts", "lovely"), encoding="utf-8")
    (*_, failure) = failures(saxon, schemas / "tbx3/TBX-Basic_DCA.sch", wrong, tmp_path)
    assert "administrativeStatus" in failure


@pytest.mark.parametrize("rules", ["xliff_core_2.1", "matches", "glossary"])
def test_schematron_takes_the_xliff(
    saxon: list[str], schemas: Path, tmp_path: Path, rules: str
) -> None:
    path = tmp_path / "a.xlf"
    xliff.write(UNITS, path, srclang="fr", tgtlang="en", glossary=GLOSSARY)
    folder = schemas / "xliff21/xliff-21/schemas"
    assert not failures(saxon, folder / f"{rules}.sch", path, tmp_path)


def failures(saxon: list[str], rules: Path, path: Path, folder: Path) -> list[str]:
    """What a Schematron schema says against a file.

    The ISO skeleton makes a stylesheet of the rules; Saxon runs it, as they use XPath 2.
    """
    schema = etree.parse(rules)
    schema.getroot().attrib.pop("queryBinding", None)
    stylesheet = isoschematron.iso_svrl_for_xslt1(
        isoschematron.iso_abstract_expand(isoschematron.iso_dsdl_include(schema))
    )
    stylesheet.getroot().set("version", "2.0")
    compiled, report = folder / "rules.xsl", folder / "report.xml"
    stylesheet.write(str(compiled))
    accepted(*saxon, f"-xsl:{compiled}", f"-s:{path}", f"-o:{report}", "-dtd:off")
    said = etree.parse(report)
    assert said.find(f".//{SVRL}fired-rule") is not None
    return [
        " ".join("".join(item.itertext()).split())
        for item in said.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    ]
