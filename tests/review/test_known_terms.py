"""Terms of all glossaries where they stand in a text."""

from __future__ import annotations

from pathlib import Path

from aligner import store
from aligner.model import Actor, Entry, Role, Status, Term
from aligner.review.known_terms import KnownTerms
from aligner.store import DecidedTerm
from aligner.store.deeds.concepts import AddEntry, DecideEntry
from tests import example_project

LI = Actor("Li", Role.TERMINOLOGIST)


def term(
    lang: str, *forms: str, entry: str = "c1", status: Status = Status.APPROVED
) -> DecidedTerm:
    return DecidedTerm(1, entry, True, lang, forms, status)


def test_terms_are_met_in_any_form_and_the_longest_counts() -> None:
    known = KnownTerms.of(
        [
            term("en", "trafficking"),
            term("en-GB", "trafficking in persons", entry="c2"),
            term("ru", "торговля людьми", entry="c2"),
        ]
    )
    text = "The Traffickings in persons"
    [met] = known.find("en", text)
    assert text[met.start : met.end] == "Traffickings in persons"
    assert [one.entry for one in met.terms] == ["c2"]
    assert known.find("ru", "борьба с торговлей людьми")
    assert known.names[1, "c2"] == {"en": "trafficking in persons", "ru": "торговля людьми"}  # type: ignore[index]


def test_words_are_to_be_avoided_where_no_glossary_lets_them_pass() -> None:
    forbidden = term("en", "handicapped", status=Status.FORBIDDEN)
    assert KnownTerms.of([forbidden]).find("en", "handicapped")[0].avoided
    both = KnownTerms.of([forbidden, term("en", "handicapped", entry="c2")])
    assert not both.find("en", "handicapped")[0].avoided


def test_what_was_decided_or_imported_is_known_and_candidates_are_not(tmp_path: Path) -> None:
    with store.connect(f"sqlite:///{tmp_path / 'a.db'}") as database:
        database.save(example_project.project())
        assert database.decided_terms() == []
        [glossary] = database.glossaries()
        first = database.glossary_by_id(glossary.id).entries[0]
        database.decide(LI, DecideEntry(glossary.id, first.id, first.version, Status.APPROVED))
        added = Entry("mine", (Term("en", "annex"), Term("fr", "annexe")), status=Status.APPROVED)
        database.decide(LI, AddEntry(glossary.id, added))
        found = database.decided_terms()
    assert {one.entry for one in found} == {first.id, "mine"}
    old = KnownTerms.of(found)
    assert KnownTerms.of(found, old).groups[None] is old.groups[None]
