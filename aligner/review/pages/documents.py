"""Documents: what is in the database, what is being added, and a closer look at one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from aligner import store
from aligner.model import Status
from aligner.review import live, term_source
from aligner.review.confidence import BANDS, band
from aligner.review.filters import is_open
from aligner.review.frame import desk, listener
from aligner.review.links import HOME, link
from aligner.review.pages import (
    adding,
    charts,
    holding_forms,
    importing,
    old_versions,
    repairs,
)
from aligner.review.templates import render
from aligner.review.term_filters import plain
from aligner.store import GlossarySummary, OutlineRow, ProjectSummary

_PER_PAGE = 25
_FEW = 8  # documents that need no search
_NEWEST = "saved"
ORDERS = {_NEWEST: "Newest", "name": "By name", "pending": "Most to do"}


@desk.told
def page() -> None:
    """The page Documents."""
    found, glossaries = desk.all_projects(), term_source.imported()
    project = desk.chosen(found) if found else None
    _take_events(project)
    desk.tell()
    if found:
        _list(found, project)
    elif not glossaries:
        st.html(render("documents.html:nothing_yet", url=desk.database_url()))
    if glossaries:
        st.html(render("documents.html:glossaries", glossaries=glossaries))
        _glossary(glossaries)
    adding.show(opened=not found and not glossaries)
    importing.show()
    if store.exists(desk.database_url()):
        holding_forms.put_back()
    if project is not None:
        _closer(project)


def _list(found: Sequence[ProjectSummary], at_hand: ProjectSummary | None) -> None:
    """The documents that are searched for, a page of them."""
    words, by = _search() if len(found) > _FEW else ("", _NEWEST)
    listed = ordered(matching(found, words), by)
    pages = -(-len(listed) // _PER_PAGE)
    number = 1
    if pages > 1:
        number = min(st.session_state.get("documents.page", 1), pages)
    shown = listed[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    outlines = {p.id: live.project(p.id).outline().rows for p in shown}
    lines = [_line(one, outlines.get(one.id, ()), one == at_hand) for one in shown]
    if lines:
        st.html(render("documents.html:table", projects=lines))
    else:
        st.html('<p class="al-none" role="status">No document is called so.</p>')
    if pages > 1:
        st.pagination(pages, key="documents.page")


def _search() -> tuple[str, str]:
    search, order = st.columns([3, 2], vertical_alignment="bottom")
    with search:
        words = st.text_input(
            "Find a document",
            placeholder="Find a document by its name",
            label_visibility="collapsed",
            type="search",
            key="documents.find",
        )
    with order:
        return words or "", desk.choice("Order", ORDERS, "order")


def matching(found: Sequence[ProjectSummary], words: str) -> list[ProjectSummary]:
    """Documents whose names hold all words, whatever case and accents."""
    wanted = plain(words).split()
    return [one for one in found if all(word in plain(one.name) for word in wanted)]


def ordered(found: Sequence[ProjectSummary], by: str) -> list[ProjectSummary]:
    """Documents by one of :data:`ORDERS`."""
    if by == "name":
        return sorted(found, key=lambda one: natural(plain(one.name)))
    if by == "pending":
        return sorted(found, key=lambda one: -one.rows.get(Status.CANDIDATE, 0))
    return list(found)


def natural(name: str) -> list[tuple[int, str]]:
    """By what names are put in order as people do: 9 before 10."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


def _glossary(glossaries: Sequence[GlossarySummary]) -> None:
    """What can be done with one of the glossaries as a whole."""
    with st.popover("Rename or remove a glossary", icon=":material/more_horiz:"):
        picked = st.selectbox("Glossary", glossaries, format_func=lambda one: one.name)
        if picked is not None:
            holding_forms.of_glossary(picked)


def _closer(project: ProjectSummary) -> None:
    """A closer look at one document."""
    st.html(render("frame.html:name", name=project.name))
    holding_forms.of_document(project)
    older = desk.database().versions(project.id)
    views = {
        "overview": "Overview",
        "repairs": f"OCR repair {project.changes:,}",
        "making": "How it was made",
    }
    if older:
        views["versions"] = f"Older versions {len(older):,}"
    match desk.choice("Look at", views, "view"):
        case "repairs":
            repairs.show(project)
        case "making":
            documents = desk.database().documents(project.id)
            st.html(render("documents.html:making", project=project, documents=documents))
        case "versions":
            old_versions.show(older)
        case _:
            _overview(project)


class _Line(NamedTuple):
    """A project in the list.

    Attributes:
        here: Where it is looked at closer on this page.
        review: Where it is reviewed.
        go_on: What reviewing it is called now.
        wanted: Rows that are to be exported.
        approved: Those of them that are approved.
        bands: Share of its rows by the colour of their confidence; empty where they are not read.
        bands_told: The same in words.
        uncertain: Rows that are uncertain and pending; None where they are not read.
    """

    project: ProjectSummary
    at_hand: bool
    here: str
    review: str
    go_on: str
    wanted: int
    approved: int
    bands: Sequence[tuple[str, float]]
    bands_told: str
    uncertain: int | None


def _line(project: ProjectSummary, rows: Sequence[OutlineRow], at_hand: bool) -> _Line:
    pending = project.rows.get(Status.CANDIDATE, 0)
    begun = pending < project.row_count
    counts = Counter(band(row.confidence).word for row in rows)
    words = [one.word for one in BANDS if counts[one.word]]
    return _Line(
        project,
        at_hand,
        here=link(HOME, project=project.id),
        review=link("review", project=project.id),
        go_on="Continue" if begun and pending else "Look again" if begun else "Review",
        wanted=project.row_count - project.rows.get(Status.EXCLUDED, 0),
        approved=project.rows.get(Status.APPROVED, 0),
        bands=[(word, counts[word] / len(rows)) for word in words],
        bands_told=", ".join(f"{counts[word]} {word}" for word in words),
        uncertain=sum(map(is_open, rows)) if rows else None,
    )


def _take_events(project: ProjectSummary | None) -> None:
    """Refuse and restore what was clicked, and go where a link leads."""
    links = []
    hand = desk.hand() if project is not None else None
    for event in listener.events("documents"):
        if hand and project and (deed := repairs.deed(project.id, event.value)):
            hand.do(deed)
        elif event.link:
            links.append(event)
    desk.follow_last(links)


def _overview(project: ProjectSummary) -> None:
    """The map of the document, and how sure its rows are."""
    rows = live.project(project.id).outline().rows
    for lang in project.languages:
        if lang != project.pivot:
            with desk.apart("The map of the document"):
                charts.bead_map(rows, project.pivot, lang, project.id)
    st.html('<h3 class="al-chart">Rows by confidence</h3>')
    dark = st.context.theme.type == "dark"
    st.altair_chart(charts.histogram(rows, dark=dark), width=760, height=250)
