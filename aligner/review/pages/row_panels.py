"""What surrounds the rows of the page Review: the rail, the panel, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from aligner.model import Event, Note, Paragraph, Presence
from aligner.review.confidence import band
from aligner.review.drawing import MOST_TERMS, Drawing
from aligner.review.event_words import changed, stated
from aligner.review.filters import (
    MARKS,
    PASSING,
    STANDINGS,
    TITLES,
    Counts,
    Filter,
    Show,
    is_pending,
    is_uncertain,
)
from aligner.review.links import link
from aligner.review.live import Outline
from aligner.review.place import Clash
from aligner.review.spans import Diff
from aligner.review.templates import render
from aligner.review.window import Section
from aligner.store import OutlineRow

_MOST_EVENTS = 12
_LONGEST_HEADING = 40


def strip(along: Sequence[tuple[float, bool]], position: int, count: int) -> str:
    """The whole document as a band of colours, with a mark where one is.

    Args:
        along: Confidences, and whether something may be wrong.
        position: Of the current row.
        count: Rows of the document.
    """
    step = 100 / max(1, len(along))
    stretches, start = [], 0
    for word, run in groupby("wrong" if wrong else band(sure).word for sure, wrong in along):
        end = start + len(list(run))
        stretches.append((word, start * step, end * step))
        start = end
    return render("rail.html:strip", stretches=stretches, position=position, count=max(1, count))


class Line(NamedTuple):
    """A line of the rail.

    Attributes:
        row: Id of the row that it leads to.
        mark: Why it is ticked, ``uncertain`` for a dot, or nothing.
        uncertain: How many rows of the section had better be looked at.
        lines: Those below it.
    """

    row: int
    name: str
    here: bool
    mark: str = ""
    uncertain: int = 0
    lines: Sequence[Line] = ()


def rail(
    outline: Outline,
    project_id: int,
    sections: Sequence[Section],
    current: OutlineRow,
    texts: Mapping[int, Mapping[str, tuple[Paragraph, ...]]],
) -> str:
    """The structure of the document; the section at hand is open."""
    return render(
        "rail.html:rail",
        project=project_id,
        sections=[_section(outline, section, current, texts) for section in sections],
    )


def _section(
    outline: Outline,
    section: Section,
    current: OutlineRow,
    texts: Mapping[int, Mapping[str, tuple[Paragraph, ...]]],
) -> Line:
    first, here = section.rows[0], current in section.rows
    below = section.rows if here and len(section.rows) > 1 else ()
    decided = not any(map(is_pending, section.rows))
    return Line(
        first.id,
        _section_name(outline, section) or _heading(texts.get(first.id, {})),
        here,
        "all decided" if decided else "",
        sum(map(outline.is_open, section.rows)),
        [_line(outline, row, current) for row in below],
    )


def _section_name(outline: Outline, section: Section) -> str:
    """A number as its row is called; words such as Preamble as they are."""
    first = section.rows[0]
    return outline.name(first.id) if first.label == section.name else section.name


def _line(outline: Outline, row: OutlineRow, current: OutlineRow) -> Line:
    mark = "" if is_pending(row) else row.status.value
    return Line(
        row.id,
        outline.name(row.id),
        row == current,
        "uncertain" if outline.is_open(row) else mark,
    )


def _heading(texts: Mapping[str, tuple[Paragraph, ...]]) -> str:
    first = next((found[0].text for found in texts.values() if found), "Heading")
    return first if len(first) <= _LONGEST_HEADING else first[: _LONGEST_HEADING - 1] + "…"


def progress(rows: Sequence[OutlineRow]) -> str:
    """How much of the document is decided, as a bar and in words."""
    decided = sum(not is_pending(row) for row in rows)
    return render(
        "rail.html:progress",
        share=100 * decided / max(1, len(rows)),
        decided=decided,
        count=len(rows),
        told=f"{decided:,} of {len(rows):,} rows decided",
    )


class Choice(NamedTuple):
    """One filter as a button: what it sends, or the form that it opens first."""

    go: str
    title: str
    on: bool
    rows: int | None
    form: str = ""


def filters(only: Filter, counts: Counts, actor: str) -> str:
    """The filters as two rows of buttons, each with how many rows it would leave."""
    standings = [
        Choice(f"status:{one.value}", STANDINGS[one], only.standing == one, count)
        for one, count in counts.standings.items()
    ]
    shows = [
        Choice(
            f"show:{show.value}",
            _title(show, only, actor),
            only.show == show,
            counts.shows.get(show),
            show.value if show == Show.SINCE else "",
        )
        for show in Show
        if show not in (*MARKS, *PASSING) or counts.shows.get(show) or only.show is show
    ]
    groups = (("What was decided", standings), ("What the row is like", shows))
    return render("rail.html:filters", groups=groups)


def _title(show: Show, only: Filter, actor: str) -> str:
    if show == Show.BY and only.show == Show.BY and only.by != actor:
        return f"By {only.by}"
    if show == Show.SINCE and only.show == Show.SINCE and only.since:
        return f"Changed since {only.since:%-d %b %H:%M}"
    return TITLES[show]


def company(
    others: Sequence[Presence], actor: str, outline: Outline, newest: int, checked: int
) -> str:
    """Who else is at the project, and where; another window of one's own too."""
    named = [
        (
            other.actor + (" (another window)" if other.actor == actor else ""),
            "on another page" if other.row is None else f"at {outline.name(other.row)}",
        )
        for other in others
    ]
    count = len(outline.rows)
    return render("rail.html:company", others=named, newest=newest, checked=checked, count=count)


def panel(
    drawing: Drawing,
    clash: Clash | None,
    notes: Sequence[Note],
    events: Sequence[Event],
    cards: str = "",
) -> str:
    """What is known of the current row; `cards` are the concepts whose words were clicked."""
    row = drawing.current
    terms = drawing.terms.get(row.id, ())
    beads = drawing.beads.get(row.id, {})
    return render(
        "panel.html",
        drawing=drawing,
        cards=Markup(cards),
        known=drawing.known_terms(row),
        doubts=drawing.doubts.get(row.id, ()),
        why=_why(row),
        clash=_clash(clash) if clash else None,
        pairs=[*beads.items()] if len(beads) > 1 else (),
        terms=[
            (
                link("terms", project=drawing.project_id, entry=entry.id),
                " · ".join(
                    [term.text for lang in drawing.languages if (term := entry.term(lang))][:2]
                ),
            )
            for entry in terms[:MOST_TERMS]
        ],
        more_terms=max(0, len(terms) - MOST_TERMS),
        notes=notes,
        history=[(event, _texts(drawing, event)) for event in events[-_MOST_EVENTS:][::-1]],
        places=_places(drawing),
    )


def _why(row: OutlineRow) -> str:
    """What speaks against the pairing; what was said of words that are others now is left out."""
    if is_uncertain(row):
        return (not row.edited and row.reason) or "No reason was recorded."
    return "Nothing speaks against the pairing."


def _clash(clash: Clash) -> Mapping[str, object]:
    """Both values of a decision that came too late."""
    conflict = clash.conflict
    return {
        "noun": "row",
        "by": conflict.by or "somebody else",
        "wanted": stated(conflict.wanted),
        "standing": stated(conflict.standing, only=conflict.wanted),
    }


def _texts(drawing: Drawing, event: Event) -> list[tuple[str, Diff]]:
    """What an edit made of the text, as a difference."""
    row = drawing.current.id
    # A row that came or went has nothing on one side.
    old, new = (
        (state.get(f"row {row}") or {}).get("edits", {}) for state in (event.before, event.after)
    )
    if old == new:
        return []
    read = {
        lang: " ".join(paragraph.body for paragraph in paragraphs)
        for lang, paragraphs in drawing.texts.get(row, {}).items()
        if lang in {**old, **new}
    }
    return changed({"edits": read | old}, {"edits": read | new})


def _places(drawing: Drawing) -> list[tuple[str, str]]:
    """Where the paragraphs stand in their files, by language."""
    found = []
    for lang in drawing.languages:
        where = [
            f"p. {paragraph.page}, l. {paragraph.line}"
            if paragraph.page
            else f"l. {paragraph.line}"
            for paragraph in drawing.texts.get(drawing.current.id, {}).get(lang, ())
            if paragraph.line
        ]
        if where:
            found.append((lang, "; ".join(where)))
    return found
