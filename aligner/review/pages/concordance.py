"""Concordance: where words stand, in every document and language, each hit on a line of its own."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from aligner.formats import tables
from aligner.review.frame import desk, listener
from aligner.review.pages.exports import FILES
from aligner.review.templates import language_name, render
from aligner.review.term_filters import plain
from aligner.store import Hit, Store

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
    beside = _beside(langs) if hits else ""
    lines = translated(ordered(hits, by), desk.database(), beside)
    st.html(
        render(
            "concordance.html",
            lines=lines,
            partial=len(hits) >= _MOST,
            told=", ".join(f"{language_name(lang)} {count:,}" for lang, count in counts.items()),
        )
    )
    if hits:
        st.download_button(
            "Excel workbook",
            data=partial(workbook, lines, beside),
            file_name="concordance.xlsx",
            mime=FILES["xlsx"].mime,
            on_click="ignore",
            icon=":material/download:",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its translation.

    Attributes:
        lang: Language of the translation; empty where none is asked for.
        text: What stands beside it in that language; of a place in that language itself, in the
            first other one of the row.
    """

    hit: Hit
    lang: str = ""
    text: str = ""


def _beside(langs: Sequence[str]) -> str:
    """The language of the translation that is shown; kept in the URL."""
    none = {"": "No translation"}
    return desk.choice("Beside it", none | {lang: language_name(lang) for lang in langs}, "beside")


def translated(hits: Sequence[Hit], database: Store, lang: str) -> list[Line]:
    """Hits, each with what stands beside it in a language; with nothing where none is named."""
    if not lang:
        return [Line(hit) for hit in hits]
    bodies = database.bodies({hit.row for hit in hits})
    lines = []
    for hit in hits:
        texts = {own: text for own, text in bodies.get(hit.row, {}).items() if text}
        others = [own for own in (lang, *texts) if own != hit.lang and own in texts]
        lines.append(Line(hit, others[0], texts[others[0]]) if others else Line(hit, lang, ""))
    return lines


def workbook(lines: Sequence[Line], lang: str) -> bytes:
    """The hits as an Excel workbook: document, number, words before, found, behind, translation."""
    columns = ["document", "label", "language", "before", "found", "behind"]
    columns += ["translation", "translated into"] if lang else []
    records = [
        {
            "document": line.hit.document,
            "label": line.hit.label,
            "language": language_name(line.hit.lang),
            "before": line.hit.left,
            "found": line.hit.match,
            "behind": line.hit.right,
            "translation": line.text,
            "translated into": language_name(line.lang) if line.text else "",
        }
        for line in lines
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "concordance.xlsx"
        tables.write_records("Concordance", columns, records, path)
        return path.read_bytes()


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
