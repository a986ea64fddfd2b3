"""Review: aligned rows side by side, with how sure each is and why.

Only a window of rows is drawn, around the current one, whatever the length of the document; keys
and clicks redraw this window alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from aligner.model import Bead, Entry
from aligner.review import desk, listener, row_markup, window
from aligner.review.markup import language_name
from aligner.review.window import Show
from aligner.store import OutlineRow, ProjectSummary

KEYS = ("KeyJ", "KeyK", "KeyN")
_BEFORE, _AFTER = 3, 5


@desk.told
def page() -> None:
    """The page Review."""
    picker, filters, languages = st.columns(3, vertical_alignment="center", gap="medium")
    with picker:
        project = desk.project_picker()
    rows = desk.outline(project)
    with filters:
        show = _filter(rows)
    with languages:
        shown = _languages(project)
    if named := st.query_params.get("row"):
        _place(project).row = named
    if rows:
        _reader(project, shown, show)
    else:
        st.info("This document has no rows: its texts are empty.")


def _languages(project: ProjectSummary) -> list[str]:
    """The languages to show, the pivot always first; kept in the URL."""
    others = [lang for lang in project.languages if lang != project.pivot]
    if len(others) < 2:
        return list(project.languages)
    named = [lang for lang in st.query_params.get("langs", "").split(",") if lang in others]
    first = others[:2]
    picked = st.pills(
        f"Beside {language_name(project.pivot)}",
        others,
        selection_mode="multi",
        default=named or first,
        format_func=language_name,
        key=f"langs.{project.id}",
        label_visibility="collapsed",
    )
    if sorted(picked) == sorted(first):
        st.query_params.pop("langs", None)
    elif picked != named:
        st.query_params["langs"] = ",".join(picked)
    return [project.pivot, *(lang for lang in others if lang in picked)]


@st.fragment
@desk.told
def _reader(project: ProjectSummary, languages: Sequence[str], show: Show) -> None:
    rows = desk.outline(project)
    matching = [row for row in rows if window.fits(row, show)]
    current = _current(project, rows, matching or rows)
    st.html(row_markup.strip(window.strip(rows), current.position, len(rows)))
    rail, middle, side = st.columns([3, 20, 6], gap="medium")
    here = window.nearest(matching, current.position)
    near = [] if here is None else window.around(matching, here, _BEFORE, _AFTER)
    sections = window.rail(window.sections(rows), current)
    headings = [section.rows[0].id for section in sections if not section.name]
    texts = desk.database().paragraphs({row.id for row in near} | {current.id, *headings})
    terms = _terms_at(project, current)
    with rail:
        st.html(row_markup.rail(sections, current, texts, project.id))
    beads = _beads(project, current, languages)
    drawn = row_markup.Drawing(project.id, languages, texts, current, beads, terms)
    with middle:
        st.html(row_markup.table(drawn, near or [current]))
    with side:
        st.html(row_markup.panel(drawn))


def _filter(rows: Sequence[OutlineRow]) -> Show:
    """The filter, with how many rows pass each; kept in the URL."""
    counts = {show: sum(window.fits(row, show) for row in rows) for show in Show}
    titles = {show.value: f"{window.TITLES[show]} {counts[show]:,}" for show in Show}
    return Show(desk.choice("Show", titles, "show"))


@dataclass(slots=True)
class _Place:
    """Where a person reads: one object for as long as the session lasts.

    The URL follows it, and leads only when the page is opened: while keys come fast, the browser
    still tells of a row that has long been left.

    Attributes:
        row: Id of the current row.
    """

    row: str = ""


def _place(project: ProjectSummary) -> _Place:
    place: _Place = st.session_state.setdefault(f"review.{project.id}.place", _Place())
    return place


def _current(
    project: ProjectSummary, rows: Sequence[OutlineRow], among: Sequence[OutlineRow]
) -> OutlineRow:
    """The row to read now, moved by what was pressed and clicked."""
    place = _place(project)
    link = ""
    for event in listener.events("review", KEYS):
        link = event.link
        if not link:
            place.row = _moved(event, _index_of(rows, among, place.row), rows, among)
    desk.follow(link)
    current = among[_index_of(rows, among, place.row)]
    place.row = str(current.id)
    if st.query_params.get("row") != place.row:
        st.query_params["row"] = place.row
    return current


def _moved(
    event: listener.Event, index: int, rows: Sequence[OutlineRow], among: Sequence[OutlineRow]
) -> str:
    """Id of the row that an event leads to."""
    if event.value == "KeyJ":
        index = min(index + 1, len(among) - 1)
    elif event.value == "KeyK":
        index = max(index - 1, 0)
    elif event.value == "KeyN":
        index = window.next_uncertain(among, index)
    elif event.kind == "strip":
        position = round(float(event.value) * len(rows) - 0.5)
        index = window.nearest(among, position) or 0
    elif event.value.startswith("row:"):
        return event.value.removeprefix("row:")
    return str(among[index].id)


def _index_of(rows: Sequence[OutlineRow], among: Sequence[OutlineRow], row_id: str) -> int:
    """Index among the rows that are shown of one row, or of the next after it."""
    row = next((row for row in rows if str(row.id) == row_id), rows[0])
    return window.nearest(among, row.position) or 0


def _beads(project: ProjectSummary, row: OutlineRow, languages: Sequence[str]) -> dict[str, Bead]:
    """How the row came about, by language other than the pivot, where the run said so."""
    database = desk.database()
    found = {lang: database.bead(project.id, lang, row.id) for lang in languages[1:]}
    return {lang: bead for lang, bead in found.items() if bead is not None}


def _terms_at(project: ProjectSummary, row: OutlineRow) -> list[Entry]:
    """Entries with a context in this row, best first."""
    places = _places(desk.database_url(), project)
    found = {
        entry.id: entry
        for lang, ids in row.cells.items()
        for i in ids
        for entry in places.get((lang, i), ())
    }
    return sorted(found.values(), key=lambda entry: -entry.score)


@st.cache_resource(show_spinner=False, max_entries=20, hash_funcs={ProjectSummary: repr})
def _places(url: str, project: ProjectSummary) -> dict[tuple[str, int], list[Entry]]:
    """The entries of each paragraph, by language and paragraph id."""
    del url  # part of the key only
    places: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in desk.glossary(project).entries:
        for context in entry.contexts:
            for lang, ids in context.units.items():
                for i in ids:
                    places[lang, i].append(entry)
    return dict(places)
