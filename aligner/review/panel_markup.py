"""HTML of the panel beside the rows: how sure, what clashes, terms, notes, history, places."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Event, Note
from aligner.review.event_markup import ago, changed, stated
from aligner.review.filters import is_uncertain
from aligner.review.frame import desk
from aligner.review.markup import chip, escape, language_name
from aligner.review.place import Clash
from aligner.review.row_markup import MOST_TERMS, STATUSES, Drawing

_MOST_EVENTS = 12


def panel(
    drawing: Drawing, clash: Clash | None, notes: Sequence[Note], events: Sequence[Event]
) -> str:
    """What is known of the current row."""
    parts = [
        _clash(clash) if clash else "",
        _verdict(drawing),
        _pairs(drawing),
        _terms(drawing),
        _notes(notes),
        _history(drawing, events),
        _places(drawing),
    ]
    return f'<aside class="al-panel" aria-label="About this row">{"".join(parts)}</aside>'


def _verdict(drawing: Drawing) -> str:
    row = drawing.current
    fallback = "No reason was recorded." if is_uncertain(row) else "Nothing speaks against it."
    decided = ""
    if status := STATUSES.get(row.status):
        when = f", {ago(row.changed)}" if row.changed else ""
        decided = (
            f'<p class="al-status al-{row.status}">{status} by {escape(row.changer)}{when}</p>'
        )
    return (
        f'<section class="al-verdict">{chip(row.confidence)}'
        f"<p>{escape(row.reason or fallback)}</p>{decided}</section>"
    )


def _clash(clash: Clash) -> str:
    """Both values of a decision that came too late, and the choice between them."""
    conflict = clash.conflict
    by = escape(conflict.by or "somebody else")
    return (
        f'<section class="al-clash" role="alert"><h3>Two people changed this row</h3>'
        f"<dl><dt>You wanted</dt><dd>{stated(conflict.wanted)}</dd>"
        f"<dt>{by} has set</dt><dd>{stated(conflict.standing, only=conflict.wanted)}</dd></dl>"
        '<div><button type="button" data-go="clash:theirs">Leave it</button>'
        '<button type="button" data-go="clash:mine">Mine after all</button></div></section>'
    )


def _pairs(drawing: Drawing) -> str:
    """Confidence by language, where there are several."""
    beads = drawing.beads.get(drawing.current.id, {})
    if len(beads) < 2:
        return ""
    items = "".join(
        f"<dt>{escape(language_name(lang))}</dt><dd>{chip(bead.confidence, bead.reason)}</dd>"
        for lang, bead in beads.items()
    )
    return f"<section><h3>By language</h3><dl>{items}</dl></section>"


def _terms(drawing: Drawing) -> str:
    terms = drawing.terms.get(drawing.current.id, ())
    if not terms:
        return ""
    items = []
    for entry in terms[:MOST_TERMS]:
        forms = [term.text for lang in drawing.languages if (term := entry.term(lang))][:2]
        url = escape(desk.link("terms", project=drawing.project_id, entry=entry.id))
        items.append(f'<li><a href="{url}" data-go="{url}">{escape(" · ".join(forms))}</a></li>')
    more = len(terms) - MOST_TERMS
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    return f"<section><h3>Terms here</h3><ul>{''.join(items)}{rest}</ul></section>"


def _notes(notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    items = "".join(
        f'<li><small>{escape(note.actor)}, {ago(note.at)}</small><p dir="auto">'
        f"{escape(note.text)}</p></li>"
        for note in notes
    )
    return f'<section class="al-notes"><h3>Notes</h3><ul>{items}</ul></section>'


def _history(drawing: Drawing, events: Sequence[Event]) -> str:
    if not events:
        return ""
    items = "".join(
        f"<li{_struck(event)}><small>{escape(event.actor)}, {ago(event.at)}</small> "
        f"{escape(event.action)}{' (bulk)' if event.bulk else ''}{_texts(drawing, event)}</li>"
        for event in events[-_MOST_EVENTS:][::-1]
    )
    return f'<section class="al-history"><h3>History</h3><ul>{items}</ul></section>'


def _texts(drawing: Drawing, event: Event) -> str:
    """What an edit made of the text, as a difference."""
    row = drawing.current.id
    # A row that came or went has nothing on one side.
    old, new = (
        (state.get(f"row {row}") or {}).get("edits", {}) for state in (event.before, event.after)
    )
    if old == new:
        return ""
    read = {
        lang: " ".join(paragraph.body for paragraph in paragraphs)
        for lang, paragraphs in drawing.texts.get(row, {}).items()
        if lang in {**old, **new}
    }
    shown = changed({"edits": read | old}, {"edits": read | new})
    return f'<p dir="auto">{shown}</p>' if shown else ""


def _struck(event: Event) -> str:
    return ' class="al-undone" title="taken back"' if event.undone else ""


def _places(drawing: Drawing) -> str:
    items = []
    for lang in drawing.languages:
        found = drawing.texts.get(drawing.current.id, {}).get(lang, ())
        where = [
            f"p. {paragraph.page}, l. {paragraph.line}"
            if paragraph.page
            else f"l. {paragraph.line}"
            for paragraph in found
            if paragraph.line
        ]
        if where:
            items.append(
                f"<dt>{escape(language_name(lang))}</dt><dd>{escape('; '.join(where))}</dd>"
            )
    return f"<section><h3>In the source</h3><dl>{''.join(items)}</dl></section>" if items else ""
