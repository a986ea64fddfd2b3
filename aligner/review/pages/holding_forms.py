"""What is done with a document as a whole: name it, give it languages, remove it, put it back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from aligner.errors import AlignerError
from aligner.model import Status
from aligner.review.frame import desk, jobs, uploads
from aligner.review.markdown import literal
from aligner.review.pages import adding
from aligner.review.templates import counted, render
from aligner.store import GlossarySummary, ProjectSummary, Removed
from aligner.store.deeds import Deed, may
from aligner.store.deeds.holdings import (
    LONGEST,
    RemoveGlossary,
    RemoveProject,
    RenameGlossary,
    RenameProject,
)
from aligner.store.deeds.undoing import Undo


def of_document(project: ProjectSummary) -> None:
    """What can be done with a document, each behind a button."""
    role = desk.actor().role
    with st.container(horizontal=True, key="holding"):
        if may(role, "rename document"):
            _rename(project.name, lambda name: RenameProject(project.id, name), "document")
        if may(role, "run"):
            with st.popover("Replace or add a language", icon=":material/translate:"):
                _languages(project)
        if may(role, "remove document"):
            _remove(project.name, hanging_on(project), RemoveProject(project.id), "document")


def of_glossary(glossary: GlossarySummary) -> None:
    """What can be done with a glossary without a document."""
    role = desk.actor().role
    with st.container(horizontal=True, key=f"holding.{glossary.id}"):
        if may(role, "rename glossary"):
            _rename(glossary.name, lambda name: RenameGlossary(glossary.id, name), "glossary")
        if may(role, "remove glossary"):
            concepts = counted(sum(glossary.entries.values()), "concept")
            _remove(glossary.name, concepts, RemoveGlossary(glossary.id), "glossary")


def hanging_on(project: ProjectSummary) -> str:
    """In words, what goes with a document when it is removed."""
    decided = project.row_count - project.rows.get(Status.CANDIDATE, 0)
    older = len(desk.database().versions(project.id))
    told = [f"{counted(project.row_count, 'row')}, {decided:,} of them decided"]
    told.append(counted(project.entries, "concept"))
    if older:
        told.append(counted(older, "older version"))
    return "; ".join(told)


def put_back() -> None:
    """What was removed, each with the way back."""
    removed = desk.database().removed()
    if not removed:
        return
    with st.expander(f"Removed {len(removed):,}", icon=":material/delete:"):
        for one in removed:
            _put_back(one)


def _put_back(one: Removed) -> None:
    about, button = st.columns([7, 1], vertical_alignment="center")
    with about:
        st.html(render("documents.html:removed", one=one))
    with button:
        if st.button("Put back", key=f"back.{one.event}", width="stretch"):
            _done(Undo(one.event))


def _rename(name: str, deed: Callable[[str], Deed], what: str) -> None:
    with st.popover("Rename", icon=":material/edit:"):
        wanted = st.text_input(f"Name of the {what}", name, max_chars=LONGEST, key=f"rename.{name}")
        shown = uploads.shown_name(wanted or "").strip()
        ready = bool(wanted and wanted.strip()) and shown != name
        if st.button("Rename it", key=f"rename.do.{name}", type="primary", disabled=not ready):
            _done(deed(shown))


def _remove(name: str, hanging: str, deed: Deed, what: str) -> None:
    with st.popover("Remove", icon=":material/delete:"):
        st.html(render("documents.html:removing", name=name, hanging=hanging))
        if st.button(f"Remove the {what}", key=f"remove.do.{name}", type="primary"):
            _done(deed)


def _done(deed: Deed) -> None:
    """Do it, and draw the page anew; what went wrong is told there."""
    desk.do(deed)
    st.rerun()


def _languages(project: ProjectSummary) -> None:
    """Files that take the place of language versions, or come as further ones."""
    st.html(render("documents.html:replacing", project=project))
    given = st.file_uploader(
        "One file for each language",
        type=list(uploads.KINDS),
        accept_multiple_files=True,
        key=f"replacing.{project.id}.{st.session_state.setdefault('adding.round', 0)}",
        max_upload_size=uploads.MEGABYTES,
    )
    if not given:
        return
    kept = [upload for file in given if (upload := adding.kept(file))]
    chosen = [adding.with_language(upload, i, "replacing") for i, upload in enumerate(kept)]
    langs = [upload.lang for upload in chosen]
    ready = bool(chosen) and len(kept) == len(given) and all(langs) and len({*langs}) == len(langs)
    told = ", ".join(
        f"{upload.name} {'replaces' if upload.lang in project.languages else 'is added'}"
        for upload in chosen
    )
    st.html(render("documents.html:quiet", words=told))
    known = {*langs} & {*project.languages}
    other = known and st.checkbox("Take them however little they share with what is there")
    if not st.button("Align anew", key="replacing.do", type="primary", disabled=not ready):
        return
    try:
        jobs.begin(
            chosen,
            name=project.name,
            pivot=project.pivot,
            actor=desk.actor(),
            url=desk.database_url(),
            files=uploads.folder(desk.database_url()),
            same=bool(other) or not known,
        )
    except AlignerError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    st.session_state["adding.round"] += 1
    st.rerun()
