"""Filters over concepts, duplicates, and what keys do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import store
from aligner.model import Actor, Entry, Glossary, Role, Status, Term
from aligner.review import term_filters as filters
from aligner.review.frame.desk import Hand
from aligner.review.frame.listener import Event
from aligner.review.pages import concept_forms
from aligner.review.term_filters import Standing
from aligner.review.term_place import Place, Table, take
from aligner.store.deeds.concepts import DecideEntry
from tests.review.conftest import Drawn
from tests.review.test_pages import html

ANA = Actor("Ana", Role.TERMINOLOGIST)
PAIR = ("fr", "en")


def entry(
    entry_id: str, fr: str, en: str, status: Status = Status.CANDIDATE, term: Status | None = None
) -> Entry:
    standing = term or Status.CANDIDATE
    return Entry(entry_id, (Term("fr", fr), Term("en", en, status=standing)), status=status)


def test_each_filter_lets_through_what_it_says() -> None:
    some = [
        entry("a", "traite", "trafficking"),
        entry("b", "Traité", "treaty", Status.APPROVED),
        entry("c", "conflit", "fight", Status.APPROVED, Status.FORBIDDEN),
        entry("d", "conflit", "dispute", Status.REJECTED),
        entry("e", "paix", "peace", Status.DEPRECATED),
    ]
    twins = filters.twins(some, "fr")
    found = {
        standing: "".join(e.id for e in some if filters.fits(e, standing, twins))
        for standing in Standing
    }
    assert found == {
        Standing.ANY: "abcde",
        Standing.PENDING: "a",
        Standing.APPROVED: "bc",
        Standing.AVOIDED: "ce",
        Standing.REJECTED: "d",
        Standing.TWINS: "ab",
    }
    assert filters.counts(some, twins) == {s: len(ids) for s, ids in found.items()}


@given(st.lists(st.sampled_from(["traite", "Traite", "TRAITÉ", "paix", "conflit"]), max_size=12))
def test_twins_know_each_other_and_never_themselves(texts: list[str]) -> None:
    some = [entry(str(i), text, "x") for i, text in enumerate(texts)]
    twins = filters.twins(some, "fr")
    for own, others in twins.items():
        assert own not in others
        assert all(own in twins[other] for other in others)
        assert {filters.plain(texts[int(i)]) for i in (own, *others)} == {
            filters.plain(texts[int(own)])
        }


def test_terms_of_a_form_keep_what_was_known_of_them() -> None:
    known = Term("en", "focal point", variants=("focal points",), status=Status.PREFERRED)
    written = concept_forms.terms_of(" contact  point \n\nfocal point\nfocal point", "en", [known])
    assert written == [Term("en", "contact point"), known]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A glossary in a database, with the concepts a, b and c on the list."""
    some = (
        entry("a", "traite", "trafficking"),
        entry("b", "paix", "peace", Status.APPROVED),
        entry("c", "conflit", "conflict"),
    )
    with store.connect(f"sqlite:///{tmp_path / 'a.db'}") as database:
        merged = database.save_glossary(Glossary("terms", PAIR, some), ANA)
        glossary = database.glossary_by_id(merged.id)
    by_id = {one.id: one for one in glossary.entries}
    return Table(None, glossary, [by_id[i] for i in "abc"], PAIR)


@pytest.fixture
def hand(table: Table, tmp_path: Path) -> Hand:
    return Hand(ANA, store.connect(f"sqlite:///{tmp_path / 'a.db'}"), [])


def key(value: str, table: Table, subject: str) -> Event:
    found = table.entry(subject)
    return Event("key", value, subject=subject, version=found.version if found else 0)


def status(hand: Hand, table: Table, entry_id: str) -> Status:
    entries = hand.database.glossary_by_id(table.glossary.id).entries
    return next(one for one in entries if one.id == entry_id).status


def test_a_decides_on_the_concept_that_was_shown_and_goes_to_the_next_pending(
    table: Table, hand: Hand
) -> None:
    place = Place("a")
    take(key("KeyA", table, "a"), place, table, hand)
    assert status(hand, table, "a") == Status.APPROVED
    assert place.entry == "c"


def test_a_key_for_a_concept_that_is_no_longer_at_hand_is_not_taken(
    table: Table, hand: Hand
) -> None:
    place = Place("c")
    take(key("KeyX", table, "a"), place, table, hand)
    take(key("KeyX", table, ""), place, table, hand)
    assert {status(hand, table, i) for i in "ac"} == {Status.CANDIDATE}
    assert "not taken" in place.said


def test_a_key_for_an_older_version_is_refused_with_who_changed_it(
    table: Table, hand: Hand
) -> None:
    shown = key("KeyA", table, "a")
    hand.database.decide(
        Actor("Li", Role.ADMIN), DecideEntry(table.glossary.id, "a", shown.version, Status.REJECTED)
    )
    place = Place("a")
    take(shown, place, table, hand)
    assert status(hand, table, "a") == Status.REJECTED
    assert place.entry == "a"
    [told] = hand.troubles
    assert "Li" in told


def test_j_and_k_stop_at_the_ends_of_the_list(table: Table, hand: Hand) -> None:
    place = Place("a", term=3)
    for press, expected in (("KeyK", "a"), ("KeyJ", "b"), ("KeyJ", "c"), ("KeyJ", "c")):
        take(key(press, table, place.entry), place, table, hand)
        assert place.entry == expected
    assert place.term == 0


def test_the_same_key_again_takes_the_standing_of_a_term_back(table: Table, hand: Hand) -> None:
    place = Place("b", term=1)
    take(key("KeyF", table, "b"), place, table, hand)
    glossary = hand.database.glossary_by_id(table.glossary.id)
    table = replace(table, glossary=glossary, found=glossary.entries)
    assert table.entry("b").terms[1].status == Status.FORBIDDEN  # type: ignore[union-attr]
    take(key("KeyF", table, "b"), place, table, hand)
    again = hand.database.glossary_by_id(table.glossary.id)
    assert next(e for e in again.entries if e.id == "b").terms[1].status == Status.APPROVED


def test_u_undoes_ones_own_last_step_in_an_imported_glossary(table: Table, hand: Hand) -> None:
    place = Place("a")
    take(key("KeyX", table, "a"), place, table, hand)
    hand.database.decide(
        Actor("Li", Role.ADMIN),
        DecideEntry(table.glossary.id, "c", table.entry("c").version, Status.APPROVED),  # type: ignore[union-attr]
    )
    take(Event("key", "KeyU"), place, table, hand)
    assert status(hand, table, "a") == Status.CANDIDATE
    assert status(hand, table, "c") == Status.APPROVED
    assert place.entry == "a"


def test_what_was_undone_in_an_imported_glossary_is_done_again_unless_something_else_was(
    table: Table, hand: Hand
) -> None:
    place = Place("a")
    take(key("KeyX", table, "a"), place, table, hand)
    take(Event("key", "KeyU"), place, table, hand)
    assert place.said == "Taken back: rejected “traite”"
    assert table.steps(hand).in_words() == ("", "Shift U does again: rejected “traite”")
    take(Event("key", "Shift+KeyU"), place, table, hand)
    assert status(hand, table, "a") == Status.REJECTED
    take(Event("key", "KeyU"), place, table, hand)
    place.go("c")
    take(key("KeyA", table, "c"), place, table, hand)
    take(Event("key", "Shift+KeyU"), place, table, hand)
    assert hand.troubles == ["there is nothing of yours to do again"]


def test_a_viewer_is_refused_by_the_store(table: Table, hand: Hand) -> None:
    viewer = Hand(Actor("Sam", Role.VIEWER), hand.database, [])
    take(key("KeyA", table, "a"), Place("a"), table, viewer)
    assert status(hand, table, "a") == Status.CANDIDATE
    assert "may not" in viewer.troubles[0]


def test_an_imported_glossary_can_be_looked_at_beside_the_documents(draw: Drawn, url: str) -> None:
    some = (entry("a", "traite <b>", "trafficking"),)
    with store.connect(url) as database:
        merged = database.save_glossary(Glossary("termbase", PAIR, some), ANA)
    page = draw("concepts", glossary=str(merged.id))
    shown = html(page)
    assert "traite &lt;b&gt;" in shown
    assert f'href="terms?glossary={merged.id}&amp;entry=a"' in shown
    assert page.selectbox[0].options == [
        "S-RES-2331-2016",
        "termbase (glossary, 1 concept)",
    ]
