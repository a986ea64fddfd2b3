"""Activity: the log of all that was done, and what each document has come to."""

from __future__ import annotations

import streamlit as st

from aligner.errors import AlignerError
from aligner.model import Event
from aligner.review import activity_markup, live, progress_markup
from aligner.review.frame import desk, listener
from aligner.store import ProjectSummary
from aligner.store.deeds import VERBS, may
from aligner.store.deeds.undoing import Undo

_PAGE = 100
_PEOPLE_AMONG = 1000  # newest events in which people are looked for


@desk.told
def page() -> None:
    """The page Activity."""
    st.html(desk.STYLES / "rows.css")
    found = desk.projects()
    link, failed = "", ""
    for done in listener.events("activity"):
        link = done.link or link
        if done.value.startswith("undo:"):
            failed = _undo(int(done.value.removeprefix("undo:")))
    desk.follow(link)
    if failed:
        st.error(failed, icon=":material/error:")
    match desk.choice("Look at", {"log": "Log", "progress": "Progress and agreement"}, "view"):
        case "progress":
            _progress(found)
        case _:
            _log(found)


def _undo(event_id: int) -> str:
    """Take an event back; says why where it cannot be."""
    try:
        desk.database().decide(desk.actor(), Undo(event_id))
    except AlignerError as error:
        return str(error)
    return ""


def _log(found: list[ProjectSummary]) -> None:
    database = desk.database()
    names = {project.id: project.name for project in found}
    where, who, what = st.columns(3)
    people = sorted({event.actor for event in database.events(limit=_PEOPLE_AMONG)})
    with where:
        project = _picked("Document", {str(i): name for i, name in names.items()}, "project")
    with who:
        actor = _picked("Person", {name: name for name in people}, "who")
    with what:
        actions = sorted({*VERBS, "undo"})
        action = _picked("Action", {name: name for name in actions}, "action")
    count = _count()
    events = database.events(
        int(project) if project else None, limit=count + 1, actor=actor, action=action
    )
    if not events:
        st.info("Nothing was done yet that fits.")
        return
    role = desk.actor().role

    def may_undo(event: Event) -> bool:
        needed = event.action
        return bool(event.before or event.after) and (needed == "undo" or may(role, needed))

    st.html(activity_markup.table(events[:count], names, _row_name, may_undo))
    if len(events) > count and st.button("Show more"):
        st.query_params["count"] = str(count + _PAGE)
        st.rerun()


def _row_name(project_id: int, row_id: int) -> str:
    return live.project(project_id).outline().name(row_id)


def _count() -> int:
    named = st.query_params.get("count", "")
    return min(int(named), 5000) if named.isdigit() and int(named) else _PAGE


def _picked(label: str, titles: dict[str, str], name: str) -> str:
    """One of some values or any, kept in the URL; empty for any."""
    named = st.query_params.get(name, "")
    values = ["", *titles]
    picked = st.selectbox(
        label,
        values,
        index=values.index(named) if named in values else 0,
        format_func=lambda value: titles.get(value, "any"),
        key=f"activity.{name}",
    )
    if not picked:
        st.query_params.pop(name, None)
    elif picked != named:
        st.query_params[name] = picked
    return picked or ""


def _progress(found: list[ProjectSummary]) -> None:
    database = desk.database()
    told = [
        progress_markup.Progress.of(
            project,
            live.project(project.id).outline().rows,
            database.events(project.id, limit=None),
        )
        for project in found[:50]
    ]
    st.html(progress_markup.table(told))
