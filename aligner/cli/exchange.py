"""The commands that take in, give out and keep copies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aligner import ending, terminal
from aligner.cli.options import DATABASE, DbOption, LockedOption, SegmentsOption
from aligner.showing import visible


def export(
    to: Annotated[
        str, typer.Option(help="tmx, tbx, tbx-basic, tbx-dct, xliff, xlsx, csv, html or docx.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="File to write.")],
    db: DbOption = DATABASE,
    status: Annotated[
        str, typer.Option(help="What goes out: approved, candidate, ... or all.")
    ] = "approved",
    project: Annotated[
        str, typer.Option(help="Name or id of the project, where there are several.")
    ] = "",
    languages: Annotated[
        str, typer.Option(metavar="LANG,LANG", help="Which languages, the source first.")
    ] = "",
    pairs: Annotated[
        bool, typer.Option("--pairs", help="A file for each pair, such as OUT.fr-en.tmx.")
    ] = False,
    glossary: Annotated[
        str, typer.Option(help="Write this glossary instead, such as one that was imported.")
    ] = "",
    min_score: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out terms below it, unless decided on.")
    ] = 0.0,
    segments: SegmentsOption = "paragraph",
    source_locked: LockedOption = False,
) -> None:
    """Write a project from the database to a file; approved rows and terms unless asked."""
    from aligner import exports

    langs = languages.split(",") if languages else []
    if glossary:
        done = [exports.export_glossary(db, to, out, glossary, status=status)]
    elif pairs:
        done = exports.export_pairs(
            db, to, out, status=status, name=project, languages=langs,
            segments=segments, source_locked=source_locked,
        )  # fmt: skip
    else:
        done = [
            exports.export(
                db, to, out, status=status, name=project, languages=langs, least=min_score,
                segments=segments, source_locked=source_locked,
            )
        ]  # fmt: skip
    for exported in done:
        print(visible(exported.sentence))


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="TMX, TBX, MultiTerm XML, XLIFF, SKOS, PO, CSV, XLSX or ODS files."),
    ],
    db: DbOption = DATABASE,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a file of which anything cannot be kept.")
    ] = False,
    into: Annotated[
        str, typer.Option(help="Take all of it into this project or glossary, by name or id.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    languages: Annotated[
        str,
        typer.Option(
            metavar="LANG,LANG",
            help="Take these only (en: all of en-*), or what a list without a header is in.",
        ),
    ] = "",
    project: Annotated[
        str,
        typer.Option(
            help="Project for units that name no document, by name or id; else the file's name."
        ),
    ] = "",
    glossary: Annotated[
        str, typer.Option(help="What to call the glossary; else as the file has it.")
    ] = "",
    by: Annotated[
        str, typer.Option(help="Who sent the file, for the log; else your account.")
    ] = "",
) -> None:
    """Take units, glossaries and reviewed files into the database; say what was skipped and why."""
    from aligner import imports, store
    from aligner.formats.tags import language_tags
    from aligner.model import Actor, Role

    actor = Actor(by or ending.account(), Role.ADMIN)
    langs = language_tags(languages)
    with imports.rehearsal(db) if dry_run else store.connect(db) as database:
        for file in files:
            terminal.imported(
                imports.import_file(
                    database, file, actor, strict=strict, project=project, glossary=glossary,
                    into=into, languages=langs,
                )
            )  # fmt: skip
    if dry_run:
        print("nothing was changed (--dry-run)")


def backup(
    out: Annotated[Path, typer.Option("-o", "--out", help="File to make; never written over.")],
    db: DbOption = DATABASE,
) -> None:
    """Write the whole database to one file, whatever it is kept in, while others work on."""
    from aligner import store

    print(visible(f"wrote {store.backup(db, out).sentence}"))


def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    db: DbOption = DATABASE,
) -> None:
    """Fill an empty database, SQLite or PostgreSQL, from a backup."""
    from aligner import store

    print(visible(f"restored {store.restore(file, db).sentence}"))
