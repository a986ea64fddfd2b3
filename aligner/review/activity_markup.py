"""HTML of the page Activity: the log, line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aligner.model import Event
from aligner.review.event_markup import ago, changed
from aligner.review.frame import desk
from aligner.review.markup import escape

_MOST_SUBJECTS = 4
_MOST_CHANGES = 3


def table(
    events: Sequence[Event],
    names: Mapping[int, str],
    name_of: Callable[[int, int], str],
    may_undo: Callable[[Event], bool],
) -> str:
    """One line an event, the newest first.

    Args:
        events: As they are to be shown.
        names: Names of the projects by id.
        name_of: What a row is called, from the id of its project and its own.
        may_undo: True where the person at the desk may take an event back.
    """
    head = "".join(
        f"<th>{name}</th>" for name in ("When", "Who", "What", "Where", "Before → after", "")
    )
    lines = "".join(_line(event, names, name_of, may_undo(event)) for event in events)
    return (
        '<table class="al-projects al-log" aria-label="What was done">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _line(
    event: Event, names: Mapping[int, str], name_of: Callable[[int, int], str], may_undo: bool
) -> str:
    css = ' class="al-undone"' if event.undone else ""
    project = names.get(event.project or 0, "")
    why = f'<p class="al-quiet">{escape(event.why)}</p>' if event.why else ""
    return (
        f"<tr{css}><td>{ago(event.at)}</td>"
        f"<td>{escape(event.actor)} <small>{escape(event.role)}</small></td>"
        f"<td>{_action(event)}{why}</td>"
        f"<td>{_subjects(event, name_of)} <small>{escape(project)}</small></td>"
        f'<td dir="auto">{_changes(event)}</td><td>{_button(event, may_undo)}</td></tr>'
    )


def _action(event: Event) -> str:
    bulk = f" <small>in bulk, {event.batch:,} at once</small>" if event.bulk else ""
    of = f" <small>of {event.undoes}</small>" if event.undoes else ""
    return f"<b>{escape(event.action)}</b>{bulk}{of} <small>№ {event.id}</small>"


def _subjects(event: Event, name_of: Callable[[int, int], str]) -> str:
    """Links to the rows and entries that it was about."""
    links = []
    for row in event.rows[:_MOST_SUBJECTS]:
        url = escape(desk.link("review", project=event.project, row=row))
        name = escape(name_of(event.project or 0, row))
        links.append(f'<a href="{url}" data-go="{url}">{name}</a>')
    for entry in event.entries[:_MOST_SUBJECTS]:
        url = escape(desk.link("terms", project=event.project, entry=entry))
        links.append(f'<a href="{url}" data-go="{url}">{escape(_entry_name(event, entry))}</a>')
    more = len(event.rows) + len(event.entries) - len(links)
    return ", ".join(links) + (f" and {more:,} more" if more > 0 else "")


def _entry_name(event: Event, entry: str) -> str:
    for states in (event.after, event.before):
        for subject, fields in states.items():
            if subject.endswith(f" {entry}") and fields and fields.get("terms"):
                return str(fields["terms"][0]["text"])
    return entry


def _changes(event: Event) -> str:
    subjects = list(dict.fromkeys((*event.before, *event.after)))
    shown = dict.fromkeys(
        changed(event.before.get(subject), event.after.get(subject))
        for subject in subjects[:_MOST_CHANGES]
    )
    return "<br>".join(filter(None, shown))


def _button(event: Event, may_undo: bool) -> str:
    if event.undone:
        return f"<small>taken back by № {event.undone}</small>"
    if not may_undo:
        return ""
    return (
        f'<button type="button" data-go="undo:{event.id}" '
        f'aria-label="Take back number {event.id}">Take back</button>'
    )
