"""A database of one's own for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from aligner import store
from aligner.model import (
    Actor,
    Bead,
    Bitext,
    Document,
    Event,
    Glossary,
    Multitext,
    Paragraph,
    Project,
    Role,
    Row,
    Sentence,
    Status,
)
from aligner.store import schema
from aligner.store.deeds.rows import DecideRows
from benchmarks import clusters
from tests import example_project

ANA = Actor("Ana", Role.REVIEWER)


def sentences(text: str) -> tuple[Sentence, ...]:
    """One for each full stop."""
    ends = [i + 1 for i, c in enumerate(text) if c == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return tuple(Sentence(start, end) for start, end in zip(starts, ends, strict=True))


def one_by_one(
    french: list[str],
    english: list[str],
    *,
    chinese: list[str] | None = None,
    rows_with_gap: set[int] = frozenset(),  # type: ignore[assignment]
) -> Project:
    """A project whose rows hold one paragraph of each language; a gap is an empty text."""
    sides = {"fr": french, "en": english} | ({"zh": chinese} if chinese else {})
    documents, cells = {}, [dict[str, tuple[int, ...]]() for _ in french]
    for lang, texts in sides.items():
        paragraphs: list[Paragraph] = []
        for i, text in enumerate(texts):
            gap = lang != "fr" and i in rows_with_gap
            cells[i][lang] = () if gap else (len(paragraphs),)
            if not gap:
                paragraphs.append(Paragraph(len(paragraphs), text, sentences=sentences(text)))
        documents[lang] = Document("A-1", lang, tuple(paragraphs))
    rows = tuple(Row(i, cell, 0.95) for i, cell in enumerate(cells))
    bitexts = tuple(
        Bitext(
            documents["fr"],
            documents[lang],
            tuple(Bead(row.cells["fr"], row.cells[lang]) for row in rows),
        )
        for lang in sides
        if lang != "fr"
    )
    return Project(
        "A-1", Multitext("fr", documents, rows, "by hand"), bitexts,
        Glossary("A-1", tuple(sides), ()),
    )  # fmt: skip


def approve(database: store.Store, project_id: int, position: int, *, by: str = "Ana") -> Event:
    row = database.outline(project_id)[position]
    actor = Actor(by, Role.REVIEWER)
    return database.decide(actor, DecideRows(((row.id, row.version),), Status.APPROVED))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server for the session; skips where its programs are not installed."""
    if clusters.binaries() is None:
        pytest.skip("needs PostgreSQL (Debian: apt-get install postgresql)")
    with clusters.cluster(durable=False) as url:
        store.connect(url.format(name="postgres")).close()
        yield url


@pytest.fixture(scope="session")
def admin(server: str) -> Iterator[Engine]:
    engine = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


def emptied(admin: Engine) -> None:
    """Take everything out of the one database of the session: quicker than making another.

    The log cannot be emptied, unless its triggers are told to rest.
    """
    names = ", ".join(f'"{table}"' for table in schema.metadata.tables)
    with admin.connect() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        connection.exec_driver_sql("SET session_replication_role = origin")


@pytest.fixture
def empty_server(server: str, admin: Engine) -> Iterator[str]:
    """The URL of a PostgreSQL database without tables."""
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE empty TEMPLATE template0")
    yield server.format(name="empty")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("blank") / "aligner.db"
    store.connect(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review" / "aligner.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database of one's own, on either backend."""
    if request.param == "sqlite":
        file: Path = request.getfixturevalue("file")
        file.parent.mkdir()
        shutil.copy(request.getfixturevalue("blank"), file)
        return f"sqlite:///{file}"
    emptied(request.getfixturevalue("admin"))
    return str(request.getfixturevalue("server")).format(name="postgres")


@pytest.fixture
def database(url: str) -> Iterator[store.Store]:
    with store.connect(url) as opened:
        yield opened


@pytest.fixture
def project() -> Project:
    return example_project.project()
