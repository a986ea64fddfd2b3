"""A project or a glossary of the database becomes a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from pathlib import Path

from aligner import store
from aligner.errors import UsageError
from aligner.exports.choice import ALL, chosen, goes_out, going_out, in_languages, in_status
from aligner.exports.writers import WRITERS, write_tmx
from aligner.formats import tables
from aligner.formats.examples import cited
from aligner.formats.segments import SEGTYPES, Segments
from aligner.formats.tags import matches
from aligner.model import CERTIFIED, Glossary, Status, TranslationUnit

__all__ = [
    "ALL",
    "RUN",
    "WRITERS",
    "Exported",
    "export",
    "export_glossary",
    "export_pairs",
    "goes_out",
    "going_out",
    "in_status",
    "require_segments",
    "write",
    "write_run",
]

_CUT = ("tmx", "xliff", "xlsx", "csv")
"""Formats whose units may be sentences."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What went into a file.

    Attributes:
        path: The file.
        written: Units or entries in it.
        left_out: Those of another status than was asked for.
        status: What was asked for.
        unfit: Those that the format cannot hold, such as a row with text in one language only.
    """

    path: Path
    written: int
    left_out: int
    status: str
    unfit: int = 0

    @property
    def sentence(self) -> str:
        """The same in words."""
        said = f"wrote {self.written:,} to {self.path}"
        if self.left_out:
            said += f"; {self.left_out:,} left out (not {self.status})"
            said += "" if self.written else "; --status all takes them too"
        if self.unfit:
            said += f"; {self.unfit:,} left out (without text in the languages of the file)"
        return said


def export(
    db: str,
    to: str,
    path: Path,
    *,
    status: str = "approved",
    name: str = "",
    languages: Sequence[str] = (),
    least: float = 0.0,
    segments: str = "paragraph",
    source_locked: bool = False,
) -> Exported:
    """Write one project of a database.

    Args:
        db: Database URL.
        to: A format of :data:`WRITERS`.
        path: File to write.
        status: A status, or ``all``; preferred and admitted terms are approved ones too.
        name: Name or id of the project; needed only where there are several.
        languages: Which of its languages, the source first, ``en`` meaning all of ``en-*``; all
            where none is given.
        segments: ``paragraph``, ``sentence`` or ``clause``: how rows are cut, for TMX, XLIFF, XLSX
            and CSV.
        source_locked: Of the source, sentences are never joined.
        least: Score below which terms that nobody decided on are left out.

    Raises:
        UsageError: Format, status, project or language is not known.
        StoreError: The database cannot be read.
        OutputError: The file cannot be written.
    """
    _check(to, status)
    with store.connect(db, create=False) as database:
        found = database.project(name)
        return write(
            database, found, to, path, status=status, languages=languages, least=least,
            segments=segments, source_locked=source_locked,
        )  # fmt: skip


def export_pairs(
    db: str,
    to: str,
    path: Path,
    *,
    status: str = "approved",
    name: str = "",
    languages: Sequence[str] = (),
    segments: str = "paragraph",
    source_locked: bool = False,
) -> list[Exported]:
    """Write one project to a file for each pair of its source language with another.

    The pair stands before the extension: ``memory.fr-en.tmx``. Arguments and errors are those of
    :func:`export`.
    """
    _check(to, status)
    if not WRITERS[to].rows:
        raise UsageError(f"{to} holds terms, which all languages share; leave out --pairs")
    with store.connect(db, create=False) as database:
        found = database.project(name)
        source, *others = languages or found.languages
        return [
            write(
                database,
                found,
                to,
                path.with_name(f"{path.stem}.{source}-{other}{path.suffix}"),
                status=status,
                languages=(source, other),
                segments=segments,
                source_locked=source_locked,
            )
            for other in others
        ]


def export_glossary(
    db: str, to: str, path: Path, name: str, *, status: str = "approved"
) -> Exported:
    """Write a glossary by its name, one that was imported or that of a project.

    Arguments and errors are those of :func:`export`; a table has the sheet of terms only.
    """
    _check(to, status)
    if not WRITERS[to].terms and to != "csv":
        able = [key for key, writer in WRITERS.items() if writer.terms or key == "csv"]
        raise UsageError(f"{to} holds no terms; choose one of {', '.join(able)}")
    with store.connect(db, create=False) as database:
        summaries = database.glossaries()
        found = [summary for summary in summaries if summary.name == name]
        if not found:
            names = ", ".join(summary.name for summary in summaries) or "none yet"
            raise UsageError(f"{db}: no glossary called '{name}'; it has {names}")
        glossary = database.glossary_by_id(found[-1].id)
    kept = chosen(glossary, status)
    if to in ("csv", "xlsx"):
        written = tables.write_glossary(kept, path)
    else:
        written = WRITERS[to].write((), kept, path, kept.languages, "")
    left_out = len(glossary.entries) - len(kept.entries)
    return Exported(path, written, left_out, status, len(kept.entries) - written)


def write(
    database: store.Store,
    project: store.ProjectSummary,
    to: str,
    path: Path,
    *,
    status: str = "approved",
    languages: Sequence[str] = (),
    least: float = 0.0,
    words: bool = True,
    segments: str = "paragraph",
    source_locked: bool = False,
    glossary: Glossary | None = None,
) -> Exported:
    """Write a project of an open database, row by row where the format allows it.

    Arguments and errors are those of :func:`export`; without `words`, terms say where they stand
    only. Who writes several files reads the glossary once and gives it.
    """
    writer = WRITERS[to]
    require_segments(segments)
    if segments != "paragraph" and to not in _CUT:
        raise UsageError(f"{to} is not cut into segments; choose one of {', '.join(_CUT)}")
    known = project.languages
    if unknown := [lang for lang in languages if not any(matches(own, lang) for own in known)]:
        raise UsageError(
            f"{project.name} is not in {', '.join(unknown)}; it has {', '.join(project.languages)}"
        )
    langs = languages or known
    own = [lang for lang in known if any(matches(lang, wanted) for wanted in langs)]
    rows: Counter[bool] = Counter()
    cut = None
    if segments != "paragraph":
        cut = Segments(
            database.load(project.id), langs[0], by=segments, source_locked=source_locked
        )
    pieces: Counter[bool] = Counter()

    def cut_up(unit: TranslationUnit, row: store.OutlineRow | None) -> Iterator[TranslationUnit]:
        if cut is None or row is None:
            yield unit
            return
        if to == "xliff":
            pieces[True] += 1
            yield cut.inside(unit, row.cells, row.edited, langs)
            return
        for piece in cut.of(unit, row.cells, row.edited, langs):
            pieces[True] += 1
            yield piece

    def going_out() -> Iterator[TranslationUnit]:
        outline = database.outline(project.id) if cut else repeat(None)
        for unit, row in zip(database.units(project.id), outline, strict=False):
            going = in_status(unit, status, project.pivot, own)
            rows[going is not None] += 1
            if going is not None:
                yield from cut_up(in_languages(going, langs), row)

    glossary = glossary or database.glossary(project.id)
    kept = chosen(glossary, status, least)
    kept = kept if words else _cited(kept)
    put = partial(write_tmx, segtype=SEGTYPES[segments]) if to == "tmx" else writer.write
    written = put(going_out(), kept, path, langs, _made(database, project))
    left_out = writer.rows * rows[False]
    left_out += writer.terms * (len(glossary.entries) - len(kept.entries))
    fit = writer.rows * (pieces[True] if cut else rows[True]) + writer.terms * len(kept.entries)
    return Exported(path, written, left_out, status, fit - written)


def _made(database: store.Store, project: store.ProjectSummary) -> str:
    """How a document was aligned, and what was certified of its rows by samples."""
    certified = database.events(
        project.id, action="approve", why=CERTIFIED, newest_first=False, limit=None, most=1
    )
    standing = (
        f"{event.why}; {event.actor}, {event.at:%Y-%m-%d}"
        for event in certified
        if event.undone is None
    )
    return "|".join(filter(None, [project.signature, *standing]))


def require_segments(segments: str) -> None:
    """Refuse a way to cut rows that is not known.

    Raises:
        UsageError: It is none of `paragraph`, `sentence` and `clause`.
    """
    if segments not in SEGTYPES:
        raise UsageError(f"no segments called '{segments}'; choose one of {', '.join(SEGTYPES)}")


RUN = {
    ".tmx": "tmx",
    ".tbx": "tbx",
    ".v2.tbx": "tbx-basic",
    ".xlsx": "xlsx",
    ".rows.csv": "csv",
}
"""What a run writes: the end of each name, and its format in :data:`WRITERS`."""

WITHOUT_WORDS = {".v2.tbx", ".terms.csv"}
"""Files of a run whose terms say where they stand, but not in what words: those are beside it."""


def write_run(
    database: store.Store,
    project_id: int,
    folder: Path,
    *,
    least: float = 0.0,
    segments: str = "paragraph",
    source_locked: bool = False,
) -> tuple[Path, ...]:
    """Write the files of a run: everything that a project has, with what was decided of it.

    Args:
        database: The open database.
        project_id: The project.
        folder: Where to; the files are called like the document.
        least: Score below which terms that nobody decided on are left out.
        segments: How rows are cut in the files that may be, as for :func:`export`.
        source_locked: Of the source, sentences are never joined.

    Raises:
        OutputError: A file cannot be written.
    """
    project = database.project_by_id(project_id)
    glossary = database.glossary(project_id)
    made = []
    for end, to in RUN.items():
        made.append(folder / f"{project.name}{end}")
        write(
            database, project, to, made[-1], status=ALL, least=least,
            words=end not in WITHOUT_WORDS, glossary=glossary,
            segments=segments if to in _CUT else "paragraph", source_locked=source_locked,
        )  # fmt: skip
    made.append(folder / f"{project.name}.terms.csv")
    tables.write_glossary(_cited(chosen(glossary, ALL, least)), made[-1])
    return tuple(made)


def _cited(glossary: Glossary) -> Glossary:
    return replace(glossary, entries=tuple(map(cited, glossary.entries)))


def _check(to: str, status: str) -> None:
    if to not in WRITERS:
        raise UsageError(f"no format called '{to}'; choose one of {', '.join(WRITERS)}")
    if status not in {ALL, *Status}:
        raise UsageError(f"no status called '{status}'; choose {ALL} or one of {', '.join(Status)}")
