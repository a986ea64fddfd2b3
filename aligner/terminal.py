"""What the commands print: tables, counts and progress, by rich."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aligner import ending
from aligner.showing import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aligner import imports
    from aligner.alignment.evaluation import Measured, Report
    from aligner.consistency import Report as Checked
    from aligner.model import Change
    from aligner.model.progress import Progress
    from aligner.pipeline import Outcome
    from aligner.store import ProjectSummary, Renewal

MOST_TOLD = 50
"""Lines that an import prints of what was skipped, of conflicts and of notes."""


def outcome(made: Outcome) -> None:
    """What a run made: the rows at a glance, the first terms, the files."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from aligner.alignment import relatedness
    from aligner.exports import going_out
    from aligner.languages import language

    text, glossary = made.project.multitext, made.project.glossary
    looked_at = [row for row in text.rows if row.needs_look]
    single = sum(all(len(ids) == 1 for ids in row.cells.values()) for row in text.rows)
    below = sum(not going_out(entry, least=made.least) for entry in glossary.entries)
    console = Console(highlight=False)
    console.print(
        f"{visible(made.project.name)}: {len(text.rows)} rows in {', '.join(text.documents)}; "
        f"{single} one to one, {len(looked_at)} to look at; {len(glossary.entries)} term pairs"
        + (f", {below:,} of them below {made.least:g} and in the database only" if below else ""),
        markup=False,
        soft_wrap=True,
    )
    _renewal(made.saved.renewal, made.project.name)
    if text.pivot != "fr":
        console.print(
            f"aligned to {language(text.pivot).name}; --pivot chooses another", markup=False
        )
    bitexts = made.project.bitexts
    strangers = any(relatedness.warning(bitext) for bitext in bitexts)
    for told in filter(None, map(relatedness.told, bitexts)):
        console.print(visible(f"  {told}"), markup=False, soft_wrap=True)
    for row in looked_at if not strangers else ():
        where = text.label(row) or f"row {row.id}"
        console.print(
            visible(f"  look at {where}: {row.confidence:.2f} {row.reason}"),
            markup=False,
            soft_wrap=True,
        )
    table = Table("score", "count", *glossary.languages, title="first terms", title_justify="left")
    for entry in glossary.entries[:10]:
        terms = [entry.term(lang) for lang in glossary.languages]
        table.add_row(
            f"{entry.score:.2f}",
            str(entry.count),
            *(Text(visible(term.text)) if term else "" for term in terms),
        )
    console.print(table)
    for file in made.files:
        console.print(visible(f"wrote {file}"), markup=False, soft_wrap=True)
    console.print(visible(f"saved in {made.database}"), markup=False, soft_wrap=True)
    console.print(visible(f"made by {text.signature}"), markup=False, soft_wrap=True)


def _renewal(renewal: Renewal, name: str) -> None:
    """What is otherwise than in the version before, row by row; nothing where all is as it was."""
    if renewal.sentence:
        print(visible(f"{name}, {renewal.sentence}"))
    for difference in renewal.differences[:MOST_TOLD]:
        print(visible(f"  {difference.sentence}"))
    if len(renewal.differences) > MOST_TOLD:
        print(f"  and {len(renewal.differences) - MOST_TOLD} more")


def doubt(change: Change) -> str:
    """What looks damaged and was left, in a line."""
    where = f"paragraph {change.paragraph + 1}"
    better = f", perhaps {change.after!r}" if change.after != change.before else ""
    return f"{where}: {change.before!r}{better} ({change.reason})"


def documents(found: Iterable[tuple[ProjectSummary, Sequence[ProjectSummary]]]) -> None:
    """Documents with their older versions, one a line."""
    for document, older in found:
        for version in (document, *older):
            rows = ", ".join(f"{count:,} {status}" for status, count in version.rows.items())
            told = (
                f"{'' if version is document else '  '}{version.id}",
                version.name,
                f"version {version.version}",
                " ".join(version.languages),
                f"{version.saved:%Y-%m-%d %H:%M}",
                rows or "no rows",
            )
            print("\t".join(map(visible, told)))


def imported(outcome: imports.Outcome) -> None:
    """The count on a line, then what a person should look at."""
    print(visible(outcome.sentence))
    told = outcome.account
    for line in told[:MOST_TOLD]:
        print(visible(f"  {line}"))
    if len(told) > MOST_TOLD:
        print(f"  and {len(told) - MOST_TOLD} more")


def findings(report: Checked, *, hints: bool) -> None:
    """What was checked, and the findings; hints are only counted unless asked for."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from aligner.consistency import Severity
    from aligner.consistency.sheets import summary

    console = Console(highlight=False)
    for what, value in summary(report):
        console.print(visible(f"{what:>9}  {value}"), markup=False, soft_wrap=True)
    shown = report.findings if hints else report.reaching(Severity.WARNING)
    styles = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "blue"}
    table = Table("paragraph", "severity", "rule", "finding")
    for finding in shown:
        table.add_row(
            escape(visible(finding.where)),
            f"[{styles[finding.severity]}]{finding.severity}[/]",
            finding.rule,
            escape(visible(finding.message)),
        )
    if shown:
        console.print(table)
    if left := len(report.findings) - len(shown):
        console.print(f"{left} hints are not shown; --hints prints them", markup=False)


def figures(report: Report, other: Report | None = None) -> None:
    """Figures a document, and all of them together; under each those of another aligner."""
    from rich.console import Console
    from rich.table import Table

    table = Table("document", "units", "beads", "strict F1", "lax F1", "null F1", "seconds")
    theirs = [*other.documents, other.total] if other else []
    for number, measured in enumerate((*report.documents, report.total)):
        last = measured is report.documents[-1]
        seconds = f"{measured.seconds:.2f}"
        table.add_row(*_figures(measured.name, measured), seconds, end_section=last and not theirs)
        if theirs:
            table.add_row(*_figures("  other", theirs[number]), "", end_section=last)
    console = Console(highlight=False)
    console.print(table)
    console.print(f"peak {report.peak_mb:.0f} MB; {report.signature}", markup=False, soft_wrap=True)
    if other:
        console.print(visible(f"other: {other.signature}"), markup=False, soft_wrap=True)


def _figures(name: str, measured: Measured) -> list[str]:
    from rich.markup import escape

    agreement = measured.agreement
    scores = (agreement.strict, agreement.lax, agreement.null)
    counts = [str(measured.units), str(measured.beads)]
    return [escape(visible(name)), *counts, *(f"{found.f1:.4f}" for found in scores)]


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=1.0)
        yield lambda what, share: bar.update(
            task, description=escape(visible(what)), completed=share
        )


def json_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """Write records as JSON Lines to a file, or to standard output where it is called ``-``."""
    from aligner.formats.files import aside

    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if str(path) == "-":
        ending.write_text(lines)
        return
    with aside(path) as part, part.open("w", encoding="utf-8") as file:
        file.writelines(lines)
