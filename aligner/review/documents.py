"""Documents: what is in the database, and a closer look at one of them."""

from __future__ import annotations

import streamlit as st

from aligner.review import charts, desk, listener, repairs
from aligner.review.document_markup import making, projects_table
from aligner.store import ProjectSummary


@desk.told
def page() -> None:
    """The page Documents."""
    found = desk.projects()
    desk.follow_last(listener.events("documents"))
    project = desk.chosen(found)
    st.html(projects_table(found, {p.id: desk.outline(p) for p in found[:50]}, project.id))
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


def _overview(project: ProjectSummary) -> None:
    """The map of the document, and how sure its rows are."""
    rows = desk.outline(project)
    for lang in project.languages:
        if lang != project.pivot:
            charts.bead_map(rows, project.pivot, lang, project.id)
    st.html('<h3 class="al-chart">Rows by confidence</h3>')
    dark = st.context.theme.type == "dark"
    st.altair_chart(charts.histogram(rows, dark=dark), width=760, height=250)
