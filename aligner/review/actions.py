"""A deed on rows made again for what stands now, and one that was done in words for the person."""

from __future__ import annotations

from aligner.errors import UsageError
from aligner.model import Event
from aligner.review.live import Outline
from aligner.store.deeds import VERBS, Deed


def again(wanted: Deed, outline: Outline) -> Deed:
    """A deed that lost a race, made for what stands now.

    Raises:
        UsageError: A row of it is gone.
    """
    try:
        return wanted.at({f"row {row.id}": row.version for row in outline.rows})
    except KeyError:
        raise UsageError("this row is gone; somebody merged or realigned it") from None


def told(event: Event, name: str) -> str:
    """What was done, in words for the person who did it.

    Args:
        event: As the log keeps it.
        name: What its first row is called.
    """
    words = VERBS[event.action].done or event.action.capitalize()
    subject = f"{event.batch:,} rows in one step" if event.bulk else name
    return f"{words} {subject}" + ("" if event.action == "undo" else " · U takes it back")
