"""Review: aligned rows side by side, decided on by one key each.

Only a window of rows is drawn, around the current one, whatever the length of the document; keys
and clicks redraw this window alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

import streamlit as st

from aligner.review import adding_terms, filters, live, live_terms, window
from aligner.review.drawing import Answer, Drawing
from aligner.review.filters import Counts, Filter, Show
from aligner.review.frame import desk, listener
from aligner.review.keys import HELP
from aligner.review.pages import row_panels, row_questions, row_terms
from aligner.review.place import Place
from aligner.review.reader import Reader
from aligner.review.row_keys import MARKING, ROWS
from aligner.review.source import Source
from aligner.review.templates import language_name, render
from aligner.store import OutlineRow, ProjectSummary
from aligner.store.deeds import VERBS, may


@desk.told
def page() -> None:
    """The page Review."""
    st.html(desk.STYLES / "rows.css")
    picker, languages, company = st.columns(3, vertical_alignment="center", gap="medium")
    with picker:
        project = desk.project_picker()
    with languages:
        shown = _languages(project)
    if not live.project(project.id).outline().rows:
        st.info("This document has no rows: its texts are empty.")
        return
    place = _place(project)
    _arrive(place, project, st.query_params)
    with company:
        _company(project.id)
    _reader(project, shown)


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


def _place(project: ProjectSummary) -> Place:
    place: Place = st.session_state.setdefault(f"review.{project.id}.place", Place())
    return place


def _arrive(place: Place, project: ProjectSummary, query: Mapping[str, str]) -> None:
    """Take up what the URL says when the page is opened or reached by a link."""
    if named := query.get("row", ""):
        known = named.isdecimal() and live.project(project.id).outline().row(int(named))
        if known:
            place.row = int(named)
        else:
            desk.notice(
                f"There is no row {named[:20]} in this document: it was merged or realigned, "
                "or the link is of another. This is the next row to decide on."
            )
            place.row = 0
    place.only = Filter.of_query(query)
    place.marking = query.get("terms") == "all"


def _tell_url(place: Place, row: OutlineRow) -> None:
    marking = {"terms": "all"} if place.marking else {}
    wanted = {"row": str(row.id), **marking, **place.only.query()}
    for name in ("row", "terms", *filters.PARAMETERS):
        if name not in wanted:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]


@st.fragment
@desk.told
def _reader(project: ProjectSummary, languages: Sequence[str]) -> None:
    source, place, actor = Source.of(project, languages), _place(project), desk.actor()
    reader = Reader(source.database, actor, project.id, source.live, place, languages)
    for done in listener.events("review", **ROWS.for_browser()):
        reader.handle(done)
    link, place.link = place.link, ""
    desk.follow(link)
    known = live_terms.now() if place.marking or place.words else None
    hits = place.search if place.only.show is Show.FOUND else None
    source = replace(source, known=known if place.marking else None, search=hits)
    index, rows = reader.index, reader.outline.rows
    current = reader.among[index]
    place.row = current.id
    _tell_url(place, current)
    answer = Answer(
        listener.seen("review"),
        reader.outline.newest,
        place.said,
        place.failed,
        reader.outline.checked,
    )
    counted = Counts.of(reader.outline.traits, place.only, actor.name)
    wrong = [bool(traits.marks) and traits.open for traits in reader.outline.traits]
    st.html(row_panels.strip(window.strip(rows, wrong), current.position, len(rows)))
    st.html(row_panels.filters(place.only, counted, actor.name))
    allowed = {action for action in VERBS if may(actor.role, action)}
    st.html(
        render(
            "rail.html:buttons",
            keys=ROWS.buttons,
            allowed=allowed,
            help=HELP,
            steps=reader.step_words(),
            pressed={MARKING: place.marking},
        )
    )
    widths = [2, 25, 5] if len(languages) > 3 else [3, 20, 6]
    rail, middle, side = st.columns(widths, gap="small" if len(languages) > 3 else "medium")
    drawing = source.window(reader.outline, reader.among, index, place.view)
    with rail, desk.apart("The structure of the document"):
        st.html(row_panels.progress(rows) + _rail(source, reader, current))
    with middle, st.container(key="rows"):
        st.html(_middle(source, reader, drawing, answer))
    with side, desk.apart("What is known of this row"):
        notes = source.database.notes(current.id)
        history = source.database.history(current.id)
        cards = ""
        if known and place.words:
            cards = row_terms.cards(source.database, known, *place.words, languages)
        st.html(row_panels.panel(drawing, place.clash, notes, history, cards))


def _rail(source: Source, reader: Reader, current: OutlineRow) -> str:
    outline = reader.outline
    sections = window.rail(outline.rows, outline.spans, outline.places[current.id])
    headings = [section.rows[0].id for section in sections if not section.name]
    texts = source.database.paragraphs(headings)
    return row_panels.rail(outline, source.project.id, sections, current, texts)


def _middle(source: Source, reader: Reader, drawing: Drawing, answer: Answer) -> str:
    """The rows, or what is asked before many of them change."""
    if reader.place.question == "realign":
        return row_questions.realign(reader.outline.rows, answer, source.languages)
    if reader.place.question == "certify":
        rows, draw = reader.outline.rows, reader.place.draw
        sure = 0 if draw else len(reader.sure)
        return row_questions.certify(draw, sure, rows, answer, source.languages)
    if reader.place.question == "undo" and (last := reader.steps.last()):
        return row_questions.undo(last, reader.steps.back(last), answer, source.languages)
    if reader.place.question == "replace" and (search := reader.place.search):
        shown_in = reader.outline, answer, source.languages
        return row_questions.replace(search, reader.place.changes, *shown_in)
    if reader.place.question == "term":
        found = adding_terms.same(source.database, reader.place.proposed)
        return row_terms.same(reader.place.proposed, found, answer, source.languages)
    if reader.place.question != "bulk":
        note = "No row passes this filter, so all are shown." if reader.none_fits else ""
        return render(
            "rows.html",
            drawing=drawing,
            answer=answer,
            note=note,
        )
    rows = [row for i, _ in reader.place.bulk if (row := reader.outline.row(i))]
    sample = row_questions.sample(rows)
    shown = source.drawing(reader.outline, sample, drawing.current) if sample else drawing
    return row_questions.bulk(shown, len(rows), answer)


@st.fragment(run_every="3s")
@desk.told
def _company(project_id: int) -> None:
    """Who else is here, and what is being done; tells the browser when rows have changed."""
    session = st.session_state.setdefault("review.session", uuid4().hex)
    place: Place = st.session_state.get(f"review.{project_id}.place", Place())
    database = desk.database()
    actor = desk.actor()
    others = database.here(project_id, actor, place.row or None, session)
    known = live.project(project_id)
    newest = database.last_event(project_id)
    work = known.realignment
    st.html(
        row_panels.company(others, actor.name, known.outline(), newest, known.checked)
        + (render("rail.html:realigning", work=work) if work is not None and work.is_news else "")
    )
