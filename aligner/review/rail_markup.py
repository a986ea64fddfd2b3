"""HTML of what surrounds the rows of the page Review: the strip, the rail, filters, buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from aligner.model import Kind, Paragraph, Presence
from aligner.review.confidence import band
from aligner.review.filters import (
    STANDINGS,
    TITLES,
    Counts,
    Filter,
    Show,
    is_open,
    is_pending,
)
from aligner.review.frame.realigning import Realignment
from aligner.review.keys import HELP, ROWS, Key
from aligner.review.live import Outline
from aligner.review.markup import escape
from aligner.review.row_markup import KINDS, Texts, row_link
from aligner.review.window import Section
from aligner.store import OutlineRow


def strip(confidences: Sequence[float], position: int, count: int) -> str:
    """The whole document as a band of colours, with a mark where one is."""
    step = 100 / max(1, len(confidences))
    stops, start = [], 0
    for word, run in groupby(band(value).word for value in confidences):
        end = start + len(list(run))
        stops.append(f"var(--al-{word}) {start * step:.2f}% {end * step:.2f}%")
        start = end
    here = 100 * (position + 0.5) / max(1, count)
    return (
        f'<div class="al-strip" data-strip role="img" aria-label="Row {position + 1} of {count}" '
        f'title="The whole document by confidence; click to go there" '
        f'style="background:linear-gradient(90deg,{",".join(stops)})">'
        f'<i style="left:{here:.2f}%"></i></div>'
    )


def rail(sections: Sequence[Section], current: OutlineRow, texts: Texts, project_id: int) -> str:
    """The structure of the document; the section at hand is open."""
    items = []
    for section in sections:
        is_open = current in section.rows
        name = section.name or _heading(texts.get(section.rows[0].id, {}))
        items.append(
            _rail_item(
                project_id,
                section.rows[0],
                f"<span>{escape(name)}</span>{_badge(section)}",
                is_open,
            )
        )
        if is_open and len(section.rows) > 1:
            items += [
                _rail_item(
                    project_id,
                    row,
                    f"<span>{_short_name(row, section, i)}</span>{_dot(row)}",
                    row == current,
                    "al-sub",
                )
                for i, row in enumerate(section.rows)
            ]
    return f'<nav class="al-rail" aria-label="Structure">{"".join(items)}</nav>'


def _badge(section: Section) -> str:
    if section.uncertain:
        return f'<em title="uncertain and pending">{section.uncertain}</em>'
    if not any(map(is_pending, section.rows)):
        return '<b class="al-done" title="all decided">✓</b>'
    return ""


def _dot(row: OutlineRow) -> str:
    if not is_pending(row):
        return f'<b class="al-done" title="{row.status}">✓</b>'
    return '<em class="al-dot" title="uncertain"></em>' if is_open(row) else ""


def _rail_item(project_id: int, row: OutlineRow, inner: str, on: bool, css: str = "") -> str:
    here = ' aria-current="true"' if on else ""
    return (
        f'<a class="{css}" href="{escape(row_link(project_id, row.id))}" '
        f'data-go="row:{row.id}"{here}>{inner}</a>'
    )


def _heading(texts: Mapping[str, tuple[Paragraph, ...]]) -> str:
    first = next((found[0].text for found in texts.values() if found), "Heading")
    return first if len(first) <= 40 else first[:39] + "…"


def _short_name(row: OutlineRow, section: Section, index: int) -> str:
    if row.label and row.label != section.name:
        return escape(row.label.removeprefix(section.name).strip())
    return escape(KINDS.get(row.kind, "") or row.label or "text") + (
        f" {index + 1}" if row.kind in (Kind.PREAMBULAR, Kind.BODY, Kind.FOOTNOTE) else ""
    )


def progress(rows: Sequence[OutlineRow]) -> str:
    """How much of the document is decided, as a bar and in words."""
    decided = sum(not is_pending(row) for row in rows)
    share = 100 * decided / max(1, len(rows))
    words = f"{decided:,} of {len(rows):,} rows decided"
    return (
        f'<div class="al-progress" role="progressbar" aria-label="{words}" '
        f'aria-valuenow="{decided}" aria-valuemin="0" aria-valuemax="{len(rows)}" title="{words}">'
        f'<i style="width:{share:.1f}%"></i><span>{share:.0f} %</span></div>'
    )


def filters(only: Filter, counted: Counts, actor: str) -> str:
    """The filters as two rows of buttons, each with how many rows it would leave."""
    first = "".join(
        _choice("status", standing, STANDINGS[standing], only.standing == standing, count)
        for standing, count in counted.standings.items()
    )
    second = "".join(
        _choice("show", show, _title(show, only, actor), only.show == show, counted.shows.get(show))
        for show in Show
    )
    return (
        f'<div class="al-filters"><div role="group" aria-label="What was decided">{first}</div>'
        f'<div role="group" aria-label="What the row is like">{second}</div></div>'
    )


def _title(show: Show, only: Filter, actor: str) -> str:
    if show == Show.BY and only.show == Show.BY and only.by != actor:
        return f"By {only.by}"
    if show == Show.SINCE and only.show == Show.SINCE and only.since:
        return f"Changed since {only.since:%-d %b %H:%M}"
    return TITLES[show]


def _choice(what: str, value: str, title: str, on: bool, count: int | None) -> str:
    does = f'data-do="{value}"' if value == Show.SINCE else f'data-go="{what}:{value}"'
    number = "" if count is None else f" <small>{count:,}</small>"
    return (
        f'<button type="button" {does} aria-pressed="{str(on).lower()}">'
        f"{escape(title)}{number}</button>"
    )


def buttons(allowed: Callable[[str], bool]) -> str:
    """What can be done to the current row, as buttons; those that the role forbids are off."""
    groups = "".join(
        f"<div>{''.join(_button(key, allowed) for key in group)}</div>"
        for _, group in groupby(ROWS.buttons, lambda key: key.group)
    )
    keys = f'<button type="button" data-do="{HELP}">Keys <kbd>H</kbd></button>'
    return (
        f'<div class="al-buttons" role="toolbar" aria-label="What to do with the row">{groups}'
        f"<div>{keys}</div></div>"
    )


def _button(key: Key[Outline], allowed: Callable[[str], bool]) -> str:
    off = "" if not key.action or allowed(key.action) else " disabled"
    return (
        f'<button type="button" data-do="{key.code}" aria-keyshortcuts="{key.shortcut}" '
        f'title="{escape(key.name)}"{off}>{escape(key.button)} '
        f"<kbd>{key.shown}</kbd></button>"
    )


def company(others: Sequence[Presence], actor: str, outline: Outline, newest: int) -> str:
    """Who else is at the project, and where; another window of one's own too."""
    names = "".join(
        f"<li>{escape(other.actor)}{' (another window)' if other.actor == actor else ''} "
        f"<small>{escape(_where(other, outline))}</small></li>"
        for other in others
    )
    here = f"<span>Also here</span><ul>{names}</ul>" if names else ""
    return (
        f'<div class="al-company" role="status" aria-label="Who else is here" '
        f'data-newest="{newest}">{here}</div>'
    )


def realigning(work: Realignment) -> str:
    """How far a realignment is, with the button that stops it; or how it ended."""
    if not work.running:
        return f'<div class="al-work" role="status">{escape(work.said)}</div>'
    share = f"{100 * work.share:.0f}"
    return (
        f'<div class="al-work" role="status"><div class="al-progress" role="progressbar" '
        f'aria-label="Realigning what is pending" aria-valuenow="{share}">'
        f'<i style="width:{share}%"></i><span>Realigning what is pending: {share} %</span></div>'
        '<button type="button" data-go="realign:stop">Stop</button></div>'
    )


def _where(other: Presence, outline: Outline) -> str:
    return "on another page" if other.row is None else f"at {outline.name(other.row)}"
