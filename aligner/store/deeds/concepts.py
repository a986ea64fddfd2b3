"""Deeds on the concepts of a glossary: decide, edit, add, merge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from sqlalchemy import Connection, func, select

from aligner.errors import UsageError
from aligner.model import Entry, Status, Term
from aligner.store import concepts, schema
from aligner.store.concepts import Fields, name
from aligner.store.deeds.deed import TERMS, Deed, Verb, words
from aligner.store.log import Plan, Stamp

_LONGEST = {"term": 1_000, "definition": 10_000, "note": 10_000, "domain": 1_000}
"""Characters of what a person writes."""


@dataclass(frozen=True, slots=True)
class OnEntry(Deed):
    """A deed on one concept, at the version that was shown.

    Attributes:
        glossary: Id of the glossary.
        entry: Id of the concept in it.
    """

    glossary: int
    entry: str
    version: int

    @property
    def _name(self) -> str:
        return name(self.glossary, self.entry)

    def versions(self) -> Mapping[str, int]:
        """That of the concept."""
        return {self._name: self.version}

    def at(self, versions: Mapping[str, int]) -> Self:
        """For the concept as it stands."""
        return replace(self, version=versions[self._name])

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """The concept with some fields changed, by whom and when."""
        was = concepts.read(connection, [self._name])[self._name]
        assert was is not None  # it was claimed
        becomes = _stamped(was, stamp, **self._changes(was))
        project = concepts.project_of(connection, self.glossary)
        return Plan.between(project, {self._name: was}, {self._name: becomes})

    def _changes(self, was: Fields) -> Mapping[str, Any]:
        """The fields that change."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DecideEntry(OnEntry):
    """Decide on a concept: approved, rejected, preferred, admitted, deprecated, forbidden."""

    status: Status

    verb = Verb("decide entry", TERMS, "Decided on", settles=True)

    def wanted(self) -> Fields:
        """The status."""
        return {"status": self.status.value}

    def _changes(self, was: Fields) -> Fields:
        """Approving a concept approves the terms that nobody has decided on."""
        status = _decision(self.status)
        if was["status"] == status:
            raise UsageError(f"{concepts.called(was)} is {status} already")
        terms = was["terms"]
        if status is Status.APPROVED:
            terms = [
                term | {"status": status.value} if term["status"] == Status.CANDIDATE else term
                for term in terms
            ]
        return {"status": status.value, "terms": terms}


@dataclass(frozen=True, slots=True)
class DecideTerm(OnEntry):
    """Decide on one term of a concept.

    Attributes:
        lang: Language of the term.
        text: The term as it stands in the concept.
    """

    lang: str
    text: str
    status: Status

    verb = Verb("decide term", TERMS, "Decided on a term of")

    def wanted(self) -> Fields:
        """The status of the term."""
        return {"status": self.status.value, "term": self.text}

    def _changes(self, was: Fields) -> Fields:
        """Only one term of a language is preferred."""
        status = _decision(self.status)
        found = [t for t in was["terms"] if (t["lang"], t["text"]) == (self.lang, self.text)]
        if not found:
            raise UsageError(f"{concepts.called(was)} has no {self.lang} term '{self.text}'")
        if found[0]["status"] == status:
            raise UsageError(f"'{self.text}' is {status} already")
        terms = []
        for term in was["terms"]:
            if term is found[0]:
                term = term | {"status": status.value}
            elif (
                status is Status.PREFERRED
                and term["lang"] == self.lang
                and term["status"] == Status.PREFERRED
            ):
                term = term | {"status": Status.ADMITTED.value}
            terms.append(term)
        return {"terms": terms}


@dataclass(frozen=True, slots=True)
class EditEntry(OnEntry):
    """Change what a concept says; None leaves a field as it is.

    Attributes:
        terms: All its terms from now on, the best of each language first.
    """

    terms: tuple[Term, ...] | None = None
    definition: str | None = None
    note: str | None = None
    domain: str | None = None

    verb = Verb("edit entry", TERMS, "Edited")

    def wanted(self) -> Fields:
        """What it is to say."""
        said: dict[str, Any] = {
            field: words(field, given, _LONGEST[field], needed=False)
            for field in ("definition", "note", "domain")
            if (given := getattr(self, field)) is not None
        }
        if self.terms is not None:
            said["terms"] = [concepts.as_json(asdict(term)) for term in _checked(self.terms)]
        return said

    def _changes(self, was: Fields) -> Fields:
        """What it says otherwise."""
        changes = {field: value for field, value in self.wanted().items() if value != was[field]}
        if not changes:
            raise UsageError(f"{concepts.called(was)} says that already; nothing to change")
        return changes


@dataclass(frozen=True, slots=True)
class AddEntry(Deed):
    """Add a concept that no extraction found; its id must be new in the glossary."""

    glossary: int
    entry: Entry

    verb = Verb("add entry", TERMS, "Added")

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """A concept at the end of the glossary."""
        project = concepts.project_of(connection, self.glossary)
        if not (key := self.entry.id.strip()):
            raise UsageError("a new entry needs an id")
        subject = name(self.glossary, key)
        if concepts.read(connection, [subject])[subject]:
            raise UsageError(f"entry {key}: the glossary has one of that id already")
        _checked(self.entry.terms)
        entry, glossary = schema.entry, schema.glossary
        version, last = connection.execute(
            select(glossary.c.version, func.max(entry.c.position))
            .outerjoin(entry, entry.c.glossary_id == glossary.c.id)
            .where(glossary.c.id == self.glossary)
            .group_by(glossary.c.id)
        ).one()
        concepts.touch(connection, [subject])
        place = {"position": 0 if last is None else last + 1, "version": version}
        made = {"created": stamp.at.isoformat(), "creator": stamp.actor.name}
        state = concepts.as_json(concepts.stated(self.entry)) | place | made
        return Plan(project, {subject: None}, {subject: _stamped(state, stamp)})


@dataclass(frozen=True, slots=True)
class MergeEntries(Deed):
    """Make concepts one: the first takes over the terms and contexts of the others.

    They do not come back by themselves with a new extraction.

    Attributes:
        entries: Two or more, each as its id and the version that was shown.
    """

    glossary: int
    entries: tuple[tuple[str, int], ...]

    verb = Verb("merge entries", TERMS, "Merged")

    def versions(self) -> Mapping[str, int]:
        """Those of the concepts."""
        return {name(self.glossary, key): version for key, version in self.entries}

    def at(self, versions: Mapping[str, int]) -> MergeEntries:
        """For the concepts as they stand."""
        pairs = ((key, versions[name(self.glossary, key)]) for key, _ in self.entries)
        return replace(self, entries=tuple(pairs))

    def plan(self, connection: Connection, stamp: Stamp) -> Plan:
        """One concept with all that they have, the others gone."""
        keys = list(dict(self.entries))
        if len(keys) < 2 or len(keys) != len(self.entries):
            raise UsageError("name two entries or more to merge, each once")
        old = concepts.read(connection, list(self.versions()))
        found = [fields for fields in old.values() if fields is not None]
        first, *others = old
        new = {first: _stamped(found[0], stamp, **_together(keys, found))} | dict.fromkeys(others)
        project = concepts.project_of(connection, self.glossary)
        return Plan.between(project, old, new, batch=len(keys))


def _together(keys: Collection[str], found: Collection[Fields]) -> dict[str, Any]:
    """The fields of concepts as those of the first."""
    (_, *others), (kept, *_) = keys, found
    every = [context for fields in found for context in fields["contexts"]]
    contexts = _distinct(every, ("document", "label", "units"))
    doubled = len(every) - len(contexts)
    return {
        "terms": _distinct((t for fields in found for t in fields["terms"]), ("lang", "text")),
        "contexts": contexts,
        "count": max(sum(fields["count"] for fields in found) - doubled, kept["count"]),
        "score": max(fields["score"] for fields in found),
        "absorbed": sorted({*others, *(k for fields in found for k in fields["absorbed"])}),
        "related": [key for key in kept["related"] if key not in others],
    }


def _stamped(stated: Fields, stamp: Stamp, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The fields with some changed, by whom and when."""
    moment = {"changed": stamp.at.isoformat(), "changer": stamp.actor.name}
    return {**stated, **moment, **changes}


def _decision(status: Status) -> Status:
    if status is Status.EXCLUDED:
        raise UsageError("rows are excluded, terms are rejected")
    return Status(status)


def _checked(terms: Iterable[Term]) -> list[Term]:
    found = list(terms)
    if not found:
        raise UsageError("an entry needs a term; reject the entry instead")
    for term in found:
        if not term.lang or not term.text.strip():
            raise UsageError("a term needs a language and words")
        words("term", term.text, _LONGEST["term"])
    if len({(term.lang, term.text) for term in found}) < len(found):
        raise UsageError("an entry has each term once")
    return found


def _distinct(items: Iterable[Fields], by: tuple[str, ...]) -> list[Fields]:
    """The first of those that are alike, in order."""
    found: dict[str, Fields] = {}
    for item in items:
        found.setdefault(schema.to_json([item[name] for name in by]), item)
    return list(found.values())
