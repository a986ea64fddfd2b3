"""One table of keys a page, from which buttons, help and docs are made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aligner.model import Entry, Kind, Status, Term
from aligner.review.concept_keys import CONCEPTS, AtConcept
from aligner.review.frame.listener import Event
from aligner.review.keys import HELP, Keys
from aligner.review.live import Outline
from aligner.review.row_keys import ROWS
from aligner.store import OutlineRow
from aligner.store.deeds import VERBS

DOCS = Path(__file__).parents[2] / "docs" / "reviewing.md"
PAGES = {"Review": ROWS, "Terms": CONCEPTS}


@pytest.mark.parametrize("name", PAGES)
def test_the_docs_list_every_key_as_it_is(name: str) -> None:
    table = PAGES[name].table()  # type: ignore[attr-defined]
    assert f"<!-- keys of {name} -->\n{table}\n<!-- end -->" in DOCS.read_text(encoding="utf-8"), (
        "run: python docs/keys.py"
    )


@pytest.mark.parametrize("page", PAGES.values(), ids=[*PAGES])
def test_each_key_stands_once_needs_a_known_role_and_is_told_in_the_help(page: Keys[Any]) -> None:
    codes = [*(key.code for key in page.keys), HELP]
    assert len(codes) == len({*codes})
    assert {key.action for key in page.keys if key.action} <= {*VERBS}
    assert [name for name, *_ in page.lines()][: len(page.keys)] == [k.shown for k in page.keys]
    assert page.for_browser()["keys"] == codes


def outline() -> Outline:
    rows = [
        OutlineRow(
            id=10 + i,
            position=i,
            version=3,
            status=Status.CANDIDATE,
            kind=Kind.OPERATIVE,
            label=str(i),
            cells={"fr": (i,), "en": (i, 100 + i)},
            confidence=0.9,
            reason="",
        )
        for i in range(2)
    ]
    return Outline.of(rows, 0)


@pytest.mark.parametrize(
    ("code", "logged"),
    [
        ("KeyA", "approve"),
        ("KeyX", "reject"),
        ("KeyO", "exclude"),
        ("KeyM", "merge"),
        ("KeyI", "gap"),
        ("Shift+KeyK", "move"),
        ("Shift+KeyJ", "move"),
        ("edit", "edit"),
        ("split", "split"),
        ("Shift+KeyM", "join rows"),
        ("divide", "divide row"),
        ("note", "note"),
    ],
)
def test_a_key_on_a_row_is_the_deed_that_its_role_is_asked_for(code: str, logged: str) -> None:
    kind = "key" if "Key" in code else "form"
    done = Event(
        kind, code, "10", 3, below=(11, 3), lang="en", text="en:1" if code == "divide" else "1"
    )
    deed = ROWS.deed(done, outline())
    assert deed is not None
    assert deed.verb.word == logged
    pressed = ROWS.key(done)
    assert pressed is not None
    assert pressed.action == logged


@pytest.mark.parametrize(
    ("code", "logged", "status"),
    [
        ("KeyA", "decide entry", Status.APPROVED),
        ("KeyX", "decide entry", Status.REJECTED),
        ("KeyO", "decide entry", Status.CANDIDATE),
        ("KeyP", "decide term", Status.PREFERRED),
        ("KeyI", "decide term", Status.ADMITTED),
        ("KeyD", "decide term", Status.DEPRECATED),
        ("KeyF", "decide term", Status.FORBIDDEN),
    ],
)
def test_a_key_on_a_concept_gives_the_status_that_it_says(
    code: str, logged: str, status: Status
) -> None:
    entry = Entry("c1", (Term("fr", "paix"), Term("en", "peace")))
    deed: Any = CONCEPTS.deed(Event("key", code, "c1", 3), AtConcept(1, entry, entry.terms[1]))
    assert deed.verb.word == logged
    assert deed.status == status


def test_a_key_that_is_pressed_with_nothing_before_one_does_nothing() -> None:
    assert ROWS.deed(Event("key", "KeyA"), outline()) is None
