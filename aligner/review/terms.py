"""Terms: pairs with their score, count and variants, and the rows that they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import streamlit as st

from aligner.model import Entry
from aligner.review import desk, listener
from aligner.review.markup import language_name
from aligner.review.term_markup import concept, term_list
from aligner.store import ProjectSummary

_PER_PAGE = 30
_ORDERS = {"score": "Best first", "count": "Most frequent", "text": "A to Z"}


@desk.told
def page() -> None:
    """The page Terms."""
    picker, languages = st.columns([3, 2], vertical_alignment="bottom", gap="medium")
    with picker:
        project = desk.project_picker()
    glossary = desk.glossary(project)
    with languages:
        target = _target(glossary.languages)
    if target is None or not glossary.entries:
        st.html('<p class="al-none">No terms were found in this document.</p>')
        return
    _browse(project, (glossary.languages[0], target))


def _target(languages: Sequence[str]) -> str | None:
    others = {lang: language_name(lang) for lang in languages[1:]}
    if len(others) < 2:
        return next(iter(others), None)
    return desk.choice(f"{language_name(languages[0])} with", others, "target")


@st.fragment
@desk.told
def _browse(project: ProjectSummary, pair: tuple[str, str]) -> None:
    events = list(listener.events("terms"))
    for event in events:
        if event.value.startswith("entry:"):
            st.query_params["entry"] = event.value.removeprefix("entry:")
    desk.follow_last(events)
    entries = [entry for entry in desk.glossary(project).entries if all(map(entry.term, pair))]
    middle, side = st.columns([3, 2], gap="medium")
    with middle:
        search, order = st.columns([3, 2], vertical_alignment="bottom")
        with search:
            words = st.text_input(
                "Search terms",
                placeholder="Search either language",
                label_visibility="collapsed",
                type="search",
                key="find",
                bind="query-params",
            )
        with order:
            by = desk.choice("Order", _ORDERS, "order")
        found = ordered(matching(entries, words or "", pair), by, pair[0])
        at_hand = _entry_at_hand(entries, found)
        place = st.container()
        shown = _on_page(found, at_hand)
        with place:
            st.html(term_list(project.id, shown, at_hand, pair, len(found)))
    with side:
        if at_hand is not None:
            st.html(concept(project, at_hand, pair, desk.outline(project)))


def matching(entries: Sequence[Entry], words: str, pair: tuple[str, str]) -> list[Entry]:
    """Entries with a form in either language that holds the words, whatever case and accents."""
    wanted = plain(words)
    return [
        entry
        for entry in entries
        if not wanted
        or any(
            wanted in plain(form)
            for term in entry.terms
            if term.lang in pair
            for form in (term.text, term.acronym, *term.variants)
        )
    ]


def ordered(entries: Sequence[Entry], by: str, lang: str) -> list[Entry]:
    """Entries by ``score``, ``count`` or ``text``."""
    if by == "text":
        return sorted(
            entries, key=lambda entry: plain(term.text if (term := entry.term(lang)) else "")
        )
    if by == "count":
        return sorted(entries, key=lambda entry: (-entry.count, -entry.score))
    return sorted(entries, key=lambda entry: -entry.score)


def plain(text: str) -> str:
    """A text to search by: no case, no accents, one apostrophe."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in spread if not unicodedata.combining(c)).strip()


def _entry_at_hand(entries: Sequence[Entry], found: Sequence[Entry]) -> Entry | None:
    named = st.query_params.get("entry")
    chosen = next((entry for entry in entries if entry.id == named), None)
    return chosen or (found[0] if found else None)


def _on_page(found: Sequence[Entry], at_hand: Entry | None) -> Sequence[Entry]:
    """The entries of the page that is turned to; at first, the one with the entry at hand."""
    pages = -(-len(found) // _PER_PAGE)
    if pages < 2:
        return found
    first = found.index(at_hand) // _PER_PAGE + 1 if at_hand in found else 1
    number = st.pagination(pages, default=first)
    return found[(number - 1) * _PER_PAGE : number * _PER_PAGE]
