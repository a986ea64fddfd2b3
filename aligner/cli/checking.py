"""``aligner check``: a draft against its source, the glossary and itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aligner import terminal
from aligner.cli.options import LinesOption, SimilarityOption


def check(
    draft: Annotated[Path, typer.Argument(help="The draft translation.")],
    source: Annotated[Path, typer.Option(help="What it translates.")],
    glossary: Annotated[
        Path | None, typer.Option(help="Approved terms: TBX, CSV, XLSX or SKOS.")
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(help="The official translation, to measure quality.")
    ] = None,
    memory: Annotated[
        Path | None, typer.Option(help="Approved units (TMX) that the draft should agree with.")
    ] = None,
    src_lang: Annotated[
        str | None, typer.Option(help="Language of the source [default: found].")
    ] = None,
    tgt_lang: Annotated[
        str | None, typer.Option(help="Language of the draft [default: found].")
    ] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", help="JSON Lines to write; - is standard output."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Report to read and print.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Report as a workbook.")] = None,
    sarif: Annotated[Path | None, typer.Option(help="Report for continuous integration.")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(help="error, warning, hint or never: exit status 1 from there on."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Rules and options [default: aligner.toml here].")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="resolution, treaty, law or report: rules as such want them.")
    ] = None,
    hints: Annotated[bool, typer.Option("--hints", help="Print hints too.")] = False,
    since: Annotated[
        Path | None, typer.Option(help="Tell only what an earlier --json report does not.")
    ] = None,
    budget: Annotated[
        int | None, typer.Option(min=0, help="Warnings a page; what is beyond becomes a hint.")
    ] = None,
    lines: LinesOption = False,
    beads: Annotated[
        Path | None, typer.Option(help="Beads to use instead of aligning, source first.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option(help="Look for terms rendered in several ways in the texts themselves.")
    ] = True,
    similarity: SimilarityOption = "auto",
) -> None:
    """Check a draft against its source, the glossary and itself; exit status 1 on findings."""
    from aligner.consistency import html_report, narrowing, records, running, settings, sheets

    chosen = settings.load(config, profile)
    limit = settings.severity(fail_on, "--fail-on") if fail_on else chosen.fail_on
    with terminal.progress() as progress:
        report = running.check_files(
            draft, source, glossary=glossary, reference=reference, memory=memory,
            src_lang=src_lang, tgt_lang=tgt_lang, lines=lines, beads=beads,
            evidence=evidence, similarity=similarity, settings=chosen, progress=progress,
        )  # fmt: skip
    report = narrowing.since(report, since) if since else report
    report = report if budget is None else narrowing.within(report, budget)
    for path, write in (
        (html, html_report.write),
        (xlsx, sheets.write),
        (sarif, records.write_sarif),
    ):
        if path:
            write(report, path)
    if json_file:
        terminal.json_lines(json_file, records.records(report))
    try:
        if str(json_file) != "-":
            terminal.findings(report, hints=hints)
    finally:  # also where nobody reads on: what was found decides
        if limit and report.reaching(limit):
            raise typer.Exit(1)
