"""Importing what was exported changes nothing, whatever the content and the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import exports, imports, store
from aligner.formats import tables, tmx
from aligner.model import Glossary, TranslationUnit
from tests.formats.examples import glossaries, texts, units
from tests.imports.conftest import ANA

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
ROWS = {"tmx": "a.tmx", "xliff": "a.xlf", "csv": "a.csv", "xlsx": "a.xlsx"}
TERMS = {"tbx": "g3.tbx", "tbx-basic": "g2.tbx", "xlsx": "g.xlsx", "table": "g.csv"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("there and back")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[store.Store]:
    """One for all examples; each has a project or glossary of its own."""
    with store.connect(f"sqlite:///{folder / 'aligner.db'}") as opened:
        yield opened


def state(database: store.Store, project: int) -> object:
    """All that an import could change of a project."""
    rows = list(database.units(project))
    return rows, database.glossary(project), database.outline(project), database.last_event(project)


@few
@given(
    rows=st.lists(units(("fr", "ar")), min_size=1, max_size=4, unique_by=lambda unit: unit.id),
    to=st.sampled_from(list(ROWS)),
)
def test_rows_that_go_out_and_come_in_again(
    database: store.Store, folder: Path, rows: list[TranslationUnit], to: str
) -> None:
    name = f"document {len(database.projects())}"
    rows = [replace(unit, document=name) for unit in rows]
    first = folder / "first.tmx"
    tmx.write(rows, first, srclang="fr", languages=["fr", "ar"])
    assert imports.import_file(database, first, ANA).units.added == len(rows)
    known = database.projects()[0]
    before = state(database, known.id)
    path = folder / ROWS[to]
    exports.write(database, known, to, path, status="all")
    outcome = imports.import_file(database, path, ANA)
    assert outcome.units.same == outcome.units.total == len(rows), outcome
    assert state(database, known.id) == before


@few
@given(glossary=glossaries(), name=texts, to=st.sampled_from(list(TERMS)))
def test_terms_that_go_out_and_come_in_again(
    database: store.Store, folder: Path, glossary: Glossary, name: str, to: str
) -> None:
    called = f"{name} {len(database.glossaries())}"
    known = database.glossary_by_id(
        database.save_glossary(Glossary(called, glossary.languages, glossary.entries), ANA).id
    )
    path = folder / TERMS[to]
    if path.suffix in (".csv", ".xlsx"):
        tables.write_glossary(known, path)
    else:
        exports.WRITERS[to][0]([], known, path, known.languages, "")
    outcome = imports.import_file(database, path, ANA, glossary=called)
    assert outcome.entries.same == outcome.entries.total == len(known.entries), outcome
    assert database.glossary_by_id(known.id) == known
