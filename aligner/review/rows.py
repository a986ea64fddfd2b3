"""Review: aligned rows side by side, with how sure each is and why.

Only a window of rows is drawn, around the current one, whatever the length of the document; keys
and clicks redraw this window alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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
    picker, languages = st.columns([3, 2], vertical_alignment="bottom", gap="medium")
    with picker:
        project = desk.project_picker()
    with languages:
        shown = _languages(project)
    if desk.outline(project):
        _reader(project, shown)
    else:
        st.info("This document has no rows: both texts are empty.")


def _languages(project: ProjectSummary) -> list[str]:
    """The languages to show, the pivot always first; kept in the URL."""
    others = [lang for lang in project.languages if lang != project.pivot]
    if len(others) < 2:
        return list(project.languages)
    picked = st.pills(
        f"Beside {language_name(project.pivot)}",
        others,
        selection_mode="multi",
        default=others[:2],
        format_func=language_name,
        key="langs",
        bind="query-params",
    )
    return [project.pivot, *(lang for lang in others if lang in picked)]


@st.fragment
def _reader(project: ProjectSummary, languages: Sequence[str]) -> None:
    rows = desk.outline(project)
    events = listener.events("review", KEYS)
    desk.follow(events)
    show = _filter(rows)
    matching = [row for row in rows if window.fits(row, show)]
    current = _current(rows, matching, events)
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
    options = [show.value for show in Show if counts[show] or show == Show.ALL]
    picked = st.segmented_control(
        "Show",
        options,
        default=Show.ALL.value,
        required=True,
        format_func=lambda name: f"{window.TITLES[Show(name)]} {counts[Show(name)]}",
        key="show",
        bind="query-params",
        label_visibility="collapsed",
    )
    return Show(picked or Show.ALL)


def _current(
    rows: Sequence[OutlineRow], matching: Sequence[OutlineRow], events: Sequence[listener.Event]
) -> OutlineRow:
    """The row to read now: the one in the URL, moved by what was pressed and clicked."""
    named = st.query_params.get("row")
    current = next((row for row in rows if str(row.id) == named), rows[0])
    among = matching or rows
    index = window.nearest(among, current.position) or 0
    for event in events:
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
            index = _index_of(rows, among, event.value.removeprefix("row:"), index)
    current = among[index]
    if named != str(current.id):
        st.query_params["row"] = str(current.id)
    return current


def _index_of(
    rows: Sequence[OutlineRow], among: Sequence[OutlineRow], row_id: str, otherwise: int
) -> int:
    found = next((row for row in rows if str(row.id) == row_id), None)
    index = None if found is None else window.nearest(among, found.position)
    return otherwise if index is None else index


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
