"""The concordance finds words wherever they stand, with or without accents."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import store
from aligner.errors import UsageError
from aligner.model import Project, TranslationUnit
from aligner.store import concordance
from aligner.store.deeds.holdings import RemoveProject
from aligner.store.deeds.moves import SplitCell
from aligner.store.deeds.rows import EditCell
from aligner.store.deeds.undoing import Undo
from aligner.store.words import Query, words
from aligner.terminology import tagging
from aligner.terminology.tagging import Token
from tests.store.conftest import ANA, one_by_one


@pytest.fixture
def project_id(database: store.Store, project: Project) -> int:
    return database.save(project).project_id


@pytest.mark.parametrize(
    ("query", "lang", "match"),
    [
        ("etres HUMAINS", "fr", "êtres humains"),
        ("d'êtres", "fr", "d’êtres"),
        ("traffick* in person*", "en", "trafficking in persons"),
        ("resol*", "fr", "Résolution"),
        ("安全", "zh", "安全"),
        ("贩运人口", "zh", "贩运人口"),
        ("مجلس الامن", "ar", "مجلس الأمن"),
        ("s/prst/2015/25", "en", "S/PRST/2015/25"),
    ],
)
def test_words_are_found_without_case_and_accents(
    database: store.Store, project_id: int, query: str, lang: str, match: str
) -> None:
    [hit, *_] = database.concordance(query, langs=[lang])
    assert (hit.match, hit.lang, hit.document) == (match, lang, "S-RES-2331-2016")
    unit = next(u for u in database.units(project_id) if u.id == str(hit.row))
    assert hit.left + hit.match + hit.right == unit.texts[lang]
    assert hit.label == unit.label


@pytest.mark.parametrize("query", ["persons in", "traffick in", "person", "absent*", "安会"])
def test_only_these_words_in_this_order_are_found(
    database: store.Store, project_id: int, query: str
) -> None:
    assert database.concordance(query) == []


def test_a_query_without_a_word_is_told(database: store.Store, project_id: int) -> None:
    with pytest.raises(UsageError, match="type a word"):
        database.concordance('" *')
    assert database.concordance('\' OR "x" NEAR(y) * : {') == []


def test_the_concordance_follows_edits_and_splits(database: store.Store, project_id: int) -> None:
    row = database.outline(project_id)[3]
    event = database.decide(ANA, EditCell(row.id, row.version, "en", "Condemns slavery;"))
    assert [hit.row for hit in database.concordance("slavery")] == [row.id]
    assert database.concordance("trafficking") == []
    database.decide(ANA, Undo(event.id))
    assert database.concordance("slavery") == []
    assert [hit.row for hit in database.concordance("trafficking")] == [row.id]
    last = database.outline(project_id)[6]
    database.decide(ANA, SplitCell(last.id, last.version, "en", 1))
    [hit] = database.concordance("it will act")
    assert hit.row == database.outline(project_id)[7].id


def test_each_place_is_a_hit_and_long_texts_are_cut_at_words(database: store.Store) -> None:
    text = "Words before. " * 20 + "The Council decides and decides again" + " and more words" * 20
    project_id = database.save(one_by_one(["Un."], [text.replace(". W", ", w") + "."])).project_id
    first, second = database.concordance("decides", project_id=project_id)
    assert (first.match, second.match) == ("decides", "decides")
    assert first.left.startswith("…")
    assert first.left.endswith("The Council ")
    assert first.right.startswith(" and decides again")
    assert first.right.endswith("…")
    assert len(first.left + first.right) < 160
    assert len(database.concordance("words", limit=5)) == 5


class Plurals:
    """A tagger that knows one rule: a final s is an ending."""

    def tag(self, texts: Sequence[str]) -> list[list[Token]]:
        return [
            [
                Token(
                    m.group(), m.group().lower().removesuffix("s"), "NOUN", "", m.start(), m.end()
                )
                for m in re.finditer(r"\w+", text)
            ]
            for text in texts
        ]

    read = tag


def test_other_forms_of_a_word_are_found_by_lemma(
    database: store.Store, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "tagger", lambda lang: Plurals())
    assert database.concordance("acte", langs=["fr"]) == []
    assert database.lemmatise(project_id) == 20
    [hit] = database.concordance("acte", langs=["fr"], lemma=True)
    assert hit.match == "actes"
    [hit] = database.concordance("tou* les acte", lemma=True)
    assert hit.match == "tous les actes"
    # Words that came since are read when they are looked for.
    row = database.outline(project_id)[3]
    database.decide(ANA, EditCell(row.id, row.version, "fr", "Condamne les actes."))
    [hit] = database.concordance("les actes", langs=["fr"], lemma=True)
    assert hit.match == "les actes"
    assert len(database.concordance("acte", langs=["fr"], lemma=True)) == 1
    assert database.lemmatise(project_id) == 0


@given(text=st.text(st.characters(codec="utf-8")))
def test_words_are_where_they_say_they_are(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.form
        assert word.form.isalnum()
        end = word.end
    query = Query.read(text)
    assert len(query.forms) == len(list(words(text)))
    if query.forms:
        assert (0, len(query.forms)) in set(query.places(query.forms))


def test_common_words_are_found_without_reading_all_of_them(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "_COMMON", 6)
    units = [
        TranslationUnit(str(i), {"en": f"The act {i}.", "fr": f"L’acte {i}."}) for i in range(30)
    ]
    with store.connect(url) as database:
        old = database.save_units("old", units, ANA).id
        new = database.save_units("new", units, ANA).id
        for query in ("the", "a*", "ac*", "the act"):
            found = database.concordance(query, langs=["en"], limit=3)
            assert [hit.lang for hit in found] == ["en"] * 3, query
            if url.startswith("sqlite"):  # there the index is read from the newest row on
                assert {hit.project for hit in found} == {new}, query
            found = database.concordance(query, langs=["en"], project_id=old, limit=3)
            assert [hit.project for hit in found] == [old] * 3
        assert [hit.lang for hit in database.concordance("act*", limit=60)].count("fr") > 0
        assert len(database.concordance("29")) == 4


def test_a_common_word_is_found_behind_a_removed_document_that_is_newer(
    database: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "_COMMON", 1)
    for name in ("older", "newer"):
        units = [
            TranslationUnit(str(i), {"en": f"Water {i}.", "fr": f"L’eau {i}."}) for i in range(9)
        ]
        database.save_units(name, units, ANA)
    newest = next(found for found in database.projects() if found.name == "newer")
    database.decide(ANA, RemoveProject(newest.id))
    assert {hit.document for hit in database.concordance("water", limit=2)} == {"older"}
