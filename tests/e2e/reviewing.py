"""What the tests of the page Review share: projects of their own, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from aligner import store
from aligner.model import (
    Actor,
    Bitext,
    Document,
    Glossary,
    Kind,
    Multitext,
    Paragraph,
    Project,
    Role,
    Row,
    Sentence,
    Status,
)
from aligner.store import OutlineRow, Store

CURRENT = ".al-row[aria-current=true]"
SAID = ".said > div:last-child"
FAILED = ".said > div:first-child"
VERBS = {"fr": "Décide", "en": "Decides", "ar": "يقرر"}


def numbered(
    name: str, cells: Sequence[Mapping[str, tuple[int, ...]]], confidence: Sequence[float] = ()
) -> Project:
    """A project of numbered paragraphs, two sentences each, laid out as `cells` say.

    Args:
        name: What it is called; the database knows it by this.
        cells: Paragraph ids of each row by language, the pivot first.
        confidence: Of each row; 0.97 where it says nothing.
    """
    languages = list(cells[0])
    counts = {lang: 1 + max(i for row in cells for i in row[lang]) for lang in languages}
    documents = {
        lang: Document(
            name, lang, tuple(_paragraph(lang, i) for i in range(count)), sha256=f"{name} {lang}"
        )
        for lang, count in counts.items()
    }
    sure = [*confidence, *[0.97] * len(cells)]
    rows = tuple(Row(i, of, sure[i]) for i, of in enumerate(cells))
    pivot = languages[0]
    bitexts = tuple(
        Bitext(documents[pivot], documents[lang], ()) for lang in languages if lang != pivot
    )
    return Project(
        name, Multitext(pivot, documents, rows), bitexts, Glossary(name, tuple(languages), ())
    )


def _paragraph(lang: str, i: int) -> Paragraph:
    label = f"{i + 1}. "
    first = f"{VERBS[lang]} {i + 1}."
    text = f"{label}{first} {VERBS[lang]} {i + 1} bis."
    cut = len(label + first)
    sentences = (Sentence(0, cut), Sentence(cut + 1, len(text)))
    return Paragraph(i, text, Kind.OPERATIVE, (str(i + 1),), len(label), sentences=sentences)


def one_to_one(count: int, *languages: str) -> list[dict[str, tuple[int, ...]]]:
    """Rows of one paragraph in each language."""
    return [dict.fromkeys(languages or ("fr", "en"), (i,)) for i in range(count)]


class Kept:
    """A project in the database of the running app, seen from outside of it."""

    def __init__(self, database: Store, project: Project) -> None:
        self.database = database
        self.id = database.save(project).project_id

    @property
    def rows(self) -> list[OutlineRow]:
        return self.database.outline(self.id)

    @property
    def statuses(self) -> list[Status]:
        return [row.status for row in self.rows]

    @property
    def path(self) -> str:
        return f"review?project={self.id}"

    def count(self, status: Status) -> int:
        return self.statuses.count(status)

    def texts(self, lang: str) -> list[str]:
        """What each row reads in one language, as it is exported."""
        return [unit.texts.get(lang, "") for unit in self.database.units(self.id)]

    def snapshot(self) -> list[object]:
        """All that undoing must bring back."""
        rows = self.rows
        ids = [row.id for row in rows]
        return [
            [(row.id, row.status, row.cells, row.edited) for row in rows],
            self.database.paragraphs(ids),
            self.database.edits(ids),
        ]


SOMEBODY = Actor("Li", Role.REVIEWER)


@pytest.fixture
def database(database_url: str) -> store.Store:
    with store.connect(database_url) as opened:
        yield opened


def current(page: Page, text: str) -> Locator:
    """The current row, once it has this text and its answer has come."""
    row = page.locator(CURRENT)
    expect(row).to_contain_text(text)
    expect(page.locator(".al-rows[aria-busy=true]")).to_have_count(0)
    return row
