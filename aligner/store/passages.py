"""The index of the concordance: the words of each cell, and their dictionary forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from aligner.store import backend, outline, schema
from aligner.store.words import forms, lemmas

OF_A_ROW = 128
"""Numbers of passages that a row has, one a language: passages stand in the order of the rows."""
_AT_ONCE = 2_000  # rows whose texts are in memory
_passage = schema.passage


def renew(
    connection: Connection,
    row_ids: Iterable[int],
    langs: Collection[str] | None = None,
    *,
    due: bool = True,
) -> None:
    """Index some rows as they stand now, in all languages or in some.

    Cells whose words are the same keep their dictionary forms; those of the others are `due`.
    """
    listed = list(row_ids)
    for start in range(0, len(listed), _AT_ONCE):
        chunk = listed[start : start + _AT_ONCE]
        query = select(_passage.c.id, _passage.c.row_id, _passage.c.lang, _passage.c.words)
        there: dict[int, dict[str, Any]] = defaultdict(dict)
        for found in connection.execute(query.where(_passage.c.row_id.in_(chunk))):
            there[found.row_id][found.lang] = found
        gone, values = [], []
        for row_id, by_lang in outline.bodies(connection, chunk, langs).items():
            stood = there[row_id]
            old = stood if langs is None else {lang: stood[lang] for lang in langs if lang in stood}
            new = {lang: stored(connection, forms(body)) for lang, body in by_lang.items()}
            changed = [lang for lang in new if lang not in old or old[lang].words != new[lang]]
            out = [lang for lang in old if lang in changed or lang not in new]
            gone += [stood.pop(lang).id for lang in out]
            free = _free(row_id, {found.id for found in stood.values()})
            for lang in changed:
                words = {"words": new[lang], "lemmas": "", "lemmas_due": due}
                values.append({"id": next(free), "row_id": row_id, "lang": lang} | words)
        for at in range(0, len(gone), _AT_ONCE):
            some = _passage.c.id.in_(gone[at : at + _AT_ONCE])
            connection.execute(delete(_passage).where(some))
        _insert(connection, values)


def _insert(connection: Connection, values: Sequence[Mapping[str, Any]]) -> None:
    if values:
        # RETURNING puts many rows into one statement: after each one FTS5 writes down what it has.
        connection.execute(insert(_passage).returning(_passage.c.id), values)


def _free(row_id: int, taken: Collection[int]) -> Iterator[int]:
    """Numbers for passages of a row that none of its passages has."""
    numbers = range(OF_A_ROW * row_id, OF_A_ROW * (row_id + 1))
    return (number for number in numbers if number not in taken)


def add(connection: Connection, words: Mapping[int, Mapping[str, Sequence[str]]]) -> None:
    """Index new rows whose words are known, by row and language; they get no dictionary forms."""
    values = [
        {"id": number, "row_id": row_id, "lang": lang, "lemmas": "", "lemmas_due": False}
        | {"words": stored(connection, found)}
        for row_id, by_lang in words.items()
        for number, (lang, found) in zip(_free(row_id, ()), by_lang.items(), strict=False)
    ]
    _insert(connection, values)


def renew_project(connection: Connection, project_id: int) -> None:
    """Index all rows of a project."""
    row = schema.row
    query = select(row.c.id).where(row.c.project_id == project_id).order_by(row.c.id)
    renew(connection, connection.execute(query).scalars().all())


def rebuild(connection: Connection) -> None:
    """Index everything but what another version has taken the place of."""
    row, project = schema.row, schema.project
    query = (
        select(row.c.id, project.c.signature)
        .join(project, project.c.id == row.c.project_id)
        .where(project.c.superseded_by.is_(None))
        .order_by(row.c.id)
    )
    found: dict[bool, list[int]] = {True: [], False: []}
    for row_id, signature in connection.execute(query):
        found[signature != schema.IMPORTED].append(row_id)
    for due, row_ids in found.items():
        renew(connection, row_ids, due=due)


def due(connection: Connection, project_id: int | None) -> Mapping[str, Mapping[int, str]]:
    """The words of the cells whose dictionary forms are due, by language and row.

    Args:
        connection: In a transaction.
        project_id: One project; all where None is given.
    """
    row = schema.row
    query = select(_passage.c.lang, _passage.c.row_id).where(_passage.c.lemmas_due)
    if project_id is not None:
        query = query.join(row, row.c.id == _passage.c.row_id)
        query = query.where(row.c.project_id == project_id)
    cells = connection.execute(query.order_by(_passage.c.row_id)).all()
    bodies: dict[int, dict[str, str]] = {}
    row_ids = list(dict.fromkeys(row_id for _, row_id in cells))
    for start in range(0, len(row_ids), _AT_ONCE):
        bodies |= outline.bodies(connection, row_ids[start : start + _AT_ONCE])
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for lang, row_id in cells:
        if lang in bodies[row_id]:
            found[lang][row_id] = bodies[row_id][lang]
    return found


Tagged = Mapping[tuple[int, str], tuple[str, Sequence[str]]]
"""Text and lemmas of cells, by row and language."""


def tagged(texts: Mapping[str, Mapping[int, str]]) -> Tagged:
    """Read the lemmas of texts, by language and row, with the pipeline of each language."""
    from aligner.terminology.tagging import tagger

    found: dict[tuple[int, str], tuple[str, Sequence[str]]] = {}
    for lang, bodies in texts.items():
        read = tagger(lang).read(list(bodies.values()))
        for (row_id, body), tokens in zip(bodies.items(), read, strict=True):
            found[row_id, lang] = (body, lemmas(body, tokens))
    return found


def keep_lemmas(connection: Connection, tagged: Tagged) -> int:
    """Write the lemmas of cells that still have the words they were read from.

    Returns:
        Number of cells that have them now.
    """
    values = [
        {
            "row": row_id,
            "of": lang,
            "had": stored(connection, forms(body)),
            "read": stored(connection, found),
        }
        for (row_id, lang), (body, found) in tagged.items()
    ]
    if not values:
        return 0
    this = (_passage.c.row_id == bindparam("row")) & (_passage.c.lang == bindparam("of"))
    done: int = connection.execute(
        update(_passage)
        .where(this, _passage.c.words == bindparam("had"))
        .values(lemmas=bindparam("read"), lemmas_due=False),
        values,
    ).rowcount
    return done


def stored(connection: Connection, found: Sequence[str]) -> str:
    """Words as the index of the database wants them."""
    if connection.dialect.name == backend.POSTGRESQL:
        return " ".join(f"'{form}':{place}" for place, form in enumerate(found, 1))
    return " ".join(found)
