"""What surrounds the rows of the page Review: the rail, the panel, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from aligner.model import Event, Note, Paragraph, Presence, thresholds
from aligner.review.certifying import SHARES, Draw
from aligner.review.confidence import band
from aligner.review.drawing import MOST_TERMS, Answer, Drawing
from aligner.review.event_words import changed, stated
from aligner.review.filters import (
    MARKS,
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
from aligner.review.sampling import needed
from aligner.review.spans import Diff
from aligner.review.templates import counted, in_words, render
from aligner.review.window import Section
from aligner.store import OutlineRow

SAMPLE = 10
"""Rows that are shown before many are approved unseen."""

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
        if show not in (*MARKS, Show.SAMPLE) or counts.shows.get(show) or only.show is show
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
    drawing: Drawing, clash: Clash | None, notes: Sequence[Note], events: Sequence[Event]
) -> str:
    """What is known of the current row."""
    row = drawing.current
    terms = drawing.terms.get(row.id, ())
    beads = drawing.beads.get(row.id, {})
    return render(
        "panel.html",
        drawing=drawing,
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


def sample(rows: Sequence[OutlineRow]) -> list[OutlineRow]:
    """The least sure of some rows, and others spread over the document; in order."""
    doubtful = sorted(rows, key=lambda row: row.confidence)[: SAMPLE // 2]
    rest = [row for row in rows if row not in doubtful]
    count = min(len(rest), SAMPLE - len(doubtful))
    spread = [rest[i * len(rest) // count] for i in range(count)]
    return sorted([*doubtful, *spread], key=lambda row: row.position)


_GUARDS = f"Each is {thresholds.BULK_IN_WORDS}."
_LOOK = {
    True: "Look at these first: the least sure of them, and others from all over the document.",
    False: "Look at them first.",
}


def bulk(drawing: Drawing, count: int, answer: Answer) -> str:
    """Ten of the rows that would be approved in one step, and the question.

    Args:
        drawing: Its rows are the sample.
        count: How many rows would be approved.
        answer: What the browser learns with it.
    """
    if not count:
        title, words = "No row can be approved in bulk", f"None passes the guards. {_GUARDS}"
        return _asked("bulk", answer, drawing.languages, title, words)
    rows = counted(count, "row")
    return _asked(
        "bulk",
        answer,
        drawing.languages,
        f"Approve {rows} in one step?",
        f"{_GUARDS} {_LOOK[count > SAMPLE]} One U takes all of it back, and the log says that it "
        "was done in bulk.",
        f"Approve {rows}",
        [(row, drawing.names[row.id], drawing.cells(row, terms=False)) for row in drawing.rows],
    )


def certify(
    draw: Draw | None,
    sure: int,
    rows: Sequence[OutlineRow],
    answer: Answer,
    languages: Sequence[str],
) -> str:
    """What a sample would certify, or what the rows that were drawn say of all."""
    title, words = "Certify the sure rows by a sample", f"{_GUARDS} None passes the guards."
    choices: list[tuple[str, str]] = []
    if draw is None and sure:
        words = (
            f"{counted(sure, 'row')} pass every guard. Some are drawn at random, and you look at "
            "each: A where it is right, X where it is not. If none is wrong, the share that you "
            "choose is not exceeded among all, with 95 % confidence, and the others can be "
            f"approved in one step. {_GUARDS}"
        )
        choices = [
            (str(share), f"at most {100 * share:g} %: look at {needed(share, sure):,}")
            for share in SHARES
        ]
    elif draw is not None and (waiting := draw.waiting(rows)):
        words = f"{counted(waiting, 'row')} of the sample are still to be looked at."
        choices = [("drop", "Drop the sample")]
    elif draw is not None:
        title = draw.certificate(rows).sentence.capitalize()
        words = (
            "The rows that were not drawn and still pass every guard can be approved in one step "
            "under this certificate, which stands in the log. One U takes all of it back."
        )
        choices = [("yes", f"Approve the others ({len(draw.rest):,})"), ("drop", "Drop the sample")]
    return _asked("certify", answer, languages, title, words, choices=choices)


def undo(last: Event, told: str, answer: Answer, languages: Sequence[str]) -> str:
    """What an undo would take back that was done before this sitting, and elsewhere."""
    words = f"{told}, as you did {in_words(last.at)}. It lies outside of what you have before you."
    return _asked(
        "undo", answer, languages, "Take back what is not in sight?", words, "Take it back"
    )


def realign(rows: Sequence[OutlineRow], answer: Answer, languages: Sequence[str]) -> str:
    """What realigning would do, and the question."""
    pending = sum(not row.held for row in rows)
    if not pending:
        title = "Nothing is pending"
        words = "Every row is decided or edited, so there is nothing to align anew."
        return _asked("realign", answer, languages, title, words)
    return _asked(
        "realign",
        answer,
        languages,
        f"Align the {pending:,} pending rows anew?",
        f"The {len(rows) - pending:,} rows that are decided or edited stay as they are, and the "
        "stretches between them are aligned within those bounds. Gaps, splits and merges in "
        "pending rows are done anew.",
        "Realign",
    )


def _asked(
    question: str,
    answer: Answer,
    languages: Sequence[str],
    title: str,
    words: str,
    yes: str = "",
    sample: Sequence[object] = (),
    choices: Sequence[tuple[str, str]] = (),
) -> str:
    return render(
        "question.html",
        question=question,
        answer=answer,
        languages=languages,
        title=title,
        words=words,
        choices=choices or ([("yes", yes)] if yes else []),
        sample=sample,
    )
