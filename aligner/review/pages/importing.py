"""Importing at the desk: glossaries and memories of other tools, tried first, with an account."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from aligner import imports, store
from aligner.errors import AlignerError, InputError, UsageError
from aligner.formats.tags import language_tags
from aligner.languages import drafted
from aligner.model import Glossary
from aligner.review import term_source
from aligner.review.frame import desk, uploads
from aligner.review.links import link, terms_of
from aligner.review.markdown import literal
from aligner.review.templates import language_name, render
from aligner.store.deeds import may
from aligner.store.deeds.holdings import LONGEST

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_AS_NAMED = "as the file says"
_MOST = 500  # lines of the account that are drawn
_TOLD = "importing.told"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a file, or would become of it, as it is drawn.

    Attributes:
        summary: How much of it came in, in a line.
        lines: What a person should look at.
        tried: It was a trial; nothing was changed.
        links: Where it came to, a name and a URL each.
    """

    summary: str
    lines: Sequence[str]
    tried: bool
    links: Sequence[tuple[str, str]] = ()

    @property
    def shown(self) -> Sequence[str]:
        """The first of the lines."""
        return self.lines[:_MOST]

    @property
    def text(self) -> str:
        """All of it, as a file to keep."""
        return "\n".join([self.summary, *self.lines, ""])


def show() -> None:
    """The form for a glossary or a memory, and what became of the last one."""
    role = desk.actor().role
    if not (may(role, "import glossary") or may(role, "import units")):
        return
    round_ = st.session_state.setdefault("importing.round", 0)
    told: Account | None = st.session_state.get(_TOLD)
    with st.expander(
        "Import a glossary or a translation memory",
        expanded=told is not None,
        icon=":material/upload_file:",
    ):
        given = st.file_uploader(
            "TMX, TBX, MultiTerm XML, XLIFF, SKOS, PO, CSV, XLSX or ODS, at most "
            f"{uploads.MEGABYTES} MB; packed with gzip too",
            key=f"importing.file.{round_}",
            max_upload_size=uploads.MEGABYTES,
        )
        if given is not None:
            _form(given)
        if told is not None:
            _account(told)
    if may(role, "import glossary"):
        with st.expander("Begin a glossary", icon=":material/book_2:"):
            _begin()


def _begin() -> None:
    """A glossary without a document, still empty."""
    name_box, languages_box, button = st.columns([4, 4, 2], vertical_alignment="bottom")
    with name_box:
        name = st.text_input("Name of the glossary", max_chars=LONGEST)
    with languages_box:
        languages = st.multiselect(
            "Its languages, the source first",
            drafted(),
            format_func=language_name,
        )
    shown = uploads.shown_name(name).strip() if name and name.strip() else ""
    with button:
        ready = bool(shown) and len(languages) > 1
        begun = st.button("Begin", key="glossary.begin", disabled=not ready, width="stretch")
    if not begun:
        return
    try:
        with store.connect(desk.database_url()) as database:
            if any(glossary.name == shown for glossary in database.glossaries()):
                raise UsageError(f"{shown}: there is a glossary of that name; choose another")
            made = database.save_glossary(Glossary(shown, tuple(languages), ()), desk.actor())
    except AlignerError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    desk.follow(link("terms", glossary=made.id))


def _form(given: UploadedFile) -> None:
    into_box, languages_box, tries, takes = st.columns(
        [4, 4, 2, 2], vertical_alignment="bottom", gap="small"
    )
    with into_box:
        into = st.selectbox(
            "Into which glossary or document",
            [_AS_NAMED, *_names()],
            accept_new_options=True,
            help="Choose one, or type a new name. Units that a document here has are compared "
            "with its rows; what was decided here stays.",
        )
    with languages_box:
        languages = st.multiselect(
            "Only these languages",
            drafted(),
            format_func=language_name,
            accept_new_options=True,
            placeholder="All",
            help="For a list without a header: the languages of its columns, in their order.",
        )
    with tries:
        tried = st.button("Try it", width="stretch", help="Says what would happen.")
    with takes:
        taken = st.button("Import", type="primary", width="stretch")
    if not (tried or taken):
        return
    name = "" if into in (None, _AS_NAMED) else uploads.shown_name(str(into))[:LONGEST]
    try:
        with st.spinner("Trying" if tried else "Importing"):
            st.session_state[_TOLD] = _taken(given, name, languages, tried=tried)
    except AlignerError as error:
        st.session_state.pop(_TOLD, None)
        st.error(literal(str(error)), icon=":material/error:")
        return
    if taken:
        st.session_state["importing.round"] += 1
    st.rerun()


def _names() -> list[str]:
    """Glossaries and documents that a file may go into."""
    found = [glossary.name for glossary in term_source.imported()]
    found += [project.name for project in desk.all_projects()]
    return list(dict.fromkeys(found))


def _taken(given: UploadedFile, into: str, languages: Sequence[str], *, tried: bool) -> Account:
    """Import the file, or try it in a copy of the database.

    Raises:
        AlignerError: It cannot be read, or the role does not allow it; nothing was changed.
    """
    url, name = desk.database_url(), uploads.shown_name(given.name)
    wanted = language_tags(",".join(languages))
    with _kept(given.getvalue()) as path:
        opened = imports.rehearsal(url) if tried else store.connect(url)
        try:
            with opened as database:
                outcome = imports.import_file(
                    database, path, desk.actor(), into=into, languages=wanted, called=name
                )
                links = () if tried else tuple(_links(database, outcome))
        except InputError as error:
            raise InputError(str(error).replace(str(path), name)) from None
    return Account(outcome.sentence, outcome.account, tried, links)


@contextmanager
def _kept(data: bytes) -> Iterator[Path]:
    """The bytes as a file for as long as they are read; the name it came under is no path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "imported"
        path.write_bytes(data)
        yield path


def _links(database: store.Store, outcome: imports.Outcome) -> Iterator[tuple[str, str]]:
    """Where a file came to."""
    for project in database.projects():
        if project.name in outcome.projects:
            yield project.name, link("review", project=project.id)
    for glossary in reversed(database.glossaries()):
        if glossary.name == outcome.glossary:
            yield glossary.name, link("terms", **terms_of(glossary.project, glossary.id))
            return


def _account(told: Account) -> None:
    st.html(render("importing.html:account", told=told))
    with st.container(horizontal=True):
        st.download_button(
            "Keep the account",
            told.text,
            file_name="import.txt",
            mime="text/plain",
            on_click="ignore",
            icon=":material/download:",
        )
        if st.button("Put away", key="importing.away"):
            st.session_state.pop(_TOLD, None)
            st.rerun()
