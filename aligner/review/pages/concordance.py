"""Concordance: where words stand, in every document and language, each hit on a line of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from aligner.review.frame import desk, listener
from aligner.review.templates import language_name, render
from aligner.review.term_filters import plain
from aligner.store import Hit

_MOST = 200
_LONGEST = 200
_SCOPES = {"all": "All documents", "one": "This document"}
_ORDERS = {"text": "In the text", "right": "By what follows", "left": "By what stands before"}


@desk.told
def page() -> None:
    """The page Concordance."""
    found = desk.projects()
    desk.follow_last(listener.events("concordance"))
    langs = list(dict.fromkeys(lang for project in found for lang in project.languages))
    search, scope, lemma = st.columns([5, 3, 2], vertical_alignment="bottom", gap="medium")
    with search:
        words = st.text_input(
            "Words in a row; * stands for any ending. Accents and case do not matter.",
            placeholder="traite d'êtres humains",
            type="search",
            max_chars=_LONGEST,
            key="q",
            bind="query-params",
        )
    with scope:
        within = desk.choice("Where", _SCOPES, "in", quiet=False) if len(found) > 1 else "all"
    with lemma:
        by_lemma = st.toggle(
            "All forms of a word", key="lemma", bind="query-params",
            help="Finds “trafficked” for “traffic”: words are compared by their lemma.",
        )  # fmt: skip
    chosen, order = st.columns([5, 5], vertical_alignment="bottom", gap="medium")
    with chosen:
        only = _languages(langs)
    with order:
        by = desk.choice("Order", _ORDERS, "sort")
    if not (words or "").strip():
        st.html('<p class="al-none">Nothing is searched for yet.</p>')
        return
    with st.spinner("Searching"):
        hits = desk.database().concordance(
            words,
            langs=only,
            project_id=desk.chosen(found).id if within == "one" else None,
            lemma=by_lemma,
            limit=_MOST,
        )
    counts = Counter(hit.lang for hit in hits)
    st.html(
        render(
            "concordance.html",
            hits=ordered(hits, by),
            partial=len(hits) >= _MOST,
            told=", ".join(f"{language_name(lang)} {count:,}" for lang, count in counts.items()),
        )
    )


def ordered(hits: Sequence[Hit], by: str) -> list[Hit]:
    """Hits by what follows them, by the words before them from the last one, or as they were."""
    if by == "right":
        return sorted(hits, key=lambda hit: plain(hit.right))
    if by == "left":
        return sorted(hits, key=lambda hit: plain(hit.left).split()[::-1])
    return list(hits)


def _languages(langs: list[str]) -> list[str]:
    """The languages to search in, all unless some are chosen; kept in the URL."""
    named = [lang for lang in st.query_params.get("langs", "").split(",") if lang in langs]
    picked = st.pills(
        "Languages",
        langs,
        selection_mode="multi",
        default=named,
        format_func=language_name,
        key="concordance.langs",
        label_visibility="collapsed",
    )
    if not picked:
        st.query_params.pop("langs", None)
    elif picked != named:
        st.query_params["langs"] = ",".join(picked)
    return picked
