"""The one door by which anything is written: role, versions, change and log in one transaction.

What is particular to a deed stands with it, in :mod:`aligner.store.deeds`; here is what is the same
for every one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from aligner.errors import Forbidden, UsageError
from aligner.model import Actor, Event, Multitext, Role, Status
from aligner.store import log, passages, realignment, subjects, versions
from aligner.store.deeds import Deed, may
from aligner.store.deeds.deed import REALIGN
from aligner.store.log import Plan, Stamp
from aligner.store.realignment import Stretch

_LONGEST_NAME = 200


def decide(connection: Connection, actor: Actor, deed: Deed, why: str) -> Event:
    """Write one deed; see :meth:`aligner.store.Store.decide`."""
    if not isinstance(deed, Deed) or "verb" not in vars(type(deed)):
        raise UsageError(f"{deed!r} is no deed")
    stamp = permitted(actor, deed.needs(connection))
    subjects.claim(connection, deed.versions(), deed.wanted())
    plan = deed.plan(connection, stamp)
    versions.require_standing(connection, plan.project, plan.after)
    _spare_decided(stamp.actor, plan)
    return _written(connection, stamp, deed.verb.word, plan, why)


def realign(
    connection: Connection,
    actor: Actor,
    project_id: int,
    renewed: Sequence[tuple[Stretch, Multitext]],
) -> Event | None:
    """Lay stretches of pending rows back in; see :meth:`aligner.store.Store.renew`."""
    stamp = permitted(actor, REALIGN.word)
    plan = realignment.renewal(connection, project_id, renewed)
    if not plan.before:
        return None
    return _written(connection, stamp, REALIGN.word, plan, renewed[0][1].signature)


def _written(connection: Connection, stamp: Stamp, word: str, plan: Plan, why: str) -> Event:
    subjects.write(connection, plan.project, plan.after)
    passages.renew(connection, *_reworded(plan))
    return log.append(connection, stamp, word, plan, why)


def permitted(actor: Actor, word: str) -> Stamp:
    """The stamp of somebody who may do what the log calls by a word.

    Raises:
        Forbidden: If the role does not allow it.
    """
    stamp = Stamp(known(actor))
    _require(stamp.actor, word)
    return stamp


def allow(actor: Actor, word: str, *, begun_by: str = "") -> None:
    """Ask whether somebody may do what is not written at once: begin a long work, or end one.

    Args:
        actor: Who asks.
        word: What the log calls it, such as ``run`` or ``realign``.
        begun_by: Name of whoever began the work that is to end; it is that person's own.

    Raises:
        Forbidden: If neither the role allows it nor is it the person's own.
    """
    person = known(actor)
    if not begun_by or person.name != begun_by:
        _require(person, word)


def known(actor: Actor) -> Actor:
    """The actor with a role that is one, whatever was passed in.

    Raises:
        Forbidden: If there is no such role, or no name.
    """
    name = actor.name.strip() if isinstance(actor.name, str) else ""
    if not name or len(name) > _LONGEST_NAME:
        raise Forbidden("a decision needs the name of a person, of at most 200 characters")
    try:
        return Actor(name, Role(actor.role))
    except ValueError:
        raise Forbidden(f"{actor.role!r} is no role; it is one of {', '.join(Role)}") from None


def _require(actor: Actor, word: str) -> None:
    if not may(actor.role, word):
        able = [role for role in Role if may(role, word)]
        raise Forbidden(
            f"{actor.name} is a {actor.role} and may not {word}; "
            f"ask a {' or '.join(able) or 'nobody'}"
        )


def _spare_decided(actor: Actor, plan: Plan) -> None:
    """Who may not decide on rows may not take a decision away by changing what it was about."""
    if may(actor.role, "reopen"):
        return
    for subject, fields in plan.before.items():
        if subject.startswith("row ") and (taken := _taken_away(fields, plan.after.get(subject))):
            change = "removed" if plan.after.get(subject) is None else "changed"
            raise Forbidden(
                f"{subject} is {taken} and cannot be {change} by a {actor.role}; "
                "ask a reviewer to reopen it"
            )


def _taken_away(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """What was decided of a row and is so no more, in words."""
    fields = before or {}
    status = fields.get("status", Status.CANDIDATE)
    if status != Status.CANDIDATE:
        return str(status)
    had, left = (state.get("statuses", {}) for state in (fields, after or {}))
    return ", ".join(f"{said} in {lang}" for lang, said in had.items() if left.get(lang) != said)


def _reworded(plan: Plan) -> tuple[list[int], set[str] | None]:
    """Rows whose words are others now, and in which languages; None for all."""
    if any(name.startswith("change ") for name in plan.after):
        return [int(name[4:]) for name in plan.after if name.startswith("row ")], None
    row_ids, langs = [], set()
    for name, fields in plan.after.items():
        if name.startswith("row ") and fields is not None and _WORDS & fields.keys():
            row_ids.append(int(name[4:]))
            was = plan.before.get(name) or {}
            for field in _WORDS & fields.keys():
                old, new = was.get(field, {}), fields[field]
                langs |= {lang for lang in {*old, *new} if old.get(lang) != new.get(lang)}
    return row_ids, langs


_WORDS = {"cells", "edits"}
