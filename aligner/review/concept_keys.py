"""The keys of the page Terms, and the deeds they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from aligner.model import Entry, Status, Term
from aligner.review.frame.listener import Event
from aligner.review.keys import Key, Keys
from aligner.store.deeds import Deed
from aligner.store.deeds.concepts import DecideEntry, DecideTerm


@dataclass(frozen=True, slots=True)
class AtConcept:
    """The concept that the keys of the page Terms act on.

    Attributes:
        glossary: Id of its glossary.
        entry: The concept as it stands.
        term: The term of it that is marked; None where it has none in the languages shown.
    """

    glossary: int
    entry: Entry
    term: Term | None


def _decide_entry(status: Status) -> Callable[[Event, AtConcept], Deed]:
    return lambda done, at: DecideEntry(at.glossary, at.entry.id, done.version, status)


def _decide_term(status: Status) -> Callable[[Event, AtConcept], Deed | None]:
    """Give the marked term a status; where it has it, take it back."""

    def deed(done: Event, at: AtConcept) -> Deed | None:
        if at.term is None:
            return None
        wanted = status
        if at.term.status == status:
            approved = at.entry.status == Status.APPROVED
            wanted = Status.APPROVED if approved else Status.CANDIDATE
        named = (at.glossary, at.entry.id, done.version, at.term.lang, at.term.text)
        return DecideTerm(*named, wanted)

    return deed


_concept = partial(Key, action="decide entry", group=1)


def _term(code: str, button: str, status: Status) -> Key[AtConcept]:
    return Key(
        code,
        f"{button} the marked term",
        f"{button.lower()} the marked term; again takes it back",
        button,
        _decide_term(status),
        "decide term",
        group=2,
        gives=status,
    )


CONCEPTS: Keys[AtConcept] = Keys(
    (
        _concept(
            "KeyA",
            "Approve and go on",
            "approve the concept, and on to the next pending one",
            "Approve",
            _decide_entry(Status.APPROVED),
            move="decide",
            gives=Status.APPROVED,
        ),
        _concept(
            "KeyX",
            "Reject and go on",
            "reject the concept, and on",
            "Reject",
            _decide_entry(Status.REJECTED),
            move="decide",
            gives=Status.REJECTED,
        ),
        _concept(
            "KeyO",
            "Reopen",
            "reopen: the concept is pending again",
            "Reopen",
            _decide_entry(Status.CANDIDATE),
        ),
        Key("KeyJ", "Next concept", button="Next", move="next"),
        Key("KeyK", "Previous concept", button="Previous", move="previous"),
        Key("KeyT", "Next term of the concept", "mark the next term of the concept", "Next term"),
        _term("KeyP", "Prefer", Status.PREFERRED),
        _term("KeyI", "Admit", Status.ADMITTED),
        _term("KeyD", "Deprecate", Status.DEPRECATED),
        _term("KeyF", "Forbid", Status.FORBIDDEN),
        Key(
            "KeyE",
            "Edit the concept",
            "edit the concept: its terms, definition, note, subject field",
            "Edit",
            action="edit entry",
            asks="edit",
            group=3,
        ),
        Key(
            "KeyM",
            "Merge with others",
            "merge other concepts into this one",
            "Merge",
            action="merge entries",
            asks="merge",
            group=3,
        ),
        Key(
            "KeyC",
            "New concept",
            "add a concept that no extraction found",
            "New concept",
            action="add entry",
            asks="add",
            group=3,
        ),
        Key(
            "KeyU",
            "Undo what you did last",
            "undo what you did last; again for what was before it",
            "Undo",
            group=3,
        ),
        Key("Shift+KeyU", "Redo what you undid", "do again what you undid last", "Redo", group=3),
    )
)
"""The keys of the page Terms."""
