"""Merge, split, gap and move: the pivot stays, nothing is lost, and undo restores to the byte."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import store
from aligner.errors import Conflict, Forbidden, UsageError
from aligner.model import Actor, Project, Role, Status
from aligner.store import OutlineRow
from aligner.store.deeds import Deed
from aligner.store.deeds.moves import Direction, InsertGap, MergeRows, MoveCell, SplitCell
from aligner.store.deeds.notes import NoteRow
from aligner.store.deeds.rows import DecideRows, EditCell, MergeCell
from aligner.store.deeds.undoing import Redo, Undo
from aligner.store.deeds.whole import DivideRow, JoinRows
from tests.store.conftest import ANA, approve, one_by_one

State = list[tuple[object, ...]]


def standing(database: store.Store, project_id: int) -> State:
    """All that a reviewer sees of the rows, versions apart."""
    rows = database.outline(project_id)
    ids = [row.id for row in rows]
    paragraphs, edits = database.paragraphs(ids), database.edits(ids)
    return [
        (
            row.id, row.position, row.status, row.confidence, row.reason, row.cells,
            edits[row.id], row.notes,
            {lang: [p.text for p in found] for lang, found in paragraphs[row.id].items()},
        )
        for row in rows
    ]  # fmt: skip


def words(database: store.Store, project_id: int, lang: str) -> str:
    """All words of a language as they stand over the rows, as if nothing had been edited."""
    rows = database.outline(project_id)
    texts = database.paragraphs([row.id for row in rows])
    return " ".join(p.text for row in rows for p in texts[row.id].get(lang, ()))


def cells(database: store.Store, project_id: int, lang: str) -> list[list[str]]:
    rows = database.outline(project_id)
    texts = database.paragraphs([row.id for row in rows])
    return [[p.text for p in texts[row.id].get(lang, ())] for row in rows]


@pytest.fixture
def saved(database: store.Store, project: Project) -> tuple[store.Store, int]:
    return database, database.save(project).project_id


Saved = tuple[store.Store, int]


def test_merging_a_cell_leaves_the_pivot_alone_and_undo_restores_text_and_status(
    saved: Saved,
) -> None:
    database, project_id = saved
    before = standing(database, project_id)
    row = database.outline(project_id)[6]
    event = database.decide(ANA, MergeCell(row.id, row.version, "en"))
    [merged] = database.outline(project_id, [row.id])
    assert (merged.shape, merged.cells["fr"], merged.status) == ("1-1-0-0", (6,), Status.CANDIDATE)
    assert database.edits([row.id])[row.id]["en"] == (
        "Decides to remain seized of the matter. It will act."
    )
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before


def test_the_pivot_is_locked_but_its_words_can_be_corrected(saved: Saved) -> None:
    database, project_id = saved
    row = database.outline(project_id)[6]
    deeds: list[Deed] = [
        SplitCell(row.id, row.version, "fr", 1),
        InsertGap(row.id, row.version, "fr"),
        MoveCell(row.id, row.version, "fr", Direction.UP),
        MergeCell(row.id, row.version, "fr"),
    ]
    for deed in deeds:
        with pytest.raises(UsageError, match="fr is the pivot and is locked"):
            database.decide(ANA, deed)
    other = database.outline(project_id)[5]
    with pytest.raises(UsageError, match="rows 6 and 7 both have text in fr, the pivot"):
        database.decide(ANA, MergeRows(((other.id, other.version), (row.id, row.version))))
    assert database.events(project_id, action="split") == []
    database.decide(ANA, EditCell(row.id, row.version, "fr", "Décide de rester saisi."))
    assert list(database.units(project_id))[6].texts["fr"] == "Décide de rester saisi."
    assert cells(database, project_id, "fr")[6] == [
        "3. Décide de rester saisi de la question. Il agira."
    ]


def test_a_row_without_pivot_is_merged_into_its_neighbour(saved: Saved) -> None:
    database, project_id = saved
    rows = database.outline(project_id)
    database.decide(ANA, NoteRow(rows[7].id, "a footnote"))
    before = standing(database, project_id)
    pair = tuple((row.id, row.version) for row in rows[6:8])
    event = database.decide(ANA, MergeRows(pair))
    assert event.reorders
    after = database.outline(project_id)
    assert [row.id for row in after] == [row.id for row in rows[:7]]
    assert after[6].cells == {"fr": (6,), "en": (5, 6, 7), "ar": (), "zh": ()}
    assert after[6].notes == 1
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before


def test_a_split_sends_the_rest_to_the_empty_cell_below(saved: Saved) -> None:
    database, project_id = saved
    rows = database.outline(project_id)
    before = standing(database, project_id)
    # Row 5 has French only: the second English text of row 7 goes up to it by way of row 6.
    split = database.decide(ANA, SplitCell(rows[6].id, rows[6].version, "en", 1))
    after = database.outline(project_id)
    assert after[6].cells["en"] == (5,)
    assert after[7].cells["en"] == (6,)  # a row of its own: the next one had English text
    assert after[7].cells["fr"] == ()
    assert split.reorders
    assert [row.id for row in after[:7]] == [row.id for row in rows[:7]]
    assert after[7].id not in {row.id for row in rows}
    database.decide(ANA, Undo(split.id))
    assert standing(database, project_id) == before


def test_a_paragraph_is_split_at_a_sentence_and_put_together_again(
    saved: Saved, project: Project
) -> None:
    database, project_id = saved
    rows = database.outline(project_id)
    texts = project.multitext.documents["en"].paragraphs
    merged = database.decide(
        ANA, MergeRows(((rows[6].id, rows[6].version), (rows[7].id, rows[7].version)))
    )
    assert not merged.bulk or merged.batch == 2
    [row] = database.outline(project_id, [rows[6].id])
    database.decide(ANA, SplitCell(row.id, row.version, "en", 2))
    assert cells(database, project_id, "en")[6:] == [
        [texts[5].text, texts[6].text],
        [texts[7].text],
    ]
    with pytest.raises(UsageError, match="has 1 sentence; there is nothing to split"):
        last = database.outline(project_id)[-1]
        database.decide(ANA, SplitCell(last.id, last.version, "en", 1))


def test_a_paragraph_of_two_sentences_is_cut_where_the_second_begins(
    database: store.Store,
) -> None:
    project = one_by_one(
        ["Un.", "Deux.", "Trois."], ["One. And two. Or so.", "", "Three."], rows_with_gap={1}
    )
    project_id = database.save(project).project_id
    row = database.outline(project_id)[0]
    database.decide(ANA, SplitCell(row.id, row.version, "en", 1))
    assert cells(database, project_id, "en") == [["One."], ["And two. Or so."], ["Three."]]
    assert [unit.texts["en"] for unit in database.units(project_id)] == [
        "One.", "And two. Or so.", "Three.",
    ]  # fmt: skip
    second = database.outline(project_id)[1]
    database.decide(ANA, MoveCell(second.id, second.version, "en", Direction.UP))
    assert cells(database, project_id, "en") == [["One. And two. Or so."], [], ["Three."]]


def test_a_gap_shifts_what_is_below_as_far_as_the_first_empty_cell(
    database: store.Store,
) -> None:
    french = [f"Alinéa {i}." for i in range(120)]
    english = [f"Paragraph {i}." for i in range(120)]
    english[100] = ""
    project_id = database.save(one_by_one(french, english, rows_with_gap={100})).project_id
    before = standing(database, project_id)
    row = database.outline(project_id)[2]
    event = database.decide(ANA, InsertGap(row.id, row.version, "en"))
    found = cells(database, project_id, "en")
    assert found[2] == []
    assert found[3] == ["Paragraph 2."]
    assert found[100] == ["Paragraph 99."]
    assert found[101] == ["Paragraph 101."]
    assert not event.reorders
    assert len(event.rows) == 99
    assert all(r.confidence < 0.8 for r in database.outline(project_id)[2:101])
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before


def test_a_gap_never_touches_a_decided_row(database: store.Store) -> None:
    project_id = database.save(
        one_by_one(["Un.", "Deux.", "Trois.", "Quatre."], ["One.", "Two.", "Three.", "Four."])
    ).project_id
    approve(database, project_id, 2)
    decided = database.outline(project_id)[2]
    row = database.outline(project_id)[0]
    database.decide(ANA, InsertGap(row.id, row.version, "en"))
    assert cells(database, project_id, "en") == [[], ["One."], ["Two."], ["Three."], ["Four."]]
    assert cells(database, project_id, "fr") == [["Un."], ["Deux."], [], ["Trois."], ["Quatre."]]
    [after] = database.outline(project_id, [decided.id])
    assert after == replace(decided, position=3)


def test_text_does_not_move_into_a_decided_row(database: store.Store) -> None:
    project_id = database.save(one_by_one(["Un.", "Deux."], ["One.", "Two."])).project_id
    approve(database, project_id, 0)
    row = database.outline(project_id)[1]
    with pytest.raises(UsageError, match="row 1 is approved and stays as it is"):
        database.decide(ANA, MoveCell(row.id, row.version, "en", Direction.UP))


def test_editing_an_approved_row_makes_it_pending_and_a_translator_may_not(
    database: store.Store,
) -> None:
    project_id = database.save(one_by_one(["Un.", "Deux."], ["One.", "Two."])).project_id
    approve(database, project_id, 0)
    row = database.outline(project_id)[0]
    translator = Actor("Bo", Role.TRANSLATOR)
    with pytest.raises(Forbidden, match="is approved and cannot be changed by a translator"):
        database.decide(translator, EditCell(row.id, row.version, "en", "One!"))
    event = database.decide(ANA, EditCell(row.id, row.version, "en", "One!"))
    assert database.outline(project_id)[0].status == Status.CANDIDATE
    database.decide(ANA, Undo(event.id))
    assert database.outline(project_id)[0].status == Status.APPROVED


def test_an_undo_waits_for_what_others_built_on_it(database: store.Store) -> None:
    project_id = database.save(one_by_one(["Un.", "Deux."], ["One.", "Two."])).project_id
    row = database.outline(project_id)[0]
    edit = database.decide(ANA, EditCell(row.id, row.version, "en", "One!"))
    approve(database, project_id, 0, by="Ben")
    with pytest.raises(Conflict, match=r"Ben went on from there \(approve\); undo that first"):
        database.decide(ANA, Undo(edit.id))
    [unit, _] = database.units(project_id)
    assert (unit.texts["en"], unit.status, unit.changer) == ("One!", Status.APPROVED, "Ben")


@pytest.fixture
def long(database: store.Store) -> Saved:
    """Three rows, the first of three sentences in every language."""
    french = ["Un. Deux. Trois.", "Quatre.", "Cinq."]
    english = ["One. Two. Three.", "Four.", "Five."]
    project = one_by_one(french, english, chinese=english)
    return database, database.save(project).project_id


def test_a_row_is_divided_whole_and_each_column_says_what_stays(long: Saved) -> None:
    database, project_id = long
    before = standing(database, project_id)
    row = database.outline(project_id)[0]
    approve(database, project_id, 0)
    stays = (("fr", 1), ("en", 2), ("zh", 0))
    event = database.decide(ANA, DivideRow(row.id, row.version + 1, stays))
    assert cells(database, project_id, "fr")[:2] == [["Un."], ["Deux. Trois."]]
    assert cells(database, project_id, "en")[:2] == [["One. Two."], ["Three."]]
    assert cells(database, project_id, "zh")[:2] == [[], ["One. Two. Three."]]
    upper, lower = database.outline(project_id)[:2]
    assert upper.id == row.id
    assert {upper.status, lower.status} == {Status.CANDIDATE}
    assert [r.position for r in database.outline(project_id)] == [0, 1, 2, 3]
    joined = database.decide(ANA, JoinRows(((upper.id, upper.version), (lower.id, lower.version))))
    assert cells(database, project_id, "fr")[0] == ["Un. Deux. Trois."]
    for done in (joined, event):
        database.decide(ANA, Undo(done.id))
    [approved, *others] = standing(database, project_id)
    assert approved[2] == Status.APPROVED
    assert others == before[1:]
    database.decide(ANA, Redo(event.id))
    assert cells(database, project_id, "en")[:2] == [["One. Two."], ["Three."]]


def test_rows_with_text_in_the_pivot_are_joined_whole_notes_and_written_words_with_them(
    long: Saved,
) -> None:
    database, project_id = long
    rows = database.outline(project_id)
    database.decide(ANA, NoteRow(rows[1].id, "look"))
    database.decide(ANA, EditCell(rows[1].id, rows[1].version, "en", "Fourth."))
    before = standing(database, project_id)
    here = tuple((row.id, row.version) for row in database.outline(project_id)[:2])
    with pytest.raises(UsageError, match="the pivot, which is locked"):
        database.decide(ANA, MergeRows(here))
    event = database.decide(ANA, JoinRows(here))
    [unit, _] = database.units(project_id)
    assert unit.texts["fr"] == "Un. Deux. Trois. Quatre."
    assert unit.texts["en"] == "One. Two. Three. Fourth."
    assert unit.note == "look"
    [hit] = database.concordance("fourth")
    assert hit.row == here[0][0]
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before


@pytest.mark.parametrize(
    ("stays", "told"),
    [
        ((("fr", 0), ("en", 0), ("zh", 0)), "nothing stays: say of a language of row 1"),
        ((), "nothing goes"),
        ((("en", 7),), "the en text of row 1 has 3 sentences"),
        ((("de", 1),), "the project has no 'de'"),
    ],
)
def test_a_division_leaves_something_on_either_side(
    long: Saved, stays: tuple[tuple[str, int], ...], told: str
) -> None:
    database, project_id = long
    row = database.outline(project_id)[0]
    with pytest.raises(UsageError, match=told):
        database.decide(ANA, DivideRow(row.id, row.version, stays))


def test_words_that_were_written_anew_go_whole_or_stay_whole(long: Saved) -> None:
    database, project_id = long
    row = database.outline(project_id)[0]
    database.decide(ANA, EditCell(row.id, row.version, "en", "Once. Twice."))
    with pytest.raises(UsageError, match="written anew, as one paragraph; begin a new line in it"):
        database.decide(ANA, DivideRow(row.id, row.version + 1, (("fr", 1), ("en", 1))))
    database.decide(ANA, DivideRow(row.id, row.version + 1, (("fr", 1), ("en", 0))))
    assert [unit.texts.get("en") for unit in database.units(project_id)][:2] == [
        None, "Once. Twice.",
    ]  # fmt: skip


def test_words_that_were_written_anew_are_split_where_a_line_begins(long: Saved) -> None:
    database, project_id = long
    row = database.outline(project_id)[0]
    database.decide(ANA, EditCell(row.id, row.version, "en", "Once. Twice.\nThrice."))
    before = standing(database, project_id)
    event = database.decide(ANA, SplitCell(row.id, row.version + 1, "en", 1))
    assert [unit.texts.get("en") for unit in database.units(project_id)][:2] == [
        "Once. Twice.", "Thrice.",
    ]  # fmt: skip
    database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before


def test_who_may_not_decide_divides_nothing_that_is_decided(long: Saved) -> None:
    database, project_id = long
    row = database.outline(project_id)[0]
    approve(database, project_id, 0)
    with pytest.raises(Forbidden, match="is approved and cannot be changed by a translator"):
        database.decide(
            Actor("Tom", Role.TRANSLATOR), DivideRow(row.id, row.version + 1, (("fr", 1),))
        )


EXAMPLES = count()


def moves(row: OutlineRow) -> st.SearchStrategy[Deed]:
    langs = st.sampled_from(["en", "zh"])
    here = (row.id, row.version)
    return st.one_of(
        st.builds(lambda lang, n: SplitCell(*here, lang, n), langs, st.integers(1, 2)),
        st.builds(lambda lang: InsertGap(*here, lang), langs),
        st.builds(lambda lang, to: MoveCell(*here, lang, to), langs, st.sampled_from(Direction)),
        st.builds(lambda lang: MergeCell(*here, lang), langs),
        st.builds(lambda lang: EditCell(*here, lang, "edited"), langs),
        st.builds(lambda status: DecideRows((here,), status), st.sampled_from(
            [Status.APPROVED, Status.REJECTED, Status.CANDIDATE]
        )),
        st.builds(lambda: NoteRow(row.id, "look")),
        st.builds(
            lambda counts: DivideRow(*here, tuple(counts.items())),
            st.dictionaries(st.sampled_from(["fr", "en", "zh"]), st.integers(0, 2), min_size=1),
        ),
    )  # fmt: skip


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_done_no_text_is_lost_and_undo_brings_the_beginning_back(
    database: store.Store, data: st.DataObject
) -> None:
    texts = ["One. Two. Three.", "Four.", "Five. Six.", "Seven."]
    project = one_by_one(["Un. Un.", "Deux.", "Trois.", "Quatre."], texts, chinese=texts)
    project = replace(project, name=f"example {next(EXAMPLES)}")
    project_id = database.save(project).project_id
    before = standing(database, project_id)
    content = {lang: words(database, project_id, lang) for lang in ("fr", "en", "zh")}
    done = []
    for _ in range(data.draw(st.integers(1, 8))):
        rows = database.outline(project_id)
        i = data.draw(st.integers(0, len(rows) - 1))
        deed = data.draw(moves(rows[i]))
        if i + 1 < len(rows) and data.draw(st.booleans()):
            both = tuple((row.id, row.version) for row in rows[i : i + 2])
            deed = data.draw(st.sampled_from([MergeRows, JoinRows]))(both)
        decided = {row.id: row for row in rows if row.decided and row.id != rows[i].id}
        try:
            done.append(database.decide(ANA, deed))
        except UsageError:
            continue
        after = {row.id: row for row in database.outline(project_id)}
        if not isinstance(deed, MergeRows | JoinRows):
            assert {i: replace(after[i], position=0) for i in decided} == {
                i: replace(row, position=0) for i, row in decided.items()
            }
        assert [row.position for row in after.values()] == list(range(len(after)))
        assert content == {lang: words(database, project_id, lang) for lang in content}
    for event in reversed(done):
        database.decide(ANA, Undo(event.id))
    assert standing(database, project_id) == before
