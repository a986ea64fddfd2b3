"""An import is written in batches: nobody waits for it, and nobody sees the half of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, create_engine, text

from aligner import store
from aligner.model import Actor, Glossary, Role, TranslationUnit
from aligner.store import intake, known_units

ANA = Actor("Ana", Role.ADMIN)
UNITS = [
    TranslationUnit(f"u{i}", {"en": f"Harbour {i}.", "fr": f"Port {i}."}, document="d")
    for i in range(7)
]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_AT_ONCE", 2)


def count(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found: int = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
    engine.dispose()
    return found


def test_others_write_in_between_and_see_nothing_before_the_end(url: str) -> None:
    with store.connect(url) as database, store.connect(url) as other:
        written = []

        def units() -> Iterator[TranslationUnit]:
            for unit in UNITS:
                merged = other.save_glossary(Glossary(f"g {unit.id}", ("en",), ()), ANA)
                written.append(merged)
                assert other.projects() == []
                assert other.concordance("harbour") == []
                yield unit

        merged = database.save_units("memory", units(), ANA)
        assert len(written) == merged.added == 7
        assert len(other.concordance("harbour")) == 7
        [project] = other.projects()
        assert (project.id, project.row_count) == (merged.id, 7)
        assert list(other.units(merged.id)) == UNITS


def test_units_join_a_project_in_one_step(url: str) -> None:
    with store.connect(url) as database:
        known = database.save_units("memory", UNITS[:3], ANA)
        more = [replace(unit, texts=unit.texts | {"es": "Puerto."}) for unit in UNITS[3:]]

        def units() -> Iterator[TranslationUnit]:
            for unit in more:
                assert database.projects()[0].row_count == 3
                yield unit

        assert database.save_units("memory", units(), ANA) == replace(known, added=4)
        assert list(database.units(known.id)) == [*UNITS[:3], *more]
        [project] = database.projects()
        assert project.paragraphs == {"en": 7, "fr": 7, "es": 4}
        assert [row.position for row in database.outline(known.id)] == list(range(7))
        assert count(url, "project") == 1


def test_others_write_while_what_is_known_is_read(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = known_units.of
    with store.connect(url) as database, store.connect(url) as other:
        known = database.save_units("memory", UNITS[:5], ANA)

        def meanwhile(connection: Connection, identity: str) -> known_units.Known:
            other.save_glossary(Glossary("g", ("en",), ()), ANA)
            return read(connection, identity)

        monkeypatch.setattr(known_units, "of", meanwhile)
        changed = [replace(UNITS[0], note="As in the print."), *UNITS[1:]]
        merged = database.save_units("memory", changed, ANA)
        assert merged == replace(known, added=2, same=4, kept=1)
        assert "g" in [found.name for found in other.glossaries()]


def test_what_a_killed_import_left_is_never_seen_and_swept_out_by_the_next(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking() -> Iterator[TranslationUnit]:
        yield from UNITS[:5]
        raise KeyboardInterrupt

    with store.connect(url) as database:
        with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
            killed.setattr(intake, "_withdraw", lambda *_: None)
            database.save_units("memory", breaking(), ANA)
        assert count(url, "row") == 4
        assert database.projects() == []
        assert database.concordance("port") == []
        database.save_units("memory", UNITS[:1], ANA)
        assert count(url, "row") == 5, "it might live still"
        monkeypatch.setattr(intake, "_STALE", timedelta(0))
        assert database.save_units("memory", UNITS, ANA).added == 6
        assert count(url, "row") == count(url, "passage") / 2 == 7
        with pytest.raises(KeyboardInterrupt):
            database.save_units("other", breaking(), ANA)
        assert count(url, "row") == 7
