"""A project in the database becomes a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aligner import __version__, store
from aligner.errors import UsageError
from aligner.formats import docx, html, tables, tbx, tmx, xliff
from aligner.model import Glossary, Status, TranslationUnit

ALL = "all"


@dataclass(frozen=True, slots=True)
class Exported:
    """What went into a file.

    Attributes:
        path: The file.
        written: Units or entries in it.
        left_out: Those of another status, or that the format cannot hold.
        status: What was asked for.
    """

    path: Path
    written: int
    left_out: int
    status: str

    @property
    def sentence(self) -> str:
        """The same in words."""
        rest = f"; {self.left_out} left out (not {self.status})" if self.left_out else ""
        return f"wrote {self.written} to {self.path}{rest}"


Writer = Callable[[Sequence[TranslationUnit], Glossary, Path, Sequence[str], str], int]


def _tmx(
    units: Sequence[TranslationUnit], _: Glossary, path: Path, langs: Sequence[str], signature: str
) -> int:
    return tmx.write(
        units, path, srclang=langs[0], languages=langs,
        tool_version=__version__, signature=signature,
    )  # fmt: skip


def _tbx(dialect: str) -> Writer:
    return lambda units, glossary, path, langs, signature: tbx.write(
        glossary, path, dialect=dialect, signature=signature
    )


def _xliff(
    units: Sequence[TranslationUnit], glossary: Glossary, path: Path, langs: Sequence[str], _: str
) -> int:
    if len(langs) != 2:
        raise UsageError(
            f"XLIFF holds one pair of languages; choose two of {', '.join(langs)} "
            f"with --languages {langs[0]},{langs[1]}"
        )
    return xliff.write(units, path, srclang=langs[0], tgtlang=langs[1], glossary=glossary)


WRITERS: dict[str, tuple[Writer, bool, bool]] = {
    "tmx": (_tmx, True, False),
    "tbx": (_tbx("tbx-basic-v3"), False, True),
    "tbx-basic": (_tbx("tbx-basic-v2"), False, True),
    "xliff": (_xliff, True, False),
    "xlsx": (lambda u, g, p, langs, _: tables.write_workbook(u, g, p, langs), True, True),
    "csv": (lambda u, g, p, langs, _: tables.write_rows(u, p, langs), True, False),
    "html": (lambda u, g, p, langs, s: html.write(u, p, langs, signature=s), True, False),
    "docx": (lambda u, g, p, langs, _: docx.write(u, p, langs), True, False),
}
"""Writer of each format, and whether it holds rows and terms."""


def export(
    db: str,
    to: str,
    path: Path,
    *,
    status: str = "approved",
    name: str = "",
    languages: Sequence[str] = (),
) -> Exported:
    """Write one project of a database.

    Args:
        db: Database URL.
        to: A format of :data:`WRITERS`.
        path: File to write.
        status: A status, or ``all``; preferred and admitted terms are approved ones too.
        name: Name of the project; needed only where there are several.
        languages: Which of its languages, the source first; all where none is given.

    Raises:
        UsageError: Format, status, project or language is not known.
        StoreError: The database cannot be read.
        OutputError: The file cannot be written.
    """
    if to not in WRITERS:
        raise UsageError(f"no format called '{to}'; choose one of {', '.join(WRITERS)}")
    if status not in {ALL, *Status}:
        raise UsageError(f"no status called '{status}'; choose {ALL} or one of {', '.join(Status)}")
    with store.connect(db, create=False) as database:
        found = _chosen(database.projects(), name, db)
        return write(database, found, to, path, status=status, languages=languages)


def write(
    database: store.Store,
    project: store.ProjectSummary,
    to: str,
    path: Path,
    *,
    status: str = "approved",
    languages: Sequence[str] = (),
) -> Exported:
    """Write a project of an open database; see :func:`export`."""
    writer, rows, terms = WRITERS[to]
    if unknown := [lang for lang in languages if lang not in project.languages]:
        raise UsageError(
            f"{project.name} is not in {', '.join(unknown)}; it has {', '.join(project.languages)}"
        )
    units = list(database.units(project.id))
    glossary = database.glossary(project.id)
    kept_units = [unit for unit in units if _goes_out(unit.status, status)]
    kept = replace(
        glossary, entries=tuple(e for e in glossary.entries if _goes_out(e.status, status))
    )
    written = writer(kept_units, kept, path, languages or project.languages, project.signature)
    there = rows * len(units) + terms * len(glossary.entries)
    return Exported(path, written, there - written, status)


def _chosen(projects: Sequence[store.ProjectSummary], name: str, db: str) -> store.ProjectSummary:
    named = [project for project in projects if name in ("", project.name)]
    if not projects:
        raise UsageError(f"{db}: no project in it yet; make one with: aligner run FILE FILE")
    if not named:
        names = ", ".join(project.name for project in projects)
        raise UsageError(f"{db}: no project called '{name}'; it has {names}")
    if len(named) > 1 and not name:
        names = ", ".join(project.name for project in named)
        raise UsageError(f"{db}: several projects; choose one with --project: {names}")
    return named[0]


def _goes_out(found: Status, asked: str) -> bool:
    if asked == Status.APPROVED:
        return found in {Status.APPROVED, Status.PREFERRED, Status.ADMITTED}
    return asked in (ALL, found)
