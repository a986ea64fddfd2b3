"""HTML of what the log says: when, and what stood before and after, in a reader's words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

from aligner.review.markup import difference, escape, language_name

Fields = Mapping[str, Any]
_WORDS = {"candidate": "pending", "excluded": "set aside"}
_PLAIN = ("text", "definition", "note", "domain", "because")


def ago(at: datetime) -> str:
    """A time as people say it, exact in the tooltip."""
    seconds = (datetime.now(UTC) - at).total_seconds()
    if seconds < 90:
        words = "just now"
    elif seconds < 5400:
        words = f"{seconds / 60:.0f} minutes ago"
    elif seconds < 86400:
        words = f"{at:%H:%M} UTC"
    else:
        words = f"{at:%-d %b %Y}"
    return f'<time datetime="{at.isoformat()}" title="{at:%-d %b %Y %H:%M:%S} UTC">{words}</time>'


def stated(fields: Fields | None, only: Container[str] | None = None) -> str:
    """The fields of a row or an entry, one a line.

    Args:
        fields: As the log keeps them; None where the subject is not there.
        only: Leave out the others; the status stays.
    """
    if fields is None:
        return "<i>not there</i>"
    lines = [
        f"{escape(name)}: <b>{escape(text)}</b>"
        for name, text in _lines(fields)
        if only is None or name == "status" or _field_of(name, fields) in only
    ]
    return "<br>".join(lines) or "<i>as it was read</i>"


def changed(before: Fields | None, after: Fields | None) -> str:
    """What changed, as a difference; empty where nothing that people read did."""
    old, new = dict(_lines(before or {})), dict(_lines(after or {}))
    lines = [
        f"{escape(name)}: {edited(old.get(name, ''), new.get(name, ''))}"
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]
    return "<br>".join(lines)


def edited(before: str, after: str) -> str:
    """A text as a difference, word by word."""
    old, new = before.split(), after.split()
    out = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            out.append(escape(" ".join(old[a:b])))
        else:
            out.append(difference(" ".join(old[a:b]), " ".join(new[c:d])))
    return " ".join(out)


def _lines(fields: Fields) -> list[tuple[str, str]]:
    """Fields as people read them: a name and a text each; what is of no use to them is left out."""
    lines = []
    if "status" in fields:
        status = str(fields["status"])
        lines.append(("status", _WORDS.get(status, status)))
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
