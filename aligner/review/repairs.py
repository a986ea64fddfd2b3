"""The OCR repairs of a document as a diff, the least sure first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from aligner.model import Change, Document
from aligner.review import desk
from aligner.review.markup import chip, escape, in_language, language_name, repaired
from aligner.store import ProjectSummary

_Item = TypeVar("_Item")
_PER_PAGE = 30
_AROUND = 70  # characters of context on either side of a repair
_ORDERS = {"unsure": "Least sure first", "reading": "In reading order", "text": "In the text"}


def show(project: ProjectSummary) -> None:
    """The repairs of one language, by reason, a page at a time."""
    documents = desk.database().documents(project.id)
    mended = {lang: document for lang, document in documents.items() if document.changes}
    if not mended:
        st.html('<p class="al-none">Nothing was repaired: these texts came without OCR damage.</p>')
        return
    choice, reasons, order = st.columns([2, 5, 4], vertical_alignment="bottom", gap="medium")
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
    changes = [change for change in document.changes if not rules or change.rule in rules]
    if by == "text":
        _paragraphs(document, changes)
    else:
        if by == "unsure":
            changes.sort(key=lambda change: change.confidence)
        _list(document, changes)


def _list(document: Document, changes: Sequence[Change]) -> None:
    """Each repair with some words around it."""
    place = st.container()
    shown = _at_hand(changes)
    lines = []
    for change in shown:
        paragraph = document.paragraphs[change.paragraph]
        where = escape(paragraph.path or f"paragraph {paragraph.id + 1}")
        line = f"<br>line {change.line}" if change.line else ""
        lines.append(
            f'<div class="al-change"><div><b>{where}</b>{line}</div>'
            f'<div class="al-cell" {in_language(document.lang)}>'
            f"{repaired(paragraph, [change], _AROUND)}</div>"
            f'<div class="al-reason">{chip(change.confidence)}<br>'
            f"{escape(change.reason)}</div></div>"
        )
    with place:
        st.html(f'<div class="al-changes">{"".join(lines)}</div>')


def _paragraphs(document: Document, changes: Sequence[Change]) -> None:
    """Each repaired paragraph whole, with all its repairs."""
    place = st.container()
    by_paragraph: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_paragraph[change.paragraph].append(change)
    lines = []
    for number in _at_hand(list(by_paragraph)):
        paragraph = document.paragraphs[number]
        where = escape(paragraph.path or f"paragraph {paragraph.id + 1}")
        count = len(by_paragraph[number])
        repairs = "1 repair" if count == 1 else f"{count} repairs"
        lines.append(
            f'<div class="al-change al-whole"><div><b>{where}</b><br>{repairs}</div>'
            f'<div class="al-cell" {in_language(document.lang)}>'
            f"{repaired(paragraph, by_paragraph[number])}</div></div>"
        )
    with place:
        st.html(f'<div class="al-changes">{"".join(lines)}</div>')


def _at_hand(items: Sequence[_Item]) -> Sequence[_Item]:
    """The items of the page that is turned to."""
    pages = -(-len(items) // _PER_PAGE)
    number = st.pagination(pages) if pages > 1 else 1
    return items[(number - 1) * _PER_PAGE : number * _PER_PAGE]
