"""``aligner corpus``: the commands for whole archives."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner import terminal
from aligner.showing import visible

if TYPE_CHECKING:
    from aligner.corpus.archive import Archive

app = typer.Typer(
    help="Align whole archives: resumable, on one machine or many, kept in Parquet.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ArchiveArgument = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="Folder of the archive.")]
MOST_TOLD = 20
"""Reasons that are printed one by one."""


@app.command()
def add(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER|MANIFEST...", help="Folders, or tables that list files."),
    ],
    archive: Annotated[
        Path, typer.Option("-o", "--archive", help="The archive; made if it is not there.")
    ],
) -> None:
    """Find documents and their language versions; a table has CSV, JSON Lines or Parquet."""
    from aligner.corpus import archive as archives
    from aligner.corpus import finding, listing

    for source in sources:  # before an archive is made
        if not listing.is_one(source):
            finding.check(source)
    into = archives.made(archive)
    with terminal.progress() as progress:
        found = [
            file
            for source in sources
            for file in (
                listing.read(source)
                if listing.is_one(source)
                else finding.in_folder(source, progress)
            )
        ]
        added = finding.add(into, found, progress)
    languages = ", ".join(f"{lang} {count:,}" for lang, count in added.languages.items())
    print(f"{added.files:,} new files; {added.documents:,} documents in two languages or more")
    print(f"files by language: {languages or 'none'}")
    if added.alone:
        print(f"{added.alone:,} documents in one language only: there is nothing to align them to")
    _listed([f"{file.file}: {file.problem}" for file in added.refused], "not used: ")


@app.command()
def run(
    archive: ArchiveArgument,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes on this machine [default: one a processor].")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option(metavar="tcp://HOST:PORT", help="Dask scheduler to use instead.")
    ] = "",
    only: Annotated[
        list[str] | None, typer.Option(metavar="SYMBOL", help="Do this document; for each.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Try those again that were set aside.")
    ] = False,
    seconds: Annotated[
        float, typer.Option(min=1, help="Processor time that a document may take.")
    ] = 600,
    memory_mb: Annotated[
        float, typer.Option(min=100, help="Memory that a document may take.")
    ] = 3000,
    pivot: Annotated[
        str | None, typer.Option(help="Language that others are aligned to, where it is there.")
    ] = None,
) -> None:
    """Align all documents that are not done yet; start it again after whatever went wrong."""
    from aligner.corpus import running

    with terminal.progress() as progress:
        outcome = running.run(
            _opened(archive),
            workers=workers, scheduler=scheduler, only=only or (), again=again,
            seconds=seconds, memory_mb=memory_mb, pivot=pivot,
            told=lambda done, count, of: progress(f"{count:,} of {of:,}", count / of),
        )  # fmt: skip
    if not outcome.done and not outcome.aside:
        print("nothing to do: all documents are done or set aside")
    else:
        rate = outcome.paragraphs / outcome.seconds if outcome.seconds else 0
        print(
            f"{outcome.done:,} documents done, {outcome.paragraphs:,} paragraphs, "
            f"in {outcome.seconds:,.0f} s ({rate:,.0f} paragraphs a second)"
        )
    _listed([f"{done.document}: {done.reason}" for done in outcome.aside], "set aside: ")


@app.command()
def status(
    archive: ArchiveArgument,
    watch: Annotated[
        bool, typer.Option("--watch", help="Until the run is over, every two seconds.")
    ] = False,
) -> None:
    """Say what is done, running, set aside and why, how fast, and how long it will take."""
    import time

    from aligner.corpus import standing

    found = _opened(archive)
    told = standing.of(found)
    while watch and told.runs:
        print(visible(told.sentence), flush=True)
        time.sleep(2)
        told = standing.of(found)
    print(visible(told.sentence))
    if told.alone:
        print(f"{told.alone:,} documents in one language only")
    _listed([f"{name}: {reason}" for name, reason in told.aside], "set aside: ")
    _listed([f"{file}: {problem}" for file, problem in told.unused], "not used: ")


def _opened(folder: Path) -> Archive:
    from aligner.corpus import archive

    return archive.opened(folder)


def _listed(lines: list[str], lead: str) -> None:
    for line in lines[:MOST_TOLD]:
        print(visible(f"  {lead}{line}"))
    if len(lines) > MOST_TOLD:
        print(f"  and {len(lines) - MOST_TOLD:,} more; the documents table has them all")
    sys.stdout.flush()
