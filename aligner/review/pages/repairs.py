"""The OCR repairs of a document as a diff, the least sure first; each can be refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

import streamlit as st

from aligner.model import Change, Document, Paragraph
from aligner.review.frame import desk
from aligner.review.spans import Diff, repaired
from aligner.review.templates import language_name, render
from aligner.store import ProjectSummary
from aligner.store.deeds import Deed, may
from aligner.store.deeds.repairs import RefuseChanges, RestoreChanges

_Item = TypeVar("_Item")
_Placed = tuple[int, Change]
"""A repair with its position among those of its document, by which it is refused."""

_PER_PAGE = 30
_AROUND = 70  # characters of context on either side of a repair
_ORDERS = {
    "unsure": "Least sure first",
    "reading": "In reading order",
    "text": "In the text",
    "refused": "Refused",
}
_DEEDS: Mapping[str, type[RefuseChanges | RestoreChanges]] = {
    "refuse": RefuseChanges,
    "restore": RestoreChanges,
}


class _Line(NamedTuple):
    """What is drawn on one line: a repair with words around it, or a paragraph with all of its own.

    Attributes:
        where: The paragraph, as one cites it.
        position: Of the repair among those of the document.
        change: The repair; None on a line of a paragraph.
        repairs: How many repairs the paragraph has.
    """

    where: str
    pieces: Diff
    position: int = 0
    change: Change | None = None
    repairs: int = 1


def deed(project_id: int, value: str) -> Deed | None:
    """What a click on a repair asks for, such as ``refuse:fr:12``; None where it is another."""
    verb, _, rest = value.partition(":")
    lang, _, position = rest.partition(":")
    if verb not in _DEEDS or not position.isdecimal():
        return None
    return _DEEDS[verb](project_id, lang, (int(position),))


def show(project: ProjectSummary) -> None:
    """The repairs of one language, by reason, a page at a time."""
    documents = desk.database().documents(project.id)
    mended = {lang: document for lang, document in documents.items() if document.changes}
    if not mended:
        st.html('<p class="al-none">Nothing was repaired: these texts came without OCR damage.</p>')
        return
    choice, reasons, order = st.columns([2, 4, 5], vertical_alignment="bottom", gap="medium")
    with choice:
        lang = st.selectbox("Language", list(mended), format_func=language_name)
    document = mended[lang]
    counts = Counter(change.rule for change in document.changes)
    with reasons:
        rules = st.multiselect(
            "Reason",
            [rule for rule, _ in counts.most_common()],
            format_func=lambda rule: f"{rule} {counts[rule]:,}",
            placeholder="Any reason",
        )
    with order:
        by = desk.choice("Order", _ORDERS, "repairs", quiet=False)
    found = chosen(document, rules, by)
    allowed = may(desk.actor().role, "refuse change")
    if allowed and (rules or by == "refused"):
        _all_at_once(project.id, lang, found)
    if not found:
        st.html('<p class="al-none">No repair is refused.</p>')
    elif by == "text":
        _paragraphs(document, found)
    else:
        _list(document, found, allowed=allowed)


def chosen(document: Document, rules: Sequence[str], by: str) -> list[_Placed]:
    """The repairs of some reasons (of any, where none is named), in an order of the page."""
    found = [
        (i, change)
        for i, change in enumerate(document.changes)
        if (not rules or change.rule in rules) and (by != "refused" or change.refused)
    ]
    return sorted(found, key=lambda placed: placed[1].confidence) if by == "unsure" else found


def _all_at_once(project_id: int, lang: str, found: Sequence[_Placed]) -> None:
    """Refuse or restore all that are shown, in one step."""
    refused = tuple(i for i, change in found if change.refused)
    standing = tuple(i for i, change in found if not change.refused)
    with st.container(horizontal=True):
        if standing and st.button(f"Refuse these {len(standing):,}", key="repairs.refuse"):
            desk.do(RefuseChanges(project_id, lang, standing))
            st.rerun()
        if refused and st.button(f"Restore these {len(refused):,}", key="repairs.restore"):
            desk.do(RestoreChanges(project_id, lang, refused))
            st.rerun()


def _list(document: Document, found: Sequence[_Placed], *, allowed: bool) -> None:
    """Each repair with some words around it."""
    place = st.container()
    lines = [
        _Line(
            _where(paragraph := document.paragraphs[change.paragraph]),
            repaired(paragraph, [change], _AROUND),
            position=i,
            change=change,
        )
        for i, change in _at_hand(found)
    ]
    with place:
        st.html(render("repairs.html", lines=lines, lang=document.lang, allowed=allowed))


def _paragraphs(document: Document, found: Sequence[_Placed]) -> None:
    """Each repaired paragraph whole, with all its repairs."""
    place = st.container()
    by_paragraph: dict[int, list[Change]] = defaultdict(list)
    for _, change in found:
        by_paragraph[change.paragraph].append(change)
    lines = [
        _Line(
            _where(document.paragraphs[number]),
            repaired(document.paragraphs[number], by_paragraph[number]),
            repairs=len(by_paragraph[number]),
        )
        for number in _at_hand(list(by_paragraph))
    ]
    with place:
        st.html(render("repairs.html", lines=lines, lang=document.lang, allowed=False))


def _where(paragraph: Paragraph) -> str:
    return paragraph.path or f"paragraph {paragraph.id + 1}"


def _at_hand(items: Sequence[_Item]) -> Sequence[_Item]:
    """The items of the page that is turned to."""
    pages = -(-len(items) // _PER_PAGE)
    number = st.pagination(pages) if pages > 1 else 1
    return items[(number - 1) * _PER_PAGE : number * _PER_PAGE]
