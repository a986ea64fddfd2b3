"""Every place where words stand, over all projects and languages, with what is around them.

The index (:mod:`aligner.store.passages`) holds the words of each cell as they stand, folded in
:mod:`aligner.store.words`, so that SQLite (FTS5) and PostgreSQL (``tsvector``) find the same: they
narrow the search down, and the places are found in the texts themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    func,
    literal,
    select,
    text,
)

from aligner.errors import UsageError
from aligner.model import Paragraph
from aligner.store import backend, outline, schema
from aligner.store.passages import OF_A_ROW
from aligner.store.words import Query, lemmas, words

_passage = schema.passage
_AROUND = 70  # characters on either side of what was found
_MORE = 3  # cells to look into for each place that is wanted; the index finds words near enough
_COMMON = 5_000  # cells from which on a word is common: those of the newest rows do
_LATEST = 20_000  # passages that are read for a short beginning of words before the index is asked
_SHORT = 3  # letters of a beginning that so many words have that the index takes its time


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
        cells = _cells(connection, wanted, of, project_id, _MORE * limit)
        for start in range(0, len(cells), limit):
            found += _hits(connection, wanted, cells[start : start + limit])
            if len(found) >= limit:
                break
    newest = {own: place for place, own in enumerate(_projects(connection))}
    return sorted(found, key=lambda hit: newest[hit.project])[:limit]


def _projects(connection: Connection) -> Sequence[int]:
    """All projects, the one saved last first."""
    project = schema.project
    query = select(project.c.id).order_by(project.c.saved.desc(), project.c.id)
    return connection.execute(query).scalars().all()


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


def _cells(
    connection: Connection,
    wanted: Query,
    langs: Sequence[str],
    project_id: int | None,
    most: int,
) -> Sequence[tuple[int, str]]:
    """Rows and languages of cells that have the words, the newest project first.

    Of common words they are among the newest rows, in one project among its first (in PostgreSQL,
    wherever the index finds them first): to sort all by their projects would take as long as there
    are many.
    """
    scope = _Scope.of(connection, langs, project_id)
    if len(wanted.forms) == 1 and wanted.open_ended[0] and len(wanted.forms[0]) < _SHORT:
        numbers = _latest(connection, wanted.forms[0], scope, most)
        if len(numbers) == most:
            return _in_order(connection, numbers, most)
    if connection.dialect.name == backend.POSTGRESQL:
        numbers = _by_tsvector(connection, wanted, scope)
    else:
        numbers = _by_fts5(connection, wanted, scope)
    return _in_order(connection, numbers if len(numbers) <= _COMMON else numbers[:most], most)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where to look.

    Attributes:
        langs: Languages; all where there is none.
        project_id: One project; all where None is given.
        first: The lowest number that its passages may have.
        last: The highest.
    """

    langs: Sequence[str]
    project_id: int | None
    first: int = 0
    last: int = 2**31 - 1

    @staticmethod
    def of(connection: Connection, langs: Sequence[str], project_id: int | None) -> _Scope:
        """The scope, with the numbers of its passages, as those of a project stand together."""
        if project_id is None:
            return _Scope(langs, None)
        row = schema.row
        query = select(func.min(row.c.id), func.max(row.c.id)).where(row.c.project_id == project_id)
        first, last = connection.execute(query).one()
        if first is None:
            return _Scope(langs, project_id, 0, -1)
        return _Scope(langs, project_id, OF_A_ROW * first, OF_A_ROW * (last + 1) - 1)

    def chosen(self) -> Select[int]:
        """The passages in it, the newest first, or in one project the first ones."""
        row, project = schema.row, schema.project
        query = (
            select(_passage.c.id)
            .join(row, row.c.id == _passage.c.row_id)
            .join(project, project.c.id == row.c.project_id)
            .where(project.c.unfinished.is_(None), project.c.removed.is_(None))
        )
        if self.langs:
            query = query.where(_passage.c.lang.in_(self.langs))
        if self.project_id is None:
            return query.order_by(_passage.c.id.desc())
        here = _passage.c.id.between(self.first, self.last)
        return query.where(row.c.project_id == self.project_id, here).order_by(_passage.c.id)


def _latest(connection: Connection, beginning: str, scope: _Scope, most: int) -> Sequence[int]:
    """Passages with a word that begins so, among the latest ones of a scope."""
    latest = scope.chosen().add_columns(_passage.c.words).limit(_LATEST).subquery()
    before = "'" if connection.dialect.name == backend.POSTGRESQL else " "
    has = literal(" ").concat(latest.c.words).contains(before + beginning, autoescape=True)
    return connection.execute(select(latest.c.id).where(has).limit(most)).scalars().all()


def _by_tsvector(connection: Connection, wanted: Query, scope: _Scope) -> Sequence[int]:
    """Passages with the words, one more than those of a common word at most; PostgreSQL."""
    columns = ("words", "lemmas") if wanted.lemmas else ("words",)
    match = text(" OR ".join(f"{c}::tsvector @@ CAST(:{c} AS tsquery)" for c in columns))
    given = {c: _as_tsquery(_in_column(wanted, c), wanted.open_ended) for c in columns}
    query = scope.chosen().where(match.bindparams(**given).self_group())
    return connection.execute(query.order_by(None).limit(_COMMON + 1)).scalars().all()


def _by_fts5(connection: Connection, wanted: Query, scope: _Scope) -> Sequence[int]:
    """The same in SQLite; CROSS JOIN, so that it goes from the index on, one by one."""
    given: dict[str, Any] = {"wanted": _as_fts5(wanted), "most": _COMMON + 1}
    given |= {"first": scope.first, "last": scope.last}
    where, order = "", "DESC"
    if scope.langs:
        names = [f"lang{i}" for i in range(len(scope.langs))]
        where += f" AND passage.lang IN ({', '.join(f':{name}' for name in names)})"
        given |= dict(zip(names, scope.langs, strict=True))
    if scope.project_id is not None:
        where, order = f'{where} AND "row".project_id = :project', "ASC"
        given["project"] = scope.project_id
    query = text(_FTS5.format(where=where, order=order))
    return connection.execute(query, given).scalars().all()


_FTS5 = """
SELECT passage.id FROM concordance
CROSS JOIN passage ON passage.id = concordance.rowid
CROSS JOIN "row" ON "row".id = passage.row_id
CROSS JOIN project ON project.id = "row".project_id
WHERE concordance MATCH :wanted AND concordance.rowid BETWEEN :first AND :last
AND project.unfinished IS NULL AND project.removed IS NULL{where}
ORDER BY concordance.rowid {order} LIMIT :most
"""


def _in_order(
    connection: Connection, numbers: Sequence[int], most: int
) -> Sequence[tuple[int, str]]:
    """Some passages, the newest project first."""
    row, project = schema.row, schema.project
    query = (
        select(_passage.c.row_id, _passage.c.lang)
        .join(row, row.c.id == _passage.c.row_id)
        .join(project, project.c.id == row.c.project_id)
        .where(_passage.c.id.in_(numbers))
        .order_by(project.c.saved.desc(), project.c.id, row.c.position, _passage.c.lang)
    )
    return [(row_id, lang) for row_id, lang in connection.execute(query.limit(most))]


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
    """Project, document and label of rows; the label is the first that a paragraph has."""
    row, project, cell = schema.row, schema.project, schema.cell
    paragraph, document = schema.paragraph, schema.document
    labels: dict[int, str] = {}
    query = (
        select(cell.c.row_id, paragraph.c.label)
        .join(paragraph, paragraph.c.id == cell.c.paragraph_id)
        .join(document, document.c.id == paragraph.c.document_id)
        .where(cell.c.row_id.in_(list(row_ids)))
        .order_by(document.c.position, paragraph.c.ordinal, cell.c.start)
    )
    for row_id, label in connection.execute(query):
        if label:
            labels.setdefault(row_id, Paragraph(0, "", label=tuple(label)).path)
    places = (
        select(row.c.id, project.c.id.label("project"), project.c.name)
        .join(project, project.c.id == row.c.project_id)
        .where(row.c.id.in_(list(row_ids)))
    )
    return {
        row_id: (project_id, name, labels.get(row_id, ""))
        for row_id, project_id, name in connection.execute(places)
    }


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
