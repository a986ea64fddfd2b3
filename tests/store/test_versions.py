"""A document is known by its name: what did not change keeps what was decided of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner import store
from aligner.errors import StoreError, UsageError
from aligner.model import (
    Actor,
    Context,
    Entry,
    Glossary,
    Paragraph,
    Project,
    Role,
    Status,
    Term,
)
from aligner.store import OutlineRow
from aligner.store.deeds.concepts import DecideEntry
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.repairs import RefuseChanges
from aligner.store.deeds.rows import DecideRows, EditCell
from tests.store.conftest import one_by_one

ADA = Actor("Ada", Role.ADMIN)
FRENCH = [
    "Rapport du Secrétaire général sur la mission.",
    "La mission a ouvert trois bureaux dans le nord du pays.",
    "Elle a formé deux cents agents de police.",
    "Le budget reste sans changement.",
    "Le Conseil est prié de prolonger le mandat.",
]
ENGLISH = [
    "Report of the Secretary-General on the mission.",
    "The mission has opened three offices in the north of the country.",
    "It has trained two hundred police officers.",
    "The budget remains unchanged.",
    "The Council is requested to extend the mandate.",
]
CHINESE = [
    "秘书长的报告.",
    "特派团在该国北部开设了三个办事处.",
    "它培训了二百名警官.",
    "预算不变.",
    "请安理会延长任期.",
]


@pytest.fixture
def project_id(database: store.Store) -> int:
    return database.save(one_by_one(FRENCH, ENGLISH)).project_id


def approved(database: store.Store, project_id: int, *positions: int) -> dict[int, OutlineRow]:
    rows = database.outline(project_id)
    pairs = tuple((rows[i].id, rows[i].version) for i in positions)
    database.decide(ADA, DecideRows(pairs, Status.APPROVED))
    return dict(enumerate(database.outline(project_id)))


def texts(database: store.Store, project_id: int) -> list[tuple[str, str, Status]]:
    units = database.units(project_id)
    return [(u.texts.get("fr", ""), u.texts.get("en", ""), u.status) for u in units]


def test_a_changed_paragraph_is_pending_and_all_else_stays_as_it_was_decided(
    database: store.Store, project_id: int
) -> None:
    before = approved(database, project_id, 0, 1, 2, 4)
    database.decide(ADA, EditCell(before[3].id, before[3].version, "en", "Costs are unchanged."))
    database.decide(ADA, NoteRow(before[2].id, "Ask the police division."))
    changed = [*ENGLISH]
    changed[2] = "It has trained two hundred and ten police officers."
    saved = database.save(one_by_one(FRENCH, changed))
    rows = database.outline(project_id)
    assert (saved.project_id, saved.new, saved.kept) == (project_id, False, 4)
    assert [row.id for row in rows] == [row.id for row in before.values()]
    assert [row.status for row in rows] == [
        Status.APPROVED, Status.APPROVED, Status.CANDIDATE, Status.CANDIDATE, Status.APPROVED,
    ]  # fmt: skip
    assert rows[2].version > before[2].version
    assert [note.text for note in database.notes(rows[2].id)] == ["Ask the police division."]
    units = list(database.units(project_id))
    assert units[3].texts["en"] == "Costs are unchanged."
    assert units[2].texts["en"] == changed[2]


def test_what_changed_is_told_by_row_and_stands_in_the_log(
    database: store.Store, project_id: int
) -> None:
    approved(database, project_id, 2)
    changed = [*ENGLISH[:2], "It has trained two hundred and ten police officers.", *ENGLISH[3:]]
    renewal = database.save(one_by_one(FRENCH, changed)).renewal
    assert renewal.counts == {"en": (1, 0, 0)}
    [told] = renewal.differences
    assert told.sentence == (
        "row 3: pending in en (was approved): Elle a formé deux cents agents de police."
    )
    assert "version 2: en: 1 changed; 1 decided before" in renewal.sentence
    event = database.events(project_id)[0]
    assert (event.action, event.subject) == ("run", (f"row {told.row}",))
    assert renewal.sentence in event.why


def test_the_version_before_can_be_looked_at_and_not_decided_on(
    database: store.Store, project_id: int
) -> None:
    approved(database, project_id, 1, 2)
    before = texts(database, project_id)
    changed = ["A new title.", *ENGLISH[1:]]
    saved = database.save(one_by_one(FRENCH, changed))
    [old] = database.versions(project_id)
    assert (old.id, old.version, old.superseded_by) == (saved.renewal.kept_as, 1, project_id)
    assert texts(database, old.id) == before
    assert [p.text for p in database.documents(old.id)["en"].paragraphs] == ENGLISH
    assert [p.id for p in database.projects()] == [project_id]
    assert database.project(str(old.id)) == old
    assert database.project("A-1").version == 2
    row = database.outline(old.id)[0]
    with pytest.raises(
        UsageError, match=f"kept to look at; decide on the rows of project {project_id}"
    ):
        database.decide(ADA, DecideRows(((row.id, row.version),), Status.APPROVED))
    assert database.concordance("bureaux") and all(
        hit.project == project_id for hit in database.concordance("bureaux")
    )


def test_paragraphs_that_come_go_and_move_leave_the_others_alone(
    database: store.Store, project_id: int
) -> None:
    before = approved(database, project_id, 0, 1, 2, 3, 4)
    french = [FRENCH[0], "Introduction.", FRENCH[4], FRENCH[1], FRENCH[2]]
    english = [ENGLISH[0], "Introduction.", ENGLISH[4], ENGLISH[1], ENGLISH[2]]
    saved = database.save(one_by_one(french, english))
    rows = database.outline(project_id)
    ids = {i: row.id for i, row in before.items()}
    assert [row.id for row in rows if row.decided] == [ids[0], ids[4], ids[1], ids[2]]
    assert [(f, e) for f, e, _ in texts(database, project_id)] == list(
        zip(french, english, strict=True)
    )
    assert saved.renewal.counts == {"fr": (1, 0, 0), "en": (1, 0, 0)}
    assert [(told.row, told.gone) for told in saved.renewal.reopened] == [(ids[3], True)]


def test_a_new_number_before_the_same_words_changes_nothing(database: store.Store) -> None:
    def numbered(first: int) -> Project:
        made = one_by_one(FRENCH, ENGLISH)
        versions = {
            lang: replace(document, paragraphs=tuple(
                Paragraph(
                    p.id, f"{p.id + first}. {p.text}", label=(str(p.id + first),), body_start=3
                )
                for p in document.paragraphs
            ))
            for lang, document in made.multitext.documents.items()
        }  # fmt: skip
        return replace(made, multitext=replace(made.multitext, documents=versions), bitexts=())

    project_id = database.save(numbered(1)).project_id
    approved(database, project_id, 0, 1, 2, 3, 4)
    saved = database.save(numbered(4))
    assert (saved.kept, saved.renewal.differences) == (5, ())
    assert [row.label for row in database.outline(project_id)] == ["4", "5", "6", "7", "8"]


def test_a_language_joins_the_rows_that_were_decided(
    database: store.Store, project_id: int
) -> None:
    before = approved(database, project_id, 0, 1, 2)
    more = one_by_one(FRENCH, ENGLISH, chinese=CHINESE)
    unsure = [
        replace(r, confidence=0.4, reason="?") if r.id == 1 else r for r in more.multitext.rows
    ]
    saved = database.save(replace(more, multitext=replace(more.multitext, rows=tuple(unsure))))
    rows = database.outline(project_id)
    assert [row.id for row in rows] == [row.id for row in before.values()]
    assert [u.texts["zh"] for u in database.units(project_id)] == CHINESE
    # What was decided stays where the new text surely belongs; else it is to be looked at.
    assert [row.decided for row in rows] == [True, False, True, False, False]
    assert saved.renewal.joined == ("zh",)
    assert [told.langs for told in saved.renewal.differences] == [("zh",)]
    assert database.versions(project_id) == []


def test_another_document_of_the_name_is_told_apart_by_what_it_says(
    database: store.Store, project_id: int
) -> None:
    other = [f"Paragraphe {i} d’un tout autre texte, sur la pêche en mer." for i in range(5)]
    words = [f"Paragraph {i} of an altogether different text, on fishing at sea." for i in range(5)]
    before = texts(database, project_id)
    with pytest.raises(
        StoreError, match=f"A-1: project {project_id} has that name already, and 0%"
    ):
        database.save(one_by_one(other, words))
    assert texts(database, project_id) == before
    saved = database.save(one_by_one(other, words), same=True)
    assert saved.project_id == project_id
    assert texts(database, project_id)[0][0] == other[0]
    renamed = database.save(replace(one_by_one(FRENCH, ENGLISH), name="A-2"))
    assert renamed.new


def glossary(*langs: str, context: int = 1) -> Glossary:
    words = {"fr": "bureaux", "en": "offices", "zh": "办事处"}
    units = dict.fromkeys(langs, (context,))
    entry = Entry(
        "+".join(langs),
        tuple(Term(lang, words[lang]) for lang in langs),
        contexts=(Context("A-1", "", units),),
        count=1,
    )
    return Glossary("A-1", langs, (entry,))


def test_a_decided_term_takes_over_the_term_of_a_language_that_joins(
    database: store.Store,
) -> None:
    made = replace(one_by_one(FRENCH, ENGLISH), glossary=glossary("fr", "en"))
    project_id = database.save(made).project_id
    found = database.glossary(project_id)
    database.decide(ADA, DecideEntry(found.id, "fr+en", 1, Status.APPROVED))
    more = one_by_one(FRENCH, ENGLISH, chinese=CHINESE)
    database.save(replace(more, glossary=glossary("fr", "en", "zh")))
    [entry] = database.glossary(project_id).entries
    assert (entry.id, entry.status) == ("fr+en", Status.APPROVED)
    assert {t.lang: t.status for t in entry.terms} == {
        "fr": Status.APPROVED, "en": Status.APPROVED, "zh": Status.CANDIDATE,
    }  # fmt: skip
    assert entry.contexts[0].texts["zh"] == CHINESE[1]


def test_a_decided_term_is_found_where_it_stands_now(database: store.Store) -> None:
    made = replace(one_by_one(FRENCH, ENGLISH), glossary=glossary("fr", "en"))
    project_id = database.save(made).project_id
    found = database.glossary(project_id)
    database.decide(ADA, DecideEntry(found.id, "fr+en", 1, Status.APPROVED))
    moved = one_by_one(["Avant-propos.", *FRENCH], ["Foreword.", *ENGLISH])
    database.save(replace(moved, glossary=Glossary("A-1", ("fr", "en"), ())))
    [entry] = database.glossary(project_id).entries
    assert entry.contexts[0].units == {"fr": (2,), "en": (2,)}
    assert entry.contexts[0].texts == {"fr": FRENCH[1], "en": ENGLISH[1]}
    gone = one_by_one(
        ["Avant-propos.", FRENCH[0], *FRENCH[2:]], ["Foreword.", ENGLISH[0], *ENGLISH[2:]]
    )
    database.save(replace(gone, glossary=Glossary("A-1", ("fr", "en"), ())))
    [entry] = database.glossary(project_id).entries
    assert (entry.status, entry.contexts[0].texts) == (
        Status.APPROVED, {"fr": FRENCH[1], "en": ENGLISH[1]},
    )  # fmt: skip


def test_refused_repairs_stay_refused_where_the_reading_is_the_same(
    database: store.Store, project: Project
) -> None:
    project_id = database.save(project).project_id
    database.decide(ADA, RefuseChanges(project_id, "fr", (0,)))
    texts = project.multitext
    english = texts.documents["en"]
    others = tuple(replace(p, text=p.text + " x") if p.id == 7 else p for p in english.paragraphs)
    versions = {**texts.documents, "en": replace(english, paragraphs=others)}
    database.save(replace(project, multitext=replace(texts, documents=versions)))
    assert "étres" in database.documents(project_id)["fr"].paragraphs[3].text
    [old] = database.versions(project_id)
    assert "étres" in database.documents(old.id)["fr"].paragraphs[3].text


def test_a_project_is_chosen_by_name_or_id(database: store.Store, project_id: int) -> None:
    assert database.project("").id == database.project("A-1").id == project_id
    assert database.project(str(project_id)).name == "A-1"
    database.save(replace(one_by_one(FRENCH, ENGLISH), name="B"))
    with pytest.raises(UsageError, match=r"by name or id: B \(\d+\), A-1 \(\d+\)"):
        database.project("")
    with pytest.raises(UsageError, match="no project called 'C'; it has B"):
        database.project("C")
