"""Words that are looked for in rows, and replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner import store
from aligner.errors import Conflict, UsageError
from aligner.model import Actor, Role
from aligner.review import searching
from aligner.review.searching import Search
from aligner.store.deeds.rows import EditCell, EditCells
from aligner.store.deeds.undoing import Undo
from tests import example_project

LI = Actor("Li", Role.REVIEWER)


def test_words_are_found_whatever_their_case_apostrophe_and_spaces() -> None:
    text = "La traite d’êtres humains et la TRAITE d'êtres\u00a0humains"
    assert len(Search("traite d'êtres humains").spans(text)) == 2
    assert len(Search("traite d'êtres humains", exact=True).spans(text)) == 1
    assert Search("a.b").spans("axb a.b") == [(4, 7)]
    assert Search("贩运").spans("打击贩运人口") == [(2, 4)]


def test_a_regular_expression_replaces_by_its_groups_and_words_by_what_is_written() -> None:
    assert Search(r"(\d+) %", pattern=True, by=r"\1 per cent").replaced("32 %") == "32 per cent"
    assert Search("32", by=r"\1").replaced("32 %") == r"\1 %"


@pytest.mark.parametrize(
    ("words", "told"),
    [(" ", "say what"), ("(", "no regular expression"), ("a" * 201, "at most")],
)
def test_what_cannot_be_looked_for_is_said(words: str, told: str) -> None:
    said = {"words": words, "lang": "", "pattern": True, "exact": False}
    with pytest.raises(UsageError, match=told):
        Search.read(json.dumps(said))


def test_an_expression_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_PATIENCE", 0.2)
    search = Search("(a|aa)+$", pattern=True, lang="en", by="")
    text = "a" * 60 + "b"
    for ask in (search.spans, search.replaced, lambda _: search.rows({1: {"en": text}}, ["en"])):
        with pytest.raises(UsageError, match="takes too long"):
            ask(text)


def test_a_replacement_is_one_step_bound_to_what_was_shown(tmp_path: Path) -> None:
    with store.connect(f"sqlite:///{tmp_path / 'a.db'}") as database:
        project = database.save(example_project.project()).project_id
        rows = database.outline(project)
        texts = {
            row.id: unit.texts for row, unit in zip(rows, database.units(project), strict=True)
        }
        search = Search("the", "en", by="this")
        found = searching.changes(search, rows, texts)
        assert len(found) > 1
        event = database.decide(LI, searching.deed(search, found))
        assert event.bulk
        now = [unit.texts.get("en", "") for unit in database.units(project)]
        assert not any(search.spans(text) for text in now)
        database.decide(LI, Undo(event.id))
        assert [unit.texts for unit in database.units(project)] == list(texts.values())
        first = found[0].row
        database.decide(LI, EditCell(first.id, first.version + 2, "en", "Anew"))
        with pytest.raises(Conflict):
            database.decide(LI, searching.deed(search, found))
        with pytest.raises(UsageError, match="once"):
            database.decide(LI, EditCells(((first.id, first.version + 3),), "en", ()))
