"""Forms of the page Terms: edit a concept, merge it with another, add one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from aligner.model import Entry, Glossary, Status, Term
from aligner.review.frame import desk
from aligner.review.templates import language_name
from aligner.review.term_filters import Twins, plain
from aligner.review.term_place import Place
from aligner.store.deeds.concepts import AddEntry, EditEntry, MergeEntries

_LONGEST = 2000


def show(place: Place, glossary: Glossary, entry: Entry | None, twins: Twins) -> None:
    """The form that is open, if any."""

    def close() -> None:
        place.form = ""

    if place.form == "add":
        st.dialog("New concept", on_dismiss=close)(_add)(place, glossary)
    elif place.form == "edit" and entry is not None:
        st.dialog("Edit the concept", on_dismiss=close)(_edit)(place, glossary, entry)
    elif place.form == "merge" and entry is not None:
        st.dialog("Merge concepts", on_dismiss=close)(_merge)(place, glossary, entry, twins)
    else:
        place.form = ""


def _add(place: Place, glossary: Glossary) -> None:
    blank = Entry(f"hand-{uuid.uuid4().hex[:12]}", ())
    with st.form("concept.add", border=False):
        written = _fields(glossary.languages, blank)
        if not st.form_submit_button("Add", type="primary"):
            return
    actor = desk.actor()
    entry = replace(written, status=Status.APPROVED, creator=actor.name)
    if desk.do(AddEntry(glossary.id, entry)):
        st.query_params["entry"] = entry.id
    _leave(place)


def _edit(place: Place, glossary: Glossary, entry: Entry) -> None:
    with st.form("concept.edit", border=False):
        written = _fields(glossary.languages, entry)
        if not st.form_submit_button("Save", type="primary"):
            return
    desk.do(
        EditEntry(
            glossary.id,
            entry.id,
            entry.version,
            terms=written.terms if written.terms != entry.terms else None,
            definition=_if_new(written.definition, entry.definition),
            note=_if_new(written.note, entry.note),
            domain=_if_new(written.domain, entry.domain),
        )
    )
    _leave(place)


def _if_new(written: str, before: str) -> str | None:
    return None if written == before else written


def _fields(languages: Sequence[str], entry: Entry) -> Entry:
    """The concept as it is written in the form: one term a line, the best of a language first."""
    written: list[Term] = []
    for lang in languages:
        own = [term for term in entry.terms if term.lang == lang]
        lines = st.text_area(
            f"{language_name(lang)}, one term a line",
            "\n".join(term.text for term in own),
            height=68,
            max_chars=_LONGEST,
        )
        written += terms_of(lines or "", lang, own)
    others = [term for term in entry.terms if term.lang not in languages]
    definition = st.text_area("Definition", entry.definition, height=68, max_chars=_LONGEST)
    note = st.text_area("Note", entry.note, height=68, max_chars=_LONGEST)
    domain = st.text_input("Subject field", entry.domain, max_chars=200)
    return replace(
        entry,
        terms=(*written, *others),
        definition=(definition or "").strip(),
        note=(note or "").strip(),
        domain=(domain or "").strip(),
    )


def terms_of(lines: str, lang: str, before: Sequence[Term]) -> list[Term]:
    """Terms from the lines of a field; one that was there before keeps its forms and standing."""
    known = {term.text: term for term in before}
    texts = dict.fromkeys(" ".join(line.split()) for line in lines.splitlines() if line.strip())
    return [known.get(text, Term(lang, text)) for text in texts]


def _merge(place: Place, glossary: Glossary, entry: Entry, twins: Twins) -> None:
    near = twins.get(entry.id, ())
    rank = {other: i for i, other in enumerate(near)}
    others = sorted(
        (other for other in glossary.entries if other.id != entry.id),
        key=lambda other: (rank.get(other.id, len(rank)), plain(_title(other))),
    )
    st.html('<p class="al-quiet">The concept at hand takes over the terms and contexts.</p>')
    chosen = st.multiselect(
        f"Merge into “{_title(entry)}”",
        others,
        default=[other for other in others if other.id in rank][:1],
        format_func=_title,
        placeholder="Choose one or more",
    )
    if st.button("Merge", type="primary", disabled=not chosen):
        named = tuple((one.id, one.version) for one in (entry, *chosen))
        desk.do(MergeEntries(glossary.id, named))
        _leave(place)


def _title(entry: Entry) -> str:
    """The first terms of its first two languages."""
    firsts = {term.lang: term.text for term in reversed(entry.terms)}
    return " · ".join([*reversed(firsts.values())][:2])


def _leave(place: Place) -> None:
    place.form = ""
    st.rerun()
