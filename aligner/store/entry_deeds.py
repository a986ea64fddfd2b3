"""Deeds on glossary entries: decide, edit, add, merge."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from aligner.errors import UsageError
from aligner.model import (
    AddEntry,
    DecideEntry,
    DecideTerm,
    EditEntry,
    MergeEntries,
    Status,
    Term,
)
from aligner.store import entry_states, schema
from aligner.store.entry_states import stamped
from aligner.store.log import Plan, Stamp

_LONGEST = {"term": 1_000, "definition": 10_000, "note": 10_000, "domain": 1_000}
"""Characters of what a person writes."""

Fields = Mapping[str, Any]


def _deciding(connection: Connection, deed: DecideEntry, stamp: Stamp) -> Plan:
    """A status for a concept; approving it approves the terms that nobody has decided on."""
    status = _decision(deed.status)
    was = _claimed(connection, deed, {"status": status.value})
    if was["status"] == status:
        raise UsageError(f"{_called(was)} is {status} already")
    terms = was["terms"]
    if status is Status.APPROVED:
        terms = [
            term | {"status": status.value} if term["status"] == Status.CANDIDATE else term
            for term in terms
        ]
    return _changed(connection, deed, was, stamp, status=status.value, terms=terms)


def _deciding_term(connection: Connection, deed: DecideTerm, stamp: Stamp) -> Plan:
    """A status for one term; only one term of a language is preferred."""
    status = _decision(deed.status)
    was = _claimed(connection, deed, {"status": status.value, "term": deed.text})
    found = [t for t in was["terms"] if (t["lang"], t["text"]) == (deed.lang, deed.text)]
    if not found:
        raise UsageError(f"{_called(was)} has no {deed.lang} term '{deed.text}'")
    if found[0]["status"] == status:
        raise UsageError(f"'{deed.text}' is {status} already")
    terms = []
    for term in was["terms"]:
        if term is found[0]:
            term = term | {"status": status.value}
        elif (
            status is Status.PREFERRED
            and term["lang"] == deed.lang
            and term["status"] == Status.PREFERRED
        ):
            term = term | {"status": Status.ADMITTED.value}
        terms.append(term)
    return _changed(connection, deed, was, stamp, terms=terms)


def _editing(connection: Connection, deed: EditEntry, stamp: Stamp) -> Plan:
    changes: dict[str, Any] = {
        field: _words(field, getattr(deed, field))
        for field in ("definition", "note", "domain")
        if getattr(deed, field) is not None
    }
    if deed.terms is not None:
        changes["terms"] = entry_states.as_json(_checked(deed.terms))
    was = _claimed(connection, deed, changes)
    changes = {field: value for field, value in changes.items() if value != was[field]}
    if not changes:
        raise UsageError(f"{_called(was)} says that already; nothing to change")
    return _changed(connection, deed, was, stamp, **changes)


def _adding(connection: Connection, deed: AddEntry, stamp: Stamp) -> Plan:
    project = entry_states.project_of(connection, deed.glossary)
    key = deed.entry.id.strip()
    if not key:
        raise UsageError("a new entry needs an id")
    if entry_states.whole(connection, deed.glossary, [key]):
        raise UsageError(f"entry {key}: the glossary has one of that id already")
    _checked(deed.entry.terms)
    glossary, entry = schema.glossary, schema.entry
    version = connection.execute(
        select(glossary.c.version).where(glossary.c.id == deed.glossary)
    ).scalar_one()
    last = connection.execute(
        select(func.max(entry.c.position)).where(entry.c.glossary_id == deed.glossary)
    ).scalar_one()
    place = {
        "position": 0 if last is None else last + 1, "version": version, "absorbed": [],
        "created": stamp.at.isoformat(), "creator": stamp.actor.name,
    }  # fmt: skip
    subject = entry_states.name(deed.glossary, key)
    entry_states.touch(connection, project, [subject])
    state = stamped(entry_states.fields(deed.entry) | place, stamp)
    return Plan(project, {subject: None}, {subject: state})


def _merging(connection: Connection, deed: MergeEntries, stamp: Stamp) -> Plan:
    """The first concept takes over what the others have; they do not come back by themselves."""
    versions = dict(deed.entries)
    if len(versions) < 2 or len(versions) != len(deed.entries):
        raise UsageError("name two entries or more to merge, each once")
    entry_states.claim(connection, deed.glossary, versions, {"merge": list(versions)})
    found = entry_states.whole(connection, deed.glossary, versions)
    first, *others = versions
    kept = found[first]
    contexts = _distinct(
        (context for key in versions for context in found[key]["contexts"]),
        ("document", "label", "units"),
    )
    doubled = sum(len(found[key]["contexts"]) for key in versions) - len(contexts)
    merged = stamped(
        kept,
        stamp,
        terms=_distinct((t for key in versions for t in found[key]["terms"]), ("lang", "text")),
        contexts=contexts,
        count=max(sum(found[key]["count"] for key in versions) - doubled, kept["count"]),
        score=max(found[key]["score"] for key in versions),
        absorbed=sorted({*others, *(k for key in versions for k in found[key]["absorbed"])}),
        related=[key for key in kept["related"] if key not in others],
    )
    new: dict[str, Any] = {first: merged} | dict.fromkeys(others)
    project = entry_states.project_of(connection, deed.glossary)
    return Plan(project, *entry_states.difference(deed.glossary, found, new), batch=len(versions))


PLANNERS: Mapping[type[Any], Any] = {
    DecideEntry: _deciding,
    DecideTerm: _deciding_term,
    EditEntry: _editing,
    AddEntry: _adding,
    MergeEntries: _merging,
}


def _claimed(
    connection: Connection, deed: DecideEntry | DecideTerm | EditEntry, wanted: Fields
) -> dict[str, Any]:
    """The fields of the entry of a deed, taken at its version."""
    entry_states.project_of(connection, deed.glossary)
    entry_states.claim(connection, deed.glossary, {deed.entry: deed.version}, wanted)
    return entry_states.whole(connection, deed.glossary, [deed.entry])[deed.entry]


def _changed(
    connection: Connection,
    deed: DecideEntry | DecideTerm | EditEntry,
    was: Fields,
    stamp: Stamp,
    **changes: Any,  # noqa: ANN401 - JSON
) -> Plan:
    old, new = {deed.entry: was}, {deed.entry: stamped(was, stamp, **changes)}
    project = entry_states.project_of(connection, deed.glossary)
    return Plan(project, *entry_states.difference(deed.glossary, old, new))


def _decision(status: Status) -> Status:
    if status is Status.EXCLUDED:
        raise UsageError("rows are excluded, terms are rejected")
    return Status(status)


def _called(stated: Fields) -> str:
    return f"'{stated['terms'][0]['text']}'" if stated["terms"] else "the entry"


def _checked(terms: Iterable[Term]) -> list[Term]:
    found = list(terms)
    if not found:
        raise UsageError("an entry needs a term; reject the entry instead")
    for term in found:
        if not term.lang or not term.text.strip():
            raise UsageError("a term needs a language and words")
        _words("term", term.text)
    if len({(term.lang, term.text) for term in found}) < len(found):
        raise UsageError("an entry has each term once")
    return found


def _words(field: str, text: str) -> str:
    """What a person wrote, within bounds and without control characters."""
    if len(text) > _LONGEST[field]:
        raise UsageError(f"a {field} has at most {_LONGEST[field]:,} characters")
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        raise UsageError(f"a {field} cannot hold control characters; take them out")
    return text.strip()


def _distinct(items: Iterable[dict[str, Any]], by: tuple[str, ...]) -> list[dict[str, Any]]:
    """The first of those that are alike, in order."""
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        found.setdefault(schema.to_json([item[name] for name in by]), item)
    return list(found.values())
