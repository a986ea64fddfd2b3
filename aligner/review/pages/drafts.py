"""A draft checked against its source, of which no document is made."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from aligner.consistency import Report, Severity, html_report
from aligner.errors import InputError, UsageError
from aligner.review.frame import desk, uploads
from aligner.review.frame.uploads import Upload
from aligner.review.pages.adding import kept, with_language
from aligner.review.pages.checked import Checked
from aligner.review.pages.draft_worker import Draft, checked
from aligner.review.pages.finding_view import beside, head
from aligner.review.templates import render
from aligner.store.deeds import may

_MOST = 50
"""Findings that are drawn; the report that can be downloaded has all."""


@st.fragment
@desk.told
def show() -> None:
    """The form for a source and a draft, and what was found in the last ones."""
    if not may(desk.actor().role, "run"):
        return
    with st.expander("Check a draft without adding it", icon=":material/fact_check:"):
        given = st.file_uploader(
            f"The source and its translation: {uploads.TOLD}, at most {uploads.MEGABYTES} MB each",
            type=list(uploads.KINDS),
            accept_multiple_files=True,
            key="drafts.files",
            max_upload_size=uploads.MEGABYTES,
        )
        there = [upload for file in given if (upload := kept(file))]
        chosen = [with_language(upload, i, "drafts") for i, upload in enumerate(there)]
        if len(chosen) != 2:
            words = "Give two files. Nothing of them is kept in a document, a memory or the log."
            st.html(render("documents.html:quiet", words=words))
            return
        draft = _draft(chosen)
        if draft is not None:
            _found(_report(desk.database_url(), _state(), draft, tuple(chosen)))


def _draft(chosen: list[Upload]) -> Draft | None:
    """The two files in their roles, once the person has asked; None before."""
    names = [upload.name for upload in chosen]
    roles, button = st.columns([6, 2], vertical_alignment="bottom")
    with roles:
        picked = st.radio("The source is", names, key="drafts.source", horizontal=True)
    source, draft = chosen if names.index(picked or names[0]) == 0 else chosen[::-1]
    trouble = _trouble(source, draft)
    with button:
        asked = st.button("Check", type="primary", disabled=bool(trouble), width="stretch")
    if trouble:
        st.html(render("documents.html:quiet", words=trouble))
        return None
    wanted = Draft(source.path, draft.path, (source.lang, draft.lang))
    if asked:
        st.session_state["drafts.wanted"] = wanted
    return wanted if st.session_state.get("drafts.wanted") == wanted else None


def _trouble(source: Upload, draft: Upload) -> str:
    try:
        uploads.check((source, draft), source.lang)
    except UsageError as error:
        return str(error)
    return ""


def _state() -> tuple[object, ...]:
    """What the report depends on beside the files."""
    database = desk.database()
    glossaries = ((g.id, g.version) for g in database.glossaries())
    return (*glossaries, *((p.id, p.saved, *p.rows.items()) for p in database.projects()))


@st.cache_resource(show_spinner="Reading, aligning, checking …", max_entries=4)
def _report(
    url: str, state: tuple[object, ...], draft: Draft, _given: tuple[Upload, ...]
) -> Report:
    del state  # part of the key only
    try:
        return checked(url, draft)
    except InputError as error:
        message = str(error)
        for upload in _given:
            message = uploads.by_given_name(message, upload)
        raise InputError(message) from None


def _found(report: Report) -> None:
    """What was found, the gravest first, and the whole as a file."""
    st.html(head(report))
    hinted = sum(finding.severity is Severity.HINT for finding in report.findings)
    told, file = st.columns([6, 2], vertical_alignment="center")
    with told:
        all_of_them = st.toggle(f"With {hinted:,} hints", key="drafts.hints")
    with file:
        page = _page(report)
        st.download_button("All as a web page", page, "check.html", "text/html", width="stretch")
    shown = [f for f in report.findings if all_of_them or f.severity.reaches(Severity.WARNING)]
    for finding in shown[:_MOST]:
        st.html(beside(None, Checked(report), finding, ()))
    if (more := len(shown) - _MOST) > 0:
        st.html(render("documents.html:quiet", words=f"and {more:,} more"))
    elif not shown:
        st.html(render("documents.html:quiet", words="Nothing was found."))


def _page(report: Report) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "check.html")
        html_report.write(report, path)
        return path.read_bytes()
