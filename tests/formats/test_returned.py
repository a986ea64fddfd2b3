"""A reviewed file comes back: what it decides, and where both sides went on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from aligner.formats import factory, tables, tmx, xliff
from aligner.formats.returned import compare
from aligner.model import Status, TranslationUnit
from tests.formats.examples import LATER, UNITS


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.xlf", "a.tmx"])
def test_a_file_that_nobody_touched_changes_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("xlf"):
        xliff.write(UNITS, path, srclang="fr", tgtlang="en")
    elif name.endswith("tmx"):
        tmx.write(UNITS, path, srclang="fr", languages=["fr", "en"])
    else:
        tables.write_rows(UNITS, path, ["fr", "en"])
    back = factory.read(path).units
    found = compare(UNITS, back)
    assert (found.revisions, found.conflicts, found.unknown) == ((), (), ())
    assert found.unchanged == len(back)


def reviewed(folder: Path) -> tuple[TranslationUnit, ...]:
    """The workbook after a reviewer has mended a translation and approved it."""
    path = folder / "a.xlsx"
    tables.write_rows(UNITS, path, ["fr", "en"])
    book = openpyxl.load_workbook(path)
    sheet = book["Rows"]
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, column["en"], "Costs under 5 % and “rising”")
    sheet.cell(3, column["status"], "Approved")
    sheet.cell(3, column["note"], "plainer")
    book.save(path)
    return factory.read(path).units


def test_what_the_reviewer_changed_becomes_a_revision(tmp_path: Path) -> None:
    found = compare(UNITS, reviewed(tmp_path))
    (revision,) = found.revisions
    assert revision.before is UNITS[1]
    assert revision.languages == ("en",)
    assert revision.after.status is Status.APPROVED
    assert revision.after.note == "plainer"
    assert (found.unchanged, found.conflicts) == (2, ())


def test_taking_a_file_over_twice_adds_nothing(tmp_path: Path) -> None:
    back = reviewed(tmp_path)
    (revision,) = compare(UNITS, back).revisions
    taken = replace(revision.after, changed=LATER + timedelta(days=1))
    found = compare([UNITS[0], taken, UNITS[2]], back)
    assert (found.revisions, found.conflicts, found.unchanged) == ((), (), 3)


def test_a_unit_decided_meanwhile_is_a_conflict(tmp_path: Path) -> None:
    meanwhile = replace(UNITS[1], texts={**UNITS[1].texts, "en": "mine"}, changed=LATER)
    found = compare([UNITS[0], meanwhile, UNITS[2]], reviewed(tmp_path))
    (conflict,) = found.conflicts
    assert conflict.before is meanwhile
    assert conflict.after.texts["en"] == "Costs under 5 % and “rising”"
    assert found.revisions == ()


def test_a_unit_that_the_project_does_not_have_is_told(tmp_path: Path) -> None:
    assert compare(UNITS[:1], reviewed(tmp_path)).unknown[0].id == "2"


def test_a_translator_finishes_a_segment_in_xliff(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    xliff.write(UNITS, path, srclang="fr", tgtlang="en")
    tree = etree.parse(path)
    space = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    segment = tree.findall(".//x:segment", space)[2]
    etree.SubElement(segment, f"{{{space['x']}}}target").text = "Without counterpart."
    segment.set("state", "final")
    tree.write(path)
    (revision,) = compare(UNITS, factory.read(path).units).revisions
    assert revision.after.texts["en"] == "Without counterpart."
    assert revision.after.status is Status.APPROVED


def test_a_file_of_another_project_that_numbers_its_rows_alike_decides_nothing() -> None:
    other = replace(
        UNITS[0],
        texts={
            "fr": "Rappelant la résolution 1373 (2001) du 28 septembre,",
            "en": "Recalling resolution 1373 (2001) of 28 September,",
        },
        status=Status.REJECTED,
    )
    found = compare(UNITS, [other])
    assert (found.revisions, found.conflicts, found.unknown) == ((), (), (other,))


def test_a_file_whose_numbers_are_shifted_is_known_by_its_texts() -> None:
    lines = [f"Prie les États Membres d’agir au titre du point {n} ;" for n in range(9)]
    here = [TranslationUnit(str(n), {"fr": line}) for n, line in enumerate(lines)]
    there = [replace(unit, id=str(int(unit.id) + 1)) for unit in here]
    there[4] = replace(there[4], texts={"fr": "Prie les États d’agir au titre du point quatre ;"})
    found = compare(here, there)
    assert (found.revisions, found.conflicts, found.unchanged) == ((), (), 8)
    assert found.unknown == (there[4],)
