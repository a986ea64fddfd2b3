"""Terms: decided, edited, merged; a new extraction and an import leave that alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import store
from aligner.errors import Conflict, Forbidden, StoreError, UsageError
from aligner.model import Actor, Context, Entry, Glossary, Project, Role, Status, Term
from aligner.store.deeds.concepts import AddEntry, DecideEntry, DecideTerm, EditEntry, MergeEntries
from aligner.store.deeds.undoing import Undo

TEA = Actor("Tea", Role.TERMINOLOGIST)
EXAMPLES = count()


@pytest.fixture
def project_id(database: store.Store, project: Project) -> int:
    return database.save(project).project_id


def first(glossary: Glossary) -> tuple[int, str, int]:
    return glossary.id, glossary.entries[0].id, glossary.entries[0].version


def test_approving_a_concept_approves_its_terms_and_the_version_grows_by_one(
    database: store.Store, project_id: int
) -> None:
    before = database.glossary(project_id)
    event = database.decide(TEA, DecideEntry(*first(before), Status.APPROVED))
    after = database.glossary(project_id)
    assert after.version == before.version + 1
    entry = after.entries[0]
    assert {entry.status, *(term.status for term in entry.terms)} == {Status.APPROVED}
    assert (entry.changer, entry.changed) == ("Tea", event.at)
    assert event.entries == (entry.id,)
    database.decide(TEA, Undo(event.id))
    restored = database.glossary(project_id)
    assert restored.entries == before.entries
    assert restored.version == before.version + 2


def test_one_term_of_a_language_is_preferred(database: store.Store, project_id: int) -> None:
    glossary = database.glossary(project_id)
    terms = (*glossary.entries[0].terms, Term("en", "human trafficking"))
    database.decide(TEA, EditEntry(*first(glossary), terms=terms))
    for text in ("trafficking in persons", "human trafficking"):
        glossary = database.glossary(project_id)
        database.decide(TEA, DecideTerm(*first(glossary), "en", text, Status.PREFERRED))
    english = [t for t in database.glossary(project_id).entries[0].terms if t.lang == "en"]
    assert {t.text: t.status for t in english} == {
        "trafficking in persons": Status.ADMITTED,
        "human trafficking": Status.PREFERRED,
    }


def test_of_two_who_decide_on_a_term_the_second_is_told_what_stands(
    database: store.Store, project_id: int
) -> None:
    glossary = database.glossary(project_id)
    database.decide(Actor("Tim", Role.ADMIN), DecideEntry(*first(glossary), Status.FORBIDDEN))
    with pytest.raises(Conflict, match="was changed by Tim since you read it and is forb") as told:
        database.decide(TEA, EditEntry(*first(glossary), note="look"))
    assert told.value.wanted == {"note": "look"}
    assert told.value.standing["status"] == "forbidden"
    assert database.glossary(project_id).version == glossary.version + 1


def test_a_rejected_entry_does_not_come_back_with_a_new_extraction(
    database: store.Store, project: Project, project_id: int
) -> None:
    database.decide(TEA, DecideEntry(*first(database.glossary(project_id)), Status.REJECTED))
    entries = project.glossary.entries
    renamed = replace(entries[0], id="another id", score=0.99)
    again = replace(project, glossary=replace(project.glossary, entries=(renamed, *entries[1:])))
    database.save(again)
    found = database.glossary(project_id).entries
    assert {entry.id: entry.status for entry in found} == {
        "c1": Status.REJECTED,
        "c2": Status.CANDIDATE,
    }


def test_an_edited_entry_stays_as_it_is_at_a_new_extraction(
    database: store.Store, project: Project, project_id: int
) -> None:
    database.decide(TEA, EditEntry(*first(database.glossary(project_id)), definition="A crime."))
    edited = database.glossary(project_id).entries[0]
    worse = replace(project.glossary.entries[0], score=0.1, count=1)
    database.save(replace(project, glossary=replace(project.glossary, entries=(worse,))))
    assert database.glossary(project_id).entries == (edited,)


def test_merged_concepts_stay_merged_and_undo_parts_them_again(
    database: store.Store, project: Project, project_id: int
) -> None:
    before = database.glossary(project_id)
    pair = tuple((entry.id, entry.version) for entry in before.entries)
    event = database.decide(TEA, MergeEntries(before.id, pair))
    database.save(project)
    [merged] = database.glossary(project_id).entries
    assert len(merged.terms) == sum(len(entry.terms) for entry in before.entries)
    assert {c.label for c in merged.contexts} == {
        c.label for entry in before.entries for c in entry.contexts
    }
    database.decide(TEA, Undo(event.id))
    assert database.glossary(project_id).entries == before.entries


def test_a_concept_can_be_added_by_hand(
    database: store.Store, project: Project, project_id: int
) -> None:
    glossary = database.glossary(project_id)
    new = Entry("by-hand-1", (Term("fr", "saisi"), Term("en", "seized of")))
    event = database.decide(TEA, AddEntry(glossary.id, new))
    database.save(project)
    added = database.glossary(project_id).entries[-1]
    assert (added.id, added.creator, added.terms) == ("by-hand-1", "Tea", new.terms)
    with pytest.raises(UsageError, match="has one of that id already"):
        database.decide(TEA, AddEntry(glossary.id, new))
    database.decide(TEA, Undo(event.id))
    assert [e.id for e in database.glossary(project_id).entries] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (lambda at: DecideEntry(*at, Status.CANDIDATE), "is candidate already"),
        (lambda at: DecideEntry(*at, Status.EXCLUDED), "terms are rejected"),
        (lambda at: DecideEntry(99, "c1", 1, Status.APPROVED), "glossary 99: not in this"),
        (lambda at: DecideTerm(*at, "en", "slavery", Status.FORBIDDEN), "has no en term 'slavery'"),
        (lambda at: EditEntry(*at), "nothing to change"),
        (lambda at: EditEntry(*at, terms=()), "an entry needs a term"),
        (lambda at: EditEntry(*at, terms=(Term("en", " "),)), "needs a language and words"),
        (lambda at: EditEntry(*at, note="a\0b"), "control characters"),
        (lambda at: EditEntry(*at, domain="x" * 2000), "at most 1,000 characters"),
        (lambda at: MergeEntries(at[0], (at[1:],)), "two entries or more"),
    ],
)
def test_what_makes_no_sense_is_told(
    database: store.Store,
    project_id: int,
    deed: Callable[[tuple[int, str, int]], Any],
    told: str,
) -> None:
    before = database.glossary(project_id)
    with pytest.raises(UsageError, match=told):
        database.decide(TEA, deed(first(before)))
    assert database.glossary(project_id) == before


def test_a_reviewer_does_not_decide_on_terms(database: store.Store, project_id: int) -> None:
    glossary = database.glossary(project_id)
    with pytest.raises(Forbidden, match="ask a terminologist or admin"):
        database.decide(Actor("Rae", Role.REVIEWER), DecideEntry(*first(glossary), Status.APPROVED))
    with pytest.raises(Forbidden):
        database.save_glossary(glossary, Actor("Rae", Role.REVIEWER))


def test_the_same_glossary_twice_adds_nothing(database: store.Store, project: Project) -> None:
    imported = replace(project.glossary, name="UNTERM")
    once = database.save_glossary(imported, TEA)
    assert (once.added, once.same) == (2, 0)
    before = database.glossary_by_id(once.id)
    twice = database.save_glossary(imported, TEA)
    assert twice == replace(once, added=0, same=2)
    assert database.glossary_by_id(once.id) == before
    [summary] = database.glossaries()
    assert (summary.name, summary.project, summary.version) == ("UNTERM", None, 1)
    assert len(database.events(action="import glossary")) == 1


def test_entries_that_come_otherwise_stay_as_they_are_and_new_ones_are_added(
    database: store.Store, project: Project
) -> None:
    glossary = replace(project.glossary, name="UNTERM")
    glossary_id = database.save_glossary(glossary, TEA).id
    database.decide(
        TEA, DecideEntry(*first(database.glossary_by_id(glossary_id)), Status.FORBIDDEN)
    )
    newer = replace(
        glossary,
        entries=(
            *(replace(entry, definition="new") for entry in glossary.entries),
            Entry("c3", (Term("fr", "saisi"),)),
        ),
    )
    merged = database.save_glossary(newer, TEA)
    assert (merged.added, merged.same, merged.kept) == (1, 0, 2)
    entries = {entry.id: entry for entry in database.glossary_by_id(glossary_id).entries}
    assert (entries["c1"].status, entries["c1"].definition) == (Status.FORBIDDEN, "")
    assert (entries["c2"].definition, list(entries)) == ("", ["c1", "c2", "c3"])


def test_the_glossary_of_a_project_that_comes_back_changes_nothing(
    database: store.Store, project_id: int
) -> None:
    glossary = database.glossary(project_id)
    merged = database.save_glossary(glossary, TEA)
    assert (merged.id, merged.added, merged.same) == (glossary.id, 0, 2)
    assert database.glossary(project_id) == glossary


def test_an_unknown_glossary_is_named(database: store.Store) -> None:
    with pytest.raises(StoreError, match="glossary 7: not in this database"):
        database.glossary_by_id(7)


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=9)
entries = st.builds(
    Entry,
    id=names.filter(str.strip),
    terms=st.lists(st.builds(Term, st.sampled_from(["fr", "en"]), names), min_size=1, max_size=3)
    .map(tuple),
    score=st.floats(0, 1),
    contexts=st.lists(
        st.builds(Context, names, names, st.just({"fr": (1, 2)}), st.just({})), max_size=2
    ).map(tuple),
    status=st.sampled_from([Status.CANDIDATE, Status.APPROVED, Status.DEPRECATED]),
    definition=names,
    related=st.lists(names, max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(entries, min_size=1, max_size=5, unique_by=lambda entry: entry.id))
def test_any_glossary_comes_back_as_it_went_in_and_twice_adds_nothing(
    database: store.Store, found: list[Entry]
) -> None:
    # A glossary of its own: what another example left under the same id would be merged with.
    glossary = Glossary(f"any {next(EXAMPLES)}", ("fr", "en"), tuple(found))
    merged = database.save_glossary(glossary, TEA)
    back = database.glossary_by_id(merged.id)
    kept = {entry.id: entry for entry in back.entries}
    assert kept == {entry.id: entry for entry in found}
    again = database.save_glossary(glossary, TEA)
    assert (again.added, again.same) == (0, len(found))
    assert database.glossary_by_id(merged.id) == back
