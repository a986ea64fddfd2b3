"""Documents: what is in the database, and a closer look at one of them."""

from __future__ import annotations

import streamlit as st

from aligner.review import charts, desk, listener, repairs
from aligner.review.document_markup import making, projects_table
from aligner.store import ProjectSummary

_VIEWS = {"map": "Map", "confidence": "Confidence", "repairs": "OCR repair", "making": "How made"}


@desk.told
def page() -> None:
    """The page Documents."""
    found = desk.projects()
    desk.follow(listener.events("documents"))
    project = desk.chosen(found)
    st.html(projects_table(found, {p.id: desk.outline(p) for p in found[:50]}, project.id))
    view = st.segmented_control(
        "Look at",
        list(_VIEWS),
        default="map",
        required=True,
        format_func=lambda name: _title(name, project),
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    match view:
        case "confidence":
            dark = st.context.theme.type == "dark"
            st.altair_chart(charts.histogram(desk.outline(project), dark=dark), height=320)
        case "repairs":
            repairs.show(project)
        case "making":
            st.html(making(project, desk.database().documents(project.id)))
        case _:
            _map(project)


def _title(name: str, project: ProjectSummary) -> str:
    return f"{_VIEWS[name]} {project.changes:,}" if name == "repairs" else _VIEWS[name]


def _map(project: ProjectSummary) -> None:
    rows = desk.outline(project)
    for lang in project.languages:
        if lang != project.pivot:
            charts.bead_map(rows, project.pivot, lang, project.id)
