"""A project that is saved comes back whole, and a second run does not double it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import store
from aligner.errors import StoreError
from aligner.model import (
    Actor,
    Bead,
    Bitext,
    Cell,
    Change,
    Document,
    Glossary,
    Multitext,
    Paragraph,
    Project,
    Role,
    Row,
    Sentence,
    Status,
)
from aligner.store.deeds.concepts import DecideEntry
from aligner.store.deeds.rows import DecideRows

ADMIN = Actor("Ada", Role.ADMIN)


def saved_as(project: Project) -> Project:
    """What must come back: the glossary has its first version."""
    return replace(project, glossary=replace(project.glossary, version=1))


def test_a_project_comes_back_as_it_was_saved(database: store.Store, project: Project) -> None:
    saved = database.save(project)
    assert saved.new
    assert database.load(saved.project_id) == saved_as(project)


def test_everything_is_still_there_after_the_database_is_opened_anew(
    url: str, project: Project
) -> None:
    with store.connect(url) as database:
        project_id = database.save(project).project_id
    with store.connect(url, create=False) as database:
        assert database.load(project_id) == saved_as(project)


# PostgreSQL cannot hold NUL, and no reader lets it through.
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip)

places = st.integers(1, 9)
tables = st.builds(Cell, places, places, places, places, places, st.booleans())
cells = st.none() | tables | st.builds(Cell, places, places, places, outer=tables)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Any two documents, with any grouping of their paragraphs into beads."""
    versions = {}
    for lang in ("fr", "zh"):
        texts = draw(st.lists(words, max_size=6))
        paragraphs = tuple(
            Paragraph(
                i,
                text,
                label=tuple(draw(st.lists(words, max_size=2))),
                sentences=(Sentence(0, len(text)),),
                line=draw(st.none() | st.integers(1, 9)),
                cell=draw(cells),
            )
            for i, text in enumerate(texts)
        )
        doubts = [Change(0, 0, 1, "a", draw(words), "unsure", draw(words), 0.5) for _ in texts[:1]]
        versions[lang] = Document(draw(words), lang, paragraphs, doubts=tuple(doubts))
    beads, at, ends = [], [0, 0], [len(d.paragraphs) for d in versions.values()]
    while at != ends:
        takes = [draw(st.integers(0, end - i)) for i, end in zip(at, ends, strict=True)]
        if any(takes):
            sides = [tuple(range(i, i + n)) for i, n in zip(at, takes, strict=True)]
            beads.append(Bead(*sides, draw(st.floats(0, 1)), draw(words)))
            at = [i + n for i, n in zip(at, takes, strict=True)]
    rows = tuple(
        Row(i, {"fr": bead.src, "zh": bead.tgt}, bead.confidence, bead.reason)
        for i, bead in enumerate(beads)
    )
    bitext = Bitext(versions["fr"], versions["zh"], tuple(beads), draw(words))
    return Project(
        draw(words), Multitext("fr", versions, rows, ""), (bitext,), Glossary("", ("fr", "zh"), ())
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(project=projects())
def test_any_project_comes_back_as_it_was_saved(database: store.Store, project: Project) -> None:
    # A document of its own: one of the same name with other texts is refused, as it must be.
    project = replace(project, name=f"{len(database.projects())} {project.name}")
    first = database.save(project)
    assert database.load(first.project_id) == saved_as(project)
    again = database.save(project)
    assert (again.project_id, again.new) == (first.project_id, False)
    assert database.load(first.project_id) == saved_as(project)


def test_a_second_run_on_the_same_files_does_not_double_the_project(
    database: store.Store, project: Project
) -> None:
    first = database.save(project)
    before = database.outline(first.project_id)
    second = database.save(project)
    assert (second.new, second.project_id) == (False, first.project_id)
    assert len(database.projects()) == 1
    assert database.outline(first.project_id) == before
    assert database.glossary(first.project_id).version == 1


def test_other_bytes_with_the_same_words_are_the_same_document(
    database: store.Store, project: Project
) -> None:
    french = replace(project.multitext.documents["fr"], sha256="0" * 64)
    versions = {**project.multitext.documents, "fr": french}
    first = database.save(project)
    again = database.save(
        replace(project, multitext=replace(project.multitext, documents=versions))
    )
    assert (again.project_id, again.renewal.sentence) == (first.project_id, "")
    assert database.versions(first.project_id) == []
    assert database.documents(first.project_id)["fr"].sha256 == "0" * 64


def realigned(project: Project) -> Project:
    """A run with other settings: rows 3 and 4 are one, row 6 is surer, one term is gone."""
    rows = list(project.multitext.rows)
    cells = {lang: rows[3].cells[lang] + rows[4].cells[lang] for lang in rows[3].cells}
    rows[3:5] = [Row(3, cells, 0.5, "two paragraphs against two")]
    rows[5] = replace(rows[5], confidence=0.95, reason="")
    rows = [replace(row, id=i) for i, row in enumerate(rows)]
    return replace(
        project,
        multitext=replace(project.multitext, rows=tuple(rows), signature="other settings"),
        glossary=replace(project.glossary, entries=project.glossary.entries[:1]),
    )


def test_a_run_with_other_settings_renews_what_is_pending(
    database: store.Store, project: Project
) -> None:
    first = database.save(project)
    old = {row.position: row for row in database.outline(first.project_id)}
    database.save(realigned(project))
    new = database.outline(first.project_id)
    assert [row.cells for row in new] == [row.cells for row in realigned(project).multitext.rows]
    assert new[0] == old[0]
    assert (new[5].id, new[5].version, new[5].confidence) == (old[6].id, 2, 0.95)
    assert new[3].id not in {row.id for row in old.values()}
    assert database.load(first.project_id).multitext.signature == "other settings"
    glossary = database.glossary(first.project_id)
    assert [entry.id for entry in glossary.entries] == ["c1"]
    assert glossary.version == 2


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED])
def test_a_run_with_other_settings_leaves_what_was_decided(
    database: store.Store, project: Project, status: Status
) -> None:
    first = database.save(project)
    row = database.outline(first.project_id)[4]
    database.decide(ADMIN, DecideRows(((row.id, row.version),), status))
    glossary = database.glossary(first.project_id)
    database.decide(ADMIN, DecideEntry(glossary.id, "c2", glossary.entries[1].version, status))
    before = database.outline(first.project_id)[4]
    again = database.save(realigned(project))
    rows = database.outline(first.project_id)
    assert again.kept == 1
    assert [r for r in rows if r.status == status] == [before]
    assert rows[3].cells == {"fr": (3,), "en": (3,), "ar": (2,), "zh": (2,)}
    everything = sorted(i for r in rows for i in r.cells["fr"])
    assert everything == list(range(7))
    assert [(e.id, e.status) for e in database.glossary(first.project_id).entries] == [
        ("c1", Status.CANDIDATE),
        ("c2", status),
    ]


def test_decided_rows_follow_their_paragraphs_when_others_change(
    database: store.Store, project: Project
) -> None:
    first = database.save(project)
    row = database.outline(first.project_id)[3]
    database.decide(ADMIN, DecideRows(((row.id, row.version),), Status.APPROVED))
    database.save(without_first_row(project))
    [kept] = [r for r in database.outline(first.project_id) if r.status == Status.APPROVED]
    assert kept.id == row.id
    texts = database.paragraphs([kept.id])[kept.id]
    assert texts["fr"][0].text == project.multitext.text(project.multitext.rows[3], "fr")
    assert kept.cells["fr"] == (2,)


def without_first_row(project: Project) -> Project:
    """The same files read by a version that drops the title from each language."""
    texts = project.multitext
    versions = {
        lang: replace(
            document,
            paragraphs=tuple(replace(p, id=p.id - 1) for p in document.paragraphs[1:]),
            changes=(),
        )
        for lang, document in texts.documents.items()
    }
    rows = tuple(
        Row(
            row.id - 1,
            {lang: tuple(i - 1 for i in ids) for lang, ids in row.cells.items()},
            row.confidence,
            row.reason,
        )
        for row in texts.rows[1:]
    )
    return replace(project, multitext=replace(texts, documents=versions, rows=rows), bitexts=())


def test_the_list_of_projects_says_what_is_in_each(database: store.Store, project: Project) -> None:
    database.save(project)
    [found] = database.projects()
    assert found.name == "S-RES-2331-2016"
    assert dict(found.paragraphs) == {"fr": 7, "en": 8, "ar": 3, "zh": 3}
    assert found.languages == ("fr", "en", "ar", "zh")
    assert (found.rows, found.entries, found.changes) == ({Status.CANDIDATE: 8}, 2, 2)
    assert found.signature == "aligner:0.1.0|similarity:lexical"
    assert found.created.tzinfo is not None


def test_units_for_export_carry_texts_without_labels(
    database: store.Store, project: Project
) -> None:
    project_id = database.save(project).project_id
    units = list(database.units(project_id))
    said = project.multitext
    assert [unit.texts for unit in units] == [
        {lang: said.body(row, lang) for lang in said.documents if row.cells.get(lang)}
        for row in said.rows
    ]
    assert [unit.label for unit in units] == [said.label(row) for row in said.rows]
    assert units[3].texts["en"] == "Condemns all acts of trafficking in persons;"
    assert list(database.units(project_id, Status.APPROVED)) == []


def test_the_bead_of_a_row_says_how_its_sentences_pair(
    database: store.Store, project: Project
) -> None:
    project_id = database.save(project).project_id
    row = database.outline(project_id)[3]
    beads = {bitext.tgt.lang: bitext.beads[3] for bitext in project.bitexts}
    assert database.beads(project_id, row.id) == beads


def test_an_unknown_project_is_named(database: store.Store) -> None:
    with pytest.raises(StoreError, match="project 7: not in this database"):
        database.load(7)
    with pytest.raises(StoreError, match="project 7: not in this database"):
        database.glossary(7)
