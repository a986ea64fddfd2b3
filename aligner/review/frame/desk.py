"""What the pages share: the database, the project at hand, the frame, and moving between pages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec
from urllib.parse import parse_qsl

import streamlit as st

from aligner import store
from aligner.errors import AlignerError, StoreError
from aligner.model import Actor, Event, Glossary
from aligner.review.frame import listener, people, waiting_files
from aligner.review.frame.address import database_url as database_url
from aligner.review.links import HOME
from aligner.review.live_glossary import LiveGlossary
from aligner.review.markdown import literal
from aligner.review.templates import render
from aligner.store import GlossarySummary, ProjectSummary, Store
from aligner.store.deeds import Deed

if TYPE_CHECKING:
    from streamlit import Page

_Given = ParamSpec("_Given")

actor = people.actor
"""Who is at the desk; see :func:`people.actor`."""

_LOG = logging.getLogger(__name__)
_SQLITE = "sqlite:///"
_LONGEST_ID = 20  # characters of an unknown id that are repeated to who asked for it

STYLES = Path(__file__).parent
"""The folder of the style sheets that pages share."""


def show(pages: Sequence[Page]) -> None:
    """Draw the frame and the page that the URL names."""
    here = Path(__file__)
    # A file of our own: Streamlit fetches emoji and named icons for the tab from the internet.
    icon = here.with_name("icon.svg").read_text(encoding="utf-8")
    st.set_page_config(page_title="aligner", page_icon=icon, layout="wide")
    waiting_files.bound()
    st.html(here.with_name("style.css"))
    st.session_state["desk.pages"] = {page.url_path or HOME: page for page in pages}
    home = pages[0]

    def at_home() -> None:
        st.switch_page(home, query_params=st.query_params.to_dict())

    # The first page stands at the root; who writes its name into the URL means it all the same.
    named = st.Page(at_home, title=home.title, url_path=home.title.lower(), visibility="hidden")
    page = st.navigation([*pages, named], position="top")
    st.set_page_config(page_title=f"{page.title} · aligner")
    if people.greet():
        people.badge()
        page.run()


def told(part: Callable[_Given, None]) -> Callable[_Given, None]:
    """A page or a fragment that says what went wrong in one line instead of a traceback."""

    @wraps(part)
    def shown(*args: _Given.args, **kwargs: _Given.kwargs) -> None:
        try:
            part(*args, **kwargs)
        except AlignerError as error:
            if (file := _file()) and not file.exists():
                _welcome()
            st.error(literal(str(error)), icon=":material/error:")
        except Exception as error:  # noqa: BLE001 - whatever it was, the page has to say so
            _broken(error, "This page")

    return shown


@contextmanager
def apart(name: str) -> Iterator[None]:
    """A part of a page that may fail by itself: it says so in its place, and the rest goes on.

    Args:
        name: What it is called, such as ``The history of the row``.
    """
    try:
        yield
    except AlignerError as error:
        st.error(literal(str(error)), icon=":material/error:")
    except Exception as error:  # noqa: BLE001 - whatever it was, the rest of the page goes on
        _broken(error, name)


def _broken(error: Exception, name: str) -> None:
    _LOG.error("%s cannot be drawn", name, exc_info=error)
    st.html(render("frame.html:broken", name=name, error=type(error).__name__))


def notice(words: str) -> None:
    """Say in a line what the person should know about what is shown."""
    st.html(render("frame.html:notice", words=words))


def database() -> Store:
    """The project database, kept open as long as the URL leads to the same file."""
    file = _file()
    return _open(database_url(), file.stat().st_ino if file and file.exists() else 0)


def _file() -> Path | None:
    """The file of an SQLite database; None for any other URL."""
    url = database_url()
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


@st.cache_resource(show_spinner=False)
def _open(url: str, file_number: int) -> Store:
    del file_number  # part of the key only
    return store.connect(url, create=False)


def projects() -> list[ProjectSummary]:
    """All projects; says how to make the first where there are none."""
    return database().projects() or _welcome()


def all_projects() -> list[ProjectSummary]:
    """All projects; none where the database is still to be made."""
    file = _file()
    return [] if file and not file.exists() else database().projects()


@dataclass(slots=True)
class Hand:
    """Carries out what the person at the desk decides, and keeps what went wrong to tell it.

    It touches Streamlit only when it is made, so that a run that is broken off between two events
    of the browser loses none: see :func:`listener.events`.
    """

    actor: Actor
    database: Store
    troubles: list[str]

    def do(self, deed: Deed, why: str = "") -> Event | None:
        """Do a deed; None where it was refused."""
        try:
            return self.database.decide(self.actor, deed, why)
        except AlignerError as error:
            self.troubles.append(str(error))
            return None


def hand() -> Hand:
    """The hand of the person at the desk."""
    return Hand(actor(), database(), st.session_state.setdefault("desk.troubles", []))


def do(deed: Deed, why: str = "") -> Event | None:
    """Do a deed; what went wrong is told by the next :func:`tell`."""
    return hand().do(deed, why)


def tell() -> None:
    """Say what went wrong since the last time, each in one line."""
    troubles: list[str] = st.session_state.setdefault("desk.troubles", [])
    for trouble in troubles:
        st.error(literal(trouble), icon=":material/error:")
    troubles.clear()


def _welcome() -> NoReturn:
    st.html(render("frame.html:welcome", home=HOME))
    st.stop()


def glossary(project: ProjectSummary) -> Glossary:
    """The glossary of a project as it stands."""
    found = [one for one in database().glossaries() if one.project == project.id]
    if not found:
        raise StoreError(f"{project.name}: not in this database any more; choose another document")
    return glossary_of(found[0])


def glossary_of(summary: GlossarySummary) -> Glossary:
    """A glossary of a document, or an imported one, as it stands."""
    opened = database()
    return _live_glossary(database_url(), id(opened), summary.id, summary.project).now()


@st.cache_resource(show_spinner="Reading the glossary", max_entries=20)
def _live_glossary(url: str, opened: int, glossary_id: int, project_id: int | None) -> LiveGlossary:
    del url, opened  # part of the key only
    return LiveGlossary(database(), glossary_id, project_id)


def project_picker() -> ProjectSummary:
    """The project at hand, with a box to choose another where there are several."""
    found = projects()
    project = chosen(found)
    if len(found) == 1:
        st.html(render("frame.html:name", name=project.name))
        return project
    picked: ProjectSummary = st.selectbox(
        "Document",
        found,
        index=found.index(project),
        format_func=lambda other: other.name,
        label_visibility="collapsed",
    )
    if picked.id != project.id:
        st.query_params.clear()
        choose(picked.id)
        st.rerun()
    return project


def chosen(found: Sequence[ProjectSummary]) -> ProjectSummary:
    """The project that the URL names, else the one looked at last, else the newest."""
    last = st.session_state.get("desk.project")
    named = st.query_params.get("project") or last
    by_id = {str(project.id): project for project in found}
    project = by_id.get(named or "") or by_id.get(last or "") or found[0]
    if named and named != last and named not in by_id:
        notice(f"There is no document {named[:_LONGEST_ID]} here, so this is {project.name}.")
    choose(project.id)
    return project


def choose(project_id: int) -> None:
    """Make a project the one at hand, in the URL too."""
    st.session_state["desk.project"] = str(project_id)
    if st.query_params.get("project") != str(project_id):
        st.query_params["project"] = str(project_id)


def choice(label: str, titles: Mapping[str, str], name: str, *, quiet: bool = True) -> str:
    """One of a few values, the first unless chosen otherwise; kept in the URL under its name.

    Streamlit's own binding to the URL writes titles there, and titles hold counts.

    Args:
        label: What is chosen, for screen readers; drawn too unless `quiet`.
        titles: What to show for each value.
        name: Of the query parameter.
        quiet: Draw no label.
    """
    first = next(iter(titles))
    named = st.query_params.get(name)
    picked = st.segmented_control(
        label,
        list(titles),
        default=named if named in titles else first,
        required=True,
        format_func=titles.__getitem__,
        key=f"choice.{name}",
        label_visibility="collapsed" if quiet else "visible",
    )
    if picked is None or picked == first:
        st.query_params.pop(name, None)
    elif picked != named:
        st.query_params[name] = picked
    return picked or first


def follow(target: str) -> None:
    """Go to a :func:`aligner.review.links.link`; nothing happens for an empty one."""
    if target:
        path, _, query = target.partition("?")
        page = st.session_state["desk.pages"][path.rstrip("/") or HOME]
        st.switch_page(page, query_params=dict(parse_qsl(query)))


def follow_last(events: Iterable[listener.Event]) -> None:
    """Go to the link that was clicked last, if any was."""
    follow(next(reversed([event.link for event in events if event.link]), ""))
