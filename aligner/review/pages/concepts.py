"""Terms: concepts with their score, count and variants, what was decided of them, and their rows.

Keys and clicks redraw the list and the concept at hand alone. The filters, the words searched for
and the concept at hand stand in the URL.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aligner.model import Entry
from aligner.review import term_filters as filters
from aligner.review import term_source
from aligner.review.concept_keys import CONCEPTS
from aligner.review.frame import desk, listener
from aligner.review.keys import HELP
from aligner.review.pages import concept_forms
from aligner.review.pages.concept_view import Concept
from aligner.review.templates import language_name, render
from aligner.review.term_filters import ORDERS, TITLES, Standing
from aligner.review.term_place import Place, Table, shown_terms, take
from aligner.review.term_source import Concepts, Source
from aligner.store.deeds import may

_PER_PAGE = 25
_TWINS = 8  # concepts with the same term that are named


@desk.told
def page() -> None:
    """The page Terms."""
    picker, languages = st.columns([3, 2], vertical_alignment="bottom", gap="medium")
    with picker:
        source = term_source.pick()
    glossary = source.glossary
    with languages:
        target = _target(glossary.languages)
    if target is None:
        st.html('<p class="al-none">This glossary is in one language only.</p>')
        return
    if not glossary.entries and source.project is not None:
        st.html('<p class="al-none">No terms were found in this document.</p>')
    if named := st.query_params.get("entry"):
        if any(entry.id == named for entry in glossary.entries):
            _place(source).go(named)
        else:
            desk.notice(
                "The concept of this link is not here: it was merged, or the link is of another "
                "document. This is the first of the list."
            )
    _browse(source, (glossary.languages[0], target))


def _target(languages: Sequence[str]) -> str | None:
    others = {lang: language_name(lang) for lang in languages[1:]}
    if len(others) < 2:
        return next(iter(others), None)
    return desk.choice(f"{language_name(languages[0])} with", others, "target")


@st.fragment
@desk.told
def _browse(source: Source, pair: tuple[str, str]) -> None:
    place = _place(source)
    _act(term_source.again(source), pair, place)
    desk.tell()
    source = term_source.again(source)
    found = term_source.concepts(source, pair)
    standing = _standing(found)
    middle, side = st.columns([3, 2], gap="medium")
    with middle:
        words, by = _search()
        listed = _listed(found, standing, words, by, pair)
        at_hand = _at_hand(place, found.entries, listed)
        place.listed = tuple(entry.id for entry in listed)
        if at_hand is None and place.form != "add":
            place.form = ""
        _list(source, listed, at_hand, pair, place)
        if at_hand is None and may(desk.actor().role, "add entry"):
            st.html(render("concepts.html:alone", keys=CONCEPTS.buttons))
    if at_hand is not None:
        with side, desk.apart("This concept"):
            steps = _table(source, (), pair).steps(desk.hand()).in_words()
            drawn = _drawn(source, found, at_hand, pair, place)
            st.html(
                render(
                    "concepts.html:concept",
                    drawn=drawn,
                    keys=CONCEPTS.buttons,
                    help=HELP,
                    steps=steps,
                )
            )
    concept_forms.show(place, source.glossary, at_hand, found.twins)


def _drawn(
    source: Source, found: Concepts, entry: Entry, pair: tuple[str, str], place: Place
) -> Concept:
    twins = set(found.twins.get(entry.id, ()))
    terms = shown_terms(entry, pair)
    return Concept(
        home=source.query,
        project=source.project.id if source.project else None,
        entry=entry,
        pair=pair,
        terms=terms,
        marked=terms[place.term % len(terms)] if terms else None,
        twins=[other for other in found.entries if other.id in twins][:_TWINS] if twins else (),
        rows=source.rows(),
        allowed=may(desk.actor().role, "decide entry"),
        said=place.said,
    )


def _place(source: Source) -> Place:
    """Where the person is; the URL leads when the page is opened, and then follows."""
    place: Place = st.session_state.setdefault(f"terms.{source.key}.place", Place())
    return place


def _act(source: Source, pair: tuple[str, str], place: Place) -> None:
    """Take what was pressed and clicked; while a form is open, keys belong to it."""
    by_id = {entry.id: entry for entry in source.glossary.entries}
    table = _table(source, [by_id[i] for i in place.listed if i in by_id], pair)
    hand, links = desk.hand(), []
    told = CONCEPTS.for_browser()
    del told["moves"]  # the list is moved by Python alone
    for event in listener.events("terms", **told):
        if event.link:
            links.append(event)
        else:
            take(event, place, table, hand)
    desk.follow_last(links)


def _table(source: Source, found: Sequence[Entry], pair: tuple[str, str]) -> Table:
    return Table(source.project.id if source.project else None, source.glossary, found, pair)


def _standing(found: Concepts) -> Standing:
    """The filter, with how many concepts pass each; kept in the URL."""
    titles = {one.value: f"{TITLES[one]} {found.counts.get(one, 0):,}" for one in Standing}
    return Standing(desk.choice("Show", titles, "status"))


def _search() -> tuple[str, str]:
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
        by = desk.choice("Order", ORDERS, "order")
    return words or "", by


def _listed(
    found: Concepts, standing: Standing, words: str, by: str, pair: tuple[str, str]
) -> list[Entry]:
    passing = [entry for entry in found.entries if filters.fits(entry, standing, found.twins)]
    return filters.ordered(filters.matching(passing, words, pair), by, pair[0])


def _at_hand(place: Place, entries: Sequence[Entry], found: Sequence[Entry]) -> Entry | None:
    """The concept at hand, also where it no longer passes the filter; else the first on the list.

    The URL is kept to it.
    """
    chosen = next((entry for entry in entries if entry.id == place.entry), None)
    chosen = chosen or (found[0] if found else None)
    if chosen is not None:
        place.go(chosen.id)
        if st.query_params.get("entry") != chosen.id:
            st.query_params["entry"] = chosen.id
    return chosen


def _list(
    source: Source,
    found: Sequence[Entry],
    at_hand: Entry | None,
    pair: tuple[str, str],
    place: Place,
) -> None:
    """The page of the list that has the concept at hand."""
    at = found.index(at_hand) if at_hand in found else 0
    number = at // _PER_PAGE + 1
    shown = found[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    st.html(
        render(
            "concepts.html:list",
            home=source.query,
            entries=shown,
            at_hand=at_hand,
            pair=pair,
            total=len(found),
            seen=listener.seen("terms"),
            form=place.form,
        )
    )
    pages = -(-len(found) // _PER_PAGE)
    if pages > 1:
        _pages(pages, number, place)


def _pages(pages: int, number: int, place: Place) -> None:
    """Turning a page takes its first concept in hand; moving past the end turns the page."""

    def turn() -> None:
        chosen = st.session_state["terms.page"]
        place.go(place.listed[(chosen - 1) * _PER_PAGE])

    if st.session_state.get("terms.page") != number:
        st.session_state["terms.page"] = number
    st.pagination(pages, key="terms.page", on_change=turn)
