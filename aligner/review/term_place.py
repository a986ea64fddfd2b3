"""Where a person is on the page Terms, and what every key and click does to that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aligner.errors import AlignerError
from aligner.model import Entry, Glossary, Status, Term
from aligner.model import Event as LoggedEvent
from aligner.review.concept_keys import CONCEPTS, AtConcept
from aligner.review.frame import desk
from aligner.review.frame.listener import Event
from aligner.review.steps import Names, Steps
from aligner.review.subject import next_one
from aligner.store.deeds import may
from aligner.store.deeds.concepts import DecideEntry

_GOES_ON = {Status.APPROVED, Status.REJECTED}


@dataclass(slots=True)
class Place:
    """Where a person is; one object for as long as the session lasts.

    Attributes:
        entry: Id of the concept at hand.
        term: Which of its drawn terms the keys for terms act on, from 0.
        form: The form that is open: ``edit``, ``merge``, ``add``, or none.
        said: What became of the last key, in words.
        listed: Ids of the concepts on the list, in its order.
    """

    entry: str = ""
    term: int = 0
    form: str = ""
    said: str = ""
    listed: tuple[str, ...] = field(default=())

    def go(self, entry_id: str) -> None:
        """Take another concept in hand."""
        if entry_id != self.entry:
            self.entry, self.term = entry_id, 0


@dataclass(frozen=True, slots=True)
class Table:
    """What keys act on: the concepts as they were read when the events were taken.

    Attributes:
        project: Id of the document; None for an imported glossary.
        glossary: All concepts.
        found: Those on the list, in its order.
        pair: The two languages that are shown.
    """

    project: int | None
    glossary: Glossary
    found: Sequence[Entry]
    pair: tuple[str, str]

    def entry(self, entry_id: str) -> Entry | None:
        """A concept by its id."""
        return next((e for e in self.glossary.entries if e.id == entry_id), None)

    def name(self, entry_id: str) -> str:
        """What a concept is called: its first term."""
        entry = self.entry(entry_id)
        return f"“{entry.terms[0].text}”" if entry and entry.terms else "a concept that is gone"

    def steps(self, hand: desk.Hand) -> Steps:
        """What the person can take back here, and do again."""
        names = Names(entry=self.name)
        return Steps(hand.database, hand.actor, self.project, self.glossary.id, names)


def shown_terms(entry: Entry, pair: tuple[str, str]) -> list[Term]:
    """The terms of a concept as they are drawn: the source language first."""
    return [term for lang in pair for term in entry.terms if term.lang == lang]


def take(event: Event, place: Place, table: Table, hand: desk.Hand) -> None:
    """Do what one event of the browser asks for."""
    key = event.value
    place.said = ""
    if key.startswith("entry:"):
        place.go(key.removeprefix("entry:"))
    elif key.startswith("term:") and key.removeprefix("term:").isdecimal():
        place.term = int(key.removeprefix("term:"))
    elif key == "KeyJ":
        _move(place, table, 1)
    elif key == "KeyK":
        _move(place, table, -1)
    elif key == "KeyT":
        place.term += 1
    elif key in ("KeyU", "Shift+KeyU"):
        steps = table.steps(hand)
        _step(place, steps.undo if key == "KeyU" else steps.redo, hand)
    elif (pressed := CONCEPTS.key(event)) and pressed.asks:
        if may(hand.actor.role, pressed.action):
            place.form = pressed.asks
        else:
            place.said = f"A {hand.actor.role} may not do that."
    elif CONCEPTS.key(event):
        _decide(event, place, table, hand)


def _move(place: Place, table: Table, step: int) -> None:
    ids = [entry.id for entry in table.found]
    if ids:
        at = ids.index(place.entry) if place.entry in ids else -1
        place.go(ids[max(0, min(at + step, len(ids) - 1))])


def _decide(event: Event, place: Place, table: Table, hand: desk.Hand) -> None:
    """Decide on what the person had before them, which the browser says, or on nothing."""
    entry = table.entry(event.subject)
    if entry is None or event.subject != place.entry:
        place.said = "Key not taken: it came before the next concept was on the screen."
        return
    terms = shown_terms(entry, table.pair)
    term = terms[place.term % len(terms)] if terms else None
    deed = CONCEPTS.deed(event, AtConcept(table.glossary.id, entry, term))
    if deed is None or hand.do(deed) is None:
        return
    if isinstance(deed, DecideEntry) and deed.status in _GOES_ON:
        _go_on(place, table)


def _go_on(place: Place, table: Table) -> None:
    """To the next pending concept of the list, from the top again after the end."""
    ids = [entry.id for entry in table.found]
    at = ids.index(place.entry) if place.entry in ids else -1
    pending = next_one(
        table.found, at + 1, lambda e: e.status == Status.CANDIDATE and e.id != place.entry
    )
    if pending:
        place.go(pending.id)
    else:
        place.said = "That was the last pending concept of this list."


def _step(place: Place, step: Callable[[], tuple[LoggedEvent, str]], hand: desk.Hand) -> None:
    """Undo or redo, and go to the concept that it was about."""
    try:
        event, place.said = step()
    except AlignerError as error:
        hand.troubles.append(str(error))
        return
    if event.entries:
        place.go(event.entries[0])
