"""Undo and redo for rows and for concepts: what a person did last, in words, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aligner.errors import UsageError
from aligner.model import Actor, Event, said
from aligner.store import Store
from aligner.store.deeds import VERBS
from aligner.store.deeds.undoing import Redo, Undo

_LAST = 200  # steps of a person in imported glossaries that are looked through


def _nameless(subject: object) -> str:
    return "a concept" if isinstance(subject, str) else "a row"


@dataclass(frozen=True, slots=True)
class Names:
    """What rows and concepts are called, by their ids."""

    row: Callable[[int], str] = _nameless
    entry: Callable[[str], str] = _nameless


def did(event: Event, names: Names) -> str:
    """What was done and to what: ``approved 2 (a)``, ``edited “peace”``, ``approved 31 rows``."""
    words = VERBS[event.action].done if event.action in VERBS else ""
    words = (words or event.action).lower()
    if event.action == "decide entry":
        status = next((fields["status"] for fields in event.after.values() if fields), "")
        words = said(status)
    if event.bulk:
        return f"{words} {event.batch:,} rows"
    if event.rows:
        return f"{words} {names.row(event.rows[0])}"
    if event.entries:
        return f"{words} {names.entry(event.entries[0])}"
    return words


@dataclass(slots=True)
class Steps:
    """The steps of one person in a document, or in an imported glossary.

    Attributes:
        database: Where they are kept.
        actor: Who.
        project: Id of the document; None for an imported glossary.
        glossary: Id of the imported glossary.
        names: What rows and concepts are called.
    """

    database: Store
    actor: Actor
    project: int | None
    glossary: int | None = None
    names: Names = Names()

    def undo(self) -> tuple[Event, str]:
        """Take back what was done last; what it was, in words too.

        Raises:
            UsageError: There is nothing.
            Conflict: Somebody went on from there.
        """
        last = self.last()
        if last is None:
            raise UsageError("there is nothing of yours to take back")
        self.database.decide(self.actor, Undo(last.id))
        return last, f"Taken back: {did(last, self.names)}"

    def redo(self) -> tuple[Event, str]:
        """Do again what was taken back last, unless something else was done since; see `undo`."""
        last = self.undone()
        if last is None:
            raise UsageError("there is nothing of yours to do again")
        self.database.decide(self.actor, Redo(last.id))
        return last, f"Done again: {did(last, self.names)}"

    def in_words(self) -> tuple[str, str]:
        """What U would take back and what Shift U would do again; each empty for nothing."""
        last, undone = self.last(), self.undone()
        back = self.back(last) if last else ""
        again = f"Shift U does again: {did(undone, self.names)}" if undone else ""
        return back, again

    def back(self, last: Event) -> str:
        """What U would take back, where that is known."""
        return f"U takes back: {did(last, self.names)}"

    def last(self) -> Event | None:
        """What the person did last, and has not taken back."""
        if self.project is not None:
            return self.database.undoable(self.project, self.actor)
        standing = (e for e in self._in_glossary() if e.undoes is None and e.undone is None)
        return next(standing, None)

    def undone(self) -> Event | None:
        """What the person took back last, unless something else was done since."""
        if self.project is not None:
            return self.database.redoable(self.project, self.actor)
        found = self._in_glossary()
        for event in found:
            if event.undoes is None:
                return None
            if event.action == "undo" and event.undone is None:
                return next((other for other in found if other.id == event.undoes), None)
        return None

    def _in_glossary(self) -> list[Event]:
        """The person's newest steps in the imported glossary, the newest first."""
        start = f"entry {self.glossary} "
        mine = self.database.events(actor=self.actor.name, limit=_LAST)
        return [event for event in mine if event.subject and event.subject[0].startswith(start)]
