"""Whose concepts the page Terms shows: those of a document, or an imported glossary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from aligner import store
from aligner.errors import StoreError
from aligner.model import Entry, Glossary
from aligner.review import live
from aligner.review import term_filters as filters
from aligner.review.frame import desk
from aligner.review.links import terms_of
from aligner.review.term_filters import Standing, Twins
from aligner.store import GlossarySummary, OutlineRow, ProjectSummary


@dataclass(frozen=True, slots=True)
class Source:
    """Concepts and where they come from.

    Attributes:
        glossary: The concepts.
        project: The document that they were found in; None for an imported glossary.
    """

    glossary: Glossary
    project: ProjectSummary | None = None

    @property
    def query(self) -> Mapping[str, object]:
        """What names it in a URL."""
        return terms_of(self.project.id if self.project else None, self.glossary.id)

    @property
    def key(self) -> str:
        """What names it in a session."""
        return "-".join(f"{name}{value}" for name, value in self.query.items())

    def rows(self) -> Sequence[OutlineRow]:
        """The rows to which contexts lead; none of an imported glossary."""
        return live.project(self.project.id).outline().rows if self.project else ()


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts of two languages, and what is counted of them.

    Attributes:
        entries: Those with a term in both languages, best first.
        twins: Which of them share a term in the first language.
        counts: How many pass each filter.
    """

    entries: Sequence[Entry]
    twins: Twins
    counts: Mapping[Standing, int]


def again(source: Source) -> Source:
    """The same source as it stands now."""
    if source.project:
        return Source(desk.glossary(source.project), source.project)
    return Source(desk.glossary_of(_imported(source.glossary.id)))


def concepts(source: Source, pair: tuple[str, str]) -> Concepts:
    """The concepts of a source in two languages; found once for each version of it."""
    return _concepts(desk.database_url(), source.key, _Held(source.glossary), pair)


@dataclass(frozen=True, slots=True)
class _Held:
    """A glossary that a cache knows by its number and version."""

    glossary: Glossary


def _known(held: _Held) -> tuple[int, int, str]:
    return held.glossary.id, held.glossary.version, held.glossary.name


@st.cache_resource(show_spinner=False, max_entries=20, hash_funcs={_Held: _known})
def _concepts(url: str, key: str, held: _Held, pair: tuple[str, str]) -> Concepts:
    del url, key  # part of the key only
    entries = [entry for entry in held.glossary.entries if all(map(entry.term, pair))]
    twins = filters.twins(entries, pair[0])
    return Concepts(entries, twins, filters.counts(entries, twins))


def imported() -> list[GlossarySummary]:
    """The glossaries of no document; none where the database is still to be made."""
    if not store.exists(desk.database_url()):
        return []
    return [found for found in desk.database().glossaries() if found.project is None]


def pick() -> Source:
    """The source at hand, with a box to choose another where there are several."""
    without_document = imported()
    if not without_document:
        if st.query_params.get("glossary"):
            desk.notice("There is no such glossary here.")
        project = desk.project_picker()
        return Source(desk.glossary(project), project)
    options: list[ProjectSummary | GlossarySummary] = [*desk.all_projects(), *without_document]
    named = _named(options)
    picked = st.selectbox(
        "Document or glossary",
        options,
        index=options.index(named),
        format_func=_title,
        label_visibility="collapsed",
    )
    if picked != named:
        st.query_params.clear()
        st.query_params[_parameter(picked)] = str(picked.id)
        st.rerun()
    if isinstance(named, ProjectSummary):
        desk.choose(named.id)
        return Source(desk.glossary(named), named)
    return Source(desk.glossary_of(named))


def _imported(glossary_id: int) -> GlossarySummary:
    """An imported glossary as it stands now."""
    found = [one for one in desk.database().glossaries() if one.id == glossary_id]
    if not found:
        raise StoreError(f"glossary {glossary_id}: not in this database any more; choose another")
    return found[0]


def _named(
    options: Sequence[ProjectSummary | GlossarySummary],
) -> ProjectSummary | GlossarySummary:
    """What the URL names, else the document looked at last, else the first."""
    glossary = st.query_params.get("glossary")
    project = st.query_params.get("project") or st.session_state.get("desk.project")
    wanted = ("glossary", glossary) if glossary else ("project", project)
    found = next((o for o in options if (_parameter(o), str(o.id)) == wanted), None)
    if found is None and (glossary or st.query_params.get("project")):
        desk.notice(f"There is no such {wanted[0]} here, so this is {options[0].name}.")
    return found or options[0]


def _parameter(option: ProjectSummary | GlossarySummary) -> str:
    return "project" if isinstance(option, ProjectSummary) else "glossary"


def _title(option: ProjectSummary | GlossarySummary) -> str:
    if isinstance(option, ProjectSummary):
        return option.name
    count = sum(option.entries.values())
    concepts = "1 concept" if count == 1 else f"{count:,} concepts"
    return f"{option.name} (glossary, {concepts})"
