"""Every place where words stand, over all projects and languages, with what is around them.

The index holds the words of each cell as they stand, folded in :mod:`aligner.store.words`, so that
SQLite (FTS5) and PostgreSQL (``tsvector``) find the same: they narrow the search down, and the
places are found in the texts themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    insert,
    select,
    text,
    true,
    update,
)

from aligner.errors import UsageError
from aligner.store import backend, outline, schema
from aligner.store.words import Query, forms, lemmas, words

_passage = schema.passage
_AT_ONCE = 2_000  # rows whose texts are in memory
_AROUND = 70  # characters on either side of what was found
_MORE = 3  # cells to look into for each place that is wanted; the index finds words near enough


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words of a query stand.

    Attributes:
        project: Id of the project.
        document: Its name.
        row: Id of the row.
        label: The label of the row as one cites it.
        lang: The language.
        left: What stands before, cut at a word.
        match: The words as they stand in the text.
        right: What stands behind, cut at a word.
    """

    project: int
    document: str
    row: int
    label: str
    lang: str
    left: str
    match: str
    right: str


def search(
    connection: Connection,
    query: str,
    *,
    langs: Collection[str],
    project_id: int | None,
    lemma: bool,
    limit: int,
) -> list[Hit]:
    """Places of words; see :meth:`aligner.store.Store.concordance`."""
    if not Query.read(query).forms:
        raise UsageError("type a word to look for")
    queries = _queries(connection, query, langs, lemma=lemma)
    found: list[Hit] = []
    for wanted, of in queries.items():
        cells = connection.execute(
            _candidates(connection, wanted, of, project_id).limit(_MORE * limit)
        ).all()
        for start in range(0, len(cells), limit):
            found += _hits(connection, wanted, cells[start : start + limit])
            if len(found) >= limit:
                break
    return sorted(found, key=lambda hit: hit.project)[:limit]


def _queries(
    connection: Connection, query: str, langs: Collection[str], *, lemma: bool
) -> Mapping[Query, list[str]]:
    """The query in words or lemmas, and the languages in which it reads so; none means all."""
    if not lemma:
        return {Query.read(query): list(langs)}
    known = connection.execute(select(_passage.c.lang).distinct()).scalars()
    queries: dict[Query, list[str]] = defaultdict(list)
    for lang in sorted(set(known) & set(langs) if langs else set(known)):
        queries[_lemmatised(query, lang)].append(lang)
    return queries


def _lemmatised(query: str, lang: str) -> Query:
    from aligner.terminology.tagging import tagger

    found = lemmas(query, tagger(lang).tag([query])[0])
    return replace(Query.read(query), lemmas=tuple(found))


def _candidates(
    connection: Connection, wanted: Query, langs: Sequence[str], project_id: int | None,

) -> Select[int, str]:  # fmt: skip
    """Cells that have the words, the newest project first."""
    row, project = schema.row, schema.project
    query = (
        select(_passage.c.row_id, _passage.c.lang)
        .join(row, row.c.id == _passage.c.row_id)
        .join(project, project.c.id == row.c.project_id)
        .where(project.c.removed.is_(None))
        .order_by(project.c.saved.desc(), project.c.id, row.c.position, _passage.c.lang)
    )
    if connection.dialect.name == backend.POSTGRESQL:
        columns = ("words", "lemmas") if wanted.lemmas else ("words",)
        match = text(" OR ".join(f"{c}::tsvector @@ CAST(:{c} AS tsquery)" for c in columns))
        given = {c: _as_tsquery(_in_column(wanted, c), wanted.open_ended) for c in columns}
        query = query.where(match.bindparams(**given))
    else:
        match = text(
            "passage.id IN (SELECT rowid FROM concordance WHERE concordance MATCH :wanted)"
        )
        query = query.where(match.bindparams(wanted=_as_fts5(wanted)))
    if langs:
        query = query.where(_passage.c.lang.in_(list(langs)))
    if project_id is not None:
        query = query.where(row.c.project_id == project_id)
    return query


def _in_column(wanted: Query, column: str) -> Sequence[str]:
    """The words to look for in a column; of an open end only the beginning is known."""
    if column == "words":
        return wanted.forms
    pairs = zip(wanted.forms, wanted.lemmas, wanted.open_ended, strict=True)
    return [form if open_ended else lemma for form, lemma, open_ended in pairs]


def _as_fts5(wanted: Query) -> str:
    def phrase(column: str) -> str:
        forms = _in_column(wanted, column)
        if not any(wanted.open_ended[:-1]):
            return f'{column} : "{" ".join(forms)}" {"*" if wanted.open_ended[-1] else ""}'
        # FTS5 knows open ends at the end of a phrase only.
        parts = zip(forms, wanted.open_ended, strict=True)
        return f"{column} : ({' AND '.join(_as_term(*part) for part in parts)})"

    return " OR ".join(f"({phrase(c)})" for c in ("words", "lemmas")[: 1 + bool(wanted.lemmas)])


def _as_term(form: str, open_ended: bool) -> str:
    return f'"{form}" {"*" if open_ended else ""}'


def _as_tsquery(forms: Sequence[str], open_ended: Sequence[bool]) -> str:
    parts = zip(forms, open_ended, strict=True)
    return " <-> ".join(f"'{form}'{':*' if open_ else ''}" for form, open_ in parts)


def _hits(connection: Connection, wanted: Query, cells: Sequence[tuple[int, str]]) -> Iterator[Hit]:
    row_ids = list(dict.fromkeys(row_id for row_id, _ in cells))
    texts = outline.bodies(connection, row_ids)
    rows = _cited(connection, row_ids)
    lemmatised = _lemmas(connection, row_ids) if wanted.lemmas else {}
    for row_id, lang in cells:
        body = texts[row_id].get(lang, "")
        found = list(words(body))
        known = lemmatised.get((row_id, lang), ())
        for first, end in wanted.places([word.form for word in found], known):
            start, stop = found[first].start, found[end - 1].end
            project_id, document, label = rows[row_id]
            yield Hit(
                project_id, document, row_id, label, lang,
                _before(body[:start]), body[start:stop], _behind(body[stop:]),
            )  # fmt: skip


def _cited(connection: Connection, row_ids: Collection[int]) -> dict[int, tuple[int, str, str]]:
    """Project, document and label of rows."""
    row, project = schema.row, schema.project
    query = (
        select(row.c.id, project.c.id.label("project"), project.c.name)
        .join(project, project.c.id == row.c.project_id)
        .where(row.c.id.in_(list(row_ids)))
    )
    of_project: dict[int, list[int]] = defaultdict(list)
    found: dict[int, tuple[int, str, str]] = {}
    for row_id, project_id, name in connection.execute(query):
        of_project[project_id].append(row_id)
        found[row_id] = (project_id, name, "")
    for project_id, ids in of_project.items():
        for line in outline.rows(connection, project_id, ids):
            found[line.id] = (*found[line.id][:2], line.label)
    return found


def _before(text: str) -> str:
    """The end of what stands before, from the beginning of a word on."""
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    return "…" + cut[cut.find(" ") + 1 :]


def _behind(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    cut = text[:_AROUND]
    space = cut.rfind(" ")
    return (cut[:space] if space > 0 else cut) + "…"


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
    chosen = true() if langs is None else _passage.c.lang.in_(list(langs))
    for start in range(0, len(listed), _AT_ONCE):
        chunk = listed[start : start + _AT_ONCE]
        query = select(_passage.c.id, _passage.c.row_id, _passage.c.lang, _passage.c.words)
        there = {
            (found.row_id, found.lang): found
            for found in connection.execute(query.where(_passage.c.row_id.in_(chunk), chosen))
        }
        values = []
        for row_id, by_lang in outline.bodies(connection, chunk, langs).items():
            for lang, body in by_lang.items():
                indexed = _stored(connection, forms(body))
                found = there.get((row_id, lang))
                if found is not None and found.words == indexed:
                    del there[row_id, lang]
                    continue
                words = {"words": indexed, "lemmas": "", "lemmas_due": due}
                values.append({"row_id": row_id, "lang": lang} | words)
        if there:
            gone = [found.id for found in there.values()]
            for at in range(0, len(gone), _AT_ONCE):
                some = _passage.c.id.in_(gone[at : at + _AT_ONCE])
                connection.execute(delete(_passage).where(some))
        if values:
            connection.execute(insert(_passage), values)


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
        found[signature != "imported"].append(row_id)
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
            "had": _stored(connection, forms(body)),
            "read": _stored(connection, found),
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


def _stored(connection: Connection, found: Sequence[str]) -> str:
    """Words as the index of the database wants them."""
    if connection.dialect.name == backend.POSTGRESQL:
        return " ".join(f"'{form}':{place}" for place, form in enumerate(found, 1))
    return " ".join(found)


def _lemmas(connection: Connection, row_ids: Collection[int]) -> dict[tuple[int, str], list[str]]:
    """The lemmas of cells, in order, by row and language."""
    query = select(_passage.c.row_id, _passage.c.lang, _passage.c.lemmas)
    found = connection.execute(query.where(_passage.c.row_id.in_(list(row_ids))))
    if connection.dialect.name != backend.POSTGRESQL:
        return {(row_id, lang): stored.split() for row_id, lang, stored in found}
    return {
        (row_id, lang): [part[1 : part.rindex("'")] for part in stored.split()]
        for row_id, lang, stored in found
    }
