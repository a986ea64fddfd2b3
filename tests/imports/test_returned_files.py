"""A reviewed file comes back to the project that it was exported from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from aligner import store
from aligner.formats.returned import Comparison
from aligner.imports import units
from aligner.model import Actor, Role, Status
from aligner.store.deeds.rows import DecideRows, EditCell
from tests.imports.conftest import ANA, exported, taken

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
CONDEMNS = "Condemns every act of trafficking in persons;"


def edited(path: Path, changes: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(path)
    changes(book["Rows"])
    book.save(path)
    return path


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def reviewed(database: store.Store, path: Path) -> Path:
    """A workbook in which a reviewer has mended one translation, approved it and said why."""

    def changes(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(5, column(sheet, "en"), CONDEMNS)
        sheet.cell(5, column(sheet, "status"), "approved")
        sheet.cell(5, column(sheet, "note"), "as in the print")
        sheet.cell(6, column(sheet, "status"), "rejected")

    return edited(exported(database, "xlsx", path), changes)


@pytest.mark.parametrize(
    ("to", "name", "languages"),
    [
        ("xlsx", "a.xlsx", ()),
        ("csv", "a.csv", ()),
        ("tmx", "a.tmx", ()),
        ("xliff", "a.xlf", ("fr", "en")),
        ("tbx", "a.tbx", ()),
        ("tbx-basic", "b.tbx", ()),
    ],
)
def test_an_untouched_file_changes_nothing(
    database: store.Store, tmp_path: Path, to: str, name: str, languages: tuple[str, ...]
) -> None:
    before = database.last_event(database.projects()[0].id)
    outcome = taken(database, exported(database, to, tmp_path / name, *languages))
    tallies = (outcome.units, outcome.entries)
    assert sum(tally.same for tally in tallies) == sum(tally.total for tally in tallies) > 0
    assert not outcome.clashes
    assert not outcome.skipped
    assert database.last_event(database.projects()[0].id) == before
    assert len(database.projects()) == len(database.glossaries()) == 1


def test_what_is_decided_while_a_file_is_compared_stays(
    database: store.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reviewed(database, tmp_path / "a.xlsx")
    project, compare = database.projects()[0].id, units.compare
    row = database.outline(project)[3]

    def meanwhile(*given: object) -> Comparison:
        found = compare(*given)  # type: ignore[arg-type]
        database.decide(ANA, EditCell(row.id, row.version, "en", "Condemns it;"))
        return found

    monkeypatch.setattr(units, "compare", meanwhile)
    outcome = taken(database, path)
    assert database.bodies([row.id])[row.id]["en"] == "Condemns it;"
    assert (outcome.units.changed, outcome.units.kept) == (1, 1)
    assert "changed" in outcome.skipped[0].reason


def test_what_the_reviewer_did_becomes_decisions(database: store.Store, tmp_path: Path) -> None:
    outcome = taken(database, reviewed(database, tmp_path / "a.xlsx"))
    assert outcome.sentence.endswith(
        "8 units: 2 changed, 6 as they were; 2 entries: 2 as they were"
    )
    project = database.projects()[0].id
    units = list(database.units(project))
    assert units[3].texts["en"] == CONDEMNS
    assert [unit.status for unit in units[3:5]] == [Status.APPROVED, Status.REJECTED]
    assert units[3].note == "as in the print"
    decided = [event for event in database.events(project) if event.action != "run"]
    assert {(e.actor, e.why) for e in decided} == {("Ana", "returned in a.xlsx")}


def test_a_second_import_of_it_changes_nothing_more(database: store.Store, tmp_path: Path) -> None:
    path = reviewed(database, tmp_path / "a.xlsx")
    taken(database, path)
    project = database.projects()[0].id
    before = database.last_event(project)
    outcome = taken(database, path)
    assert (outcome.units.same, outcome.units.changed, outcome.clashes) == (8, 0, [])
    assert database.last_event(project) == before


def test_where_both_sides_went_on_the_database_stays_and_the_conflict_is_shown(
    database: store.Store, tmp_path: Path
) -> None:
    path = reviewed(database, tmp_path / "a.xlsx")
    row = database.outline(database.projects()[0].id)[3]
    boris = Actor("Boris", Role.REVIEWER)
    database.decide(boris, EditCell(row.id, row.version, "en", "Condemns trafficking;"))
    database.decide(boris, DecideRows(((row.id, row.version + 1),), Status.APPROVED))
    outcome = taken(database, path)
    units = list(database.units(database.projects()[0].id))
    assert units[3].texts["en"] == "Condemns trafficking;"
    assert units[4].status is Status.REJECTED
    assert outcome.units.kept == 1
    assert outcome.clashes[0].sentence == (
        "S-RES-2331-2016, para. 1, en: here “Condemns trafficking;” (Boris), "
        f"in the file “{CONDEMNS}”"
    )


def test_a_translator_finishes_a_segment_in_xliff(database: store.Store, tmp_path: Path) -> None:
    path = exported(database, "xliff", tmp_path / "a.xlf", "fr", "en")
    tree = etree.parse(path)
    segment = next(s for s in tree.iter(f"{XLIFF}segment") if s.find(f"{XLIFF}target") is None)
    etree.SubElement(segment, f"{XLIFF}target").text = "Financial flows;"
    segment.set("state", "final")
    tree.write(path)
    outcome = taken(database, path)
    assert outcome.units.changed == 1
    unit = list(database.units(database.projects()[0].id))[5]
    assert (unit.texts["en"], unit.status) == ("Financial flows;", Status.APPROVED)


def test_a_tool_that_drops_what_was_decided_takes_no_decision_back(
    database: store.Store, tmp_path: Path
) -> None:
    project = database.projects()[0].id
    row = database.outline(project)[3]
    database.decide(ANA, DecideRows(((row.id, row.version),), Status.APPROVED))
    path = exported(database, "tmx", tmp_path / "a.tmx")
    text = path.read_text("utf-8")
    path.write_text(text.replace('<prop type="x-status">approved</prop>', ""), "utf-8")
    taken(database, path)
    assert list(database.units(project))[3].status is Status.APPROVED


def test_rows_that_the_project_does_not_have_are_counted(
    database: store.Store, tmp_path: Path
) -> None:
    path = exported(database, "tmx", tmp_path / "a.tmx")
    text = path.read_text("utf-8")
    more = (
        '<tu tuid="S-RES-2331-2016#1"><prop type="x-document">S-RES-2331-2016</prop>'
        '<tuv xml:lang="fr"><seg>Tout autre chose que cela.</seg></tuv>'
        '<tuv xml:lang="en"><seg>Quite another matter.</seg></tuv></tu></body>'
    )
    path.write_text(text.replace("</body>", more), "utf-8")
    outcome = taken(database, path)
    assert outcome.units.unknown == 1
    assert "1 not in the project" in outcome.sentence


def test_a_role_that_may_not_decide_is_refused(database: store.Store, tmp_path: Path) -> None:
    from aligner import imports
    from aligner.errors import Forbidden

    path = reviewed(database, tmp_path / "a.xlsx")
    with pytest.raises(Forbidden, match="may not"):
        imports.import_file(database, path, Actor("Vera", Role.VIEWER))


def test_a_file_of_two_languages_decides_on_these_and_untouched_on_none(
    database: store.Store, tmp_path: Path
) -> None:
    def approve(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(5, column(sheet, "status"), "approved")

    project = database.projects()[0].id
    taken(database, edited(exported(database, "xlsx", tmp_path / "a.xlsx", "fr", "en"), approve))
    row = database.outline(project)[3]
    assert (row.status, row.standing(["en"])) == (Status.CANDIDATE, Status.APPROVED)
    assert {*row.statuses} == {"en"}
    event = database.last_event(project)
    again = taken(database, exported(database, "xlsx", tmp_path / "b.xlsx", "fr", "en"))
    assert again.units.changed == again.units.kept == 0
    assert database.last_event(project) == event
    taken(database, edited(exported(database, "xlsx", tmp_path / "c.xlsx"), approve))
    assert database.outline(project)[3].status is Status.APPROVED
