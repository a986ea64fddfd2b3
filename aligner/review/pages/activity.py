"""Activity: the log of all that was done, and what each document has come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from aligner.errors import AlignerError
from aligner.model import Event
from aligner.review import live
from aligner.review.agreement import Progress
from aligner.review.confidence import BANDS
from aligner.review.event_words import changed, entry_name
from aligner.review.frame import desk, listener
from aligner.review.links import link
from aligner.review.markdown import literal
from aligner.review.spans import Diff
from aligner.review.templates import render
from aligner.store import ProjectSummary
from aligner.store.deeds import VERBS, may
from aligner.store.deeds.undoing import Undo

_PAGE = 100
_MOST_SUBJECTS = 4
_MOST_CHANGES = 3
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
        st.error(literal(failed), icon=":material/error:")
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

    lines = [_line(event, names, may_undo(event)) for event in events[:count]]
    st.html(render("activity.html:log", lines=lines))
    if len(events) > count and st.button("Show more"):
        st.query_params["count"] = str(count + _PAGE)
        st.rerun()


class _Line(NamedTuple):
    """One event of the log.

    Attributes:
        project: Name of its project.
        subjects: The rows and entries that it was about, some of them: where each leads, its name.
        more: How many further ones there are.
        changes: What changed, subject by subject, each difference once.
        may_undo: True where the person at the desk may take it back.
    """

    event: Event
    project: str
    subjects: Sequence[tuple[str, str]]
    more: int
    changes: Sequence[Sequence[tuple[str, Diff]]]
    may_undo: bool


def _line(event: Event, names: Mapping[int, str], may_undo: bool) -> _Line:
    subjects = [
        (link("review", project=event.project, row=row), _row_name(event.project or 0, row))
        for row in event.rows[:_MOST_SUBJECTS]
    ]
    subjects += [
        (link("terms", project=event.project, entry=entry), entry_name(event, entry))
        for entry in event.entries[:_MOST_SUBJECTS]
    ]
    more = len(event.rows) + len(event.entries) - len(subjects)
    named = list(dict.fromkeys((*event.before, *event.after)))[:_MOST_CHANGES]
    found = [changed(event.before.get(name), event.after.get(name)) for name in named]
    changes = [of for i, of in enumerate(found) if of and of not in found[:i]]
    return _Line(event, names.get(event.project or 0, ""), subjects, more, changes, may_undo)


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
        Progress.of(
            project,
            live.project(project.id).outline().rows,
            database.events(project.id, limit=None),
        )
        for project in found[:50]
    ]
    st.html(render("activity.html:progress", lines=told, bands=BANDS))
