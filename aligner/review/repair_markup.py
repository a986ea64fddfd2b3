"""HTML of the OCR repairs."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Change, Paragraph
from aligner.review.markup import chip, escape, in_language, repaired

_AROUND = 70  # characters of context on either side of a repair


def repair_line(
    paragraph: Paragraph, position: int, change: Change, lang: str, allowed: bool
) -> str:
    """One repair with words around it, how sure it is and why, and a button to refuse it.

    Args:
        paragraph: As it stands now.
        position: Among the repairs of the document.
        change: The repair.
        lang: Its language.
        allowed: Whether the person may refuse it.
    """
    line = f"<br>line {change.line}" if change.line else ""
    state = ' class="al-change al-refused"' if change.refused else ' class="al-change"'
    return (
        f"<div{state}><div><b>{_where(paragraph)}</b>{line}</div>"
        f'<div class="al-cell" {in_language(lang)}>{repaired(paragraph, [change], _AROUND)}</div>'
        f'<div class="al-reason">{chip(change.confidence)}<br>{escape(change.reason)}</div>'
        f"{_button(position, change, lang) if allowed else '<span></span>'}</div>"
    )


def _button(position: int, change: Change, lang: str) -> str:
    verb, name = ("restore", "Restore") if change.refused else ("refuse", "Refuse")
    what = f"{name}: {change.before} → {change.after}"
    return (
        f'<button type="button" class="al-do" data-go="{verb}:{escape(lang)}:{position}" '
        f'aria-label="{escape(what)}">{name}</button>'
    )


def paragraph_line(paragraph: Paragraph, changes: Sequence[Change], lang: str) -> str:
    """A repaired paragraph whole, with all its repairs."""
    count = "1 repair" if len(changes) == 1 else f"{len(changes)} repairs"
    return (
        f'<div class="al-change al-whole"><div><b>{_where(paragraph)}</b><br>{count}</div>'
        f'<div class="al-cell" {in_language(lang)}>{repaired(paragraph, changes)}</div></div>'
    )


def _where(paragraph: Paragraph) -> str:
    return escape(paragraph.path or f"paragraph {paragraph.id + 1}")
