"""OCR repairs and the words that the source had: a refused one is put back, whatever was read.

Refusing keeps over a new run, as long as the reading makes the same repair at the same place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from aligner.model import Change, Paragraph
from aligner.store import schema
from aligner.store.log import States

_change, _document = schema.change, schema.document
_FIELDS = tuple(field.name for field in fields(Change))

Shift = Callable[[int], int]
"""From an offset in a paragraph as it was read to the same place in the text as it stands."""


def as_change(values: RowMapping) -> Change:
    """A repair from its columns."""
    return Change(**{name: values[name] for name in _FIELDS})


def put_back(paragraph: Paragraph, changes: Iterable[Change]) -> tuple[Paragraph, Shift]:
    """A paragraph with what the source had in place of its refused repairs."""
    refused = sorted((c for c in changes if c.refused), key=lambda change: change.start)
    if not refused:
        return paragraph, lambda offset: offset
    shift = _shift(refused)
    text, at = [], 0
    for change in refused:
        text += [paragraph.text[at : change.start], change.before]
        at = change.end
    text.append(paragraph.text[at:])
    return paragraph.respelled("".join(text), shift), shift


def _shift(refused: Sequence[Change]) -> Shift:
    starts = [change.start for change in refused]
    grown = [0]
    for change in refused:
        grown.append(grown[-1] + len(change.before) - (change.end - change.start))

    def shift(offset: int) -> int:
        i = bisect_right(starts, offset)
        if i and offset < refused[i - 1].end:  # inside what was put back, or at its start
            inside = min(offset - starts[i - 1], len(refused[i - 1].before))
            return starts[i - 1] + grown[i - 1] + inside
        return offset + grown[i]

    return shift


def standing(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Repairs at the places where they are in the text as it stands, in the same order."""
    listed = list(changes)
    refused: dict[int, list[Change]] = defaultdict(list)
    for change in sorted(listed, key=lambda change: change.start):
        if change.refused:
            refused[change.paragraph].append(change)
    shifts = {paragraph: _shift(of) for paragraph, of in refused.items()}
    return tuple(
        _moved(change, shifts[change.paragraph]) if change.paragraph in shifts else change
        for change in listed
    )


def _moved(change: Change, shift: Shift) -> Change:
    start = shift(change.start)
    words = change.before if change.refused else change.after
    return replace(change, start=start, end=start + len(words))


def refused(
    connection: Connection, document_ids: Collection[int]
) -> Mapping[tuple[int, int], list[Change]]:
    """The refused repairs of documents, by document and paragraph."""
    query = select(_change).where(_change.c.document_id.in_(list(document_ids)), _change.c.refused)
    found: dict[tuple[int, int], list[Change]] = defaultdict(list)
    for values in connection.execute(query).mappings():
        found[values["document_id"], values["paragraph"]].append(as_change(values))
    return found


def of_rows(
    connection: Connection, row_ids: Collection[int]
) -> dict[int, dict[str, tuple[Change, ...]]]:
    """The repairs in the paragraphs of some rows, by row id and language."""
    cell, paragraph = schema.cell, schema.paragraph
    query = (
        select(_change, cell.c.row_id, _document.c.lang)
        .join(_document, _document.c.id == _change.c.document_id)
        .join(
            paragraph,
            (paragraph.c.document_id == _document.c.id)
            & (paragraph.c.ordinal == _change.c.paragraph),
        )
        .join(cell, cell.c.paragraph_id == paragraph.c.id)
        .where(cell.c.row_id.in_(list(row_ids)))
        .order_by(_change.c.ordinal)
    )
    found: dict[int, dict[str, tuple[Change, ...]]] = defaultdict(dict)
    for values in connection.execute(query).mappings():
        by_lang = found[values["row_id"]]
        by_lang[values["lang"]] = (*by_lang.get(values["lang"], ()), as_change(values))
    return found


def carry_over(
    old: Iterable[Change], old_texts: Sequence[str], new: Sequence[Change], new_texts: Sequence[str]
) -> list[Change]:
    """Repairs of a new reading, refused where the same one of the old reading was.

    Args:
        old: Repairs of the old reading.
        old_texts: Its paragraphs as they were read.
        new: Repairs of the new reading.
        new_texts: Its paragraphs.
    """
    said = {_place(change, old_texts) for change in old if change.refused}
    return [replace(change, refused=_place(change, new_texts) in said) for change in new]


def _place(change: Change, texts: Sequence[str]) -> tuple[str, int, str, str]:
    return texts[change.paragraph], change.start, change.before, change.after


def read(connection: Connection, names: Collection[str]) -> States:
    """Repairs by their name in the log."""
    states: dict[str, Any] = dict.fromkeys(names)
    for name in names:
        of, lang, ordinal = name.split(" ")[1:]
        found = connection.execute(
            select(_change.c.refused, _change.c.before, _change.c.after)
            .join(_document, _document.c.id == _change.c.document_id)
            .where(_document.c.project_id == int(of), _document.c.lang == lang)
            .where(_change.c.ordinal == int(ordinal))
        ).one_or_none()
        if found is not None:
            states[name] = {"refused": found.refused, "words": [found.before, found.after]}
    return states


def claim(connection: Connection, versions: Mapping[str, int]) -> set[str]:
    """All of them: what is claimed are the rows that show the words."""
    return set(versions)


def touch(connection: Connection, names: Iterable[str]) -> None:
    """Nothing to do, likewise."""


def called(fields: Mapping[str, Any]) -> str:
    """By the words of the source."""
    return f"the repair of '{fields['words'][0]}'"


def write(connection: Connection, project_id: int | None, states: States) -> None:
    """Refuse repairs or let them stand."""
    for name, stated in states.items():
        of, lang, ordinal = name.split(" ")[1:]
        document_id = (
            select(_document.c.id)
            .where(_document.c.project_id == int(of), _document.c.lang == lang)
            .scalar_subquery()
        )
        assert stated is not None
        connection.execute(
            update(_change)
            .where(_change.c.document_id == document_id, _change.c.ordinal == int(ordinal))
            .values(refused=stated["refused"])
        )
