"""What the log says of rows and concepts, in a reader's words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from aligner.model import Event, said
from aligner.review.spans import Diff, word_diff
from aligner.review.templates import language_name

Fields = Mapping[str, Any]
_PLAIN = ("text", "definition", "note", "domain", "because")


def entry_name(event: Event, entry: str) -> str:
    """The first term of a concept that an event was about; its id where the event names none."""
    for states in (event.after, event.before):
        for subject, fields in states.items():
            if subject.endswith(f" {entry}") and fields and fields.get("terms"):
                return str(fields["terms"][0]["text"])
    return entry


def stated(
    fields: Fields | None, only: Container[str] | None = None
) -> list[tuple[str, str]] | None:
    """The fields of a row or an entry, a name and a text each.

    Args:
        fields: As the log keeps them; None where the subject is not there.
        only: Leave out the others; the status stays.
    """
    if fields is None:
        return None
    return [
        (name, text)
        for name, text in _lines(fields)
        if only is None or name == "status" or _field_of(name, fields) in only
    ]


def changed(before: Fields | None, after: Fields | None) -> list[tuple[str, Diff]]:
    """What changed, a name and a difference each; empty where nothing that people read did."""
    old, new = dict(_lines(before or {})), dict(_lines(after or {}))
    return [
        (name, word_diff(old.get(name, ""), new.get(name, "")))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def _lines(fields: Fields) -> list[tuple[str, str]]:
    """Fields as people read them: a name and a text each; what is of no use to them is left out."""
    lines = []
    if "status" in fields:
        lines.append(("status", said(str(fields["status"]))))
    lines += [(language_name(lang), text) for lang, text in (fields.get("edits") or {}).items()]
    lines += [
        (f"{language_name(lang)} paragraphs", ", ".join(_part(part) for part in parts))
        for lang, parts in (fields.get("cells") or {}).items()
    ]
    if terms := fields.get("terms"):
        lines.append(("terms", "; ".join(_term(term) for term in terms)))
    lines += [(name, str(fields[name])) for name in _PLAIN if fields.get(name)]
    return lines


def _field_of(name: str, fields: Fields) -> str:
    """The field from which a line was made."""
    if name in fields:
        return name
    return "cells" if name.endswith(" paragraphs") else "edits"


def _part(part: Any) -> str:  # noqa: ANN401 - as it comes from JSON
    """A paragraph, or the part of it that stands in the row, by its place in the document."""
    ordinal, start, end = part
    return f"{ordinal + 1}" + ("" if not start and end is None else " (part)")


def _term(term: Mapping[str, Any]) -> str:
    status = "" if term["status"] == "candidate" else f" ({term['status']})"
    return f"{term['text']}{status}"
