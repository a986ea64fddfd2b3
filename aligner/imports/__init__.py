"""A file from a CAT tool, a reviewer or a termbase comes into the database.

What the database does not know is added. What it knows already, by document and id, is compared:
what differs is merged as decisions of whoever sent the file, and where both sides went on there is
a clash for a person to look at. A file that was exported and not touched changes nothing.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from aligner import store
from aligner.formats import factory
from aligner.formats.files import plain_stem
from aligner.formats.ids import fresh
from aligner.formats.imported import Account, Imported
from aligner.formats.tags import matches
from aligner.imports.glossaries import take_glossary
from aligner.imports.outcome import Clash, Outcome, Tally
from aligner.imports.units import imported_project, take_units
from aligner.model import Actor, Entry, Status, TranslationUnit

__all__ = ["Clash", "Outcome", "Tally", "import_file", "rehearsal"]

_OF_ROWS = {
    Status.PREFERRED: Status.APPROVED,
    Status.ADMITTED: Status.APPROVED,
    Status.DEPRECATED: Status.REJECTED,
    Status.FORBIDDEN: Status.REJECTED,
}
"""What a status of terms comes to on a row."""


@contextmanager
def rehearsal(url: str) -> Iterator[store.Store]:
    """A copy of a database, in which an import shows what it would do; gone afterwards.

    Raises:
        StoreError: The database cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        if store.exists(url):
            store.backup(url, copy)
        with store.connect(f"sqlite:///{copy}") as database:
            yield database


def import_file(
    database: store.Store,
    path: Path,
    actor: Actor,
    *,
    strict: bool = False,
    project: str = "",
    glossary: str = "",
    into: str = "",
    languages: Sequence[str] = (),
    called: str = "",
) -> Outcome:
    """Take a file into the database.

    Units come to the project that is called like their document. Where that was aligned here, or
    imported before, they are compared with its rows, and differences become decisions; any other
    document becomes a project. A glossary is known by its name.

    Args:
        database: Open for writing.
        path: TMX, TBX, XLIFF, SKOS (RDF/XML), CSV or XLSX.
        actor: Who sent it, for the log; the role says what may be taken over.
        strict: Refuse the file where something in it cannot be read; then nothing is written.
        project: The document of units that name none, by name or id; that of the file if not given.
        into: The project of all units, whatever document they name, and the glossary of all
            entries, by name or id.
        languages: Take these only, ``en`` meaning all of ``en-*``; or what the columns of a table
            without a header are in.
        glossary: What to call the glossary; the name that stands in the file, or else that of the
            file, if not given.
        called: The name by which the person knows the file, where it lies under another.

    Raises:
        InputError: The file cannot be read.
        Forbidden: The role does not allow what the file asks for.
        StoreError: The database cannot be written.
    """
    account = Account(path, strict=strict)
    into, project = _name(database, into), _name(database, project)
    known_as = Path(called) if called else path

    def units(rest: list[Imported], outcome: Outcome) -> Iterator[TranslationUnit]:
        read = _keeping(factory.stream(path, strict=strict, languages=languages), rest)
        return _as_rows(_chosen(read, languages), project or plain_stem(known_as), into, outcome)

    rest: list[Imported] = []
    outcome = Outcome(known_as)
    rows = units(rest, outcome)
    first = next(rows, None)
    known = imported_project(database, first.document) if first is not None else None
    if first is not None and known is not None:
        outcome.units.same = database.as_they_came(known, chain([first], rows))
    if first is not None and not outcome.units.same:
        if known is not None:  # From the start again, as what differs is found among all units.
            rest, outcome = [], Outcome(known_as)
            rows = units(rest, outcome)
        else:
            rows = chain([first], rows)
        take_units(database, rows, actor, outcome)
    imported = rest[0]
    account.skipped += imported.skipped
    if imported.glossary is not None and imported.glossary.entries:
        own = imported.glossary.name
        own = plain_stem(known_as) if own == plain_stem(path) else own
        found = replace(
            imported.glossary,
            name=into or glossary or own,
            entries=tuple(_distinct(_of_languages(imported.glossary.entries, languages))),
        )
        take_glossary(database, found, actor, outcome)
    account.close(outcome.units.total + outcome.entries.total)
    outcome.skipped[:0] = imported.skipped
    outcome.notes[:0] = imported.notes
    return outcome


def _name(database: store.Store, said: str) -> str:
    """What the document is called whose id was said; what was said where it is no id of one."""
    standing = database.projects() if said.isdecimal() else ()
    if any(project.name == said for project in standing):
        return said
    return next((project.name for project in standing if str(project.id) == said), said)


def _keeping(
    units: Generator[TranslationUnit, None, Imported], rest: list[Imported]
) -> Iterator[TranslationUnit]:
    """The units; what else was in the file is in ``rest`` after the last."""
    rest.append((yield from units))


def _chosen(
    units: Iterable[TranslationUnit], languages: Sequence[str]
) -> Iterator[TranslationUnit]:
    """The units in the languages that are wanted, in their order; all where none are named."""
    for unit in units:
        if not languages:
            yield unit
            continue
        texts = {
            lang: text
            for wanted in languages
            for lang, text in unit.texts.items()
            if matches(lang, wanted)
        }
        if texts:
            yield replace(unit, texts=texts)


def _of_languages(entries: Iterable[Entry], languages: Sequence[str]) -> Iterator[Entry]:
    for entry in entries:
        terms = tuple(t for t in entry.terms if any(matches(t.lang, w) for w in languages))
        if not languages:
            yield entry
        elif terms:
            yield replace(entry, terms=terms)


def _as_rows(
    units: Iterable[TranslationUnit], name: str, into: str, outcome: Outcome
) -> Iterator[TranslationUnit]:
    """The units as rows: each of a document, with an id and a status that a row can have."""
    silent = 0
    taken: dict[str, dict[str, int]] = defaultdict(dict)
    for unit in units:
        document = into or unit.document or name
        silent += not unit.stated
        own = fresh(unit.id, taken[document])
        status = _OF_ROWS.get(unit.status, unit.status)
        yield replace(unit, document=document, id=own, status=status)
    if silent:
        outcome.notes.append(
            f"{silent:,} without a status: new ones are approved, as what a "
            "memory holds was decided; known ones keep theirs"
        )


def _distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, each with an id that no other has: two lists in one file may number alike."""
    taken: dict[str, int] = {}
    for entry in entries:
        own = fresh(entry.id, taken)
        yield entry if own == entry.id else replace(entry, id=own)
