"""Documents: what is in the database, what is being added, and a closer look at one of them."""

from __future__ import annotations

import streamlit as st

from aligner.review.document_markup import making, nothing_yet, projects_table
from aligner.review.frame import desk, listener
from aligner.review.pages import adding, charts, repairs
from aligner.store import ProjectSummary

_OUTLINED = 50
"""Documents whose rows are read for the list; further ones are listed without their confidence."""


@desk.told
def page() -> None:
    """The page Documents."""
    found = desk.all_projects()
    if not found:
        st.html(nothing_yet(desk.database_url()))
        adding.show(opened=True)
        return
    project = desk.chosen(found)
    _take_events(project)
    desk.tell()
    outlines = {p.id: desk.outline(p) for p in found[:_OUTLINED]}
    st.html(projects_table(found, outlines, project.id))
    adding.show(opened=False)
    views = {
        "overview": "Overview",
        "repairs": f"OCR repair {project.changes:,}",
        "making": "How it was made",
    }
    match desk.choice("Look at", views, "view"):
        case "repairs":
            repairs.show(project)
        case "making":
            st.html(making(project, desk.database().documents(project.id)))
        case _:
            _overview(project)


def _take_events(project: ProjectSummary) -> None:
    """Refuse and restore what was clicked, and go where a link leads."""
    hand, links = desk.hand(), []
    for event in listener.events("documents"):
        if deed := repairs.deed(project.id, event.value):
            hand.do(deed)
        elif event.link:
            links.append(event)
    desk.follow_last(links)


def _overview(project: ProjectSummary) -> None:
    """The map of the document, and how sure its rows are."""
    rows = desk.outline(project)
    for lang in project.languages:
        if lang != project.pivot:
            charts.bead_map(rows, project.pivot, lang, project.id)
    st.html('<h3 class="al-chart">Rows by confidence</h3>')
    dark = st.context.theme.type == "dark"
    st.altair_chart(charts.histogram(rows, dark=dark), width=760, height=250)
