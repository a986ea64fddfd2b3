"""Adding a document: its files, the language of each, and the runs that are under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from aligner.errors import AlignerError
from aligner.languages import drafted
from aligner.review.frame import desk, jobs, uploads
from aligner.review.frame.jobs import Job, State
from aligner.review.frame.uploads import Upload
from aligner.review.links import link
from aligner.review.markdown import literal
from aligner.review.templates import language_name, render
from aligner.showing import visible
from aligner.store.deeds import may

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_PIVOT = "fr"
_LONGEST_NAME = 120
_LOOK_EVERY = 1.0  # seconds between two looks at the runs, while there are any


def show(*, opened: bool) -> None:
    """The form for a new document, and the runs that are under way.

    Args:
        opened: Show the form without a click, as where there is no document yet.
    """
    if not may(desk.actor().role, "run"):
        st.html('<p class="al-quiet">A viewer cannot add documents.</p>')
        return
    round_ = st.session_state.setdefault("adding.round", 0)
    with st.expander("Add a document", expanded=opened, icon=":material/add:"):
        given = st.file_uploader(
            f"One file for each language version: {uploads.TOLD}, "
            f"at most {uploads.MEGABYTES} MB each",
            type=list(uploads.KINDS),
            accept_multiple_files=True,
            key=f"adding.files.{round_}",
            max_upload_size=uploads.MEGABYTES,
        )
        if given:
            _form(given)
    runs()


def runs() -> None:
    """The runs that were not put away, looked at again and again while any is active."""
    found = jobs.listed(_files())
    if found:
        active = any(job.active for job in found)
        st.fragment(_runs, run_every=_LOOK_EVERY if active else None)(active)


def _form(given: Sequence[UploadedFile]) -> None:
    there = [upload for file in given if (upload := kept(file))]
    chosen = [with_language(upload, i) for i, upload in enumerate(there)]
    if not chosen:
        return
    langs = list(dict.fromkeys(upload.lang for upload in chosen if upload.lang))
    name_box, pivot_box, button = st.columns([4, 2, 2], vertical_alignment="bottom")
    with name_box:
        name = st.text_input(
            "Name of the document", uploads.document_name(chosen), max_chars=_LONGEST_NAME
        )
    with pivot_box:
        pivot = st.selectbox(
            "Align the others to",
            langs,
            index=langs.index(_PIVOT) if _PIVOT in langs else 0,
            format_func=language_name,
            disabled=len(langs) < 2,
        )
    trouble = _trouble(chosen, pivot or "") if len(there) == len(given) else "Take out what is red."
    with button:
        asked = st.button("Align", type="primary", disabled=bool(trouble), width="stretch")
    if trouble:
        st.html(render("documents.html:quiet", words=trouble))
    elif asked:
        _begin(chosen, uploads.shown_name(name or "").strip() or "document", pivot or "")


def kept(file: UploadedFile) -> Upload | None:
    """A file in its place, with the language that it is in; None where it cannot be used."""
    try:
        upload = uploads.keep(file.name, file.getvalue(), _files())
        return replace(upload, lang=_detected(upload))
    except AlignerError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return None


@st.cache_data(show_spinner="Looking at the file", max_entries=200, hash_funcs={Upload: repr})
def _detected(upload: Upload) -> str:
    return uploads.language_of(upload)


def with_language(upload: Upload, place: int, form: str = "adding") -> Upload:
    """The file with the language that the person leaves or chooses for it."""
    about, choice = st.columns([5, 3], vertical_alignment="center")
    with about:
        size = Path(upload.path).stat().st_size
        amount = f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 1024):,} kB"
        st.html(render("documents.html:upload", upload=upload, amount=amount))
    read = drafted()
    codes = list(dict.fromkeys([*read, upload.lang] if upload.lang else read))
    with choice:
        lang = st.selectbox(
            f"Language of {visible(upload.name)}",
            codes,
            index=codes.index(upload.lang) if upload.lang else None,
            format_func=language_name,
            placeholder="Choose its language",
            label_visibility="collapsed",
            key=f"{form}.lang.{place}.{upload.sha256}",
        )
    return replace(upload, lang=lang or "")


def _trouble(chosen: Sequence[Upload], pivot: str) -> str:
    try:
        uploads.check(chosen, pivot)
    except AlignerError as error:
        return str(error)
    return ""


def _begin(chosen: Sequence[Upload], name: str, pivot: str) -> None:
    jobs.begin(
        chosen, name=name, pivot=pivot, actor=desk.actor(), url=desk.database_url(), files=_files()
    )
    st.session_state["adding.round"] += 1
    st.rerun()


@desk.told
def _runs(were_active: bool) -> None:
    """One line a run, with what can be done about it."""
    found = jobs.listed(_files())
    if were_active and not any(job.active for job in found):
        st.rerun()
    for job in found:
        with st.container(border=True, key=f"run.{job.id}"):
            about, button = st.columns([7, 1], vertical_alignment="center")
            with about:
                url = link("review", project=job.project)
                st.html(render("documents.html:job", job=job, review=url))
                if job.active:
                    st.progress(job.share, text=None)
            with button:
                _button(job)


def _button(job: Job) -> None:
    if not job.active:
        if st.button("Put away", key=f"put.{job.id}", width="stretch"):
            jobs.forget(job, _files(), desk.actor())
            st.rerun()
    elif st.button(
        "Cancel", key=f"cancel.{job.id}", width="stretch", disabled=job.state == State.SAVING
    ):
        jobs.cancel(job, _files(), desk.actor())


def _files() -> Path:
    return uploads.folder(desk.database_url())
