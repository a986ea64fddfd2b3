"""The rows of a project as the log has left them, shared by all sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from aligner import store
from aligner.errors import UsageError
from aligner.model import Actor, Bead, Event, thresholds
from aligner.review.doubts import Doubt
from aligner.review.fact_book import SOON, FactBook
from aligner.review.facts import Facts, doubts_of
from aligner.review.filters import Filter, Traits, fits
from aligner.review.frame import desk
from aligner.review.frame.realigning import Realignment
from aligner.review.language_names import language_name
from aligner.review.row_names import names
from aligner.review.searching import Search
from aligner.review.subject import Live, lasts
from aligner.review.window import Span, spans
from aligner.store import OutlineRow, Store
from aligner.store.deeds import Versioned


@dataclass(frozen=True, slots=True)
class Outline:
    """Every row of a project at one moment.

    Attributes:
        rows: In order.
        traits: What filters look at, of each row.
        places: Index among them by row id.
        names: What each is called.
        languages: Those of the document, the pivot first.
        checked: How many of them somebody has looked at for what may be wrong.
        spans: The sections of the document.
        newest: The last event of the project that they follow.
    """

    rows: Sequence[OutlineRow]
    traits: Sequence[Traits]
    places: Mapping[int, int]
    names: Sequence[str]
    spans: Sequence[Span]
    newest: int
    languages: Sequence[str] = ()
    checked: int = 0

    @staticmethod
    def of(rows: Sequence[OutlineRow], newest: int) -> Outline:
        """An outline of rows."""
        places = {row.id: i for i, row in enumerate(rows)}
        languages = tuple(rows[0].cells) if rows else ()
        traits = [*map(Traits.of, rows)]
        return Outline(rows, traits, places, names(rows), spans(rows), newest, languages)

    def after(self, changed: Iterable[OutlineRow], newest: int) -> Outline:
        """The same rows in the same order, some of them changed."""
        rows, traits = list(self.rows), list(self.traits)
        for row in changed:
            rows[self.places[row.id]] = row
            traits[self.places[row.id]] = Traits.of(row)
        return replace(self, rows=rows, traits=traits, newest=newest)

    def row(self, row_id: int) -> OutlineRow | None:
        """A row, or None where it is gone."""
        i = self.places.get(row_id)
        return None if i is None else self.rows[i]

    def is_open(self, row: OutlineRow) -> bool:
        """True where nobody has decided on a row and there is some doubt."""
        return self.traits[self.places[row.id]].open

    def name(self, row_id: int) -> str:
        """What a row is called, wherever it is told of."""
        i = self.places.get(row_id)
        return "a row that is gone" if i is None else self.names[i]

    @property
    def pivot(self) -> str:
        """The language that the others are aligned to."""
        return self.languages[0] if self.languages else ""

    def decided_in(self, shown: Sequence[str]) -> tuple[str, ...]:
        """The languages of which somebody decides who has some before them.

        None are named where all are shown: then it is of the row.

        Raises:
            UsageError: No language beside the pivot is shown.
        """
        others = [lang for lang in self.languages if lang != self.pivot]
        named = tuple(lang for lang in others if lang in shown)
        if not shown or len(named) == len(others):
            return ()
        if not named:
            raise UsageError(
                f"only the {language_name(self.pivot)} is shown; show a language beside it to "
                "decide on it"
            )
        return named


@dataclass(frozen=True, slots=True)
class _View:
    """What some languages of a project were last seen as, to be renewed where rows changed."""

    rows: Sequence[OutlineRow]
    facts: Sequence[Facts | None]
    outline: Outline


def in_languages(row: OutlineRow, languages: Sequence[str]) -> OutlineRow:
    """A row as it is for who has only some of its languages before them, the pivot first."""
    if not row.statuses and len(languages) == len(row.cells):
        return row
    _, *others = row.cells
    return replace(
        row,
        cells={lang: row.cells[lang] for lang in languages},
        edited=tuple(lang for lang in row.edited if lang in languages),
        status=row.standing(languages[1:] or languages),
        statuses={lang: row.standing([lang]) for lang in others} if row.statuses else {},
    )


_AT_ONCE = 500  # rows whose texts are read at once
_RENEWING = {"run", "realign", "import units"}
"""Actions after which all rows are read again."""


class LiveProject(Live[Outline]):
    """What a project's rows are, brought up to date when it is asked for.

    Attributes:
        realignment: The one that runs or ran last; None before the first.
    """

    def __init__(self, database: Store, project_id: int) -> None:
        super().__init__(database, project_id)
        self._project_id = project_id
        self._facts = FactBook(database, project_id)
        self._views: dict[tuple[str, ...], _View] = {}
        self._beads: dict[tuple[int, int], dict[str, Bead]] = {}
        self._texts: dict[int, tuple[int, dict[str, str]]] = {}
        self._found: tuple[object, frozenset[int]] = (None, frozenset())
        self.realignment: Realignment | None = None

    def outline(self) -> Outline:
        """The rows as they stand; see :meth:`now`."""
        return self.now()

    @property
    def checked(self) -> int:
        """How many of the rows somebody has looked at for what may be wrong."""
        rows = self.now().rows
        return len(rows) - len(self._facts.unknown(rows))

    def seen(self, languages: Sequence[str]) -> Outline:
        """The rows as they are in some languages, the pivot first, with what may be wrong.

        Of a long document the texts are looked at in the background; `checked` says how far.
        """
        base = self.now()
        facts = [*map(self._facts.known, base.rows)]
        if None in facts:
            unknown = [row for row, fact in zip(base.rows, facts, strict=True) if fact is None]
            if len(unknown) <= SOON:
                self._facts.of(unknown)
                facts = [*map(self._facts.known, base.rows)]
            else:
                self._facts.read_on(unknown)
        key = tuple(languages)
        old = self._views.get(key)
        known = dict(zip(map(id, old.rows), range(len(old.rows)), strict=True)) if old else {}
        rows, traits = [], []
        for row, fact in zip(base.rows, facts, strict=True):
            i = known.get(id(row))
            if old is not None and i is not None and old.facts[i] is fact:
                rows.append(old.outline.rows[i])
                traits.append(old.outline.traits[i])
            else:
                rows.append(in_languages(row, languages))
                traits.append(Traits.of(rows[-1], doubts_of(rows[-1], fact)))
        checked = sum(fact is not None for fact in facts)
        outline = replace(base, rows=rows, traits=traits, checked=checked)
        self._views[key] = _View(base.rows, facts, outline)
        return outline

    def doubts(self, rows: Sequence[OutlineRow]) -> dict[int, tuple[Doubt, ...]]:
        """What may be wrong with some rows, as they are seen, by row id."""
        facts = self._facts.of(self._whole(rows))
        return {row.id: doubts_of(row, facts[row.id]) for row in rows}

    def is_open(self, row: OutlineRow) -> bool:
        """True where nobody has decided on a row, as it is seen, and there is some doubt."""
        return Traits.of(row, self.doubts([row])[row.id]).open

    def realign(self, actor: Actor) -> None:
        """Begin to align anew what is pending, unless somebody has.

        Raises:
            Forbidden: The role does not allow it.
        """
        store.allow(actor, "realign")
        with self.lock:
            if self.realignment is None or not self.realignment.running:
                self.realignment = Realignment(self.database, self._project_id, actor)
                self.realignment.start()

    def stop_realigning(self, actor: Actor) -> None:
        """Break it off where it runs.

        Raises:
            Forbidden: Somebody else began it, and the role does not allow it.
        """
        if self.realignment is not None:
            store.allow(actor, "realign", begun_by=self.realignment.by)
            self.realignment.stop()

    def matching(self, outline: Outline, only: Filter) -> Sequence[OutlineRow]:
        """The rows that pass a filter, in order."""
        if only == Filter():
            return outline.rows
        return [
            row
            for row, traits in zip(outline.rows, outline.traits, strict=True)
            if fits(row, traits, only)
        ]

    def sure(self, rows: Sequence[OutlineRow]) -> tuple[Versioned, ...]:
        """Those of some rows that can be approved in bulk, with their versions.

        See :func:`thresholds.bulk_at_sight` and :func:`thresholds.bulk_when_read`.
        """
        seen = [row for row in rows if thresholds.bulk_at_sight(row)]
        facts = self._facts.of(self._whole(seen))
        as_seen = [replace(facts[r.id], doubts=doubts_of(r, facts[r.id])) for r in seen]
        return tuple(
            (row.id, row.version)
            for row, fact in zip(seen, as_seen, strict=True)
            if thresholds.bulk_when_read(fact)
        )

    def _whole(self, rows: Sequence[OutlineRow]) -> list[OutlineRow]:
        """Rows that are seen in some languages, with all they have."""
        base = self._now
        return [(base and base.row(row.id)) or row for row in rows]

    def texts(self, rows: Sequence[OutlineRow]) -> dict[int, dict[str, str]]:
        """The words of rows without labels, a paragraph a line; those read before are kept."""
        known = self._texts
        new = [row for row in rows if known.get(row.id, (0, {}))[0] != row.version]
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            read = self.database.paragraphs([row.id for row in some])
            edits = self.database.edits([row.id for row in some if row.edited])
            for row in some:
                own = {
                    lang: "\n".join(paragraph.body for paragraph in found)
                    for lang, found in read.get(row.id, {}).items()
                }
                known[row.id] = (row.version, own | dict(edits.get(row.id, {})))
        return {row.id: known[row.id][1] for row in rows}

    def found(self, search: Search, outline: Outline, languages: Sequence[str]) -> frozenset[int]:
        """Ids of the rows in which words stand in the languages shown."""
        asked = (search, outline.newest, tuple(languages))
        if self._found[0] != asked:
            self._found = (asked, search.rows(self.texts(outline.rows), languages))
        return self._found[1]

    def beads(self, row: OutlineRow, languages: Sequence[str]) -> dict[str, Bead]:
        """How a row came about, by language, where the run said so."""
        key = (row.id, row.version)
        if key not in self._beads:
            self._beads[key] = self.database.beads(self._project_id, row.id)
        return {lang: bead for lang, bead in self._beads[key].items() if lang in languages}

    def read(self, newest: int) -> Outline:
        """All rows."""
        found = Outline.of(self.database.outline(self._project_id), newest)
        lasts()
        return found

    def after(self, old: Outline, events: Sequence[Event], newest: int) -> Outline | None:
        """Only the rows that changed, unless rows came or went."""
        changed = {row_id for event in events for row_id in event.rows}
        moved = any(event.reorders or event.action in _RENEWING for event in events)
        if moved or not changed <= old.places.keys():
            return None
        rows = self.database.outline(self._project_id, rows=changed) if changed else []
        return old.after(rows, newest)


def project(project_id: int) -> LiveProject:
    """The rows of a project, shared by all sessions."""
    database = desk.database()
    return _shared(desk.database_url(), id(database), project_id)


@st.cache_resource(show_spinner=False, max_entries=50)
def _shared(url: str, opened: int, project_id: int) -> LiveProject:
    del url, opened  # part of the key only
    return LiveProject(desk.database(), project_id)
