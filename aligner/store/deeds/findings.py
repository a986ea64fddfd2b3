"""Findings of the consistency checks that a person lets rest."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Text, cast, literal, or_, select

from aligner.errors import UsageError
from aligner.model import Ignored, Scope
from aligner.store import schema
from aligner.store.deeds.deed import ANYONE, ROWS, TERMS, Deed, Verb, words
from aligner.store.log import Plan, Stamp
from aligner.store.subjects import IGNORED

LONGEST = 10_000
"""Characters of a reason."""
_SOMEWHERE = Verb("ignore finding", ANYONE, "Let rest")
_ALWAYS = Verb("ignore finding always", ROWS | TERMS, "Let rest always")


@dataclass(frozen=True, slots=True)
class IgnoreFinding(Deed):
    """Let a finding of the consistency checks rest, now and at later runs.

    Attributes:
        project: Where it was found.
        rule: The rule that found it.
        what: What it was about, in the rule's own key, such as the term.
        place: Where it was, in the rule's own key; used for :attr:`Scope.HERE` only.
        scope: How far it is ignored.
        because: The reason.
    """

    project: int
    rule: str
    what: str
    place: str
    scope: Scope
    because: str

    @property
    def verb(self) -> Verb:
        """By how far it goes: what holds everywhere is not for everybody."""
        return _ALWAYS if self.scope == Scope.ALWAYS else _SOMEWHERE

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """One more finding that is let rest."""
        scope = Scope(self.scope)
        because = words("reason", self.because, LONGEST, needed=False)
        if not because:
            raise UsageError("say why the finding is let rest")
        if not self.rule or (scope is Scope.HERE and not self.place):
            raise UsageError("a finding to let rest needs its rule, and its place where it is one")
        known = ignored(connection, self.project)
        if any(one.covers(self.rule, self.what, self.place) for one in known):
            raise UsageError("that finding is let rest already")
        fields = {
            "project": self.project,
            "rule": self.rule,
            "what": self.what,
            "place": self.place if scope is Scope.HERE else "",
            "scope": scope.value,
            "because": because,
            "actor": stamp.actor.name,
            "at": stamp.at.isoformat(),
        }
        name = IGNORED.reserve(connection, fields)
        return Plan(self.project, {name: None}, {name: fields})


def ignored(connection: Connection, project_id: int) -> list[Ignored]:
    """What is let rest in a project, everywhere or there, oldest first."""
    kept, of = schema.ignored, schema.event_subject
    made = (
        select(of.c.event_id)
        .where(of.c.subject == literal("ignored ") + cast(kept.c.id, Text))
        .order_by(of.c.event_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(kept, made.label("event"))
        .where(or_(kept.c.project_id == project_id, kept.c.scope == Scope.ALWAYS))
        .order_by(kept.c.id)
    )
    return [
        Ignored(
            scope=Scope(found["scope"]),
            **{name: found[name] for name in ("event", "rule", "what", "place", "because")},
            **{name: found[name] for name in ("actor", "at")},
        )
        for found in connection.execute(query).mappings()
    ]
