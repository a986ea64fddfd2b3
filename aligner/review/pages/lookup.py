"""Look up: terms of all glossaries at once, in any language, as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from aligner.model import AVOIDED, Status, Term
from aligner.review.frame import desk, listener
from aligner.review.links import link, terms_of
from aligner.review.templates import language_name, render
from aligner.store import Found

_LONGEST = 200
_MOST = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """A concept as it is drawn.

    Attributes:
        found: The concept and where it is from.
        url: Where it is worked on.
        terms: Its terms by language: those in which it was found first, then as the glossary has
            them; those that are not to be used last.
    """

    found: Found
    url: str
    terms: Mapping[str, Sequence[Term]]


@desk.told
def page() -> None:
    """The page Look up."""
    desk.database()  # says how to begin where there is none
    _look()


@st.fragment
@desk.told
def _look() -> None:
    desk.follow_last(listener.events("lookup"))
    words = _field()
    if not words.strip():
        st.html(render("lookup.html:nothing_yet", glossaries=len(desk.database().glossaries())))
        return
    langs = _languages()
    found = desk.database().lookup(words, langs=langs, limit=_MOST)
    st.html(
        render(
            "lookup.html:answers",
            answers=list(map(answer, found)),
            avoided=_AVOIDED,
            partial=len(found) >= _MOST,
        )
    )


def _field() -> str:
    """What stands in the field; kept in the URL."""
    state = _component()(
        key="lookup.field",
        data={
            "words": st.query_params.get("q", ""),
            "label": "Term to look up",
            "placeholder": "A term in any language: traite, trafficking, اتجار, 贩运",
            "longest": _LONGEST,
        },
        default={"words": st.query_params.get("q", "")},
        on_words_change=_nothing,
    )
    words = str(state.words or "")[:_LONGEST]
    if words.strip():
        if st.query_params.get("q") != words:
            st.query_params["q"] = words
    else:
        st.query_params.pop("q", None)
    return words


def _nothing() -> None:
    """A state value must have a callback; it is read where the field is drawn."""


@cache
def _component() -> Callable[..., Any]:
    here = Path(__file__)
    return st.components.v2.component(
        "aligner.lookup",
        js=here.with_name("lookup.js").read_text(encoding="utf-8"),
        css=here.with_name("lookup.css").read_text(encoding="utf-8"),
    )


def _languages() -> list[str]:
    """The languages to look in, all unless some are chosen; kept in the URL."""
    known = list(dict.fromkeys(lang for g in desk.database().glossaries() for lang in g.languages))
    named = [lang for lang in st.query_params.get("langs", "").split(",") if lang in known]
    picked = st.pills(
        "Languages to look in",
        known,
        selection_mode="multi",
        default=named,
        format_func=language_name,
        key="lookup.langs",
        label_visibility="collapsed",
    )
    if picked:
        st.query_params["langs"] = ",".join(picked)
    else:
        st.query_params.pop("langs", None)
    return picked


_AVOIDED = {*AVOIDED, Status.REJECTED}


def answer(found: Found) -> Answer:
    """A concept that was found, as it is drawn."""
    terms: dict[str, list[Term]] = {lang: [] for lang in found.langs}
    for term in sorted(found.entry.terms, key=lambda term: term.status in _AVOIDED):
        terms.setdefault(term.lang, []).append(term)
    of = terms_of(found.project, found.glossary)
    url = link("terms", **of, entry=found.entry.id, target=found.langs[0])
    return Answer(found, url, {lang: own for lang, own in terms.items() if own})
