"""``aligner corpus``: the commands for whole archives."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner import terminal
from aligner.errors import InputError, UsageError
from aligner.model.thresholds import UNCERTAIN, WORTH_A_LOOK
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
    archive: Annotated[
        Path, typer.Option("-o", "--archive", help="The archive; made if it is not there.")
    ],
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|MANIFEST...", help="Folders, or tables that list files."),
    ] = None,
    by_content: Annotated[
        bool, typer.Option("--by-content", help="Pair files that are alone by what they say.")
    ] = False,
    symbols: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fetch these documents first: a symbol a line."),
    ] = None,
    lang: Annotated[
        str, typer.Option(metavar="LANG,LANG", help="What --symbols fetches [default: all six].")
    ] = "",
    to: Annotated[
        str, typer.Option("--format", help="What --symbols fetches: pdf or doc.")
    ] = "pdf",
) -> None:
    """Find documents and their language versions; a table has CSV, JSON Lines or Parquet."""
    from aligner.corpus import archive as archives
    from aligner.corpus import finding, listing

    sources = [*(sources or ())]
    if symbols:
        sources.append(_fetched(symbols, archive, lang, to))
    if not sources:
        raise UsageError("name a folder or a manifest, or --symbols FILE")
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
        added = finding.add(into, found, progress, by_content=by_content)
    languages = ", ".join(f"{lang} {count:,}" for lang, count in added.languages.items())
    print(f"{added.files:,} new files; {added.documents:,} documents in two languages or more")
    print(f"files by language: {languages or 'none'}")
    if added.alone:
        told = "" if by_content else "; --by-content looks for their counterparts"
        print(f"{added.alone:,} documents in one language only: nothing to align them to{told}")
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
    from aligner.corpus import running, tables

    found = _opened(archive)
    with terminal.progress() as progress:
        outcome = running.run(
            found,
            workers=workers, scheduler=scheduler, only=only or (), again=again,
            seconds=seconds, memory_mb=memory_mb, pivot=pivot,
            told=lambda done, count, of: progress(f"{count:,} of {of:,}", count / of),
        )  # fmt: skip
        tables.write(found, progress)
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


@app.command()
def terms(
    archive: ArchiveArgument,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="TBX file, such as glossary.tbx.")
    ],
    languages: Annotated[
        str, typer.Option(metavar="LANG,LANG", help="Which languages, the source first.")
    ] = "",
    min_score: Annotated[
        float, typer.Option(min=0, max=1, help="Score that a term has in one document at least.")
    ] = WORTH_A_LOOK,
    min_documents: Annotated[
        int, typer.Option(min=1, help="Documents in which a term stands.")
    ] = 1,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="URL", help="What was decided there stays decided."),
    ] = None,
) -> None:
    """Merge the terms of all documents into one glossary, each with its renderings and years."""
    from aligner.corpus import merging
    from aligner.formats import tbx
    from aligner.formats.tags import language_tags

    found = _opened(archive)
    glossary = merging.merged(
        found, languages=language_tags(languages), least=min_score, documents=min_documents
    )
    if db:
        glossary = merging.decided(glossary, merging.decisions(db))
    written = tbx.write(glossary, out)
    print(visible(f"wrote {written:,} concepts to {out}"))


@app.command()
def report(
    archive: ArchiveArgument,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="Page to write, such as report.html")
    ] = Path("report.html"),
) -> None:
    """Write a page on the whole archive: how sure, what is missing, what to look at, its terms."""
    from aligner.corpus import report_page, reporting

    with terminal.progress() as progress:
        report_page.write(reporting.of(_opened(archive), progress), out)
    print(visible(f"wrote {out}"))


@app.command()
def search(
    archive: ArchiveArgument,
    words: Annotated[str, typer.Argument(help="Words in a row; * stands for any ending.")],
    lang: Annotated[str, typer.Option(help="Language to look in [default: any].")] = "",
    organ: Annotated[str, typer.Option(help="Organ or series [default: any].")] = "",
    years: Annotated[str, typer.Option(metavar="FROM-TO", help="Years [default: any].")] = "",
    regex: Annotated[
        bool, typer.Option("--regex", help="A regular expression; reads all texts of --lang.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Hits at most.")] = 50,
) -> None:
    """Show where words stand, with the other languages, the newest documents first."""
    from itertools import islice

    from aligner.corpus import searching

    found = _opened(archive)
    if regex and not lang:
        raise UsageError("--regex needs the language to look in: --lang fr")
    span = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", years) if years else None
    if years and not span:
        raise UsageError(f"--years {years}: write 2010-2020, or 2016")
    between = (int(span[1]), int(span[2] or span[1])) if span else None
    with terminal.progress() as progress:
        hits = (
            list(islice(searching.matching(found, words, lang, limit), limit))
            if regex
            else searching.search(
                found, words, lang=lang, organ=organ, years=between, limit=limit, progress=progress
            )
        )
    for hit in hits:
        where = f"{hit.document} {hit.label}".strip()
        print(visible(f"{where}  ({hit.confidence:.2f})"))
        for code in sorted(hit.texts, key=lambda code: code != hit.lang):
            print(visible(f"  {code}  {hit.texts[code]}"))
    if not hits:
        print("not found")


@app.command()
def export(
    archive: ArchiveArgument,
    to: Annotated[str, typer.Option(help="tmx or parquet.")],
    pair: Annotated[str, typer.Option(metavar="LANG-LANG", help="Such as fr-en.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files.")] = Path("out"),
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Rows below it stay out.")
    ] = UNCERTAIN,
) -> None:
    """Write the rows of two languages, each pair of texts once, as TMX or Parquet."""
    from aligner.corpus import exporting

    source, _, target = pair.partition("-")
    with terminal.progress() as progress:
        done = exporting.export(
            _opened(archive), to, (source, target), out, least=min_confidence, progress=progress
        )
    print(
        f"{done.units:,} units in {len(done.files)} files; left out: {done.repeated:,} repeated, "
        f"{done.doubtful:,} below {min_confidence:g}"
    )
    for file in done.files[:MOST_TOLD]:
        print(visible(f"wrote {file}"))


@app.command("open")
def open_(
    archive: ArchiveArgument,
    symbol: Annotated[str, typer.Argument(help="Symbol or name of the document.")],
    db: Annotated[str, typer.Option("--db", metavar="URL", help="Project database.")],
) -> None:
    """Open one document at the desk: align it into a database, keeping what was decided there."""
    from aligner.corpus import opening

    item = _opened(archive).item(symbol)
    with terminal.progress() as progress:
        opening.open_document(item, db, progress=progress)
    print(visible(f"{item.id} is in {db}; aligner review --db {db}"))


def _fetched(symbols: Path, archive: Path, lang: str, to: str) -> Path:
    """Fetch documents into a folder of the archive, and tell what is missing."""
    from aligner import fetching
    from aligner.cli import fetch as asking
    from aligner.corpus import archive as archives

    wanted = fetching.symbols.read(symbols)  # before an archive is made
    folder = archives.made(archive).folder / "files"
    if not asking.told(wanted, folder, lang, to):
        raise InputError("nothing could be fetched; the lines above say why")
    return folder


def _opened(folder: Path) -> Archive:
    from aligner.corpus import archive

    return archive.opened(folder)


def _listed(lines: list[str], lead: str) -> None:
    for line in lines[:MOST_TOLD]:
        print(visible(f"  {lead}{line}"))
    if len(lines) > MOST_TOLD:
        print(f"  and {len(lines) - MOST_TOLD:,} more; the documents table has them all")
    sys.stdout.flush()
