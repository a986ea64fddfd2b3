"""Where a drawing of rows comes from: their texts, beads and terms, of no more rows than needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from aligner.model import Entry
from aligner.review import live, window
from aligner.review.drawing import NEAR, Drawing
from aligner.review.frame import desk
from aligner.review.known_terms import KnownTerms
from aligner.review.live import LiveProject, Outline
from aligner.review.place import View
from aligner.review.searching import Search
from aligner.store import OutlineRow, ProjectSummary, Store

_BEFORE, _AFTER, _MOST = 8, 18, 60
_CHARACTERS = 45_000
"""Of text in one window at the most; then fewer rows wait below the current one."""

Terms = Mapping[tuple[str, int], Sequence[Entry]]
"""Entries by language and paragraph id."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is drawn of one project, in some languages.

    Attributes:
        languages: The pivot first.
        terms: The entries that have a context in each paragraph.
        known: The terms of all glossaries, where these are marked.
        search: What was looked for, where it is marked.
    """

    project: ProjectSummary
    languages: Sequence[str]
    database: Store
    live: LiveProject
    terms: Terms
    known: KnownTerms | None = None
    search: Search | None = None

    @staticmethod
    def of(project: ProjectSummary, languages: Sequence[str]) -> Source:
        """The source of a project at the desk."""
        terms = _terms(desk.database_url(), project)
        return Source(project, languages, desk.database(), live.project(project.id), terms)

    def window(
        self, outline: Outline, among: Sequence[OutlineRow], index: int, view: View | None = None
    ) -> Drawing:
        """The row at `index` with those around it, or those that are looked at instead.

        As many as the screen holds and some beyond, and as are light enough.
        """
        current, fits = among[index], min(view.fits, _MOST) if view else 0
        before, after = _BEFORE, max(_AFTER, fits + _BEFORE)
        at = index
        if view and view.index is not None:
            at = min(view.index, len(among) - 1)
            before = after = fits // 2 + _BEFORE
        rows = window.around(among, at, before, after)
        first = window.nearest(among, rows[0].position) or 0
        drawing = replace(self.drawing(outline, rows, current), first=first, count=len(among))
        here = at - first
        room, count = _CHARACTERS, 0
        for i, row in enumerate(drawing.rows):
            texts = drawing.texts[row.id]
            room -= sum(len(p.text) for lang in self.languages for p in texts.get(lang, ()))
            if room < 0 and i > here + 2 * NEAR:
                break
            count = i + 1
        return replace(drawing, rows=drawing.rows[:count])

    def drawing(self, outline: Outline, rows: Sequence[OutlineRow], current: OutlineRow) -> Drawing:
        """Rows with all that is drawn of them.

        Sentences are drawn in pairs where two languages are shown, and need the beads of each row;
        else those of the current row tell all.
        """
        told = rows if any(row.id == current.id for row in rows) else [*rows, current]
        parted = told if len(self.languages) == 2 else [current]
        return Drawing(
            project_id=self.project.id,
            languages=self.languages,
            rows=rows,
            current=current,
            texts=self.database.paragraphs([row.id for row in told]),
            edits=self.database.edits([row.id for row in told if row.edited]),
            beads={row.id: self.live.beads(row, self.languages[1:]) for row in parted},
            terms={row.id: self._terms_of(row) for row in told},
            names={row.id: outline.name(row.id) for row in told},
            doubts=self.live.doubts(told),
            hidden=[lang for lang in self.project.languages if lang not in self.languages],
            known=self.known,
            search=self.search,
        )

    def _terms_of(self, row: OutlineRow) -> list[Entry]:
        """Entries with a context in a row, best first."""
        found = {
            entry.id: entry
            for lang, ids in row.cells.items()
            for i in ids
            for entry in self.terms.get((lang, i), ())
        }
        return sorted(found.values(), key=lambda entry: -entry.score)


@st.cache_resource(show_spinner=False, max_entries=20, hash_funcs={ProjectSummary: repr})
def _terms(url: str, project: ProjectSummary) -> Terms:
    """The entries of each paragraph."""
    del url  # part of the key only
    places: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in desk.glossary(project).entries:
        for context in entry.contexts:
            for lang, ids in context.units.items():
                for i in ids:
                    places[lang, i].append(entry)
    return dict(places)
